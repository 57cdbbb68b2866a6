"""The local returns on how many staff are needed, and who works in community services."""

from collections.abc import Iterator
from pathlib import Path

from analysis.sample import world
from analysis.sample.places import LOCALITIES
from analysis.sample.world import View
from analysis.sample.writing import draws, local, published
from analysis.tables import TABLES

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
# pop_pch_min, pop_pch_max
_ASSUMPTIONS = (
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
