"""The data dictionary, made from the declarations: every table, every column, every measure."""

from analysis.checks import rules
from analysis.measures.cards import cards
from analysis.tables import TABLES
from analysis.tables.declare import Column

_OPENING = """# Data dictionary

Written by `analysis dictionary` from the declarations in `src/analysis/tables` and the measure \
cards; edit those, not this page.

Days are written `2018-02-07`, months `2017-11`, financial years `2017/18`. Every table also \
carries `source_file` and `source_line`, where each row came from.

## Tables"""


def markdown() -> str:
    """``docs/data-dictionary.md`` as it should be."""
    parts = [_OPENING]
    for table in TABLES.values():
        kind = "local return" if table.local else "published file"
        key = ", ".join(f"`{name}`" for name in table.grain)
        parts += [
            f"\n### {table.name}",
            f"\n{table.title} ({kind}). A row is {table.row}; its key is {key}. {table.shows}",
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
        parts += ["\n| column | kind | unit | what it holds |", "|---|---|---|---|"]
        parts += [_column_row(column) for column in table.columns]
    parts += ["\n## Rules between rows", "\nWhat breaks one is told, and stays in the figures."]
    parts += ["\n| rule | table | broken where | looked at within |", "|---|---|---|---|"]
    for rule in rules.rules():
        within = ", ".join(f"`{name}`" for name in rule.within or rule.pairs.values())
        name, condition = rule.name.replace("_", " "), rule.broken.replace("|", "\\|")
        parts.append(f"| {name} | `{rule.table}` | `{condition}` | {within} |")
    parts += ["\n## Measures", "\n| measure | unit | report | definition |", "|---|---|---|---|"]
    for card in sorted(cards().values(), key=lambda card: (card.report, card.name)):
        beware = f" Beware: {card.caveat}" if card.caveat else ""
        parts.append(f"| `{card.name}` | {card.unit} | {card.report} | {card.definition}{beware} |")
    return "\n".join(parts) + "\n"


def _column_row(column: Column) -> str:
    limits = [
        "required" if column.required else "",
        f"one of {', '.join(column.choices)}" if column.choices else "",
        column.pattern_says if column.pattern else "",
        _range("possible", column.low, column.high),
        _range("usual", column.odd_low, column.odd_high),
    ]
    within = f" ({'; '.join(filter(None, limits))})" if any(limits) else ""
    return f"| `{column.name}` | {column.kind} | {column.unit} | {column.describes}{within} |"


def _range(kind: str, low: float | None, high: float | None) -> str:
    bounds = [
        f" from {low:,g}" if low is not None else "",
        f" to {high:,g}" if high is not None else "",
    ]
    return f"{kind}{''.join(bounds)}" if any(bounds) else ""
