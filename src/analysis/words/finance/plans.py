"""Where the money goes and whether what was promised is there."""

import pandas as pd

from analysis.measures import value_of
from analysis.words.finance.latest import latest
from analysis.words.phrases import money


def plan(measures: pd.DataFrame) -> str | None:
    """Planned spending on primary care in the latest year with both streams, prescribing apart."""
    total = latest(measures, "primary_care_plan", category="total")
    if total is None:
        return None
    year = total["period"]
    parts = {
        stream: value_of(measures, "primary_care_plan", category=stream, period=year)
        for stream in ("delegated", "core")
    }
    said = (
        f"Planned spending on primary care in {year} is {money(total['value'])}: "
        f"{money(parts['delegated'])} delegated and {money(parts['core'])} core"
    )
    drugs = value_of(measures, "prescribing_plan", period=year)
    return f"{said}; prescribing, {money(drugs)}, is outside it." if drugs else f"{said}."


def largest_category(budget_line: pd.DataFrame) -> str:
    """A headline for spending by category: the largest and its share."""
    primary = budget_line[budget_line["stream"] != "prescribing"]
    latest = primary[primary["financial_year"] == primary["financial_year"].max()]
    if latest.empty:
        return "Planned spending by category"
    by_category = latest.groupby("category")["budget_gbp"].sum()
    top = by_category.idxmax()
    share = by_category[top] / by_category.sum() * 100
    return (
        f"{top} takes {share:.0f}% of planned spending on primary care in "
        f"{latest['financial_year'].iloc[0]}"
    )


def growth(growth_test: pd.DataFrame) -> str | None:
    """Whether funding for general practice grows as fast as it must, in the first year tested."""
    known = growth_test[growth_test["result"] != "not known"]
    if known.empty:
        return None
    row = known.iloc[0]
    plan, limit = row["plan_growth_percent"], row["threshold_percent"]
    said = f"The delegated budget grows by {plan:.2f}% in {row['financial_year']}"
    if row["result"] == "met":
        return f"{said}, at least as fast as the core allocation ({limit:.2f}%)."
    return (
        f"{said}, slower than the core allocation ({limit:.2f}%): "
        f"{money(row['shortfall_gbp'])} short of the test."
    )


def promises(measures: pd.DataFrame) -> str | None:
    """The promise of money a head, kept or not."""
    each = latest(measures, "transformation_fund_per_head")
    fund = latest(measures, "transformation_fund")
    if each is None or fund is None:
        return None
    return (
        f"The practice transformation fund of {money(fund['value'])} over {fund['period']} is "
        f"£{each['value']:.2f} per registered patient."
    )
