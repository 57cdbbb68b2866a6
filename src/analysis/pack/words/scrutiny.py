"""Scrutiny in words: what is planned to change, who was asked, and how a change was judged."""

import pandas as pd

from analysis.writing.phrases import count, first_up, of_them, quoted, when

_MAJOR = {"yes": "judged major", "no": "judged not major"}
_FORMAL = {"yes": "formal consultation", "no": "no formal consultation"}


def changes(briefing: pd.DataFrame) -> str | None:
    """How many changes are planned, and about which nobody was asked yet."""
    if briefing.empty:
        return None
    unasked = briefing[briefing["asked"] != "recorded"]
    sentence = f"{first_up(count(len(briefing), 'change'))} before the committee or scrutiny"
    if unasked.empty:
        return f"{sentence}; people were asked about each of them."
    return (
        f"{sentence}; about {of_them(len(unasked))} of them no engagement is recorded yet: "
        f"{quoted(unasked['change'])}."
    )


def changes_in_words(briefing: pd.DataFrame) -> pd.DataFrame:
    """The briefing with ``where_and_when``, ``people_asked``, ``consultation_and_scrutiny``.

    One row per change_id.
    """
    rows = briefing.fillna({"locality": "every locality"}).to_dict("records")
    return briefing.assign(
        where_and_when=[
            f"{row['locality']}, {when(row['planned_for'], 'day not set')}" for row in rows
        ],
        people_asked=[_asked(row) for row in rows],
        consultation_and_scrutiny=[_judged(row) for row in rows],
    )


def _asked(row: dict) -> str:
    if row["asked"] == "planned":
        return "not yet; planned"
    if row["asked"] == "none":
        return "no engagement recorded"
    people = "" if pd.isna(row["people"]) else f", {row['people']:,.0f} people"
    return f"{count(row['events'], 'event')}{people}"


def _judged(row: dict) -> str:
    """The test of a major change: how it was judged, whether to consult, when it is heard."""
    heard = when(row["scrutiny_on"])
    return "; ".join(
        (
            _MAJOR.get(row["major_change"], "not yet judged"),
            _FORMAL.get(row["consultation"], "consultation not decided"),
            f"scrutiny {heard}" if heard else "no day for scrutiny",
        )
    )
