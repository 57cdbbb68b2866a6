"""What the committee pack needs beside the reports: promises, risks, decisions, maturity, premises.

What the papers print is marked with the name of its fact; scores, steps and single buildings are
made up.
"""

from collections.abc import Iterator
from pathlib import Path

from analysis.tables import TABLES
from illustrative.places import LOCALITIES
from illustrative.world import View, open_on
from illustrative.writing import draws, local, share_out

MEMORANDUM = "Accountable Care Collaborative memorandum of understanding"
STRATEGY = "Primary Care Commissioning Strategy and Plan, December 2016"
UPDATE = "Update to the Primary Care Commissioning Committee, February 2018"
MADE_UP = "illustrative"

# prg_mou_areas: five commitments. Their measures are the reports'; nothing is typed here twice.
_COMMITMENTS = (
    # acc_ia_target_mar18
    ("Extended access for half of the population", "extended_access_coverage", "", "actual", 50,
     "2018-03", "Providers must recruit and mobilise in time", "Head of Primary Care"),
    # prg_hubs_target_mar18
    ("At least half of practices begin to work in hubs or networks",
     "practices_in_transformation_groups", "", "actual", 50, "2018-03",
     "Belonging to a group is not yet working as one", "Head of Development"),
    # wf_gp_growth_risk: no target for GPs is printed
    ("More GPs", "gp_fte", "all", "actual", "", "2020-09",
     "A richer mix of staff may leave fewer GPs than the nation expects", "Workforce Lead"),
    # wf_pharmacist_target_wte, wf_pharmacist_2018_share
    ("Clinical pharmacists as part of the team", "clinical_pharmacist_fte", "", "actual", 12.5,
     "2018-12", "Posts depend on practices taking part", "Workforce Lead"),
    # gov_gpfv_assurance_2018
    ("Delivery of the GP Forward View plan assured", "requirements_assured", "", "actual", 100,
     "2017-04", "The overall view of the assurer was left blank", "Director of Primary Care"),
)  # fmt: skip

# gov_strategy_ambitions: eight. The papers' wording is not carried over; where a figure is known
# its source is named, the rest is made up.
_AMBITIONS = (
    # gov_cqc_ambition
    ("Every practice is rated at least good", "Support visits and improvement plans",
     "cqc_good_or_better", "actual", 100, "2020/21", STRATEGY),
    ("Every patient can be seen in the evening and at weekends", "Extended access by cluster",
     "extended_access_coverage", "actual", 100, "2019-03", MEMORANDUM),
    ("Every practice can be consulted online", "A quarter more practices each year",
     "online_consultation_practices", "actual", 100, "2020/21", STRATEGY),
    ("Practices work together", "Transformation groups", "practices_in_transformation_groups",
     "actual", 100, "2020/21", STRATEGY),
    ("One shared clinical system", "Practices migrate", "shared_clinical_system_practices",
     "actual", 100, "2020/21", MADE_UP),
    ("A clinical pharmacist for every 30,000 patients", "Posts shared by practices",
     "clinical_pharmacist_fte", "actual", 25, "2019-12", STRATEGY),
    ("Letters no longer need a GP first", "Training in correspondence",
     "correspondence_training_practices", "actual", 100, "2018/19", STRATEGY),
    ("No practice falls into difficulty unseen", "Monthly profiling", "", "", "", "2020/21",
     MADE_UP),
)  # fmt: skip
_AMBITION_CATEGORY = {"shared_clinical_system_practices": "live_or_migrating"}

PILLARS = (
    "Access",
    "Workforce",
    "Working at scale",
    "Population health",
    "Digital and estate",
)  # prg_maturity_pillars: five; their names here are ours
TARGET_STEP, TARGET_BY = 2, "2020-01"  # prg_maturity_step, prg_maturity_years

