"""Influenza, engagement workshops and the themes of locality plans in words."""

import pandas as pd

from analysis.measures import latest, pick
from analysis.project import periods
from analysis.writing.phrases import agree, count, first_up, joined, named, of_them, when


def influenza(measures: pd.DataFrame) -> str | None:
    """Confirmed outbreaks by kind of place, how soon people were treated, and what was notified."""
    rows = pick(measures, "outbreaks").sort_values("value", ascending=False)
    if rows.empty:
        return None
    parts = [_outbreaks(row, measures) for row in rows.to_dict("records")]
    return f"By {periods.in_words(rows['period'].max())}: {'; '.join(parts)}."


def _outbreaks(row: dict, measures: pd.DataFrame) -> str:
    place = named(row["setting"]).lower()
    if row["status"] != "confirmed":
        return f"notified without a confirmed case, {count(row['value'], place)}"
    hours = pick(measures, "hours_to_treatment", setting=row["setting"]).set_index("end")["value"]
    treated = (
        f", treated within {hours['shortest']:.0f} to {hours['longest']:.0f} hours"
        if len(hours)
        else ""
    )
    cases = count(row["value"], "confirmed case")
    return f"{cases} of influenza in {place}s{treated}"


def workshops(measures: pd.DataFrame, events: pd.DataFrame) -> str | None:
    """How many areas have held their engagement workshop, and when the others do.

    ``events`` is ``locality_plans.workshops``.
    """
    now = latest(measures, "engagement_workshops")
    if now is None:
        return None
    sentence = (
        "Transformation groups to have held an engagement workshop by "
        f"{periods.in_words(now['period'])}: {of_them(now['numerator'])} of "
        f"{now['denominator']:.0f}"
    )
    coming = events[events["held_on"] > now["period"]]
    due = [f"{row['area']} on {when(row['held_on'])}" for row in coming.to_dict("records")]
    return (
        f"{sentence}; {joined(due)} {agree(len(due), 'is', 'are')} to come."
        if due
        else f"{sentence}."
    )


def themes(listed: pd.DataFrame) -> str | None:
    """Which theme most localities plan, and in how many it has begun.

    ``listed`` is ``locality_plans.themes``.
    """
    if listed.empty:
        return None
    parts = [
        f"“{row['theme']}” under way or in place in {of_them(row['under_way'] + row['in_place'])} "
        f"of {row['localities']:.0f}"
        for row in listed.to_dict("records")
    ]
    return f"{first_up(joined(parts))}."
