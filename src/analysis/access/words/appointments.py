"""Appointments, whose they are, and the special-cause charts, in words."""

from collections.abc import Iterable

import pandas as pd

from analysis.measures import latest, value_of
from analysis.methods import special_cause
from analysis.project import periods
from analysis.writing.phrases import agree, figure, named, of_them, written

_NAMES = {"": "All", "with_a_gp": "With a GP"}
_SERIES = {
    "same_day": "Seen on the day of booking",
    "within_14_days": "Seen within 14 days",
    "did_not_attend": "Did not attend",
    "face_to_face": "Face to face",
    "contacts_per_1000_registered": "Contacts per 1,000 patients",
}
_VARIATION = {
    special_cause.COMMON: "usual variation",
    special_cause.IMPROVEMENT: "special cause for the better",
    special_cause.CONCERN: "special cause for the worse",
    special_cause.SPECIAL: "special cause",
}


def latest_month(measures: pd.DataFrame) -> str | None:
    """Appointments of the latest month, face to face and same day, against a year before."""
    now = latest(measures, "appointments")
    if now is None:
        return None
    month = now["period"]
    given = figure(now["value"], "appointments")
    sentence = f"In {periods.in_words(month)} general practice gave {given}"
    year_before = periods.add_months(month, -12)
    before = value_of(measures, "appointments", area_type="commissioner", period=year_before)
    if before is not None:
        change = (now["value"] / before - 1) * 100
        way = "up" if change > 0 else "down"
        sentence += f", {way} {abs(change):.1f}% on {periods.in_words(year_before)}"
    face_to_face, same_day = (
        value_of(measures, "appointments_share", kind=kind, period=month, projection="")
        for kind in ("face_to_face", "same_day")
    )
    if face_to_face is not None and same_day is not None:
        sentence += (
            f"; {face_to_face:.0f}% were face to face and {same_day:.0f}% on the day they were "
            "booked"
        )
    return f"{sentence}."


def coverage(measures: pd.DataFrame) -> str:
    """Whose appointments are counted in the latest month with appointments; else nothing.

    A part of a subtitle: it begins with a space.
    """
    counted = latest(measures, "appointments")
    if counted is None:
        return ""
    month, when = counted["period"], periods.in_words(counted["period"])
    sent = latest(measures, "appointments_coverage_practices", period=month)
    patients = value_of(measures, "appointments_coverage_patients", period=month)
    if sent is None:
        return f" How many practices sent data in {when} is not known: no coverage file."
    of_patients = "" if patients is None else f", with {patients:.1f}% of registered patients"
    return (
        f" Sent by {sent['numerator']:.0f} of {sent['denominator']:.0f} open practices in {when}"
        f"{of_patients}."
    )


def given_and_counted(measures: pd.DataFrame) -> str | None:
    """The latest month's appointments, and whose they are."""
    given = latest_month(measures)
    return given and f"{given}{coverage(measures)}"


def by_kind(today: pd.DataFrame) -> pd.DataFrame:
    """The latest month's appointments in words; ``today`` is what ``activity.latest_month`` gives.

    Columns: Appointments, Per 1,000 patients, the month, the month a year before, Change (points)
    and the month three months later with its 80% band.

    One row per kind of appointment.
    """
    rows = today.to_dict("records")
    month = None if today.empty else today["month"].iloc[0]
    now, before, later = (
        words if month is None else periods.in_words(periods.add_months(month, away))
        for words, away in (("Share", 0), ("A year before", -12), ("Projected", 3))
    )
    return pd.DataFrame(
        {
            "Appointments": [_NAMES.get(row["category"]) or named(row["category"]) for row in rows],
            "Per 1,000 patients": written(today["per_1000"], "{:,.0f}"),
            now: written(today["share_percent"], "{:.1f}%"),
            before: written(today["share_before_percent"], "{:.1f}%"),
            "Change (points)": written(today["change_points"], "{:+.1f}"),
            f"{later} (80% band)": [_projected(row) for row in rows],
        }
    )


def variation(chart: pd.DataFrame, *, what: str, unit: str = "percent") -> str | None:
    """How many months are of special cause, whether the last is, and the process limits."""
    if chart.empty:
        return None
    special = (chart["variation"] != special_cause.COMMON).sum()
    last = chart.iloc[-1]
    low, high = (figure(last[name], unit).split(" ")[0] for name in ("low", "high"))
    return (
        f"{what}: {figure(last['value'], unit)} in {periods.in_words(last['month'])}, "
        f"{_VARIATION[last['variation']]}; {of_them(special)} of {len(chart)} months "
        f"{agree(max(special, 1), 'is', 'are')} of special cause; limits {low} to {high}."
        f"{''.join(f' {one}.' for one in _anew(chart[['month', 'because']].to_numpy()))}"
    )


def special_causes(summary: pd.DataFrame) -> pd.DataFrame:
    """Every special-cause series in words, with both variants of the two-of-three rule.

    Columns: series, latest_month, mean, limits, latest_is, special_cause, by_the_rule_until_2023,
    limits_set_anew.

    One row per measure, category.
    """
    cells = [
        (
            _SERIES[row["category"] or row["measure"]],
            f"{_size(row, 'value')}, {periods.in_words(row['month'])}",
            _size(row, "mean"),
            f"{_size(row, 'low')} to {_size(row, 'high')}",
            _VARIATION[row["variation"]],
            f"{row['special_months']} of {row['months']} months",
            f"{row['special_months_before']} of {row['months']}",
            "; ".join(_anew(row["because"])) or "never",
        )
        for row in summary.to_dict("records")
    ]
    columns = ["series", "latest_month", "mean", "limits", "latest_is", "special_cause"]
    return pd.DataFrame(cells, columns=[*columns, "by_the_rule_until_2023", "limits_set_anew"])


def rules(*charts: pd.DataFrame) -> list[str]:
    """The rule set of the charts, and whether any limits are trial limits."""
    drawn = [chart for chart in charts if len(chart)]
    if not drawn:
        return []
    lines = [
        f"Rules (NHS England, Making Data Count): limits are the mean and {special_cause.LIMIT} "
        "mean moving ranges either side, large moves not screened out. Special cause: outside the "
        f"limits; {special_cause.RUN} in a row on one side of the mean; {special_cause.RUN} in a "
        "row that rise or fall; two of three near a limit on one side, points beyond it counted "
        "(the rule since November 2023).",
        "The rule until November 2023 left such points out of the two; the table counts by both.",
    ]
    if any(chart["trial"].any() for chart in drawn):
        lines.append(f"With fewer than {special_cause.ENOUGH} months, limits are trial limits.")
    return lines


def _projected(row: dict) -> str:
    if pd.isna(row["projected_percent"]):
        return "–"
    low, high = row["projected_low_80_percent"], row["projected_high_80_percent"]
    doubt = ", unreliable" if row["band"] == "unreliable" else ""
    return f"{row['projected_percent']:.1f}% ({low:.1f} to {high:.1f}){doubt}"


def _anew(changes: Iterable) -> list[str]:
    """The named changes of a baseline: ``Limits set anew from April 2017: a new count``."""
    return [
        f"Limits set anew from {periods.in_words(month)}: {because}"
        for month, because in changes
        if because
    ]


def _size(row: dict, name: str) -> str:
    return f"{row[name]:.1f}%" if row["category"] else f"{row[name]:.0f}"
