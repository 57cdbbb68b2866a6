"""A typed row under the headings of each year, where a publisher's heading or word changed."""

import pytest
from returns_cases import read_one, typed, write_csv

_DAY = "Appointment_Date APPT_STATUS HCP_TYPE APPT_MODE TIME_BETWEEN_BOOK_AND_APPT"
_MONTH = "APPT_STATUS HCP_TYPE APPT_MODE TIME_BETWEEN_BOOK_AND_APPT COUNT_OF_APPOINTMENTS"
DAILY = {
    "2018": "CCG_CODE CCG_ONS_CODE CCG_NAME STP_CODE REGIONAL_LOCAL_OFFICE_ONS_CODE",
    "2019": "CCG_CODE CCG_ONS_CODE CCG_NAME STP_CODE SUBREGION_ONS_CODE",
    "2020": "CCG_CODE CCG_ONS_CODE CCG_NAME STP_ONS_CODE",
    "2022": "SUB_ICB_LOCATION_CODE SUB_ICB_LOCATION_ONS_CODE SUB_ICB_LOCATION ICB_ONS_CODE",
    "2023": "SUB_ICB_LOCATION_CODE SUB_ICB_LOCATION_ONS_CODE SUB_ICB_LOCATION_NAME ICB_ONS_CODE",
}
COVERAGE = (
    "APPOINTMENT_MONTH INCLUDED_PRACTICES OPEN_PRACTICES PATIENTS_REGISTERED_AT_INCLUDED_PRACTICES "
    "PATIENTS_REGISTERED_AT_OPEN_PRACTICES"
)


def row_of(header, **cells):
    """A row of these cells by heading, anything else where the test does not look."""
    return [cells.get(heading, "anything") for heading in header]


@pytest.mark.parametrize("year", DAILY)
def test_days_of_every_year_add_up_to_months(tmp_path, year):
    header = [*DAILY[year].split(), "REGION_ONS_CODE", *_DAY.split(), "COUNT_OF_APPOINTMENTS"]
    rows = [
        row_of(
            header,
            **{
                header[0]: "X0C",
                "Appointment_Date": day,
                "APPT_STATUS": "DNA",
                "HCP_TYPE": "GP",
                "APPT_MODE": "Video/Online",
                "TIME_BETWEEN_BOOK_AND_APPT": "15  to 21 Days",
                "COUNT_OF_APPOINTMENTS": "5",
            },
        )
        for day in ("01MAR2024", "29MAR2024")
    ]
    (row,) = typed(read_one(write_csv(tmp_path / "a.csv", header, *rows)), "appointments").to_dict(
        "records"
    )
    assert (row["commissioner_code"], row["month"], row["appointments"]) == ("X0C", "2024-03", 10)
    assert (row["status"], row["mode"]) == ("did not attend", "video or online")
    assert row["wait"] == "15 to 21 days"


def test_the_months_of_2025_carry_the_names_of_boards(tmp_path):
    header = "SUB_ICB_LOCATION_CODE SUB_ICB_LOCATION_ONS_CODE SUB_ICB_LOCATION_NAME ICB_ONS_CODE "
    header = [*header.split(), "ICB_NAME", "REGION_NAME", "APPOINTMENT_MONTH", *_MONTH.split()]
    row = row_of(
        header,
        SUB_ICB_LOCATION_CODE="X0C",
        APPOINTMENT_MONTH="MAR2025",
        TIME_BETWEEN_BOOK_AND_APPT="Unknown / Data Quality",
        COUNT_OF_APPOINTMENTS="65",
    )
    found = read_one(write_csv(tmp_path / "Regional_CSV_Shire.csv", header, row))
    (row,) = typed(found, "appointments").to_dict("records")
    assert (row["month"], row["wait"], row["appointments"]) == ("2025-03", "unknown", 65)


