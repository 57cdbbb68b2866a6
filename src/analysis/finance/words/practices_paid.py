"""Practices: what they were paid, what that is per patient, and how far apart they are."""

import pandas as pd

from analysis import disclosure
from analysis.finance.words.why_it_moved import dated_source
from analysis.measures import latest, pick, value_of
from analysis.places.patient_lists import SMALL_LIST
from analysis.writing.phrases import agree, count, joined, money, of_them, pence

PER_HEAD = "practice_payments_per_registered_patient"
CHANGE = "payments_per_patient_change"


def payments(measures: pd.DataFrame) -> str | None:
    """What practices were paid in the latest published year, in all and per patient.

    The figure per patient is that of the practices still open: closed practices' lists count
    twice after a merger, in some years more than in others.
    """
    paid = latest(measures, "practice_payments", practices="total")
    if paid is None:
        return None
    year = paid["period"]
    sentence = f"In {year}, practices were paid {money(paid['value'])}"
    now = latest(measures, PER_HEAD, practices="open_practices", period=year)
    if now is None:
        whole = value_of(measures, PER_HEAD, practices="total", period=year)
        return f"{sentence}, {pence(whole)} per registered patient." if whole else f"{sentence}."
    sentence += f"; those still open {pence(now['value'])} per registered patient"
    change = latest(measures, CHANGE, period=year)
    if change is not None:
        sentence += f", {_changed(change['value']) or 'unchanged'} on {change['since']}"
        if change["practices"] == "same_practices":
            sentence += " over practices in both years whose list moved by under a tenth"
    return f"{sentence}."


def breaks(kinds: pd.DataFrame) -> str | None:
    """Where payments per patient begin to divide by another kind of list; None where they do not.

    ``kinds`` is ``payments.list_breaks``.
    """
    told = [
        f"From {row['financial_year']} figures per patient divide by {_lists(row['list_basis'])}, "
        f"before that by {_lists(row['list_basis_before'])}: they are not one series."
        for row in kinds.to_dict("records")
    ]
    return " ".join(told) or None


def _lists(basis: str | None) -> str:
    known = {"average": "the year's average list", "last known": "the last known list"}
    return known.get(basis or "", "a list of which the file does not say the day")


def contrast(measures: pd.DataFrame) -> str | None:
    """How much closed practices' last-known lists dilute the publisher's figure per patient."""
    paid = latest(measures, "practice_payments", practices="total")
    if paid is None:
        return None
    where = {"area_type": "commissioner", "period": paid["period"]}
    everyone = value_of(measures, PER_HEAD, practices="total", **where)
    still_open = value_of(measures, PER_HEAD, practices="open_practices", **where)
    if everyone is None or still_open is None:
        return None
    year = paid["period"]
    if pence(everyone) == pence(still_open):
        return f"In {year}, leaving out closed practices changes nothing: {pence(everyone)}."
    return (
        f"In {year}, the publisher's way (all rows) gives {pence(everyone)} per registered "
        f"patient; practices still open were paid {pence(still_open)}.{_closed(measures, year)}"
    )


def _closed(measures: pd.DataFrame, year: str) -> str:
    """What sets the two figures of a year apart: closed practices, with their lists or without."""
    listed = value_of(measures, "payments_closed_with_a_list", period=year)
    if not listed:
        return " What closed practices were paid is in the first, and none of them has a list."
    return (
        f" {count(listed, 'closed practice').capitalize()} {agree(listed, 'has', 'have')} a list "
        "in the first: patients who moved to another practice are counted twice."
    )


def left_out(measures: pd.DataFrame) -> str | None:
    """The practices still open that a rate leaves out because their list is not known."""
    where = {"practices": "open_practices", "contract_type": ""}
    rows = pick(measures, "payments_practices", area_type="commissioner", **where)
    counts = rows.set_index(["period", "list_known"])["value"]
    parts = []
    for year in rows["period"].drop_duplicates():
        whole = counts.get((year, ""), 0.0)
        for kind in ("a list", "a weighted list"):
            missing = whole - counts.get((year, kind), whole)
            if missing:
                parts.append(f"{missing:.0f} of {whole:.0f} in {year} without {kind}")
    if not parts:
        return None
    return (
        "Rates over practices still open leave out those whose list the publisher does not know, "
        f"payments and patients alike: {joined(parts)}."
    )


def real_terms(measures: pd.DataFrame, assumption: pd.DataFrame) -> str | None:
    """How payments a patient moved once the growth of prices is taken out, and by which prices."""
    where = {"area_type": "commissioner", "practices": "total"}
    rows = pick(measures, "payments_real_terms", **where | {"practices": "open_practices"})
    known = len(pick(measures, "payments_real_terms", **where))
    if known < 2 and len(pick(measures, "practice_payments", **where)) > 1:
        return "No deflator covers the years of the payments: nothing is said in real terms."
    if len(rows) < 2:
        return None
    first, last = rows.iloc[0], rows.iloc[-1]
    change = _changed((last["value"] / first["value"] - 1) * 100)
    sentence = (
        f"At {last['period']} prices payments per registered patient of practices still open "
        f"{f'went {change}' if change else 'were unchanged'} from {first['period']} to "
        f"{last['period']}"
    )
    prices = assumption[assumption["assumption_id"].str.startswith("price_growth_")]
    stated = [
        f"{row['value']:g}% in {row['assumption_id'].removeprefix('price_growth_')}, "
        f"{dated_source(row)}"
        for _, row in prices.sort_values("assumption_id").iterrows()
    ]
    return f"{sentence}. Growth of prices assumed: {joined(stated)}."


