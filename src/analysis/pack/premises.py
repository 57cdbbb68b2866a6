"""Sites, their condition and cost; and the clinical systems that practices work with."""

from typing import Any

import pandas as pd

from analysis.measures import counts, figure, pick, ratio, share, sources
from analysis.places import membership, patient_lists
from analysis.project import Cycle

CONDITIONS = ("modern", "adequate", "major_investment", "not stated")
COUNTED_BY = ("sites", "floor_area", "patients")
SYSTEM_STATUSES = ("live", "migrating", "other")


def patients_by_site(premises: pd.DataFrame, lists: pd.DataFrame) -> pd.Series:
    """A practice's list shared equally over its sites; blank where no list is known.

    One value per row of ``premises``.
    """
    patients = lists.set_index("practice_code")["patients_registered"]
    sites = premises.groupby("practice_code")["site_id"].transform("size")
    return premises["practice_code"].map(patients) / sites


def by_condition(measures: pd.DataFrame) -> pd.DataFrame:
    """The estate by condition: its share of sites, of floor area and of patients.

    Columns: condition, of_sites_percent, of_floor_area_percent, of_patients_percent.

    One row per condition.
    """
    rows = pick(measures, "sites_by_condition")
    wide = rows.pivot_table(
        index="condition", columns="counted_by", values="value", aggfunc="first"
    )
    wide = wide.reindex(index=CONDITIONS, columns=COUNTED_BY).dropna(how="all")
    wide.index = wide.index.str.replace("_", " ").str.capitalize()
    wide.columns = [f"of_{way}_percent" for way in COUNTED_BY]
    return wide.rename_axis("condition").reset_index()


def clinical_systems(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices live on the shared clinical system, moving to it, and elsewhere.

    Columns: status, practices, share_percent.

    One row per status.
    """
    rows = pick(measures, "clinical_system_practices")
    rows = rows[rows["period"] == rows["period"].max()].reset_index(drop=True)
    status, practices = rows["status"].str.capitalize(), rows["value"]
    share_percent = practices / practices.sum() * 100
    return pd.DataFrame({"status": status, "practices": practices, "share_percent": share_percent})


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The estate by condition, its size and cost; practices by clinical system."""
    practices = tables["practice"]
    status = membership.open_at(practices, cycle.as_at)["clinical_system_status"].dropna()
    about = {"period": str(practices["as_at"].max())[:7], "source": sources(practices)}
    about |= {"area": cycle.commissioner, "dimension": "status"}
    systems = counts("clinical_system_practices", status, SYSTEM_STATUSES, **about)
    return [*_estate(tables, cycle), *systems]


def _estate(tables, cycle) -> list[dict]:
    sites, ours = tables["premises"], cycle.commissioner
    if sites.empty:
        return []
    day = sites["as_at"].max()
    lists = patient_lists.list_on(tables["list_size"], commissioner=ours, day=day)
    area, cost = sites["floor_area_m2"], sites["reimbursement_gbp"]
    both = area.notna() & cost.notna()
    about: dict[str, Any] = {"area": ours, "period": day, "source": sources(sites)}
    found = [
        *figure("sites_surveyed", len(sites), **about),
        *figure("floor_area", area.sum(min_count=1), **about),
        *figure("premises_reimbursement", cost.sum(min_count=1), **about),
        *ratio("premises_cost_per_m2", cost[both].sum(), area[both].sum(), **about),
    ]
    condition = sites["condition"].fillna("not stated")
    for way, size in (
        ("sites", pd.Series(1.0, sites.index)),
        ("floor_area", area),
        ("patients", patients_by_site(sites, lists)),
    ):
        about["source"] = sources(sites, lists) if way == "patients" else sources(sites)
        whole = size.sum(min_count=1)
        for one, part in size.groupby(condition).sum(min_count=1).items():
            found += share(
                "sites_by_condition", part, whole, condition=one, counted_by=way, **about
            )
    return found
