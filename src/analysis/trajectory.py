"""Trajectories: where a measure is, where its plan wants it, and how fast it has to move.

Knows no programme. A path is a frame of ``period`` and ``value`` (0 to 100 percent of a stated
denominator); a period counts at its last day.
"""

import pandas as pd

from analysis import periods


def dated(path: pd.DataFrame) -> pd.DataFrame:
    """The path with ``day``, the last day of each period, earliest first."""
    return path.assign(day=path["period"].map(periods.last_day)).sort_values("day")


def planned_at(plan: pd.DataFrame, day: str) -> float | None:
    """What a plan wants by a day: its last step up to then, or None before its first."""
    steps = dated(plan)
    due = steps[steps["day"] <= day]
    return None if due.empty else float(due["value"].iloc[-1])


def falls(plan: pd.DataFrame) -> bool:
    """Whether a planned path ever goes down."""
    return bool((dated(plan)["value"].diff() < 0).any())


def required_rate(
    plan: pd.DataFrame, *, actual: float, day: str
) -> tuple[str, float, float] | None:
    """The next step above where the measure is, and the pace that reaches it.

    Returns its period, its value and the points a month needed from ``day``; None where no later
    step asks for more. A month is a twelfth of 365.25 days.
    """
    steps = dated(plan)
    ahead = steps[(steps["day"] > day) & (steps["value"] > actual)]
    if ahead.empty:
        return None
    step = ahead.iloc[0]
    months = periods.days_between(day, step["day"]) / (365.25 / 12)
    return step["period"], float(step["value"]), (float(step["value"]) - actual) / months


def straight_line(path: pd.DataFrame, *, until: str) -> float | None:
    """Where a straight line through the first and last point leads by a day, within 0 to 100.

    None with fewer than two points: one point has no direction.
    """
    points = dated(path)
    if len(points) < 2:
        return None
    first, last = points.iloc[0], points.iloc[-1]
    days = periods.days_between(first["day"], last["day"])
    if days <= 0:
        return None
    pace = (last["value"] - first["value"]) / days
    reached = last["value"] + pace * periods.days_between(last["day"], until)
    return float(min(100.0, max(0.0, reached)))
