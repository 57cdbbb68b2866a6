"""Where the budget stands and why it moved."""

import pandas as pd

from analysis.finance.words.latest import in_month, latest
from analysis.finance.words.source import source
from analysis.project import periods
from analysis.writing.phrases import count, figure, first_up, money, pence, underspend


def position(measures: pd.DataFrame) -> str | None:
    """Headline and underlying, always in one breath; None without a ledger."""
    headline = latest(measures, "delegated_forecast_variance")
    underlying = latest(measures, "delegated_underlying_variance")
    if headline is None:
        return None
    said = (
        f"At {in_month(headline['period'])} the delegated budget is forecast to end the year with "
        f"an {underspend(headline['value'])}"
    ).replace("with an on budget", "on budget")
    if underlying is None:
        return f"{said}; how much of that is one-off is not known."
    return f"{said}; without one-off items, with an {underspend(underlying['value'])}.".replace(
        "with an on budget", "on budget"
    )


def movement(measures: pd.DataFrame, bridge: pd.DataFrame) -> str | None:
    """How the forecast moved since it was last reported, and the step that moved it most."""
    moved_by = latest(measures, "delegated_forecast_movement")
    if moved_by is None or bridge.empty:
        return None
    since = bridge["step"].iloc[0].removeprefix("Forecast at ")
    if money(moved_by["value"]) == "£0":
        return f"The forecast is unchanged since {since}, when it was last reported."
    better = moved_by["value"] > 0
    said = (
        f"Since {since}, when it was last reported, the forecast has moved "
        f"{money(moved_by['value'])} for the {'better' if better else 'worse'}"
    )
    steps = bridge.iloc[1:-1]
    largest = steps.loc[steps["amount_gbp"].abs().idxmax()] if len(steps) else None
    if largest is None or (largest["amount_gbp"] > 0) != better:
        return f"{said}."
    size, step = money(largest["amount_gbp"]), _lower(str(largest["step"]))
    if step == "cause not given":
        return f"{said}; for the largest step, {size}, the ledger gives no cause."
    return f"{said}; the largest step, {size}, is {step}."


def no_movement(bridge: pd.DataFrame, *, since: str | None, month: str | None) -> str | None:
    """Why no movement can be shown; None where there is one, or no ledger at all."""
    if len(bridge) or month is None:
        return None
    if not since:
        return (
            "Why the forecast moved is not shown: the cycle does not say which month the committee "
            "last saw. Enter it as last_reported_month in cycle.yml."
        )
    return (
        f"The month last reported, {periods.in_words(since)}, gives no movement to "
        f"{periods.in_words(month)}: it is not in the ledger, not earlier, of another year's "
        "budget, or has a line without a forecast."
    )


def told_above(reason: str | None) -> str | None:
    """Nothing more where a reason stands above already, in place of a second gap."""
    return " " if reason else None


def trend(measures: pd.DataFrame) -> str:
    """A headline for the headline and underlying lines: how far apart they ended."""
    headline = latest(measures, "delegated_forecast_variance")
    one_off = latest(measures, "delegated_non_recurrent_benefit")
    if headline is None or one_off is None:
        return "The forecast with and without one-off items"
    return (
        f"One-off items of {money(one_off['value'])} stand between the headline and the "
        f"underlying position at {in_month(headline['period'])}"
    )


def ledger_day(measures: pd.DataFrame) -> str | None:
    """For the head of the page: of which day the ledger is, and how old that is by the meeting."""
    days, month = (
        latest(measures, "finance_data_age"),
        latest(measures, "delegated_forecast_variance"),
    )
    if days is None or month is None:
        return None
    old = figure(days["value"], "days")
    return f"Ledger as at the end of {periods.in_words(month['period'])}, {old} old"


def age(measures: pd.DataFrame) -> str | None:
    """How old the finance figures are on the committee's day, and where spending stood."""
    days = latest(measures, "finance_data_age")
    if days is None:
        return None
    said = (
        f"The ledger closed {count(days['value'], 'day')} before the committee meets on "
        f"{periods.in_words(days['period'])}."
    )
    so_far = latest(measures, "delegated_variance_to_date")
    if so_far is None:
        return said
    amount = money(so_far["value"])
    where = "at" if amount == "£0" else f"{amount} {'below' if so_far['value'] > 0 else 'above'}"
    return f"{said} By then delegated spending stood {where} its budget to date."


def streams(by_stream: pd.DataFrame) -> str | None:
    """Primary care as a whole and prescribing apart; None where the total is not known."""
    variance = by_stream.set_index("line")["forecast_variance_gbp"].dropna()
    if "Total primary care" not in variance:
        return None
    said = (
        "Delegated and core together are forecast at "
        f"{_an(underspend(variance['Total primary care']))}"
    )
    apart = variance.get("Prescribing, outside the total")
    if apart is None:
        return f"{said}."
    return f"{said}; prescribing, which is never added to them, at {_an(underspend(apart))}."


def causes(bridge: pd.DataFrame) -> str | None:
    """How many causes make up the movement, and that they make up the whole of it."""
    number = len(bridge) - 2
    if number < 1:
        return None
    makes = "makes" if number == 1 else "together make"
    return f"{first_up(count(number, 'cause'))} {makes} up the whole movement"


def underlying(measures: pd.DataFrame, bridge: pd.DataFrame) -> str | None:
    """How much of the position is one-off, and the largest item taken out."""
    one_off = latest(measures, "delegated_non_recurrent_benefit")
    if one_off is None or bridge.empty:
        return None
    if money(one_off["value"]) == "£0":
        return "No part of the delegated forecast is one-off."
    steps = bridge.iloc[1:-1]
    largest = steps.loc[steps["amount_gbp"].abs().idxmax()]
    return (
        f"One-off items {'improve' if one_off['value'] > 0 else 'worsen'} the delegated forecast "
        f"by {money(one_off['value'])}; the largest, {money(largest['amount_gbp'])}, stands in "
        f"{_lower(str(largest['step']))}."
    )


def list_size(measures: pd.DataFrame, assumption: pd.DataFrame) -> str | None:
    """The list-size step as the ledger has it and as rate times lists gives it."""
    worked = latest(measures, "list_size_effect", category="recomputed")
    ledger = latest(measures, "list_size_effect", category="ledger")
    fewer = latest(measures, "list_shortfall")
    if worked is None or ledger is None or fewer is None:
        return None
    rate = assumption[assumption["assumption_id"] == "global_sum_rate"].iloc[0]
    size = f"{abs(fewer['value']):,.0f} {'fewer' if fewer['value'] >= 0 else 'more'}"
    way = "better" if worked["value"] >= 0 else "worse"
    said = (
        f"Lists hold {size} patients than assumed; at {pence(rate['value'])} a patient a year "
        f"({source(rate)}) that is worth {money(worked['value'])} for "
        f"the {way}. The ledger says {money(ledger['value'])}"
    )
    if worked["value"] * ledger["value"] < 0:
        return f"{said} the other way."
    apart = ledger["value"] - worked["value"]
    if money(apart) == "£0":
        return f"{said}, the same."
    more = abs(ledger["value"]) > abs(worked["value"])
    return f"{said}, {money(apart)} {'more' if more else 'less'} than lists explain."


def _an(words: str) -> str:
    return words if words == "on budget" else f"an {words}"


def _lower(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
