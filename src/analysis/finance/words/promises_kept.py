"""Promises: whether funding grows as it must, and whether the money that was promised is there."""

import pandas as pd

from analysis.measures import latest, pick, value_of
from analysis.project import periods
from analysis.writing.phrases import (
    agree,
    count,
    figure,
    first_down,
    first_up,
    joined,
    money,
    named,
    pence,
)

_KEPT = {
    "yes": "kept",
    "no": "broken",
    "not yet": "not yet due or complete",
    "not known": "not known",
}
_FIRMEST_FIRST = ["secured", "spent", "planned", "proposed", "bid"]


def broken(tests: pd.DataFrame) -> str | None:
    """How many promises are kept, broken, not yet kept or not known, and which are broken."""
    if tests.empty:
        return None
    counts = tests["kept"].value_counts()
    parts = [
        f"{count(counts[kept], 'is', 'are')} {words}"
        for kept, words in _KEPT.items()
        if kept in counts
    ]
    sentence = f"Of {count(len(tests), 'promise')} tested, {joined(parts)}"
    wanting = tests.loc[tests["kept"] == "no", "promise"].drop_duplicates()
    if wanting.empty:
        return f"{sentence}."
    return f"{sentence}. Broken: {'; '.join(wanting.map(first_down))}."


def in_words(tests: pd.DataFrame) -> pd.DataFrame:
    """The promises with asked and found in words, each in its own unit.

    One row per promise, period.
    """
    units = tests["unit"]
    return tests.assign(
        asked=[_figure(value, unit) for value, unit in zip(tests["asked"], units, strict=True)],
        found=[_figure(value, unit) for value, unit in zip(tests["found"], units, strict=True)],
    )


def growth(growth_test: pd.DataFrame) -> str | None:
    """Whether funding for general practice grows as fast as it must, in the first year tested."""
    known = growth_test[growth_test["result"].isin(["met", "not met"])]
    if known.empty:
        return None
    row = known.iloc[0]
    plan, limit = row["plan_growth_percent"], row["threshold_percent"]
    sentence = f"The delegated budget grows by {plan:.2f}% in {row['financial_year']}"
    if row["result"] == "met":
        return f"{sentence}, at least as fast as the core allocation ({limit:.2f}%)."
    return (
        f"{sentence}, slower than the core allocation ({limit:.2f}%): "
        f"{money(row['shortfall_gbp'])} short of the test."
    )


def no_threshold(growth_test: pd.DataFrame) -> str | None:
    """Why a year has no threshold to be tested against yet; None where each has one."""
    rows = growth_test[growth_test["result"] == "no threshold yet"]
    if rows.empty:
        return None
    row = rows.iloc[0]
    sentence = (
        f"Growth in {row['financial_year']} has no threshold to be tested against yet: "
        f"{row['open_question']}"
    )
    if pd.isna(row["threshold_percent"]):
        return f"{sentence}."
    return f"{sentence}. The core allocation grows by {row['threshold_percent']:.2f}%."


def plan_state(growth_test: pd.DataFrame, decision: pd.DataFrame) -> str | None:
    """Whether the plan of the last year tested is approved; None where no record has it."""
    plan = decision[decision["decision"] == f"{growth_test['financial_year'].max()} plan"]
    if plan.empty:
        return None
    body, done = plan["body"].iloc[0], plan["decided_on"].iloc[0]
    state = "not yet approved" if pd.isna(done) else f"approved ({periods.in_words(done)})"
    return f"The {plan['decision'].iloc[0]} is {state} by the {body}."


def money_promised(measures: pd.DataFrame) -> str | None:
    """The transformation fund a head, and how much of it is spent."""
    each = latest(measures, "transformation_fund_per_head", basis="plan")
    fund = latest(measures, "transformation_fund", status="")
    if each is None or fund is None:
        return None
    sentence = (
        f"The practice transformation fund of {money(fund['value'])} over {fund['period']} is "
        f"{pence(each['value'])} per registered patient"
    )
    spent = latest(measures, "transformation_fund", status="spent")
    if spent is None or not spent["value"]:
        return f"{sentence}; none of it is reported as spent."
    return f"{sentence}; {money(spent['value'])} of it is reported as spent."


