"""Where the money goes: budgets by category, allocations, and the test of their growth."""

from typing import Any

import pandas as pd

from analysis.finance.ledger import PRIMARY_CARE
from analysis.measures import by_row, sources
from analysis.project import Cycle, periods


def plan_by_category(budget_line: pd.DataFrame) -> pd.DataFrame:
    """Budgets by year, stream and category, largest first within a stream.

    One row per financial_year, stream, category.
    """
    grouped = budget_line.groupby(["financial_year", "stream", "category"], as_index=False)
    order = ["financial_year", "stream", "budget_gbp"]
    rows = grouped["budget_gbp"].sum().sort_values(order, ascending=[True, True, False])
    return rows.reset_index(drop=True)


def latest_categories(budget_line: pd.DataFrame) -> pd.DataFrame:
    """Budgets by category in the latest year, largest first, prescribing left out.

    Columns: financial_year, category, stream, budget_gbp, share_percent of the year's plan.

    One row per stream, category.
    """
    primary = budget_line[budget_line["stream"] != "prescribing"]
    latest = primary[primary["financial_year"] == primary["financial_year"].max()]
    rows = plan_by_category(latest).sort_values("budget_gbp", ascending=False, kind="stable")
    rows = rows.assign(share_percent=rows["budget_gbp"] / rows["budget_gbp"].sum() * 100)
    columns = ["financial_year", "category", "stream", "budget_gbp", "share_percent"]
    return rows[columns].reset_index(drop=True)


def allocation_against_plan(allocation: pd.DataFrame, budget_line: pd.DataFrame) -> pd.DataFrame:
    """The delegated allocation year by year, and the delegated budget planned for the year.

    Columns: financial_year, allocation_gbp, growth_on_year_percent (blank for the first year and
    after a year that is missing), budget_gbp and left_gbp (allocation minus budget; both blank for
    a year without a budget), source_document.

    One row per financial_year.
    """
    rows = allocation[allocation["stream"] == "delegated"].dropna(subset=["allocation_gbp"])
    rows = rows.sort_values("financial_year", ignore_index=True)
    year = rows["financial_year"]
    before = year.map(periods.year_before).map(rows.set_index("financial_year")["allocation_gbp"])
    planned = year.map(_delegated_budget(budget_line)).astype("float64")
    growth = (rows["allocation_gbp"] / before.astype("float64") - 1) * 100
    left = rows["allocation_gbp"] - planned
    columns = ["financial_year", "allocation_gbp", "growth_on_year_percent"]
    return rows.assign(growth_on_year_percent=growth, budget_gbp=planned, left_gbp=left)[
        [*columns, "budget_gbp", "left_gbp", "source_document"]
    ]


def local_contracts(budget_line: pd.DataFrame) -> pd.DataFrame:
    """The named local contracts and the rest of the core budget, year by year.

    One row per line, a column of pounds for each year.
    """
    core = budget_line[budget_line["stream"] == "core"]
    named = core["local_contract"] == "yes"
    rows = core.assign(line=core["line"].where(named, "Other core lines"), rest=~named)
    if rows.empty:
        return pd.DataFrame(columns=["line"])
    table = rows.pivot_table(
        index=["rest", "line"], columns="financial_year", values="budget_gbp", aggfunc="sum"
    ).rename(columns=lambda year: f"{year} £")
    total = table.sum().to_frame().T
    table = table.reset_index().drop(columns="rest").rename_axis(columns=None)
    return pd.concat([table, total.assign(line="Total core")], ignore_index=True)


