"""The answer and the key figures at the top of the page."""

import pandas as pd

from analysis.finance.words.position import headline, in_month
from analysis.finance.words.practices_paid import CHANGE, PER_HEAD, payments
from analysis.finance.words.promises_kept import growth, plan_state
from analysis.finance.words.what_could_change_it import claims, year_end
from analysis.finance.words.where_the_money_goes import plan
from analysis.finance.words.why_it_moved import movement
from analysis.measures import latest, pick
from analysis.project import periods
from analysis.writing.phrases import joined, money, moved, pence, underspend


def answer(
    measures: pd.DataFrame,
    *,
    bridge: pd.DataFrame,
    growth_test: pd.DataFrame,
    decision: pd.DataFrame,
) -> list[tuple[str, str]]:
    """The answer at the top of the page: at most four sentences, the most important first."""
    every = [
        (headline(measures), "position"),
        (movement(measures, bridge), "why-it-moved"),
        (year_end(measures) or claims(measures), "what-could-change-it"),
        (_growth_and_plan(growth_test, decision), "promises"),
        (payments(measures), "practices"),
        (plan(measures), "where-the-money-goes"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:4]


def _growth_and_plan(growth_test: pd.DataFrame, decision: pd.DataFrame) -> str | None:
    plan = plan_state(growth_test, decision)
    sentence = growth(growth_test)
    return " ".join(part for part in (sentence, plan) if part) or None


def key_figures(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """At most four figures, each with its label and its comparison."""
    cards = [*_variances(measures), *_disputed(measures), *_paid_per_head(measures)]
    return cards[:4]


def _variances(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The headline and underlying variance: the direction is in the label, not in a sign."""
    variance = latest(measures, "delegated_forecast_variance")
    if variance is None:
        return []
    month = f"at {in_month(variance['period'])}"
    compare, change = month, latest(measures, "delegated_forecast_movement")
    if change is not None:
        better = "better" if change["value"] > 0 else "worse"
        compare = f"moved {money(change['value'])} for the {better} since last reported"
    cards = [("Delegated forecast", variance["value"], compare)]
    underlying = latest(measures, "delegated_underlying_variance")
    if underlying is not None:
        cards.append(("Without one-off items", underlying["value"], month))
    return [
        (f"{label}: {underspend(value).split(' of ')[0]}", money(value), compared)
        for label, value, compared in cards
    ]


def _disputed(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    rows = pick(measures, "disputed_claims_exposure", area_type="commissioner")
    if rows.empty:
        return []
    period, statuses = rows["period"].iloc[-1], joined(sorted(rows["status"].unique()))
    compare = f"{statuses}, {periods.in_words(period)}"
    return [("Disputed claims, outside the forecast", money(rows["value"].sum()), compare)]


def _paid_per_head(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Pounds a patient in the latest year paid: of practices still open, where that may be seen."""
    paid = latest(measures, "practice_payments", practices="total")
    if paid is None:
        return []
    label, year = f"Paid per registered patient, {paid['period']}", paid["period"]
    each = pick(measures, PER_HEAD, area_type="commissioner", practices="open_practices")
    now, earlier = each[each["period"] == year], each[each["period"] < year]
    change = latest(measures, CHANGE, period=year)
    if now.empty:
        whole = latest(measures, PER_HEAD, practices="total", period=year)
        return [] if whole is None else [(label, pence(whole["value"]), "over all rows")]
    value, compare = now["value"].iloc[0], "over practices still open"
    if len(earlier) and change is not None and change["practices"] == "open_practices":
        before = earlier.iloc[-1]
        compare = f"{moved(value, before['value'], 'gbp', since=before['period'])}, {compare}"
    return [(label, pence(value), compare)]
