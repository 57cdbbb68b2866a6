"""The board: every trajectory, the pace it needs, and the chances of its next and final step."""

import pandas as pd

from analysis.access.programme_list import PLANNED, PROGRAMME_OF, SERVICES
from analysis.measures import all_sources, in_order_of, pick, value_of
from analysis.methods.trajectory import against_plan
from analysis.project import periods

_PROJECTED = {
    "projected_percent": "median",
    "projected_low_80_percent": "low_80",
    "projected_high_80_percent": "high_80",
    "straight_line_percent": "straight_line",
}
_ORIGIN = {
    "agreed_on": "agreed_on",
    "revised_from_period": "replaced_period",
    "revised_from_percent": "replaced_percent",
    "source_document": "source_document",
}
_PLAN = "service trajectory denominator plan_version basis measure".split()
_ACTUAL = (
    "baseline_percent baseline_period last_actual_percent actual_period actual_count actual_of"
).split()
_AHEAD = "planned_by_now_percent distance_points next_step_percent next_period".split()
_AHEAD += ["required_points_a_month", *_PROJECTED, "chance_percent", "projected_on", "days_late"]
_AHEAD += "final_step_percent final_period final_chance_percent".split()
_AHEAD += ["due_on", "due_practices", "spare_days", "due_is_past"]
BOARD = [*_PLAN, *_ACTUAL, *_AHEAD, "rating", *_ORIGIN, "source"]


def board(measures: pd.DataFrame, plans: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every planned trajectory, what needs the committee first; see ``against_plan.RULE``.

    ``plans`` is the table ``trajectory``: its documents, and what was revised. Projected, chance
    and days late are of the next step; ``projected_on`` is the median day on which it is met.
    ``due_practices`` plan to be there ``due_on``, the first such day, ``spare_days`` before the
    next step is due; ``due_is_past`` where that day is over. ``service`` is what a trajectory,
    under whichever plan, is about. Columns: ``BOARD``.

    One row per measure, plan_version, basis.
    """
    rows = []
    for measure, (title, of) in PLANNED.items():
        every = pick(measures, measure, area_type="commissioner")
        steps = every[every["basis"].isin(["plan", "target", "threshold"])]
        for (version, basis), plan in steps.groupby(["plan", "basis"]):
            documents = plans[
                (plans["measure"] == measure)
                & (plans["plan_version"].fillna("") == version)
                & (plans["basis"] == basis)
            ]
            its = {"of_measure": measure, "plan": version, "of_basis": basis}
            rows.append(
                {"service": SERVICES.get(measure, title), "trajectory": title, "measure": measure}
                | {"denominator": of, "plan_version": version, "basis": basis}
                | _actual(every)
                | _ahead(measures, every, plan, its, day=day)
                | _origin(documents)
                | {"source": all_sources(plan)}
            )
    found = pd.DataFrame(rows, columns=BOARD)
    ranked = found.assign(
        due=found["next_period"].map(periods.last_day, na_action="ignore"),
        far=-found["required_points_a_month"].astype("float64"),
    )
    then = ["due", "far", "trajectory"]
    return in_order_of(ranked, "rating", against_plan.NEEDS_MOST_FIRST, then=then)[BOARD]


def _actual(every: pd.DataFrame) -> dict:
    """The baseline and the last actual of a measure; nothing where there is no actual."""
    actual = every[every["basis"] == "actual"]
    if actual.empty:
        return {}
    first, last = actual.iloc[0], actual.iloc[-1]
    values = first[["value", "period"]].tolist()
    values += last[["value", "period", "numerator", "denominator"]].tolist()
    return dict(zip(_ACTUAL, values, strict=True))


def _ahead(measures, every, plan, its: dict[str, str], *, day: str) -> dict:
    """A plan by now and at its next step: what is needed, projected, and how likely.

    ``its`` are the dimensions by which the figures on this plan are kept.
    """
    path = plan[["period", "value"]]
    value = value_of(every, its["of_measure"], basis="actual")
    needed = None if value is None else against_plan.required_rate(path, actual=value, day=day)
    found: dict = {
        "planned_by_now_percent": against_plan.planned_at(path, day),
        "distance_points": value_of(measures, "trajectory_distance", **its),
    }
    if needed:
        period = needed[0]
        last = periods.last_day(period)
        at_step = every[every["period"].map(periods.last_day) == last]
        late = value_of(measures, "trajectory_days_late", period=period, **its)
        found |= {
            "next_step_percent": needed[1],
            "next_period": period,
            "required_points_a_month": needed[2],
            **{
                name: value_of(at_step, its["of_measure"], projection=projection)
                for name, projection in _PROJECTED.items()
            },
            "chance_percent": value_of(measures, "trajectory_chance", period=period, **its),
            "projected_on": None if late is None else _days_after(last, late),
            "days_late": late,
            **_final(measures, path, its),
            **_due(measures, its["of_measure"], last, day=day),
        }
    chances = [found.get("chance_percent"), found.get("final_chance_percent")]
    chance = min((c for c in chances if c is not None), default=None)
    return found | {"rating": against_plan.rating(path, actual=value, chance=chance, day=day)}


def _final(measures, path, its: dict[str, str]) -> dict:
    """The last step of a plan and its chance."""
    step = path.loc[path["period"].map(periods.last_day).idxmax()]
    chance = value_of(measures, "trajectory_chance", period=step["period"], **its)
    found = {"final_step_percent": step["value"], "final_period": step["period"]}
    return found | {"final_chance_percent": chance}


def _due(measures, measure: str, last: str, *, day: str) -> dict:
    """The first day for which practices are planned, how many, and how long before the step."""
    programme = PROGRAMME_OF.get(measure)
    days = pick(measures, "practices_planned", programme=programme.name if programme else "")
    if not programme or days.empty:
        return {}
    first = days.sort_values("period").iloc[0]
    return {
        "due_on": first["period"],
        "due_practices": first["value"],
        "spare_days": periods.days_between(first["period"], last),
        "due_is_past": first["period"] < day,
    }


def _days_after(day: str, days: float) -> str:
    return (pd.Timestamp(day) + pd.Timedelta(days=int(days))).date().isoformat()


def _origin(documents: pd.DataFrame) -> dict:
    known = {name: documents[column].dropna() for name, column in _ORIGIN.items()}
    return {name: None if values.empty else values.iloc[-1] for name, values in known.items()}
