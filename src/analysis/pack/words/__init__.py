"""The committee pack in words, by section of the paper: sentences, and cells that are sentences."""
