"""Practices and the places they belong to, at a date: register, maps, patient lists."""
