"""Rolling origin: stand at each past month, forecast with what was known then, and look.

No band is fitted to what is found: it decides between a method and the straight line, and it is
printed.
"""

from datetime import date

import pandas as pd

from analysis.methods.trajectory import series
from analysis.methods.trajectory.bands import PLACES
from analysis.methods.trajectory.events import simulate
from analysis.project import periods

HORIZONS = (1, 3, 6)
FIRST_ORIGIN = 12  # months of a series known at its first origin
LEAST_DONE = 5  # units of an event trajectory that have happened by its first origin
_RELIABLE = (65.0, 95.0)
COLUMNS = ["method", "origin", "horizon", "actual", "median", "low_80", "high_80"]


def series_backtest(path: pd.DataFrame) -> pd.DataFrame:
    """Both methods at every origin from month 12 of a monthly path (``period``, ``value``).

    Columns: method, origin, horizon, actual, median, low_80, high_80. Only origins at which both
    methods give a forecast count, so that they are judged alike.

    One row per method, origin, horizon.
    """
    known = path.dropna(subset=["value"]).sort_values("period", ignore_index=True)
    actual = known.set_index("period")["value"]
    rows = []
    for place in range(FIRST_ORIGIN, len(known)):
        so_far = known.iloc[:place]
        both = [m(so_far, months=max(HORIZONS)) for m in (series.fit, series.line)]
        if None in both:
            continue
        origin = so_far["period"].iloc[-1]
        for method in both:
            rows += _looked_up(method.method, method, origin, actual)
    return pd.DataFrame(rows, columns=COLUMNS)


def event_backtest(units: pd.DataFrame, *, whole: float, as_at: str, name: str) -> pd.DataFrame:
    """Simulation and straight line at every month since some units have happened.

    ``units`` has one row a unit: ``first_planned_on``, ``completed_on``, ``weight``. At an origin
    the plan is the day first planned, as nobody knows when it was revised. Columns as those of
    ``series_backtest``.

    One row per method, origin, horizon.
    """
    done = units["completed_on"].dropna().sort_values()
    if len(done) < LEAST_DONE:
        return pd.DataFrame(columns=COLUMNS)
    first, last = done.iloc[LEAST_DONE - 1][:7], as_at[:7]
    months = [done.iloc[0][:7]]
    while months[-1] < last:
        months.append(periods.add_months(months[-1], 1))
    actual = pd.Series([_reached(units, periods.month_end(m), whole) for m in months], index=months)
    rows = []
    for place, origin in enumerate(months[:-1]):
        if origin < first or place == 0:
            continue
        day = periods.month_end(origin)
        known = units.assign(
            planned_on=units["first_planned_on"],
            completed_on=units["completed_on"].where(units["completed_on"] <= day),
        )
        simulated = simulate(
            known, slips=slips_seen(known), as_at=day, whole=whole, name=f"{name} {origin}"
        )
        path = pd.DataFrame({"period": months[: place + 1], "value": actual.iloc[: place + 1]})
        straight = series.line(path.reset_index(drop=True), months=max(HORIZONS))
        if simulated is None or straight is None:
            continue
        rows += _looked_up("simulation", simulated, origin, actual)
        rows += _looked_up("straight line", straight, origin, actual)
    return pd.DataFrame(rows, columns=COLUMNS)


def slips_seen(units: pd.DataFrame) -> list[float]:
    """Days between first planned and happened, of the units that have."""
    both = units.dropna(subset=["first_planned_on", "completed_on"])
    pairs = zip(both["first_planned_on"], both["completed_on"], strict=True)
    return [
        float((date.fromisoformat(on) - date.fromisoformat(planned)).days) for planned, on in pairs
    ]


def held(tested: pd.DataFrame) -> pd.DataFrame:
    """How each method did: how often its 80% band held, and how far its median was off.

    Columns: method, horizon, origins, held, held_percent, error_points (mean absolute).

    One row per method, horizon.
    """
    exact = 10.0**-PLACES  # the bands are rounded, what happened is not
    inside = tested["actual"].between(tested["low_80"] - exact, tested["high_80"] + exact)
    judged = tested.assign(inside=inside, error=(tested["median"] - tested["actual"]).abs())
    found = judged.groupby(["method", "horizon"], as_index=False).agg(
        origins=("inside", "size"), held=("inside", "sum"), error_points=("error", "mean")
    )
    return found.assign(held_percent=found["held"] / found["origins"] * 100)


def beats_line(tested: pd.DataFrame) -> bool | None:
    """Whether the method's median was nearer than the straight line's, over all horizons.

    None where nothing could be tested.
    """
    if tested.empty:
        return None
    error = (tested["median"] - tested["actual"]).abs().groupby(tested["method"]).mean()
    return bool(error.drop("straight line").iloc[0] < error["straight line"])


def unreliable(held_percent: float) -> bool:
    """Whether an 80% band held so rarely, or so often, that it says something else."""
    return not _RELIABLE[0] <= held_percent <= _RELIABLE[1]


def _looked_up(method: str, outlook, origin: str, actual: pd.Series) -> list[dict]:
    rows = []
    for horizon in HORIZONS:
        month = periods.add_months(origin, horizon)
        if month not in actual.index:
            continue
        at = outlook.path([month]).iloc[0]
        rows.append(
            {
                "method": method,
                "origin": origin,
                "horizon": horizon,
                "actual": float(actual[month]),
                **{name: float(at[name]) for name in ("median", "low_80", "high_80")},
            }
        )
    return rows


def _reached(units: pd.DataFrame, day: str, whole: float) -> float:
    there = (units["completed_on"] <= day).fillna(False)
    return min(100.0, float(units.loc[there, "weight"].sum()) / whole * 100)
