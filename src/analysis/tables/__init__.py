"""Every tidy table, declared once: ``TABLES`` by name, published ones before local ones."""

from pathlib import Path

from analysis.tables.declare import read_groups

# The files of declarations, in the order of the data dictionary.
_GROUPS = (
    "published_register",
    "published_workforce",
    "published_money",
    "published_access",
    "local_register",
    "local_finance",
    "local_schemes",
    "local_workforce",
    "local_access",
    "local_hours",
    "local_pack",
    "local_scrutiny",
)
_FOLDER = Path(__file__).parent

TABLES = read_groups([_FOLDER / f"{group}.yml" for group in _GROUPS])
LOCAL = tuple(table for table in TABLES.values() if table.local)
