"""What the committee's paper cannot tell, in sentences."""

from collections.abc import Iterable

import pandas as pd

from analysis.pack import needs, statement
from analysis.pack.words import assurance
from analysis.tables import TABLES
from analysis.workforce.words import how_complete
from analysis.writing.phrases import agree, count, first_up, joined

_MOST = 5


def sentences(
    supplied: set[str], measures: pd.DataFrame, sign_off: statement.SignOff
) -> list[str | None]:
    """How old the workforce is, which returns are missing, what none carries, who has to sign."""
    unsigned = statement.unsigned(sign_off)
    signed = assurance.signed(statement.is_assured(sign_off), unsigned=unsigned)
    local = (table for table in TABLES.values() if table.local)
    return [
        how_complete.age(measures),
        missing([table.title for table in local if table.name not in supplied]),
        f"No return tells of {joined(needs.without_return())}.",
        signed,
    ]


def missing(titles: Iterable[str]) -> str:
    """How many local returns were not supplied, and the first of them by name."""
    titles = sorted(titles)
    if not titles:
        return "Every local return was supplied."
    more = f" and {len(titles) - _MOST} more" if len(titles) > _MOST else ""
    were = agree(len(titles), "was", "were")
    return (
        f"{first_up(count(len(titles), 'local return'))} {were} not supplied: "
        f"{', '.join(titles[:_MOST])}{more}."
    )
