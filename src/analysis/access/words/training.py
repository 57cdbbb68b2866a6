"""Training in correspondence and care navigation, in words."""

import pandas as pd

from analysis.access.words.all_trajectories import chance, version
from analysis.measures import latest, pick, value_of
from analysis.project import periods
from analysis.writing.phrases import count, figure, first_down, of_them, written


def navigation(measures: pd.DataFrame) -> str | None:
    """Care navigation, and the patients whom neither training reaches."""
    now = latest(measures, "care_navigation_patients", basis="actual")
    if now is None:
        return None
    sentence = f"Care navigation covers {now['value']:.0f}% of patients"
    places = value_of(measures, "care_navigation_localities", period=now["period"])
    if places:
        sentence += f" in {count(places, 'locality', 'localities')}"
    slips = pick(measures, "milestone_slip", basis="actual", programme="care navigation")
    if len(slips) and slips["value"].max() < 0:
        sentence += f", {figure(-slips['value'].max(), 'days')} ahead of its plan"
    either = latest(measures, "either_training_patients")
    if either is not None:
        sentence += (
            f"; by {periods.in_words(either['period'])}, one training or the other is to reach "
            f"{either['value']:.0f}%, leaving {100 - either['value']:.0f}% with neither"
        )
    return f"{sentence}."


def enrolment(measures: pd.DataFrame) -> str | None:
    """What present enrolment in correspondence training reaches, against the plan's last step."""
    reached = latest(measures, "training_enrolled_practices", programme="correspondence_training")
    plan = pick(measures, "correspondence_training_practices", area_type="commissioner")
    plan = plan[plan["basis"].isin(["plan", "target"])]
    if reached is None:
        return None
    sentence = (
        f"On present enrolment correspondence training reaches {reached['numerator']:.0f} of "
        f"{reached['denominator']:.0f} practices ({reached['value']:.1f}%)"
    )
    if len(plan):
        last = plan.iloc[-1]
        sentence += (
            f", against a {last['basis']} of {last['value']:.0f}% by the end of {last['period']}"
        )
    chose = latest(measures, "training_enrolled_practices", programme="care_navigation")
    if chose is not None:
        practices = count(chose["numerator"], "practice")
        sentence += f"; {practices} chose care navigation, in {chose['period']}"
    return f"{sentence}."


def in_words(sides: pd.DataFrame) -> pd.DataFrame:
    """Training on both denominators, each against a target of its own, with cells in words.

    ``sides`` is what ``training_reach.side_by_side`` gives. Columns: training, counted_in, now,
    if_dates_are_kept, outlook, target, chance_of_target.

    One row per training, counted_in, target.
    """
    rows = sides.to_dict("records")
    return sides[["training", "counted_in"]].assign(
        now=[
            f"{row['now_count']:,.0f} of {row['now_of']:,.0f} ({row['now_percent']:.1f}%)"
            for row in rows
        ],
        if_dates_are_kept=written(sides["forecast_percent"], "{:.1f}%"),
        outlook=[_outlook(row) for row in rows],
        target=[_target(row) for row in rows],
        chance_of_target=[chance(row["chance_percent"]) for row in rows],
    )


def if_dates_are_kept(sides: pd.DataFrame) -> str:
    """The heading of what practices plan: that it holds if they keep their dates, and by when."""
    known = sides["forecast_period"].dropna()
    return "If dates are kept" + (f" by {periods.in_words(known.iloc[0])}" if len(known) else "")


def neither(measures: pd.DataFrame) -> str | None:
    """How many patients and practices neither training reaches."""
    patients = value_of(measures, "neither_training_patients", area_type="commissioner")
    row = latest(measures, "neither_training_practices")
    if patients is None or row is None:
        return None
    return (
        f"By {periods.in_words(row['period'])}, {of_them(row['numerator'])} of "
        f"{row['denominator']:.0f} practices are to have neither training, with "
        f"{figure(patients, 'patients')}."
    )


def difference(measures: pd.DataFrame) -> str | None:
    """By how much the share of patients passes that of practices, and why."""
    points = value_of(measures, "training_share_difference", area_type="commissioner")
    if points is None:
        return None
    if round(points, 1) == 0:
        return "The share of patients and the share of practices are the same."
    higher, size = ("higher", "larger") if points > 0 else ("lower", "smaller")
    return (
        f"The share of patients is {abs(points):.1f} points {higher} than the share of practices: "
        f"practices trained are {size} than the average."
    )


def _outlook(row: dict) -> str:
    if pd.isna(row["projected_percent"]):
        return "–"
    low, high = (f"{row[name]:.1f}" for name in ("low_80_percent", "high_80_percent"))
    band = "" if low == high else f" ({low} to {high})"
    return f"{row['projected_percent']:.1f}%{band}"


def _target(row: dict) -> str:
    if pd.isna(row["target_percent"]):
        return "none"
    return f"{row['target_percent']:.0f}% ({first_down(version(row['plan_version'], 'target'))})"
