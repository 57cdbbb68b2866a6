"""The sentences of each section of the access report."""

import pandas as pd

from analysis.access.experience import APPOINTMENT
from analysis.access.words.board import first_of_all, in_sentence, trajectories, version
from analysis.measures import pick, value_of
from analysis.project import periods
from analysis.writing.phrases import count, figure, first_up, joined, named, of_them


def extended_access(measures: pd.DataFrame) -> str | None:
    """Live cover by patients, the nearest planned step of each plan, and what practices plan."""
    every = pick(measures, "extended_access_coverage", area_type="commissioner")
    actual = every[every["basis"] == "actual"]
    plans = every[every["basis"] == "plan"]
    if actual.empty and plans.empty:
        return None
    said = "Live extended access is not known"
    if len(actual):
        now = actual.iloc[-1]
        live = "no patients" if now["value"] == 0 else f"{now['value']:.0f}% of patients"
        said = f"In {periods.in_words(now['period'])} extended access was live for {live}"
    if len(plans):
        first = plans.sort_values(["period", "category"]).iloc[0]
        plan = in_sentence(version(first["category"], first["basis"]))
        said += f"; the {plan} wants {first['value']:.0f}% by {periods.in_words(first['period'])}"
        ahead = every[(every["basis"] == "forecast") & (every["period"] == first["period"])]
        values = ahead.set_index("category")["value"]
        own, projected = values.get(""), values.get("projected_median")
        ways = [] if own is None else [f"practices' own dates would bring {own:.0f}% by then"]
        if projected is not None:
            ways.append(f"slips like those so far, {projected:.0f}%")
        said += f". {first_up(', and '.join(ways))}" if ways else ""
    return f"{said}."


def training(measures: pd.DataFrame) -> str | None:
    """Correspondence training by practices and by patients, side by side."""
    mine = measures[(measures["area_type"] == "commissioner") & (measures["category"] == "")]
    practices = pick(mine, "correspondence_training_practices", basis="forecast")
    patients = pick(mine, "correspondence_training_patients", basis="forecast")
    if practices.empty or patients.empty:
        return None
    of_practices, of_patients = practices.iloc[0], patients.iloc[0]
    target = pick(
        measures,
        "correspondence_training_patients",
        basis="target",
        period=of_patients["period"],
    )
    said = (
        f"By {periods.in_words(of_practices['period'])}, "
        f"{of_practices['numerator']:.0f} of {of_practices['denominator']:.0f} practices "
        f"({of_practices['value']:.1f}%) with {of_patients['value']:.1f}% of patients are to be "
        "trained in handling correspondence"
    )
    if len(target):
        said += f", against a target of {target.iloc[-1]['value']:.0f}% of patients"
    return f"{said}."


def online(measures: pd.DataFrame) -> str | None:
    """Practices live with online consultation against the plan for the year."""
    every = pick(measures, "online_consultation_practices", area_type="commissioner")
    actual, plans = every[every["basis"] == "actual"], every[every["basis"] == "plan"]
    if actual.empty:
        return None
    now = actual.iloc[-1]
    said = (
        f"Online consultation is live in {of_them(now['numerator'])} of "
        f"{now['denominator']:.0f} practices"
    )
    if plans.empty:
        return f"{said}."
    due = plans[plans["period"].map(periods.last_day) >= periods.last_day(now["period"])]
    step = (due if len(due) else plans).iloc[0]
    return f"{said}; the plan wants {step['value']:.0f}% by the end of {step['period']}."


def contacts(measures: pd.DataFrame) -> str | None:
    """The share of contacts online, and the target if that is what it is a share of."""
    every = pick(measures, "online_consultation_contacts", area_type="commissioner")
    actual = every[every["basis"] == "actual"]
    if actual.empty:
        return None
    now = actual.iloc[-1]
    said = f"In {periods.in_words(now['period'])}, {now['value']:.1f}% of contacts were online"
    target = every[every["basis"] == "target"]
    if len(target):
        step = target.iloc[-1]
        said += (
            f"; read as a share of activity, {step['value']:.0f}% was asked for by the end of "
            f"{step['period']}"
        )
    return f"{said}."


