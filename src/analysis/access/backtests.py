"""How the projections did when tried on the past: the backtests among the measures."""

import pandas as pd

from analysis.measures import by_row, pick
from analysis.methods.trajectory import backtest
from analysis.methods.trajectory.series import LINE
from analysis.project import Cycle

_KEYS = ["tested", "of_measure", "kind", "months_ahead"]
_COLUMNS = ["tested", "of_measure", "kind", "method", "months_ahead", "forecasts", "held"]
_COLUMNS += ["held_percent", "error_points", "line_held_percent", "line_error_points"]
_COLUMNS += ["used", "band"]


def calibration(measures: pd.DataFrame) -> pd.DataFrame:
    """How each backtested method did, compared with the straight line at the same origins.

    Columns: tested (of_measure, with the kind of appointment where there is one), of_measure,
    kind, method, months_ahead, forecasts, held, held_percent, error_points, line_held_percent,
    line_error_points, used (which of the two the report uses), band (reliable or unreliable, of
    the one used).

    One row per tested measure, months_ahead.
    """
    held = pick(measures, "backtest_held", area_type="commissioner")
    errors = pick(measures, "backtest_error", area_type="commissioner")
    if held.empty:
        return pd.DataFrame(columns=_COLUMNS)
    tried = held.assign(
        tested=held["of_measure"] + held["kind"].mask(held["kind"] != "", ":" + held["kind"]),
        months_ahead=held["months_ahead"].astype("int64"),
        error_points=held["category"].map(errors.set_index("category")["value"]),
    ).rename(columns={"denominator": "forecasts", "numerator": "held", "value": "held_percent"})
    is_line = tried["method"] == LINE
    line = tried.loc[is_line, [*_KEYS, "held_percent", "error_points"]].rename(
        columns={"held_percent": "line_held_percent", "error_points": "line_error_points"}
    )
    both = tried[~is_line].merge(line, on=_KEYS, how="left", validate="one_to_one")
    # What was judged together: simulated programmes all at once, each series by itself; errors
    # weighted by their forecasts, which is the rule that chose between the two.
    family = both["tested"].where(both["method"] != "simulation", "programmes")
    mine, lines = (
        (both[name] * both["forecasts"]).groupby(family).transform("sum")
        for name in ("error_points", "line_error_points")
    )
    better = mine < lines
    used_held = both["held_percent"].where(better, both["line_held_percent"])
    return both.assign(
        used=both["method"].where(better, LINE),
        band=used_held.map(backtest.unreliable).map({True: "unreliable", False: "reliable"}),
    )[_COLUMNS].sort_values(["method", "tested", "months_ahead"], ignore_index=True)


def mean_errors(calibration: pd.DataFrame) -> pd.DataFrame:
    """The mean errors over all months ahead, weighted by the forecasts made for each.

    Columns: error_points (of the method tried), line_error_points.

    One row per tested measure, which is the index.
    """
    made = calibration["forecasts"]
    weighed = calibration.assign(
        error_points=calibration["error_points"] * made,
        line_error_points=calibration["line_error_points"] * made,
    )
    sums = weighed.groupby("tested")[["error_points", "line_error_points", "forecasts"]].sum()
    return sums[["error_points", "line_error_points"]].div(sums["forecasts"], axis="index")


def figures(
    tested: pd.DataFrame, cycle: Cycle, *, of_measure: str, month: str, source: str, kind: str = ""
) -> list[dict]:
    """How often the bands held and how far the medians were off, as rows of the long table.

    ``tested`` is what ``methods.trajectory.backtest`` gives for one measure.
    """
    if tested.empty:
        return []
    judged = backtest.held(tested).assign(months_ahead=lambda row: row["horizon"].astype("str"))
    by = {"method": "method", "months_ahead": "months_ahead"}
    about = {"area": cycle.commissioner, "period": month, "source": source}
    about |= {"of_measure": of_measure, "kind": kind}
    return [
        *by_row(judged, {"backtest_held": ("held", "origins")}, by=by, **about),
        *by_row(judged, {"backtest_error": "error_points"}, by=by, **about),
    ]
