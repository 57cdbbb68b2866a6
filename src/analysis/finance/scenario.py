"""What the next years bring: savings, and the gap if nothing is done."""

from itertools import product
from typing import Any

import pandas as pd

from analysis.measures import by_row, figure, sources, sums
from analysis.project import Cycle, periods

# The assumptions that a compound gap needs.
_GAP_PARTS = ("system_base", "cost_growth", "income_growth", "years")
_OPENING = "Opening gap that the stated one would need"
_BASE = "Base that the stated one would need"
ASSUMPTIONS = ("do_nothing_gap_stated", *_GAP_PARTS)


def compound_gap(
    *, base_gbp: float, cost_percent: float, income_percent: float, years: float
) -> float:
    """The yearly gap, in pounds, when cost outgrows income on one base for a number of years."""
    return base_gbp * ((1 + cost_percent / 100) ** years - (1 + income_percent / 100) ** years)


def parameters(assumption: pd.DataFrame) -> dict[str, float] | None:
    """Base, growth of cost and of income, and years of the scenario; None where one is missing."""
    value = assumption.set_index("assumption_id")["value"]
    if not set(_GAP_PARTS) <= set(value.index):
        return None
    base, cost, income, years = (float(value[part]) for part in _GAP_PARTS)
    return {"base_gbp": base, "cost_percent": cost, "income_percent": income, "years": years}


def gap_explained(assumption: pd.DataFrame) -> pd.DataFrame:
    """The stated gap, what its own assumptions give, and what would have to be added.

    Columns: item, value, unit. What is missing is either an opening gap or a larger base; the
    gross growth of cost, never netted with income, is shown for comparison. Empty where a
    parameter or the stated gap is missing.

    One row per item.
    """
    chosen = parameters(assumption)
    stated = assumption.set_index("assumption_id")["value"].get("do_nothing_gap_stated")
    if chosen is None or stated is None:
        return pd.DataFrame({"item": pd.Series(dtype="str"), "value": 0.0, "unit": ""})
    years, cost, income = chosen["years"], chosen["cost_percent"], chosen["income_percent"]
    worked = compound_gap(**chosen)
    longer = compound_gap(**{**chosen, "years": years + 1})
    gross = chosen["base_gbp"] * cost / 100 * years
    per_pound = compound_gap(**{**chosen, "base_gbp": 1.0})
    rows = [
        ("Gap as stated", stated),
        (f"Cost growing {cost:g}%, income {income:g}%, for {years:g} years", worked),
        (f"The same for {years + 1:g} years", longer),
        (f"Cost growth alone, {years:g} years of it, simple and not compounded", gross),
        (_OPENING, stated - worked),
        (_BASE, stated / per_pound if per_pound else float("nan")),
    ]
    return pd.DataFrame(rows, columns=["item", "value"]).assign(unit="gbp")


def sensitivity(assumption: pd.DataFrame) -> pd.DataFrame:
    """The compound gap with both growth rates a point lower, as assumed and a point higher.

    Columns: cost_growth, income_growth (percent a year, as text), gap_gbp. Empty where a parameter
    is missing.

    One row per cost_growth, income_growth.
    """
    columns, rows = ["cost_growth", "income_growth", "gap_gbp"], []
    chosen = parameters(assumption)
    if chosen is None:
        return pd.DataFrame(columns=columns)
    for more_cost, more_income in product((-1, 0, 1), repeat=2):
        cost, income = chosen["cost_percent"] + more_cost, chosen["income_percent"] + more_income
        gap = compound_gap(**{**chosen, "cost_percent": cost, "income_percent": income})
        rows.append((f"{cost:g}", f"{income:g}", gap))
    return pd.DataFrame(rows, columns=columns)


def delivery(assumption: pd.DataFrame, saving: pd.DataFrame) -> pd.DataFrame:
    """What is left of the stated gap if the savings opportunities are delivered in part.

    Columns: delivered, gap_left_gbp; negative is more than the gap. Empty where either is
    missing.

    One row per share delivered.
    """
    stated = assumption.set_index("assumption_id")["value"].get("do_nothing_gap_stated")
    total = saving.loc[saving["kind"] == "opportunity", "planned_gbp"]
    if stated is None or total.empty:
        return pd.DataFrame({"delivered": pd.Series(dtype="str"), "gap_left_gbp": 0.0})
    names = {0: "Nothing done", 50: "Half of the savings", 75: "Three quarters", 100: "All savings"}
    return pd.DataFrame(
        [(name, stated - total.sum() * part / 100) for part, name in names.items()],
        columns=["delivered", "gap_left_gbp"],
    )


def opportunities(saving: pd.DataFrame) -> pd.DataFrame:
    """The savings opportunities by heading and their total, the largest first.

    One row per heading, and one for the total.
    """
    rows = saving[saving["kind"] == "opportunity"]
    if rows.empty:
        return pd.DataFrame({"heading": pd.Series(dtype="str"), "planned_gbp": 0.0})
    table = rows.groupby(["heading", "scheme"], as_index=False)["planned_gbp"].sum()
    table = table.sort_values(["planned_gbp", "heading"], ascending=[False, True])
    table = table[["scheme", "planned_gbp"]].rename(columns={"scheme": "heading"})
    total = pd.DataFrame([{"heading": "Total", "planned_gbp": table["planned_gbp"].sum()}])
    return pd.concat([table, total], ignore_index=True)