def by_contract(types: pd.DataFrame) -> str | None:
    """Which contract type was paid most and which least a registered patient, latest year.

    ``types`` is ``practices.by_contract_type``.
    """
    rows = types.dropna(subset=["paid_gbp_per_registered_patient"])
    rows = rows[rows["period"] == types["period"].max()]
    if len(rows) < 2:
        return None
    ordered = rows.sort_values("paid_gbp_per_registered_patient", kind="stable")
    top, least = ordered.iloc[-1], ordered.iloc[0]
    return (
        f"Paid most per registered patient in {top['period']}: {_of_type(top)}; least: "
        f"{_of_type(least)}."
    )


def few_hidden(audience: str) -> str | None:
    """That the public edition leaves small contract types out; None for the committee."""
    if not disclosure.is_public(audience):
        return None
    return (
        "Not shown: a contract type with one or two practices, and what would follow from a total "
        "without it."
    )


def spread(measures: pd.DataFrame) -> str | None:
    """How many practices lie outside the limits for a list of their size; none is named."""
    every = latest(measures, "funnel_practices")
    inner = latest(measures, "funnel_outside", limits="95%", dispensing="")
    outer = latest(measures, "funnel_outside", limits="99.8%")
    if every is None or inner is None or outer is None:
        return None
    return (
        f"In {every['period']}, {of_them(inner['value'])} of {every['value']:.0f} practices "
        f"{agree(inner['value'], 'was', 'were')} paid outside the 95% limits for a list of their "
        f"size, {of_them(outer['value'])} of them outside the 99.8% limits"
    )


def dispensing(measures: pd.DataFrame) -> str | None:
    """How many of the practices outside the limits dispense drugs, which explains much of it."""
    inner = latest(measures, "funnel_outside", limits="95%", dispensing="")
    both = latest(measures, "funnel_outside", limits="95%", dispensing="dispensing")
    if inner is None or both is None or not inner["value"]:
        return None
    sentence = f"Of {count(inner['value'], 'practice')} outside the limits "
    sentence += count(both["value"], "dispenses", "dispense")
    if both["value"] == inner["value"] > 1:
        sentence = f"All {count(inner['value'], 'practice')} outside the limits dispense"
    return (
        f"{sentence} drugs, whose cost is in the payments. Outside the limits is a reason to look, "
        "never a finding."
    )


def spread_method(measures: pd.DataFrame) -> list[str]:
    """How the limits of the funnel are worked out, and what they do not say."""
    if latest(measures, "funnel_practices") is None:
        return []
    small = value_of(measures, "funnel_small_lists")
    left_out = f"{count(small, 'practice').capitalize()} with fewer than {SMALL_LIST:,} patients "
    return [
        *([f"{left_out}{agree(small, 'is', 'are')} left out."] if small else []),
        "Limits: the payments a patient of all practices together, plus and minus 1.96 (95%) or "
        "3.09 (99.8%) widths. A width shrinks with the square root of the list; it is worked out "
        "from the practices themselves, so it holds all that sets them apart, not chance alone.",
        "Dispensing drugs, premises, a branch, students or older patients change what a practice "
        "is paid.",
        "Practices that closed by the end of the year, or have no known list, are left out.",
        "Types: payments of every type that belongs to the publisher's total, added up over the "
        "commissioner's rows, beside that total.",
    ]


def reconciled(rows: pd.DataFrame) -> str | None:
    """Whether the payments by type add up to the publisher's own total."""
    known = rows.dropna(subset=["difference_gbp"])
    if known.empty:
        return None
    apart = known[known["difference_gbp"].abs() >= 1]
    if apart.empty:
        years = joined(known["financial_year"])
        return f"The types add up to the publisher's total to the pound in {years}."
    by_year = joined(apart["financial_year"] + " by " + apart["difference_gbp"].map(money))
    return f"The types do not add up to the publisher's total in {by_year}."


def payments_tried(rows: pd.DataFrame, measures: pd.DataFrame) -> str | None:
    """How often the range held a year's payments, or that the years are too few to say."""
    if latest(measures, "practice_payments") is None:
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


def _of_type(row: pd.Series) -> str:
    """A contract type with its count and figure: ``the 59 GMS practices (£138.65)``."""
    number = row["number_of_practices"]
    name = f"the {row['contract_type']} practice"
    if number != 1:
        name = f"the {number:.0f} {row['contract_type']} practices"
    return f"{name} ({pence(row['paid_gbp_per_registered_patient'])})"


def _changed(percent: float) -> str | None:
    """A change as printed: ``up 3.1%``; None where it rounds to nothing."""
    if f"{abs(percent):.1f}" == "0.0":
        return None
    return f"{'up' if percent > 0 else 'down'} {abs(percent):.1f}%"
