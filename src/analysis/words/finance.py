"""The sentences of the finance report."""

import pandas as pd

from analysis import periods
from analysis.measures import pick, value_of
from analysis.words.phrases import count, figure, first_up, joined, money, moved, underspend


def _latest(measures: pd.DataFrame, measure: str, **where: str) -> pd.Series | None:
    rows = pick(measures, measure, area_type="commissioner", **where)
    return None if rows.empty else rows.iloc[-1]


def _month(period: str) -> str:
    return f"month {periods.month_number(period)} ({periods.in_words(period)})"


def position(measures: pd.DataFrame) -> str | None:
    """Headline and underlying, always in one breath; None without a ledger."""
    headline = _latest(measures, "delegated_forecast_variance")
    underlying = _latest(measures, "delegated_underlying_variance")
    if headline is None:
        return None
    said = (
        f"At {_month(headline['period'])} the delegated budget is forecast to end the year with "
        f"an {underspend(headline['value'])}"
    ).replace("with an on budget", "on budget")
    if underlying is None:
        return f"{said}; how much of that is one-off is not known."
    return f"{said}; without one-off items, with an {underspend(underlying['value'])}.".replace(
        "with an on budget", "on budget"
    )


def movement(measures: pd.DataFrame, bridge: pd.DataFrame) -> str | None:
    """How the forecast moved since it was last reported, and the step that moved it most."""
    moved_by = _latest(measures, "delegated_forecast_movement")
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
    cause = str(largest["step"])
    cause = cause[:1].lower() + cause[1:]
    return f"{said}; the largest step, {money(largest['amount_gbp'])}, is {cause}."


def claims(measures: pd.DataFrame) -> str | None:
    """What is disputed and what the forecast allows for it."""
    rows = pick(measures, "disputed_claims_exposure", area_type="commissioner")
    allowed = _latest(measures, "disputed_claims_in_forecast")
    if rows.empty or allowed is None:
        return None
    total = rows["value"].sum()
    inside = (
        "none of it is in the forecast"
        if allowed["value"] == 0
        else f"the forecast allows {money(allowed['value'])} for it"
    )
    return f"Practices dispute payments worth {money(total)}; {inside}."


def growth(growth_test: pd.DataFrame) -> str | None:
    """Whether funding for general practice grows as fast as it must, in the first year tested."""
    known = growth_test[growth_test["result"] != "not known"]
    if known.empty:
        return None
    row = known.iloc[0]
    plan, limit = row["plan_growth_percent"], row["threshold_percent"]
    said = f"The delegated budget grows by {plan:.2f}% in {row['financial_year']}"
    if row["result"] == "met":
        return f"{said}, at least as fast as the core allocation ({limit:.2f}%)."
    return (
        f"{said}, slower than the core allocation ({limit:.2f}%): "
        f"{money(row['shortfall_gbp'])} short of the test."
    )


def payments(measures: pd.DataFrame) -> str | None:
    """What practices were paid in the latest published year, in all and per patient."""
    paid = _latest(measures, "practice_payments", category="total")
    if paid is None:
        return None
    year = paid["period"]
    per = value_of(
        measures,
        "practice_payments_per_registered_patient",
        area_type="commissioner",
        category="total",
        period=year,
    )
    each = f", {figure(per, 'gbp')} per registered patient" if per is not None else ""
    said = f"In {year} practices were paid {money(paid['value'])}{each}"
    earlier = pick(
        measures,
        "practice_payments_per_registered_patient",
        area_type="commissioner",
        category="total",
    )
    earlier = earlier[earlier["period"] < year]
    if earlier.empty or per is None:
        return f"{said}."
    before = earlier.iloc[-1]
    change = (per / before["value"] - 1) * 100
    way = "up" if change > 0 else "down"
    return f"{said}, {way} {abs(change):.1f}% per patient on {before['period']}."


def contrast(payments_per_patient: pd.DataFrame) -> str | None:
    """How much closed practices' last-known lists dilute the figure per patient."""
    if payments_per_patient.empty:
        return None
    latest = payments_per_patient["financial_year"].max()
    rows = payments_per_patient[payments_per_patient["financial_year"] == latest]
    rows = rows.set_index("practices")["per_registered_gbp"]
    if not {"all rows", "open practices"} <= set(rows.dropna().index):
        return None
    everyone, still_open = rows["all rows"], rows["open practices"]
    if figure(everyone, "gbp") == figure(still_open, "gbp"):
        return (
            f"In {latest} leaving out closed practices changes nothing: {figure(everyone, 'gbp')}."
        )
    return (
        f"In {latest} the payments come to {figure(everyone, 'gbp')} per registered patient over "
        f"all rows and to {figure(still_open, 'gbp')} over practices still open."
    )


