"""Extended access, training, scale and the programmes register, in words."""

import calendar
import re

import pandas as pd

from analysis.access.words.board import chance, in_sentence, version
from analysis.access.words.sections import navigation, training
from analysis.measures import pick, value_of
from analysis.project import periods
from analysis.writing.phrases import count, figure, joined, money, of_them, pence

_MET = {
    "weekdays_met": "weekdays after 18:30",
    "saturday_met": "Saturday",
    "sunday_met": "Sunday",
    "booking_met": "booking ahead and on the day",
    "standard_met": "whole standard",
}


def planned_cover(measures: pd.DataFrame) -> list[str]:
    """That business cases plan cover, and that planned cover is not live cover."""
    row = pick(measures, "extended_access_planned_cover", area_type="commissioner")
    cases = value_of(measures, "business_cases_approved")
    live = pick(measures, "extended_access_coverage", area_type="commissioner", basis="actual")
    if row.empty or cases is None:
        return []
    said = "no business case has been approved yet"
    if cases:
        said = (
            f"{count(cases, 'approved business case')} {'plans' if cases == 1 else 'plan'} cover "
            f"for {row.iloc[-1]['value']:.0f}% of patients"
        )
    if len(live):
        said += f"; live cover is {live.iloc[-1]['value']:.0f}%"
    lines = [f"{said[:1].upper()}{said[1:]}."]
    national = pick(measures, "extended_access_coverage", basis="threshold")
    if len(national):
        step = national.iloc[-1]
        lines.append(
            f"The national deadline asks for {step['value']:.0f}% by "
            f"{periods.in_words(step['period'])}."
        )
    return lines


def clusters_as_read(clusters: pd.DataFrame) -> pd.DataFrame:
    """The clusters' table for a reader.

    One row per cluster.
    """
    return pd.DataFrame(
        {
            "Cluster": clusters["cluster"],
            "Lead provider": clusters["lead_provider"],
            "Patients (planned)": clusters["patients_registered"],
            "Practices live": _k_of_n(clusters, "practices_live", "practices"),
            "Status": clusters["status"].str.capitalize(),
            "Main risks": clusters["main_risks"],
            "With 111, out-of-hours and urgent care": clusters["interfaces"].fillna("not stated"),
            "Cost a year": [_cost(row) for row in clusters.to_dict("records")],
        }
    )


def costs(clusters: pd.DataFrame) -> str | None:
    """How many business cases state what a year of the service costs."""
    if clusters.empty:
        return None
    stated = int(clusters["cost_gbp"].notna().sum())
    which = {0: "none states", len(clusters): "each states"}.get(
        stated, f"{stated} {'states' if stated == 1 else 'state'}"
    )
    return f"Of {count(len(clusters), 'business case')}, {which} what a year costs."


def _cost(case: dict) -> str:
    if pd.isna(case["cost_gbp"]):
        return "not stated"
    each = case["cost_per_patient_gbp"]
    return money(case["cost_gbp"]) + ("" if pd.isna(each) else f", {pence(each)} a patient")


def milestones(steps: pd.DataFrame) -> str | None:
    """How many steps are done, overdue and moved, and which has slipped most."""
    if steps.empty:
        return None
    counts = steps["status"].value_counts()
    done = counts.get("done", 0) + counts.get("done late", 0)
    are = "is" if done <= 1 else "are"
    parts = [f"{of_them(done, 'not one')} of {count(len(steps), 'step')} {are} done"]
    for status in ("overdue", "moved"):
        if counts.get(status):
            parts.append(f"{count(counts[status], 'is', 'are')} {status}")
    said = joined(parts)
    worst = steps.sort_values("slip_days", ascending=False, kind="stable").iloc[0]
    if worst["slip_days"] > 0:
        said += f"; the longest slip, {figure(worst['slip_days'], 'days')}: “{worst['milestone']}”"
    return f"{said[:1].upper()}{said[1:]}."


def milestones_as_read(steps: pd.DataFrame) -> pd.DataFrame:
    """The milestones' table for a reader.

    One row per programme, milestone.
    """
    return pd.DataFrame(
        {
            "Step": steps["milestone"],
            "First planned": steps["planned_for"],
            "Planned now": steps["planned_now"],
            "Done": steps["completed_on"].fillna("–"),
            "Slip (days)": steps["slip_days"],
            "Status": steps["status"].str.capitalize(),
        }
    )


