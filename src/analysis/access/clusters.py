"""Clusters of practices: who is to provide extended access, how far it is, and its cost."""

import pandas as pd

from analysis.measures import by_row, figure, share, sources
from analysis.places import membership, patient_lists
from analysis.project import Cycle

_COLUMNS = (
    "cluster lead_provider practices practices_live patients_registered status "
    "business_case_approved_on contract_signed_on main_risks interfaces "
    "cost_gbp cost_per_patient_gbp"
).split()


def by_cluster(tables: dict[str, pd.DataFrame], *, commissioner: str) -> pd.DataFrame:
    """Each cluster's patients, provider, status and risks; planned cover is not live cover.

    Columns: cluster, lead_provider, practices, practices_live, patients_registered, status
    (live, partly live, contract signed, business case approved, no approved case),
    business_case_approved_on, contract_signed_on, main_risks, interfaces, cost_gbp (of a full
    year) and cost_per_patient_gbp, blank where the case does not state its cost.

    One row per cluster.
    """
    returned, practice = tables["cluster"], tables["practice"]
    if returned.empty or practice.empty:
        return pd.DataFrame(columns=_COLUMNS)
    day = returned["as_at"].max()
    lists = patient_lists.list_on(tables["list_size"], commissioner=commissioner, day=day)
    patients = lists.set_index("practice_code")["patients_registered"]
    programme = tables["programme_return"]
    live = programme[programme["programme"] == "extended_access"]
    live = live[(live["completed_on"] <= day).fillna(False)]["practice_code"]
    now_open = membership.open_at(practice, day)
    code = now_open["practice_code"]
    now_open = now_open.assign(live=code.isin(live), patients_registered=code.map(patients))
    counted = now_open.groupby("cluster", as_index=False).agg(
        practices=("practice_code", "nunique"),
        practices_live=("live", "sum"),
        patients_registered=("patients_registered", "sum"),
    )
    whole = returned.merge(counted, on="cluster", how="left", validate="one_to_one")
    known = whole["patients_registered"].where(whole["patients_registered"] > 0)
    return whole.assign(
        status=[_status(row) for row in whole.to_dict("records")],
        cost_per_patient_gbp=whole["cost_gbp"] / known,
    )[_COLUMNS].sort_values("cluster", ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Approved business cases, the cover they plan, and each cluster, in the long table."""
    ours, returned = cycle.commissioner, tables["cluster"]
    known = by_cluster(tables, commissioner=ours)
    if known.empty:
        return []
    day = returned["as_at"].max()
    lists = patient_lists.list_on(tables["list_size"], commissioner=ours, day=day)
    about = {"area": ours, "period": day[:7]}
    about["source"] = sources(returned, tables["practice"], lists)
    approved = known[known["business_case_approved_on"].notna()]
    found = figure("business_cases_approved", len(approved), **about)
    signed = known["contract_signed_on"].notna().sum()
    found += figure("contract_variations_signed", signed, **about)
    found += share(
        "extended_access_planned_cover",
        approved["patients_registered"].sum(),
        lists["patients_registered"].sum(),
        basis="plan",
        **about,
    )
    columns = {
        "cluster_patients": "patients_registered",
        "cluster_practices": "practices",
        "cluster_practices_live": "practices_live",
    }
    return found + by_row(known, columns, by={"cluster": "cluster"}, **about)


def _status(row: dict) -> str:
    if row["practices_live"] and row["practices_live"] == row["practices"]:
        return "live"
    if row["practices_live"] and row["practices_live"] > 0:
        return "partly live"
    if isinstance(row["contract_signed_on"], str):
        return "contract signed"
    approved = isinstance(row["business_case_approved_on"], str)
    return "business case approved" if approved else "no approved case"
