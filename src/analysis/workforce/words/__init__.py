"""The workforce report in words."""