def hours(by_area: pd.DataFrame, measures: pd.DataFrame) -> str | None:
    """How many areas met the whole standard every week, and minutes against the level set."""
    if by_area.empty or by_area["standard_met"].isna().all():
        return None
    always = (by_area["standard_met"] == by_area["weeks"]).sum()
    verb = "meets" if always <= 1 else "meet"
    areas = f"{of_them(always, 'not one')} of {len(by_area)} areas"
    said = f"{areas} {verb} the whole hours standard in every week"
    rate = pick(measures, "extended_access_minutes_per_1000", area_type="commissioner")
    level = value_of(measures, "extended_access_standard", category="minutes_per_1000")
    if len(rate):
        said += (
            f"; in the week of {periods.in_words(rate.iloc[-1]['period'])} there were "
            f"{rate.iloc[-1]['value']:.1f} extra minutes per 1,000 patients"
        )
        said += "" if level is None else f", of {level:.0f} asked for"
    return f"{said[:1].upper()}{said[1:]}."


def hours_as_read(by_area: pd.DataFrame) -> pd.DataFrame:
    """Weeks in which each area met each part of the standard, of the weeks returned.

    One row per area.
    """
    shown = {"Area": by_area["area"]}
    for name, words in _MET.items():
        shown[words[:1].upper() + words[1:]] = _k_of_n(by_area, name, "weeks")
    return pd.DataFrame(shown).assign(
        **{
            "Which weeks": [
                ", ".join(_day(week)[:-5] for week in weeks) or "–"
                for weeks in by_area["standard_met_in"]
            ]
        }
    )


def hours_note(measures: pd.DataFrame, by_area: pd.DataFrame, standards: pd.DataFrame) -> str:
    """What the areas meet, and the standard: its parts with the document that each comes from."""
    stated = []
    for document, rows in standards.groupby("source_document", sort=False):
        parts = [
            f"{row['value']:.0f} {row['unit']}{_WHEN.get(row['standard'], '')}"
            for row in rows.to_dict("records")
        ]
        dated = sorted({periods.in_words(period) for period in rows["dated_on"]})
        # A document that carries its date in its name needs no second one.
        when = [] if re.search(r"\b20\d\d\b", document) else [joined(dated)]
        stated.append(f"{joined(parts)} ({', '.join([document, *when])})")
    asked = f"Standard: {'; '.join(stated)}." if stated else ""
    found = hours(by_area, measures)
    counted = found and "Counted: extra hours that practices open, service live or not yet."
    return " ".join(part for part in (found, asked, counted) if part)


# What each part of the standard asks of, as its unit does not say.
_WHEN = {"weekday_minutes": " after 18:30", "weekend_days": " at weekends"}


def minutes_as_read(by_week: pd.DataFrame) -> pd.DataFrame:
    """Extra minutes per 1,000 patients, each week under its first day.

    One row per area.
    """
    weeks = {name: f"Week of {_day(name)}" for name in by_week.columns if name != "area"}
    return by_week.round(1).rename(columns={"area": "Area"} | weeks)


def _day(day: str) -> str:
    return f"{int(day[8:])} {calendar.month_abbr[int(day[5:7])]} {day[:4]}"


def training_as_read(sides: pd.DataFrame) -> pd.DataFrame:
    """Training on both denominators, each against a target of its own.

    One row per training, counted_in, target.
    """
    rows = sides.to_dict("records")
    return pd.DataFrame(
        {
            "Training": [row["training"] for row in rows],
            "Share of": [row["counted_in"] for row in rows],
            "Now": [
                f"{row['now_count']:,.0f} of {row['now_of']:,.0f} ({row['now_percent']:.1f}%)"
                for row in rows
            ],
            _if_kept(sides): [
                "–" if pd.isna(row["forecast_percent"]) else f"{row['forecast_percent']:.1f}%"
                for row in rows
            ],
            "Outlook (80% band)": [_outlook(row) for row in rows],
            "Target": [_target(row) for row in rows],
            "Chance of target": [chance(row["chance_percent"]) for row in rows],
        }
    )


def neither(measures: pd.DataFrame) -> str | None:
    """How many patients and practices neither training reaches."""
    patients = pick(measures, "neither_training_patients", area_type="commissioner")
    practices = pick(measures, "neither_training_practices", area_type="commissioner")
    if patients.empty or practices.empty:
        return None
    row = practices.iloc[-1]
    return (
        f"By {periods.in_words(row['period'])}, {of_them(row['numerator'])} of "
        f"{row['denominator']:.0f} practices are to have neither training, with "
        f"{figure(patients.iloc[-1]['value'], 'patients')}."
    )


def training_note(measures: pd.DataFrame) -> str:
    """Both trainings in words, and what they reach together."""
    return " ".join(said for said in (training(measures), navigation(measures)) if said)


