"""Every tidy table, declared once: ``TABLES`` by name, published ones before local ones."""

from analysis.tables.declare import SOURCE_COLUMNS, Column, Table, conform
from analysis.tables.local import LOCAL
from analysis.tables.published import PUBLISHED

TABLES: dict[str, Table] = {table.name: table for table in (*PUBLISHED, *LOCAL)}

__all__ = ["LOCAL", "PUBLISHED", "SOURCE_COLUMNS", "TABLES", "Column", "Table", "conform"]
