"""The arithmetic of the workforce report: who works here, what is advertised, what is to come.

Headcount is not added above practice level (people who work in two practices would count twice);
a share of headcount is, since both its parts count them so.
"""

import pandas as pd

from analysis import periods, places, register
from analysis.measures import Card, by_place, figure, ratio, share, sources
from analysis.project import Cycle

CARDS = {
    card.name: card
    for card in (
        Card(
            "staff_fte",
            "Staff in general practice",
            "fte",
            "Full-time equivalents (37.5 hours) of a staff group over the practices that supplied "
            "it, at the snapshot.",
            "workforce",
            "Practices that supplied nothing are not in it: see how many did.",
        ),
        Card(
            "gp_fte",
            "GPs by definition",
            "fte",
            "Full-time equivalent GPs; the category says whom the publisher counts. Definitions "
            "of different years are not the same measure.",
            "workforce",
        ),
        Card(
            "staff_fte_per_1000_registered",
            "Staff per 1,000 registered patients",
            "fte_per_1000",
            "Full-time equivalents of a staff group over the registered patients of the practices "
            "that supplied it, at the list nearest before the snapshot.",
            "workforce",
        ),
        Card(
            "staff_share_55_plus",
            "Share of staff aged 55 and over",
            "percent",
            "Headcount aged 55 and over, of headcount whose age is known.",
            "workforce",
            "People who work in two practices count in both.",
        ),
        Card(
            "practices_supplying_workforce",
            "Practices that supplied workforce data",
            "percent",
            "Practices of the snapshot with a figure for the staff group, of all in it.",
            "workforce",
        ),
        Card(
            "workforce_snapshot_age",
            "Age of the workforce snapshot",
            "days",
            "Days from the last day of the newest snapshot to the committee's day.",
            "workforce",
        ),
        Card(
            "pcn_workforce_fte",
            "Staff in primary care networks",
            "fte",
            "Sum of full-time equivalents over the network workforce file, by role.",
            "workforce",
            "The publisher's corrections enter as negative entries.",
        ),
        Card(
            "adverts_since_launch",
            "Posts advertised since the site opened",
            "adverts",
            "Adverts opened up to the day of the return, by type of role.",
            "workforce",
        ),
        Card(
            "adverts_live",
            "Posts advertised now",
            "adverts",
            "Adverts opened up to the day of the return and not closed by it.",
            "workforce",
        ),
        Card(
            "clinical_pharmacist_target",
            "Clinical pharmacists: target",
            "fte",
            "Target as the plan states it.",
            "workforce",
        ),
        Card(
            "clinical_pharmacist_need",
            "Clinical pharmacists: need",
            "fte",
            "Registered patients over the patients that one pharmacist is assumed to serve.",
            "workforce",
        ),
        Card(
            "clinical_pharmacist_fte",
            "Clinical pharmacists in post",
            "fte",
            "Full-time equivalent pharmacists in the practices' workforce returns.",
            "workforce",
        ),
        Card(
            "international_gp_target",
            "International GPs: target",
            "headcount",
            "Target as the plan states it, cumulative.",
            "workforce",
        ),
        Card(
            "physician_associate_placements",
            "Physician associate placements",
            "placements",
            "Placements as the plan states them.",
            "workforce",
        ),
    )
}

GROUPS = ("gp", "nurse", "direct_patient_care", "admin")
_OVER_55 = ("55-59", "60-64", "65-69", "70+", "65+", "60+", "55+")
_TARGETS = {
    "clinical_pharmacist": "clinical_pharmacist_target",
    "international_gp": "international_gp_target",
    "physician_associate": "physician_associate_placements",
}


def staff_by_group(
    practice_staff: pd.DataFrame, list_size: pd.DataFrame, *, commissioner: str
) -> pd.DataFrame:
    """FTE by snapshot and staff group with the patients of the practices that supplied it.

    Columns: snapshot_date, staff_group, practices, supplied, fte, patients_registered,
    fte_per_1000 (blank where no list is known). FTE is blank where no practice supplied any.

    One row per snapshot_date, staff_group.
    """
    ours = practice_staff[
        (practice_staff["commissioner_code"] == commissioner) & (practice_staff["role"] == "all")
    ]
    with_lists = [
        rows.merge(
            register.list_on(list_size, commissioner=commissioner, day=day)[
                ["practice_code", "patients_registered"]
            ],
            on="practice_code",
            how="left",
            validate="many_to_one",
        )
        for day, rows in ours.groupby("snapshot_date")
    ]
    columns = ["snapshot_date", "staff_group", "practices", "supplied", "fte"]
    if not with_lists:
        return pd.DataFrame(columns=[*columns, "patients_registered", "fte_per_1000"])
    rows = pd.concat(with_lists, ignore_index=True)
    # Patients of a practice without FTE, and FTE of one without a list, would tilt the rate.
    both = rows["fte"].notna() & rows["patients_registered"].notna()
    rows = rows.assign(
        supplied=rows["fte"].notna(),
        rated_fte=rows["fte"].where(both),
        patients_registered=rows["patients_registered"].where(both),
    )
    grouped = rows.groupby(["snapshot_date", "staff_group"], as_index=False, sort=True)
    summed = grouped.agg(practices=("practice_code", "size"), supplied=("supplied", "sum"))
    for column in ("fte", "rated_fte", "patients_registered"):
        summed[column] = grouped[column].sum(min_count=1)[column]
    patients = summed["patients_registered"]
    summed["fte_per_1000"] = summed["rated_fte"].div(patients.where(patients > 0)) * 1000
    return _in_group_order(summed)


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


