"""What the public edition may show: no practice, and no small number of a restricted return.

The rule belongs to the table (``Table.disclosure``): ``none``; ``committee_only``, whose rows
never appear; ``people`` and ``small_numbers``, whose rows never appear and whose counts are
protected: nought stays, 1 to 7 become 5, the rest go to the nearest 5. Every count is rounded by
itself, so that no hidden one follows from a total.
"""

import pandas as pd

COUNTS = ("practices", "patients", "headcount", "people")
_SMALL, _STEP = 7, 5
# Fewer practices than this are told apart: each of two works out the other's figure.
FEWEST_PRACTICES = 3


def protected(count: float) -> float:
    """A count as the public may see it: 0 stays, 1 to 7 give 5, the rest go to the nearest 5."""
    if pd.isna(count) or count == 0:
        return count
    size = abs(count)
    shown = float(_STEP) if size <= _SMALL else _STEP * float(int(size / _STEP + 0.5))
    return shown if count > 0 else -shown


def public_measures(measures: pd.DataFrame, *, restricted: set[str]) -> pd.DataFrame:
    """The long table without practice rows, counts from ``restricted`` files protected.

    A figure that tells of one or two practices (``fewest_practices``) is left out too. A share
    of a protected count is worked out again from it, as is its numerator; its denominator stays
    where it is known from elsewhere.

    One row per key of the long table.
    """
    shown = measures["area_type"] != "practice"
    if "fewest_practices" in measures:
        shown &= ~measures["fewest_practices"].lt(FEWEST_PRACTICES)
    rows = measures[shown].reset_index(drop=True)
    touched = rows["source"].map(lambda source: bool(restricted & set(source.split(";"))))
    touched = touched.astype("bool")  # without a row there is nothing to tell its type by
    counts = touched & rows["unit"].isin(COUNTS)
    shares = touched & rows["numerator"].notna() & rows["denominator"].gt(0)
    found = rows.copy()
    found.loc[counts, "value"] = rows.loc[counts, "value"].map(protected)
    found.loc[shares, "numerator"] = rows.loc[shares, "numerator"].map(protected)
    scale = (rows["value"] * rows["denominator"] / rows["numerator"]).where(rows["numerator"] != 0)
    again = found["numerator"] / found["denominator"] * scale
    found.loc[shares, "value"] = again[shares].fillna(0.0)
    return found


def telling(practices: dict[str, int], *, unseen: int = 0) -> set[str]:
    """The parts of a total that must not stand alone: too few practices, or what is left of them.

    ``practices`` counts those behind each part; ``unseen`` are practices in the total that no
    part shows. Where the parts hidden so far hold too few practices between them, the smallest
    of the others is hidden as well: it would follow from the total.
    """
    hidden = {part for part, count in practices.items() if 0 < count < FEWEST_PRACTICES}
    left = sorted(
        (count, part) for part, count in practices.items() if count and part not in hidden
    )
    behind = unseen + sum(practices[part] for part in hidden)
    while left and 0 < behind < FEWEST_PRACTICES:
        count, part = left.pop(0)
        hidden.add(part)
        behind += count
    return hidden
