"""Milestones with their slip, and the register of programmes with a status made from dates."""

import numpy as np
import pandas as pd

from analysis.measures import by_row, figure, in_order_of, latest, sources
from analysis.methods.trajectory import against_plan
from analysis.project import Cycle, periods

_STEPS = [
    "programme",
    "milestone",
    "route",
    "planned_for",
    "planned_now",
    "completed_on",
    "slip_days",
]
_STEPS += ["status", "owner_role", "replanned"]
_REGISTER = (
    "programme tracked_by latest_value latest_unit latest_period steps_done steps "
    "next_step next_on slip_days status ends owner_role"
).split()
ALL = "all programmes"
_OVERDUE, _MOVED, _ON_PLAN = "overdue", "moved", "on plan"


def slips(milestone: pd.DataFrame, *, day: str, programme: str | None = None) -> pd.DataFrame:
    """Steps by when they were first planned: done, moved or overdue on a day, and by how long.

    The slip counts from the end of what was first planned to the day done, the day planned now,
    or, for what is overdue, the day itself so far. Columns: programme, milestone, planned_for,
    route (blank where a programme has one), planned_now, completed_on, slip_days, status,
    owner_role, replanned (whether the day planned now, or last, is later than the first).

    One row per programme, milestone.
    """
    if programme is not None:
        milestone = milestone[milestone["programme"] == programme]
    first, done = milestone["planned_for"], milestone["completed_on"]
    now = milestone["revised_to"].fillna(first)
    due, is_done = now.map(periods.last_day), done.notna()
    late = ~is_done & (due < day)
    until = done.fillna(due.mask(late, day))
    days = [against_plan.slip_days(*dates) for dates in zip(first, until, strict=True)]
    slip = pd.Series(days, milestone.index, dtype="int64")
    kinds = {"done": is_done & (slip <= 0), "done late": is_done, _OVERDUE: late, _MOVED: slip > 0}
    found = milestone.assign(
        planned_now=now,
        slip_days=slip.where(is_done, slip.clip(lower=0)),
        status=np.select(list(kinds.values()), list(kinds), _ON_PLAN),
        replanned=due > first.map(periods.last_day),
        route=milestone["route"].fillna(""),
        due=due,
    )
    order = ["due", "programme", "milestone"]
    return found.sort_values(order, kind="stable", ignore_index=True)[_STEPS]


def register(tables: dict[str, pd.DataFrame], measures: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """The register of programmes, each with its latest figure and its status on a day.

    Status: overdue (a step is past its day), moved (one is planned later than at first), on
    plan, ended (its end is past and no step is open), not started, or no steps listed. Columns:
    programme, tracked_by, latest_value, latest_unit, latest_period, steps_done, steps, next_step,
    next_on, slip_days (the most, of steps still open), status, ends, owner_role.

    One row per programme.
    """
    steps = slips(tables["milestone"], day=day)
    rows = []
    for row in tables["programme"].to_dict("records"):
        its = steps[steps["programme"] == row["programme"]]
        still = its[its["completed_on"].isna()]
        now = latest(measures, row["measure"], basis="actual", category="")
        known = {} if now is None else now
        due = {} if still.empty else still.iloc[0]
        added = {
            "latest_value": known.get("value"),
            "latest_unit": known.get("unit"),
            "latest_period": known.get("period"),
            "steps_done": len(its) - len(still),
            "steps": len(its),
            "next_step": due.get("milestone"),
            "next_on": due.get("planned_now"),
            "slip_days": None if still.empty else int(still["slip_days"].max()),
            "status": _status(row, its, still, day),
        }
        rows.append(row | added)
    order = [_OVERDUE, _MOVED, _ON_PLAN, "not started", "no steps listed", "ended"]
    found = pd.DataFrame(rows, columns=_REGISTER)
    return in_order_of(found, "status", order, then=["programme"])


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Slips of milestones, and how many are done, overdue and re-planned, in the long table."""
    returned = tables["milestone"]
    steps = slips(returned, day=cycle.as_at)
    if steps.empty:
        return []
    done = steps["completed_on"].notna()
    dated = steps.assign(
        period=steps["completed_on"].fillna(steps["planned_now"]),
        basis=done.map({True: "actual", False: "forecast"}),
    )
    about = {"area": cycle.commissioner, "source": sources(returned)}
    by = {name: name for name in ("programme", "milestone", "period", "basis")}
    found = by_row(dated, {"milestone_slip": "slip_days"}, by=by, **about)
    overdue = steps["status"] == _OVERDUE
    kinds = {"all": True, "done": done, "overdue": overdue, "replanned": steps["replanned"]}
    for status, counted in kinds.items():
        counts = steps.assign(steps=counted).groupby("programme", as_index=False)["steps"].sum()
        its: dict = about | {"period": cycle.as_at, "status": status}
        found += by_row(
            counts, {"milestones_counted": "steps"}, by={"programme": "programme"}, **its
        )
        found += figure("milestones_counted", counts["steps"].sum(), programme=ALL, **its)
    return found


def _status(row, its, still, day) -> str:
    for status in (_OVERDUE, _MOVED):
        if (still["status"] == status).any():
            return status
    if isinstance(row["ends"], str) and periods.last_day(row["ends"]) < day and still.empty:
        return "ended"
    if len(still):
        return _ON_PLAN
    starts = row["starts"]
    if isinstance(starts, str) and its.empty and periods.first_day(starts) > day:
        return "not started"
    return _ON_PLAN if len(its) else "no steps listed"
