"""Online consultation, in practices and in contacts, in words."""

import pandas as pd

from analysis.measures import latest, pick
from analysis.project import periods
from analysis.writing.phrases import figure, joined, of_them


def practices_live(measures: pd.DataFrame) -> str | None:
    """Practices live with online consultation against the plan for the year."""
    now = latest(measures, "online_consultation_practices", basis="actual")
    if now is None:
        return None
    plans = pick(measures, now["measure"], area_type="commissioner", basis="plan")
    live = (
        f"Online consultation is live in {of_them(now['numerator'])} of "
        f"{now['denominator']:.0f} practices"
    )
    if plans.empty:
        return f"{live}."
    due = plans[plans["period"].map(periods.last_day) >= periods.last_day(now["period"])]
    step = (due if len(due) else plans).iloc[0]
    return f"{live}; the plan wants {step['value']:.0f}% by the end of {step['period']}."


def contacts_online(measures: pd.DataFrame) -> str | None:
    """The share of contacts online, and the target if that is what it is a share of."""
    now = latest(measures, "online_consultation_contacts", basis="actual")
    if now is None:
        return None
    online = f"In {periods.in_words(now['period'])}, {now['value']:.1f}% of contacts were online"
    step = latest(measures, now["measure"], basis="target")
    if step is None:
        return f"{online}."
    return (
        f"{online}; read as a share of activity, {step['value']:.0f}% was asked for by the end of "
        f"{step['period']}."
    )


def services(measures: pd.DataFrame) -> str | None:
    """Patients whom their practice enabled for an online service, and since the first month."""
    every = pick(measures, "online_service_patients", area_type="commissioner", status="enabled")
    if every.empty:
        return None
    first, now = every.iloc[0], every.iloc[-1]
    sentence = (
        f"Patient online services: {now['value']:.1f}% of patients were enabled to use one in "
        f"{periods.in_words(now['period'])}"
    )
    if len(every) > 1:
        before = periods.in_words(first["period"])
        sentence += f", compared with {first['value']:.1f}% in {before}"
    return f"{sentence}."


def submissions(measures: pd.DataFrame) -> list[str]:
    """Online consultation submissions of the latest month, as the publisher counts them."""
    rows = pick(measures, "online_consultation_submissions", area_type="commissioner")
    if rows.empty:
        return []
    month = rows["period"].iloc[-1]
    counts = [
        f"{figure(row['value'], row['unit'])} ({row['metric'].lower().replace('_', ' ')})"
        for row in rows[rows["period"] == month].to_dict("records")
    ]
    return [f"Online consultations in {periods.in_words(month)}: {joined(counts)}."]
