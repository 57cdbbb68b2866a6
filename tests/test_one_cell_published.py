"""One cell of a published family that the sample cycles are too early for: what it moves.

A small cycle of June 2022 is typed here, two practices in two networks. Each case replaces one
text in one file and states every measure that may move, one with the amount worked by hand.
"""

from pathlib import Path

import pandas as pd
import pytest
from project_cases import KEY, measures_in

OURS = ("commissioner", "11J")
pytestmark = [pytest.mark.build, pytest.mark.usefixtures("remembered_verdicts")]

FILES = {
    "lists.csv": """\
PUBLICATION,EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS
GP_PRAC_PAT_LIST,01May2022,GP,11J,E1,X10001,,ALL,ALL,6000
GP_PRAC_PAT_LIST,01May2022,GP,11J,E1,X10002,,ALL,ALL,4000
""",
    "map.csv": """\
PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,ONS_CCG_CODE,CCG_CODE,CCG_NAME,ONS_STP_CODE,STP_CODE,STP_NAME,ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME
GP_PRAC_PAT_LIST,01May2022,X10001,ALDER,,U90001,NORTH PCN,E1,11J,NHS DORSET CCG,E2,QVV,DORSET,E3,Y58,SOUTH WEST
GP_PRAC_PAT_LIST,01May2022,X10002,BIRCH,,U90002,SOUTH PCN,E1,11J,NHS DORSET CCG,E2,QVV,DORSET,E3,Y58,SOUTH WEST
""",
    "register.csv": """\
"X10001","ALDER","Y58","QVV","","","","","","","19740401","","A","B","11J","20130401","","","","","","0","","11J","","4",""
"X10002","BIRCH","Y58","QVV","","","","","","","19740401","","A","B","11J","20130401","","","","","","0","","11J","","4",""
""",
    "appointments.csv": """\
CCG_CODE,CCG_ONS_CODE,CCG_NAME,STP_ONS,STPNM,REGION_ONS_CODE,REGION_NAME,Appointment_Month,APPT_STATUS,HCP_TYPE,APPT_MODE,TIME_BETWEEN_BOOK_AND_APPT,COUNT_OF_APPOINTMENTS
11J,E1,NHS Dorset CCG,E2,Dorset  STP,E3,South West,MAY2022,Attended,GP,Face-to-Face,Same Day,600
11J,E1,NHS Dorset CCG,E2,Dorset  STP,E3,South West,MAY2022,Attended,GP,Telephone,15  to 21 Days,400
""",
    "APPOINTMENTS_GP_COVERAGE.csv": """\
SUB_ICB_LOCATION_CODE,Appointment_Month,Included Practices,Open Practices,Patients registered at included practices,Patients registered at open practices
11J,01MAY2022,1,2,6000,10000
""",
    "submissions.csv": """\
MONTH,GP_CODE,GP_NAME,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,REGION_CODE,REGION_NAME,SUPPLIER,METRIC,VALUE
01/05/2022,X10001,ALDER,U90001,NORTH PCN,11J,NHS Dorset,QVV,Dorset,Y58,South West,Any,OC_TOTAL_SUBMISSIONS,70
01/05/2022,X10002,BIRCH,U90002,SOUTH PCN,11J,NHS Dorset,QVV,Dorset,Y58,South West,Any,OC_TOTAL_SUBMISSIONS,30
""",
    "networks.csv": """\
Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,SUB_ICB_CODE,SUB_ICB_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE,COMM_REGION_NAME,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,FTE,UNIQUE_IDENTIFIER
NWRS Staff,2022,3,U90001,NORTH PCN,11J,NHS Dorset ICB - 11J,QVV,NHS Dorset ICB,Y58,South West,Other Direct Patient Care staff,Pharmacists,Pharmacist,1,901
NWRS Staff,2022,3,U90002,SOUTH PCN,11J,NHS Dorset ICB - 11J,QVV,NHS Dorset ICB,Y58,South West,Other Direct Patient Care staff,Paramedics,Paramedic,0.5,902
""",
    "weighted 2022-23.csv": """\
Practice_Code,GP_Practice_Name,Practice_Postcode,Latitude,Longitude,CCG21,Former CCG,PCN_Code,PCN_Name,LOC22,LOC22name,ICS22,ICS22name,R22,Region22,LAD21,LTLA21,LA21,UTLA21,Patients,pop 2022/23,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,Final WP,Primary Medical Care WP,Final PMC WP
X10001,Alder,,0,0,11J,Dorset,U90001,North PCN,11J,Dorset,QVV,Dorset,Y58,South West,E1,A,E1,A,6000,6000.5,1,1,1,1,1,1,1,6300.25,6600
X10002,Birch,,0,0,11J,Dorset,U90002,South PCN,11J,Dorset,QVV,Dorset,Y58,South West,E1,A,E1,A,4000,4000.5,1,1,1,1,1,1,1,3900.25,3800
""",
}

