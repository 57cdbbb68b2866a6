"""Appointments in General Practice: by month, by day and by practice."""

import pandas as pd
import pytest
from returns_cases import REAL, read_one, real, typed, write_csv, write_xlsx

from analysis.tables import TABLES
from analysis.tables.column_types import conform

MONTHLY = (
    "CCG_CODE,CCG_ONS_CODE,CCG_NAME,STP_ONS,STPNM,REGION_ONS_CODE,REGION_NAME,Appointment_Month,"
    "APPT_STATUS,HCP_TYPE,APPT_MODE,TIME_BETWEEN_BOOK_AND_APPT,COUNT_OF_APPOINTMENTS"
).split(",")
DAILY = (
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_ONS_CODE,SUB_ICB_LOCATION_NAME,ICB_ONS_CODE,"
    "REGION_ONS_CODE,Appointment_Date,APPT_STATUS,HCP_TYPE,APPT_MODE,"
    "TIME_BETWEEN_BOOK_AND_APPT,COUNT_OF_APPOINTMENTS"
).split(",")
PRACTICE = (
    "APPOINTMENT_MONTH_START_DATE,GP_CODE,GP_NAME,SUPPLIER,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,HCP_TYPE,APPT_MODE,NATIONAL_CATEGORY,"
    "TIME_BETWEEN_BOOK_AND_APPT,COUNT_OF_APPOINTMENTS,APPT_STATUS"
).split(",")


COVERAGE = (
    "COMMISSIONER_ORGANISATION_CODE,Appointment_Month,Included Practices,Open Practices,"
    "Patients registered at included practices,Patients registered at open practices"
).split(",")


def month(
    count="12",
    *,
    when="MAR2019",
    status="Attended",
    professional="Other Practice staff",
    mode="Face-to-Face",
    wait="15  to 21 Days",
):
    area = ["11J", "E38000045", "NHS Dorset CCG", "E54000041", "Dorset  STP", "E40000006", "South"]
    return [*area, when, status, professional, mode, wait, count]


def day(count="12", *, when="01-Nov-17", status="Attended", wait="Same Day"):
    area = ["11J", "E38000045", "NHS Dorset ICB - 11J", "E54000041", "E40000006"]
    return [*area, when, status, "GP", "Telephone", wait, count]


def practice(count="3", *, code="X10001", category="General Consultation Acute", pcn="U00001"):
    area = [code, "HILL SURGERY", "EMIS", pcn, "HILL PCN", "11J", "NHS Dorset ICB - 11J"]
    kind = ["GP", "Video Conference/Online", category, "8  to 14 Days"]
    return ["01APR2025", *area, *kind, count, "DNA"]


def test_words_are_made_readable_and_codes_stay(tmp_path):
    found = read_one(write_csv(tmp_path / "Regional_CSV_Dorset.csv", MONTHLY, month()))

    row = typed(found, "appointments").iloc[0]
    assert found.publication == "Appointments in General Practice"
    assert row["commissioner_code"] == "11J"
    assert row["month"] == "2019-03"
    assert (row["status"], row["professional"]) == ("attended", "other practice staff")
    assert (row["mode"], row["wait"]) == ("face to face", "15 to 21 days")
    assert (row["appointments"], row["source_line"]) == (12, 2)


@pytest.mark.parametrize(
    ("column", "published", "words"),
    [
        ("status", "DNA", "did not attend"),
        ("status", "Unknown", "unknown"),
        ("status", "Appt Status Not Provided", "not provided"),
        ("professional", "GP", "GP"),
        ("professional", "HCP Type Not Provided", "not provided"),
        ("mode", "Video/Online", "video or online"),
        ("mode", "Video Conference/Online", "video or online"),
        ("mode", "Home Visit", "home visit"),
        ("wait", "Unknown / Data Issue", "unknown"),
        ("wait", "Same Day", "same day"),
        ("wait", "2 to 7 Days", "2 to 7 days"),
        ("wait", "More than 28 Days", "more than 28 days"),
    ],
)
def test_the_words_of_every_vintage(tmp_path, column, published, words):
    found = read_one(write_csv(tmp_path / "a.csv", MONTHLY, month(**{column: published})))

    assert typed(found, "appointments")[column].to_list() == [words]


def test_a_sub_icb_file_saved_as_a_workbook_reads_alike(tmp_path):
    header = [text.replace("CCG_", "SUB_ICB_LOCATION_") for text in MONTHLY]
    rows = [header, [*month()[:-1], 12]]
    path = write_xlsx(tmp_path / "appointments.xlsx", {"Notes": [["About"]], "Data": rows})

    row = typed(read_one(path), "appointments").iloc[0]

    assert (row["commissioner_code"], row["month"], row["appointments"]) == ("11J", "2019-03", 12)


def test_days_are_summed_to_months_and_each_sum_names_its_first_line(tmp_path):
    found = read_one(
        write_csv(
            tmp_path / "CCG_CSV_Nov_17.csv",
            DAILY,
            day("10"),
            day("5", status="DNA"),
            day("7", when="30-Nov-17"),
            day("2", when="30-Nov-17", wait="1 Day"),
        )
    )

    rows = typed(found, "appointments")
    assert rows["month"].to_list() == ["2017-11"] * 3
    assert rows["appointments"].to_list() == [17, 5, 2]
    assert rows["source_line"].to_list() == [2, 3, 5]
    assert found.oddities == []
    assert found.period == "2017-11"


