"""Workforce files with one row a post: General Practice and Primary Care Networks.

Layouts seen: General Practice 2015 to 2018 (``JOB_ROLE``) and 2023 on
(``DETAILED_STAFF_ROLE``); Primary Care Networks 2022. The lowest place in the General Practice
file is the CCG or sub-ICB. What bites: ``NULL`` for an age or an identifier, spaces at the end
of values, a Windows dash in names of roles (``Clinical Director – Medical``), the same person
and role twice, and in the network file negative FTE, with which the publisher corrects, and
contracted services that name nobody.
"""

import pandas as pd

from analysis.returns.layout import Reading, Tables
from analysis.returns.layout_files import layouts_of
from analysis.returns.workforce import snapshot_dates


def _read_person(reading: Reading) -> Tables:
    rows = reading.pick()
    rows["snapshot_date"] = snapshot_dates(reading, rows)
    rows["estimated"] = _is_estimated(rows["data_source"])
    if rows["person"].isna().all():
        # The oldest files number nobody: a row is known by its line.
        rows["person"] = "line " + rows["source_line"].astype("str")
    grain = ["person", "snapshot_date", "commissioner_code", "staff_group", "detailed_role"]
    rows["post"] = _ordinal(rows, grain)
    return {"person_staff": rows.drop(columns=["year", "month", "data_source"])}


def _read_network(reading: Reading) -> Tables:
    rows = reading.pick()
    rows["snapshot_date"] = snapshot_dates(reading, rows)
    rows["post"] = _ordinal(rows, ["person", "snapshot_date", "pcn_code", "detailed_role"])
    return {"pcn_staff": rows.drop(columns=["year", "month"])}


def _is_estimated(source: pd.Series) -> pd.Series:
    flags = source.str.contains("estimat", case=False, na=False).map({True: "yes", False: "no"})
    return flags.astype("str").mask(source.isna())


def _ordinal(rows: pd.DataFrame, grain: list[str]) -> pd.Series:
    """1 for the first row of a key, 2 for the second, so that none is taken for a duplicate."""
    return (rows.groupby(grain, dropna=False, sort=False).cumcount() + 1).astype("str")


LAYOUTS = layouts_of(
    "workforce_person",
    {
        "workforce_person": _read_person,
        "workforce_person_job_role": _read_person,
        "workforce_network": _read_network,
    },
)
