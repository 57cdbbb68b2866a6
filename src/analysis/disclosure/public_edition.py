"""What the public edition may show: no practice, and no small number of a restricted return.

The rule belongs to the table and to the card (``disclosure``): ``none``; ``committee_only``, of
which nothing appears; ``people`` and ``small_numbers``, whose rows never appear and whose counts
are protected: zero stays, 1 to 7 become 5, the rest go to the nearest 5. Every count is rounded by
itself, so that no hidden one follows from a total.
"""

import math
from collections.abc import Iterable

import pandas as pd

from analysis.disclosure import is_public
from analysis.disclosure.small_numbers import STEP, rounded
from analysis.measures.cards import cards
from analysis.tables import TABLES

COUNTS = ("practices", "patients", "headcount", "people")
# Of fewer practices each figure can be worked out: each of two works out the other's.
FEWEST_PRACTICES = 3


def protected(count: float) -> float:
    """A count as the public may see it: 0 stays, 1 to 7 give 5, the rest go to the nearest 5."""
    if pd.isna(count) or count == 0:
        return count
    shown = rounded(abs(count))
    return math.copysign(STEP if pd.isna(shown) else shown, count)


def counts_for(audience: str, counts: pd.Series) -> pd.Series:
    """Counts as the audience may see them: protected for the public, else as they are."""
    return counts.map(protected) if is_public(audience) else counts


def restricted(returns: Iterable[dict]) -> set[str]:
    """The return files whose counts are protected, from a cycle's ``returns.json``."""
    rules = {name: table.disclosure for name, table in TABLES.items()}
    return {
        one["file"]
        for one in returns
        if any(rules.get(name) in ("small_numbers", "people") for name in one.get("tables", {}))
    }


def public_measures(measures: pd.DataFrame, *, restricted: set[str]) -> pd.DataFrame:
    """The long table without practice rows, counts from ``restricted`` files protected.

    A measure whose card is for the committee only is left out, and so is a figure that tells of
    one or two practices (``fewest_practices``). A share of a protected count is worked out again
    from it, as is its numerator; its denominator stays where it is known from elsewhere.

    One row per key of the long table.
    """
    hidden = {card.name for card in cards().values() if card.disclosure != "none"}
    shown = (measures["area_type"] != "practice") & ~measures["measure"].isin(hidden)
    if "fewest_practices" in measures:
        shown &= ~measures["fewest_practices"].lt(FEWEST_PRACTICES)
    rows = measures[shown].reset_index(drop=True)
    touched = rows["source"].map(lambda source: not restricted.isdisjoint(source.split(";")))
    touched = touched.astype("bool")  # of no rows the type would be another
    counts = touched & rows["unit"].isin(COUNTS)
    shares = touched & rows["numerator"].notna() & rows["denominator"].gt(0)
    found = rows.copy()
    found.loc[counts, "value"] = rows["value"].map(protected)
    found.loc[shares, "numerator"] = rows["numerator"].map(protected)
    scale = (rows["value"] * rows["denominator"] / rows["numerator"]).where(rows["numerator"] != 0)
    again = found["numerator"] / found["denominator"] * scale
    found.loc[shares, "value"] = again[shares].fillna(0.0)
    return found


def too_few(practices: float) -> bool:
    """Whether a figure of so many practices tells of each of them; of none it tells of nobody."""
    return 0 < practices < FEWEST_PRACTICES


def telling(practices: dict[str, int], *, unseen: int = 0) -> set[str]:
    """The parts of a total that must not be shown: too few practices, or what is left of them.

    ``practices`` counts those behind each part; ``unseen`` are practices in the total that no
    part shows. Where the parts hidden so far hold too few practices between them, the smallest
    of the others is hidden as well: it would follow from the total.
    """
    hidden = {part for part, count in practices.items() if too_few(count)}
    left = sorted(
        (count, part) for part, count in practices.items() if count and part not in hidden
    )
    behind = unseen + sum(practices[part] for part in hidden)
    while left and too_few(behind):
        count, part = left.pop(0)
        hidden.add(part)
        behind += count
    return hidden
