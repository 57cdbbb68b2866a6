"""Where the money goes: budgets by category, allocations, and the test of their growth."""

import pandas as pd

from analysis.measures import figure, sources
from analysis.project import Cycle


def plan_by_stream(budget_line: pd.DataFrame) -> pd.DataFrame:
    """Budgets by year and stream.

    One row per financial_year, stream.
    """
    return budget_line.groupby(["financial_year", "stream"], as_index=False)["budget_gbp"].sum()


def plan_by_category(budget_line: pd.DataFrame) -> pd.DataFrame:
    """Budgets by year, stream and category, largest first within a stream.

    One row per financial_year, stream, category.
    """
    grouped = budget_line.groupby(["financial_year", "stream", "category"], as_index=False)
    return (
        grouped["budget_gbp"]
        .sum()
        .sort_values(["financial_year", "stream", "budget_gbp"], ascending=[True, True, False])
        .reset_index(drop=True)
    )


def latest_categories(budget_line: pd.DataFrame) -> pd.DataFrame:
    """Budgets by category in the latest year, largest first, prescribing left out.

    Columns: category, stream, budget_gbp.

    One row per stream, category.
    """
    primary = budget_line[budget_line["stream"] != "prescribing"]
    latest = primary[primary["financial_year"] == primary["financial_year"].max()]
    rows = plan_by_category(latest).sort_values("budget_gbp", ascending=False, ignore_index=True)
    return rows[["category", "stream", "budget_gbp"]]


def allocation_years(allocation: pd.DataFrame) -> pd.DataFrame:
    """The delegated allocation year by year, with its growth on the year before.

    Columns: financial_year, allocation_gbp, growth_on_year_percent, source_document. Growth is
    blank for the first year and after a year that is missing.

    One row per financial_year.
    """
    rows = allocation[allocation["stream"] == "delegated"].dropna(subset=["allocation_gbp"])
    rows = rows.sort_values("financial_year", ignore_index=True)
    before = (
        rows["financial_year"]
        .map(_year_before)
        .map(rows.set_index("financial_year")["allocation_gbp"])
    )
    growth = (rows["allocation_gbp"] / before.astype("float64") - 1) * 100
    return rows.assign(growth_on_year_percent=growth)[
        ["financial_year", "allocation_gbp", "growth_on_year_percent", "source_document"]
    ]


