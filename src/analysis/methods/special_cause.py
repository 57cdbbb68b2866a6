"""Special causes over time, by NHS England's Making Data Count rules, and between places.

Over time, on an XmR chart:

Process limits are the mean plus and minus 2.66 times the mean moving range; the near limits lie
at two thirds of that. A point is of special cause where

- ``beyond``: it lies outside the limits;
- ``shift``: it is one of ``RUN`` or more in a row on one side of the mean;
- ``trend``: it is one of ``RUN`` or more in a row that all rise, or all fall;
- ``two_of_three``: it is one of two, of three in a row, near the same limit, all three on that
  side of the mean.

The last rule has two variants: until November 2023 a point beyond the limit did not count as near
it (``count_beyond=False``), since then it does (the default here). Moving ranges of 3.267 times
their mean and more are left out of the limits where ``screen`` is asked for; NHS England's own
tool does not do so, nor is it done here unless asked. Under ``ENOUGH`` points limits are trial
limits.

Between places, on a funnel: a rate of many places is set against limits that narrow as a place's
size grows.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

LIMIT = 2.66
SCREEN = 3.267
RUN = 7
ENOUGH = 12
# Widths in standard errors that hold 95% and 99.8% of a normal spread.
INNER, OUTER = 1.96, 3.09
FEWEST_PLACES = 10  # that a spread is worked out from
INSIDE, OUTSIDE_INNER, OUTSIDE_OUTER = "inside", "outside 95%", "outside 99.8%"
RULES = ("beyond", "shift", "trend", "two_of_three")

IMPROVEMENT, CONCERN, COMMON = "improvement", "concern", "common cause"
SPECIAL = "special cause"  # where neither direction is better


def xmr(
    values: Sequence[float],
    *,
    better: str = "neither",
    screen: bool = False,
    count_beyond: bool = True,
) -> pd.DataFrame:
    """The chart of a series without gaps: limits, rules broken and kind of variation.

    ``better`` is "higher", "lower" or "neither". Columns: value, mean, low, high (process
    limits), beyond, shift, trend, two_of_three (whether the point breaks the rule), variation
    (common cause, improvement, concern, or special cause where neither is better), trial
    (limits from fewer than twelve points).

    One row per value, in order.
    """
    x = np.asarray(values, dtype="float64")
    if better not in ("higher", "lower", "neither"):
        raise ValueError(f"better is 'higher', 'lower' or 'neither', not {better!r}")
    if len(x) == 0 or not np.isfinite(x).all():
        raise ValueError("a special-cause chart needs values without a gap")
    mean, reach = float(x.mean()), LIMIT * _mean_range(x, screen=screen)
    # Beyond the twelfth digit stands the arithmetic's noise: it is on no side of the mean.
    above = np.where(np.isclose(x, mean, rtol=1e-12, atol=1e-12), 0, np.sign(x - mean))
    side = above.astype(int)
    beyond = np.where(np.abs(x - mean) > reach * (1 + 1e-12), side, 0)
    marks = {
        "beyond": beyond,
        "shift": _runs(side),
        "trend": _trends(x),
        "two_of_three": _two_of_three(x, mean, reach, side, beyond, count_beyond=count_beyond),
    }
    frame = pd.DataFrame({name: found != 0 for name, found in marks.items()})
    way = np.array([_way(point) for point in zip(*marks.values(), strict=True)])
    return pd.DataFrame(
        {
            "value": x,
            "mean": mean,
            "low": mean - reach,
            "high": mean + reach,
            **frame,
            "variation": [_variation(direction, better) for direction in way],
            "trial": len(x) < ENOUGH,
        }
    )


def _mean_range(x: np.ndarray, *, screen: bool) -> float:
    ranges = np.abs(np.diff(x))
    if not len(ranges):
        return 0.0
    if screen:
        ranges = ranges[ranges < SCREEN * ranges.mean()]
    return float(ranges.mean()) if len(ranges) else 0.0


def _runs(side: np.ndarray) -> np.ndarray:
    """The side of every point that is one of ``RUN`` or more in a row on it, else 0."""
    found, start = np.zeros(len(side), dtype=int), 0
    for place in range(1, len(side) + 1):
        if place == len(side) or side[place] != side[start]:
            if side[start] and place - start >= RUN:
                found[start:place] = side[start]
            start = place
    return found


def _trends(x: np.ndarray) -> np.ndarray:
    """The direction of every point of ``RUN`` or more in a row that rise, or fall; else 0."""
    found = np.zeros(len(x), dtype=int)
    steps = np.sign(np.diff(x)).astype(int)
    start = 0
    for place in range(1, len(steps) + 1):
        if place == len(steps) or steps[place] != steps[start]:
            # six moves join seven points
            if steps[start] and place - start >= RUN - 1:
                found[start : place + 1] = steps[start]
            start = place
    return found


def _two_of_three(x, mean, reach, side, beyond, *, count_beyond: bool) -> np.ndarray:
    """The side of every point that is near a limit in a three with two such; else 0."""
    near = np.abs(x - mean) > reach * 2 / 3 * (1 + 1e-12)
    if not count_beyond:
        near &= beyond == 0
    found = np.zeros(len(x), dtype=int)
    for start in range(len(x) - 2):
        three = slice(start, start + 3)
        one_side = side[start] != 0 and (side[three] == side[start]).all()
        if one_side and near[three].sum() >= 2:
            found[three] = np.where(near[three], side[start], found[three])
    return found


def _way(point: tuple[int, ...]) -> int:
    """Up or down: of the first rule broken, in the order of ``RULES``; 0 where none is."""
    return next((direction for direction in point if direction), 0)


def _variation(direction: int, better: str) -> str:
    if direction == 0:
        return COMMON
    if better == "neither":
        return SPECIAL
    return IMPROVEMENT if (direction > 0) == (better == "higher") else CONCERN


def funnel(
    places: pd.DataFrame, *, size: str, value: str, least: float = 0.0, most: float = float("inf")
) -> pd.DataFrame:
    """Places with the limits of their size: plus and minus a width that shrinks with its root.

    The centre is the rate of all places together; the width of a place of size one is worked out
    from the places themselves: the sum of size times squared distance, over places less one.
    ``least`` and ``most`` are what the value cannot pass. Adds expected, low_95, high_95, low_998,
    high_998 and limits (inside, outside 95%, outside 99.8%). Empty under ten places.

    One row per row of ``places``.
    """
    if len(places) < FEWEST_PLACES:
        blank = dict.fromkeys(("expected", "low_95", "high_95", "low_998", "high_998"), 0.0)
        return places.iloc[:0].assign(**blank, limits="")
    sizes, values = places[size], places[value]
    centre = (sizes * values).sum() / sizes.sum()
    of_one = float(np.sqrt((sizes * (values - centre) ** 2).sum() / (len(places) - 1)))
    rows, outside = places.assign(expected=centre), pd.Series(INSIDE, places.index, dtype="str")
    for name, width, words in (("95", INNER, OUTSIDE_INNER), ("998", OUTER, OUTSIDE_OUTER)):
        half = width * of_one / sizes.pow(0.5)
        low, high = (centre - half).clip(lower=least), (centre + half).clip(upper=most)
        rows = rows.assign(**{f"low_{name}": low, f"high_{name}": high})
        outside = outside.mask(values.lt(low) | values.gt(high), words)
    return rows.assign(limits=outside)


def funnel_lines(
    rows: pd.DataFrame,
    *,
    size: str,
    least: float = 0.0,
    most: float = float("inf"),
    steps: int = 40,
) -> pd.DataFrame:
    """The limits of ``funnel`` over sizes from the smallest place to the largest.

    Columns: ``size``, expected, low_95, high_95, low_998, high_998.

    One row per size.
    """
    if rows.empty:
        return pd.DataFrame(columns=[size])
    low, high = rows[size].min(), rows[size].max()
    sizes = pd.Series([low + (high - low) * step / steps for step in range(steps + 1)])
    centre = float(rows["expected"].iloc[0])
    # One place tells the width of all, unless its own limit was cut.
    half = max((rows["high_998"] - centre) * rows[size].pow(0.5)) / OUTER
    half = max(half, max((centre - rows["low_998"]) * rows[size].pow(0.5)) / OUTER)
    found = pd.DataFrame({size: sizes, "expected": centre})
    for name, width in (("95", INNER), ("998", OUTER)):
        reach = width * half / sizes.pow(0.5)
        found[f"low_{name}"] = (centre - reach).clip(lower=least)
        found[f"high_{name}"] = (centre + reach).clip(upper=most)
    return found