def growth_test(budget_line: pd.DataFrame, allocation: pd.DataFrame) -> pd.DataFrame:
    """Whether the delegated budget grows at least as fast as the core allocation.

    Columns: financial_year, budget_before_gbp, budget_gbp, plan_growth_percent,
    threshold_percent, shortfall_gbp (zero where met), result (met, not met, not known, no
    threshold yet), open_question. A year with a threshold but no plan, or the other way round,
    stays with blanks; one whose growth is an open question is not tested.

    One row per financial_year.
    """
    core = allocation[allocation["stream"] == "ccg_core"].set_index("financial_year")
    budget = _delegated_budget(budget_line)
    table = pd.DataFrame({"budget_gbp": budget, "threshold_percent": core["growth_percent"]})
    table = table.sort_index().rename_axis("financial_year").reset_index()
    before = table["financial_year"].map(periods.year_before).map(budget).astype("float64")
    growth = (table["budget_gbp"] / before.where(before != 0) - 1) * 100
    limit = table["threshold_percent"]
    question = table["financial_year"].map(core["open_question"]).astype("str")
    known = growth.notna() & limit.notna() & question.isna()
    # Growth is compared as it is printed: two decimals, the precision of the threshold.
    met = growth.map(lambda percent: round(percent, 2)) >= limit.map(lambda p: round(p, 2))
    table = table.assign(
        budget_before_gbp=before,
        plan_growth_percent=growth,
        shortfall_gbp=((limit - growth) / 100 * before).mask(met, 0.0).where(known),
        result=pd.Series("not met", table.index)
        .mask(met, "met")
        .where(known, "not known")
        .mask(question.notna(), "no threshold yet"),
        open_question=question,
    )
    planned = table[["budget_before_gbp", "budget_gbp"]].notna().all(axis=1)
    columns = ["financial_year", "budget_before_gbp", "budget_gbp", "plan_growth_percent"]
    columns += ["threshold_percent", "shortfall_gbp", "result", "open_question"]
    return table.loc[planned | limit.notna(), columns].reset_index(drop=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Budgets, allocations and the growth test."""
    budget, allocation = tables["budget_line"], tables["allocation"]
    about: dict[str, Any] = {"area": cycle.commissioner, "basis": "plan"}
    found = _budget_figures(budget, source=sources(budget), **about)
    years = allocation_against_plan(allocation, budget)
    found += _allocation_figures(years, source=sources(allocation), **about)
    by, both = {"period": "financial_year"}, sources(budget, allocation)
    found += by_row(years, {"delegated_allocation_left": "left_gbp"}, by=by, source=both, **about)
    tests = growth_test(budget, allocation)
    for column, basis, source in (
        ("plan_growth_percent", "plan", sources(budget)),
        ("threshold_percent", "threshold", sources(allocation)),
    ):
        about |= {"basis": basis, "source": source}
        found += by_row(tests, {"gp_funding_growth": column}, by=by, **about)
    about |= {"basis": "plan", "source": both}
    return found + by_row(tests, {"gp_funding_growth_shortfall": "shortfall_gbp"}, by=by, **about)


def _budget_figures(budget: pd.DataFrame, **about) -> list[dict]:
    """Planned spending by stream, by category, and on the named local contracts."""
    by = {"period": "financial_year"}
    years = budget.groupby(["financial_year", "stream"], as_index=False)
    streams = years["budget_gbp"].sum()
    primary = streams[streams["stream"].isin(PRIMARY_CARE)]
    total = primary.groupby("financial_year", as_index=False).agg(
        budget_gbp=("budget_gbp", "sum"), streams=("stream", "size")
    )
    total = total[total["streams"] == len(PRIMARY_CARE)].assign(stream="total")
    plan = {"primary_care_plan": "budget_gbp"}
    found = by_row(pd.concat([primary, total]), plan, by=by | {"stream": "stream"}, **about)
    drugs = streams[streams["stream"] == "prescribing"]
    found += by_row(drugs, {"prescribing_plan": "budget_gbp"}, by=by, **about)
    spend = by | {"stream": "stream", "spend_category": "category"}
    found += by_row(plan_by_category(budget), {"category_plan": "budget_gbp"}, by=spend, **about)
    local = budget[budget["local_contract"] == "yes"]
    total = local.groupby("financial_year", as_index=False)["budget_gbp"].sum()
    local = pd.concat([local, total.assign(line_code="total")])
    line = by | {"line_code": "line_code"}
    return found + by_row(local, {"local_contract_plan": "budget_gbp"}, by=line, **about)


def _allocation_figures(years: pd.DataFrame, **about) -> list[dict]:
    """The delegated allocation year by year, its growth since the first and on the year before."""
    by, growth = {"period": "financial_year"}, "delegated_allocation_growth"
    found = by_row(years, {"delegated_allocation": "allocation_gbp"}, by=by, **about)
    columns = {growth: "growth_on_year_percent"}
    found += by_row(years, columns, by=by, compared_with="year_before", **about)
    if len(years):
        base = years["allocation_gbp"].iloc[0]
        later = years.iloc[1:].assign(more_gbp=lambda rows: rows["allocation_gbp"] - base)
        later["percent"] = (later["allocation_gbp"] / base - 1) * 100
        about |= {"denominator": base, "since": years["financial_year"].iloc[0]}
        by |= {"numerator": "more_gbp"}
        found += by_row(later, {growth: "percent"}, by=by, **about)
    return found


def _delegated_budget(budget_line: pd.DataFrame) -> pd.Series:
    """The delegated budget in pounds. One value per financial_year."""
    delegated = budget_line[budget_line["stream"] == "delegated"]
    return delegated.groupby("financial_year")["budget_gbp"].sum()
