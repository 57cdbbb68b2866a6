"""The answer and the key figures at the top of the page."""

import pandas as pd

from analysis.finance.words.latest import in_month, latest
from analysis.finance.words.outlook import claims, outlook
from analysis.finance.words.plans import growth as growth_test_words
from analysis.finance.words.plans import plan
from analysis.finance.words.position import movement, position
from analysis.finance.words.practices import PER_HEAD, payments
from analysis.measures import pick
from analysis.project import periods
from analysis.writing.phrases import joined, money, moved, pence, underspend


def answer(
    measures: pd.DataFrame, *, bridge: pd.DataFrame, growth_test: pd.DataFrame
) -> list[tuple[str, str]]:
    """The answer at the top of the page: at most four sentences, the most important first."""
    every = [
        (position(measures), "position"),
        (movement(measures, bridge), "why-it-moved"),
        (outlook(measures) or claims(measures), "what-could-change-it"),
        (growth_test_words(growth_test), "promises"),
        (payments(measures), "practices"),
        (plan(measures), "where-the-money-goes"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:4]


def key_figures(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """At most four figures with their comparison."""
    cards = []
    headline = latest(measures, "delegated_forecast_variance")
    if headline is not None:
        underlying = latest(measures, "delegated_underlying_variance")
        change = latest(measures, "delegated_forecast_movement")
        compare = (
            f"moved {money(change['value'])} for the {'better' if change['value'] > 0 else 'worse'}"
            " since last reported"
            if change is not None
            else f"at {in_month(headline['period'])}"
        )
        cards.append(
            (_named("Delegated forecast", headline["value"]), money(headline["value"]), compare)
        )
        if underlying is not None:
            cards.append(
                (
                    _named("Without one-off items", underlying["value"]),
                    money(underlying["value"]),
                    f"at {in_month(underlying['period'])}",
                )
            )
    exposure = pick(measures, "disputed_claims_exposure", area_type="commissioner")
    if len(exposure):
        period = exposure["period"].iloc[-1]
        cards.append(
            (
                "Disputed claims, outside the forecast",
                money(exposure["value"].sum()),
                f"{joined(sorted(exposure['category'].unique()))}, {periods.in_words(period)}",
            )
        )
    cards.append(_paid_per_head(measures))
    return [card for card in cards if card][:4]


def _paid_per_head(measures: pd.DataFrame) -> tuple[str, str, str] | None:
    """Pounds a patient in the latest year paid: of practices still open, where that may be seen."""
    paid = latest(measures, "practice_payments", category="total")
    if paid is None:
        return None
    label, name = f"Paid per registered patient, {paid['period']}", PER_HEAD
    each = pick(measures, name, area_type="commissioner", category="open_practices")
    now, earlier = each[each["period"] == paid["period"]], each[each["period"] < paid["period"]]
    if now.empty:
        whole = latest(measures, name, category="total", period=paid["period"])
        return None if whole is None else (label, pence(whole["value"]), "over all rows")
    value, compare = now["value"].iloc[0], "over practices still open"
    if len(earlier):
        before = earlier.iloc[-1]
        compare = f"{moved(value, before['value'], 'gbp', since=before['period'])}, {compare}"
    return label, pence(value), compare


def _named(what: str, variance: float) -> str:
    """A card's label with the direction in words: the figure below it carries no sign."""
    return f"{what}: {underspend(variance).split(' of ')[0]}"
