"""Where the money goes and whether what was promised is there."""

import pandas as pd

from analysis.finance.words.latest import latest
from analysis.measures import pick, value_of
from analysis.project import periods
from analysis.writing.phrases import count, figure, joined, money, named, pence


def plan(measures: pd.DataFrame) -> str | None:
    """Planned spending on primary care in the latest year with both streams, prescribing apart."""
    total = latest(measures, "primary_care_plan", category="total")
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
        f"{top}: {share:.0f}% of planned spending on primary care in "
        f"{latest['financial_year'].iloc[0]}"
    )


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


def money_promised(measures: pd.DataFrame) -> str | None:
    """The transformation fund a head, and how much of it is spent."""
    each = latest(measures, "transformation_fund_per_head", basis="plan")
    fund = latest(measures, "transformation_fund", category="")
    if each is None or fund is None:
        return None
    said = (
        f"The practice transformation fund of {money(fund['value'])} over {fund['period']} is "
        f"{pence(each['value'])} per registered patient"
    )
    spent = latest(measures, "transformation_fund", category="spent")
    if spent is None or not spent["value"]:
        return f"{said}; none of it is reported as spent."
    return f"{said}; {money(spent['value'])} of it is reported as spent."


def home(measures: pd.DataFrame) -> str | None:
    """The Primary Care Home money: how much of it is secured, and what the rest is."""
    share = latest(measures, "primary_care_home_share")
    rows = pick(measures, "primary_care_home_funding", area_type="commissioner")
    if share is None or rows.empty:
        return None
    rows = rows[rows["period"] == share["period"]].sort_values("value", ascending=False)
    order = ["secured", "spent", "planned", "proposed", "bid"]
    rows = rows.sort_values("category", key=lambda status: status.map(order.index))
    called = {"bid": "bid for"}
    said = joined(
        [
            f"{money(row['value'])} {called.get(row['category'], row['category'])}"
            for row in rows.to_dict("records")
        ]
    )
    secured = f"{share['value']:.0f}%" if share["value"] else "none"
    return (
        f"Of {money(share['denominator'])} for Primary Care Home in {share['period']}, "
        f"{secured} is secured: {said}."
    )


def savings(measures: pd.DataFrame, saving: pd.DataFrame) -> str | None:
    """The savings target of the latest year against what is delivered, and how firm it is."""
    target = latest(measures, "savings_target", category="total")
    if target is None:
        return None
    year = target["period"]
    rows = saving[(saving["kind"] == "target") & (saving["financial_year"] == year)]
    firm = joined(sorted(rows["status"].dropna().unique()))
    said = (
        f"The savings target for {year} is {money(target['value'])}{f' ({firm})' if firm else ''}"
    )
    done = value_of(measures, "savings_delivered", category="total", period=year)
    if done is None:
        return f"{said}; what is delivered has not been reported."
    ahead = value_of(measures, "savings_forecast", category="total", period=year)
    said += f"; {money(done)} is delivered"
    return f"{said}, {money(ahead)} forecast." if ahead is not None else f"{said}."


def allocations(measures: pd.DataFrame, years: pd.DataFrame) -> str | None:
    """Where the delegated allocation ends, how fast it grows, and what of it is interpolated."""
    rows = pick(measures, "delegated_allocation", area_type="commissioner")
    if len(rows) < 2:
        return None
    first, last = rows.iloc[0], rows.iloc[-1]
    growth_of_all = (last["value"] / first["value"] - 1) * 100
    said = (
        f"The delegated allocation goes from {money(first['value'])} in {first['period']} to "
        f"{money(last['value'])} in {last['period']}, {_growth(growth_of_all)} in all"
    )
    guessed = years["source_document"].fillna("").str.contains("interpolated").sum()
    if guessed:
        return f"{said}; {count(guessed, 'year')} between are interpolated, not published."
    return f"{said}."


def kept(tests: pd.DataFrame) -> pd.DataFrame:
    """The promises as a reader meets them: asked and found in words, and whether it is kept.

    One row per promise, period.
    """
    return pd.DataFrame(
        {
            "Promise": tests["promise"],
            "Period": [periods.in_words(period) for period in tests["period"]],
            "Asked": _figures(tests["asked"], tests["unit"]),
            "Found": _figures(tests["found"], tests["unit"]),
            "Kept": tests["kept"],
        }
    )


