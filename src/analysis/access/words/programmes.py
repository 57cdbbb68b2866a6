"""The register of programmes in words."""

import pandas as pd

from analysis.access.milestones import ALL
from analysis.measures import pick
from analysis.project import periods
from analysis.writing.phrases import (
    count,
    figure,
    first_up,
    joined,
    k_of_n,
    none_or,
    when,
)

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


def steps(measures: pd.DataFrame) -> str | None:
    """How many milestones are done, overdue, and re-planned to later, over all programmes."""
    known = pick(measures, "milestones_counted", programme=ALL).set_index("status")["value"]
    if known.empty:
        return None
    done, late, again = (known[status] for status in ("done", "overdue", "replanned"))
    return (
        f"Of {count(known['all'], 'milestone')}, {none_or(done, 'is', 'are')} done, "
        f"{none_or(late, 'is', 'are')} overdue and {none_or(again, 'has', 'have')} been re-planned "
        "to a later day."
    )


def items(programme_item: pd.DataFrame, *, programme: str, kind: str, lead: str) -> str | None:
    """The items of one kind of a programme by their names, after a lead such as ``Next``."""
    its = programme_item[
        (programme_item["programme"] == programme) & (programme_item["kind"] == kind)
    ]
    names = [
        row["item"] + (f", {row['detail']}" if isinstance(row["detail"], str) else "")
        for row in its.to_dict("records")
    ]
    return f"{lead}: {'; '.join(names)}." if names else None


def early_results(measures: pd.DataFrame, *, programme: str) -> str | None:
    """A programme's early results, and from how many practices each comes, if that is known."""
    rows = pick(measures, "programme_early_result", programme=programme).to_dict("records")
    results = [
        f"{row['item']}, about {row['value']:.0f} ("
        + (
            "number of practices not given"
            if pd.isna(row["denominator"])
            else f"from {count(row['denominator'], 'practice')}"
        )
        + ")"
        for row in rows
    ]
    return f"Early results: {'; '.join(results)}." if results else None


def phases(found: pd.DataFrame) -> pd.DataFrame:
    """Phases in words. Columns: phase, areas, practices_there (of how many), planned_by.

    One row per phase.
    """
    return pd.DataFrame(
        {
            "phase": [first_up(phase) for phase in found["phase"]],
            "areas": found["areas"],
            "practices_there": k_of_n(found["practices_there"], found["practices"]),
            "planned_by": [when(day, "not known") for day in found["planned_on"]],
        }
    )


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
