"""How far each area has come in working together, and the state of the practices' premises."""

from collections.abc import Iterator
from pathlib import Path

from illustrative.world import AREAS, View, open_on
from illustrative.writing import draws, local, share_out

PILLARS = (  # prg_maturity_pillars
    "Right scale",
    "Integrated working across all of primary care",
    "Understanding population needs, targeting care",
    "Managing resources and reducing variation",
    "Empowered primary care",
)
TARGET_STEP, TARGET_BY = 2, "2020-01"  # prg_maturity_step, prg_maturity_years

SURVEY_DAY = "2016-11-01"
MODERN, MAJOR = 52, 13  # est_modern_share, est_major_investment_share: of 131 sites
FLOOR_AREA_M2 = 48_000  # est_floor_area
REIMBURSED_GBP = 10_700_000  # fin_premises_reimb_annual


def write(folder: Path, view: View) -> list[Path]:
    """Two returns."""
    return [
        local(folder, "maturity", _maturity(view)),
        local(folder, "premises", _premises()),
    ]


def _maturity(view: View) -> Iterator[dict]:
    """Steps 0 to 2; a few areas reach their next step between the cycles."""
    stream = draws("maturity")
    for area in AREAS:
        for pillar in PILLARS:
            step = stream.choices((0, 1, 2), weights=(25, 60, 15))[0]
            moved = stream.random() < 0.12 and step < 2
            yield {
                "area": area,
                "pillar": pillar,
                "step": step + (1 if moved and view.latest else 0),
                "target_step": TARGET_STEP,
                "target_by": TARGET_BY,
                "evidence": "own assessment",
                "as_at": view.register_day,
            }


def _premises() -> Iterator[dict]:
    """The 131 sites of November 2016: condition, size and what is reimbursed."""
    stream = draws("premises")
    sites = [
        (practice, "branch" if number else "main")
        for practice in open_on(SURVEY_DAY)
        for number in range(practice.sites)
    ]
    codes = [f"S{place:03d}" for place in range(1, len(sites) + 1)]
    order = stream.sample(codes, len(codes))
    condition = dict.fromkeys(order[:MODERN], "modern")
    condition |= dict.fromkeys(order[MODERN : MODERN + MAJOR], "major_investment")
    weights = {
        code: (practice.patients_2016 / practice.sites) ** 0.7
        * (0.4 if kind == "branch" else 1.0)
        * stream.uniform(0.8, 1.25)
        for code, (practice, kind) in zip(codes, sites, strict=True)
    }
    areas = share_out(FLOOR_AREA_M2, weights)
    cost = share_out(
        REIMBURSED_GBP,
        {c: areas[c] * (1.2 if condition.get(c) == "modern" else 1.0) for c in codes},
    )
    for code, (practice, kind) in zip(codes, sites, strict=True):
        yield {
            "site_id": code,
            "practice_code": practice.code,
            "kind": kind,
            "condition": condition.get(code, "adequate"),
            "floor_area_m2": areas[code],
            "reimbursement_gbp": cost[code],
            "as_at": SURVEY_DAY,
        }
