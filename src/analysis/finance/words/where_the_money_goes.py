"""Where the money goes: what is planned to be spent, and the allocation it comes from."""

import pandas as pd

from analysis.measures import latest, pick, value_of
from analysis.writing.phrases import count, money


def plan(measures: pd.DataFrame) -> str | None:
    """Planned spending on primary care in the latest year with both streams, prescribing apart."""
    total = latest(measures, "primary_care_plan", stream="total")
    if total is None:
        return None
    year = total["period"]
    delegated, core = (
        value_of(measures, "primary_care_plan", stream=stream, period=year)
        for stream in ("delegated", "core")
    )
    sentence = (
        f"Planned spending on primary care in {year} is {money(total['value'])}: "
        f"{money(delegated)} delegated and {money(core)} core"
    )
    drugs = value_of(measures, "prescribing_plan", period=year)
    return f"{sentence}; prescribing, {money(drugs)}, is outside it." if drugs else f"{sentence}."


def largest_category(categories: pd.DataFrame) -> str:
    """A headline for spending by category: the largest and its share.

    ``categories`` is ``plans.latest_categories``.
    """
    if categories.empty:
        return "Planned spending by category"
    top = categories.iloc[0]
    return (
        f"{top['category']}: {top['share_percent']:.0f}% of planned spending on primary care in "
        f"{top['financial_year']}"
    )


def allocations(measures: pd.DataFrame, years: pd.DataFrame) -> str | None:
    """Where the delegated allocation ends, how fast it grows, and what of it is interpolated.

    ``years`` is ``plans.allocation_against_plan``.
    """
    rows = pick(measures, "delegated_allocation", area_type="commissioner")
    if len(rows) < 2:
        return None
    first, last = rows.iloc[0], rows.iloc[-1]
    growth = latest(measures, "delegated_allocation_growth", since=first["period"])
    if growth is None:
        return None
    sentence = (
        f"The delegated allocation goes from {money(first['value'])} in {first['period']} to "
        f"{money(last['value'])} in {last['period']}, "
        f"{'up' if growth['value'] >= 0 else 'down'} {abs(growth['value']):.1f}% in all"
    )
    guessed = years["source_document"].fillna("").str.contains("interpolated").sum()
    if guessed:
        return f"{sentence}; {count(guessed, 'year')} between are interpolated, not published."
    return f"{sentence}."
