"""Extended access in words: cover, business cases, procurement and hours."""

import re

import pandas as pd

from analysis.access.hours import MET
from analysis.access.words.all_trajectories import version
from analysis.access.words.programmes import items
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
    none_or,
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
    return [f"{first_up(cover)}."]


def issues(clusters: pd.DataFrame) -> str | None:
    """The issues that providers raise: those of every cluster once, then each cluster's others."""
    known = clusters.dropna(subset=["main_risks"])
    raised = [risks.split("; ") for risks in known["main_risks"]]
    if not raised:
        return None
    shared = [risk for risk in raised[0] if all(risk in risks for risks in raised)]
    parts = [f"in every cluster, {'; '.join(shared)}"] if shared else []
    for cluster, risks in zip(known["cluster"], raised, strict=True):
        others = [risk for risk in risks if risk not in shared]
        parts += [f"in {cluster}, {'; '.join(others)}"] if others else []
    first, *others = parts
    return ". ".join([f"Issues that providers raise: {first}", *map(first_up, others)]) + "."


def cost_a_year(clusters: pd.DataFrame) -> list[str]:
    """What each business case costs a year as a cell, with the cost of a patient."""
    return [_cost(case) for case in clusters.to_dict("records")]


def around(clusters: pd.DataFrame, programme_item: pd.DataFrame) -> str | None:
    """The issues that providers raise, the groups that steer the programme, and what is next."""
    about = {"programme": "improving access"}
    named = [
        issues(clusters),
        items(programme_item, kind="governance group", lead="Governance", **about),
        items(programme_item, kind="next step", lead="Next", **about),
    ]
    return " ".join(filter(None, named)) or None


def procurement(steps: pd.DataFrame) -> str | None:
    """Each route by itself: how many steps are done, overdue and re-planned; the longest slip."""
    routes = [
        f"{first_up(route)}: {first_down(_route(its))}" if route else _route(its)
        for route, its in steps.groupby("route", sort=False)
    ]
    return " ".join(routes) or None


def _route(steps: pd.DataFrame) -> str:
    counts = steps["status"].value_counts()
    done = counts.get("done", 0) + counts.get("done late", 0)
    of_steps = f"{of_them(done, 'not one')} of {count(len(steps), 'step')}"
    parts = [f"{of_steps} {agree(max(done, 1), 'is', 'are')} done"]
    late, again = counts.get("overdue", 0), steps["replanned"].sum()
    parts.append(f"{none_or(late, 'is', 'are')} overdue")
    if again:
        parts.append(f"{count(again, 'has', 'have')} been re-planned to later")
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


def standard(standards: pd.DataFrame) -> str:
    """The standard: its parts with the document that each comes from; what is counted."""
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
    return f"{asked} Counted: extra hours that practices open, service live or not yet.".strip()


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
