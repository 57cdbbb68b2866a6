"""Estate and systems in words: condition and cost, schemes, options."""

import pandas as pd

from analysis.measures import latest, value_of
from analysis.pack.estate_schemes import STAGES
from analysis.project import periods
from analysis.writing.phrases import count, first_down, first_up, joined, when


def condition(measures: pd.DataFrame) -> str | None:
    """The share of sites that are modern and that need major investment, and their cost."""
    modern = latest(measures, "sites_by_condition", condition="modern", counted_by="sites")
    if modern is None:
        return None
    sentence = (
        f"On {periods.in_words(modern['period'])}, {modern['value']:.1f}% of "
        f"{modern['denominator']:.0f} sites were modern"
    )
    major = value_of(
        measures, "sites_by_condition", condition="major_investment", counted_by="sites"
    )
    if major is not None:
        sentence += f" and {major:.1f}% needed major investment"
    cost = value_of(measures, "premises_cost_per_m2")
    if cost is not None:
        sentence += f"; premises cost £{cost:,.0f} a square metre a year"
    return f"{sentence}."


def schemes(listed: pd.DataFrame) -> str | None:
    """How many schemes are at which stage, and which step is overdue."""
    if listed.empty:
        return None
    counts = listed["stage"].value_counts()
    parts = [f"{counts[one]} {one.replace('_', ' ')}" for one in STAGES if counts.get(one)]
    late = [first_down(one) for one in listed.loc[listed["overdue"] == "yes", "scheme"]]
    unpriced = listed["capital_gbp"].isna().sum()
    price = f" {first_up(count(unpriced, 'states', 'state'))} no cost." if unpriced else ""
    if unpriced == len(listed):
        price = " No scheme states its cost."
    return (
        f"Of {count(len(listed), 'scheme')} for estate and technology {joined(parts)}"
        f"{f'; overdue: {joined(late)}' if late else ''}.{price}"
    )


def schemes_in_words(listed: pd.DataFrame) -> pd.DataFrame:
    """The schemes with their next step, its day, and whether it is overdue, in one cell.

    One row per scheme.
    """
    rows = listed.to_dict("records")
    return listed.assign(next_step=[_next_step(row) for row in rows])


def _next_step(row: dict) -> str:
    if not isinstance(row["next_step"], str):
        return "none"
    overdue = ", overdue" if row["overdue"] == "yes" else ""
    return f"{row['next_step']} ({when(row['next_due'])}{overdue})"


def options(listed: pd.DataFrame) -> str | None:
    """Which option each locality prefers, and whether its scores bear it out."""
    if listed.empty:
        return None
    chosen = {}
    for row in listed[listed["preferred"] == "yes"].to_dict("records"):
        best = "the best scored" if row["best"] else "not the best scored"
        chosen[row["locality"]] = f"{first_down(row['option'])} ({best})"
    parts = [f"{one}, {chosen.get(one, 'none yet')}" for one in sorted(listed["locality"].unique())]
    return f"Preferred: {'; '.join(parts)}."
