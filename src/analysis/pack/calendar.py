"""What is owed to whom by when, and the same figures by month, by quarter and by year."""

import pandas as pd

from analysis.measures import figure, pick, sources
from analysis.project import Cycle, periods

CADENCES = ("monthly", "quarterly", "yearly")
# Counted at the end of a month: the monthly, quarterly and yearly papers show the same figure.
ROLLED_UP = (
    "extended_access_coverage",
    "online_consultation_practices",
    "correspondence_training_practices",
    "correspondence_training_patients",
    "care_navigation_patients",
    "primary_care_home_practices",
    "delegated_variance_to_date",
)
STANDINGS = ("overdue", "sent late", "sent on time", "to come")


def owed(reporting: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every report of the calendar with its standing on the day, what is overdue first.

    What was sent after the day counts as not yet sent. Columns: report, recipient, cadence,
    period, due_on, sent_on, standing, owner_role.

    One row per report, period.
    """
    columns = "report recipient cadence period due_on sent_on standing owner_role".split()
    standing = []
    for row in reporting.to_dict("records"):
        sent = row["sent_on"] if isinstance(row["sent_on"], str) else None
        if sent and sent <= day:
            standing.append("sent on time" if sent <= row["due_on"] else "sent late")
        else:
            standing.append("overdue" if row["due_on"] < day else "to come")
    known = reporting.assign(standing=pd.Series(standing, reporting.index, dtype="str"))
    order = {name: place for place, name in enumerate(("overdue", "to come"))}
    return (
        known.assign(rank=known["standing"].map(order).fillna(len(order)))
        .sort_values(["rank", "due_on", "report"])[columns]
        .reset_index(drop=True)
    )


def rolled_up(measures: pd.DataFrame, *, commissioner: str, names: tuple[str, ...]) -> pd.DataFrame:
    """Figures counted at the end of a month as the monthly, quarterly and yearly papers have them.

    One figure serves all three: the quarter and the year show that of their last month, and a
    quarter or year whose last month is not there yet shows nothing. Columns: measure, unit, month
    and month_value (the newest), quarter and quarter_value (the newest complete one), year and
    year_value.

    One row per measure that has a month.
    """
    columns = "measure unit month month_value quarter quarter_value year year_value".split()
    rows = []
    for name in names:
        known = pick(
            measures, name, area_type="commissioner", area=commissioner, category="", basis="actual"
        )
        known = known[known["period"].str.fullmatch(r"\d{4}-\d\d")]
        if known.empty:
            continue
        at = dict(zip(known["period"], known["value"], strict=True))
        month = max(at)
        quarter = max((m for m in at if int(m[5:]) % 3 == 0), default=None)
        year = max((m for m in at if m.endswith("-03")), default=None)
        rows.append(
            {
                "measure": name,
                "unit": known["unit"].iloc[0],
                "month": month,
                "month_value": at[month],
                "quarter": quarter,
                "quarter_value": at.get(quarter),
                "year": periods.financial_year(year) if year else None,
                "year_value": at.get(year),
            }
        )
    found = pd.DataFrame(rows, columns=columns)
    values = ["month_value", "quarter_value", "year_value"]
    return found.astype(dict.fromkeys(values, "float64"))


def titles(definitions: pd.DataFrame) -> dict[str, str]:
    """What a reader calls each measure; ``definitions`` is that of the cycle's figures."""
    return dict(zip(definitions["measure"], definitions["title"], strict=True))


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Reports of the calendar by how often they are owed and how they stand."""
    found = []
    listed = owed(tables["reporting"], day=cycle.as_at)
    for cadence, rows in listed.groupby("cadence"):
        for standing in STANDINGS:
            found += figure(
                "reports_owed",
                rows["standing"].eq(standing).sum(),
                area=cycle.commissioner,
                category=f"{cadence}: {standing}",
                period=cycle.as_at,
                source=sources(tables["reporting"]),
            )
    return found
