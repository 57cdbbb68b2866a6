"""The staff that England was promised, and the local share of them by registered patients."""

from typing import Any

import pandas as pd

from analysis.measures import figure, pick, ratio, share, sources, value_of
from analysis.places import membership, patient_lists
from analysis.project import Cycle, periods
from analysis.workforce.roles import ENGLAND

# Each role's row of the assumptions log.
PROMISED = {role: f"{role}_growth_national" for role in ENGLAND}
YEARS = "gp_growth_years"


def by_role(measures: pd.DataFrame) -> pd.DataFrame:
    """England's extra staff and the local share, for each role that the log has.

    Columns: role, england, local_share (posts), by.

    One row per role.
    """
    rows = pick(measures, "national_growth")
    ours = {
        role: value_of(measures, "national_growth_local_share", role=role) for role in rows["role"]
    }
    return pd.DataFrame(
        {
            "role": rows["role"].map(ENGLAND),
            "england": rows["value"],
            "local_share": rows["role"].map(ours),
            "by": rows["period"],
        }
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Our patients of England's, what England was promised, and our share of it."""
    log, found = tables["assumption"], []
    england = patient_lists.of_england(tables)
    day, theirs = england["extract_date"].max(), england["patients_registered"].sum()
    lists = tables["list_size"]
    mine = membership.rows_of(lists[lists["extract_date"] == day], cycle.commissioner)
    ours, area = mine["patients_registered"].sum(), {"area": cycle.commissioner}
    if len(england) and len(mine):
        about: dict[str, Any] = {"period": day, "source": sources(england, mine), **area}
        found += share("patients_share_of_england", ours, theirs, **about)
    known = log.set_index("assumption_id")
    for role, name in PROMISED.items():
        if not {name, YEARS} <= set(known.index):
            continue
        row = known.loc[name]
        about = {"role": role, "basis": "target", **area}
        about["period"] = _last_year(row["dated_on"], int(known.loc[YEARS, "value"]))
        rows = log[log["assumption_id"].isin([name, YEARS])]
        found += figure("national_growth", row["value"], source=sources(rows), **about)
        if len(mine):
            about["source"] = sources(rows, england, mine)
            found += ratio("national_growth_local_share", row["value"] * ours, theirs, **about)
    return found


def _last_year(day: str, years: int) -> str:
    """The last of so many financial years, the first of which has the day."""
    first = int(periods.financial_year(day)[:4]) + years - 1
    return f"{first}/{(first + 1) % 100:02d}"
