"""Special-cause charts in words: what they show, and the rules they follow."""

import pandas as pd

from analysis.methods import special_cause as rules_of
from analysis.project import periods
from analysis.writing.phrases import figure, of_them


def special_cause(chart: pd.DataFrame, *, what: str, unit: str = "percent") -> str | None:
    """How many months are of special cause, whether the last is, and the process limits."""
    if chart.empty:
        return None
    special = chart[chart["variation"] != rules_of.COMMON]
    last = chart.iloc[-1]
    low, high = (figure(last[name], unit).split(" ")[0] for name in ("low", "high"))
    said = (
        f"{what}: {figure(last['value'], unit)} in {periods.in_words(last['month'])}, "
        f"{_KIND[last['variation']]}; {of_them(len(special))} of {len(chart)} months "
        f"{'is' if len(special) <= 1 else 'are'} of special cause"
    )
    return f"{said}; limits {low} to {high}."


def special_as_read(summary: pd.DataFrame) -> pd.DataFrame:
    """Every special-cause series for a reader, with both variants of the two-of-three rule.

    One row per measure, category.
    """
    rows = summary.to_dict("records")
    return pd.DataFrame(
        {
            "Series": [_NAMED.get(row["category"]) or _NAMED[row["measure"]] for row in rows],
            "Latest month": [
                f"{_size(row, 'value')}, {periods.in_words(row['month'])}" for row in rows
            ],
            "Mean": [_size(row, "mean") for row in rows],
            "Limits": [f"{_size(row, 'low')} to {_size(row, 'high')}" for row in rows],
            "Latest is": [_KIND[row["variation"]] for row in rows],
            "Special cause": [f"{row['special_months']} of {row['months']} months" for row in rows],
            "By the rule until 2023": [
                f"{row['special_months_before']} of {row['months']}" for row in rows
            ],
        }
    )


def _size(row: dict, name: str) -> str:
    return f"{row[name]:.1f}%" if row["category"] else f"{row[name]:.0f}"


def rules(*charts: pd.DataFrame) -> list[str]:
    """The rule set of the charts, and whether any limits are trial limits."""
    drawn = [chart for chart in charts if len(chart)]
    if not drawn:
        return []
    lines = [
        f"Rules (NHS England, Making Data Count): limits are the mean and {rules_of.LIMIT} mean "
        "moving ranges either side, large moves not screened out. Special cause: outside the "
        f"limits; {rules_of.RUN} in a row on one side of the mean; {rules_of.RUN} in a row that "
        "rise or fall; two of three near a limit on one side, points beyond it counted (the rule "
        "since November 2023)."
    ]
    lines.append(
        "The rule until November 2023 left such points out of the two; the table counts by both."
    )
    if any(chart["trial"].any() for chart in drawn):
        lines.append(f"With fewer than {rules_of.ENOUGH} months, limits are trial limits.")
    return lines


_NAMED = {
    "same_day": "Seen on the day of booking",
    "within_14_days": "Seen within 14 days",
    "did_not_attend": "Did not attend",
    "face_to_face": "Face to face",
    "contacts_per_1000_registered": "Contacts per 1,000 patients",
}
_KIND = {
    rules_of.COMMON: "usual variation",
    rules_of.IMPROVEMENT: "special cause for the better",
    rules_of.CONCERN: "special cause for the worse",
    rules_of.SPECIAL: "special cause",
}