def test_a_large_sum_loses_no_digit(tmp_path):
    rows = [day("1234567", when="01-Nov-17"), day("1", when="30-Nov-17")]
    found = read_one(write_csv(tmp_path / "d.csv", DAILY, *rows))

    assert typed(found, "appointments")["appointments"].to_list() == [1234568]


def test_a_month_cut_short_is_told(tmp_path):
    rows = [day(when="2023-03-01"), day(when="2023-03-14")]
    found = read_one(write_csv(tmp_path / "d.csv", DAILY, *rows))

    assert found.oddities == [
        "March 2023 runs from day 1 to day 14 only: its total is of a part of the month"
    ]


def test_a_daily_count_that_is_no_number_keeps_its_line(tmp_path):
    rows = [day("10"), day("many", when="30-Nov-17")]
    found = read_one(write_csv(tmp_path / "d.csv", DAILY, *rows))

    _, unread = conform(found.tables["appointments"], table=TABLES["appointments"])
    assert unread[["column", "value"]].to_numpy().tolist() == [["appointments", "many"]]
    assert found.tables["appointments"]["source_line"].to_list() == [2, 3]


def test_the_practice_file_keeps_practice_network_and_category(tmp_path):
    found = read_one(
        write_csv(
            tmp_path / "Practice_Level_Crosstab_Apr_25.csv",
            PRACTICE,
            practice(),
            practice("4", code="X10002", category="Inconsistent  Mapping", pcn="Unmapped"),
            encoding="utf-8-sig",
        )
    )

    rows = typed(found, "practice_appointments")
    first = rows.iloc[0]
    assert (first["practice_code"], first["month"], first["pcn_code"]) == (
        "X10001",
        "2025-04",
        "U00001",
    )
    assert (first["mode"], first["wait"]) == ("video or online", "8 to 14 days")
    assert (first["status"], first["professional"]) == ("did not attend", "GP")
    assert rows["category"].to_list() == ["General Consultation Acute", "Inconsistent Mapping"]
    assert pd.isna(rows["pcn_code"].iloc[1])
    assert rows["appointments"].to_list() == [3, 4]
    assert found.period == "2025-04"


@pytest.mark.parametrize("when", ["01-NOV-2017", "01NOV2017", "01-Nov-17", "Nov-17"])
@pytest.mark.parametrize("code", ["COMMISSIONER_ORGANISATION_CODE", "SUB_ICB_LOCATION_CODE"])
def test_the_coverage_file_is_read_under_either_code_and_every_way_to_write_a_month(
    tmp_path, when, code
):
    rows = [[code, *COVERAGE[1:]], ["11J", when, "85", "86", "765000", "771276"]]
    found = read_one(write_csv(tmp_path / "APPOINTMENTS_GP_COVERAGE.csv", *rows))

    row = typed(found, "appointment_coverage").iloc[0]
    assert (row["commissioner_code"], row["month"]) == ("11J", "2017-11")
    assert (row["practices_included"], row["practices_open"]) == (85, 86)
    assert (row["patients_included"], row["patients_open"]) == (765000, 771276)
    assert found.oddities == []
    assert found.period == "2017-11"


def test_coverage_of_more_than_there_is_is_told_with_its_line(tmp_path):
    rows = [
        ["11J", "01NOV2017", "85", "86", "765000", "771276"],
        ["11J", "01DEC2017", "87", "86", "771276", "771276"],
        ["11J", "01JAN2018", "86", "86", "771277", "771276"],
    ]
    found = read_one(write_csv(tmp_path / "c.csv", COVERAGE, *rows))

    assert found.oddities == [
        "line 3, 11J in 2017-12: more practices or patients are included than there are, "
        "look at the publisher's own file; so is one more line"
    ]
    assert len(typed(found, "appointment_coverage")) == 3


@pytest.mark.real
@real
@pytest.mark.parametrize(
    ("when", "total", "face_to_face", "did_not_attend", "same_day", "within_14_days"),
    [
        ("2019-10", 454083, 82.1654, 4.2538, 32.5355, 75.3695),
        ("2021-08", 349580, 65.1682, 2.6080, 41.1354, 83.4859),
    ],
)
def test_the_appointments_of_11j(
    when, total, face_to_face, did_not_attend, same_day, within_14_days
):
    rows = typed(read_one(REAL / "appointments" / "Regional_CSV_Dorset.csv"), "appointments")
    rows = rows[(rows["month"] == when) & (rows["commissioner_code"] == "11J")]

    def share(column, *words):
        return rows.loc[rows[column].isin(words), "appointments"].sum() / total * 100

    assert rows["appointments"].sum() == total
    assert share("mode", "face to face") == pytest.approx(face_to_face, abs=0.0001)
    assert share("status", "did not attend") == pytest.approx(did_not_attend, abs=0.0001)
    assert share("wait", "same day") == pytest.approx(same_day, abs=0.0001)
    soon = share("wait", "same day", "1 day", "2 to 7 days", "8 to 14 days")
    assert soon == pytest.approx(within_14_days, abs=0.0001)
