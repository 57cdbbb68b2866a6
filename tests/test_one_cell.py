"""One cell of one return changes: the figures that hang on it move as worked by hand, no others.

Each case rewrites a cell of the February sample, keyed by what stands in the row, and states
every measure that may move, one of them with the amount it moves by.
"""

import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from project_cases import KEY, ROOT, measures_in

SAMPLE = ROOT / "data" / "raw" / "2018-02"
pytestmark = [pytest.mark.build, pytest.mark.usefixtures("remembered_verdicts")]


@dataclass(frozen=True)
class Case:
    """A file, the row to change, the column, what is added to or put into it, what follows."""

    name: str
    file: str
    row: dict
    column: str
    change: float | str
    moves: str
    key: dict
    by: float | None
    may_move: tuple[str, ...]


def encoding_of(path: Path) -> str:
    try:
        path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def rows_of(path: Path) -> tuple[list[str], list[dict]]:
    reader = csv.DictReader(io.StringIO(path.read_text(encoding=encoding_of(path))))
    return reader.fieldnames, list(reader)


def first(path: Path, **where) -> dict:
    """The first row of a file with these cells."""
    _, rows = rows_of(path)
    return next(r for r in rows if all(r[column] == value for column, value in where.items()))


def rewritten(path: Path, row: dict, column: str, change: float | str) -> str:
    """The file's text with one cell of the row that matches changed: added to, or replaced."""
    names, rows = rows_of(path)
    hits = [r for r in rows if all(r[k] == v for k, v in row.items())]
    assert len(hits) == 1, f"{path.name}: {len(hits)} rows match {row}"
    if isinstance(change, str):
        hits[0][column] = change
    else:
        value = float(hits[0][column]) + change
        hits[0][column] = f"{value:.0f}" if value.is_integer() else f"{value:.6f}"
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def only(pattern: str) -> str:
    """The one file of the sample whose path matches."""
    found = sorted(p.relative_to(SAMPLE).as_posix() for p in SAMPLE.rglob(pattern))
    assert len(found) == 1, found
    return found[0]


