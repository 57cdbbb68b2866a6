"""Who works in general practice: staff by group and role, and their change over the same practices.

A snapshot is the publisher's count of one day; ``role`` is ``all`` in a row that counts everyone.
"""

import pandas as pd

from analysis.measures import by_row, figure, pick, sources
from analysis.places import membership
from analysis.project import Cycle, periods
from analysis.workforce.roles import GROUPS, TITLES, practice_role


def with_figures(
    rows: pd.DataFrame, measures: pd.DataFrame, *, by: str, **columns: tuple[str, str]
) -> pd.DataFrame:
    """Rows of one of the commissioner's measures, with other measures as further columns.

    ``columns`` says for each column its measure and its comparator: ``""`` for the commissioner's
    own figure, ``"england"`` for all England's. A comparator's column in which nothing is known is
    left out: it is no gap of this commissioner's.

    One row per ``by``, period.
    """
    keys = [by, "period"]
    for column, (measure, comparator) in columns.items():
        values = pick(measures, measure, area_type="commissioner", comparator=comparator)
        if comparator and values.empty:
            continue
        values = values[[*keys, "value"]].rename(columns={"value": column})
        rows = rows.merge(values, on=keys, how="left", validate="one_to_one")
    return rows


def titled(rows: pd.DataFrame, *then: str) -> pd.DataFrame:
    """Rows of the four staff groups in their usual order, ``then`` by columns; groups by title.

    One row per row of a known staff group.
    """
    order = rows["staff_group"].map({group: place for place, group in enumerate(GROUPS)})
    ordered = rows.assign(order=order).dropna(subset=["order"])
    ordered = ordered.sort_values(["order", *then], kind="stable", ignore_index=True)
    return ordered.drop(columns="order").assign(staff_group=ordered["staff_group"].map(TITLES))


def by_group(measures: pd.DataFrame) -> pd.DataFrame:
    """Staff by group and snapshot as the measures have them, England's rate where it is known.

    Columns: staff_group, snapshot, supplied (practices), fte, per_1000_registered,
    per_1000_weighted and, where the national file is there, england_per_1000.

    One row per staff_group, snapshot.
    """
    rows = pick(measures, "practices_supplying_workforce", area_type="commissioner")
    rows = with_figures(
        rows.assign(supplied=[of_practices(row) for row in rows.to_dict("records")]),
        measures,
        by="staff_group",
        fte=("staff_fte", ""),
        per_1000_registered=("staff_fte_per_1000_registered", ""),
        per_1000_weighted=("staff_fte_per_1000_weighted", ""),
        england_per_1000=("staff_fte_per_1000_registered", "england"),
    )
    columns = ["staff_group", "snapshot", "supplied", "fte", "per_1000_registered"]
    rows = titled(rows.rename(columns={"period": "snapshot"}), "snapshot")
    return rows.filter([*columns, "per_1000_weighted", "england_per_1000"])


def of_practices(supplying: dict) -> str:
    """How many practices supplied their figures: ``85 of 86 practices``."""
    return f"{supplying['numerator']:.0f} of {supplying['denominator']:.0f} practices"


def by_role(practice_staff: pd.DataFrame) -> pd.DataFrame:
    """FTE by staff group and role at the latest snapshot, with the practices that have anyone.

    Totals and definitions that overlap are left out: the roles of a group add up to it, as far as
    the publisher gives them all. Columns: staff_group, role, fte, practices_with_any.

    One row per staff_group, role with anyone in it.
    """
    rows = practice_staff[practice_staff["snapshot_date"] == practice_staff["snapshot_date"].max()]
    overlapping = (rows["role"] == "all") | rows["role"].str.startswith("excluding_")
    rows = rows[~overlapping].assign(any=rows["fte"] > 0)
    summed = rows.groupby(["staff_group", "role"], as_index=False).agg(
        fte=("fte", "sum"), practices_with_any=("any", "sum")
    )
    found = titled(summed[summed["fte"] > 0])
    return found.assign(role=found["role"].map(practice_role))


def like_for_like(
    practice_staff: pd.DataFrame, successors: dict[str, str] | None = None
) -> pd.DataFrame:
    """FTE at the first and the last snapshot over the practices that supplied both.

    A practice that supplied one of them alone would show as a change that did not happen; so
    would a merger, hence ``successors`` (closed practice to the open one that took it over):
    practices that have become one are looked at as one, and only where each of them supplied.
    Columns: staff_group, first_period, last_period, practices, fte_first, fte_last, fte_change.

    One row per staff_group.
    """
    rows = practice_staff[practice_staff["role"] == "all"]
    columns = ["staff_group", "first_period", "last_period", "practices"]
    columns += ["fte_first", "fte_last", "fte_change"]
    days = rows.loc[rows["fte"].notna(), "snapshot_date"]
    first, last = days.min(), days.max()
    if days.nunique() < 2:
        return pd.DataFrame(columns=columns)
    keys = ["practice_code", "staff_group"]
    rows = rows.assign(practice_code=rows["practice_code"].replace(successors or {}))
    summed = rows.groupby([*keys, "snapshot_date"], as_index=False)["fte"].sum(skipna=False)
    both = summed.pivot_table(index=keys, columns="snapshot_date", values="fte", aggfunc="first")
    both = both.reindex(columns=[first, last]).dropna()
    both = both.set_axis(["fte_first", "fte_last"], axis="columns")
    groups = both.groupby("staff_group")
    found = groups.sum().assign(
        practices=groups.size(), first_period=first[:7], last_period=last[:7]
    )
    found["fte_change"] = found["fte_last"] - found["fte_first"]
    return found.reset_index()[columns]


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle, mine: pd.DataFrame) -> list[dict]:
    """The change over the same practices and the snapshot's age, as rows of the long table."""
    newest = mine["snapshot_date"].max() if len(mine) else cycle.as_at
    found = snapshot_age(mine, cycle, employer="general_practice")
    change = like_for_like(mine, membership.recorded_successors(tables, newest))
    files = {group: sources(rows) for group, rows in mine.groupby("staff_group")}
    change["source"] = change["staff_group"].map(files)
    by = {"staff_group": "staff_group", "since": "first_period", "period": "last_period"}
    columns = {"staff_fte_change_like_for_like": "fte_change"}
    return found + by_row(change, columns, by=by | {"source": "source"}, area=cycle.commissioner)


def snapshot_age(mine: pd.DataFrame, cycle: Cycle, *, employer: str) -> list[dict]:
    """Days from the newest snapshot to the committee's day, as a row of the long table."""
    if mine.empty:
        return []
    newest = mine["snapshot_date"].max()
    return figure(
        "workforce_snapshot_age",
        periods.days_between(newest, cycle.as_at),
        area=cycle.commissioner,
        employer=employer,
        period=cycle.as_at,
        source=sources(mine[mine["snapshot_date"] == newest]),
    )