# Number, risk, opened, closed, likelihood and impact by month, mitigation, row, owner.
_RISKS = (
    # gov_risk_register_pcse: entered in autumn 2016
    ("R1", "Errors of the national support service leave practices unpaid or patients unlisted",
     "2016-10-17", "", {"2017-09": (4, 3), "2018-01": (4, 3)},
     "Followed up each month with NHS England and the local medical committee", "legal",
     "Head of Contracts"),
    ("R2", "The delegated budget rests on one-off items", "2017-07-10", "",
     {"2017-09": (3, 3), "2018-01": (4, 4)}, "Recurrent plan agreed before the new year", "budget",
     "Chief Finance Officer"),
    # wf_gp_growth_risk
    ("R3", "GP numbers stay below what the nation expects", "2017-04-03", "",
     {"2017-09": (4, 3), "2018-01": (4, 3)}, "Wider teams; recruitment abroad", "people",
     "Workforce Lead"),
    ("R4", "Extended access is not mobilised by March", "2017-09-04", "",
     {"2017-09": (2, 4), "2018-01": (4, 4)}, "Proof of concept by contract variation", "quality",
     "Head of Primary Care"),
    # prg_flu_carehomes
    ("R5", "Influenza in care homes takes up surgeries", "2018-01-08", "",
     {"2018-01": (3, 2)}, "Treatment within the time set", "quality", "Head of Primary Care"),
    ("R6", "Templates for digital capabilities are late", "2017-03-01", "2017-12-29",
     {"2017-09": (2, 2)}, "Sent", "technology", "Head of Digital"),
)  # fmt: skip
_MONTHS = ("2017-09", "2017-10", "2017-11", "2017-12", "2018-01")

# Decision, body, decided, planned, outcome, source; blank decided where it is to come.
_DECISIONS = (
    # prg_transformation_framework
    ("Framework for the use of transformation money", "Primary Care steering group",
     "2017-02-15", "2017-02", "agreed", UPDATE),
    # gov_pms_principles_agreed
    ("Principles for reinvesting the PMS premium", "Primary Care Commissioning Committee",
     "2017-12-06", "2017-12", "agreed", UPDATE),
    # prg_lyme_design_done
    ("Preferred model for a contract that ends in January 2019",
     "Primary Care Commissioning Committee", "2017-12-06", "2017-12", "agreed", UPDATE),
    ("Route to extended access", "Governing Body", "2018-01-17", "2018-01", "agreed", MADE_UP),
    ("Scored proposals for the PMS premium", "Primary Care Commissioning Committee", "",
     "2018-04", "", MADE_UP),
    ("Recommendation of a provider for extended access", "Governing Body", "", "2018-07", "",
     MADE_UP),
)  # fmt: skip

SURVEY_DAY = "2016-11-01"
MODERN, MAJOR = 52, 13  # est_modern_share, est_major_investment_share: of 131 sites
FLOOR_AREA_M2 = 48_000  # est_floor_area
REIMBURSED_GBP = 10_700_000  # fin_premises_reimb_annual
RECOMMENDED = "2016-06-30"  # est_ettf_submission
# est_ettf_cases: five; what each is, where and how far it has come is made up. No cost is printed.
_SCHEMES = (
    ("T1", "Community hub beside the hospital", "Weymouth and Portland", "approved",
     "Full business case", "2018-06"),
    ("T2", "Rooms for a wider team", "Purbeck", "under_way", "Building ends", "2018-09"),
    ("T3", "Practices of one town under one roof", "Christchurch", "recommended",
     "Answer of NHS England", "2017-12"),
    ("T4", "Hub for evening and weekend clinics", "Poole Central", "recommended",
     "Site detail after the review of services", "2018-03"),  # est_site_detail_date
    ("T5", "Shared record in every practice", "", "under_way", "Last practices join", "2018-12"),
)  # fmt: skip
# Locality, option, scores by test, cost a year, preferred. All made up.
_OPTIONS = (
    ("Purbeck", "Leave as it is", (2, 3, 4, 2, 5, 3), 0, "no"),
    ("Purbeck", "Extend the main site", (4, 3, 3, 4, 3, 3), 85_000, "yes"),
    ("Purbeck", "One new site", (5, 2, 1, 4, 1, 4), 310_000, "no"),
    ("Weymouth and Portland", "Leave as it is", (2, 3, 3, 2, 5, 2), 0, "no"),
    ("Weymouth and Portland", "Hub beside the hospital", (4, 4, 3, 4, 2, 4), 240_000, "yes"),
)


