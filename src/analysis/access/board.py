"""The board: every trajectory, where it stands, what it takes, and whether it will get there."""

import pandas as pd

from analysis.access.planned import PLANNED
from analysis.measures import pick
from analysis.methods import trajectory
from analysis.project import periods

BOARD = [
    "trajectory",
    "denominator",
    "plan_version",
    "basis",
    "measure",
    "baseline_percent",
    "baseline_period",
    "last_actual_percent",
    "actual_period",
    "actual_count",
    "actual_of",
    "planned_by_now_percent",
    "distance_points",
    "next_step_percent",
    "next_period",
    "required_points_a_month",
    "projected_percent",
    "projected_low_80_percent",
    "projected_high_80_percent",
    "straight_line_percent",
    "chance_percent",
    "projected_on",
    "days_late",
    "rating",
    "agreed_on",
    "revised_from_period",
    "revised_from_percent",
    "source_document",
    "source",
]


def board(
    measures: pd.DataFrame, plans: pd.DataFrame, *, commissioner: str, day: str
) -> pd.DataFrame:
    """Every planned trajectory, what needs the committee first; see ``trajectory.RULE``.

    ``plans`` is the table ``trajectory``: its documents, and what was revised. Projected, chance
    and days late are of the next step; ``projected_on`` is the median day on which it is met.
    Columns: ``BOARD``.

    One row per measure, plan_version, basis.
    """
    ours = measures[measures["area"] == commissioner]
    rows = []
    for measure, (title, of) in PLANNED.items():
        every = pick(ours, measure)
        steps = every[every["basis"].isin(["plan", "target", "threshold"])]
        for (version, basis), plan in steps.groupby(["category", "basis"]):
            about = plans[
                (plans["measure"] == measure)
                & (plans["plan_version"].fillna("") == version)
                & (plans["basis"] == basis)
            ]
            rows.append(
                {
                    "trajectory": title,
                    "denominator": of,
                    "plan_version": version,
                    "basis": basis,
                    "measure": measure,
                    **_stand(ours, every, plan, day=day),
                    **_origin(about),
                    "source": ";".join(sorted(set(";".join(plan["source"]).split(";")))),
                }
            )
    found = pd.DataFrame(rows, columns=BOARD)
    return (
        found.assign(
            order=found["rating"].map(trajectory.NEEDS_MOST_FIRST.index),
            due=found["next_period"].map(periods.last_day, na_action="ignore"),
            far=-found["required_points_a_month"].astype("float64"),
        )
        .sort_values(["order", "due", "far", "trajectory"], kind="stable")
        .drop(columns=["order", "due", "far"])
        .reset_index(drop=True)
    )


