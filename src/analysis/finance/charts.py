"""The charts of the finance report: which columns of its frames are drawn, and in which words."""

import pandas as pd

from analysis.charts.bars import bars
from analysis.charts.bridge import bridge
from analysis.charts.canvas import Chart
from analysis.charts.columns import columns
from analysis.charts.funnel import funnel
from analysis.charts.lines import trend


def headline_and_underlying(rows: pd.DataFrame) -> Chart | None:
    """The headline and the underlying forecast variance over the months of a year."""
    return trend(
        rows,
        name="headline-and-underlying",
        period="month",
        series="position",
        value="variance_gbp",
        unit="gbp",
        highlight="Headline",
        measure="forecast variance",
    )


def variance_bridge(steps: pd.DataFrame, *, name: str, measure: str) -> Chart | None:
    """From one variance to another, step by step; ``measure`` says in words what is measured."""
    return bridge(
        steps,
        name=name,
        label="step",
        value="amount_gbp",
        unit="gbp",
        end_words=("underspend", "overspend"),
        measure=measure,
    )


def categories(rows: pd.DataFrame) -> Chart | None:
    """Planned spending by category, the stream in brackets."""
    if rows.empty:
        return None
    named = rows.assign(category=rows["category"] + " (" + rows["stream"] + ")")
    delegated = named.loc[named["stream"] == "delegated", "category"].tolist()
    return bars(
        named,
        name="spend-by-category",
        label="category",
        value="budget_gbp",
        unit="gbp",
        highlight=delegated,
        measure="planned spending",
    )


def allocations(rows: pd.DataFrame) -> Chart | None:
    """The delegated allocation, year by year."""
    return columns(
        rows,
        name="allocations",
        label="financial_year",
        value="allocation_gbp",
        unit="gbp",
        measure="delegated allocation",
    )


def payments_funnel(rows: pd.DataFrame, lines: pd.DataFrame) -> Chart | None:
    """Payments per registered patient by size of list, within limits for that size."""
    return funnel(
        rows.assign(limits=rows["limits"].where(rows["limits"] != "inside", "")),
        lines,
        name="payments-funnel",
        label="practice_name",
        size="patients_registered",
        value="per_registered_gbp",
        unit="gbp",
        size_words="Registered patients",
        measure="payments per registered patient",
    )


def gap_left(rows: pd.DataFrame) -> Chart | None:
    """What is left of the gap by the share of the savings that is delivered."""
    return bars(
        rows,
        name="gap-left",
        label="delivered",
        value="gap_left_gbp",
        unit="gbp",
        highlight="Nothing done",
        measure="what is left of the stated gap",
    )
