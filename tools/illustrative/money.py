"""The other local returns on money: allocations, awards, claims, reinvestment, savings."""

from collections.abc import Iterator
from pathlib import Path

from illustrative.world import PATIENTS_2016_10, View, open_on
from illustrative.writing import draws, local, share_out

STRATEGY = "Primary Care Commissioning Strategy and Plan, December 2016"
PLAN_REVIEW = "GP Forward View plan review, spring 2017"

PER_HEAD_GBP = 3  # fin_transformation_per_head, over two years
RECEPTION_TRAINING_GBP = 138_000  # fin_reception_training_annual
PRIMARY_CARE_HOME_GBP = 200_000  # fin_pch_nhse_funding and fin_pch_match_funding
PMS_PREMIUM_1819_GBP = 406_000  # fin_pms_premium_1819
DELEGATED_1617_GBP, DELEGATED_2021_GBP = 101_700_000, 115_000_000  # fin_deleg_alloc_2021

# Approved lines sum to 406,000 (fin_pms_premium_1819) over the four areas of
# fin_pms_priority_areas; the committee's table of lines did not survive, so they are made up.
# So are the scores against the seven tests of fin_pms_criteria_count, 0 to 5 each.
_REINVESTMENT = (
    ("R01", "Care home ward rounds", "frailty", 78_500, "approved", "5454454", "yes"),
    ("R02", "Falls review after a first fall", "frailty", 49_500, "approved", "4444345", "yes"),
    ("R03", "Diabetes care planning", "long-term conditions", 67_000, "approved", "5344444", "yes"),
    ("R04", "Breathlessness clinics", "long-term conditions", 45_500, "approved", "4443444", "yes"),
    ("R05", "Complex wound care", "routine care", 58_000, "approved", "4444434", "yes"),
    ("R06", "Treatment room services", "routine care", 38_000, "approved", "3444443", "yes"),
    ("R07", "Same-day visits for urgent need", "urgent care", 69_500, "approved", "4453444", "yes"),
    ("R08", "Minor injuries at weekends", "urgent care", 45_000, "proposed", "3332433", "no"),
    ("R09", "Private minor procedures room", "routine care", 60_000, "rejected", "1221211", "no"),
)

# Nine services carried from 2016/17 (fin_gpcp_items_existing) and one added (fin_gpcp_items_new).
# Only the tenth is named in the papers' text; the nine names are made up.
_SERVICES = (
    "Ambulatory blood pressure monitoring",
    "Anticoagulation monitoring",
    "Complex dressings",
    "Ear care",
    "ECG recording",
    "Injectable hormone treatment",
    "Near-patient testing",
    "Phlebotomy",
    "Suture removal",
)

_SAVINGS_1819 = (  # sum to 400,000 (fin_qipp_nondelegated_1819)
    ("S01", "Home oxygen reviews", 60_000),
    ("S02", "Out-of-hours contract efficiencies", 180_000),
    ("S03", "Local contract consolidation", 110_000),
    ("S04", "GP IT licences", 50_000),
)
_OPPORTUNITIES_2021 = (  # fin_savings_rightcare to fin_savings_acute_reconfig
    ("O01", "Demand management through RightCare", "right_care", 28_000_000),
    ("O02", "Secondary prevention", "prevention", 27_000_000),
    ("O03", "Outpatients", "outpatients", 8_000_000),
    ("O04", "Acute efficiency", "acute_efficiency", 73_000_000),
    ("O05", "System reconfiguration", "system_reconfiguration", 30_000_000),
    ("O06", "Acute reconfiguration", "acute_reconfiguration", 19_000_000),
)

