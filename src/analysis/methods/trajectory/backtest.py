"""Rolling origin: forecast at each past month with what was known then, and compare.

No band is fitted to what is found: it decides between a method and the straight line, and it is
printed.
"""

import pandas as pd

from analysis.methods.trajectory import events, series
from analysis.methods.trajectory.bands import PLACES
from analysis.project import periods

HORIZONS = (1, 3, 6)
FIRST_ORIGIN = 12  # months of a series known at its first origin
LEAST_DONE = 5  # units of an event trajectory that have happened by its first origin
_RELIABLE = (65.0, 95.0)
COLUMNS = ["method", "origin", "horizon", "actual", "median", "low_80", "high_80"]


def of_series(path: pd.DataFrame) -> pd.DataFrame:
    """Both methods at every origin from month 12 of a monthly path (``period``, ``value``).

    Columns: method (theta or straight_line), origin, horizon, actual, median, low_80, high_80.
    Only origins at which both methods give a forecast count, so that they are judged alike.

    One row per method, origin, horizon.
    """
    known = path.dropna(subset=["value"]).sort_values("period", ignore_index=True)
    actual = known.set_index("period")["value"]
    rows = []
    for place in range(FIRST_ORIGIN, len(known)):
        so_far = known.iloc[:place]
        theta = series.theta(so_far, months=max(HORIZONS))
        straight = series.straight_line(so_far, months=max(HORIZONS))
        if theta is None or straight is None:
            continue
        for fitted in (theta, straight):
            rows += _compared(fitted.method, fitted, so_far["period"].iloc[-1], actual)
    return pd.DataFrame(rows, columns=COLUMNS)


def of_events(units: pd.DataFrame, *, whole: float, as_at: str, name: str) -> pd.DataFrame:
    """Simulation and straight line at every month since some units have happened.

    ``units`` has one row a unit: ``first_planned_on``, ``completed_on``, ``weight``. At an origin
    the plan is the day first planned, as it is not known when it was revised. Columns as those of
    ``of_series``; method is simulation or straight_line.

    One row per method, origin, horizon.
    """
    done = units["completed_on"].dropna().sort_values()
    if len(done) < LEAST_DONE:
        return pd.DataFrame(columns=COLUMNS)
    months = periods.months(done.iloc[0][:7], as_at[:7])
    actual = events.done_by_month(units, months=months, whole=whole)
    # A line needs two months, and the first origin enough units.
    origins = [m for m in months[1:-1] if m >= done.iloc[LEAST_DONE - 1][:7]]
    rows = []
    for origin in origins:
        day = periods.month_end(origin)
        known = units.assign(
            planned_on=units["first_planned_on"],
            completed_on=units["completed_on"].where(units["completed_on"] <= day),
        )
        simulated = events.simulate(
            known, slips=events.slips_seen(known), as_at=day, whole=whole, name=f"{name} {origin}"
        )
        path = actual.loc[:origin].rename_axis("period").reset_index(name="value")
        straight = series.straight_line(path, months=max(HORIZONS))
        if simulated is None or straight is None:
            continue
        rows += _compared("simulation", simulated, origin, actual)
        rows += _compared(straight.method, straight, origin, actual)
    return pd.DataFrame(rows, columns=COLUMNS)


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
    return bool(error.drop(series.LINE).iloc[0] < error[series.LINE])


def unreliable(held_percent: float) -> bool:
    """Whether an 80% band held too rarely, or too often, to be one."""
    return not _RELIABLE[0] <= held_percent <= _RELIABLE[1]


def _compared(method: str, outlook, origin: str, actual: pd.Series) -> list[dict]:
    """One forecast at each horizon whose month is known, with what happened."""
    rows = []
    for horizon in HORIZONS:
        month = periods.add_months(origin, horizon)
        if month in actual.index:
            at = outlook.path([month])[["median", "low_80", "high_80"]].iloc[0]
            about = {"method": method, "origin": origin, "horizon": horizon}
            rows.append(about | {"actual": float(actual[month])} | at.astype("float64").to_dict())
    return rows