# File, text, what replaces it, the measure with its category, period and basis, by how much,
# and the beginnings of the names of all measures that may move.
CASES = [
    (
        "lists.csv",
        "ALL,6000",
        "ALL,7000",
        ("registered_patients", "", "2022-05-01", "actual"),
        1000,
        (
            "registered_patients",
            "appointments_per_1000",
            "pcn_workforce_fte_per",
            "network",
            "weighted",
            "list_",
            "patients",
            "online_consultation_submissions",
            "clinical_pharmacist",
        ),
    ),
    (
        "register.csv",
        '"19740401","","A","B","11J","20130401","","","","","","0","","11J","","4",""\n"X10002"',
        '"19740401","","C","B","11J","20130401","","","","","","0","","11J","","4",""\n"X10002"',
        ("practices_open", "", "", "actual"),
        -1,
        ("practices_open",),
    ),
    (
        "appointments.csv",
        "Same Day,600",
        "Same Day,1600",
        ("appointments", "", "2022-05", "actual"),
        1000,
        ("appointments", "special_cause"),
    ),
    (
        "APPOINTMENTS_GP_COVERAGE.csv",
        "1,2,6000",
        "1,2,7000",
        ("appointments_coverage_patients", "", "2022-05", "actual"),
        10,
        ("appointments_coverage_patients",),
    ),
    (
        "submissions.csv",
        "OC_TOTAL_SUBMISSIONS,70",
        "OC_TOTAL_SUBMISSIONS,75",
        ("online_consultation_submissions", "OC_TOTAL_SUBMISSIONS", "2022-05", "actual"),
        5,
        ("online_consultation_submissions",),
    ),
    (
        "networks.csv",
        "Pharmacist,1,901",
        "Pharmacist,0.75,901",
        ("pcn_workforce_fte", "pharmacists", "2022-03", "actual"),
        -0.25,
        ("pcn_", "clinical_pharmacist", "network"),
    ),
]


def values_in(folder: Path) -> pd.Series:
    figures = measures_in(folder, "2022-06").set_index(KEY)["value"]
    set_aside = pd.read_csv(folder / "data" / "processed" / "2022-06" / "set_aside.csv")
    assert set_aside["file"].tolist() == []
    return figures


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("published")
    raw = target / "data" / "raw" / "2022-06"
    raw.mkdir(parents=True)
    (target / "dvc.yaml").write_text("stages: {}\n", encoding="utf-8")
    (target / "params.yaml").write_text(
        'commissioner: "11J"\ncycles:\n  - "2022-06"\naudience: committee\n', encoding="utf-8"
    )
    for name, text in FILES.items():
        (raw / name).write_text(text, encoding="utf-8", newline="")
    return target


@pytest.fixture(scope="module")
def before(folder, remembered_verdicts) -> pd.Series:
    return values_in(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_one_cell_moves_what_hangs_on_it_and_nothing_else(folder, before, case):
    name, old, new, (measure, category, period, basis), by, may_move = case
    path = folder / "data" / "raw" / "2022-06" / name
    assert FILES[name].count(old) == 1
    try:
        path.write_text(FILES[name].replace(old, new), encoding="utf-8", newline="")
        after = values_in(folder)
    finally:
        path.write_text(FILES[name], encoding="utf-8", newline="")
    both = pd.concat([before.rename("before"), after.rename("after")], axis=1)
    moved = both[(both["before"] - both["after"]).abs().fillna(1) > 1e-9]
    key = (measure, *OURS, category, period, basis)
    assert moved.loc[key, "after"] - moved.loc[key, "before"] == pytest.approx(by)
    others = set(moved.index.get_level_values("measure"))
    assert {one for one in others if not one.startswith(may_move)} == set()


def test_the_map_moves_patients_between_networks_and_the_total_stays(folder, before):
    path = folder / "data" / "raw" / "2022-06" / "map.csv"
    try:
        path.write_text(
            FILES["map.csv"].replace("X10002,BIRCH,,U90002,SOUTH", "X10002,BIRCH,,U90001,NORTH"),
            encoding="utf-8",
            newline="",
        )
        after = values_in(folder)
    finally:
        path.write_text(FILES["map.csv"], encoding="utf-8", newline="")
    network = ("registered_patients", "pcn", "U90001", "", "2022-05-01", "actual")
    total = ("registered_patients", *OURS, "", "2022-05-01", "actual")
    assert (before[network], after[network]) == (6000, 10000)
    assert before[total] == after[total] == 10000


def test_a_weighted_list_moves_only_what_is_weighted(folder, before):
    path = folder / "data" / "raw" / "2022-06" / "weighted 2022-23.csv"
    text = FILES["weighted 2022-23.csv"]
    try:
        path.write_text(text.replace(",6600\n", ",6700\n"), encoding="utf-8", newline="")
        after = values_in(folder)
    finally:
        path.write_text(text, encoding="utf-8", newline="")
    both = pd.concat([before.rename("before"), after.rename("after")], axis=1)
    moved = both[(both["before"] - both["after"]).abs().fillna(1) > 1e-9]
    assert len(moved) > 0
    assert {one for one in moved.index.get_level_values("measure") if "weight" not in one} == set()
