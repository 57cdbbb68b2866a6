"""Milestones with their slip, and projects by their newest highlight report."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.measures import counts, figure, share, sources
from analysis.project import Cycle, periods

STANDINGS = ("late", "moved", "to come", "done")
PROJECT_STANDINGS = ("late", "at_risk", "on_track", "done")


def with_slip(milestone: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every milestone with its standing on the day and its slip in days, the late ones first.

    A period counts at its last day. Slip is from the first planned day to the day it was done;
    of what is not done, to the day planned now, or to the committee's day where that is past.
    Blank where it was done early or on time and where it is still as planned. Adds planned_now,
    ``standing`` (one of ``STANDINGS``) and slip_days to the columns of the return.

    One row per programme, milestone.
    """
    planned_now = milestone["revised_to"].fillna(milestone["planned_for"])
    first = milestone["planned_for"].map(periods.last_day)
    due = planned_now.map(periods.last_day)
    done, late = milestone["completed_on"] <= day, due < day
    end = milestone["completed_on"].where(done, due.mask(late, day))
    slip = [float(periods.days_between(*days)) for days in zip(first, end, strict=True)]
    standing = np.select([done, late, due > first], ["done", "late", "moved"], "to come")
    slip_days = pd.Series(slip, milestone.index, dtype="float64")
    return (
        milestone.assign(
            planned_now=planned_now,
            standing=standing,
            slip_days=slip_days.where(slip_days > 0),
            rank=[STANDINGS.index(one) for one in standing],
            due=due,
        )
        .sort_values(["rank", "due", "programme", "milestone"], ignore_index=True)
        .drop(columns=["rank", "due"])
    )


def projects(highlight: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """The newest highlight report of each project, the late first.

    Adds ``overdue`` (yes or no, by the day) to the columns of the return.

    One row per project.
    """
    newest = highlight.sort_values("month").drop_duplicates("project", keep="last")
    past = newest["next_due"].map(lambda due: periods.is_past(due, day)).astype("bool")
    rank = {standing: place for place, standing in enumerate(PROJECT_STANDINGS)}
    overdue = np.where(past & (newest["standing"] != "done"), "yes", "no")
    return (
        newest.assign(overdue=overdue, rank=newest["standing"].map(rank).fillna(len(rank)))
        .sort_values(["rank", "project"], ignore_index=True)
        .drop(columns="rank")
    )


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
