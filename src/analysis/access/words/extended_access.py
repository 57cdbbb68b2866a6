"""Extended access in words: cover, business cases, procurement and hours."""

import re

import pandas as pd

from analysis.access.hours import MET
from analysis.access.words.all_trajectories import version
from analysis.measures import latest, pick, value_of
from analysis.project import periods
from analysis.writing.phrases import (
    agree,
    count,
    figure,
    first_down,
    first_up,
    joined,
    k_of_n,
    money,
    of_them,
    pence,
)

# What each part of the standard asks of, where its unit does not say so.
_ASKED_OF = {"weekday_minutes": " after 18:30", "weekend_days": " at weekends"}


def live_cover(measures: pd.DataFrame) -> str | None:
    """Live cover by patients, the nearest planned step of each plan, and what practices plan."""
    every = pick(measures, "extended_access_coverage", area_type="commissioner")
    now, plans = (
        latest(every, "extended_access_coverage", basis="actual"),
        every.query("basis == 'plan'"),
    )
    if now is None and plans.empty:
        return None
    sentence = "Live extended access is not known"
    if now is not None:
        live = "no patients" if now["value"] == 0 else f"{now['value']:.0f}% of patients"
        sentence = f"In {periods.in_words(now['period'])} extended access was live for {live}"
    if len(plans):
        first = plans.iloc[0]
        plan, when = first_down(version(first["plan"], first["basis"])), first["period"]
        sentence += f"; the {plan} wants {first['value']:.0f}% by {periods.in_words(when)}"
        ahead = {"basis": "forecast", "period": when}
        own = value_of(every, "extended_access_coverage", projection="", **ahead)
        projected = value_of(every, "extended_access_coverage", projection="median", **ahead)
        ways = [] if own is None else [f"practices' own dates would bring {own:.0f}% by then"]
        ways += [] if projected is None else [f"slips like those so far, {projected:.0f}%"]
        sentence += f". {first_up(', and '.join(ways))}" if ways else ""
    return f"{sentence}."


def planned_cover(measures: pd.DataFrame) -> list[str]:
    """That business cases plan cover, and that planned cover is not live cover."""
    planned = value_of(measures, "extended_access_planned_cover", area_type="commissioner")
    cases = value_of(measures, "business_cases_approved")
    if planned is None or cases is None:
        return []
    cover = "no business case has been approved yet"
    if cases:
        approved = count(cases, "approved business case")
        cover = f"{approved} {agree(cases, 'plans', 'plan')} cover for {planned:.0f}% of patients"
    live = latest(measures, "extended_access_coverage", basis="actual")
    cover += "" if live is None else f"; live cover is {live['value']:.0f}%"
    sentences = [f"{first_up(cover)}."]
    step = latest(measures, "extended_access_coverage", basis="threshold")
    if step is not None:
        by = periods.in_words(step["period"])
        sentences.append(f"The national deadline asks for {step['value']:.0f}% by {by}.")
    return sentences


def cost_a_year(clusters: pd.DataFrame) -> list[str]:
    """What each business case costs a year as a cell, with the cost of a patient."""
    return [_cost(case) for case in clusters.to_dict("records")]


def costs_stated(clusters: pd.DataFrame) -> str | None:
    """How many business cases state what a year of the service costs."""
    if clusters.empty:
        return None
    stated = int(clusters["cost_gbp"].notna().sum())
    which = {0: "none states", len(clusters): "each states"}.get(
        stated, f"{stated} {agree(stated, 'states', 'state')}"
    )
    return f"Of {count(len(clusters), 'business case')}, {which} what a year costs."


def procurement(steps: pd.DataFrame) -> str | None:
    """How many steps are done, overdue and moved, and which has slipped most."""
    if steps.empty:
        return None
    counts = steps["status"].value_counts()
    done = counts.get("done", 0) + counts.get("done late", 0)
    of_steps = f"{of_them(done, 'not one')} of {count(len(steps), 'step')}"
    parts = [f"{of_steps} {agree(max(done, 1), 'is', 'are')} done"]
    for status in ("overdue", "moved"):
        if status in counts:
            parts.append(f"{count(counts[status], 'is', 'are')} {status}")
    slip = ""
    worst = steps.sort_values("slip_days", ascending=False, kind="stable").iloc[0]
    if worst["slip_days"] > 0:
        slip = f"; the longest slip, {figure(worst['slip_days'], 'days')}: “{worst['milestone']}”"
    return f"{first_up(joined(parts))}{slip}."


def weeks_met(by_area: pd.DataFrame) -> pd.DataFrame:
    """Areas with the weeks that met each part of the standard as ``3 of 5``, and which met it all.

    ``by_area`` is what ``hours.by_area`` gives; the same columns.

    One row per area.
    """
    which = [
        ", ".join(periods.in_short(week)[:-5] for week in weeks) or "–"
        for weeks in by_area["standard_met_in"]
    ]
    counts = {part: k_of_n(by_area[part], by_area["weeks"]) for part in MET}
    return by_area.assign(standard_met_in=which, **counts)


def standard(measures: pd.DataFrame, by_area: pd.DataFrame, standards: pd.DataFrame) -> str:
    """What the areas meet, and the standard: its parts with the document that each comes from."""
    stated = []
    for document, rows in standards.groupby("source_document", sort=False):
        parts = [
            f"{row['value']:.0f} {row['unit']}{_ASKED_OF.get(row['standard'], '')}"
            for row in rows.to_dict("records")
        ]
        dated = sorted({periods.in_words(period) for period in rows["dated_on"]})
        # A document that carries its date in its name needs no second one.
        when = [] if re.search(r"\b20\d\d\b", document) else [joined(dated)]
        stated.append(f"{joined(parts)} ({', '.join([document, *when])})")
    asked = f"Standard: {'; '.join(stated)}." if stated else ""
    found = hours_met(measures, by_area)
    counted = found and "Counted: extra hours that practices open, service live or not yet."
    return " ".join(part for part in (found, asked, counted) if part)


def hours_met(measures: pd.DataFrame, by_area: pd.DataFrame) -> str | None:
    """How many areas met the whole standard every week, and minutes against the level set."""
    if by_area.empty or by_area["standard_met"].isna().all():
        return None
    always = (by_area["standard_met"] == by_area["weeks"]).sum()
    sentence = (
        f"{of_them(always, 'not one')} of {len(by_area)} areas "
        f"{agree(max(always, 1), 'meets', 'meet')} the whole hours standard in every week"
    )
    rate = latest(measures, "extended_access_minutes_per_1000")
    level = value_of(measures, "extended_access_standard", standard="minutes_per_1000")
    if rate is not None:
        sentence += (
            f"; in the week of {periods.in_words(rate['period'])} there were "
            f"{rate['value']:.1f} extra minutes per 1,000 patients"
        )
        sentence += "" if level is None else f", of {level:.0f} asked for"
    return f"{first_up(sentence)}."


def week_heading(column: str) -> str:
    """The heading of a week's column: ``Week of 15 Jan 2018``; another column keeps its name."""
    day = periods.read_day(column)
    return f"Week of {periods.in_short(day)}" if day else column


def _cost(case: dict) -> str:
    if pd.isna(case["cost_gbp"]):
        return "not stated"
    each = case["cost_per_patient_gbp"]
    return money(case["cost_gbp"]) + ("" if pd.isna(each) else f", {pence(each)} a patient")
