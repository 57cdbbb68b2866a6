"""Is the forecast credible: the pace so far, and how such projections held before."""

import pandas as pd

from analysis.measures import latest, pick
from analysis.writing.phrases import agree, count, first_up, joined, money


def pace(measures: pd.DataFrame, lines: pd.DataFrame) -> str | None:
    """Whether the delegated forecast lies where the pace so far leads, and which lines do not.

    ``lines`` is ``outturn.credibility``.
    """
    where = {"stream": "delegated", "line_code": "", "basis": "forecast"}
    forecast = latest(measures, "ledger_forecast", **where)
    outturn, low, high = (
        latest(measures, f"projected_outturn{end}", **where) for end in ("", "_low", "_high")
    )
    if forecast is None or outturn is None:
        return None
    sentence = (
        f"At the pace so far delegated spending would come to {money(outturn['value'])}; the "
        f"forecast is {money(forecast['value'])}"
    )
    if low is None or high is None:
        return f"{sentence}. Too few months are closed for a range."
    inside = low["value"] <= forecast["value"] <= high["value"]
    sentence += (
        f", {'inside' if inside else 'outside'} the range of {money(low['value'])} to "
        f"{money(high['value'])} that the months so far allow"
    )
    swings = lines.loc[lines["judgement"] == "implies a swing", "line"].tolist()
    if not swings:
        return f"{sentence}."
    number = first_up(count(len(swings), "line"))
    counts = agree(len(swings), "counts", "count")
    return f"{sentence}. {number} {counts} on a change of pace: {joined(swings)}."


def tried(measures: pd.DataFrame) -> str | None:
    """How often the range held the outturn in the years that are over."""
    rows = pick(measures, "projection_covered", area_type="commissioner")
    rows = rows[rows["period"].str.contains("/")]
    if rows.empty:
        return None
    last = rows.iloc[-1]
    sentence = (
        f"Tried on {last['period']}, the range held the outturn in {last['numerator']:.0f} of "
        f"{last['denominator']:.0f} projections ({last['value']:.0f}%), where 80% were meant to"
    )
    if last["value"] < 75:
        return f"{sentence}: read it as narrower than it should be."
    return f"{sentence}."


def method(measures: pd.DataFrame) -> list[str]:
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
