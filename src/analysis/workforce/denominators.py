"""Whose patients a rate of staff divides by: the return's own count, else the published list."""

import pandas as pd

from analysis.places import patient_lists


def patients_at(
    tables: dict[str, pd.DataFrame], *, commissioner: str | None, day: str
) -> pd.DataFrame:
    """The patients of each practice that the rates of a snapshot divide by.

    The workforce return's own count where it has one of that day, as the publisher's rates do;
    else the published list nearest to it (``patient_lists.list_near``); ``commissioner`` None is
    all England. Columns: practice_code, patients_registered, source_file.

    One row per practice_code.
    """
    columns = ["practice_code", "patients_registered", "source_file"]
    own = tables["workforce_list"]
    own = own[own["snapshot_date"] == day]
    if len(own):
        return own[columns]
    lists = tables["list_size"]
    return patient_lists.list_near(lists, commissioner=commissioner, day=day)[columns]


def other_lists(tables: dict[str, pd.DataFrame], *, commissioner: str) -> dict[str, str]:
    """The snapshots whose rates divide by a later list, with its day, or by none (blank)."""
    days = set(tables["practice_staff"]["snapshot_date"])
    days -= set(tables["workforce_list"]["snapshot_date"])
    days |= set(tables["pcn_staff"]["snapshot_date"])
    return patient_lists.other_lists(tables["list_size"], commissioner=commissioner, days=days)


def with_patients(
    practice_staff: pd.DataFrame,
    *,
    registered: pd.DataFrame,
    weighted: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """FTE with the patients of its practice, and the parts of each rate.

    Adds, for ``registered`` and ``weighted``, ``patients_*`` and ``fte_of_*``: both blank where
    either is not known, for FTE without patients (or the other way round) would tilt a rate.
    ``asked`` is 1, ``supplied`` 1 where there is an FTE.

    One row per row of ``practice_staff``.
    """
    rows = practice_staff
    for name, lists in (("registered", registered), ("weighted", weighted)):
        if lists is None:
            continue
        column = f"patients_{name}"
        rows = rows.merge(
            lists[["practice_code", column]],
            on="practice_code",
            how="left",
            validate="many_to_one",
        )
        both = rows["fte"].notna() & (rows[column] > 0)
        rows = rows.assign(
            **{column: rows[column].where(both), f"fte_of_{name}": rows["fte"].where(both)}
        )
    return rows.assign(asked=1.0, supplied=rows["fte"].notna().astype("float64"))


def national_snapshots(practice_rows: pd.DataFrame) -> list[str]:
    """The snapshots of which the cycle holds all England, not the commissioner's practices only."""
    practices = practice_rows.groupby("snapshot_date")["practice_code"].nunique()
    return practices[practices >= patient_lists.NATIONAL_PRACTICES].index.tolist()
