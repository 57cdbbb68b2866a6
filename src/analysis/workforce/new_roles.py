"""The plan for new roles: targets, pharmacists wanted and in post, and recruitment schemes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis.disclosure import public_edition, small_numbers
from analysis.measures import by_row, figure, latest, pick, ratio, sources, sums
from analysis.places import membership, patient_lists
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.workforce.roles import NEW_ROLES
from analysis.writing import phrases

_TARGETS = {
    "clinical_pharmacist": "clinical_pharmacist_target",
    "international_gp": "international_gp_target",
    "physician_associate": "physician_associate_placements",
}


def targets(measures: pd.DataFrame, workforce_target: pd.DataFrame) -> pd.DataFrame:
    """Targets with unit and source, and those in post in the same unit where returns say so.

    Columns: role, target, by, in_post, in_post_at, source. In post is blank where no return
    counts the role in the target's unit: that is not none in post.

    One row per target.
    """
    in_post = {("clinical_pharmacist", "fte"): latest(measures, "clinical_pharmacist_fte")}
    found = []
    for row in workforce_target.sort_values(["role", "period"]).to_dict("records"):
        known = in_post.get((row["role"], row["unit"]))
        stage = f", {row['category']}" if isinstance(row["category"], str) else ""
        found.append(
            {
                "role": NEW_ROLES[row["role"]] + stage,
                "target": phrases.figure(row["value"], row["unit"]),
                "by": row["period"],
                "in_post": None if known is None else phrases.figure(known["value"], row["unit"]),
                "in_post_at": None if known is None else known["period"],
                "source": row["source_document"],
            }
        )
    return pd.DataFrame(found, columns=["role", "target", "by", "in_post", "in_post_at", "source"])


def schemes(recruitment: pd.DataFrame, *, audience: str = "committee") -> pd.DataFrame:
    """Each scheme's practices interested, people wanted, offers and starts, as the rule allows.

    Counts of practices are not about people, and are protected for the public alone, as the
    measures are; counts of people are protected by the table's rule.
    Columns: scheme, practices_interested, wanted, offers, starts.

    One row per scheme.
    """
    counts = ["wanted", "offers", "starts"]
    grouped = recruitment.groupby("scheme", as_index=False)
    summed = grouped[counts].sum(min_count=1)
    summed.insert(1, "practices_interested", grouped["practice_code"].nunique()["practice_code"])
    summed["practices_interested"] = public_edition.counts_for(
        audience, summed["practices_interested"]
    )
    # Posts wanted are posts, not people; offers and starts are about persons.
    return small_numbers.protect(
        summed, counts=["offers", "starts"], rule=TABLES["recruitment"].disclosure
    )


def pharmacists_by_place(
    measures: pd.DataFrame, *, named: Mapping[str, str] = MappingProxyType({})
) -> pd.DataFrame:
    """Pharmacists that the ratio asks for in each area, or network without areas, by its name.

    Columns: place, patients_registered, pharmacists_needed_fte.

    One row per place.
    """
    rows = pick(measures, "clinical_pharmacist_need")
    rows = rows[rows["area"] != membership.UNMAPPED]
    areas, networks = (rows[rows["area_type"] == level] for level in ("area", "pcn"))
    here = (areas if len(areas) else networks).reset_index(drop=True)
    return pd.DataFrame(
        {
            "place": here["area"].map(lambda area: named.get(area, area)),
            "patients_registered": here["numerator"],
            "pharmacists_needed_fte": here["value"],
        }
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle, mine: pd.DataFrame) -> list[dict]:
    """Targets, pharmacists wanted and in post, and schemes, as rows of the long table.

    ``mine`` has the commissioner's rows of ``practice_staff``.
    """
    ours, found = cycle.commissioner, []
    wanted = tables["workforce_target"].fillna({"category": ""})
    by = {"stage": "category", "period": "period", "basis": "basis", "source": "source_file"}
    for role, rows in wanted.groupby("role"):
        found += by_row(rows, {_TARGETS[role]: "value"}, by=by, area=ours)
    recruitment = tables["recruitment"]
    for role, rows in recruitment.groupby("role"):
        day = recruitment["as_at"].max()
        about = {"area": ours, "role": role, "period": day, "source": sources(rows)}
        interested = rows["practice_code"].nunique()
        found += figure("practices_interested_in_scheme", interested, **about)
        found += figure("posts_wanted_in_scheme", rows["wanted"].sum(min_count=1), **about)
    return [*found, *_pharmacists_needed(tables, cycle), *_pharmacists(tables, cycle, mine)]


def _pharmacists_needed(tables, cycle):
    """Pharmacists at the assumed ratio: the commissioner's by list, places' by the latest one."""
    assumption, lists = tables["assumption"], tables["list_size"]
    served = assumption[assumption["assumption_id"] == "patients_per_clinical_pharmacist"]
    if served.empty:
        return []
    mine = lists[lists["commissioner_code"] == cycle.commissioner]
    per, found = served["value"].iloc[0], []
    about: dict[str, Any] = {"patients_each": f"{per:.0f}", "basis": "target"}
    for day, rows in mine.groupby("extract_date"):
        of_day = {"area": cycle.commissioner, "period": day, "source": sources(served, rows)}
        patients = rows["patients_registered"].sum()
        found += ratio("clinical_pharmacist_need", patients, per, **of_day, **about)
    about["source"] = sources(served, lists)
    for by, level in (("transformation_area", "area"), ("pcn_code", "pcn")):
        rows = patient_lists.lists_by_place(tables, cycle, by=by)
        rows = rows[rows["extract_date"] == rows["extract_date"].max()].assign(per=per)
        parts = {"clinical_pharmacist_need": ("patients_registered", "per", 1.0)}
        of_row = {"area": by, "period": "extract_date"}
        found += by_row(rows, parts, by=of_row, area_type=level, **about)
    return found


def _pharmacists(tables, cycle, mine):
    """Clinical pharmacists in post, in practices and in networks."""
    found = []
    in_practices = mine[
        (mine["staff_group"] == "direct_patient_care")
        & mine["role"].isin(["pharmacist", "advanced_pharmacist_practitioner"])
    ]
    networks = tables["pcn_staff"]
    in_networks = networks[
        (networks["commissioner_code"] == cycle.commissioner)
        & networks["role"].str.lower().isin(["pharmacists", "advanced pharmacist practitioners"])
    ]
    for employer, rows in (("", in_practices), ("primary_care_networks", in_networks)):
        rows, by = rows.assign(month=rows["snapshot_date"].str[:7]), {"period": "month"}
        about = {"area": cycle.commissioner, "employer": employer}
        found += sums("clinical_pharmacist_fte", rows, "fte", by=by, **about)
    return found