def values_in(folder: Path) -> pd.Series:
    return measures_in(folder, "2018-02").set_index(KEY)["value"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("cell")
    shutil.copytree(SAMPLE, target / "data" / "raw" / "2018-02")
    for name in ("dvc.yaml", "params.yaml"):
        shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def before(folder, remembered_verdicts) -> pd.Series:
    return values_in(folder)


# What the standing of a plan and its projection hang on together.
STANDING = (
    "trajectory_distance",
    "trajectory_required_rate",
    "trajectory_chance",
    "trajectory_days_late",
)
TRIED = ("backtest_held", "backtest_error", "slips_seen", "slips_borrowed", "slip_median")
OURS = {"area_type": "commissioner", "area": "11J"}
NEW_LIST = only("published/registrations/2018-01/*all*.csv")
PRACTICE = first(SAMPLE / NEW_LIST, TYPE="GP")["CODE"]
QOF = only("published/quality/*")
POMI = only("published/online/*")
SURVEY = only("published/survey/*")
PLANNED = first(
    SAMPLE / "local/programme_return.csv", programme="correspondence_training", completed_on=""
)["practice_code"]
LIVE_ADVERT = first(SAMPLE / "local/vacancy.csv", role_type="gps", closed_on="")["advert_id"]
SCORED = sum(row["Achievement score (max. 559)"] != ":" for row in rows_of(SAMPLE / QOF)[1])
WORKFORCE = only("published/workforce/*2016*.csv")
PAYMENTS = only("published/payments/*16-17*.csv")

CASES = [
    Case(
        "ledger",
        "local/ledger_line.csv",
        {"month": "2017-11", "line_code": "GMS"},
        "forecast_gbp",
        50_000,
        "delegated_forecast_variance",
        {**OURS, "category": "", "period": "2017-11", "basis": "forecast"},
        -50_000,
        (
            "delegated_forecast_variance",
            "delegated_underlying_variance",
            "delegated_forecast_movement",
            "delegated_movement_by_cause",
            "forecast_swing",
            "ledger_forecast",
            "ledger_forecast_variance",
            "ledger_underlying_variance",
            "list_size_effect",
            "year_end_range",
        ),
    ),
    Case(
        "budget",
        "local/budget_line.csv",
        {"financial_year": "2016/17", "line_code": "over_75"},
        "budget_gbp",
        10_000,
        "local_contract_plan",
        {**OURS, "category": "total", "period": "2016/17", "basis": "plan"},
        10_000,
        ("local_contract_plan", "primary_care_plan", "category_plan"),
    ),
    Case(
        "allocation",
        "local/allocation.csv",
        {"financial_year": "2020/21", "stream": "delegated"},
        "allocation_gbp",
        1_017_000,
        "delegated_allocation_growth",
        {**OURS, "category": "since_2016/17", "period": "2020/21", "basis": "plan"},
        1.0,
        ("delegated_allocation", "delegated_allocation_growth"),
    ),
    Case(
        "trajectory",
        "local/trajectory.csv",
        {
            "measure": "extended_access_coverage",
            "plan_version": "mou_plan",
            "period": "2018-03",
        },
        "value_percent",
        5,
        "extended_access_coverage",
        {**OURS, "category": "mou_plan", "period": "2018-03", "basis": "plan"},
        5,
        ("extended_access_coverage", *STANDING),
    ),
    Case(
        "workforce target",
        "local/workforce_target.csv",
        {"role": "clinical_pharmacist", "category": "full"},
        "value",
        2,
        "clinical_pharmacist_target",
        {**OURS, "category": "full", "period": "2019-12", "basis": "target"},
        2,
        ("clinical_pharmacist_target",),
    ),
    Case(
        "practice register",
        "local/practice.csv",
        {"practice_code": PRACTICE},
        "delivery_sites",
        1,
        "delivery_sites",
        {**OURS, "category": "", "period": "2018-02-07", "basis": "actual"},
        1,
        ("delivery_sites",),
    ),
    Case(
        "disputed claim",
        "local/payment_claim.csv",
        {"claim_id": first(SAMPLE / "local/payment_claim.csv", status="raised")["claim_id"]},
        "value_gbp",
        1_000,
        "disputed_claims_exposure",
        {**OURS, "category": "raised", "period": "2017-11", "basis": "actual"},
        1_000,
        (
            "disputed_claims_by_type",
            "disputed_claims_exposure",
            "year_end_range",
        ),
    ),
    Case(
        "saving",
        "local/saving.csv",
        {"heading": "outpatients"},
        "planned_gbp",
        1_000_000,
        "savings_headroom",
        {**OURS, "category": "", "period": "2020/21", "basis": "plan"},
        1_000_000,
        (
            "savings_opportunity",
            "savings_headroom",
            "savings_part_delivered",
        ),
    ),
    Case(
        "patients registered",
        NEW_LIST,
        {"CODE": PRACTICE},
        "NUMBER_OF_PATIENTS",
        600,
        "clinical_pharmacist_need",
        {**OURS, "category": "one_per_30000", "period": "2018-01-01", "basis": "target"},
        0.02,
        (
            "registered_patients",
            "contacts_per_1000_registered",  # November and December divide by the list of January
            "special_cause_limit",
            "clinical_pharmacist_need",
            "correspondence_training_patients",
            "care_navigation_patients",
            "either_training_patients",
            "extended_access_coverage",
            "online_consultation_patients",
            "patients_in_transformation_groups",
            "cluster_patients",
            "extended_access_planned_cover",
            "extended_access_minutes_per_1000",
            "same_day_slots_per_1000",
            "same_day_requests_per_1000",
            "neither_training_patients",
            "training_share_difference",
            *STANDING,
            *TRIED,
            "gp_contract_plus_coverage",
            "gp_contract_plus_patients",
            "list_growth",
            "practices_by_variation",
        ),
    ),
    Case(
        "payments to practices",
        PAYMENTS,
        {"PracticeCode": PRACTICE},
        "TotalNHSPaymentsToGeneralPractice_£",
        1_000,
        "practice_payments",
        {**OURS, "category": "total", "period": "2016/17", "basis": "actual"},
        1_000,
        (
            "practice_payments",
            "practice_payments_per_registered_patient",
            "practice_payments_per_weighted_patient",
            "payments_per_patient_change",
            "payments_by_contract_type",
            "payments_real_terms",
            "payments_types_gap",
        ),
    ),
    Case(
        "workforce census",
        WORKFORCE,
        {"PRAC_CODE": PRACTICE},
        "TOTAL_GP_FTE",
        1.0,
        "staff_fte",
        {**OURS, "category": "gp", "period": "2016-09", "basis": "actual"},
        1.0,
        (
            "staff_fte",
            "staff_fte_per_1000_registered",
            "gp_fte",
            "gp_fte_back_test",
            "gp_fte_national_expectation",
            "gp_fte_per_1000_registered",
            "gp_fte_projected",
            "staff_fte_change_like_for_like",
            "staff_fte_per_1000_weighted",
            "workforce_fte_gap",
            "workforce_fte_surplus",
        ),
    ),
    Case(
        "quality",
        QOF,
        {"Practice code": PRACTICE},
        "Achievement score (max. 559)",
        -SCORED / 4,
        "qof_achievement",
        {**OURS, "category": "mean_points", "period": "2016/17", "basis": "actual"},
        -0.25,
        ("qof_achievement",),
    ),
    Case(
        "online services",
        POMI,
        {"practice_code": PRACTICE, "report_period_end": "30APR2017", "field": "Total_Pat_Enbld"},
        "value",
        100,
        "online_service_patients",
        {**OURS, "category": "enabled", "period": "2017-04", "basis": "actual"},
        None,
        ("online_service_patients",),
    ),
    Case(
        "patient survey",
        SURVEY,
        {"Practice_Code": PRACTICE},
        "q18_12pct",
        0.01,
        "survey_share",
        {**OURS, "category": "q18_12pct", "period": "2017", "basis": "actual"},
        None,
        ("survey_share",),
    ),
    Case(
        "same-day capacity",
        "local/same_day_week.csv",
        {"area": "Purbeck", "week": "2018-01-22"},
        "requests_same_day",
        300,
        "same_day_requests_per_1000",
        {**OURS, "category": "", "period": "2018-01-22", "basis": "actual"},
        300 * 1000 / 771_276,
        ("same_day_requests_per_1000", "same_day_slots_per_100_requests"),
    ),
    Case(
        "programme return",
        "local/programme_return.csv",
        {"practice_code": PLANNED, "programme": "correspondence_training"},
        "completed_on",
        "2018-01-30",
        "correspondence_training_practices",
        {**OURS, "category": "", "period": "2018-01", "basis": "actual"},
        100 / 86,
        (
            "correspondence_training_practices",
            "correspondence_training_patients",
            "either_training_patients",
            # two programmes have slipped too little themselves and borrow its slips; extended
            # access rests on its own
            "online_consultation_patients",
            "online_consultation_practices",
            "primary_care_home_practices",
            *STANDING,
            *TRIED,
            "neither_training_patients",
            "neither_training_practices",
            "training_reached",
            "training_share_difference",
        ),
    ),
    Case(
        "vacancy",
        "local/vacancy.csv",
        {"advert_id": LIVE_ADVERT},
        "closed_on",
        "2017-09-17",
        "adverts_live",
        {**OURS, "category": "gps", "period": "2017-09-18", "basis": "actual"},
        -1,
        (
            "adverts_live",
            "adverts_live_days_open",
        ),
    ),
    Case(
        "funding award",
        "local/funding_award.csv",
        {"award_id": "T01"},
        "amount_gbp",
        766_000,
        "transformation_fund_per_head",
        {**OURS, "category": "", "period": "2017/18-2018/19", "basis": "plan"},
        1.0,
        (
            "programme_money",
            "transformation_fund",
            "transformation_fund_per_head",
            "transformation_use",
        ),
    ),
    Case(
        "milestone",
        "local/milestone.csv",
        {"milestone": "Advert published"},
        "completed_on",
        "2018-01-31",
        "milestones",
        {**OURS, "category": "done", "period": "2018-02-07", "basis": "actual"},
        1,
        (  # slips seen so far feed the projections of programmes
            "milestones",
            "milestones_counted",
            "milestone_slip",
            "slip_median",
            "steps_on_time",
            "extended_access_coverage",
            "extended_access_practices",
            "online_consultation_patients",
            "online_consultation_practices",
            "primary_care_home_practices",
            "trajectory_chance",
            "trajectory_days_late",
        ),
    ),
    Case(
        "contract signed",
        "local/cluster.csv",
        {"cluster": "Mid"},
        "contract_signed_on",
        "2018-01-30",
        "contract_variations_signed",
        {**OURS, "category": "", "period": "2018-01", "basis": "actual"},
        1,
        ("contract_variations_signed",),
    ),
    Case(
        "early result",
        "local/programme_item.csv",
        {"kind": "early result"},
        "value",
        1,
        "programme_early_result",
        {
            **OURS,
            "category": "clinical correspondence training:Minutes saved a GP a day",
            "period": "2018-02-07",
            "basis": "actual",
        },
        1,
        ("programme_early_result",),
    ),
    Case(
        "assurance",
        "local/assurance.csv",
        {
            "submitted_on": "2016-12-23",
            "requirement": "Universal capabilities template by 20 May 2017",
        },
        "assured_on",
        "2018-06",
        "requirements_assured",
        {**OURS, "category": "", "period": "2018-02-07", "basis": "actual"},
        -12.5,
        ("requirements_assured", "requirements_open", "requirements_past_due"),
    ),
    Case(
        "a comment that the assurer has not closed",
        "local/assurance_comment.csv",
        {"submitted_on": "2016-12-23", "comment_id": "Q5"},
        "closed_on",
        "",
        "requirements_assured",
        {**OURS, "category": "", "period": "2018-02-07", "basis": "actual"},
        -12.5,
        (
            "requirements_assured",
            "requirements_open",
            "requirements_past_due",
            "assurer_comments",
        ),
    ),
    Case(
        "another ledger line that serves an area",
        "local/assurance_part.csv",
        {"kind": "ledger_line", "name": "TRANSFORMATION"},
        "name",
        "RECEPTION_TRAINING",
        "programme_money",
        {
            **OURS,
            "category": "transformation_fund:spent",
            "period": "2017/18",
            "basis": "actual",
        },
        -633_284.0,
        ("programme_money",),
    ),
    Case(
        "a report sent",
        "local/reporting.csv",
        {"report": "Formal improvement of practices in special measures", "period": "2018-01"},
        "sent_on",
        "2018-01-31",
        "reports_owed",
        {**OURS, "category": "monthly: sent on time", "period": "2018-02-07", "basis": "actual"},
        1,
        ("reports_owed",),
    ),
    Case(
        "a contract event of another kind",
        "local/contract_event.csv",
        {"requested_on": "2018-01-08"},
        "event_type",
        "list_closure",
        "practices_with_contract_event",
        {**OURS, "category": "list closure: waiting", "period": "2017/18", "basis": "actual"},
        1,
        ("practices_with_contract_event",),
    ),
]


def worked_by_hand(case: Case) -> float:
    """The movement of a weighted share, from the file alone."""
    _, rows = rows_of(SAMPLE / case.file)
    if case.file == POMI:
        lists = [
            float(row["value"])
            for row in rows
            if row["field"] == "patient_list_size" and row["report_period_end"] == "30APR2017"
        ]
        return 100 / sum(lists) * 100
    bases = {row["Practice_Code"]: float(row["q18base"]) for row in rows if row["q18base"]}
    return bases[PRACTICE] / sum(bases.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_cell_moves_what_hangs_on_it_and_nothing_else(folder, before, case):
    path = folder / "data" / "raw" / "2018-02" / case.file
    kept = path.read_bytes()
    try:
        text = rewritten(path, case.row, case.column, case.change)
        path.write_text(text, encoding=encoding_of(path), newline="")
        after = values_in(folder)
    finally:
        path.write_bytes(kept)
    both = pd.concat([before.rename("before"), after.rename("after")], axis=1)
    moved = both[(both["before"] - both["after"]).abs().fillna(1) > 1e-9]
    key = tuple({"measure": case.moves, **case.key}[name] for name in KEY)
    change = moved.loc[key, "after"] - moved.loc[key, "before"]
    assert change == pytest.approx(case.by if case.by is not None else worked_by_hand(case))
    assert set(moved.index.get_level_values("measure")) <= set(case.may_move)
