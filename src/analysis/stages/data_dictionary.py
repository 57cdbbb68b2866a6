"""The data dictionary, made from the declarations: every table, every column, every measure."""

from analysis.measures.cards import cards
from analysis.tables import TABLES
from analysis.tables.declare import Column


def markdown() -> str:
    """``docs/data-dictionary.md`` as it should be."""
    parts = [
        "# Data dictionary",
        "",
        "Written by `analysis dictionary` from the declarations in `src/analysis/tables` and the "
        "measure cards; edit those, not this page.",
        "",
        "Days are written `2018-02-07`, months `2017-11`, financial years `2017/18`. Every table "
        "also carries `source_file` and `source_line`, where each row came from.",
        "",
        "## Tables",
    ]
    for table in TABLES.values():
        kind = "local return" if table.local else "published file"
        parts += [
            "",
            f"### {table.name}",
            "",
            f"{table.title} ({kind}). A row is {table.row}; its key is "
            f"{', '.join(f'`{name}`' for name in table.grain)}. {table.shows}",
        ]
        parts += [f"\nBeware: {warning}" for warning in table.warnings]
        if table.actual_on:
            when = ", ".join(f"`{name}`" for name in table.actual_on)
            parts.append(
                f"\nAn actual by {when}: a row that is not over by the committee's day is "
                f"{'set aside' if table.local else 'told'}."
            )
        if table.disclosure != "none":
            parts.append(f"\nDisclosure: {table.disclosure.replace('_', ' ')}.")
        parts += ["", "| column | kind | unit | what it holds |", "|---|---|---|---|"]
        parts += [_column_row(column) for column in table.columns]
    parts += [
        "",
        "## Measures",
        "",
        "| measure | unit | report | definition |",
        "|---|---|---|---|",
    ]
    for card in sorted(cards().values(), key=lambda card: (card.report, card.name)):
        beware = f" Beware: {card.caveat}" if card.caveat else ""
        parts.append(f"| `{card.name}` | {card.unit} | {card.report} | {card.definition}{beware} |")
    return "\n".join(parts) + "\n"


def _column_row(column: Column) -> str:
    limits = []
    if column.required:
        limits.append("required")
    if column.choices:
        limits.append("one of " + ", ".join(column.choices))
    if column.pattern:
        limits.append(column.pattern_says)
    for low, high, kind in (
        (column.low, column.high, "possible"),
        (column.odd_low, column.odd_high, "usual"),
    ):
        if low is not None or high is not None:
            bounds = [f"from {low:,g}" if low is not None else ""]
            bounds += [f"to {high:,g}" if high is not None else ""]
            limits.append(f"{kind} {' '.join(bound for bound in bounds if bound)}")
    within = f" ({'; '.join(limits)})" if limits else ""
    return f"| `{column.name}` | {column.kind} | {column.unit} | {column.describes}{within} |"