@pytest.mark.parametrize("code", ["COMMISSIONER_ORGANISATION_CODE", "SUB_ICB_LOCATION_CODE"])
def test_coverage_goes_by_the_code_of_its_year(tmp_path, code):
    header = [code, "ICB_ONS_CODE", *COVERAGE.split()]
    row = ["X0C", "E54", "01OCT2025", "70", "72", "800000", "810000"]
    found = read_one(write_csv(tmp_path / "APPOINTMENTS_GP_COVERAGE.csv", header, row))
    assert typed(found, "appointment_coverage")["patients_open"].tolist() == [810000]
    assert found.period == "2025-10"


@pytest.mark.parametrize(
    ("name", "practice", "year"),
    [
        ("June 2012 Practice Level Data weighted.csv", "Practice_Code", 2012),
        ("July 2016 Practice level data weighted CSV.csv", "Practice_code", 2016),
        ("GPPS_2023_Practice_data_(weighted)_(csv)_PUBLIC.csv", "Practice_Code", 2023),
    ],
)
def test_the_survey_of_every_year_has_its_two_questions(tmp_path, name, practice, year):
    header = [practice, "distributed", "received", "Q18base", "Q18_12pct", "Q28base", "Q28_12pct"]
    path = write_csv(tmp_path / name, header, ["X10001", "250", "100", "95", "0.74", "98", "0.81"])
    rows = typed(read_one(path), "patient_survey")
    assert set(rows["year"]) == {year}
    assert rows["share_percent"].tolist() == [74, 81]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("ACHIEVEMENT_1718.csv", "2017/18"),
        ("ACHIEVEMENT_2122.csv", "2021/22"),
        ("ACHIEVEMENT_SOUTH_WEST_2425.csv", "2024/25"),
    ],
)
def test_points_by_indicator_are_of_the_year_in_the_files_name(tmp_path, name, year):
    header = "REGION_ODS_CODE REGION_NAME PRACTICE_CODE INDICATOR_CODE MEASURE VALUE".split()
    header = header if "SOUTH" in name else header[2:]
    rows = [("AF006", "NUMERATOR", "50"), ("AF006", "ACHIEVED_POINTS", "12"), ("X", "PCAS", "3")]
    cells = [
        row_of(header, PRACTICE_CODE="X10001", INDICATOR_CODE=i, MEASURE=m, VALUE=v)
        for i, m, v in rows
    ]
    found = read_one(write_csv(tmp_path / name, header, *cells))
    assert typed(found, "qof")["points"].tolist() == [12]
    assert found.period == year


@pytest.mark.parametrize("source", ["Data_source", "DATA_SOURCE"])
def test_staff_of_networks_are_of_the_census_in_their_row(tmp_path, source):
    header = [source, "CENSUS_YEAR", "CENSUS_MONTH", "PCN_CODE", "PCN_NAME", "SUB_ICB_CODE"]
    header += ["STAFF_GROUP", "STAFF_ROLE", "DETAILED_STAFF_ROLE", "FTE", "UNIQUE_IDENTIFIER"]
    row = ["NWRS Staff", "2020", "3", "U10001", "HERON PCN", "X0C", "Directors"]
    row += ["Medical Clinical Director", "Clinical Director – Medical", "0.2", "34425"]
    path = tmp_path / "1.Primary Care Networks – March 2020 Individual Level.csv"
    found = read_one(write_csv(path, header, row, encoding="cp1252"))
    assert found.period == "2020-03-31"
    assert typed(found, "pcn_staff")["detailed_role"].tolist() == ["Clinical Director – Medical"]


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("General Practice March 2016 Practice Level.csv", "2016-03-31"),
        ("General Practice Provisional Sept 2018 Practice Level.csv", "2018-09-30"),
        ("20. General Practice – December 2020 Practice Level.csv", "2020-12-31"),
        ("1 General Practice – February 2026 Practice Level - Detailed.csv", "2026-02-28"),
    ],
)
def test_the_census_is_of_the_month_in_the_files_name(tmp_path, name, month):
    header = ["PRAC_CODE", "CCG_CODE", "TOTAL_GP_HC", "TOTAL_GP_FTE"]
    assert (
        read_one(write_csv(tmp_path / name, header, ["X10001", "X0C", "2", "1.5"])).period == month
    )
