"""The sentences of a place's report, a module for each section."""