def difference(measures: pd.DataFrame) -> str | None:
    """By how much the share of patients passes that of practices, and why."""
    row = pick(measures, "training_share_difference", area_type="commissioner")
    if row.empty:
        return None
    points = row.iloc[-1]["value"]
    if round(points, 1) == 0:
        return "The share of patients and the share of practices are the same."
    higher, size = ("higher", "larger") if points > 0 else ("lower", "smaller")
    return (
        f"The share of patients is {abs(points):.1f} points {higher} than the share of practices: "
        f"practices trained are {size} than the average."
    )


def at_scale(scale: pd.DataFrame) -> str | None:
    """Who works at scale, by practices and by patients, each against its own target."""
    said = []
    for row in scale.to_dict("records"):
        aim = ""
        if not pd.isna(row["target_percent"]):
            when = periods.in_words(row["target_period"])
            aim = f" against {row['target_percent']:.0f}% by {when}"
        said.append(f"{in_sentence(row['measured'])} {row['share_percent']:.0f}%{aim}")
    return f"{said[0][:1].upper()}{said[0][1:]}; {'; '.join(said[1:])}." if said else None


def scale_as_read(scale: pd.DataFrame) -> pd.DataFrame:
    """Working at scale for a reader.

    One row per measured.
    """
    return pd.DataFrame(
        {
            "Measured": scale["measured"] if len(scale) else [],
            "Now": _k_of_n(scale, "count", "of") if len(scale) else [],
            "Share (%)": scale["share_percent"].round(1) if len(scale) else [],
            "In": scale["period"] if len(scale) else [],
            "Target": [
                "none"
                if pd.isna(row["target_percent"])
                else f"{row['target_percent']:.0f}% by {periods.in_words(row['target_period'])}"
                for row in scale.to_dict("records")
            ],
        }
    )


def programmes(register: pd.DataFrame) -> str | None:
    """How many programmes are overdue, moved, on plan or ended."""
    if register.empty:
        return None
    counts = register["status"].value_counts()
    words = {
        "overdue": "has a step overdue",
        "moved": "has a step moved later",
        "on plan": "is on plan",
        "not started": "has not started",
        "no steps listed": "lists no steps",
        "ended": "has ended",
    }
    many = {"has": "have", "is": "are", "lists": "list"}
    parts = []
    for status, said in words.items():
        if counts.get(status):
            verb, _, rest = said.partition(" ")
            verb = verb if counts[status] == 1 else many[verb]
            parts.append(f"{count(counts[status], verb, verb)} {rest}")
    return f"Of {count(len(register), 'programme')}, {joined(parts)}."


def programmes_as_read(register: pd.DataFrame) -> pd.DataFrame:
    """The register of programmes for a reader.

    One row per programme.
    """
    rows = register.to_dict("records")
    return pd.DataFrame(
        {
            "Programme": [row["programme"][:1].upper() + row["programme"][1:] for row in rows],
            "Tracked by": [row["tracked_by"] for row in rows],
            "Latest": [
                "–"
                if pd.isna(row["latest_value"])
                else f"{figure(row['latest_value'], row['latest_unit'])}, "
                f"{periods.in_words(row['latest_period'])}"
                for row in rows
            ],
            "Steps done": [
                f"{row['steps_done']} of {row['steps']}" if row["steps"] else "–" for row in rows
            ],
            "Next step": [
                f"{row['next_step']}, {periods.in_words(row['next_on'])}"
                if isinstance(row["next_step"], str)
                else "–"
                for row in rows
            ],
            "Status": [row["status"].capitalize() for row in rows],
        }
    )


def _if_kept(sides: pd.DataFrame) -> str:
    """The heading of what practices plan: that it holds if they keep their dates, and by when."""
    known = sides["forecast_period"].dropna() if len(sides) else []
    by = f" by {periods.in_words(known.iloc[0])}" if len(known) else ""
    return f"If dates are kept{by}"


def _outlook(row: dict) -> str:
    if pd.isna(row["projected_percent"]):
        return "–"
    low, high = (f"{row[name]:.1f}" for name in ("low_80_percent", "high_80_percent"))
    band = "" if low == high else f" ({low} to {high})"
    return f"{row['projected_percent']:.1f}%{band}"


def _target(row: dict) -> str:
    if pd.isna(row["target_percent"]):
        return "none"
    plan = in_sentence(version(row["plan_version"] or "", "target"))
    return f"{row['target_percent']:.0f}% ({plan})"


def _k_of_n(frame: pd.DataFrame, count_of: str, whole: str) -> list[str]:
    return [
        "not known" if pd.isna(k) or pd.isna(n) else f"{k:,.0f} of {n:,.0f}"
        for k, n in zip(frame[count_of], frame[whole], strict=True)
    ]
