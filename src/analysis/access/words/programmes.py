"""The register of programmes in words."""

import pandas as pd

from analysis.project import periods
from analysis.writing.phrases import count, figure, first_up, joined

_STATUSES = {
    "overdue": ("has", "have", "a step overdue"),
    "moved": ("has", "have", "a step moved later"),
    "on plan": ("is", "are", "on plan"),
    "not started": ("has", "have", "not started"),
    "no steps listed": ("lists", "list", "no steps"),
    "ended": ("has", "have", "ended"),
}


def statuses(register: pd.DataFrame) -> str | None:
    """How many programmes are overdue, moved, on plan or ended."""
    if register.empty:
        return None
    counts = register["status"].value_counts()
    parts = [
        f"{count(counts[status], one, many)} {rest}"
        for status, (one, many, rest) in _STATUSES.items()
        if status in counts
    ]
    return f"Of {count(len(register), 'programme')}, {joined(parts)}."


def in_words(register: pd.DataFrame) -> pd.DataFrame:
    """The register with its cells in words.

    Columns: those of the register, with programme, next_step (and its day) and status in words,
    and latest (figure and month) and steps_done (of how many).

    One row per programme.
    """
    rows = register.to_dict("records")
    return register.assign(
        programme=[first_up(row["programme"]) for row in rows],
        latest=[_latest(row) for row in rows],
        steps_done=[
            f"{row['steps_done']} of {row['steps']}" if row["steps"] else "–" for row in rows
        ],
        next_step=[_next_step(row) for row in rows],
        status=register["status"].str.capitalize(),
    )


def _latest(row: dict) -> str:
    if pd.isna(row["latest_value"]):
        return "–"
    value = figure(row["latest_value"], row["latest_unit"])
    return f"{value}, {periods.in_words(row['latest_period'])}"


def _next_step(row: dict) -> str:
    if pd.isna(row["next_step"]):
        return "–"
    return f"{row['next_step']}, {periods.in_words(row['next_on'])}"
