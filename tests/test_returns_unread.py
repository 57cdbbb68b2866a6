"""Files that are known and not read: named, with what serves in their place."""

import pytest
from returns_cases import read_one, write_csv

LSOA = ["PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "LSOA_CODE", "SEX"]
DURATION = "SUB_ICB_LOCATION_CODE Appointment_Date ACTUAL_DURATION COUNT_OF_APPOINTMENTS"
CATEGORY = "SUB_ICB_LOCATION_CODE APPOINTMENT_MONTH NATIONAL_CATEGORY COUNT_OF_APPOINTMENTS"
CASES = {
    "gp-reg-pat-prac-lsoa-all.csv": ([*LSOA, "Number of Patients"], "gp-reg-pat-prac-all.csv"),
    "ccg-reg-patients.csv": (["CCG_CODE", "TOTAL_ALL", "TOTAL_MALE"], "the file of practices"),
    "nhspaymentsgp-24-25-pcn-csv.csv": (
        ["Sub ICB Code", "PCN Code", "PCN Name", "Average Number of Registered Patients"],
        "the practices' file",
    ),
    "durations.csv": (DURATION.split(), "the monthly, daily and practice files are"),
    "categories.csv": (CATEGORY.split(), "the practices' file"),
    "PREVALENCE_2425.csv": (["PRACTICE_CODE", "GROUP_CODE", "REGISTER"], "ACHIEVEMENT files"),
    "GPs 2009.csv": (["year", "prac_code", "gp_type", "fte"], "collected in another way"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_is_not_read_is_named_with_what_serves(tmp_path, name):
    header, serves = CASES[name]
    found = read_one(write_csv(tmp_path / name, header, ["1"] * len(header)))
    assert found.publication
    assert (found.rows, found.tables) == (1, {})
    (said,) = found.oddities
    assert said.startswith("not read: ")
    assert serves in said


def test_a_practices_file_with_a_new_heading_does_not_pass_for_one_that_is_not_read(tmp_path):
    """Were it taken for the file by category, nobody would look for the column that changed."""
    header = [
        "APPOINTMENT_MONTH_START_DATE",
        "GP_CODE",
        "SUB_ICB_LOCATION_CODE",
        "HCP_TYPE",
        "APPT_MODE",
        "NATIONAL_CATEGORY",
        "WAIT",
        "COUNT_OF_APPOINTMENTS",
        "APPT_STATUS",
    ]
    found = read_one(write_csv(tmp_path / "a.csv", header, ["1"] * len(header)))
    assert found.publication is None
    assert "it lacks 'TIME_BETWEEN_BOOK_AND_APPT'; it has 'WAIT' instead" in found.oddities[0]
