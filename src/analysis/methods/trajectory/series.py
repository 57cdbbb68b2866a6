"""Series trajectories: a share measured every month, carried forward.

The theta method is exponential smoothing of the level (statsmodels) and half the slope of the
least-squares line: a trend damped by half, hard to beat on short monthly series. It works on the
log-odds of the share, so that neither it nor its bands leave 0 to 100%. The straight line runs
from the last month at the mean pace since the first, with the bands of a random walk with drift:
the harder of the plain lines to beat.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from analysis.methods.trajectory.bands import COLUMNS, PLACES, QUANTILES
from analysis.project import periods

THETA, LINE = "theta", "straight_line"
LEAST_POINTS = 12  # months below which the theta method is not tried
_WEIGHTS = (0.05, 0.99)  # what the last month may weigh in the level
_EDGE = 0.05  # percent kept from 0 and 100, where log-odds end


@dataclass(frozen=True)
class Fitted:
    """A series carried forward: by month, the centre and spread of what may come."""

    method: str  # ``THETA`` or ``LINE``
    months: tuple[str, ...]
    centre: np.ndarray
    spread: np.ndarray

    def path(self, until: Sequence[str]) -> pd.DataFrame:
        """Median and bands by period, within 0 to 100 percent.

        One row per period.
        """
        rows = []
        for period in until:
            at = self.months.index(periods.last_day(period)[:7])
            values = {
                name: self._percent(self.centre[at] + NormalDist().inv_cdf(q) * self.spread[at])
                for name, q in QUANTILES.items()
            }
            rows.append({"period": period, **values})
        return pd.DataFrame(rows, columns=COLUMNS)

    def chance(self, value: float, period: str) -> float:
        """The chance of being at or above ``value`` in a period's last month, in percent."""
        at = self.months.index(periods.last_day(period)[:7])
        aim, spread = self._inner(value), float(self.spread[at])
        if spread <= 0:
            return 100.0 if self.centre[at] >= aim - 1e-9 else 0.0
        return round((1 - NormalDist(float(self.centre[at]), spread).cdf(aim)) * 100, 1)

    def date_of(self, value: float) -> str | None:
        """The first month whose median is at or above ``value``; None where none is in sight."""
        aim = self._inner(value)
        return next(
            (m for m, c in zip(self.months, self.centre, strict=True) if c >= aim - 1e-9), None
        )

    def _inner(self, percent: float) -> float:
        return float(_log_odds(np.array([percent]))[0]) if self.on_log_odds else percent

    def _percent(self, value: float) -> float:
        percent = 100 / (1 + np.exp(-value)) if self.on_log_odds else value
        return round(float(np.clip(percent, 0.0, 100.0)), PLACES)

    @property
    def on_log_odds(self) -> bool:
        """Whether centre and spread are log-odds rather than percent."""
        return self.method == THETA


def theta(path: pd.DataFrame, *, months: int) -> Fitted | None:
    """The theta method on a monthly path (``period``, ``value`` in percent), carried forward.

    None with fewer than ``LEAST_POINTS`` months, with a month missing between, or where the
    fit fails.
    """
    known = _monthly(path)
    if known is None or len(known) < LEAST_POINTS:
        return None
    values = _log_odds(known["value"].to_numpy("float64"))
    if np.ptp(values) < 1e-9:
        return None  # nothing moves: the line is enough
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on a short series the optimiser grumbles, and is judged
        try:
            level = _smoothed(values)
            ahead = level.get_prediction(start=len(values), end=len(values) + months - 1)
            upper = ahead.summary_frame(alpha=2 * (1 - NormalDist().cdf(1.0)))
        except (ValueError, np.linalg.LinAlgError):
            return None
    flat = upper["mean"].to_numpy("float64")
    spread = upper["pi_upper"].to_numpy("float64") - flat
    pace = np.polyfit(np.arange(len(values)), values, 1)[0] / 2
    lag = (1 - (1 - level.alpha) ** len(values)) / level.alpha - 1 if level.alpha > 0 else 0.0
    centre = flat + pace * (np.arange(1, months + 1) + lag)
    if not (np.isfinite(centre).all() and np.isfinite(spread).all()):
        return None
    return Fitted(THETA, _ahead(known, months), centre, spread)


def _smoothed(values: np.ndarray):
    """Exponential smoothing of the level from the mean of half a year, its weight most likely."""
    from scipy.optimize import minimize_scalar  # these two take a second to import
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    model = ETSModel(
        pd.Series(values),
        error="add",
        initialization_method="known",
        initial_level=values[: LEAST_POINTS // 2].mean(),
    )
    best = minimize_scalar(
        lambda weight: -model.loglike([weight]), bounds=_WEIGHTS, method="bounded"
    )
    return model.smooth([best.x])


def straight_line(path: pd.DataFrame, *, months: int) -> Fitted | None:
    """The straight line through the first and the last month, carried forward; the yardstick.

    None with fewer than two months.
    """
    known = _monthly(path)
    if known is None or len(known) < 2:
        return None
    values = known["value"].to_numpy("float64")
    steps = np.diff(values)
    pace = steps.mean()
    ahead = np.arange(1, months + 1)
    noise = np.sqrt(((steps - pace) ** 2).sum() / max(len(steps) - 1, 1))
    spread = noise * np.sqrt(ahead + ahead**2 / len(steps))
    return Fitted(LINE, _ahead(known, months), values[-1] + pace * ahead, spread)


def _monthly(path: pd.DataFrame) -> pd.DataFrame | None:
    """The known months in order; None where one is missing between: its place is not a guess."""
    known = path.dropna(subset=["value"]).sort_values("period", ignore_index=True)
    if known.empty:
        return None
    last = periods.add_months(known["period"].iloc[0], len(known) - 1)
    return known if known["period"].is_unique and known["period"].iloc[-1] == last else None


def _ahead(known: pd.DataFrame, months: int) -> tuple[str, ...]:
    last = known["period"].iloc[-1]
    return tuple(periods.add_months(last, i) for i in range(1, months + 1))


def _log_odds(percent: np.ndarray) -> np.ndarray:
    share = np.clip(percent, _EDGE, 100 - _EDGE) / 100
    return np.log(share / (1 - share))
