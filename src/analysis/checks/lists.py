"""The commissioner's lists of patients that look wrong: tiny, or doubled or halved."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from analysis.checks.findings import tell
from analysis.places import membership
from analysis.project import Cycle, periods

_TINY = 100  # patients
_TWICE = 2


def odd_lists(tables: dict[str, pd.DataFrame], cycle: Cycle) -> Iterator[dict]:
    """A finding for each practice whose newest list is tiny, and for each list that jumps.

    None for a jump of a practice that closed or took another over, by the records at hand.
    """
    if "list_size" not in tables:
        return
    ours = membership.rows_of(tables["list_size"], cycle.commissioner)
    days = sorted(ours["extract_date"].dropna().unique())
    known = membership.recorded_successors(tables, days[-1]) if days else {}
    merged = {*known, *known.values()}
    newest = ours[ours["extract_date"] == days[-1]] if days else ours
    for row in newest[newest["patients_registered"].between(1, _TINY - 1)].to_dict("records"):
        message = (
            f"a list of {row['patients_registered']:,.0f} patients on {row['extract_date']}: its "
            "rates say little, and a merger or an opening may not be on record."
        )
        yield _of(row, "tiny list", message)
    for before, day in pairwise(days):
        then, now = (
            ours[(ours["extract_date"] == one) & (ours["patients_registered"] >= _TINY)]
            for one in (before, day)
        )
        both = now.merge(then, on="practice_code", suffixes=("", "_then"), validate="one_to_one")
        times = both["patients_registered"] / both["patients_registered_then"]
        jumps = both[(times >= _TWICE) | (times <= 1 / _TWICE)]
        for row in jumps[~jumps["practice_code"].isin(merged)].to_dict("records"):
            message = (
                f"{row['patients_registered_then']:,.0f} patients on {periods.in_words(before)} "
                f"and {row['patients_registered']:,.0f} on {periods.in_words(day)}, with no "
                "merger on record: growth and rates of its places are not like for like."
            )
            yield _of(row, "list that jumps", message)


def _of(row: dict, rule: str, message: str) -> dict:
    text, line = f"{row['practice_code']}: {message}", row["source_line"]
    return tell(row["source_file"], "list_size", "patients_registered", rule, text, line=line)
