"""Sentences on which practices supplied figures, and how old these are."""

import pandas as pd

from analysis.measures import latest, pick
from analysis.project import periods
from analysis.workforce.roles import IN_A_SENTENCE
from analysis.writing.phrases import count, figure, first_up, joined

_SNAPSHOTS = {
    "general_practice": "general practice snapshot",
    "primary_care_networks": "network snapshot",
}

METHOD = (
    "FTE is at 37.5 hours a week. Headcount is not added above practice level: people who work in "
    "two practices would count twice. Compare a snapshot with the same month of another year: "
    "trainees rotate in August.",
    "A rate divides the FTE of the practices that supplied it by the patients of the same "
    "practices, as the workforce return counts them; where it does not, by the published list.",
    "The projection ages each five-year band by a fifth a year, takes away leavers and adds "
    "joiners as the assumptions log says; each year's rates stray by the logged spread, 4,000 "
    "times with a fixed seed.",
)


def age(measures: pd.DataFrame) -> str | None:
    """How old the newest snapshot is on the committee's day."""
    rows = pick(measures, "workforce_snapshot_age", area_type="commissioner")
    if rows.empty:
        return None
    row = rows.sort_values("value").iloc[0]
    return (
        f"The newest {_SNAPSHOTS[row['employer']]} is {count(row['value'], 'day')} old on "
        f"{periods.in_words(row['period'])}."
    )


def snapshots(measures: pd.DataFrame) -> str | None:
    """For the head of a page: of which day the staff are, and how old that is by the meeting."""
    sentences = []
    for employer, whose, measure, where in (
        ("general_practice", "practices", "staff_fte", {"staff_group": "gp"}),
        ("primary_care_networks", "networks", "pcn_workforce_fte", {"role": "total"}),
    ):
        days = latest(measures, "workforce_snapshot_age", employer=employer)
        now = latest(measures, measure, **where)
        if days is not None and now is not None:
            month, old = periods.in_words(now["period"]), figure(days["value"], "days")
            sentences.append(f"Staff of {whose} as at the end of {month}, {old} old")
    return "; ".join(sentences) or None


def completeness(measures: pd.DataFrame) -> str | None:
    """Which staff group the fewest practices supplied at the latest snapshot."""
    rows = pick(measures, "practices_supplying_workforce", area_type="commissioner")
    if rows.empty:
        return None
    rows = rows[rows["period"] == rows["period"].max()]
    worst = rows.loc[rows["value"].idxmin()]
    if worst["value"] == 100:
        return "Every practice in the snapshot supplied every staff group."
    lacking = worst["denominator"] - worst["numerator"]
    return (
        f"{first_up(count(lacking, 'practice'))} of {worst['denominator']:.0f} supplied no "
        f"figure for {IN_A_SENTENCE[worst['staff_group']]}; these totals and rates leave them out."
    )


def restated(restated_rows: pd.DataFrame) -> str | None:
    """That files disagree about a snapshot, and which of them the report follows."""
    if restated_rows.empty:
        return None
    parts = [
        f"{row['staff_group']} of {count(row['practices'], 'practice')} in "
        f"{periods.in_words(row['snapshot'][:7])} (used: {row['used_fte']:.1f} FTE of "
        f"{row['used_file']}; not used: {row['other_fte']:.1f} of {row['other_file']})"
        for row in restated_rows.head(4).to_dict("records")
    ]
    more = len(restated_rows) - len(parts)
    rest = f" and {count(more, 'more figure')}" if more > 0 else ""
    return f"Restated between files: {joined(parts)}{rest}."
