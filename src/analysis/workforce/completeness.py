"""Which practices supplied their workforce, which the publisher estimated, which gave nothing."""

import json

import pandas as pd

from analysis import disclosure
from analysis.measures import share, sources
from analysis.places.membership import as_read
from analysis.project import Cycle
from analysis.workforce.roles import GROUPS, TITLES
from analysis.workforce.staff import titled

SUPPLIED, ESTIMATED, NOTHING = "supplied", "estimated", "not supplied"


def status(practice_staff: pd.DataFrame) -> pd.DataFrame:
    """How each practice's total came about, by snapshot and staff group.

    Adds ``status``: estimated where the publisher says so, else supplied where there is a figure
    (a zero is one), else not supplied.

    One row per practice_code, snapshot_date, staff_group.
    """
    rows = practice_staff[practice_staff["role"] == "all"]
    estimated = rows["provided"].str.contains("estimat", case=False, na=False)
    plain = rows["fte"].notna().map({True: SUPPLIED, False: NOTHING})
    return rows.assign(status=plain.mask(estimated, ESTIMATED))


def _latest(practice_staff: pd.DataFrame) -> pd.DataFrame:
    rows = status(practice_staff)
    return rows[rows["snapshot_date"] == rows["snapshot_date"].max()]


def lacking(practice_staff: pd.DataFrame, practice_names: pd.DataFrame) -> pd.DataFrame:
    """Practices of the latest snapshot that did not supply every staff group, and why.

    Columns: practice_code, practice_name, then a column for each staff group: its status, with
    the publisher's own words where it gives any.

    One row per practice_code.
    """
    rows = _latest(practice_staff)
    wanting = rows.loc[rows["status"] != SUPPLIED, "practice_code"]
    reasons = rows["provided"].where(rows["status"] != SUPPLIED).fillna(rows["status"])
    rows = rows.assign(reason=reasons)[rows["practice_code"].isin(wanting)]
    wide = rows.pivot_table(
        index="practice_code", columns="staff_group", values="reason", aggfunc="first"
    )
    wide = wide.reindex(columns=list(GROUPS)).rename(columns=TITLES).rename_axis(columns=None)
    names = practice_names.set_index("practice_code")["practice_name"].dropna().map(as_read)
    wide.insert(0, "practice_name", wide.index.map(names))
    return disclosure.of_practices(wide.reset_index())


def counts(practice_staff: pd.DataFrame) -> pd.DataFrame:
    """Practices by how their figures came about, at the latest snapshot.

    Columns: staff_group, practices, supplied, estimated, not_supplied.

    One row per staff_group.
    """
    rows = _latest(practice_staff)
    counted = pd.crosstab(rows["staff_group"], rows["status"])
    counted = counted.reindex(columns=[SUPPLIED, ESTIMATED, NOTHING], fill_value=0)
    counted.insert(0, "practices", counted.sum(axis="columns"))
    counted = counted.rename(columns={NOTHING: "not_supplied"}).rename_axis(columns=None)
    return titled(counted.reset_index())


def restated(practice_staff: pd.DataFrame, set_aside: pd.DataFrame) -> pd.DataFrame:
    """Snapshots that two files give with different figures, the one that is used and the other.

    ``set_aside`` is the cycle's list of rows left out. Columns: snapshot, staff_group, practices,
    used_fte, used_file, other_fte, other_file; FTE over the practices whose figures differ.

    One row per snapshot, staff_group, other_file.
    """
    columns = ["snapshot", "staff_group", "practices"]
    columns += ["used_fte", "used_file", "other_fte", "other_file"]
    rows = set_aside.reindex(columns=["file", "table", "rule", "row"])
    rows = rows[(rows["table"] == "practice_staff") & (rows["rule"] == "one row each")]
    other = pd.DataFrame(rows["row"].map(json.loads).tolist())
    other = other.assign(other_file=rows["file"].tolist())
    if other.empty:
        return pd.DataFrame(columns=columns)
    keys = ["practice_code", "snapshot_date", "staff_group", "role"]
    other = other[other["role"] == "all"].rename(columns={"fte": "other_fte"})
    used = practice_staff.rename(columns={"fte": "used_fte", "source_file": "used_file"})
    both = used[[*keys, "used_fte", "used_file"]].merge(
        other[[*keys, "other_fte", "other_file"]], on=keys, validate="one_to_many"
    )
    both = both.assign(
        snapshot=both["snapshot_date"], other_fte=pd.to_numeric(both["other_fte"]), practices=1
    )
    apart = both[(both["used_fte"] - both["other_fte"]).abs() > 1e-9]
    groups = apart.groupby(["snapshot", "staff_group", "used_file", "other_file"], as_index=False)
    summed = groups[["practices", "used_fte", "other_fte"]].sum()
    return summed.assign(staff_group=summed["staff_group"].map(TITLES))[columns]


def figures(cycle: Cycle, mine: pd.DataFrame) -> list[dict]:
    """The share of practices whose figure the publisher estimated, where it estimated any."""
    found = []
    for (day, group), rows in status(mine).groupby(["snapshot_date", "staff_group"]):
        estimated = (rows["status"] == ESTIMATED).sum()
        about = {"area": cycle.commissioner, "staff_group": group, "period": day[:7]}
        if estimated:
            about["source"] = sources(rows)
            found += share("practices_estimated_workforce", estimated, len(rows), **about)
    return found
