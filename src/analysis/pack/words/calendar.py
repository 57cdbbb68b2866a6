"""The reporting calendar in words, and one figure for the monthly, quarterly and yearly paper."""

import pandas as pd

from analysis.writing.phrases import count, figure, first_down, joined, underspend, when


def owed(listed: pd.DataFrame) -> str | None:
    """How many reports went out late or are overdue, and what is due next."""
    if listed.empty:
        return None
    counts = listed["standing"].value_counts()
    late = counts.get("sent late", 0)
    sent = late + counts.get("sent on time", 0)
    said = (
        f"Of {count(sent, 'report')} sent {count(late, 'was', 'were') if late else 'none was'} late"
    )
    overdue = listed.loc[listed["standing"] == "overdue", "report"]
    if len(overdue):
        said += f"; overdue: {joined([first_down(report) for report in overdue])}"
    for row in listed[listed["standing"] == "to come"].head(1).to_dict("records"):
        said += f"; next: {first_down(row['report'])} ({when(row['due_on'])})"
    return f"{said}."


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
    rows = rolled.to_dict("records")
    return pd.DataFrame(
        {
            "figure": [titles.get(row["measure"], row["measure"]) for row in rows],
            "monthly": [_figure(row, "month") for row in rows],
            "quarterly": [_figure(row, "quarter") for row in rows],
            "yearly": [_figure(row, "year") for row in rows],
        }
    )


def _figure(row: dict, span: str) -> str:
    value = row[f"{span}_value"]
    if pd.isna(value):
        return "none yet"
    # The one kind of money here is a variance, which is never without its word.
    said = underspend(value) if row["unit"] == "gbp" else figure(value, row["unit"])
    return f"{said} ({when(row[span])})"
