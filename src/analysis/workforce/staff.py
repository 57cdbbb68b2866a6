"""Who works in general practice, how old they are, and who supplied the figures."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from analysis import places
from analysis.measures import figure, pick, sources, value_of
from analysis.project import Cycle, periods
from analysis.workforce import definitions, projection, supply
from analysis.workforce.roles import GROUPS, TITLES, role_title

_BROAD = ["under_35_percent", "from_35_to_44_percent", "from_45_to_54_percent", "from_55_percent"]
OVER_55 = ("55-59", "60-64", "65-69", "70+", "65+", "60+", "55+")


def claimed(
    practice_rows: pd.DataFrame, *, members: pd.DataFrame, commissioner: str
) -> pd.DataFrame:
    """The rows with the commissioner filled in where the file names none.

    The tall practice file carries no commissioner: its practices are those of the register or
    the published map (``places.members``). A commissioner that the file names stays.

    One row per row of ``practice_rows``.
    """
    code = practice_rows["commissioner_code"]
    belongs = practice_rows["practice_code"].isin(members["practice_code"])
    return practice_rows.assign(commissioner_code=code.mask(code.isna() & belongs, commissioner))


def members(tables: dict[str, pd.DataFrame], cycle: Cycle) -> pd.DataFrame:
    """The commissioner's practices with their places, closed ones included.

    One row per practice_code.
    """
    return places.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)


def of_commissioner(tables: dict[str, pd.DataFrame], cycle: Cycle) -> dict[str, pd.DataFrame]:
    """The commissioner's own rows of ``practice_staff`` and ``practice_staff_age``, by name."""
    ours, known = cycle.commissioner, members(tables, cycle)
    placed = {
        name: claimed(tables[name], members=known, commissioner=ours)
        for name in ("practice_staff", "practice_staff_age")
    }
    return {name: rows[rows["commissioner_code"] == ours] for name, rows in placed.items()}


def groups_over_time(measures: pd.DataFrame) -> pd.DataFrame:
    """Staff by group and snapshot as the measures have them, England's rate where it is known.

    Columns: staff_group, snapshot, supplied (practices), fte, per_1000_registered,
    per_1000_weighted and, where the national file is there, england_per_1000.

    One row per staff_group, snapshot.
    """
    names = {
        "per_1000_registered": "staff_fte_per_1000_registered",
        "per_1000_weighted": "staff_fte_per_1000_weighted",
    }
    rows = {
        name: pick(measures, name, area_type="commissioner").set_index(["category", "period"])
        for name in ("staff_fte", "practices_supplying_workforce", *names.values())
    }
    supplied, rates = rows["practices_supplying_workforce"], names["per_1000_registered"]
    found = []
    for group in GROUPS:
        for key in [key for key in supplied.index if key[0] == group]:
            found.append(
                {
                    "staff_group": TITLES[group],
                    "snapshot": key[1],
                    "supplied": f"{supplied.loc[key, 'numerator']:.0f} of "
                    f"{supplied.loc[key, 'denominator']:.0f} practices",
                    "fte": rows["staff_fte"]["value"].get(key),
                    **{column: rows[name]["value"].get(key) for column, name in names.items()},
                    "england_per_1000": rows[rates]["value"].get((f"{group}_england", key[1])),
                }
            )
    return _england_if_known(pd.DataFrame(found), "england_per_1000")