def training(measures: pd.DataFrame) -> str | None:
    """The ring-fenced training money, and how many practices it has reached."""
    budget = pick(measures, "reception_training_budget", area_type="commissioner")
    reached = latest(measures, "training_reached")
    if budget.empty:
        return None
    last = budget.iloc[-1]
    sentence = f"Training for reception and clerical staff is ring-fenced at {money(last['value'])}"
    same = len(budget) > 1 and budget["value"].eq(last["value"]).all()
    sentence += f" a year, {joined(budget['period'])}" if same else f" in {last['period']}"
    if reached is None:
        return f"{sentence}."
    return f"{sentence}; {reached['value']:.0f} practices have completed a programme it pays for."


def home(measures: pd.DataFrame) -> str | None:
    """The Primary Care Home money: how much of it is secured, and what the rest is."""
    share = latest(measures, "primary_care_home_share")
    rows = pick(measures, "primary_care_home_funding", area_type="commissioner")
    if share is None or rows.empty:
        return None
    rows = rows[rows["period"] == share["period"]]
    rows = rows.sort_values("status", key=lambda status: status.map(_FIRMEST_FIRST.index))
    called = rows["status"].replace("bid", "bid for")
    parts = joined(rows["value"].map(money) + " " + called)
    secured = f"{share['value']:.0f}%" if share["value"] else "none"
    return (
        f"Of {money(share['denominator'])} for Primary Care Home in {share['period']}, "
        f"{secured} is secured: {parts}."
    )


def savings(measures: pd.DataFrame, saving: pd.DataFrame) -> str | None:
    """The savings target of the latest year against what is delivered, and how firm it is."""
    target = latest(measures, "savings_target", heading="total")
    if target is None:
        return None
    year, total = target["period"], {"heading": "total", "period": target["period"]}
    rows = saving[(saving["kind"] == "target") & (saving["financial_year"] == year)]
    firm = joined(sorted(rows["status"].dropna().unique()))
    sentence = f"The savings target for {year} is {money(target['value'])}"
    sentence += f" ({firm})" if firm else ""
    done = value_of(measures, "savings_delivered", **total)
    if done is None:
        return f"{sentence}; what is delivered has not been reported."
    ahead = value_of(measures, "savings_forecast", **total)
    sentence += f"; {money(done)} is delivered"
    return f"{sentence}, {money(ahead)} forecast." if ahead is not None else f"{sentence}."


def premium(measures: pd.DataFrame) -> str | None:
    """What of the PMS premium is proposed or approved for reinvestment, and what is left."""
    available = latest(measures, "pms_premium_available")
    if available is None:
        return None
    left = latest(measures, "pms_premium_left", period=available["period"])
    whole = money(available["value"])
    sentence = f"The PMS premium to reinvest in {available['period']} is {whole}"
    if left is None:
        return f"{sentence}."
    if money(left["value"]) == "£0":
        return f"{sentence}; approved proposals use all of it."
    if money(left["value"]) == whole:
        put = value_of(
            measures, "pms_premium_reinvestment", priority_area="total", period=available["period"]
        )
        if not put:
            return f"{sentence}; none of it is approved for a proposal yet."
        return (
            f"{sentence}; proposals for {'all' if money(put) == whole else money(put)} of it are "
            "put forward and none is approved yet."
        )
    if left["value"] < 0:
        return f"{sentence}; approved proposals pass it by {money(left['value'])}."
    return f"{sentence}; {money(left['value'])} of it is not yet approved for a proposal."


def premium_note(steps: pd.DataFrame, criterion: pd.DataFrame) -> str | None:
    """How far the premium's proposals have come, and what their scores are for.

    ``steps`` is ``promises.premium_status``.
    """
    done = [
        f"{row['step']} ({periods.in_words(row['done_on'])})" for row in steps.to_dict("records")
    ]
    status = f"Steps taken: {'; '.join(done)}." if done else None
    return " ".join(part for part in (status, _criteria(criterion)) if part) or None


