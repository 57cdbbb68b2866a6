"""What practices are flagged for, their contract events, their neighbours and their spread."""

import pandas as pd

from analysis.measures import pick, value_of
from analysis.pack.profiling import FLAGS, NONE, SEVERAL, WARNED_FROM_PERCENT
from analysis.pack.variation import TITLES
from analysis.pack.words.tables import _period
from analysis.project import periods
from analysis.writing.phrases import count, first_up, joined


def flagged(measures: pd.DataFrame) -> str | None:
    """How many practices are flagged for what in the newest month, and for how many things."""
    rows = pick(measures, "practices_by_flag")
    if rows.empty:
        return None
    month = rows["period"].max()
    now = rows[rows["period"] == month].set_index("category")["value"]
    parts = [f"{now[flag]:.0f} for {flag}" for flag in FLAGS if flag in now.index]
    return (
        f"Flagged in {periods.in_words(month)}: {joined(parts)}; {now[SEVERAL]:.0f} practices have "
        f"two or more flags and {now[NONE]:.0f} none."
    )


def events(measures: pd.DataFrame) -> str | None:
    """How many practices asked to close their list this year, and what waits for a decision."""
    rows = pick(measures, "practices_with_contract_event")
    if rows.empty:
        return None
    year = rows["period"].max()
    asked = value_of(
        measures, "practices_with_contract_event", category="list closure: requested", period=year
    )
    waiting = rows[rows["category"].str.endswith(": waiting")]
    kinds = [
        f"{row['category'].removesuffix(': waiting')} ({row['value']:.0f})"
        for row in waiting.to_dict("records")
    ]
    lead = f"In {year} {count(asked or 0, 'practice')} asked to close {_its(asked)} list"
    return f"{lead}; {f'still to be decided: {joined(kinds)}' if kinds else 'nothing waits'}."


def _its(practices: float | None) -> str:
    return "its" if practices == 1 else "their"


def waiting_as_read(listed: pd.DataFrame) -> pd.DataFrame:
    """Contract events that wait for a decision. One row per event."""
    return listed.assign(
        event_type=[f"{kind.replace('_', ' ')}" for kind in listed["event_type"]],
        requested_on=[_period(day) for day in listed["requested_on"]],
        detail=listed["detail"].fillna("not stated"),
    )


def beside(measures: pd.DataFrame) -> str | None:
    """In which localities a third of the patients or more are with practices at risk.

    Nothing for the public, whose measures do not hold it.
    """
    rows = pick(measures, "patients_of_practices_at_risk", area_type="locality")
    if rows.empty:
        return None
    warned = rows[rows["value"] >= WARNED_FROM_PERCENT].sort_values("value", ascending=False)
    have = "has" if len(rows) == 1 else "have"
    many = first_up(count(len(rows), "locality", "localities"))
    of = f"{many} {have} a practice in the two lowest bands"
    if warned.empty:
        return f"{of}; in none do a third of patients depend on such a practice."
    parts = [
        f"{row['area']} ({row['value']:.0f}% of patients; {added:.0f}% more for each of the others)"
        for row, added in zip(
            warned.to_dict("records"),
            warned["numerator"] / (warned["denominator"] - warned["numerator"]) * 100,
            strict=True,
        )
    ]
    return f"{of}. Neighbours would be put under strain in {joined(parts)}."


def apart(measures: pd.DataFrame) -> str | None:
    """On how many practices each indicator says more than their size explains."""
    rows = pick(measures, "practices_by_variation", area_type="commissioner")
    if rows.empty:
        return None
    number = dict(zip(rows["category"], rows["value"], strict=True))
    parts = [
        f"{number[f'{name}: outside 95%']:.0f} of {number[f'{name}: compared']:.0f} on "
        f"{title[:1].lower() if title[1:2].islower() else title[:1]}{title[1:]}"
        for name, title in TITLES.items()
        if f"{name}: compared" in number
    ]
    return f"{first_up('practices')} outside the limits of their size: {joined(parts)}."


def chance(spread: pd.DataFrame) -> list[str]:
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
        "the growth.",
        f"{'; '.join(dated)}.",
    ]
