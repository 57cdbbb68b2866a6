"""Position: where the budget is forecast to end, with and without one-off items."""

import pandas as pd

from analysis.measures import latest
from analysis.project import periods
from analysis.writing.phrases import figure, money, underspend


def in_month(period: str) -> str:
    """A month with its number in the financial year: ``month 8 (November 2017)``."""
    return f"month {periods.month_number(period)} ({periods.in_words(period)})"


def an_underspend(variance: float) -> str:
    """A variance with its article: ``an underspend of £229k``, ``on budget``."""
    words = underspend(variance)
    return f"an {words}" if " of " in words else words


def headline(measures: pd.DataFrame) -> str | None:
    """Headline and underlying position in one sentence; None without a ledger."""
    variance = latest(measures, "delegated_forecast_variance")
    underlying = latest(measures, "delegated_underlying_variance")
    if variance is None:
        return None
    sentence = (
        f"At {in_month(variance['period'])} the delegated budget is forecast to end the year "
        f"{_with(variance['value'])}"
    )
    if underlying is None:
        return f"{sentence}; how much of that is one-off is not known."
    return f"{sentence}; without one-off items, {_with(underlying['value'])}."


def one_off(measures: pd.DataFrame) -> str:
    """A headline for the headline and underlying lines: how far apart they ended."""
    variance = latest(measures, "delegated_forecast_variance")
    benefit = latest(measures, "delegated_non_recurrent_benefit")
    if variance is None or benefit is None:
        return "The forecast with and without one-off items"
    return (
        f"One-off items of {money(benefit['value'])} separate the headline from the "
        f"underlying position at {in_month(variance['period'])}"
    )


def ledger_day(measures: pd.DataFrame) -> str | None:
    """For the head of the page: of which day the ledger is, and how old that is by the meeting."""
    days = latest(measures, "finance_data_age")
    month = latest(measures, "delegated_forecast_variance")
    if days is None or month is None:
        return None
    old = figure(days["value"], "days")
    return f"Ledger as at the end of {periods.in_words(month['period'])}, {old} old"


def underlying_since(rows: pd.DataFrame) -> str | None:
    """How the position without one-off items moved in the year; None with fewer than two months.

    ``rows`` is ``ledger.headline_and_underlying``.
    """
    underlying = rows[rows["position"] == "Underlying"]
    if len(underlying) < 2:
        return None
    first, last = underlying.iloc[0], underlying.iloc[-1]
    return (
        f"Without one-off items the delegated forecast went from "
        f"{an_underspend(first['variance_gbp'])} in {periods.in_words(first['month'])} to "
        f"{an_underspend(last['variance_gbp'])} in {periods.in_words(last['month'])}"
    )


def streams(by_stream: pd.DataFrame) -> str | None:
    """Primary care as a whole and prescribing apart; None where the total is not known."""
    variance = by_stream.set_index("line")["forecast_variance_gbp"].dropna()
    if "Total primary care" not in variance:
        return None
    total = an_underspend(variance["Total primary care"])
    sentence = f"Delegated and core together are forecast at {total}"
    if "Prescribing, outside the total" not in variance:
        return f"{sentence}."
    apart = an_underspend(variance["Prescribing, outside the total"])
    return f"{sentence}; prescribing, which is never added to them, at {apart}."


def _with(variance: float) -> str:
    words = an_underspend(variance)
    return words if words == "on budget" else f"with {words}"