def broken(tests: pd.DataFrame) -> str | None:
    """How many promises are kept, broken, not yet kept or not known, and which are broken."""
    if tests.empty:
        return None
    said = {"yes": "kept", "no": "broken", "not yet": "not yet due or complete"}
    counts = tests["kept"].value_counts()
    said |= {"not known": "not known"}
    parts = [
        f"{count(counts[kept], 'is', 'are')} {words}"
        for kept, words in said.items()
        if counts.get(kept)
    ]
    whole = f"Of {count(len(tests), 'promise')} tested, {joined(parts)}"
    wanting = tests.loc[tests["kept"] == "no", "promise"].drop_duplicates().tolist()
    if not wanting:
        return f"{whole}."
    return f"{whole}. Broken: {'; '.join(_lower(promise) for promise in wanting)}."


def premium(measures: pd.DataFrame) -> str | None:
    """What of the PMS premium is approved for reinvestment and what is left."""
    available = latest(measures, "pms_premium_available")
    if available is None:
        return None
    left = latest(measures, "pms_premium_left", period=available["period"])
    said = f"The PMS premium to reinvest in {available['period']} is {money(available['value'])}"
    if left is None:
        return f"{said}."
    if money(left["value"]) == "£0":
        return f"{said}; approved proposals use all of it."
    if money(left["value"]) == money(available["value"]):
        return f"{said}; none of it is approved for a proposal yet."
    if left["value"] < 0:
        return f"{said}; approved proposals pass it by {money(left['value'])}."
    return f"{said}; {money(left['value'])} of it is not yet approved for a proposal."


def coverage(measures: pd.DataFrame) -> str | None:
    """Whether GP Contract Plus reaches every patient in its latest year."""
    reached = latest(measures, "gp_contract_plus_coverage", basis="plan")
    items = latest(measures, "gp_contract_plus_items", category="")
    if reached is None:
        return None
    year = reached["period"]
    services = f" with {count(items['value'], 'service')}" if items is not None else ""
    missing = reached["denominator"] - reached["numerator"]
    if missing == 0:
        return f"GP Contract Plus{services} reaches every patient in {year}."
    return (
        f"GP Contract Plus{services} reaches {reached['value']:.1f}% of patients in {year}; "
        f"{figure(missing, 'patients')} {'has' if missing == 1 else 'have'} no cover yet."
    )


def claims_made(measures: pd.DataFrame) -> str | None:
    """How complete scheme claims are, how many are late, double, or for a withdrawn service."""
    complete = latest(measures, "claims_complete", category="")
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


def scheme_names(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their scheme as a reader calls it.

    One row per row.
    """
    return rows.assign(scheme=[named(scheme) for scheme in rows["scheme"]])


def price_and_volume(rows: pd.DataFrame) -> str | None:
    """What each scheme's funding gains by price and by patients, latest year."""
    latest_rows = rows[rows["financial_year"] == rows["financial_year"].max()]
    parts = [
        f"{row['scheme']} {_by(row['price_effect_gbp'], 'price')} and "
        f"{_by(row['volume_effect_gbp'], 'patients')}"
        for row in latest_rows.sort_values("scheme").to_dict("records")
    ]
    if not parts:
        return None
    return f"In {latest_rows['financial_year'].iloc[0]}, funding changes: {'; '.join(parts)}."


def one_year(scheme_price: pd.DataFrame) -> str | None:
    """That a change of funding needs two years of prices; None where there are none or two."""
    if len(scheme_price["financial_year"].unique()) != 1:
        return None
    return "How scheme funding changes is not shown: prices of one year alone were supplied."


def training(measures: pd.DataFrame) -> str | None:
    """The ring-fenced training money, and how many practices it has reached."""
    budget = pick(measures, "reception_training_budget", area_type="commissioner")
    reached = latest(measures, "training_reached")
    if budget.empty:
        return None
    same = len(budget) > 1 and (budget["value"] == budget["value"].iloc[0]).all()
    said = "Training for reception and clerical staff is ring-fenced at "
    said += money(budget["value"].iloc[-1])
    said += f" a year, {joined(budget['period'])}" if same else f" in {budget['period'].iloc[-1]}"
    if reached is None:
        return f"{said}."
    return f"{said}; {reached['value']:.0f} practices have completed a programme it pays for."


def _by(amount: float, what: str) -> str:
    return f"{money(amount)} {'more' if amount >= 0 else 'less'} by {what}"


def _growth(percent: float) -> str:
    return f"{'up' if percent >= 0 else 'down'} {abs(percent):.1f}%"


def _figures(values: pd.Series, units: pd.Series) -> list[str]:
    """Figures in words; growth rates with the two decimals of their thresholds, small money
    with its pence."""
    return [
        f"{value:.2f}%"
        if unit == "percent" and abs(value) < 10
        else pence(value)
        if unit == "gbp" and 0 < abs(value) < 1000
        else figure(value, unit)
        for value, unit in zip(values, units, strict=True)
    ]


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
