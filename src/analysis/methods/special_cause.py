"""Special causes over time, by NHS England's Making Data Count rules, and between places.

Over time, on an XmR chart:

Process limits are the mean plus and minus 2.66 times the mean moving range, large moves included,
as in NHS England's own tool; the near limits lie at two thirds of that. A point is of special
cause where

- ``beyond``: it lies outside the limits;
- ``shift``: it is one of ``RUN`` or more in a row on one side of the mean;
- ``trend``: it is one of ``RUN`` or more in a row that all rise, or all fall;
- ``two_of_three``: it is one of two, of three in a row, near the same limit, all three on that
  side of the mean.

The last rule has two variants: until November 2023 a point beyond the limit did not count as near
it (``count_beyond=False``), since then it does (the default here). Under ``ENOUGH`` points limits
are trial limits.

Between places, on a funnel: a rate of many places is compared with limits that narrow as a place's
size grows.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

LIMIT = 2.66
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
    count_beyond: bool = True,
    starts: Sequence[int] = (),
) -> pd.DataFrame:
    """The chart of a series without gaps: limits, rules broken and kind of variation.

    ``better`` is "higher", "lower" or "neither"; ``starts`` are the places at which the baseline
    is set anew: limits and rules are then those of the values from there on. Columns: value,
    mean, low, high (process limits), beyond, shift, trend, two_of_three (whether the point breaks
    the rule), variation (common cause, improvement, concern, or special cause where neither is
    better), way (high or low where it is of special cause, else blank), trial (limits from fewer
    than twelve points). Raises ``ValueError`` for another ``better``, no value or one that is
    missing.

    One row per value, in order.
    """
    x = np.asarray(values, dtype="float64")
    if better not in ("higher", "lower", "neither"):
        raise ValueError(f"better is 'higher', 'lower' or 'neither', not {better!r}")
    if len(x) == 0 or not np.isfinite(x).all():
        raise ValueError("a special-cause chart needs values without a gap")
    edges = sorted({0, len(x), *(start for start in starts if 0 < start < len(x))})
    parts = [_of_one_baseline(x[a:b], better, count_beyond) for a, b in pairwise(edges)]
    return pd.concat(parts, ignore_index=True)


def assurance(low: float, high: float, *, target: float | None, better: str) -> str | None:
    """Whether a process with these limits can be expected to meet a target.

    ``pass`` where both limits are on the target's better side, ``fail`` where neither is, else
    ``hit or miss``; None without a target, or where neither way is better.
    """
    if target is None or better not in ("higher", "lower"):
        return None
    worst, best = (low, high) if better == "higher" else (-high, -low)
    aim = target if better == "higher" else -target
    if worst >= aim:
        return "pass"
    return "fail" if best < aim else "hit or miss"


def _of_one_baseline(x: np.ndarray, better: str, count_beyond: bool) -> pd.DataFrame:
    mean = float(x.mean())
    reach = LIMIT * float(np.abs(np.diff(x)).mean()) if len(x) > 1 else 0.0
    off = pd.Series(np.abs(x - mean))
    # What differs beyond the twelfth digit is the arithmetic's noise: it is on no side of the mean.
    level = np.isclose(x, mean, rtol=1e-12, atol=1e-12)
    side = pd.Series(np.where(level, 0, np.sign(x - mean)).astype(int))
    beyond = side.where(off > reach * (1 + 1e-12), 0)
    near = off > reach * 2 / 3 * (1 + 1e-12)
    # The way, up or down, in which each point breaks each rule; 0 where it does not.
    ways = pd.DataFrame(
        {
            "beyond": beyond,
            "shift": _runs(side, least=RUN),
            "trend": _trends(x),
            "two_of_three": _two_of_three(side, near if count_beyond else near & (beyond == 0)),
        }
    )
    first_broken = ways.replace(0, np.nan).bfill(axis="columns")["beyond"].fillna(0)
    return pd.DataFrame(
        {
            "value": x,
            "mean": mean,
            "low": mean - reach,
            "high": mean + reach,
            **(ways != 0),
            "variation": [_variation(way, better) for way in first_broken],
            "way": [{1: "high", -1: "low"}.get(int(way), "") for way in first_broken],
            "trial": len(x) < ENOUGH,
        }
    )


def _runs(side: pd.Series, *, least: int) -> pd.Series:
    """The side of every point that is one of ``least`` or more in a row on it, else 0."""
    run = (side != side.shift()).cumsum()
    return side.where(side.groupby(run).transform("size") >= least, 0)


def _trends(x: np.ndarray) -> pd.Series:
    """The direction of every point of ``RUN`` or more in a row that rise, or fall; else 0."""
    moves = pd.Series(np.sign(np.diff(x, prepend=x[0])).astype(int))
    up_to = _runs(moves, least=RUN - 1)  # six moves join seven points
    onward = up_to.shift(-1, fill_value=0)  # where one trend turns into another, the later
    return onward.where(onward != 0, up_to)


def _two_of_three(side: pd.Series, near: pd.Series) -> pd.Series:
    """The side of every point that is near a limit in a three with two such; else 0."""
    three = (side.rolling(3).sum().abs() == 3) & (near.rolling(3).sum() >= 2)
    within = three | three.shift(-1, fill_value=False) | three.shift(-2, fill_value=False)
    return side.where(near & within, 0)


def _variation(way: float, better: str) -> str:
    if way == 0:
        return COMMON
    if better == "neither":
        return SPECIAL
    return IMPROVEMENT if (way > 0) == (better == "higher") else CONCERN


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
    # One place gives the width of all, unless its own limit was cut.
    half = max((rows["high_998"] - centre) * rows[size].pow(0.5)) / OUTER
    half = max(half, max((centre - rows["low_998"]) * rows[size].pow(0.5)) / OUTER)
    found = pd.DataFrame({size: sizes, "expected": centre})
    for name, width in (("95", INNER), ("998", OUTER)):
        reach = width * half / sizes.pow(0.5)
        found[f"low_{name}"] = (centre - reach).clip(lower=least)
        found[f"high_{name}"] = (centre + reach).clip(upper=most)
    return found
