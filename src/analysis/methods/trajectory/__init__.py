"""Trajectories: where a measure is, where its plan wants it, and whether it will get there.

Knows no programme. *Event* trajectories are units (practices, say) that each happen on a day;
*series* trajectories are a share measured every month. Both give a median, bands of 50% and 80%
and the chance of meeting a target, from a seed made of their name; neither leaves 0 to 100% of
its denominator. A plain straight line stands beside both, and ``backtest`` says by rolling origin
which of them to believe.
"""

from analysis.methods.trajectory.backtest import (
    FIRST_ORIGIN,
    HORIZONS,
    beats_line,
    event_backtest,
    held,
    series_backtest,
    slips_seen,
    unreliable,
)
from analysis.methods.trajectory.events import DRAWS, TOGETHER, Simulated, simulate
from analysis.methods.trajectory.plan import (
    NEEDS_MOST_FIRST,
    RULE,
    planned_at,
    rating,
    required_rate,
    slip_days,
)
from analysis.methods.trajectory.series import LEAST_POINTS, Fitted, fit, line

__all__ = [
    "DRAWS",
    "FIRST_ORIGIN",
    "HORIZONS",
    "LEAST_POINTS",
    "NEEDS_MOST_FIRST",
    "RULE",
    "TOGETHER",
    "Fitted",
    "Simulated",
    "beats_line",
    "event_backtest",
    "fit",
    "held",
    "line",
    "planned_at",
    "rating",
    "required_rate",
    "series_backtest",
    "simulate",
    "slip_days",
    "slips_seen",
    "unreliable",
]
