"""The local returns on how many staff are needed, and who works in community services."""

from collections.abc import Iterator
from pathlib import Path

from analysis.tables import TABLES
from illustrative import world
from illustrative.places import LOCALITIES
from illustrative.world import VIEWS, View
from illustrative.writing import draws, local, published

_PAPER = "Workforce planning paper to the Primary Care Commissioning Committee, October 2017"
_STRATEGY = "Primary Care Commissioning Strategy and Plan, December 2016"
# FTE for 1,000 patients that version 6 of the model asks for by 2020/21, and the part of it that
# stands for growth in demand beyond population, which version 7 leaves out
# (wf_icps_model_version_used, wf_icps_model_version_next).
_NEED_PER_1000 = {
    "gp": (0.57, 0.05),
    "nurse": (0.33, 0.07),
    "direct_patient_care": (0.30, 0.06),
    "admin": (1.12, 0.03),
    "community": (0.62, 0.08),
}
# Role, people and FTE of a provider that does not say where they work (wf_community_data_gap).
_COMMUNITY = (
    ("District nurse", 212, 168.4),
    ("Community matron", 41, 36.2),
    ("Therapist", 134, 104.7),
    ("Healthcare support worker", 187, 142.9),
    ("Palliative care nurse", 6, 4.8),
)
_UPDATE = "Update to the Primary Care Commissioning Committee, February 2018"
_NATIONAL = "Paper to the Health Scrutiny Committee, September 2016"
_ILLUSTRATIVE = "Illustrative, to be replaced by the transition plan"
# Measure, evidence, status, gap, owner: six (wf_gpfv_measures), in illustrative words.
_ASSURANCE = (
    (
        "More GPs",
        "FTE at two snapshots and a projection",
        "partly evidenced",
        "No plan by practice",
        "Head of Primary Care",
    ),
    (
        "Clinical pharmacists in practices",
        "Target, milestone and FTE in post",
        "partly evidenced",
        "Bids by locality",
        "Head of Medicines Management",
    ),
    (
        "Mental health therapists in practices",
        "",
        "not evidenced",
        "Local share of the national number",
        "Head of Mental Health",
    ),
    (
        "International recruitment",
        "Expressions of interest by practice",
        "partly evidenced",
        "Formal bid",
        "Senior Workforce Lead",
    ),
    (
        "Practice nursing and new roles",
        "Modelled need by locality and role",
        "partly evidenced",
        "Community staff by locality",
        "Senior Workforce Lead",
    ),
    (
        "Reception and clerical staff",
        "Training delivered by practice",
        "evidenced",
        "",
        "Head of Primary Care",
    ),
)
# wf_system_issues, wf_gp_growth_risk
_ISSUES = (
    (
        "Records are not shared between organisations",
        "blocker",
        "Director of Transformation",
        "2017-09-18",
        "open",
        "Roll-out of the shared care record",
        _UPDATE,
    ),
    (
        "Who employs and insures a nurse who works across practices",
        "blocker",
        "Senior Workforce Lead",
        "2017-09-18",
        "open",
        "Options with the federations",
        _UPDATE,
    ),
    (
        "A strategy that rests on other roles may miss the national growth in GPs",
        "exception",
        "Director of Primary Care",
        "2018-01-24",
        "open",
        "Skill mix reported beside the number of GPs",
        _UPDATE,
    ),
)
# What the projection of GPs assumes: identifier, what, value, unit, day, source, quality, impact.
_COHORT = (
    ("gp_leavers_under_40", "GPs under 40 who leave in a year", 4.0, "percent"),
    ("gp_leavers_40_54", "GPs of 40 to 54 who leave in a year", 3.5, "percent"),
    ("gp_leavers_55_59", "GPs of 55 to 59 who leave in a year", 12.0, "percent"),
    ("gp_leavers_60_plus", "GPs of 60 and over who leave in a year", 22.0, "percent"),
    ("gp_joiners", "GPs under 40 who join in a year", 24.0, "fte"),
    ("gp_rates_spread", "How far a year's leavers and joiners stray, up or down", 20.0, "percent"),
)
_GROWTH = (
    # wf_gp_national_growth
    ("gp_growth_national", "More GPs in England in the five years", 5_000, "fte", "high"),
    ("gp_growth_years", "Years in which they should come", 5, "years", "high"),
    ("patients_of_england", "Registered patients of England, rounded", 58e6, "patients", "medium"),
)
# pop_pch_min, pop_pch_max
_ASSUMPTIONS = (
    *((*row, "2018-01-24", _ILLUSTRATIVE, "low", "high") for row in _COHORT),
    *((*row[:4], "2016-09-06", _NATIONAL, row[4], "medium") for row in _GROWTH),
    (
        "primary_care_home_patients_least",
        "Fewest patients that a Primary Care Home serves",
        30_000,
        "patients",
        "2016-12-21",
        _STRATEGY,
        "high",
        "low",
    ),
    (
        "primary_care_home_patients_most",
        "Most patients that a Primary Care Home serves",
        50_000,
        "patients",
        "2016-12-21",
        _STRATEGY,
        "high",
        "low",
    ),
)