def navigation(measures: pd.DataFrame) -> str | None:
    """Care navigation, and the patients whom neither training reaches."""
    patients = pick(measures, "care_navigation_patients", basis="actual", area_type="commissioner")
    if patients.empty:
        return None
    now = patients.iloc[-1]
    places = value_of(measures, "care_navigation_localities", period=now["period"])
    said = f"Care navigation covers {now['value']:.0f}% of patients"
    if places:
        said += f" in {count(places, 'locality', 'localities')}"
    slips = pick(measures, "milestone_slip", basis="actual")
    slips = slips[slips["category"].str.startswith("care navigation:")]
    if len(slips) and slips["value"].max() < 0:
        said += f", {figure(-slips['value'].max(), 'days')} ahead of its plan"
    either = pick(measures, "either_training_patients")
    if len(either):
        row = either.iloc[-1]
        said += (
            f"; by {periods.in_words(row['period'])}, one training or the other is to reach "
            f"{row['value']:.0f}%, leaving {100 - row['value']:.0f}% with neither"
        )
    return f"{said}."


def appointments(measures: pd.DataFrame) -> str | None:
    """Appointments of the latest month, face to face and same day, against a year before."""
    every = pick(measures, "appointments", area_type="commissioner")
    if every.empty:
        return None
    now = every.iloc[-1]
    month = now["period"]
    said = (
        f"In {periods.in_words(month)} general practice gave {figure(now['value'], 'appointments')}"
    )
    before = every[every["period"] == periods.add_months(month, -12)]
    if len(before):
        change = (now["value"] / before.iloc[0]["value"] - 1) * 100
        said += (
            f", {'up' if change > 0 else 'down'} {abs(change):.1f}% on "
            f"{periods.in_words(before.iloc[0]['period'])}"
        )
    shares = {
        name: value_of(measures, "appointments_share", category=name, period=month)
        for name in ("face_to_face", "same_day")
    }
    if None not in shares.values():
        said += (
            f"; {shares['face_to_face']:.0f}% were face to face and {shares['same_day']:.0f}% on "
            "the day they were booked"
        )
    return f"{said}."


def appointments_as_read(today: pd.DataFrame) -> pd.DataFrame:
    """The latest month's appointments for a reader; ``today`` as ``appointments_today`` gives it.

    One row per category.
    """
    rows = today.to_dict("records")
    return pd.DataFrame(
        {
            "Appointments": [_KIND.get(row["category"]) or named(row["category"]) for row in rows],
            "Per 1,000 patients": [_or_dash(row["per_1000"], "{:,.0f}") for row in rows],
            _month(today): [_or_dash(row["share_percent"], "{:.1f}%") for row in rows],
            _month(today, -12): [_or_dash(row["share_before_percent"], "{:.1f}%") for row in rows],
            "Change (points)": [_or_dash(row["change_points"], "{:+.1f}") for row in rows],
            f"{_month(today, 3)} (80% band)": [_ahead(row) for row in rows],
        }
    )


_KIND = {"": "All", "with_a_gp": "With a GP"}


def _month(today: pd.DataFrame, later: int = 0) -> str:
    """A column's month by name: that of the figures, or one so many months later."""
    if today.empty:
        return {0: "Share", -12: "A year before"}.get(later, "Projected")
    return periods.in_words(periods.add_months(today["month"].iloc[0], later))


def _ahead(row: dict) -> str:
    if pd.isna(row["projected_percent"]):
        return "–"
    low, high = row["projected_low_80_percent"], row["projected_high_80_percent"]
    doubt = ", unreliable" if row["band"] == "unreliable" else ""
    return f"{row['projected_percent']:.1f}% ({low:.1f} to {high:.1f}){doubt}"