def calibration(measures: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """How each backtested method did, beside the straight line at the same origins.

    Columns: tested, method, months_ahead, forecasts, held, held_percent, error_points,
    line_held_percent, line_error_points, used (which of the two the report uses), band (reliable
    or unreliable, of the one used).

    One row per tested measure, months_ahead.
    """
    columns = [
        "tested",
        "method",
        "months_ahead",
        "forecasts",
        "held",
        "held_percent",
        "error_points",
        "line_held_percent",
        "line_error_points",
        "used",
        "band",
    ]
    ours = measures[measures["area"] == commissioner]
    held, errors = pick(ours, "backtest_held"), pick(ours, "backtest_error")
    if held.empty:
        return pd.DataFrame(columns=columns)
    parts = held["category"].str.rsplit(":", n=2, expand=True)
    tested = pd.DataFrame(
        {
            "tested": parts[0],
            "method": parts[1],
            "months_ahead": parts[2].astype("int64"),
            "forecasts": held["denominator"],
            "held": held["numerator"],
            "held_percent": held["value"],
            "error_points": held["category"].map(errors.set_index("category")["value"]),
        }
    )
    line = tested[tested["method"] == "straight_line"]
    keys = ["tested", "months_ahead"]
    both = tested[tested["method"] != "straight_line"].merge(
        line[[*keys, "held_percent", "error_points"]].rename(
            columns={"held_percent": "line_held_percent", "error_points": "line_error_points"}
        ),
        on=keys,
        how="left",
        validate="one_to_one",
    )
    # Weighted by their forecasts: the rule that chose between the two, on the same numbers.
    judged = both.groupby(_family(both)).apply(
        lambda rows: (
            (rows["error_points"] * rows["forecasts"]).sum()
            < (rows["line_error_points"] * rows["forecasts"]).sum()
        ),
        include_groups=False,
    )
    better = _family(both).map(judged).astype("bool")
    used_held = both["held_percent"].where(better, both["line_held_percent"])
    return both.assign(
        used=both["method"].where(better, "straight_line"),
        band=used_held.map(trajectory.unreliable).map({True: "unreliable", False: "reliable"}),
    )[columns].sort_values(["method", *keys], ignore_index=True)


def _family(tested: pd.DataFrame) -> pd.Series:
    """What was judged together: simulated programmes all at once, each series by itself."""
    return tested["tested"].where(tested["method"] != "simulation", "programmes")


def _stand(ours, every, plan, *, day) -> dict:
    actual = every[(every["basis"] == "actual") & (every["category"] == "")]
    path = plan[["period", "value"]]
    last = None if actual.empty else actual.iloc[-1]
    value = None if last is None else float(last["value"])
    key = ":".join(
        part
        for part in (plan["measure"].iloc[0], plan["category"].iloc[0], plan["basis"].iloc[0])
        if part
    )
    needed = None if value is None else trajectory.required_rate(path, actual=value, day=day)
    at = needed[0] if needed else None
    chance = _of(ours, "trajectory_chance", category=key, period=at)
    late = _of(ours, "trajectory_days_late", category=key, period=at)
    return {
        "baseline_percent": None if last is None else float(actual["value"].iloc[0]),
        "baseline_period": None if last is None else actual["period"].iloc[0],
        "last_actual_percent": value,
        "actual_period": None if last is None else last["period"],
        "actual_count": None if last is None else last["numerator"],
        "actual_of": None if last is None else last["denominator"],
        "planned_by_now_percent": trajectory.planned_at(path, day),
        "distance_points": _of(ours, "trajectory_distance", category=key),
        "next_step_percent": needed[1] if needed else None,
        "next_period": at,
        "required_points_a_month": needed[2] if needed else None,
        **{
            f"{name}percent": _projected(every, band, at)
            for name, band in (
                ("projected_", "projected_median"),
                ("projected_low_80_", "projected_low_80"),
                ("projected_high_80_", "projected_high_80"),
                ("straight_line_", "projected_straight_line"),
            )
        },
        "chance_percent": chance,
        "projected_on": None if late is None else _days_after(periods.last_day(at), late),
        "days_late": late,
        "rating": trajectory.rating(path, actual=value, chance=chance, day=day),
    }


def _projected(every, band, period) -> float | None:
    if period is None:
        return None
    rows = every[(every["category"] == band) & (every["basis"] == "forecast")]
    last = periods.last_day(period)
    rows = rows[rows["period"].map(periods.last_day) == last]
    return None if rows.empty else float(rows["value"].iloc[0])


def _of(ours, measure, *, category, period=None) -> float | None:
    rows = ours[(ours["measure"] == measure) & (ours["category"] == category)]
    if period is not None:
        rows = rows[rows["period"] == period]
    return None if rows.empty else float(rows["value"].iloc[-1])


def _days_after(day: str, days: float) -> str:
    return (pd.Timestamp(day) + pd.Timedelta(days=int(days))).date().isoformat()


def _origin(about: pd.DataFrame) -> dict:
    names = {
        "agreed_on": "agreed_on",
        "replaced_period": "revised_from_period",
        "replaced_percent": "revised_from_percent",
        "source_document": "source_document",
    }
    return {
        to: about[name].dropna().iloc[-1] if about[name].notna().any() else None
        for name, to in names.items()
    }