def _criteria(criterion: pd.DataFrame) -> str | None:
    """The legend of the scores: number and name of each criterion of the latest year."""
    rows = criterion[criterion["financial_year"] == criterion["financial_year"].max()]
    rows = rows.sort_values("number")
    names = [f"{row['number']:.0f} {row['criterion']}" for row in rows.to_dict("records")]
    return f"Criteria: {'; '.join(names)}." if names else None


def specifications(services: pd.DataFrame) -> str | None:
    """How many services change in the latest year; ``services`` is ``schemes.catalogue``."""
    changed = services[services["change"].notna() & (services["change"] != "Continues")]
    if changed.empty:
        return None
    number = first_up(count(len(changed), "local service"))
    verb = agree(len(changed), "changes", "change")
    names = joined(changed["service"].tolist())
    return f"{number} {verb} in {changed['financial_year'].iloc[0]}: {names}."


def coverage(measures: pd.DataFrame) -> str | None:
    """Whether GP Contract Plus reaches every patient in its latest year."""
    reached = latest(measures, "gp_contract_plus_coverage", basis="plan")
    items = latest(measures, "gp_contract_plus_items", status="")
    if reached is None:
        return None
    services = f" with {count(items['value'], 'service')}" if items is not None else ""
    sentence = f"GP Contract Plus{services} reaches"
    missing = reached["denominator"] - reached["numerator"]
    if missing == 0:
        return f"{sentence} every patient in {reached['period']}."
    return (
        f"{sentence} {reached['value']:.1f}% of patients in {reached['period']}; "
        f"{figure(missing, 'patients')} {agree(missing, 'has', 'have')} no cover yet."
    )


def price_and_volume(change: pd.DataFrame) -> str | None:
    """What each scheme's funding gains by price and by patients, latest year.

    ``change`` is ``schemes.price_and_volume``.
    """
    rows = change[change["financial_year"] == change["financial_year"].max()]
    parts = [
        f"{scheme} {_by(row['price_effect_gbp'], 'price')} and "
        f"{_by(row['volume_effect_gbp'], 'patients')}"
        for scheme, row in rows.set_index(rows["scheme"].map(named)).sort_index().iterrows()
    ]
    if not parts:
        return None
    return f"In {rows['financial_year'].iloc[0]}, funding changes: {'; '.join(parts)}."


def one_year(scheme_price: pd.DataFrame) -> str | None:
    """That a change of funding needs two years of prices; None where there are none or two."""
    if len(scheme_price["financial_year"].unique()) != 1:
        return None
    return "How scheme funding changes is not shown: prices of one year alone were supplied."


def claims_made(measures: pd.DataFrame) -> str | None:
    """How complete scheme claims are, how many are late, double, or for a withdrawn service."""
    complete = latest(measures, "claims_complete", service="")
    late = latest(measures, "claims_late")
    twice = latest(measures, "claims_twice")
    after = latest(measures, "claims_after_withdrawal")
    if complete is None:
        return None
    parts = [f"{complete['value']:.1f}% of the scheme claims expected came in"]
    if late is not None:
        parts.append(f"{late['value']:.1f}% of them late")
    if twice is not None:
        parts.append(f"{count(twice['value'], 'claim')} under two schemes at once")
    if after is not None:
        parts.append(f"{count(after['value'], 'claim')} for a withdrawn service")
    return f"{joined(parts)}."


def no_double_claims(les_claim: pd.DataFrame) -> str | None:
    """What to say in place of an empty list; None where no claims were supplied."""
    return "No work was claimed under two schemes." if len(les_claim) else None


def _by(amount: float, what: str) -> str:
    return f"{money(amount)} {'more' if amount >= 0 else 'less'} by {what}"


def _figure(value: float, unit: str) -> str:
    """A figure in words: growth with the two decimals of its threshold, small money in pence."""
    if unit == "percent" and abs(value) < 10:
        return f"{value:.2f}%"
    if unit == "gbp" and 0 < abs(value) < 1000:
        return pence(value)
    return figure(value, unit)