def submissions(measures: pd.DataFrame) -> list[str]:
    """Online consultation submissions of the latest month, as the publisher counts them."""
    rows = pick(measures, "online_consultation_submissions", area_type="commissioner")
    if rows.empty:
        return []
    month = rows["period"].max()
    told = [
        f"{figure(row['value'], row['unit'])} ({row['category'].lower().replace('_', ' ')})"
        for row in rows[rows["period"] == month].to_dict("records")
    ]
    return [f"Online consultations in {periods.in_words(month)}: {joined(told)}."]


def _or_dash(value, form: str) -> str:
    return "–" if pd.isna(value) else form.format(value)


def coverage(measures: pd.DataFrame) -> str:
    """Whose appointments are counted in the latest month with appointments; else nothing.

    A part of a subtitle: it begins with a space.
    """
    counted = pick(measures, "appointments", area_type="commissioner")
    if counted.empty:
        return ""
    month = counted["period"].iloc[-1]
    found = {
        of: pick(
            measures, f"appointments_coverage_{of}", area_type="commissioner", period=month
        ).to_dict("records")
        for of in ("practices", "patients")
    }
    when = periods.in_words(month)
    if not found["practices"]:
        return f" How many practices sent data in {when} is not known: no coverage file."
    practices = found["practices"][0]
    said = (
        f" Sent by {practices['numerator']:.0f} of {practices['denominator']:.0f} open practices "
        f"in {when}"
    )
    if found["patients"]:
        said += f", with {found['patients'][0]['value']:.1f}% of registered patients"
    return f"{said}."


def appointments_note(measures: pd.DataFrame) -> str | None:
    """The latest month's appointments, and whose they are."""
    said = appointments(measures)
    return said and f"{said}{coverage(measures)}"


def survey(measures: pd.DataFrame) -> str | None:
    """Experience of making an appointment in the latest survey."""
    every = pick(measures, "survey_share", area_type="commissioner")
    rows = every[every["category"].isin(APPOINTMENT)]
    if rows.empty:
        return None
    now = rows.iloc[-1]
    old_series = now["category"] == APPOINTMENT[0]
    asked = "making an appointment" if old_series else "contacting the practice"
    return (
        f"In the {now['period']} GP Patient Survey, {now['value']:.1f}% of patients who answered "
        f"described their experience of {asked} as good."
    )


def quality(measures: pd.DataFrame) -> str | None:
    """Mean quality points in the latest year, of those available."""
    rows = pick(measures, "qof_achievement", category="mean_points")
    if rows.empty:
        return None
    now = rows.iloc[-1]
    most = value_of(measures, "qof_achievement", category="maximum_points", period=now["period"])
    of = f" of {most:,.0f}" if most else ""
    return (
        f"In {now['period']}, practices achieved {now['value']:.1f}{of} quality points on average."
    )


def experience(measures: pd.DataFrame) -> str | None:
    """Patients' experience and the quality that practices achieve, in one headline."""
    said = [sentence for sentence in (survey(measures), quality(measures)) if sentence]
    return " ".join(said) or None


def systems(measures: pd.DataFrame) -> str | None:
    """The shared clinical system: live, and migrating, apart."""
    live = pick(measures, "shared_clinical_system_practices", category="live")
    moving = pick(measures, "shared_clinical_system_practices", category="migrating")
    if live.empty:
        return None
    now = live.iloc[-1]
    said = f"{now['value']:.1f}% of practices are live on the shared clinical system"
    if len(moving):
        said += f" and {moving.iloc[-1]['value']:.1f}% are migrating to it"
    return f"{said}."


_SECTIONS = {
    "extended_access": "extended-access",
    "online_consultation": "online-consultation",
    "correspondence_training": "training",
    "care_navigation": "training",
}


def answer(measures: pd.DataFrame, *, board: pd.DataFrame) -> list[tuple[str, str]]:
    """The answer at the top of the page: two sentences, so that the board follows in sight."""
    first = board["measure"].iloc[0] if len(board) else ""
    section = next((to for start, to in _SECTIONS.items() if first.startswith(start)), None)
    every = [
        (first_of_all(board), section or "all-trajectories"),
        (trajectories(board), "all-trajectories"),
        (appointments(measures), "appointments"),
        (quality(measures), "experience-and-quality"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:2]