def roles(practice_staff: pd.DataFrame, *, commissioner: str, snapshot: str | None) -> pd.DataFrame:
    """FTE by staff group and role at one snapshot, with the practices that have anyone.

    Columns: staff_group, role, fte, practices_with_any. GP definitions that overlap are in it
    as the publisher names them: never add them up.

    One row per staff_group, role.
    """
    rows = practice_staff[
        (practice_staff["commissioner_code"] == commissioner)
        & (practice_staff["snapshot_date"] == snapshot)
    ]
    rows = rows.assign(practices_with_any=rows["fte"] > 0)
    grouped = rows.groupby(["staff_group", "role"], as_index=False, sort=True)
    summed = grouped["fte"].sum(min_count=1)
    summed["practices_with_any"] = grouped["practices_with_any"].sum()["practices_with_any"]
    return _in_group_order(summed[summed["fte"] > 0])


def adverts(vacancy: pd.DataFrame) -> pd.DataFrame:
    """Adverts by type of role at the day of the return: since launch, live, and days open.

    Columns: role_type, since_launch, live, live_median_days_open; a last row ``total``.

    One row per role_type.
    """
    columns = ["role_type", "since_launch", "live", "live_median_days_open"]
    if vacancy.empty:
        return pd.DataFrame(columns=columns)
    as_at = vacancy["as_at"].max()
    opened = vacancy[vacancy["opened_on"] <= as_at]
    live = opened["closed_on"].isna() | (opened["closed_on"] > as_at)
    days = opened["opened_on"].map(lambda day: periods.days_between(day, as_at))
    opened = opened.assign(live=live, days_open=days.where(live))

    def count(rows, role_type):
        return {
            "role_type": role_type,
            "since_launch": len(rows),
            "live": int(rows["live"].sum()),
            "live_median_days_open": rows["days_open"].median(),
        }

    by_role = [count(rows, role) for role, rows in opened.groupby("role_type", sort=True)]
    return pd.DataFrame([*by_role, count(opened, "total")], columns=columns)


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the workforce report that the cycle's returns allow."""
    return [
        *_staff_figures(tables, cycle),
        *_network_figures(tables, cycle),
        *_coming_figures(tables, cycle),
    ]


def _staff_figures(tables, cycle):
    staff, ages, ours, found = (
        tables["practice_staff"],
        tables["practice_staff_age"],
        cycle.commissioner,
        [],
    )
    mine = staff[staff["commissioner_code"] == ours]
    for row in staff_by_group(staff, tables["list_size"], commissioner=ours).to_dict("records"):
        day, group = row["snapshot_date"], row["staff_group"]
        used = mine[(mine["snapshot_date"] == day) & (mine["staff_group"] == group)]
        lists = register.list_on(tables["list_size"], commissioner=ours, day=day)
        about = {"area": ours, "period": day[:7], "category": group}
        found += figure(CARDS["staff_fte"], row["fte"], source=sources(used), **about)
        found += ratio(
            CARDS["staff_fte_per_1000_registered"],
            row["rated_fte"],
            row["patients_registered"],
            times=1000.0,
            source=sources(used, lists),
            **about,
        )
        found += share(
            CARDS["practices_supplying_workforce"],
            row["supplied"],
            row["practices"],
            source=sources(used),
            **about,
        )
    known = places.members(tables, commissioner=ours, day=cycle.as_at)
    totals = mine[mine["role"] == "all"]
    for by, area_type in (("locality", "locality"), ("pcn_code", "pcn")):
        if known[by].notna().any() and len(totals):
            placed = places.roll_up(
                totals, places=known, by=["snapshot_date", "staff_group", by], sums=["fte"]
            )
            for (day, group), rows in placed.groupby(["snapshot_date", "staff_group"]):
                found += by_place(
                    CARDS["staff_fte"],
                    rows,
                    area=by,
                    value="fte",
                    area_type=area_type,
                    category=group,
                    period=day[:7],
                    source=sources(totals[totals["snapshot_date"] == day]),
                )
    definitions = mine[
        (mine["staff_group"] == "gp")
        & (mine["role"].eq("all") | mine["role"].str.startswith("excluding"))
    ]
    for (day, definition), rows in definitions.groupby(["snapshot_date", "role"]):
        found += figure(
            CARDS["gp_fte"],
            rows["fte"].sum(min_count=1),
            area=ours,
            category=definition,
            period=day[:7],
            source=sources(rows),
        )
    pharmacists = mine[
        (mine["staff_group"] == "direct_patient_care")
        & mine["role"].isin(["pharmacist", "advanced_pharmacist_practitioner"])
    ]
    for day, rows in pharmacists.groupby("snapshot_date"):
        found += figure(
            CARDS["clinical_pharmacist_fte"],
            rows["fte"].sum(min_count=1),
            area=ours,
            period=day[:7],
            source=sources(rows),
        )
    profile = age_profile(ages, commissioner=ours)
    profile = profile[profile["age_band"] != "unknown"]
    for (day, group), rows in profile.groupby(["snapshot_date", "staff_group"]):
        older = rows.loc[rows["age_band"].isin(_OVER_55), "headcount"].sum()
        used = ages[(ages["snapshot_date"] == day) & (ages["commissioner_code"] == ours)]
        found += share(
            CARDS["staff_share_55_plus"],
            older,
            rows["headcount"].sum(),
            area=ours,
            category=group,
            period=day[:7],
            source=sources(used),
        )
    if len(mine):
        newest = mine["snapshot_date"].max()
        found += figure(
            CARDS["workforce_snapshot_age"],
            periods.days_between(newest, cycle.as_at),
            area=ours,
            category="general_practice",
            period=cycle.as_at,
            source=sources(mine[mine["snapshot_date"] == newest]),
        )
    return found


