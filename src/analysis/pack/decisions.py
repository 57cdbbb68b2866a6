"""Decisions taken and to come, and the paths through which a proposal goes to one."""

import numpy as np
import pandas as pd

from analysis.measures import counts, in_order_of, sources
from analysis.project import Cycle, periods

PATH_STANDINGS = ("late", "under way", "not begun", "complete")


def in_order(decision: pd.DataFrame) -> pd.DataFrame:
    """Decisions taken, newest first, then those to come.

    One row per decision, body.
    """
    to_come = decision["decided_on"].isna()
    taken = decision[~to_come].sort_values(["decided_on", "decision"], ascending=[False, True])
    return pd.concat(
        [taken, decision[to_come].sort_values(["planned_for", "decision"])], ignore_index=True
    )


def recent(in_order: pd.DataFrame, *, since: str | None) -> pd.DataFrame:
    """The decisions to come, and those taken since the month ``since``, or in any year without it.

    One row per decision, body.
    """
    taken = in_order["decided_on"]
    return in_order[taken.isna() | (taken.fillna("") >= (since or ""))]


def paths(steps: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """How far each path to a decision has come, and what is next; the late ones first.

    A path is late where its next step's day is past. Columns: path, standing, steps_done, steps,
    last_step, last_done_on, next_step, next_body, next_planned_for.

    One row per path.
    """
    steps = steps.sort_values("step_number")
    done = steps["done_on"].map(lambda on: periods.is_over(on, day)).astype("bool")
    last = steps[done].drop_duplicates("path", keep="last").set_index("path")
    coming = steps[~done].drop_duplicates("path").set_index("path")
    counted = done.groupby(steps["path"])
    found = pd.DataFrame(
        {
            "steps_done": counted.sum().astype("float64"),
            "steps": counted.size().astype("float64"),
            "last_step": last["step"],
            "last_done_on": last["done_on"],
            "next_step": coming["step"],
            "next_body": coming["body"],
            "next_planned_for": coming["planned_for"],
        }
    )
    found = found.rename_axis("path").reset_index()
    late = found["next_planned_for"].map(lambda due: periods.is_past(due, day)).astype("bool")
    standing = np.select(
        [found["next_step"].isna(), late, found["steps_done"] == 0],
        ["complete", "late", "not begun"],
        "under way",
    )
    found.insert(1, "standing", standing)
    return in_order_of(found, "standing", PATH_STANDINGS, then=["path"])


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Paths to a decision by standing."""
    return counts(
        "decision_paths",
        paths(tables["path_step"], day=cycle.as_at)["standing"].str.replace(" ", "_"),
        [standing.replace(" ", "_") for standing in PATH_STANDINGS],
        dimension="status",
        area=cycle.commissioner,
        period=cycle.as_at,
        source=sources(tables["path_step"]),
    )
