"""What could still change the year end, and whether the forecast is credible."""

import pandas as pd

from analysis.finance.words.latest import latest
from analysis.measures import pick
from analysis.writing.phrases import count, first_up, joined, money, underspend


def claims(measures: pd.DataFrame) -> str | None:
    """What is disputed and what the forecast allows for it."""
    rows = pick(measures, "disputed_claims_exposure", area_type="commissioner")
    allowed = latest(measures, "disputed_claims_in_forecast")
    if rows.empty or allowed is None:
        return None
    total = rows["value"].sum()
    inside = (
        "none of it is in the forecast"
        if allowed["value"] == 0
        else f"the forecast allows {money(allowed['value'])} for it"
    )
    return f"Practices dispute payments worth {money(total)}; {inside}."


def outlook(measures: pd.DataFrame) -> str | None:
    """The range for the year end, once claims, risks and mitigations are counted."""
    worst = latest(measures, "year_end_range", category="worst")
    best = latest(measures, "year_end_range", category="best")
    if worst is None or best is None:
        return None
    ends = [underspend(end["value"]) for end in (worst, best)]
    return (
        "With every open claim, risk and mitigation at its worst the delegated year end would be "
        f"{_an(ends[0])}; with each at its best, {_an(ends[1])}."
    )


def contracts(measures: pd.DataFrame) -> str | None:
    """How many contracts end within a year, and how many of those ends are extended ones."""
    ending = latest(measures, "contracts_ending", category="")
    if ending is None:
        return None
    extended = latest(measures, "contracts_ending", category="extended")
    said = count(ending["value"], "contract")
    said = f"{first_up(said)} {'ends' if ending['value'] == 1 else 'end'} within 12 months"
    if extended is not None and extended["value"] > 0:
        runs = "runs" if extended["value"] == 1 else "run"
        said += f"; {count(extended['value'], 'of', 'of')} them {runs} on an extension"
    lapsed = latest(measures, "contracts_ending", category="already ended")
    if lapsed is not None and lapsed["value"] > 0:
        said += f". {first_up(count(lapsed['value'], 'contract'))} ended in the year before"
    most = latest(measures, "contracts_per_practice", category="most")
    mean = latest(measures, "contracts_per_practice", category="mean")
    if most is not None and mean is not None:
        said += (
            f". A practice holds {mean['value']:.1f} contracts of the register on average, "
            f"{most['value']:.0f} at most"
        )
    return f"{said}."


def no_contracts(contract: pd.DataFrame) -> str | None:
    """What to say in place of an empty calendar; None where the register was not supplied."""
    return "No contract ends within 12 months." if len(contract) else None


def projection_method(measures: pd.DataFrame) -> list[str]:
    """How the projection is worked out, for whoever checks it by hand."""
    if latest(measures, "projected_outturn") is None:
        return []
    return [
        "Projection: spent to date over budget to date, times the budget of the year. It is a "
        "regression of each month's spending on that month's budget through the origin, weighted "
        "so that the spread grows with the budget.",
        "The range is the regression's 80% prediction interval: four outturns in five should "
        "lie inside, as long as lines go on as they began.",
        "A forecast implies a swing where it lies outside the range and the rest of the year "
        "must differ from the pace so far by a tenth or more.",
        "Backtest: from the end of each month 3 to 11 of a finished year, each line's outturn is "
        "projected from the months up to then and compared with what it came to.",
    ]


def credibility(measures: pd.DataFrame, lines: pd.DataFrame) -> str | None:
    """Whether the delegated forecast lies where the pace so far leads, and which lines do not."""
    where = {"category": "delegated", "basis": "forecast"}
    forecast = latest(measures, "ledger_forecast", **where)
    parts = [latest(measures, f"projected_outturn{end}", **where) for end in ("", "_low", "_high")]
    if forecast is None or parts[0] is None:
        return None
    said = (
        f"At the pace so far delegated spending would come to {money(parts[0]['value'])}; the "
        f"forecast is {money(forecast['value'])}"
    )
    if parts[1] is None or parts[2] is None:
        return f"{said}. Too few months are closed for a range."
    low, high = parts[1]["value"], parts[2]["value"]
    inside = low <= forecast["value"] <= high
    said += (
        f", {'inside' if inside else 'outside'} the range of {money(low)} to {money(high)} that "
        "the months so far allow"
    )
    swings = lines.loc[lines["Judgement"] == "implies a swing", "Line"].tolist()
    if not swings:
        return f"{said}."
    return (
        f"{said}. {first_up(count(len(swings), 'line'))} "
        f"{'counts' if len(swings) == 1 else 'count'} on a change of pace: {joined(swings)}."
    )


def tried(measures: pd.DataFrame) -> str | None:
    """How often the range held the outturn in the years that are over."""
    rows = pick(measures, "projection_covered", area_type="commissioner")
    rows = rows[rows["period"].str.contains("/")]
    if rows.empty:
        return None
    last = rows.iloc[-1]
    share = last["numerator"] / last["denominator"] * 100
    said = (
        f"Tried on {last['period']}, the range held the outturn in {last['numerator']:.0f} of "
        f"{last['denominator']:.0f} projections ({share:.0f}%), where 80% were meant to"
    )
    if share < 75:
        return f"{said}: read it as narrower than it should be."
    return f"{said}."


def _an(words: str) -> str:
    return words if words == "on budget" else f"an {words}"