def _network_figures(tables, cycle):
    staff, ours, found = tables["pcn_staff"], cycle.commissioner, []
    mine = staff[staff["commissioner_code"] == ours]
    for day, rows in mine.groupby("snapshot_date"):
        about = {"area": ours, "period": day[:7], "source": sources(rows)}
        found += figure(CARDS["pcn_workforce_fte"], rows["fte"].sum(), category="total", **about)
        for role, group in rows.groupby("role"):
            found += figure(
                CARDS["pcn_workforce_fte"], group["fte"].sum(), category=_slug(role), **about
            )
        networks = rows.groupby("pcn_code", as_index=False)["fte"].sum(min_count=1)
        found += by_place(
            CARDS["pcn_workforce_fte"],
            networks,
            area="pcn_code",
            value="fte",
            area_type="pcn",
            category="total",
            period=day[:7],
            source=about["source"],
        )
    if len(mine):
        newest = mine["snapshot_date"].max()
        found += figure(
            CARDS["workforce_snapshot_age"],
            periods.days_between(newest, cycle.as_at),
            area=ours,
            category="primary_care_networks",
            period=cycle.as_at,
            source=sources(mine[mine["snapshot_date"] == newest]),
        )
    return found


def _coming_figures(tables, cycle):
    vacancy, target, ours, found = (
        tables["vacancy"],
        tables["workforce_target"],
        cycle.commissioner,
        [],
    )
    for row in adverts(vacancy).to_dict("records"):
        about = {
            "area": ours,
            "category": row["role_type"],
            "period": vacancy["as_at"].max(),
            "source": sources(vacancy),
        }
        found += figure(CARDS["adverts_since_launch"], row["since_launch"], **about)
        found += figure(CARDS["adverts_live"], row["live"], **about)
    for row in target.to_dict("records"):
        found += figure(
            CARDS[_TARGETS[row["role"]]],
            row["value"],
            area=ours,
            category=row["category"] if isinstance(row["category"], str) else "",
            period=row["period"],
            basis=row["basis"],
            source=row["source_file"],
        )
    assumption, lists = tables["assumption"], tables["list_size"]
    served = assumption[assumption["assumption_id"] == "patients_per_clinical_pharmacist"]
    mine = lists[lists["commissioner_code"] == ours]
    if len(served):
        per = served["value"].iloc[0]
        for day, rows in mine.groupby("extract_date"):
            found += ratio(
                CARDS["clinical_pharmacist_need"],
                rows["patients_registered"].sum(),
                per,
                area=ours,
                category=f"one_per_{per:.0f}",
                period=day,
                basis="target",
                source=sources(served, rows),
            )
    return found


def _in_group_order(frame: pd.DataFrame, *then: str) -> pd.DataFrame:
    order = {group: place for place, group in enumerate(GROUPS)}
    keys = [column for column in ("snapshot_date", "staff_group", *then) if column in frame]
    ranked = frame.assign(rank=frame["staff_group"].map(order))
    keys = ["rank" if key == "staff_group" else key for key in keys]
    return ranked.sort_values(keys, kind="stable").drop(columns="rank").reset_index(drop=True)


def _slug(text: str) -> str:
    """A publisher's role as a category: lower case, words joined by underscores."""
    return "_".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
