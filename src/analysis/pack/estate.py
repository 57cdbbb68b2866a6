"""Sites, their condition and cost; and the clinical systems that practices work with."""

import pandas as pd

from analysis import places
from analysis.measures import figure, pick, ratio, share, sources
from analysis.places import patient_lists
from analysis.project import Cycle

CONDITIONS = ("modern", "adequate", "major_investment")
WAYS = ("sites", "floor_area", "patients")
STATUSES = ("live", "migrating", "other")


def patients_by_site(premises: pd.DataFrame, lists: pd.DataFrame) -> pd.Series:
    """A practice's list shared equally over its sites; blank where no list is known.

    One value per row of ``premises``.
    """
    patients = lists.set_index("practice_code")["patients_registered"]
    sites = premises.groupby("practice_code")["site_id"].transform("size")
    return premises["practice_code"].map(patients) / sites


def condition_table(measures: pd.DataFrame) -> pd.DataFrame:
    """The estate by condition, three ways side by side. One row per condition."""
    rows = pick(measures, "sites_by_condition")
    if rows.empty:
        return pd.DataFrame()
    parts = rows["category"].str.split(": ")
    wide = rows.assign(condition=parts.str[0], way=parts.str[1]).pivot_table(
        index="condition", columns="way", values="value", aggfunc="first"
    )
    wide = wide.reindex(index=[*CONDITIONS, "not stated"], columns=list(WAYS)).dropna(how="all")
    wide.index = [name.replace("_", " ").capitalize() for name in wide.index]
    wide.columns = [f"of_{way}_percent" for way in WAYS]
    return wide.rename_axis("Condition").reset_index()


def systems_table(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices live, migrating and elsewhere. One row per standing."""
    rows = pick(measures, "clinical_system_practices")
    rows = rows[rows["period"] == rows["period"].max()]
    return pd.DataFrame(
        {
            "Shared clinical system": rows["category"].str.capitalize(),
            "practices": rows["value"],
            "share_percent": rows["value"] / rows["value"].sum() * 100,
        }
    ).reset_index(drop=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The estate by condition, its size and cost; practices by clinical system."""
    return [*_estate(tables, cycle), *_systems(tables, cycle)]


def _estate(tables, cycle):
    sites, ours, found = tables["premises"], cycle.commissioner, []
    if sites.empty:
        return found
    day = sites["as_at"].max()
    about = {"area": ours, "period": day, "source": sources(sites)}
    found += figure("sites_surveyed", len(sites), **about)
    lists = patient_lists.list_on(tables["list_size"], commissioner=ours, day=day)
    weights = pd.DataFrame(
        {
            "condition": sites["condition"].fillna("not stated"),
            "sites": 1.0,
            "floor_area": sites["floor_area_m2"],
            "patients": patients_by_site(sites, lists),
        }
    )
    for way in WAYS:
        whole = weights[way].sum(min_count=1)
        for condition, part in weights.groupby("condition")[way].sum(min_count=1).items():
            behind = sources(sites, lists) if way == "patients" else sources(sites)
            found += share(
                "sites_by_condition",
                part,
                whole,
                area=ours,
                category=f"{condition}: {way}",
                period=day,
                source=behind,
            )
    area, cost = sites["floor_area_m2"], sites["reimbursement_gbp"]
    found += figure("floor_area", area.sum(min_count=1), **about)
    found += figure("premises_reimbursement", cost.sum(min_count=1), **about)
    both = area.notna() & cost.notna()
    found += ratio("premises_cost_per_m2", cost[both].sum(), area[both].sum(), **about)
    return found


def _systems(tables, cycle):
    practices, found = tables["practice"], []
    known = places.open_at(practices, cycle.as_at)["clinical_system_status"].dropna()
    for status in STATUSES if len(known) else ():
        found += figure(
            "clinical_system_practices",
            known.eq(status).sum(),
            area=cycle.commissioner,
            category=status,
            period=practices["as_at"].max()[:7],
            source=sources(practices),
        )
    return found