_STRATEGY_DAY = "2016-12-21"
_MADE_UP = "illustrative: replace by your own"
_ASSUMPTIONS = (
    # fin_gap_2021, fin_gap_base_budget, fin_gap_cost_growth, fin_gap_income_growth
    ("do_nothing_gap_stated", "Yearly shortfall by 2020/21 if nothing is done, as stated",
     158_000_000, "gbp", "medium", "high", _STRATEGY_DAY, STRATEGY),
    ("system_base", "Budget of the whole system at the start",
     1_000_000_000, "gbp", "low", "high", _STRATEGY_DAY, STRATEGY),
    ("cost_growth", "Growth of costs a year, at least",
     4, "percent", "medium", "high", _STRATEGY_DAY, STRATEGY),
    ("income_growth", "Growth of income a year",
     2, "percent", "medium", "high", _STRATEGY_DAY, STRATEGY),
    ("years", "Years from the base to 2020/21",
     4, "years", "high", "medium", _STRATEGY_DAY, STRATEGY),
    # wf_pharmacist_ratio
    ("patients_per_clinical_pharmacist", "Patients for each clinical pharmacist",
     30_000, "patients", "medium", "medium", _STRATEGY_DAY, STRATEGY),
    ("transformation_per_head", "Money a head promised for transformation over two years",
     PER_HEAD_GBP, "gbp", "high", "medium", "2017-03-30", PLAN_REVIEW),
    # The papers give no number for these (fin_list_growth_oct17_below_plan).
    ("global_sum_rate", "Global sum for a weighted patient in 2017/18",
     85.35, "gbp", "low", "medium", "2017-04-01", _MADE_UP),
    ("list_growth_assumed", "Growth of lists a year that the 2017/18 budget assumes",
     1.1, "percent", "low", "medium", "2017-04-01", _MADE_UP),
    ("price_growth_2016/17", "Growth of prices in 2016/17 on the year before",
     2.2, "percent", "low", "low", "2017-11-30", _MADE_UP),
)  # fmt: skip


def write(folder: Path, view: View) -> list[Path]:
    """Seven returns on money."""
    return [
        local(folder, "allocation", _allocations()),
        local(folder, "funding_award", _awards(view)),
        local(folder, "payment_claim", _claims(view)),
        local(folder, "reinvestment", _reinvestment(view)),
        local(folder, "scheme_service", _services(view)),
        local(folder, "saving", _savings()),
        local(folder, "assumption", _assumptions()),
    ]


def _allocations() -> Iterator[dict]:
    """Both ends are published; the years between stand in a chart that did not survive."""
    for step in range(5):
        yield {
            "financial_year": f"{2016 + step}/{17 + step}",
            "stream": "delegated",
            "allocation_gbp": DELEGATED_1617_GBP
            + (DELEGATED_2021_GBP - DELEGATED_1617_GBP) * step // 4,
            "source_document": STRATEGY if step in (0, 4) else "interpolated, illustrative",
        }
    yield {
        "financial_year": "2018/19",
        "stream": "pms_premium",
        "allocation_gbp": PMS_PREMIUM_1819_GBP,
        "source_document": "Update to the committee, 7 February 2018",
    }
    # fin_core_alloc_growth_1718 and fin_core_alloc_growth_1819, which NHS England states
    for year, growth in (("2017/18", 2.14), ("2018/19", 2.15)):
        yield {
            "financial_year": year,
            "stream": "ccg_core",
            "growth_percent": growth,
            "source_document": PLAN_REVIEW,
        }


def _awards(view: View) -> Iterator[dict]:
    uses = {
        "protected time": 0.34,
        "clinical leadership": 0.2,
        "project management": 0.18,
        "workforce development": 0.12,
        "estates planning": 0.07,
        "training": 0.05,
        "patient engagement": 0.04,
    }
    fund = share_out(PER_HEAD_GBP * PATIENTS_2016_10, {"2017/18": 1.0, "2018/19": 1.0})
    number = 0
    for year, amount in fund.items():
        for use, part in share_out(amount, uses).items():
            number += 1
            yield {
                "award_id": f"T{number:02d}",
                "programme": "transformation_fund",
                "funder": "NHS Dorset CCG",
                "period": year,
                "amount_gbp": part,
                "status": "planned",
                "ring_fenced": "no",
                "recurrent": "no",
                "list_date": "2016-10-01",
                "use": use,
            }
    split = {"training purchased": 0.6, "backfill": 0.3, "support in practices": 0.1}
    number = 0
    for year in ("2017/18", "2018/19"):
        for use, part in share_out(RECEPTION_TRAINING_GBP, split).items():
            number += 1
            yield {
                "award_id": f"RT{number:02d}",
                "programme": "reception_training",
                "funder": "NHS England",
                "period": year,
                "amount_gbp": part,
                "status": "secured" if year == "2017/18" else "planned",
                "ring_fenced": "yes",
                "recurrent": "yes",
                "use": use,
            }
    for award, funder, status in (
        ("P01", "NHS England", "secured" if view.latest else "bid"),
        ("P02", "NHS Dorset CCG", "proposed"),
    ):
        yield {
            "award_id": award,
            "programme": "primary_care_home",
            "funder": funder,
            "period": "2017/18",
            "amount_gbp": PRIMARY_CARE_HOME_GBP,
            "status": status,
            "ring_fenced": "yes",
            "recurrent": "no",
            "use": "Primary Care Home roll-out over 18 months",
        }