def _england_if_known(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Without England's column where nothing stands in it: it is no gap of this commissioner's."""
    known = frame.empty or frame[column].notna().any()
    return frame if known else frame.drop(columns=column)


def age_profile(practice_staff_age: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """Headcount by snapshot, staff group and age band, and its share of the group's known ages.

    One row per snapshot_date, staff_group, age_band.
    """
    ours = practice_staff_age[practice_staff_age["commissioner_code"] == commissioner]
    summed = ours.groupby(["snapshot_date", "staff_group", "age_band"], as_index=False, sort=True)[
        "headcount"
    ].sum(min_count=1)
    known = summed["headcount"].where(summed["age_band"] != "unknown")
    total = known.groupby([summed["snapshot_date"], summed["staff_group"]]).transform("sum")
    summed["share_percent"] = known / total.where(total > 0) * 100
    return _in_group_order(summed, "age_band")


def roles(practice_staff: pd.DataFrame) -> pd.DataFrame:
    """FTE by staff group and role at the latest snapshot, with the practices that have anyone.

    Totals and definitions that overlap are left out: the roles of a group add up to it, as far as
    the publisher gives them all. Columns: staff_group, role, fte, practices_with_any.

    One row per staff_group, role with anyone in it.
    """
    rows = practice_staff[practice_staff["snapshot_date"] == practice_staff["snapshot_date"].max()]
    overlapping = (rows["role"] == "all") | rows["role"].str.startswith("excluding_")
    rows = rows[~overlapping].assign(practices_with_any=rows["fte"] > 0)
    grouped = rows.groupby(["staff_group", "role"], as_index=False, sort=True)
    summed = grouped["fte"].sum(min_count=1)
    summed["practices_with_any"] = grouped["practices_with_any"].sum()["practices_with_any"]
    found = _in_group_order(summed[summed["fte"] > 0])
    return found.assign(
        staff_group=found["staff_group"].map(TITLES), role=found["role"].map(role_title)
    )


def latest_ages(practice_staff_age: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """The age profile of the latest snapshot, known ages only, groups named for a reader.

    Everyone below 30 is one band, as the publisher has it for GPs; bands run from young to old.
    Columns: staff_group, age_band, headcount, share_percent.

    One row per staff_group, age_band.
    """
    known = practice_staff_age[practice_staff_age["age_band"] != "unknown"]
    first = known["age_band"].str.extract(r"(\d+)", expand=False).astype("float64")
    young = known["age_band"].str.startswith("under") | (first < 30)
    merged = known.assign(age_band=known["age_band"].mask(young, "under 30"))
    profile = age_profile(merged, commissioner=commissioner)
    latest = profile[profile["snapshot_date"] == profile["snapshot_date"].max()]
    latest = latest.assign(
        oldest_last=latest["age_band"].where(latest["age_band"] != "under 30", "00"),
        group_order=latest["staff_group"].map(GROUPS.index),
        staff_group=latest["staff_group"].map(TITLES),
    )
    ordered = latest.sort_values(["group_order", "oldest_last"], ignore_index=True)
    return ordered[["staff_group", "age_band", "headcount", "share_percent"]]


def ages_in(practice_staff_age: pd.DataFrame, *, members: pd.DataFrame, place: str) -> pd.DataFrame:
    """The ages of one place's staff at the latest snapshot, as shares of known ages.

    ``members`` says where practices are (``members``). Columns: staff_group, then
    under_35_percent, from_35_to_44_percent, from_45_to_54_percent, from_55_percent.

    One row per staff_group.
    """
    here = members[(members["locality"] == place) | (members["pcn_code"] == place)]
    rows = practice_staff_age[practice_staff_age["practice_code"].isin(here["practice_code"])]
    newest = practice_staff_age["snapshot_date"].max()
    rows = rows[(rows["snapshot_date"] == newest) & (rows["age_band"] != "unknown")]
    first = rows["age_band"].map(projection.first_age)
    bands = pd.cut(first, [-1, 34, 44, 54, 200], labels=_BROAD).astype("str")
    wide = rows.assign(band=bands).pivot_table(
        index="staff_group", columns="band", values="headcount", aggfunc="sum"
    )
    wide = wide.reindex(columns=_BROAD).fillna(0.0)
    share = wide.div(wide.sum(axis=1).where(lambda whole: whole > 0), axis=0) * 100
    share = share.reindex([group for group in GROUPS if group in share.index]).reset_index()
    return share.rename_axis(columns=None).assign(staff_group=share["staff_group"].map(TITLES))


def older_over_time(measures: pd.DataFrame) -> pd.DataFrame:
    """The share aged 55 and over by group and snapshot, England's beside it where it is known.

    Columns: staff_group, snapshot, aged_55_plus_percent and, where the national file is there,
    england_percent.

    One row per staff_group, snapshot.
    """
    rows = pick(measures, "staff_share_55_plus", area_type="commissioner")
    value = rows.set_index(["category", "period"])["value"]
    found = [
        {
            "staff_group": TITLES[group],
            "snapshot": row["period"],
            "aged_55_plus_percent": row["value"],
            "england_percent": value.get((f"{group}_england", row["period"])),
        }
        for group in GROUPS
        for row in rows[rows["category"] == group].to_dict("records")
    ]
    columns = ["staff_group", "snapshot", "aged_55_plus_percent", "england_percent"]
    return _england_if_known(pd.DataFrame(found, columns=columns), "england_percent")


def by_place(
    measures: pd.DataFrame, *, named: Mapping[str, str] = MappingProxyType({})
) -> pd.DataFrame:
    """Staff per 1,000 registered patients by locality, or by network without localities.

    GPs; where no practice's are known, the networks' own staff. ``named`` says what a reader calls
    a place whose code the measures hold. Columns: place, staff (what is counted), fte,
    fte_per_1000, all_per_1000 (all practices together); highest first, the latest snapshot.

    One row per place.
    """
    columns = ["place", "staff", "fte", "fte_per_1000", "all_per_1000"]
    for measure, category, staff in (
        ("staff_fte_per_1000_registered", "gp", "GPs"),
        ("pcn_workforce_fte_per_1000_registered", "total", "network staff"),
    ):
        rates = pick(measures, measure, category=category)
        rates = rates[
            (rates["period"] == rates["period"].max()) & (rates["area"] != places.UNMAPPED)
        ]
        for area_type in ("locality", "pcn"):
            rows = rates[rates["area_type"] == area_type].sort_values("value", ascending=False)
            if len(rows):
                shown = pd.DataFrame(
                    {
                        "place": rows["area"].map(lambda area: named.get(area, area)),
                        "staff": staff,
                        "fte": rows["numerator"],
                        "fte_per_1000": rows["value"],
                        "all_per_1000": value_of(rates, measure, area_type="commissioner"),
                    }
                )
                return shown.reset_index(drop=True)
    return pd.DataFrame(columns=columns)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Staff in practices, as rows of the long table."""
    ours, found = cycle.commissioner, []
    known = places.members(tables, commissioner=ours, day=cycle.as_at)
    staff = claimed(tables["practice_staff"], members=known, commissioner=ours)
    ages = claimed(tables["practice_staff_age"], members=known, commissioner=ours)
    mine = staff[staff["commissioner_code"] == ours]
    found += definitions.figures(tables, cycle, mine)
    found += supply.figures(cycle, mine)
    pharmacists = mine[
        (mine["staff_group"] == "direct_patient_care")
        & mine["role"].isin(["pharmacist", "advanced_pharmacist_practitioner"])
    ]
    for day, rows in pharmacists.groupby("snapshot_date"):
        found += figure(
            "clinical_pharmacist_fte",
            rows["fte"].sum(min_count=1),
            area=ours,
            period=day[:7],
            source=sources(rows),
        )
    found += projection.figures(tables, cycle, mine, ages[ages["commissioner_code"] == ours])
    if len(mine):
        newest = mine["snapshot_date"].max()
        found += figure(
            "workforce_snapshot_age",
            periods.days_between(newest, cycle.as_at),
            area=ours,
            category="general_practice",
            period=cycle.as_at,
            source=sources(mine[mine["snapshot_date"] == newest]),
        )
    return found


def _in_group_order(frame: pd.DataFrame, *then: str) -> pd.DataFrame:
    order = {group: place for place, group in enumerate(GROUPS)}
    keys = [column for column in ("snapshot_date", "staff_group", *then) if column in frame]
    ranked = frame.assign(rank=frame["staff_group"].map(order))
    keys = ["rank" if key == "staff_group" else key for key in keys]
    return ranked.sort_values(keys, kind="stable").drop(columns="rank").reset_index(drop=True)
