"""What is owed to whom by when, and the same figures by month, by quarter and by year."""

import numpy as np
import pandas as pd

from analysis.measures import counts, pick, sources
from analysis.project import Cycle, periods

# Counted at the end of a month: the monthly, quarterly and yearly papers show the same figure.
IN_EVERY_PAPER = (
    "extended_access_coverage",
    "online_consultation_practices",
    "correspondence_training_practices",
    "correspondence_training_patients",
    "care_navigation_patients",
    "primary_care_home_practices",
    "delegated_variance_to_date",
)
STANDINGS = ("overdue", "to come", "sent late", "sent on time")


def owed(reporting: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every report of the calendar with its standing on the day, what is overdue first.

    What was sent after the day counts as not yet sent. Columns: report, recipient, cadence,
    period, due_on, sent_on, standing, owner_role.

    One row per report, period.
    """
    due, sent_on = reporting["due_on"], reporting["sent_on"]
    sent = sent_on <= day
    standing = np.select(
        [sent & (sent_on <= due), sent, due < day],
        ["sent on time", "sent late", "overdue"],
        "to come",
    )
    columns = "report recipient cadence period due_on sent_on standing owner_role"
    return (
        reporting.assign(standing=standing, rank=[min(STANDINGS.index(one), 2) for one in standing])
        .sort_values(["rank", "due_on", "report"])[columns.split()]
        .reset_index(drop=True)
    )


def month_quarter_year(
    measures: pd.DataFrame, *, commissioner: str, names: tuple[str, ...] = IN_EVERY_PAPER
) -> pd.DataFrame:
    """Figures counted at the end of a month as the monthly, quarterly and yearly papers have them.

    One figure serves all three: the quarter and the year show that of their last month, and a
    quarter or year whose last month is not there yet shows nothing. Columns: measure, unit, month
    and month_value (the newest), quarter and quarter_value (the newest complete one), year and
    year_value.

    One row per measure that has a month.
    """
    rows = []
    for name in names:
        known = pick(
            measures, name, area_type="commissioner", area=commissioner, category="", basis="actual"
        )
        known = known[known["period"].str.fullmatch(r"\d{4}-\d\d")]
        if known.empty:
            continue
        at = known.set_index("period")["value"]
        quarter = max((month for month in at.index if int(month[5:]) % 3 == 0), default=None)
        year = max((month for month in at.index if month.endswith("-03")), default=None)
        rows.append(
            {
                "measure": name,
                "unit": known["unit"].iloc[0],
                "month": max(at.index),
                "month_value": at[max(at.index)],
                "quarter": quarter,
                "quarter_value": at.get(quarter),
                "year": periods.financial_year(year) if year else None,
                "year_value": at.get(year),
            }
        )
    columns = "measure unit month month_value quarter quarter_value year year_value".split()
    values = ["month_value", "quarter_value", "year_value"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(values, "float64"))


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Reports of the calendar by how often they are owed and by standing."""
    found = []
    for cadence, rows in owed(tables["reporting"], day=cycle.as_at).groupby("cadence"):
        found += counts(
            "reports_owed",
            rows["standing"],
            STANDINGS,
            dimension="status",
            cadence=cadence,
            area=cycle.commissioner,
            period=cycle.as_at,
            source=sources(tables["reporting"]),
        )
    return found
