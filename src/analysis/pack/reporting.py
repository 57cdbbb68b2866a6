"""What is owed to whom by when, and the same figures by month, by quarter and by year."""

import numpy as np
import pandas as pd

from analysis.measures import counts, in_order_of, sources
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

    What was sent after the day counts as not yet sent. Adds ``standing`` (one of ``STANDINGS``)
    to the columns of the return.

    One row per report, period.
    """
    due, sent_on = reporting["due_on"], reporting["sent_on"]
    sent = sent_on <= day
    standing = np.select(
        [sent & (sent_on <= due), sent, due < day],
        ["sent on time", "sent late", "overdue"],
        "to come",
    )
    # What was sent follows in the order of its day, late or not.
    order = ["overdue", "to come"]
    return in_order_of(
        reporting.assign(standing=standing), "standing", order, then=["due_on", "report"]
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
    known = measures[
        measures["measure"].isin(names)
        & (measures["area_type"] == "commissioner")
        & (measures["area"] == commissioner)
        & (measures["category"] == "")
        & (measures["basis"] == "actual")
        & measures["period"].str.fullmatch(r"\d{4}-\d\d")
    ].sort_values("period")
    of_year = known["period"].str[5:]
    found = known.drop_duplicates("measure").set_index("measure")[["unit"]]
    for span, rows in (
        ("month", known),
        ("quarter", known[of_year.isin(["03", "06", "09", "12"])]),
        ("year", known[of_year == "03"]),
    ):
        newest = rows.drop_duplicates("measure", keep="last").set_index("measure")
        found[span], found[f"{span}_value"] = newest["period"], newest["value"]
    found["year"] = found["year"].map(periods.financial_year, na_action="ignore")
    return found.loc[[name for name in names if name in found.index]].reset_index()


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Reports of the calendar by how often they are owed and by standing."""
    about, found = {"area": cycle.commissioner, "period": cycle.as_at}, []
    about["source"] = sources(tables["reporting"])
    for cadence, rows in owed(tables["reporting"], day=cycle.as_at).groupby("cadence"):
        its = about | {"dimension": "status", "cadence": cadence}
        found += counts("reports_owed", rows["standing"], STANDINGS, **its)
    return found
