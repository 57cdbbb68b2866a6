"""What could change it: disputed claims, the range for the year end, contracts that end."""

import pandas as pd

from analysis.finance.words.position import an_underspend
from analysis.measures import latest, pick
from analysis.project import periods
from analysis.writing.phrases import agree, count, first_up, money


def claims(measures: pd.DataFrame) -> str | None:
    """What is disputed and what the forecast allows for it."""
    rows = pick(measures, "disputed_claims_exposure", area_type="commissioner")
    allowed = latest(measures, "disputed_claims_in_forecast")
    if rows.empty or allowed is None:
        return None
    inside = (
        "none of it is in the forecast"
        if allowed["value"] == 0
        else f"the forecast allows {money(allowed['value'])} for it"
    )
    return f"Practices dispute payments worth {money(rows['value'].sum())}; {inside}."


def year_end(measures: pd.DataFrame) -> str | None:
    """The range for the year end, once claims, risks and mitigations are counted."""
    worst = latest(measures, "year_end_range", case="worst", item="")
    best = latest(measures, "year_end_range", case="best", item="")
    if worst is None or best is None:
        return None
    return (
        "With every open claim, risk and mitigation at its worst the delegated year end would be "
        f"{an_underspend(worst['value'])}; with each at its best, {an_underspend(best['value'])}."
    )


def contracts(measures: pd.DataFrame) -> str | None:
    """How many contracts end within a year, and how many of those ends are extended ones."""
    ending = latest(measures, "contracts_ending", status="")
    if ending is None:
        return None
    number = first_up(count(ending["value"], "contract"))
    sentence = f"{number} {agree(ending['value'], 'ends', 'end')} within 12 months"
    extended = latest(measures, "contracts_ending", status="extended")
    if extended is not None and extended["value"] > 0:
        of_them = f"{count(extended['value'], 'of', 'of')} them"
        sentence += f"; {of_them} {agree(extended['value'], 'runs', 'run')} on an extension"
    lapsed = latest(measures, "contracts_ending", status="already ended")
    if lapsed is not None and lapsed["value"] > 0:
        sentence += f". {first_up(count(lapsed['value'], 'contract'))} ended in the year before"
    most = latest(measures, "contracts_per_practice", statistic="most")
    mean = latest(measures, "contracts_per_practice", statistic="mean")
    if most is not None and mean is not None:
        sentence += (
            f". A practice holds {mean['value']:.1f} contracts of the register on average, "
            f"{most['value']:.0f} at most"
        )
    return f"{sentence}."


def practice_contracts(ending: pd.DataFrame) -> list[str]:
    """Each practice's contract that ends: where, what it buys, its extension and what follows.

    ``ending`` is ``exposure.practice_contracts_ending``.
    """
    return [_contract(row) for row in ending.to_dict("records")]


def _contract(row: dict) -> str:
    place = "" if pd.isna(row["locality"]) else f" in {row['locality']}"
    sentence = f"The {row['contract_type']} contract of one practice{place} ({row['scope']}) "
    if row["extended"] == "yes":
        sentence += (
            f"was due to end on {periods.in_words(row['first_end_on'])} and is extended to "
            f"{periods.in_words(row['ends_on'])}"
        )
    else:
        verb = "ends" if row["days_left"] >= 0 else "ended"
        sentence += f"{verb} on {periods.in_words(row['ends_on'])}"
    status = row["procurement_status"]
    return f"{sentence}." if pd.isna(status) else f"{sentence}: {status}."


def no_contracts(contract: pd.DataFrame) -> str | None:
    """What to say in place of an empty calendar; None where the register was not supplied."""
    return "No contract ends within 12 months." if len(contract) else None
