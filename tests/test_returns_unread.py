"""Files that are known and not read: named, with what serves in their place."""

import pytest
from returns_cases import read_one, write_csv, write_xlsx

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
    "times.csv": ("MONTH GP_CODE SUPPLIER WEEKDAY SUBMISSION_TIME VALUE".split(), "by metric"),
    "PREVALENCE_2425.csv": (["PRACTICE_CODE", "GROUP_CODE", "REGISTER"], "ACHIEVEMENT files"),
    "prevalence.csv": (
        ["Practice code", "Practice name", "List size", "Register", "Prevalence (per cent)"],
        "achievement tables",
    ),
    "fingertips.csv": (
        "Indicator ID,Indicator Name,Area Code,Area Name,Area Type,Time period,Value".split(","),
        "take their own files",
    ),
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


def test_the_register_of_memberships_is_named_and_is_not_that_of_successors(tmp_path):
    rows = [["X10001", "X0C", "C", "19990401", "20130331", "0"]]
    rows += [["X10001", "X0D", "C", "20130401", "", "0"]]
    found = read_one(write_csv(tmp_path / "epcmem.csv", *rows))
    assert (found.layout, found.tables) == ("practice_memberships", {})
    assert "epraccur.csv" in found.oddities[0]


def test_the_workbook_of_appointments_is_named_once_with_the_files_that_serve(tmp_path):
    title = ["Appointments in General Practice, October 2018"]
    sheets = {name: [title, ["a", "b"], [1, 2]] for name in ("Table 1", "Table 2")}
    found = read_one(write_xlsx(tmp_path / "GP_APPT_Publication.xlsx", sheets))
    assert "CSV files of the same page" in found.oddities[0]
    assert found.oddities[1] == "its sheets that are not read: 'Table 2'"


def test_a_code_that_every_file_has_does_not_say_what_a_file_is(tmp_path):
    header = ["Practice code", "Commissioner code", "Month", "Something else", "Another thing"]
    found = read_one(write_csv(tmp_path / "a.csv", header, ["X10001", "X0C", "2018-01", "1", "2"]))
    assert found.oddities == ["It resembles no return this project knows."]