def plan(measures: pd.DataFrame) -> str | None:
    """Planned spending on primary care in the latest year with both streams, prescribing apart."""
    total = _latest(measures, "primary_care_plan", category="total")
    if total is None:
        return None
    year = total["period"]
    parts = {
        stream: value_of(measures, "primary_care_plan", category=stream, period=year)
        for stream in ("delegated", "core")
    }
    said = (
        f"Planned spending on primary care in {year} is {money(total['value'])}: "
        f"{money(parts['delegated'])} delegated and {money(parts['core'])} core"
    )
    drugs = value_of(measures, "prescribing_plan", period=year)
    return f"{said}; prescribing, {money(drugs)}, is outside it." if drugs else f"{said}."


def promises(measures: pd.DataFrame) -> str | None:
    """The promise of money a head, kept or not."""
    each = _latest(measures, "transformation_fund_per_head")
    fund = _latest(measures, "transformation_fund")
    if each is None or fund is None:
        return None
    return (
        f"The practice transformation fund of {money(fund['value'])} over {fund['period']} is "
        f"£{each['value']:.2f} per registered patient."
    )


def scenario(measures: pd.DataFrame) -> str | None:
    """Savings against the stated gap, and that the gap does not follow from its assumptions."""
    stated = _latest(measures, "do_nothing_gap", category="stated")
    total = _latest(measures, "savings_opportunity", category="total")
    if stated is None or total is None:
        return None
    spare = total["value"] - stated["value"]
    said = (
        f"Savings opportunities of {money(total['value'])} by {total['period']} are "
        f"{money(spare)} {'above' if spare >= 0 else 'below'} the stated gap of "
        f"{money(stated['value'])}"
    )
    worked = pick(measures, "do_nothing_gap", basis="forecast")
    if worked.empty:
        return f"{said}."
    value = worked.iloc[-1]["value"]
    if money(value) == money(stated["value"]):
        return f"{said}, which follows from the stated growth rates and base."
    return (
        f"{said}; the stated growth rates and base give a gap of {money(value)}, so the stated "
        "one does not follow from them."
    )


def trend(measures: pd.DataFrame) -> str:
    """A headline for the headline and underlying lines: how far apart they ended."""
    headline = _latest(measures, "delegated_forecast_variance")
    one_off = _latest(measures, "delegated_non_recurrent_benefit")
    if headline is None or one_off is None:
        return "The forecast with and without one-off items"
    return (
        f"One-off items of {money(one_off['value'])} stand between the headline and the "
        f"underlying position at {_month(headline['period'])}"
    )


def largest_category(budget_line: pd.DataFrame) -> str:
    """A headline for spending by category: the largest and its share."""
    primary = budget_line[budget_line["stream"] != "prescribing"]
    latest = primary[primary["financial_year"] == primary["financial_year"].max()]
    if latest.empty:
        return "Planned spending by category"
    by_category = latest.groupby("category")["budget_gbp"].sum()
    top = by_category.idxmax()
    share = by_category[top] / by_category.sum() * 100
    return (
        f"{top} takes {share:.0f}% of planned spending on primary care in "
        f"{latest['financial_year'].iloc[0]}"
    )


def age(measures: pd.DataFrame) -> str | None:
    """How old the finance figures are on the committee's day."""
    days = _latest(measures, "finance_data_age")
    if days is None:
        return None
    return (
        f"The ledger closed {count(days['value'], 'day')} before the committee meets on "
        f"{periods.in_words(days['period'])}."
    )


def answer(
    measures: pd.DataFrame, *, bridge: pd.DataFrame, growth_test: pd.DataFrame
) -> list[tuple[str, str]]:
    """The answer at the top of the page: at most four sentences, the most important first."""
    every = [
        (position(measures), "position"),
        (movement(measures, bridge), "why-it-moved"),
        (claims(measures), "what-could-change-it"),
        (growth(growth_test), "promises"),
        (payments(measures), "practices"),
        (plan(measures), "where-the-money-goes"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:4]


def key_figures(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """At most four figures with their comparison."""
    cards = []
    headline = _latest(measures, "delegated_forecast_variance")
    if headline is not None:
        underlying = _latest(measures, "delegated_underlying_variance")
        change = _latest(measures, "delegated_forecast_movement")
        compare = (
            f"moved {money(change['value'])} for the {'better' if change['value'] > 0 else 'worse'}"
            " since last reported"
            if change is not None
            else f"at {_month(headline['period'])}"
        )
        cards.append(("Delegated forecast", first_up(underspend(headline["value"])), compare))
        if underlying is not None:
            cards.append(
                (
                    "Without one-off items",
                    first_up(underspend(underlying["value"])),
                    f"at {_month(underlying['period'])}",
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
    per = pick(
        measures,
        "practice_payments_per_registered_patient",
        area_type="commissioner",
        category="total",
    )
    if len(per):
        now = per.iloc[-1]
        before = per.iloc[-2] if len(per) > 1 else None
        compare = (
            moved(now["value"], before["value"], "gbp", since=before["period"])
            if before is not None
            else f"in {now['period']}"
        )
        cards.append(
            (
                f"Paid per registered patient, {now['period']}",
                figure(now["value"], "gbp"),
                compare or "",
            )
        )
    return cards[:4]