def _claims(view: View) -> Iterator[dict]:
    """Disputed payments, none of which the forecast allows for (fin_list_claims_allowance)."""
    stream = draws("claims")
    claimants = stream.sample([p.code for p in open_on("2018-02-07")], 9)
    for number, code in enumerate(sorted(claimants), start=1):
        month = 4 + (number * 5) % 8
        raised = f"2017-{month:02d}-{stream.randrange(1, 28):02d}"
        value = stream.randrange(2_400, 38_000)
        if raised > view.claims_day:
            continue
        settled_in = month + 3
        yield {
            "claim_id": f"C{number:03d}",
            "practice_code": code,
            "claim_type": ("global sum", "QOF", "locum payment")[number % 3],
            "raised_on": raised,
            "status": "validated" if f"2017-{settled_in:02d}-01" <= view.claims_day else "raised",
            "value_gbp": value,
            "in_forecast_gbp": 0,
            "as_at": view.claims_day,
        }


def _reinvestment(view: View) -> Iterator[dict]:
    """Principles were agreed in December 2017, so the earlier cycle has proposals only."""
    for proposal, what, area, amount, decision, scores, everyone in _REINVESTMENT:
        yield {
            "proposal_id": proposal,
            "proposal": what,
            "financial_year": "2018/19",
            "priority_area": area,
            "amount_gbp": amount,
            **{f"score_c{number}": score for number, score in enumerate(scores, start=1)},
            "covers_all_population": everyone,
            "decision": decision if view.latest else "proposed",
            "decided_on": "2017-12-06" if view.latest and decision != "proposed" else "",
        }


def _services(view: View) -> Iterator[dict]:
    for year in ("2017/18", "2018/19") if view.latest else ("2017/18",):
        added = (("AF GRASP", "2018/19"),) if year == "2018/19" else ()
        for service, first in (*((name, "2016/17") for name in _SERVICES), *added):
            yield {
                "scheme": "gp_contract_plus",
                "service": service,
                "financial_year": year,
                "first_year": first,
            }
        # Withdrawn because hardly anyone claimed it (fin_sigmoidoscopy_les).
        yield {
            "scheme": "local_enhanced_services",
            "service": "Sigmoidoscopy",
            "financial_year": year,
            "first_year": "2015/16",
            "withdrawn_on": "2018-04-01",
        }


def _savings() -> Iterator[dict]:
    for scheme_id, scheme, planned in _SAVINGS_1819:
        yield {
            "scheme_id": scheme_id,
            "scheme": scheme,
            "kind": "target",
            "heading": "non_delegated",
            "financial_year": "2018/19",
            "planned_gbp": planned,
            "status": "provisional",
        }
    for scheme_id, scheme, heading, planned in _OPPORTUNITIES_2021:
        yield {
            "scheme_id": scheme_id,
            "scheme": scheme,
            "kind": "opportunity",
            "heading": heading,
            "financial_year": "2020/21",
            "planned_gbp": planned,
            "status": "strategy",
        }


def _assumptions() -> Iterator[dict]:
    for assumption_id, what, value, unit, quality, impact, day, source in _ASSUMPTIONS:
        yield {
            "assumption_id": assumption_id,
            "assumption": what,
            "value": value,
            "unit": unit,
            "dated_on": day,
            "source_document": source,
            "quality": quality,
            "impact": impact,
        }