def contradictions(contradiction: pd.DataFrame, assumption: pd.DataFrame) -> pd.DataFrame:
    """Where the papers differ: both figures as printed, their sources, and which one is used.

    The last row is worked out here: the stated gap and what its own assumptions come to.
    Columns: topic, first_says, first_source, second_says, second_source, used, why.

    One row per contradiction.
    """
    used = {"first": "the first", "second": "the second", "both": "both", "neither": "neither"}
    rows = contradiction.sort_values("contradiction_id", ignore_index=True)
    columns = ["topic", "first_says", "first_source", "second_says", "second_source"]
    table = rows.assign(used=rows["used"].map(used))[[*columns, "used", "why"]]
    explained = gap_explained(assumption)
    if table.empty or explained.empty:
        return table
    stated, worked = explained["value"].iloc[:2] / 1e6
    source = assumption.set_index("assumption_id")["source_document"]["do_nothing_gap_stated"]
    own = {
        "topic": "Does the stated gap follow from its assumptions",
        "first_says": f"£{stated:,.1f}m",
        "first_source": source,
        "second_says": f"£{worked:,.1f}m",
        "second_source": "Worked out in this report from the assumptions printed beside it",
        "used": used["both"],
        "why": "The stated gap needs an opening gap or a larger base, which no paper gives.",
    }
    return pd.concat([table, pd.DataFrame([own])], ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Savings planned, the stated gap, and what its own assumptions give."""
    saving, assumption = tables["saving"], tables["assumption"]
    opportunity = saving[saving["kind"] == "opportunity"]
    found = _saving_figures(saving, cycle.commissioner)
    year = _strategy_end(assumption) if opportunity.empty else opportunity["financial_year"].max()
    if year is None:
        return found
    about: dict[str, Any] = {"area": cycle.commissioner, "period": year}
    found += _gap_figures(assumption, source=sources(assumption), **about)
    left = delivery(assumption, saving).rename(columns={"delivered": "share_delivered"})
    both = sources(saving, assumption)
    by, columns = {"share_delivered": "share_delivered"}, {"savings_part_delivered": "gap_left_gbp"}
    found += by_row(left, columns, by=by, basis="forecast", source=both, **about)
    stated = assumption.set_index("assumption_id")["value"].get("do_nothing_gap_stated")
    planned = opportunity.loc[opportunity["financial_year"] == year, "planned_gbp"].sum()
    if len(opportunity) and stated is not None:
        found += figure("savings_headroom", planned - stated, basis="plan", source=both, **about)
    return found


def _saving_figures(saving: pd.DataFrame, ours: str) -> list[dict]:
    """Savings planned by heading and in all, those of the year's plan and of the strategy."""
    found, by = [], {"period": "financial_year", "heading": "heading"}
    for kind, basis in (("target", "target"), ("opportunity", "plan")):
        rows = saving[saving["kind"] == kind]
        for each in (rows, rows.assign(heading="total")):
            found += sums(f"savings_{kind}", each, "planned_gbp", by=by, basis=basis, area=ours)
    return found


def _gap_figures(assumption: pd.DataFrame, **about) -> list[dict]:
    """The stated gap, the one that its assumptions give, and what would explain the difference."""
    value = assumption.set_index("assumption_id")["value"]
    stated, name = value.get("do_nothing_gap_stated"), "do_nothing_gap"
    found = figure(name, stated, method="stated", basis="plan", **about)
    chosen = parameters(assumption)
    if chosen is None:
        return found
    about["basis"] = "forecast"
    method = f"{_in_words(chosen['years'])}_year_compounding"
    found += figure(name, compound_gap(**chosen), method=method, **about)
    explained = gap_explained(assumption).set_index("item")["value"]
    found += figure("gap_opening", explained.get(_OPENING), **about)
    found += figure("gap_base_implied", explained.get(_BASE), **about)
    by = {"cost_growth": "cost_growth", "income_growth": "income_growth"}
    return found + by_row(sensitivity(assumption), {"gap_sensitivity": "gap_gbp"}, by=by, **about)


def _strategy_end(assumption: pd.DataFrame) -> str | None:
    """The last year of the scenario: the assumptions' own year plus the years they run."""
    years = assumption.loc[assumption["assumption_id"] == "years", ["value", "dated_on"]]
    if years.empty:
        return None
    first = int(periods.financial_year(years["dated_on"].iloc[0])[:4])
    last = first + int(years["value"].iloc[0])
    return f"{last}/{(last + 1) % 100:02d}"


def _in_words(years: float) -> str:
    words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[int(years)] if years == int(years) and years <= 10 else f"{years:g}"