def allocation_against_plan(allocation: pd.DataFrame, budget_line: pd.DataFrame) -> pd.DataFrame:
    """The delegated allocation year by year beside the delegated budget planned for the year.

    Adds budget_gbp and left_gbp (allocation minus budget), blank for a year without a budget.

    One row per financial_year.
    """
    years = allocation_years(allocation)
    budget = plan_by_stream(budget_line[budget_line["stream"] == "delegated"])
    planned = years["financial_year"].map(budget.set_index("financial_year")["budget_gbp"])
    planned = planned.astype("float64")
    left = years["allocation_gbp"] - planned
    columns = ["financial_year", "allocation_gbp", "growth_on_year_percent"]
    return years.assign(budget_gbp=planned, left_gbp=left)[
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
    threshold_percent, shortfall_gbp (zero where met), result (met, not met, not known). A year
    with a threshold but no plan, or the other way round, stays with blanks.

    One row per financial_year.
    """
    budget = plan_by_stream(budget_line[budget_line["stream"] == "delegated"])
    budget = budget.set_index("financial_year")["budget_gbp"]
    core = allocation[allocation["stream"] == "ccg_core"].set_index("financial_year")
    threshold = core["growth_percent"].dropna()
    rows = []
    for year in sorted({*threshold.index, *budget.index}):
        before = budget.get(_year_before(year))
        now = budget.get(year)
        if (before is None or now is None) and year not in threshold.index:
            continue
        growth = (now / before - 1) * 100 if now is not None and before else float("nan")
        limit = threshold.get(year, float("nan"))
        known = not (pd.isna(growth) or pd.isna(limit))
        # Growth is compared as it is printed: two decimals, the precision of the threshold.
        met = known and round(growth, 2) >= round(limit, 2)
        rows.append(
            {
                "financial_year": year,
                "budget_before_gbp": before,
                "budget_gbp": now,
                "plan_growth_percent": growth,
                "threshold_percent": limit,
                "shortfall_gbp": (0.0 if met else (limit - growth) / 100 * before)
                if known
                else float("nan"),
                "result": ("met" if met else "not met") if known else "not known",
            }
        )
    columns = [
        "financial_year",
        "budget_before_gbp",
        "budget_gbp",
        "plan_growth_percent",
        "threshold_percent",
        "shortfall_gbp",
        "result",
    ]
    return pd.DataFrame(rows, columns=columns)


def growth_shown(growth_test: pd.DataFrame) -> pd.DataFrame:
    """The growth test as the page shows it: growth with the two decimals of its threshold.

    One row per financial_year.
    """

    def percent(values: pd.Series) -> list[str | None]:
        return [None if pd.isna(value) else f"{value:.2f}%" for value in values]

    return growth_test.assign(
        plan_growth_percent=percent(growth_test["plan_growth_percent"]),
        threshold_percent=percent(growth_test["threshold_percent"]),
    ).rename(columns={"plan_growth_percent": "plan_growth", "threshold_percent": "threshold"})


def plan_figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Budgets, allocations and the growth test, as rows of the long table."""
    budget, allocation, ours = tables["budget_line"], tables["allocation"], cycle.commissioner
    found = []
    about = {"area": ours, "basis": "plan", "source": sources(budget)}
    streams = plan_by_stream(budget)
    for year, rows in streams.groupby("financial_year"):
        by_stream = rows.set_index("stream")["budget_gbp"]
        primary = by_stream.reindex(["delegated", "core"]).dropna()
        for stream, value in primary.items():
            found += figure("primary_care_plan", value, category=stream, period=year, **about)
        if len(primary) == 2:
            found += figure(
                "primary_care_plan", primary.sum(), category="total", period=year, **about
            )
        if "prescribing" in by_stream:
            found += figure("prescribing_plan", by_stream["prescribing"], period=year, **about)
    for row in plan_by_category(budget).to_dict("records"):
        found += figure(
            "category_plan",
            row["budget_gbp"],
            category=f"{row['stream']}: {row['category']}",
            period=row["financial_year"],
            **about,
        )
    local = budget[budget["local_contract"] == "yes"]
    for year, rows in local.groupby("financial_year"):
        for row in rows.to_dict("records"):
            found += figure(
                "local_contract_plan",
                row["budget_gbp"],
                category=row["line_code"],
                period=year,
                **about,
            )
        found += figure(
            "local_contract_plan",
            rows["budget_gbp"].sum(),
            category="total",
            period=year,
            **about,
        )
    about["source"] = sources(allocation)
    delegated = allocation[allocation["stream"] == "delegated"].dropna(subset=["allocation_gbp"])
    delegated = delegated.sort_values("financial_year")
    for row in delegated.to_dict("records"):
        year, value = row["financial_year"], row["allocation_gbp"]
        found += figure("delegated_allocation", value, period=year, **about)
        base = delegated.iloc[0]
        if year != base["financial_year"]:
            found += figure(
                "delegated_allocation_growth",
                (value / base["allocation_gbp"] - 1) * 100,
                category=f"since_{base['financial_year']}",
                period=year,
                numerator=value - base["allocation_gbp"],
                denominator=base["allocation_gbp"],
                **about,
            )
    for row in allocation_against_plan(allocation, budget).to_dict("records"):
        found += figure(
            "delegated_allocation_left",
            row["left_gbp"],
            period=row["financial_year"],
            **{**about, "source": sources(allocation, budget)},
        )
        found += figure(
            "delegated_allocation_growth",
            row["growth_on_year_percent"],
            category="on_year_before",
            period=row["financial_year"],
            **about,
        )
    for row in growth_test(budget, allocation).to_dict("records"):
        year = row["financial_year"]
        about["source"] = sources(budget)
        found += figure("gp_funding_growth", row["plan_growth_percent"], period=year, **about)
        threshold = {"area": ours, "period": year, "source": sources(allocation)}
        found += figure(
            "gp_funding_growth", row["threshold_percent"], basis="threshold", **threshold
        )
        about["source"] = sources(budget, allocation)
        found += figure("gp_funding_growth_shortfall", row["shortfall_gbp"], period=year, **about)
    return found


def _year_before(year: str) -> str:
    first = int(year[:4]) - 1
    return f"{first}/{(first + 1) % 100:02d}"