def write(folder: Path, view: View) -> list[Path]:
    """Modelled need, community staff, and the assumptions of the workforce report."""
    names = TABLES["assumption"].names
    return [
        local(folder, "workforce_need", _need()),
        local(folder, "community_staff", _community()),
        published(folder / "local" / "assumption_workforce.csv", names, _ASSUMPTIONS),
        local(folder, "recruitment", _recruitment(view)),
        _rows(folder, "workforce_assurance", [(*row, view.register_day) for row in _ASSURANCE]),
        _rows(folder, "workforce_issue", [r for r in _ISSUES if r[3] <= view.register_day]),
    ]


def _need() -> Iterator[dict]:
    stream = draws("workforce need")
    for place in LOCALITIES:
        patients = world.PATIENTS_2016_10 * place.patients_per_mille / 1000
        older = 1 + (place.over_65_percent - 24) / 100
        for role, (per_1000, beyond) in _NEED_PER_1000.items():
            version_7 = patients / 1000 * per_1000 * older * stream.uniform(0.97, 1.03)
            for version, required in (("v6", version_7 * (1 + beyond)), ("v7", version_7)):
                yield {
                    "locality": place.name,
                    "role": role,
                    "model_version": version,
                    "in_use": "yes" if version == "v6" else "no",
                    "fte_required": round(required, 1),
                    "needed_by": "2020/21",
                    "source_document": _PAPER,
                }


def _community() -> Iterator[dict]:
    for role, people, fte in _COMMUNITY:
        yield {
            "provider": "Illustrative Community Trust",
            "snapshot_date": "2017-06-30",
            "locality": "",
            "role": role,
            "headcount": people,
            "fte": fte,
        }


def _recruitment(view: View) -> Iterator[dict]:
    """Practices interested in GPs from abroad: evidence for the bid, before any offer."""
    stream = draws("recruitment")
    interested = stream.sample([p.code for p in world.open_on(VIEWS[-1].register_day)], 9)
    for number, code in enumerate(sorted(interested)):
        said = f"2017-{10 + number % 3}-{4 + 2 * number:02d}"
        wanted = stream.choice((1, 1, 1, 2))
        if said <= view.register_day:
            yield {
                "scheme": "International GPs",
                "role": "international_gp",
                "practice_code": code,
                "interested_on": said,
                "wanted": wanted,
                "offers": 0,
                "starts": 0,
                "as_at": view.register_day,
            }


def _rows(folder: Path, table: str, rows: list[tuple]) -> Path:
    names = TABLES[table].names
    return local(folder, table, [dict(zip(names, row, strict=True)) for row in rows])
