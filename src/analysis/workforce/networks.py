"""Who works in primary care networks: the staff that networks employ or contract, by role."""

import pandas as pd

from analysis.measures import by_row, pick, sources, sums
from analysis.places import membership, patient_lists
from analysis.project import Cycle
from analysis.workforce.roles import network_role
from analysis.workforce.staff import snapshot_age


def by_role(measures: pd.DataFrame) -> pd.DataFrame:
    """FTE in networks by role at the latest snapshot, largest first.

    Columns: role, fte.

    One row per role.
    """
    rows = pick(measures, "pcn_workforce_fte", area_type="commissioner")
    rows = rows[(rows["period"] == rows["period"].max()) & (rows["role"] != "total")]
    rows = rows.sort_values("value", ascending=False, ignore_index=True)
    return pd.DataFrame({"role": rows["role"].map(network_role), "fte": rows["value"]})


def returned(measures: pd.DataFrame, *, period: str) -> tuple[int, int]:
    """How many networks are in the return of a snapshot, and how many have patients."""
    there = pick(measures, "pcn_workforce_fte", area_type="pcn", period=period)
    listed = pick(measures, "registered_patients", area_type="pcn")["area"]
    return there["area"].nunique(), listed[listed != membership.UNMAPPED].nunique()


def in_no_network(measures: pd.DataFrame, *, period: str) -> float | None:
    """Patients that the commissioner's rate of a snapshot counts and no network's does."""
    rates = pick(measures, "pcn_workforce_fte_per_1000_registered", period=period, role="total")
    patients = rates.groupby("area_type")["denominator"].sum()
    return patients["commissioner"] - patients.get("pcn", 0.0) if len(patients) else None


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Staff in primary care networks, as rows of the long table."""
    staff, found = tables["pcn_staff"], []
    mine = staff[staff["commissioner_code"] == cycle.commissioner]
    mine = mine.assign(month=mine["snapshot_date"].str[:7], role=mine["role"].map(_slug))
    for rows in (mine, mine.assign(role="total")):
        for area, level in (("commissioner_code", "commissioner"), ("pcn_code", "pcn")):
            by = {"area": area, "period": "month", "role": "role"}
            found += sums("pcn_workforce_fte", rows, "fte", by=by, area_type=level)
    for day, rows in mine.groupby("snapshot_date"):
        found += _rates(tables, cycle, rows, day)
    return [*found, *snapshot_age(mine, cycle, employer="primary_care_networks")]


def _rates(tables, cycle, staff, day):
    """Network staff over patients: each network's own, and in all every registered patient.

    A network that the return does not name has no staff: its rate is 0.
    """
    ours = cycle.commissioner
    found: list[dict] = []
    lists = patient_lists.list_near(tables["list_size"], commissioner=ours, day=day)
    known = membership.placed(tables, commissioner=ours, day=cycle.as_at)
    if lists.empty or known["pcn_code"].isna().all():
        return found
    patients = membership.roll_up(
        lists, places=known, by=["pcn_code"], sums=["patients_registered"]
    )
    patients = patients[patients["pcn_code"] != membership.UNMAPPED]
    fte = staff.groupby("pcn_code")["fte"].sum(min_count=1)
    both = patients.assign(fte=patients["pcn_code"].map(fte).fillna(0.0))
    everyone = lists["patients_registered"].sum()
    whole = pd.DataFrame({"fte": [staff["fte"].sum()], "patients_registered": [everyone]})
    parts = {"pcn_workforce_fte_per_1000_registered": ("fte", "patients_registered", 1000.0)}
    about = {"role": "total", "period": day[:7], "source": sources(staff, lists)}
    for area, level, rows in (
        ("pcn_code", "pcn", both),
        ("commissioner", "commissioner", whole.assign(commissioner=ours)),
    ):
        found += by_row(rows, parts, by={"area": area}, area_type=level, **about)
    return found


def _slug(text: str) -> str:
    """A publisher's role as a code: lower case, words joined by underscores."""
    return "_".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
