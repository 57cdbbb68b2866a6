"""Where the money goes and what was promised: budgets, allocations, awards, schemes."""

import pandas as pd

from analysis.finance.cards import CARDS
from analysis.measures import figure, pick, ratio, sources
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


def promises(measures: pd.DataFrame) -> pd.DataFrame:
    """What was promised, by programme and year: one figure each, as the measures have it.

    Columns: promise, what, period, value, unit.

    One row per promise, category, period.
    """
    names = [
        "transformation_fund",
        "transformation_fund_per_head",
        "reception_training_budget",
        "pms_premium_reinvestment",
        "primary_care_home_funding",
        "gp_contract_plus_items",
        "savings_target",
    ]
    rows = pd.concat([pick(measures, name, area_type="commissioner") for name in names])
    return pd.DataFrame(
        {
            "promise": rows["measure"].map(lambda name: CARDS[name].title),
            "what": rows["category"].str.replace("_", " "),
            "period": rows["period"],
            "value": rows["value"],
            "unit": rows["unit"],
        }
    ).reset_index(drop=True)


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
            found += figure(
                CARDS["primary_care_plan"], value, category=stream, period=year, **about
            )
        if len(primary) == 2:
            found += figure(
                CARDS["primary_care_plan"], primary.sum(), category="total", period=year, **about
            )
        if "prescribing" in by_stream:
            found += figure(
                CARDS["prescribing_plan"], by_stream["prescribing"], period=year, **about
            )
    for row in plan_by_category(budget).to_dict("records"):
        found += figure(
            CARDS["category_plan"],
            row["budget_gbp"],
            category=f"{row['stream']}: {row['category']}",
            period=row["financial_year"],
            **about,
        )
    local = budget[budget["local_contract"] == "yes"]
    for year, rows in local.groupby("financial_year"):
        for row in rows.to_dict("records"):
            found += figure(
                CARDS["local_contract_plan"],
                row["budget_gbp"],
                category=row["line_code"],
                period=year,
                **about,
            )
        found += figure(
            CARDS["local_contract_plan"],
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
        found += figure(CARDS["delegated_allocation"], value, period=year, **about)
        base = delegated.iloc[0]
        if year != base["financial_year"]:
            found += figure(
                CARDS["delegated_allocation_growth"],
                (value / base["allocation_gbp"] - 1) * 100,
                category=f"since_{base['financial_year']}",
                period=year,
                numerator=value - base["allocation_gbp"],
                denominator=base["allocation_gbp"],
                **about,
            )
    for row in growth_test(budget, allocation).to_dict("records"):
        year = row["financial_year"]
        about["source"] = sources(budget)
        found += figure(
            CARDS["gp_funding_growth"], row["plan_growth_percent"], period=year, **about
        )
        threshold = {"area": ours, "period": year, "source": sources(allocation)}
        found += figure(
            CARDS["gp_funding_growth"], row["threshold_percent"], basis="threshold", **threshold
        )
        about["source"] = sources(budget, allocation)
        found += figure(
            CARDS["gp_funding_growth_shortfall"], row["shortfall_gbp"], period=year, **about
        )
    return found


def promise_figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Awards, reinvestment and schemes, as rows of the long table."""
    ours, found = cycle.commissioner, []
    award, lists = tables["funding_award"], tables["list_size"]
    fund = award[award["programme"] == "transformation_fund"]
    if len(fund):
        about = {"area": ours, "period": _span(fund["period"]), "basis": "plan"}
        total = fund["amount_gbp"].sum()
        found += figure(CARDS["transformation_fund"], total, source=sources(fund), **about)
        list_date = fund["list_date"].dropna().max()
        base = lists[(lists["extract_date"] == list_date) & (lists["commissioner_code"] == ours)]
        found += ratio(
            CARDS["transformation_fund_per_head"],
            total,
            base["patients_registered"].sum(),
            source=sources(fund, base),
            **about,
        )
    training = award[(award["programme"] == "reception_training") & (award["ring_fenced"] == "yes")]
    home = award[award["programme"] == "primary_care_home"]
    for rows, name, by in (
        (training, "reception_training_budget", ["period"]),
        (home, "primary_care_home_funding", ["period", "status"]),
    ):
        for key, group in rows.groupby(by):
            found += figure(
                CARDS[name],
                group["amount_gbp"].sum(),
                area=ours,
                period=key[0],
                category=key[1] if len(key) > 1 else "",
                basis="plan",
                source=sources(group),
            )
    proposals = tables["reinvestment"]
    approved = proposals[proposals["decision"] == "approved"]
    for year, rows in approved.groupby("financial_year"):
        about = {"area": ours, "period": year, "basis": "plan", "source": sources(rows)}
        for priority, lines in rows.groupby("priority_area"):
            found += figure(
                CARDS["pms_premium_reinvestment"],
                lines["amount_gbp"].sum(),
                category=priority,
                **about,
            )
        found += figure(
            CARDS["pms_premium_reinvestment"], rows["amount_gbp"].sum(), category="total", **about
        )
    catalogue = tables["scheme_service"]
    plus = catalogue[catalogue["scheme"] == "gp_contract_plus"]
    for year, rows in plus.groupby("financial_year"):
        found += figure(
            CARDS["gp_contract_plus_items"],
            rows["service"].nunique(),
            area=ours,
            period=year,
            basis="plan",
            source=sources(rows),
        )
    return found


def _year_before(year: str) -> str:
    first = int(year[:4]) - 1
    return f"{first}/{(first + 1) % 100:02d}"


def _span(years: pd.Series) -> str:
    """One financial year, or the first and last of several: ``2017/18-2018/19``."""
    first, last = years.min(), years.max()
    return first if first == last else f"{first}-{last}"
