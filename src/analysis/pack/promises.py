"""Commitments and ambitions with the reports' own figures: nothing is typed twice."""

import pandas as pd

from analysis.measures import pick
from analysis.project import periods

_FIGURES = ["value", "unit", "period", "target_value", "distance", "due_on", "standing"]
_FIGURES += ["chance_percent"]


def with_figures(
    promised: pd.DataFrame, measures: pd.DataFrame, *, area: str, day: str
) -> pd.DataFrame:
    """Each promise with the newest figure of its measure for the commissioner.

    Adds value, unit, period, distance (figure minus target, in the measure's unit),
    ``standing``: met (at or above the target), below, overdue (below and its day is past), "no
    target" or "no figure", and ``chance_percent``: the least chance that a plan of the measure
    has of its step due on the target's day; blank without one, and where the target is met. A
    target is a figure to reach or to exceed.

    One row per row of ``promised``.
    """
    rows = [_figure(row, measures, area, day) for row in promised.to_dict("records")]
    found = pd.DataFrame(rows, columns=_FIGURES, index=promised.index)
    rest = promised.drop(columns=["due_on", "target_value"])
    return pd.concat([rest, found], axis=1).reset_index(drop=True)


def _figure(row: dict, measures: pd.DataFrame, area: str, day: str) -> dict:
    target, due = row["target_value"], row["due_on"]
    found = {"target_value": target, "due_on": due, "standing": "no figure"}
    if not isinstance(row["measure"], str):
        return found
    chosen = pick(
        measures,
        row["measure"],
        area=area,
        category=row["category"] if isinstance(row["category"], str) else "",
        basis=row["basis"] if isinstance(row["basis"], str) else "actual",
    )
    if chosen.empty:
        return found
    now = chosen.iloc[-1]
    found |= {"value": now["value"], "unit": now["unit"], "period": now["period"]}
    if pd.isna(target):
        return found | {"standing": "no target"}
    below = "overdue" if periods.is_past(due, day) else "below"
    standing = "met" if now["value"] >= target else below
    found |= {"distance": now["value"] - target, "standing": standing}
    if standing == "below" and isinstance(due, str):
        chances = pick(measures, "trajectory_chance", of_measure=row["measure"], period=due)
        found["chance_percent"] = chances["value"].min()
    return found
