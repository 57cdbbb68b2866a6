"""The practices of a place: what each returned, and how many there are with how many sites."""

import pandas as pd

from analysis import disclosure
from analysis.measures import by_row, sources
from analysis.places import membership, patient_lists
from analysis.project import Cycle, periods
from analysis.workforce.place_rates import kinds_of_place
from analysis.workforce.roles import GROUPS, TITLES


def of_place(tables: dict[str, pd.DataFrame], cycle: Cycle, *, place: str) -> pd.DataFrame:
    """The practices of one place with patients at the latest list and staff at the latest snapshot.

    Columns: practice (name, code, and since when closed), patients_registered (0 where it closed
    and its list moved), then FTE and headcount of each staff group (gp_fte, gp_headcount, ...);
    blank where the practice supplied nothing, left out where the cycle has no snapshot.

    One row per practice open on the committee's day or in the latest snapshot.
    """
    ours, staff = cycle.commissioner, tables["practice_staff"]
    known = membership.members(tables, commissioner=ours, day=cycle.as_at)
    lists = patient_lists.list_on(tables["list_size"], commissioner=ours, day=cycle.as_at)
    shown = known[(known["locality"] == place) | (known["pcn_code"] == place)].merge(
        lists[["practice_code", "patients_registered"]],
        on="practice_code",
        how="left",
        validate="one_to_one",
    )
    staff = staff[(staff["commissioner_code"] == ours) & (staff["role"] == "all")]
    newest = staff[staff["snapshot_date"] == staff["snapshot_date"].max()]
    columns = []
    for group, rows in newest.groupby("staff_group"):
        for counted in ("fte", "headcount"):
            columns.append(f"{group}_{counted}")
            returned = rows.set_index("practice_code")[counted]
            shown[columns[-1]] = shown["practice_code"].map(returned)
    closed = tables["practice"].set_index("practice_code")["closed_on"].dropna()
    closed_on = shown["practice_code"].map(closed).astype("str")
    gone = closed_on.notna() & (closed_on <= cycle.as_at)
    after = ", closed " + closed_on.fillna("").map(periods.in_words) + ": list moved"
    names = shown["practice_name"].map(membership.as_read, na_action="ignore")
    patients = shown["patients_registered"]
    shown = shown.assign(
        practice=names + " (" + shown["practice_code"] + ")" + after.where(gone, ""),
        patients_registered=patients.mask(gone & patients.isna(), 0.0),
    )
    relevant = ~gone | shown["practice_code"].isin(newest["practice_code"])
    ordered = [f"{group}_{counted}" for group in GROUPS for counted in ("fte", "headcount")]
    columns = ["practice", "patients_registered", *(name for name in ordered if name in columns)]
    return disclosure.of_practices(shown.loc[relevant, columns].reset_index(drop=True))


def with_people_in_brackets(practices: pd.DataFrame) -> pd.DataFrame:
    """The practices of a place with one column for each staff group: ``2.9 (4)`` is 2.9 FTE of 4.

    One row per practice.
    """
    shown = practices[["practice", "patients_registered"]]
    for group in [group for group in GROUPS if f"{group}_fte" in practices]:
        pairs = zip(practices[f"{group}_fte"], practices[f"{group}_headcount"], strict=True)
        cells = [
            None if pd.isna(fte) else f"{fte:.1f}" + ("" if pd.isna(n) else f" ({n:.0f})")
            for fte, n in pairs
        ]
        shown = shown.assign(**{TITLES[group]: cells})
    return shown


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Practices with patients by place, open practices and their sites by locality."""
    practice, found = tables["practice"], []
    known = membership.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    lists = patient_lists.list_on(
        tables["list_size"], commissioner=cycle.commissioner, day=cycle.as_at
    )
    lists = lists.assign(practices=(lists["patients_registered"] > 0).astype("float64"))
    for by, area_type in kinds_of_place(known) if len(lists) else ():
        placed = membership.roll_up(lists, places=known, by=[by], sums=["practices"])
        about = {"area_type": area_type, "source": sources(lists)}
        about["period"] = lists["extract_date"].iloc[0]
        columns = {"practices_with_patients": "practices"}
        found += by_row(placed, columns, by={"area": by}, **about)
    if practice["locality"].isna().all():
        return found
    now_open = membership.open_at(practice, cycle.as_at).assign(practices=1.0)
    sums = ["practices", "delivery_sites"]
    placed = membership.roll_up(now_open, places=known, by=["locality"], sums=sums)
    about = {"area_type": "locality", "period": cycle.as_at, "source": sources(practice)}
    columns = {"practices_open": "practices", "delivery_sites": "delivery_sites"}
    return found + by_row(placed, columns, by={"area": "locality"}, **about)
