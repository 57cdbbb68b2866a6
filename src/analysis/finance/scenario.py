"""What the next years bring: savings, and the gap if nothing is done."""

import pandas as pd

from analysis import periods
from analysis.finance.cards import CARDS
from analysis.measures import figure, sources
from analysis.project import Cycle

# The assumptions that a compound gap needs.
_GAP_PARTS = ("system_base", "cost_growth", "income_growth", "years")


def compound_gap(
    *, base_gbp: float, cost_percent: float, income_percent: float, years: float
) -> float:
    """The yearly gap, in pounds, when cost outgrows income on one base for a number of years."""
    return base_gbp * ((1 + cost_percent / 100) ** years - (1 + income_percent / 100) ** years)


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
                found += figure(CARDS[name], lines["planned_gbp"].sum(), category=heading, **about)
            found += figure(CARDS[name], schemes["planned_gbp"].sum(), category="total", **about)
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
        CARDS["do_nothing_gap"], stated, category="stated", basis="plan", source=source, **about
    )
    if all(part in value for part in _GAP_PARTS):
        base, cost, income, years = (value[part] for part in _GAP_PARTS)
        gap = compound_gap(base_gbp=base, cost_percent=cost, income_percent=income, years=years)
        found += figure(
            CARDS["do_nothing_gap"],
            gap,
            category=f"{_in_words(years)}_year_compounding",
            basis="forecast",
            source=source,
            **about,
        )
    if opportunity_total is not None and stated is not None:
        found += figure(
            CARDS["savings_headroom"],
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
