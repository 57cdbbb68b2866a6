"""The sentences and cells of the access report: a module for each section of the page."""
