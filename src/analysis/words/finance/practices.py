"""What practices were paid."""

import pandas as pd

from analysis.measures import pick, value_of
from analysis.words.finance.latest import latest
from analysis.words.phrases import count, figure, joined, money


def payments(measures: pd.DataFrame) -> str | None:
    """What practices were paid in the latest published year, in all and per patient."""
    paid = latest(measures, "practice_payments", category="total")
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
    # Closed practices' lists count twice after a merger, in some years more than in others: the
    # change is that of the practices still open.
    still_open = pick(
        measures,
        "practice_payments_per_registered_patient",
        area_type="commissioner",
        category="open_practices",
    )
    now = still_open[still_open["period"] == year]
    earlier = still_open[still_open["period"] < year]
    if earlier.empty or now.empty:
        return f"{said}."
    before = earlier.iloc[-1]
    change = (now.iloc[0]["value"] / before["value"] - 1) * 100
    among = f"over practices still open, per patient on {before['period']}"
    if f"{abs(change):.1f}" == "0.0":
        return f"{said}, unchanged {among}."
    way = "up" if change > 0 else "down"
    return f"{said}, {way} {abs(change):.1f}% {among}."


def contrast(payments_per_patient: pd.DataFrame) -> str | None:
    """How much closed practices' last-known lists dilute the figure per patient."""
    if payments_per_patient.empty:
        return None
    year = payments_per_patient["financial_year"].max()
    rows = payments_per_patient[payments_per_patient["financial_year"] == year]
    rows = rows.set_index("practices")["per_registered_gbp"]
    if not {"all rows", "open practices"} <= set(rows.dropna().index):
        return None
    everyone, still_open = rows["all rows"], rows["open practices"]
    if figure(everyone, "gbp") == figure(still_open, "gbp"):
        return f"In {year} leaving out closed practices changes nothing: {figure(everyone, 'gbp')}."
    return (
        f"In {year} the payments come to {figure(everyone, 'gbp')} per registered patient over "
        f"all rows and to {figure(still_open, 'gbp')} over practices still open."
    )


def real(measures: pd.DataFrame) -> str | None:
    """How payments a patient moved once the growth of prices is taken out."""
    rows = pick(measures, "payments_real_terms", area_type="commissioner", category="total")
    if len(rows) < 2:
        return (
            "No deflator covers the years of the payments: nothing is said in real terms."
            if len(pick(measures, "practice_payments", area_type="commissioner", category="total"))
            > 1
            else None
        )
    first, last = rows.iloc[0], rows.iloc[-1]
    change = (last["value"] / first["value"] - 1) * 100
    return (
        f"At {last['period']} prices, by the growth of prices assumed, payments a registered "
        f"patient {_moved(change)} from {first['period']} to {last['period']}."
    )


def by_contract(by_contract: pd.DataFrame) -> str | None:
    """Which contract type was paid most and which least a registered patient, latest year."""
    if by_contract.empty:
        return None
    year = by_contract["financial_year"].max()
    rows = by_contract[by_contract["financial_year"] == year].dropna(subset=["per_registered_gbp"])
    if len(rows) < 2:
        return None
    top = rows.loc[rows["per_registered_gbp"].idxmax()]
    least = rows.loc[rows["per_registered_gbp"].idxmin()]
    return (
        f"In {year} {top['contract_type']} practices were paid most a registered patient "
        f"({figure(top['per_registered_gbp'], 'gbp')}), {least['contract_type']} practices least "
        f"({figure(least['per_registered_gbp'], 'gbp')})."
    )


def spread(measures: pd.DataFrame) -> str | None:
    """How many practices lie outside the limits for a list of their size; none is named."""
    every = latest(measures, "funnel_practices")
    inner = latest(measures, "funnel_outside", category="95%")
    outer = latest(measures, "funnel_outside", category="99.8%")
    if every is None or inner is None or outer is None:
        return None
    beyond = count(outer["value"], "of", "of") if outer["value"] else "none of"
    return (
        f"In {every['period']} {inner['value']:.0f} of {every['value']:.0f} practices were paid "
        "outside the 95% limits for a list of their size, "
        f"{beyond} them outside the 99.8% limits"
    )


def spread_method(measures: pd.DataFrame) -> list[str]:
    """How the limits of the funnel are worked out, and what they do not say."""
    if latest(measures, "funnel_practices") is None:
        return []
    return [
        "Limits: the payments a patient of all practices together, plus and minus 1.96 (95%) or "
        "3.09 (99.8%) widths. A width shrinks with the square root of the list; it is worked out "
        "from the practices themselves, so it holds all that sets them apart, not chance alone.",
        "Outside the limits is a reason to look, never a finding: dispensing drugs, premises, "
        "a branch, students or older patients change what a practice is paid.",
        "Practices that closed by the end of the year, or have no known list, are left out.",
    ]


def reconciled(rows: pd.DataFrame) -> str | None:
    """Whether the payments by type add up to the publisher's own total."""
    known = rows.dropna(subset=["difference_gbp"])
    if known.empty:
        return None
    apart = known[known["difference_gbp"].abs() >= 1]
    years = joined(known["financial_year"])
    if apart.empty:
        return f"The types add up to the publisher's total to the pound in {years}."
    said = joined(
        f"{row['financial_year']} by {money(row['difference_gbp'])}"
        for row in apart.to_dict("records")
    )
    return f"The types do not add up to the publisher's total in {said}."


def payments_tried(rows: pd.DataFrame, payment_year: pd.DataFrame) -> str | None:
    """How often the range held a year's payments, or that the years are too few to say."""
    if payment_year.empty:
        return None
    held = rows["held"].dropna()
    if held.empty:
        return (
            "Too few years in a row were supplied to try a projection of the payments with a "
            "range: five are needed."
        )
    return (
        f"The 80% range held the year's payments in {(held == 'yes').sum()} of {len(held)} years."
    )


def _moved(change: float) -> str:
    if f"{abs(change):.1f}" == "0.0":
        return "were unchanged"
    return f"went {'up' if change > 0 else 'down'} {abs(change):.1f}%"
