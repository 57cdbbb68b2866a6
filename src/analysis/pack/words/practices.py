"""Practices under strain in words: bands, flags, events, support, ratings, spread."""

import pandas as pd

from analysis.measures import latest, pick, value_of
from analysis.methods.special_cause import OUTSIDE_INNER
from analysis.pack.contract_events import called as contract_types
from analysis.pack.practice_bands import FLAGS, NONE, SEVERAL
from analysis.pack.practice_variation import COMPARED, TITLES
from analysis.pack.support_offers import STAGES
from analysis.places.patient_lists import SMALL_LIST
from analysis.project import periods
from analysis.writing.phrases import (
    agree,
    count,
    first_down,
    first_up,
    joined,
    none_or,
    of_them,
    when,
)


def bands(measures: pd.DataFrame) -> str | None:
    """How many practices are at risk now and the month before, and how many newly."""
    rows = pick(measures, "practices_at_risk_share", area_type="commissioner")
    if rows.empty:
        return None
    now = rows.iloc[-1]
    sentence = (
        f"In {periods.in_words(now['period'])}, {of_them(now['numerator'])} of "
        f"{now['denominator']:.0f} practices ({now['value']:.1f}%) were in the two lowest bands"
    )
    if len(rows) > 1:
        before = rows.iloc[-2]
        sentence += (
            f", against {of_them(before['numerator'])} in {periods.in_words(before['period'])}"
        )
    new = value_of(measures, "practices_newly_at_risk", period=now["period"])
    return f"{sentence}." if new is None else f"{sentence}; {of_them(new)} newly so."


def support(measures: pd.DataFrame) -> str | None:
    """Practices offered support this year, how many accepted and completed."""
    rows = pick(measures, "support_practices", programme="resilience")
    if rows.empty:
        return None
    year = rows["period"].max()
    stage = rows[rows["period"] == year].set_index("stage")["value"]
    offered, accepted, completed = (stage.get(name, 0) for name in STAGES)
    return (
        f"In {year}, {count(offered, 'practice')} {agree(offered, 'was', 'were')} offered support "
        f"under the resilience programme; {of_them(accepted)} accepted and {of_them(completed)} "
        "completed it."
    )


def support_in_words(at_risk: pd.DataFrame) -> pd.DataFrame:
    """The practices at risk with their offers in words: day and programme, or ``none``.

    One row per practice_code.
    """
    return at_risk.assign(
        **{stage: [_offers(reached) for reached in at_risk[stage]] for stage in STAGES}
    )


def _offers(reached) -> str:
    pairs = reached if isinstance(reached, list) else []
    return "; ".join(f"{when(day)} ({programme})" for day, programme in pairs) or "none"


def flags(measures: pd.DataFrame) -> str | None:
    """How many practices are flagged for what in the newest month, and for how many things."""
    rows = pick(measures, "practices_by_flag")
    if rows.empty:
        return None
    month = rows["period"].max()
    now = rows[rows["period"] == month].set_index("flag")["value"]
    parts = [f"{now[flag]:.0f} for {flag}" for flag in FLAGS if flag in now.index]
    return (
        f"Flagged in {periods.in_words(month)}: {joined(parts)}; {now[SEVERAL]:.0f} practices have "
        f"two or more flags and {now[NONE]:.0f} none."
    )


def contract_events(measures: pd.DataFrame) -> str | None:
    """How many practices asked to close their list this year, and what waits for a decision."""
    rows = pick(measures, "practices_with_contract_event")
    if rows.empty:
        return None
    year = rows["period"].max()
    closing = rows.query("event == 'list closure' and stage == 'requested' and period == @year")
    asked = closing["value"].sum()
    waiting = rows[rows["stage"] == "waiting"].to_dict("records")
    called = contract_types(rows["event"][rows["stage"] == "waiting"])
    kinds = joined(
        [
            f"{first_down(name)} ({row['value']:.0f})"
            for name, row in zip(called, waiting, strict=True)
        ]
    )
    return (
        f"In {year} {count(asked, 'practice')} asked to close {agree(asked, 'its', 'their')} list; "
        f"{f'still to be decided: {kinds}' if kinds else 'nothing waits'}."
    )


def neighbours(measures: pd.DataFrame, warned: pd.DataFrame) -> str | None:
    """In how many localities a practice is at risk, and which of them are warned of.

    ``warned`` is ``practice_bands.warned_localities``. Nothing for the public, whose measures do
    not hold it.
    """
    rows = pick(measures, "patients_of_practices_at_risk", area_type="locality")
    if rows.empty:
        return None
    many = first_up(count(len(rows), "locality", "localities"))
    sentence = f"{many} {agree(len(rows), 'has', 'have')} a practice in the two lowest bands"
    if warned.empty:
        return f"{sentence}; in none do a third of patients depend on such a practice."
    parts = [
        f"{row['area']} ({row['value']:.0f}% of patients; "
        f"{row['added_to_others_percent']:.0f}% more for each of the others)"
        for row in warned.to_dict("records")
    ]
    return f"{sentence}. Neighbours would be put under strain in {joined(parts)}."


def variation(measures: pd.DataFrame) -> str | None:
    """On each indicator, how many practices lie further apart than their size explains."""
    rows = pick(measures, "practices_by_variation", area_type="commissioner")
    if rows.empty:
        return None
    number = rows.set_index(["indicator", "limits"])["value"]
    parts = [
        f"{number[name, OUTSIDE_INNER]:.0f} of {number[name, COMPARED]:.0f} on {first_down(title)}"
        for name, title in TITLES.items()
        if (name, COMPARED) in number.index
    ]
    return f"Practices outside the limits of their size: {joined(parts)}."


def variation_cautions(spread: pd.DataFrame) -> list[str]:
    """How to read the limits, and of when each indicator is."""
    if spread.empty:
        return []
    dated = [
        f"{TITLES[name]}: {' to '.join(periods.in_words(one) for one in rows.split(' to '))}"
        for name, rows in spread.groupby("indicator", sort=False)["period"].first().items()
    ]
    return [
        "By chance alone one practice in twenty lies outside the 95% limits. To lie outside is a "
        "question to ask, not a finding; practices that took over another's list are left out of "
        f"the growth, those with fewer than {SMALL_LIST:,} patients out of all but experience.",
        f"{'; '.join(dated)}.",
    ]


def ratings(measures: pd.DataFrame) -> str | None:
    """The share of practices rated at least good, and how many are inadequate or unrated."""
    now = latest(measures, "cqc_good_or_better")
    if now is None:
        return None
    number = pick(measures, "practices_by_cqc_rating", period=now["period"])
    number = number.set_index("rating")["value"]
    low, without = number.get("inadequate", 0), number.get("not_rated", 0)
    return (
        f"Of {now['denominator']:.0f} rated practices, {now['numerator']:.0f} "
        f"({now['value']:.1f}%) are rated good or outstanding; "
        f"{none_or(low, 'is', 'are')} inadequate, and "
        f"{count(without, 'has no', 'have no') if without else 'none is without a'} rating."
    )


def none_inadequate(ratings: pd.DataFrame) -> str | None:
    """That no practice is rated inadequate, where ratings were supplied."""
    return "No practice is rated inadequate." if len(ratings) else None


def terms_in_words(inadequate: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Practices rated inadequate, with their terms in words and ``past`` where they are by ``day``.

    One row per practice_code.
    """
    found = inadequate.copy()
    for name in ("warning_notice_until", "other_matters_until"):
        found[name] = [
            f"{when(on)}, past" if periods.is_past(on, day) else when(on) for on in found[name]
        ]
    return found
