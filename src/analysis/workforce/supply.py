"""Which practices supplied their workforce, which the publisher estimated, which gave nothing."""

import json

import pandas as pd

from analysis.measures import share, sources
from analysis.places import as_read
from analysis.project import Cycle
from analysis.workforce.roles import GROUPS, TITLES

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


def lacking(practice_staff: pd.DataFrame, practice_names: pd.DataFrame) -> pd.DataFrame:
    """Practices of the latest snapshot that did not supply every staff group, and why.

    Columns: practice_code, practice_name, then a column for each staff group: its status, with
    the publisher's own words where it gives any.

    One row per practice_code.
    """
    rows = status(practice_staff)
    rows = rows[rows["snapshot_date"] == rows["snapshot_date"].max()]
    said = rows["provided"].where(rows["status"] != SUPPLIED)
    rows = rows.assign(said=said.fillna(rows["status"]))
    wanting = rows.loc[rows["status"] != SUPPLIED, "practice_code"].unique()
    columns = ["practice_code", "practice_name", *(TITLES[group] for group in GROUPS)]
    if not len(wanting):
        return pd.DataFrame(columns=columns)
    found = []
    names = practice_names.set_index("practice_code")["practice_name"]
    for code, own in rows[rows["practice_code"].isin(wanting)].groupby("practice_code"):
        by_group = own.set_index("staff_group")["said"]
        found.append(
            {
                "practice_code": code,
                "practice_name": as_read(names[code]) if names.get(code) else None,
                **{TITLES[group]: by_group.get(group) for group in GROUPS},
            }
        )
    return pd.DataFrame(found, columns=columns)


def counts(practice_staff: pd.DataFrame) -> pd.DataFrame:
    """Practices by how their figures came about, at the latest snapshot.

    Columns: staff_group, practices, supplied, estimated, not_supplied.

    One row per staff_group.
    """
    rows = status(practice_staff)
    rows = rows[rows["snapshot_date"] == rows["snapshot_date"].max()]
    found = []
    for group in GROUPS:
        own = rows.loc[rows["staff_group"] == group, "status"]
        if len(own):
            found.append(
                {
                    "staff_group": TITLES[group],
                    "practices": len(own),
                    "supplied": int((own == SUPPLIED).sum()),
                    "estimated": int((own == ESTIMATED).sum()),
                    "not_supplied": int((own == NOTHING).sum()),
                }
            )
    columns = ["staff_group", "practices", "supplied", "estimated", "not_supplied"]
    return pd.DataFrame(found, columns=columns)


def restated(practice_staff: pd.DataFrame, set_aside: pd.DataFrame) -> pd.DataFrame:
    """Snapshots that two files give with different figures: what is used, and what the other said.

    ``set_aside`` is the cycle's list of rows left out. Columns: snapshot, staff_group, practices,
    used_fte, used_file, other_fte, other_file; FTE over the practices whose figures differ.

    One row per snapshot, staff_group, other_file.
    """
    columns = ["snapshot", "staff_group", "practices"]
    columns += ["used_fte", "used_file", "other_fte", "other_file"]
    rows = set_aside.reindex(columns=["file", "table", "rule", "row"])
    rows = rows[(rows["table"] == "practice_staff") & (rows["rule"] == "one row each")]
    said = pd.DataFrame(rows["row"].map(json.loads).tolist()).assign(file=rows["file"].tolist())
    if said.empty:
        return pd.DataFrame(columns=columns)
    keys = ["practice_code", "snapshot_date", "staff_group", "role"]
    other = said[said["role"] == "all"].rename(columns={"fte": "other_fte", "file": "other_file"})
    used = practice_staff.rename(columns={"fte": "used_fte", "source_file": "used_file"})
    both = used[[*keys, "used_fte", "used_file"]].merge(
        other[[*keys, "other_fte", "other_file"]], on=keys, validate="one_to_many"
    )
    both = both.assign(other_fte=pd.to_numeric(both["other_fte"]))
    apart = both[(both["used_fte"] - both["other_fte"]).abs() > 1e-9]
    grouped = apart.groupby(
        ["snapshot_date", "staff_group", "used_file", "other_file"], as_index=False
    )
    summed = grouped.agg(
        practices=("practice_code", "size"),
        used_fte=("used_fte", "sum"),
        other_fte=("other_fte", "sum"),
    )
    named = summed.assign(
        snapshot=summed["snapshot_date"], staff_group=summed["staff_group"].map(TITLES)
    )
    return named[columns]


def figures(cycle: Cycle, mine: pd.DataFrame) -> list[dict]:
    """The share of practices whose figure the publisher estimated, where it estimated any."""
    found = []
    rows = status(mine)
    for (day, group), own in rows.groupby(["snapshot_date", "staff_group"]):
        estimated = (own["status"] == ESTIMATED).sum()
        if estimated:
            found += share(
                "practices_estimated_workforce",
                estimated,
                len(own),
                area=cycle.commissioner,
                category=group,
                period=day[:7],
                source=sources(own),
            )
    return found
