"""The reporting calendar in words, and one figure for the monthly, quarterly and yearly paper."""

import pandas as pd

from analysis.writing.phrases import count, figure, first_down, joined, none_or, underspend, when


def owed(listed: pd.DataFrame) -> str | None:
    """How many reports went out late or are overdue, and what is due next."""
    if listed.empty:
        return None
    counts = listed["standing"].value_counts()
    late = counts.get("sent late", 0)
    sent = late + counts.get("sent on time", 0)
    sentence = f"Of {count(sent, 'report')} sent {none_or(late, 'was', 'were')} late"
    overdue = listed.loc[listed["standing"] == "overdue", "report"]
    if len(overdue):
        sentence += f"; overdue: {joined([first_down(report) for report in overdue])}"
    for row in listed[listed["standing"] == "to come"].head(1).to_dict("records"):
        sentence += f"; next: {first_down(row['report'])} ({when(row['due_on'])})"
    return f"{sentence}."


def owed_in_words(listed: pd.DataFrame) -> pd.DataFrame:
    """The calendar with the day on which a report was sent in the cell of its standing.

    One row per report, period.
    """
    sent = listed["standing"].str.startswith("sent")
    on = ", " + listed["sent_on"].map(when)
    return listed.assign(standing=listed["standing"].mask(sent, listed["standing"] + on))


def month_quarter_year(rolled: pd.DataFrame, titles: pd.Series) -> pd.DataFrame:
    """The figures of the monthly, the quarterly and the yearly paper in words.

    ``titles`` names the measures for a reader. Columns: figure, monthly, quarterly, yearly.

    One row per measure.
    """
    found = {"figure": [titles.get(measure, measure) for measure in rolled["measure"]]}
    for span in ("month", "quarter", "year"):
        found[f"{span}ly"] = [_figure(row, span) for row in rolled.to_dict("records")]
    return pd.DataFrame(found)


def _figure(row: dict, span: str) -> str:
    value = row[f"{span}_value"]
    if pd.isna(value):
        return "none yet"
    # The one kind of money here is a variance, which is never without its word.
    shown = underspend(value) if row["unit"] == "gbp" else figure(value, row["unit"])
    return f"{shown} ({when(row[span])})"
