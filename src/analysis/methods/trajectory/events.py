"""Event trajectories: units that each happen on a day, simulated forward from their own plans.

A unit is planned for a day and slips by as many days as units have slipped before. Units planned
for the same day may hang on one thing: in a share ``TOGETHER`` of the draws they all slip alike,
in the others each by itself. A unit that is overdue slips by at least as much as it has already;
one without a planned day does not happen within sight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.methods.trajectory.bands import COLUMNS, PLACES, QUANTILES, stream
from analysis.project import periods

DRAWS = 2_000
TOGETHER = 0.5
ENOUGH_SLIPS = 5  # fewer than these are no spread to draw from
_MARKS = (np.arange(60) + 0.5) / 60
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Simulated:
    """Outcomes of an event trajectory: for every draw and unit, the day on which it happens."""

    days: np.ndarray  # draws by units, as day numbers; ``_NEVER`` where it does not
    weights: np.ndarray
    whole: float

    def shares(self, period: str) -> np.ndarray:
        """The share of the denominator reached by a period's last day, in percent, by draw."""
        by = date.fromisoformat(periods.last_day(period)).toordinal()
        reached = (self.days <= by) @ self.weights
        return np.clip(reached / self.whole * 100, 0.0, 100.0)

    def path(self, until: Sequence[str]) -> pd.DataFrame:
        """Median and bands by period; every value is one that a draw has reached.

        One row per period.
        """
        rows = []
        for period in until:
            shares = self.shares(period)
            at = {
                name: round(float(np.quantile(shares, q, method="inverted_cdf")), PLACES)
                for name, q in QUANTILES.items()
            }
            rows.append({"period": period, **at})
        return pd.DataFrame(rows, columns=COLUMNS)

    def chance(self, value: float, period: str) -> float:
        """The share of draws that reach ``value`` by the period's last day, in percent."""
        return round(float((self.shares(period) >= value - 1e-9).mean() * 100), 1)

    def date_of(self, value: float) -> str | None:
        """The median day on which ``value`` is reached; None where half of the draws never do."""
        order = np.argsort(self.days, axis=1, kind="stable")
        when = np.take_along_axis(self.days, order, axis=1)
        reached = np.cumsum(self.weights[order], axis=1) / self.whole * 100
        enough = (reached >= value - 1e-9) & (when < _NEVER)
        first = np.where(
            enough.any(axis=1), when[np.arange(len(when)), enough.argmax(axis=1)], _NEVER
        )
        middle = int(np.quantile(first, 0.5, method="inverted_cdf"))
        return None if middle == _NEVER else date.fromordinal(middle).isoformat()


def simulate(
    units: pd.DataFrame, *, slips: Sequence[float], as_at: str, whole: float, name: str
) -> Simulated | None:
    """Simulate when each unit happens, from what is known on a day.

    ``units`` has one row a unit: ``planned_on``, ``completed_on`` (days or missing) and
    ``weight``; ``whole`` is the denominator that the weights are shares of; ``slips`` are the
    days by which units have slipped so far, none meaning no slip. None where there is nothing to
    simulate: no unit, or no denominator.
    """
    if units.empty or not whole or whole <= 0:
        return None
    today = date.fromisoformat(as_at).toordinal()
    done, planned = _numbers(units["completed_on"]), _numbers(units["planned_on"])
    days = np.full((DRAWS, len(units)), _NEVER, dtype=np.int64)
    is_done = done <= today
    days[:, is_done] = done[is_done]
    pool = np.sort(np.asarray(slips if len(slips) else [0.0], dtype="float64"))
    draws = stream(name)
    for day in np.unique(planned[~is_done & (planned < _NEVER)]):
        waiting = np.flatnonzero(~is_done & (planned == day))
        # What is still to come lies after today, whatever was planned.
        left = pool[day + pool > today]
        possible = day + left if len(left) else today + np.maximum(pool, 1.0)
        shared = draws.choice(possible, size=(DRAWS, 1))
        own = draws.choice(possible, size=(DRAWS, len(waiting)))
        with_its_day = draws.random((DRAWS, 1)) < TOGETHER
        days[:, waiting] = np.where(with_its_day, shared, own).astype(np.int64)
    return Simulated(days, units["weight"].fillna(0.0).to_numpy("float64"), float(whole))


def pool(own: Sequence[float], others: Sequence[Sequence[float]]) -> list[float]:
    """The slips to draw from: one's own, or with fewer than ``ENOUGH_SLIPS`` the others' too.

    What is borrowed weighs alike, lender by lender, and one's own like a lender: many slips of one
    kind do not drown the few of another.
    """
    if len(own) >= ENOUGH_SLIPS:
        return list(own)
    lenders = [slips for slips in (own, *others) if len(slips)]
    drawn = [np.quantile(slips, _MARKS, method="inverted_cdf") for slips in lenders]
    return [float(slip) for slips in drawn for slip in slips]


def slips_seen(units: pd.DataFrame) -> list[float]:
    """Days between ``first_planned_on`` and ``completed_on``, of the units that have both."""
    both = units.dropna(subset=["first_planned_on", "completed_on"])
    pairs = zip(both["first_planned_on"], both["completed_on"], strict=True)
    return [float(periods.days_between(planned, on)) for planned, on in pairs]


def done_by_month(units: pd.DataFrame, *, months: Sequence[str], whole: float) -> pd.Series:
    """The share of ``whole`` in percent whose units had happened by each month's end, by month."""
    done = {
        month: units.loc[(units["completed_on"] <= periods.month_end(month)).fillna(False)]
        for month in months
    }
    shares = [min(100.0, float(rows["weight"].sum()) / whole * 100) for rows in done.values()]
    return pd.Series(shares, index=pd.Index(months, dtype="str"), dtype="float64")


def _numbers(days: pd.Series) -> np.ndarray:
    return np.array(
        [date.fromisoformat(d).toordinal() if isinstance(d, str) else _NEVER for d in days],
        dtype=np.int64,
    )
