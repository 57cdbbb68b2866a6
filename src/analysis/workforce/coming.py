"""Who is to come and who works in networks: adverts, targets, network staff."""

import pandas as pd

from analysis import places
from analysis.measures import by_place, figure, pick, ratio, sources
from analysis.places import patient_lists
from analysis.project import Cycle, periods
from analysis.workforce.roles import ROLE_TYPES, network_role

_TARGETS = {
    "clinical_pharmacist": "clinical_pharmacist_target",
    "international_gp": "international_gp_target",
    "physician_associate": "physician_associate_placements",
}


def network_roles(measures: pd.DataFrame) -> pd.DataFrame:
    """FTE in networks by role at the latest snapshot, largest first.

    Columns: role, fte.

    One row per role.
    """
    rows = pick(measures, "pcn_workforce_fte", area_type="commissioner")
    rows = rows[(rows["period"] == rows["period"].max()) & (rows["category"] != "total")]
    rows = rows.sort_values("value", ascending=False)
    names = rows["category"].map(network_role)
    return pd.DataFrame({"role": names, "fte": rows["value"]}).reset_index(drop=True)


def adverts(vacancy: pd.DataFrame) -> pd.DataFrame:
    """Adverts by type of role at the day of the return: since launch, live, and days open.

    Columns: role_type, since_launch, live, and of those live the median and the most days open;
    a last row ``total``.

    One row per role_type.
    """
    columns = ["role_type", "since_launch", "live", "live_median_days_open"]
    columns += ["live_longest_days_open"]
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
            "live_longest_days_open": rows["days_open"].max(),
        }

    by_role = [count(rows, role) for role, rows in opened.groupby("role_type", sort=True)]
    return pd.DataFrame([*by_role, count(opened, "total")], columns=columns)


def adverts_shown(vacancy: pd.DataFrame) -> pd.DataFrame:
    """Adverts by type of role as a table shows them, the total last.

    Columns: role, since_the_site_opened, live, median_open_days, longest_open_days (of those
    live).

    One row per role.
    """
    rows = adverts(vacancy)
    names = rows["role_type"].map(lambda code: ROLE_TYPES.get(code, code))
    return pd.DataFrame(
        {
            "role": names,
            "since_the_site_opened": rows["since_launch"],
            "live": rows["live"],
            "median_open_days": rows["live_median_days_open"],
            "longest_open_days": rows["live_longest_days_open"],
        }
    )


def network_figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Staff in primary care networks, as rows of the long table."""
    staff, ours, found = tables["pcn_staff"], cycle.commissioner, []
    mine = staff[staff["commissioner_code"] == ours]
    for day, rows in mine.groupby("snapshot_date"):
        about = {"area": ours, "period": day[:7], "source": sources(rows)}
        found += figure("pcn_workforce_fte", rows["fte"].sum(), category="total", **about)
        for role, group in rows.groupby("role"):
            found += figure("pcn_workforce_fte", group["fte"].sum(), category=_slug(role), **about)
        for category, group in (("total", rows), *((_slug(r), g) for r, g in rows.groupby("role"))):
            found += by_place(
                "pcn_workforce_fte",
                group.groupby("pcn_code", as_index=False)["fte"].sum(min_count=1),
                area="pcn_code",
                value="fte",
                area_type="pcn",
                category=category,
                period=day[:7],
                source=about["source"],
            )
        found += _network_rates(tables, cycle, rows, day)
    if len(mine):
        newest = mine["snapshot_date"].max()
        found += figure(
            "workforce_snapshot_age",
            periods.days_between(newest, cycle.as_at),
            area=ours,
            category="primary_care_networks",
            period=cycle.as_at,
            source=sources(mine[mine["snapshot_date"] == newest]),
        )
    return found


def _network_rates(tables, cycle, staff, day):
    """Network staff over the patients of the networks' practices, in all and by network."""
    ours, found = cycle.commissioner, []
    lists = patient_lists.list_on(tables["list_size"], commissioner=ours, day=day)
    known = places.members(tables, commissioner=ours, day=cycle.as_at)
    if lists.empty or known["pcn_code"].isna().all():
        return found
    patients = places.roll_up(lists, places=known, by=["pcn_code"], sums=["patients_registered"])
    fte = staff.groupby("pcn_code", as_index=False)["fte"].sum(min_count=1)
    both = fte.merge(patients, on="pcn_code", how="inner", validate="one_to_one")
    about = {
        "category": "total",
        "period": day[:7],
        "source": sources(staff, lists),
    }
    card = "pcn_workforce_fte_per_1000_registered"
    for row in both.to_dict("records"):
        found += ratio(
            card,
            row["fte"],
            row["patients_registered"],
            times=1000.0,
            area=row["pcn_code"],
            area_type="pcn",
            **about,
        )
    found += ratio(
        card,
        both["fte"].sum(min_count=1),
        both["patients_registered"].sum(min_count=1),
        times=1000.0,
        area=ours,
        **about,
    )
    return found


def coming_figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Adverts, targets and needs, as rows of the long table."""
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
        found += figure("adverts_since_launch", row["since_launch"], **about)
        found += figure("adverts_live", row["live"], **about)
        found += figure("adverts_live_days_open", row["live_median_days_open"], **about)
    for row in target.to_dict("records"):
        found += figure(
            _TARGETS[row["role"]],
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
                "clinical_pharmacist_need",
                rows["patients_registered"].sum(),
                per,
                area=ours,
                category=f"one_per_{per:.0f}",
                period=day,
                basis="target",
                source=sources(served, rows),
            )
    return found


def _slug(text: str) -> str:
    """A publisher's role as a category: lower case, words joined by underscores."""
    return "_".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
