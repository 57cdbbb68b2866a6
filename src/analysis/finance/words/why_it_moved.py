"""Why it moved: since the forecast last reported, and by what will not come again."""

import pandas as pd

from analysis.measures import latest
from analysis.project import periods
from analysis.writing.phrases import first_down, first_up, joined, money, pence

_ILLUSTRATIVE = "illustrative"


def movement(measures: pd.DataFrame, bridge: pd.DataFrame) -> str | None:
    """How the forecast moved since it was last reported, and the step that moved it most."""
    moved_by = latest(measures, "delegated_forecast_movement")
    if moved_by is None or bridge.empty:
        return None
    since = bridge["step"].iloc[0].removeprefix("Forecast at ")
    if money(moved_by["value"]) == "£0":
        return f"The forecast is unchanged since {since}, when it was last reported."
    better = moved_by["value"] > 0
    sentence = (
        f"Since {since}, when it was last reported, the forecast has moved "
        f"{money(moved_by['value'])} for the {'better' if better else 'worse'}"
    )
    largest = _largest(bridge)
    if largest is None or (largest["amount_gbp"] > 0) != better:
        return f"{sentence}."
    size, step = money(largest["amount_gbp"]), first_down(str(largest["step"]))
    if step == "cause not given":
        return f"{sentence}; for the largest step, {size}, the ledger gives no cause."
    return f"{sentence}; the largest step, {size}, is {step}."


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


def given_above(reason: str | None) -> str | None:
    """Blank where the reason is given above already, in place of a second gap."""
    return " " if reason else None


def causes(bridge: pd.DataFrame) -> str | None:
    """The steps of the movement, each with its amount; None without one."""
    steps = bridge.iloc[1:-1]
    if steps.empty:
        return None
    parts = steps["step"].map(first_down) + " " + steps["amount_gbp"].map(_or_the_other_way)
    return f"{first_up(joined(parts.tolist()))}"


def one_off(measures: pd.DataFrame, bridge: pd.DataFrame) -> str | None:
    """How much of the position is one-off, item by item; growth of lists is counted apart."""
    benefit = latest(measures, "delegated_non_recurrent_benefit")
    if benefit is None or bridge.empty:
        return None
    steps = bridge.iloc[1:-1]
    if money(benefit["value"]) == "£0" or steps.empty:
        return "No part of the delegated forecast is one-off."
    sign = -1 if benefit["value"] > 0 else 1  # a step takes its item out
    amounts = (sign * steps["amount_gbp"]).map(_or_the_other_way)
    parts = steps["step"] + " " + amounts
    sentence = (
        f"One-off items {'improve' if benefit['value'] > 0 else 'worsen'} the delegated forecast "
        f"by {money(benefit['value'])}: {joined(parts.tolist())}"
    )
    lists = latest(measures, "list_size_effect", method="ledger")
    if lists is None or steps["step"].str.contains(r"\blists?\b", case=False).any():
        return f"{sentence}."
    return f"{sentence}. Growth of lists, {money(lists['value'])} of the movement, is not one-off."


def list_size(measures: pd.DataFrame, assumption: pd.DataFrame) -> str | None:
    """The list-size step as the ledger has it and as rate times lists gives it."""
    worked = latest(measures, "list_size_effect", method="recomputed")
    ledger = latest(measures, "list_size_effect", method="ledger")
    fewer = latest(measures, "list_shortfall")
    if worked is None or ledger is None or fewer is None:
        return None
    rate = assumption[assumption["assumption_id"] == "global_sum_rate"].iloc[0]
    size = f"{abs(fewer['value']):,.0f} {'fewer' if fewer['value'] >= 0 else 'more'}"
    way = "better" if worked["value"] >= 0 else "worse"
    sentence = (
        f"Lists hold {size} patients than assumed; at {pence(rate['value'])} a patient a year "
        f"({dated_source(rate)}) that is worth {money(worked['value'])} for "
        f"the {way}. The ledger says {money(ledger['value'])}"
    )
    if worked["value"] * ledger["value"] < 0:
        return f"{sentence} the other way."
    apart = ledger["value"] - worked["value"]
    if money(apart) == "£0":
        return f"{sentence}, the same."
    more = abs(ledger["value"]) > abs(worked["value"])
    return f"{sentence}, {money(apart)} {'more' if more else 'less'} than lists explain."


def dated_source(assumption: pd.Series) -> str:
    """The source and the day of an assumption: ``illustrative, dated 1 April 2017``.

    What is illustrative is called so; anything else is named by its document.
    """
    document = str(assumption["source_document"])
    named = _ILLUSTRATIVE if _ILLUSTRATIVE in document.lower() else document
    return f"{named}, dated {periods.in_words(str(assumption['dated_on']))}"


def _or_the_other_way(amount: float) -> str:
    return money(amount) if amount >= 0 else f"{money(-amount)} the other way"


def _largest(bridge: pd.DataFrame) -> pd.Series | None:
    """The largest step of a bridge, its two ends apart; None where it has none."""
    steps = bridge.iloc[1:-1]
    return steps.loc[steps["amount_gbp"].abs().idxmax()] if len(steps) else None
