"""Milestones with their slip, and projects by their newest highlight report."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.access.milestones import slips
from analysis.measures import counts, figure, in_order_of, share, sources
from analysis.project import Cycle, periods

STANDINGS = ("late", "moved", "to come", "done")
_STANDING = {"done": "done", "done late": "done", "moved": "moved"}
_STANDING |= {"overdue": "late", "on plan": "to come"}
PROJECT_STANDINGS = ("late", "at_risk", "on_track", "done")


def with_slip(milestone: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every milestone with its standing on the day and its slip in days, the late ones first.

    What was done after the day is not done yet. The slip (``access.milestones.slips``) is blank
    where there is none. Columns: those of ``slips``, and ``standing`` (one of ``STANDINGS``).

    One row per programme, milestone.
    """
    done_on = milestone["completed_on"]
    steps = slips(milestone.assign(completed_on=done_on.where(done_on <= day)), day=day)
    slip_days = steps["slip_days"].astype("float64")
    standing = steps["status"].map(_STANDING)
    listed = steps.assign(standing=standing, slip_days=slip_days.where(slip_days > 0))
    return in_order_of(listed, "standing", STANDINGS)


def projects(highlight: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """The newest highlight report of each project, the late first.

    Adds ``overdue`` (yes or no, by the day) to the columns of the return.

    One row per project.
    """
    newest = highlight.sort_values("month").drop_duplicates("project", keep="last")
    past = newest["next_due"].map(lambda due: periods.is_past(due, day)).astype("bool")
    overdue = np.where(past & (newest["standing"] != "done"), "yes", "no")
    listed = newest.assign(overdue=overdue)
    return in_order_of(listed, "standing", PROJECT_STANDINGS, then=["project"])


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Milestones and projects by standing, projects overdue and assessed for equality."""
    about: dict[str, Any] = {"area": cycle.commissioner, "period": cycle.as_at}
    found = counts(
        "milestones",
        with_slip(tables["milestone"], day=cycle.as_at)["standing"].str.replace(" ", "_"),
        [standing.replace(" ", "_") for standing in STANDINGS],
        dimension="status",
        source=sources(tables["milestone"]),
        **about,
    )
    listed = projects(tables["highlight"], day=cycle.as_at)
    if listed.empty:
        return found
    about["source"] = sources(tables["highlight"])
    overdue, assessed = (listed[name].eq("yes").sum() for name in ("overdue", "equality_assessed"))
    return [
        *found,
        *counts("projects", listed["standing"], PROJECT_STANDINGS, dimension="status", **about),
        *figure("projects_overdue", overdue, **about),
        *share("projects_equality_assessed", assessed, len(listed), **about),
    ]
