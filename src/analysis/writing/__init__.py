"""Phrases that every report shares."""
