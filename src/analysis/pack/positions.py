"""Promises and ambitions beside the figures of the reports: nothing is typed twice."""

import pandas as pd

from analysis.measures import pick
from analysis.project import periods

_COLUMNS = [
    "value",
    "unit",
    "period",
    "target_value",
    "distance",
    "due_on",
    "standing",
]


def positions(promised: pd.DataFrame, measures: pd.DataFrame, *, area: str, day: str):
    """Each promise with the newest figure of its measure for the commissioner.

    ``standing`` is met (at or above the target), below, overdue (below and its day is past) or
    "no figure". A target is a figure to reach or to exceed. ``distance`` is figure minus target
    in the measure's unit.

    One row per row of ``promised``.
    """
    rows = [_position(row, measures, area, day) for row in promised.to_dict("records")]
    found = pd.DataFrame(rows, columns=_COLUMNS, index=promised.index)
    kept = promised.drop(columns=["due_on", "target_value"])
    return pd.concat([kept, found], axis=1).reset_index(drop=True)


def _position(row: dict, measures: pd.DataFrame, area: str, day: str) -> dict:
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
    met = now["value"] >= target
    over = isinstance(due, str) and periods.last_day(due) < day
    standing = "met" if met else "overdue" if over else "below"
    return found | {"distance": now["value"] - target, "standing": standing}