def write(folder: Path, view: View) -> list[Path]:
    """The pack's own returns."""
    return [
        local(folder, "commitment", _commitments()),
        local(folder, "ambition", _ambitions()),
        local(folder, "maturity", _maturity(view)),
        local(folder, "risk", _risks(view)),
        local(folder, "decision", _decisions(view)),
        local(folder, "monitoring", _monitoring()),
        local(folder, "premises", _premises()),
        local(folder, "estate_scheme", _schemes(view)),
        local(folder, "estate_option", _options(view)),
    ]


def _commitments() -> Iterator[dict]:
    names = "commitment measure category basis target_value due_on risk owner_role".split()
    for row in _COMMITMENTS:
        yield {**dict(zip(names, row, strict=True)), "source_document": MEMORANDUM}


def _ambitions() -> Iterator[dict]:
    names = "ambition action measure basis target_value due_on source_document".split()
    for row in _AMBITIONS:
        said = dict(zip(names, row, strict=True))
        yield {**said, "category": _AMBITION_CATEGORY.get(said["measure"], "")}


def _maturity(view: View) -> Iterator[dict]:
    """Steps 0 to 2; a few areas reach their next step between the cycles."""
    stream = draws("maturity")
    for area in sorted({place.area for place in LOCALITIES}):
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


def _risks(view: View) -> Iterator[dict]:
    """Each risk in every month since it was opened, as it was scored last by then."""
    for number, risk, opened, closed, scores, mitigation, concerns, owner in _RISKS:
        for month in _MONTHS:
            scored = [when for when in scores if when <= month]
            after = view.register_day[:7]
            if not scored or month > after or opened[:7] > month or (closed and month > closed[:7]):
                continue
            likelihood, impact = scores[max(scored)]
            yield {
                "risk_id": number,
                "month": month,
                "risk": risk,
                "opened_on": opened,
                "closed_on": closed if closed and closed <= view.register_day else "",
                "likelihood": likelihood,
                "impact": impact,
                "mitigation": mitigation,
                "concerns": concerns,
                "owner_role": owner,
            }


def _decisions(view: View) -> Iterator[dict]:
    names = "decision body decided_on planned_for outcome source_document".split()
    for row in _DECISIONS:
        said = dict(zip(names, row, strict=True))
        if said["decided_on"] > view.register_day:
            said |= {"decided_on": "", "outcome": ""}
        yield said


def _monitoring() -> Iterator[dict]:
    """As both papers have it: everything considered, nothing asking for action."""
    for consideration in TABLES["monitoring"].column("consideration").choices:
        yield {"consideration": consideration, "considered": "yes", "action_required": "no"}


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


def _schemes(view: View) -> Iterator[dict]:
    for number, scheme, locality, stage, coming, due in _SCHEMES:
        yield {
            "scheme_id": number,
            "scheme": scheme,
            "fund": "ETTF",
            "locality": locality,
            "stage": stage if view.latest or stage != "approved" else "recommended",
            "recommended_on": RECOMMENDED,
            "next_step": coming,
            "next_due": due,
            "owner_role": "Strategic Estates Adviser",
            "source_document": MADE_UP,
            "as_at": view.register_day,
        }


def _options(view: View) -> Iterator[dict]:
    tests = TABLES["estate_option"].named_after("score_")
    for locality, option, scores, cost, preferred in _OPTIONS:
        yield {
            "locality": locality,
            "option": option,
            **{f"score_{test}": score for test, score in zip(tests, scores, strict=True)},
            "cost_gbp_a_year": cost,
            "preferred": preferred,
            "as_at": view.register_day,
            "source_document": MADE_UP,
        }
