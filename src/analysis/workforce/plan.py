"""The plan for new roles: target by source with those in post, schemes, assurance and issues."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from analysis import places
from analysis.disclosure import small_numbers
from analysis.disclosure.public_edition import protected
from analysis.measures import figure, pick, ratio, sources
from analysis.places import patient_lists
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.workforce.roles import ROLE_NAMES


def targets(measures: pd.DataFrame, workforce_target: pd.DataFrame) -> pd.DataFrame:
    """Targets with unit and source, and those in post in the same unit where returns say so.

    Columns: role, target, by, in_post, in_post_at, source. In post is blank where no return
    counts the role in the target's unit: that is not none in post.

    One row per target.
    """
    in_post = {
        ("clinical_pharmacist", "fte"): _latest(measures, "clinical_pharmacist_fte"),
    }
    found = []
    for row in workforce_target.sort_values(["role", "period"]).to_dict("records"):
        known = in_post.get((row["role"], row["unit"]))
        kind = row["category"] if isinstance(row["category"], str) else ""
        found.append(
            {
                "role": ROLE_NAMES[row["role"]] + (f", {kind}" if kind else ""),
                "target": _with_unit(row["value"], row["unit"]),
                "by": row["period"],
                "in_post": None if known is None else _with_unit(known["value"], row["unit"]),
                "in_post_at": None if known is None else known["period"],
                "source": row["source_document"],
            }
        )
    columns = ["role", "target", "by", "in_post", "in_post_at", "source"]
    return pd.DataFrame(found, columns=columns)


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
    if audience == "public":
        summed["practices_interested"] = summed["practices_interested"].map(protected)
    # Posts wanted are posts, not people; offers and starts are about persons.
    return small_numbers.protect(
        summed, counts=["offers", "starts"], rule=TABLES["recruitment"].disclosure
    )


def community(community_staff: pd.DataFrame) -> pd.DataFrame:
    """The community provider's staff by role at the latest snapshot, as the rule allows.

    Columns: role, locality (``not supplied`` where the provider does not say), headcount.

    One row per provider's role and locality.
    """
    rows = community_staff[
        community_staff["snapshot_date"] == community_staff["snapshot_date"].max()
    ]
    shown = pd.DataFrame(
        {
            "role": rows["role"],
            "locality": rows["locality"].fillna("not supplied"),
            "headcount": rows["headcount"],
        }
    )
    return small_numbers.protect(
        shown, counts=["headcount"], rule=TABLES["community_staff"].disclosure
    )


def assurance(workforce_assurance: pd.DataFrame) -> pd.DataFrame:
    """The measures of the latest return with evidence, status, gap and owner.

    One row per measure.
    """
    rows = workforce_assurance[workforce_assurance["as_at"] == workforce_assurance["as_at"].max()]
    columns = ["measure", "evidence", "status", "gap", "owner_role"]
    return (
        rows[columns].fillna({"evidence": "none given", "gap": "none named"}).reset_index(drop=True)
    )


def issues(workforce_issue: pd.DataFrame) -> pd.DataFrame:
    """Blockers and admitted exceptions, open ones first.

    One row per issue.
    """
    columns = ["issue", "kind", "owner_role", "raised_on", "status", "response"]
    rows = workforce_issue.assign(closed=workforce_issue["status"] == "closed")
    return rows.sort_values(["closed", "kind", "raised_on"])[columns].reset_index(drop=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Pharmacists needed by place, schemes and assurance, as rows of the long table."""
    ours, found = cycle.commissioner, []
    assured = tables["workforce_assurance"]
    if len(assured):
        day = assured["as_at"].max()
        statuses = assured.loc[assured["as_at"] == day, "status"]
        for status in ("evidenced", "partly evidenced", "not evidenced"):
            found += figure(
                "workforce_assurance_measures",
                (statuses == status).sum(),
                area=ours,
                category=status.replace(" ", "_"),
                period=day,
                source=sources(assured),
            )
    recruitment = tables["recruitment"]
    if len(recruitment):
        day = recruitment["as_at"].max()
        for role, rows in recruitment.groupby("role"):
            about = {"area": ours, "category": role, "period": day, "source": sources(rows)}
            found += figure(
                "practices_interested_in_scheme", rows["practice_code"].nunique(), **about
            )
            found += figure("posts_wanted_in_scheme", rows["wanted"].sum(min_count=1), **about)
    return [*found, *_pharmacists_needed(tables, cycle), *_pharmacists_in_networks(tables, cycle)]


def _pharmacists_needed(tables, cycle):
    """Pharmacists that each area and network would have at the assumed ratio, latest list."""
    assumption, found = tables["assumption"], []
    served = assumption[assumption["assumption_id"] == "patients_per_clinical_pharmacist"]
    known = places.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    for by, area_type in (("transformation_area", "area"), ("pcn_code", "pcn")):
        rows = patient_lists.lists_by_place(tables, cycle, by=by)
        if served.empty or rows.empty or known[by].isna().all():
            continue
        per = served["value"].iloc[0]
        rows = rows[rows["extract_date"] == rows["extract_date"].max()]
        for row in rows.to_dict("records"):
            found += ratio(
                "clinical_pharmacist_need",
                row["patients_registered"],
                per,
                area=row[by],
                area_type=area_type,
                category=f"one_per_{per:.0f}",
                period=row["extract_date"],
                basis="target",
                source=sources(served, tables["list_size"]),
            )
    return found


def _pharmacists_in_networks(tables, cycle):
    staff, found = tables["pcn_staff"], []
    mine = staff[(staff["commissioner_code"] == cycle.commissioner)]
    mine = mine[mine["role"].str.lower().isin(["pharmacists", "advanced pharmacist practitioners"])]
    for day, rows in mine.groupby("snapshot_date"):
        found += figure(
            "clinical_pharmacist_fte",
            rows["fte"].sum(min_count=1),
            area=cycle.commissioner,
            category="primary_care_networks",
            period=day[:7],
            source=sources(rows),
        )
    return found


def pharmacists_by_area(
    measures: pd.DataFrame, *, named: Mapping[str, str] = MappingProxyType({})
) -> pd.DataFrame:
    """Pharmacists that the ratio asks for in each area, or network without areas, by its name.

    Columns: place, patients_registered, pharmacists_needed_fte.

    One row per place.
    """
    rows = pick(measures, "clinical_pharmacist_need")
    for area_type in ("area", "pcn"):
        here = rows[(rows["area_type"] == area_type) & (rows["area"] != places.UNMAPPED)]
        if len(here):
            return pd.DataFrame(
                {
                    "place": here["area"].map(lambda area: named.get(area, area)),
                    "patients_registered": here["numerator"],
                    "pharmacists_needed_fte": here["value"],
                }
            ).reset_index(drop=True)
    return pd.DataFrame(columns=["place", "patients_registered", "pharmacists_needed_fte"])


def _with_unit(value: float, unit: str) -> str:
    """``12.5 FTE``, ``20 people``, ``20 placements``."""
    counted = {"fte": "FTE", "headcount": "people"}.get(unit, unit)
    return f"{value:,.1f} {counted}" if unit == "fte" else f"{value:,.0f} {counted}"


def _latest(measures, name):
    rows = pick(measures, name, area_type="commissioner")
    return None if rows.empty else rows.iloc[-1].to_dict()
