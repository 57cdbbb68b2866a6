"""Where a measure is, what its plan asks for by a day, and how fast it has to move.

A path is a frame of ``period`` and ``value`` (0 to 100 percent of a stated denominator); a period
counts at its last day.
"""

import pandas as pd

from analysis.project import periods

MISSED, UNLIKELY, NO_ACTUAL, DOUBTFUL = "missed", "unlikely", "no actual", "doubtful"
LIKELY, NO_FORECAST, MET = "likely", "no forecast", "met"
NEEDS_MOST_FIRST = (MISSED, UNLIKELY, NO_ACTUAL, NO_FORECAST, DOUBTFUL, LIKELY, MET)
_EVEN, _SAFE = 50.0, 80.0
RULE = (
    "Rating: missed, a planned step that is due is not met; unlikely, the chance of the next or of "
    f"the final step is under {_EVEN:.0f}%; doubtful, {_EVEN:.0f}% to {_SAFE - 1:.0f}%; likely, "
    f"{_SAFE:.0f}% or more; met, every step is met already."
)


def planned_at(plan: pd.DataFrame, day: str) -> float | None:
    """What a plan asks for by a day: its last step up to then, or None before its first."""
    steps = _dated(plan)
    due = steps[steps["day"] <= day]
    return None if due.empty else float(due["value"].iloc[-1])


def slip_days(planned: str, happened: str) -> int:
    """Days by which something happened late: 0 inside the planned period, negative before it."""
    first = periods.first_day(planned)
    if happened < first:
        return periods.days_between(first, happened)
    return max(0, periods.days_between(periods.last_day(planned), happened))


def required_rate(
    plan: pd.DataFrame, *, actual: float, day: str
) -> tuple[str, float, float] | None:
    """The next step above where the measure is, and the pace that reaches it.

    Returns its period, its value and the points a month needed from ``day``; None where no later
    step asks for more. A month is a twelfth of 365.25 days.
    """
    steps = _dated(plan)
    ahead = steps[(steps["day"] > day) & (steps["value"] > actual)]
    if ahead.empty:
        return None
    step = ahead.iloc[0]
    months = periods.days_between(day, step["day"]) / (365.25 / 12)
    return step["period"], float(step["value"]), (float(step["value"]) - actual) / months


def rating(plan: pd.DataFrame, *, actual: float | None, chance: float | None, day: str) -> str:
    """A plan's rating on a day, one of the words of ``NEEDS_MOST_FIRST``; see ``RULE``.

    ``chance`` is the lesser of the next step's and the final step's.
    """
    if actual is None:
        return NO_ACTUAL
    due = planned_at(plan, day)
    if due is not None and actual < due - 1e-9:
        return MISSED
    if actual >= plan["value"].max() - 1e-9:
        return MET
    if chance is None:
        return NO_FORECAST
    if round(chance) < _EVEN:
        return UNLIKELY
    return LIKELY if round(chance) >= _SAFE else DOUBTFUL


def _dated(path: pd.DataFrame) -> pd.DataFrame:
    """The path with ``day``, the last day of each period, earliest first."""
    return path.assign(day=path["period"].map(periods.last_day)).sort_values("day")
