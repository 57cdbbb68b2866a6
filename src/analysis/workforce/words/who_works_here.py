"""Sentences on who works here, place by place, and how old they are."""

import pandas as pd

from analysis.measures import latest, pick
from analysis.project import periods
from analysis.workforce.roles import GROUPS, IN_A_SENTENCE
from analysis.workforce.staff import of_practices
from analysis.writing.phrases import figure, joined, moved

_NARROWER = {
    "excluding_training_and_locums": "without those in training and locums",
    "excluding_registrars_and_locums": "without registrars and locums",
}


def gps(measures: pd.DataFrame) -> str | None:
    """GPs at the latest snapshot, and their change over the same practices."""
    now = latest(measures, "staff_fte", staff_group="gp")
    if now is None:
        return None
    about = {"staff_group": "gp", "period": now["period"]}
    sentence = (
        f"In {periods.in_words(now['period'])}, {_suppliers(measures, about)} had "
        f"{now['value']:.1f} full-time equivalent (FTE) GPs"
    )
    rates = {
        whose: latest(measures, "staff_fte_per_1000_registered", comparator=whose, **about)
        for whose in ("", "england")
    }
    if rates[""] is not None:
        sentence += f", {rates['']['value']:.2f} per 1,000 registered patients"
        if rates["england"] is not None:
            sentence += f" (all England {rates['england']['value']:.2f})"
    change = latest(measures, "staff_fte_change_like_for_like", **about)
    if change is not None:
        by = moved(change["value"], 0.0, "fte")
        sentence += (
            f"; over the practices that supplied both years, {by} since "
            f"{periods.in_words(change['since'])}"
        )
    return f"{sentence}."


def _suppliers(measures: pd.DataFrame, about: dict[str, str]) -> str:
    """The practices that a total of GPs is over: ``practices``, or how many of how many."""
    row = latest(measures, "practices_supplying_workforce", **about)
    if row is None or row["value"] == 100:
        return "practices"
    return f"the {of_practices(row.to_dict())} that supplied figures"


def like_for_like(measures: pd.DataFrame) -> str | None:
    """The change over the practices that supplied both snapshots, staff group by staff group."""
    rows = pick(measures, "staff_fte_change_like_for_like", area_type="commissioner")
    if rows.empty:
        return None
    rows = rows[rows["period"] == rows["period"].max()]
    changes = rows.set_index("staff_group")["value"]
    parts = []
    for group in [group for group in GROUPS if group in changes.index]:
        size = figure(abs(changes[group]), "fte")
        way = "up" if changes[group] > 0 else "down"
        parts.append(
            f"{IN_A_SENTENCE[group]} are " + ("unchanged" if size == "0.0 FTE" else f"{way} {size}")
        )
    since = periods.in_words(rows["since"].iloc[0])
    return f"Over the practices that supplied both, since {since} {joined(parts)}."


def definitions(measures: pd.DataFrame) -> str | None:
    """GPs by the two definitions that a reader meets most, at the latest snapshot."""
    rows = pick(measures, "gp_fte", area_type="commissioner")
    period = rows["period"].max()
    now = rows[rows["period"] == period].set_index("definition")["value"]
    if "all" not in now:
        return None
    shown = ["all", *[name for name in _NARROWER if name in now][:1]]
    sentence = f"Counting everyone, {periods.in_words(period)} had {figure(now['all'], 'fte')} GPs"
    for name in shown[1:]:
        sentence += f"; {_NARROWER[name]} it is {figure(now[name], 'fte')}"
    rates = pick(measures, "gp_fte_per_1000_registered", period=period)
    rate = rates.set_index(["definition", "comparator"])["value"]
    if {(name, "england") for name in shown} <= set(rate.index):
        here, there = (
            joined([f"{rate[name, whose]:.2f}" for name in shown]) for whose in ("", "england")
        )
        sentence += f". Per 1,000 patients that is {here}, in England {there}"
    return f"{sentence}."


def breaks(breaks_found: pd.DataFrame) -> list[str]:
    """Where a definition changed: the figures before and after are not one measure."""
    return [
        f"{row['definition']}: until {periods.in_words(row['last_period'])} the publisher counted "
        f"GPs {row['before']}, from {periods.in_words(row['first_period'])} GPs {row['after']}. "
        "The series breaks there: the two are not one measure and are not compared."
        for row in breaks_found.to_dict("records")
    ]


def places(ranked_places: pd.DataFrame) -> str:
    """A headline for staff by place: who has the most for its patients and who the fewest.

    ``ranked_places`` is of ``place_rates``. Places that round alike are named together.
    """
    if len(ranked_places) < 2:
        return "GPs per 1,000 registered patients by place"
    staff = ranked_places["staff"].iloc[0]
    shown = ranked_places["fte_per_1000"].map("{:.2f}".format)
    most, fewest = shown.iloc[0], shown.iloc[-1]
    if most == fewest:
        return f"Every place has {most} {staff} per 1,000 registered patients"
    first, last = (ranked_places.loc[shown == end, "place"].tolist() for end in (most, fewest))
    have, their = ("has", "its") if len(first) == 1 else ("have", "their")
    return (
        f"{joined(first)} {have} the most {staff} for {their} patients ({most} per 1,000), "
        f"{joined(last)} the fewest ({fewest})"
    )


def places_subtitle(ranked_places: pd.DataFrame) -> str:
    """What a figure of staff by place shows, as a statistician says it."""
    staff = "GPs" if ranked_places.empty else ranked_places["staff"].iloc[0]
    return f"Full-time equivalent {staff} per 1,000 registered patients, latest snapshot"


def ages(measures: pd.DataFrame) -> str | None:
    """The share aged 55 and over, the oldest staff group first."""
    rows = pick(measures, "staff_share_55_plus", area_type="commissioner", comparator="")
    if rows.empty:
        return None
    period = rows["period"].max()
    rows = rows[rows["period"] == period].sort_values("value", ascending=False, kind="stable")
    parts = [
        f"{row['value']:.1f}% of {IN_A_SENTENCE[row['staff_group']]}"
        for row in rows.to_dict("records")
    ]
    sentence = f"In {periods.in_words(period)}, {joined(parts)} were aged 55 or over"
    about = {"staff_group": "gp", "comparator": "england", "period": period}
    england = latest(measures, "staff_share_55_plus", **about)
    if england is not None:
        sentence += f"; in England it was {england['value']:.1f}% of GPs"
    return f"{sentence}."
