"""Local returns: one layout per template, made from the table that the template feeds."""

from functools import partial

from analysis.returns.layout import Layout, Reading, Tables
from analysis.tables import LOCAL, Table


def _read(reading: Reading, *, table: Table) -> Tables:
    return {table.name: reading.pick()}


def _layout(table: Table) -> Layout:
    """Every heading of the template must be there: a renamed column is not read as blank."""
    return Layout(
        publication=table.title,
        name=table.name,
        vintage="local template",
        read=partial(_read, table=table),
        columns={column.name: (column.name,) for column in table.columns},
    )


LAYOUTS = tuple(_layout(table) for table in LOCAL)
