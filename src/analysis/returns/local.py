"""Local returns: one layout per template, made from the table that the template feeds."""

from analysis.returns.layout import Layout, Reading, as_printed, find_columns, headings_for
from analysis.tables import LOCAL
from analysis.tables.declare import Table


def _layout(table: Table) -> Layout:
    """Every heading of the template must be there: a renamed column is not read as blank."""
    return Layout(
        publication=table.title,
        name=table.name,
        vintage="local template",
        read=as_printed(table.name),
        columns={column.name: (column.name,) for column in table.columns},
    )


def faults(reading: Reading) -> list[str]:
    """What makes a template's columns doubtful: one that comes twice, a row too long for them."""
    found = []
    for name in reading.layout.columns:
        rivals = headings_for(reading.header, name)
        if len(rivals) > 1:
            shown = ", ".join(repr(heading) for heading in rivals)
            found.append(f"more than one column could be {name}: {shown}. Keep one.")
    return found + [
        f"{message} Correct it in the return and run again." for message in reading.overlong()
    ]


def oddities(reading: Reading) -> list[str]:
    """Columns that somebody added to a template: they are not read."""
    known = set(find_columns(reading.header, reading.layout.columns).values())
    rivals = {
        heading for name in reading.layout.columns for heading in headings_for(reading.header, name)
    }
    added = [
        repr(heading)
        for place, heading in enumerate(reading.header)
        if place not in known and heading.strip() and heading not in rivals
    ]
    return (
        [f"columns that are not the template's are not read: {', '.join(added)}."] if added else []
    )


LAYOUTS = {table.name: _layout(table) for table in LOCAL}
