"""What the next years bring: savings, and the gap if nothing is done."""

import pandas as pd

from analysis.measures import figure, sources
from analysis.project import Cycle, periods

# The assumptions that a compound gap needs.
_GAP_PARTS = ("system_base", "cost_growth", "income_growth", "years")
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
    """The stated gap beside what its own assumptions give, and what would have to be added.

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
        ("Opening gap that the stated one would need", stated - worked),
        ("Base that the stated one would need", stated / per_pound if per_pound else float("nan")),
    ]
    return pd.DataFrame(rows, columns=["item", "value"]).assign(unit="gbp")


def sensitivity(assumption: pd.DataFrame) -> pd.DataFrame:
    """The compound gap, in millions, with both growth rates a point lower and higher.

    Empty where a parameter is missing.

    One row per growth of cost, a column for each growth of income.
    """
    chosen = parameters(assumption)
    if chosen is None:
        return pd.DataFrame()
    rows = []
    for more in (-1, 0, 1):
        cost = chosen["cost_percent"] + more
        row = {"Cost growth a year": f"{cost:g}%"}
        for extra in (-1, 0, 1):
            income = chosen["income_percent"] + extra
            gap = compound_gap(**{**chosen, "cost_percent": cost, "income_percent": income})
            row[f"Income {income:g}% £m"] = round(gap / 1e6, 1)
        rows.append(row)
    return pd.DataFrame(rows)


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

    The last row is worked out here: the stated gap beside what its own assumptions come to.
    Columns: topic, first_says, first_source, second_says, second_source, used, why.

    One row per contradiction.
    """
    used = {"first": "the first", "second": "the second", "both": "both", "neither": "neither"}
    rows = contradiction.sort_values("contradiction_id")
    table = pd.DataFrame(
        {
            "topic": rows["topic"],
            "first_says": rows["first_says"],
            "first_source": rows["first_source"],
            "second_says": rows["second_says"],
            "second_source": rows["second_source"],
            "used": rows["used"].map(used),
            "why": rows["why"],
        }
    )
    explained = gap_explained(assumption)
    if table.empty or explained.empty:
        return table.reset_index(drop=True)
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


def contradictions_shown(contradictions: pd.DataFrame) -> pd.DataFrame:
    """The contradictions as the page shows them: each figure with its source, and what is used.

    One row per contradiction.
    """
    rows = contradictions
    return pd.DataFrame(
        {
            "On what": rows["topic"],
            "First figure": rows["first_says"] + " (" + rows["first_source"] + ")",
            "Second figure": rows["second_says"] + " (" + rows["second_source"] + ")",
            "Used here, and why": rows["used"].str.capitalize() + ". " + rows["why"],
        }
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The figures of this room, as rows of the long table."""
    ours, found = cycle.commissioner, []
    saving, assumption = tables["saving"], tables["assumption"]
    opportunity_total, opportunity_year = None, None
    for kind, name in (("target", "savings_target"), ("opportunity", "savings_opportunity")):
        rows = saving[saving["kind"] == kind]
        basis = "target" if kind == "target" else "plan"
        for year, schemes in rows.groupby("financial_year"):
            about = {"area": ours, "period": year, "basis": basis, "source": sources(schemes)}
            for heading, lines in schemes.groupby("heading"):
                found += figure(name, lines["planned_gbp"].sum(), category=heading, **about)
            found += figure(name, schemes["planned_gbp"].sum(), category="total", **about)
            if kind == "opportunity":
                opportunity_total, opportunity_year = schemes["planned_gbp"].sum(), year
    value = assumption.set_index("assumption_id")["value"]
    source = sources(assumption)
    year = opportunity_year or _strategy_end(assumption)
    stated = value.get("do_nothing_gap_stated")
    if year is None:
        return found
    about = {"area": ours, "period": year}
    found += figure(
        "do_nothing_gap", stated, category="stated", basis="plan", source=source, **about
    )
    if all(part in value for part in _GAP_PARTS):
        base, cost, income, years = (value[part] for part in _GAP_PARTS)
        gap = compound_gap(base_gbp=base, cost_percent=cost, income_percent=income, years=years)
        found += figure(
            "do_nothing_gap",
            gap,
            category=f"{_in_words(years)}_year_compounding",
            basis="forecast",
            source=source,
            **about,
        )
    explained = gap_explained(assumption).set_index("item")["value"]
    for name, item in (
        ("gap_opening", "Opening gap that the stated one would need"),
        ("gap_base_implied", "Base that the stated one would need"),
    ):
        found += figure(name, explained.get(item), basis="forecast", source=source, **about)
    chosen = parameters(assumption)
    for cost in (-1, 0, 1) if chosen else ():
        for income in (-1, 0, 1):
            rates = {
                "cost_percent": chosen["cost_percent"] + cost,
                "income_percent": chosen["income_percent"] + income,
            }
            found += figure(
                "gap_sensitivity",
                compound_gap(**{**chosen, **rates}),
                category=f"cost {rates['cost_percent']:g}%, income {rates['income_percent']:g}%",
                basis="forecast",
                source=source,
                **about,
            )
    for row in delivery(assumption, saving).to_dict("records"):
        found += figure(
            "savings_part_delivered",
            row["gap_left_gbp"],
            category=row["delivered"],
            basis="forecast",
            source=sources(saving, assumption),
            **about,
        )
    if opportunity_total is not None and stated is not None:
        found += figure(
            "savings_headroom",
            opportunity_total - stated,
            basis="plan",
            source=sources(saving, assumption),
            **about,
        )
    return found


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
