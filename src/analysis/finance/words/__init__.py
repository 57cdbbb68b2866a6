"""The sentences of the finance report: a module for each section of its page."""
