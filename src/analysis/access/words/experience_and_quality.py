"""Patients' experience, and the quality that practices achieve, in words."""

import pandas as pd

from analysis.access.experience import APPOINTMENT
from analysis.measures import latest, pick, value_of


def experience(measures: pd.DataFrame) -> str | None:
    """Patients' experience and the quality that practices achieve, in one headline."""
    return " ".join(filter(None, (survey(measures), quality(measures)))) or None


def survey(measures: pd.DataFrame) -> str | None:
    """Experience of making an appointment in the latest survey."""
    every = pick(measures, "survey_share", area_type="commissioner")
    rows = every[every["question"].isin(APPOINTMENT)]
    if rows.empty:
        return None
    now = rows.iloc[-1]
    old_series = now["question"] == APPOINTMENT[0]
    asked = "making an appointment" if old_series else "contacting the practice"
    return (
        f"In the {now['period']} GP Patient Survey, {now['value']:.1f}% of patients who answered "
        f"described their experience of {asked} as good."
    )


def quality(measures: pd.DataFrame) -> str | None:
    """Mean quality points in the latest year, of those available."""
    now = latest(measures, "qof_achievement", statistic="mean_points")
    if now is None:
        return None
    year = now["period"]
    most = value_of(measures, "qof_achievement", period=year, statistic="maximum_points")
    of = f" of {most:,.0f}" if most else ""
    return f"In {year}, practices achieved {now['value']:.1f}{of} quality points on average."


def smallest_area(by_area: pd.DataFrame) -> str | None:
    """How far the area with the fewest responses may be off by chance; None without a share."""
    known = by_area.dropna(subset=["appointment_percent"])
    if known.empty:
        return None
    small = known.sort_values("appointment_responses", kind="stable").iloc[0]
    return (
        "Very good and fairly good together, weighted by responses; practices closed since count "
        f"where they were. With {small['appointment_responses']:.0f} responses {small['area']} may "
        f"be off by {small['appointment_margin_points']:.0f} points either way by chance alone."
    )
