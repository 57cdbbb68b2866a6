"""General Practice Workforce at practice level: vintages, markers and definitions."""

import zipfile

import pandas as pd
import pytest
from returns_cases import write_xlsx

from analysis.returns import read_file
from analysis.tables import TABLES
from analysis.tables.column_types import conform

SEPTEMBER_2024 = (
    "PRAC_CODE,PRAC_NAME,PCN_CODE,PCN_NAME,SUB_ICB_CODE,SUB_ICB_NAME,ICB_CODE,ICB_NAME,"
    "REGION_CODE,REGION_NAME,TOTAL_PATIENTS,GP_SOURCE,NURSE_SOURCE,DPC_SOURCE,ADMIN_SOURCE,"
    "TOTAL_GP_HC,TOTAL_GP_EXTG_HC,TOTAL_GP_EXL_HC,TOTAL_GP_EXTGL_HC,TOTAL_GP_TRN_GR_ST1_HC,"
    "MALE_GP_HC,TOTAL_GP_FTE,TOTAL_GP_EXTG_FTE,TOTAL_GP_EXL_FTE,TOTAL_GP_EXTGL_FTE,"
    "TOTAL_GP_TRN_GR_ST1_FTE,TOTAL_GP_HC_UNDER30,TOTAL_GP_HC_55TO59,TOTAL_GP_HC_70PLUS,"
    "TOTAL_GP_HC_UNKNOWN_AGE,TOTAL_GP_HC_COQ_UK,TOTAL_GP_EXTG_HC_55TO59,TOTAL_NURSES_HC,"
    "TOTAL_N_ADV_NURSE_PRAC_HC,TOTAL_NURSES_FTE,TOTAL_N_ADV_NURSE_PRAC_FTE,"
    "TOTAL_NURSES_HC_UNDER25,TOTAL_DPC_HC,FEMALE_TRAINEE_DPC_NURSE_ASSOC_HC,TOTAL_DPC_FTE,"
    "TOTAL_ADMIN_HC,TOTAL_ADMIN_DT_LEAD_HC,TOTAL_ADMIN_FTE,TOTAL_ADMIN_DT_LEAD_FTE\n"
)
PROVIDED = (
    "X10001,HILL SURGERY,U00001,HILL PCN,11J,NHS Dorset ICB - 11J,QVV,NHS Dorset ICB,Y58,"
    "South West,8000,Fully provided,Includes FTE Estimates,Fully provided,Fully provided,"
    "6,5,6,5,1,3,4.8,3.733333333,4.8,3.733333333,1.066666667,0,2,1,0,5,2,3,1,2.5,0.8,0,"
    "4,1,2.75,9,0,6.2,0\n"
)
NOTHING_FROM_NURSES = (
    'X10002,"MILL, THE",Unaligned,Unaligned,11J,NHS Dorset ICB - 11J,QVV,NHS Dorset ICB,Y58,'
    "South West,95,Fully provided,Fully estimated - no data provided,Fully provided,"
    "Fully provided,1,1,1,1,0,0,0.5,0.5,0.5,0.5,0,0,1,0,0,1,1,NA,NA,NA,NA,NA,"
    "0,0,0,2,0,1,0\n"
)
DETAILED = "1 General Practice – September 2024 Practice Level - Detailed.csv"


def read(path, *, stated_period=None):
    [found] = read_file(path, name=path.name, stated_period=stated_period)
    typed = {}
    for name, text in found.tables.items():
        typed[name], unread = conform(text, table=TABLES[name])
        assert unread.empty, unread
    return found, typed


def written(tmp_path, text, *, name=DETAILED, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def staff(tables, group, role, practice="X10001"):
    rows = tables["practice_staff"].query(
        "practice_code == @practice and staff_group == @group and role == @role"
    )
    assert len(rows) == 1, rows
    return rows.iloc[0]


def test_headcount_and_fte_of_a_role_stand_side_by_side(tmp_path):
    found, tables = read(written(tmp_path, SEPTEMBER_2024 + PROVIDED))

    row = staff(tables, "nurse", "advanced_nurse_practitioner")
    assert (row["headcount"], row["fte"]) == (1, 0.8)
    assert row["commissioner_code"] == "11J"
    assert row["provided"] == "Includes FTE Estimates"
    assert (row["source_file"], row["source_line"]) == (DETAILED, 2)
    assert found.publication == "General Practice Workforce"
    assert "EXTG, EXL, EXTGL" in found.vintage


def test_the_patients_that_the_return_counts_are_a_table_of_their_own(tmp_path):
    text = SEPTEMBER_2024 + PROVIDED + NOTHING_FROM_NURSES.replace("South West,95", "South West,NA")
    _, tables = read(written(tmp_path, text))
    [row] = tables["workforce_list"].to_dict("records")
    assert (row["practice_code"], row["patients_registered"]) == ("X10001", 8000)
    assert (row["snapshot_date"], row["source_line"]) == ("2024-09-30", 2)


def test_the_month_of_a_file_that_says_it_in_its_name_alone_is_its_last_day(tmp_path):
    _, tables = read(written(tmp_path, SEPTEMBER_2024 + PROVIDED))

    assert set(tables["practice_staff"]["snapshot_date"]) == {"2024-09-30"}
    assert set(tables["practice_staff_age"]["snapshot_date"]) == {"2024-09-30"}


def test_a_renamed_file_has_no_month_and_says_how_to_give_it_one(tmp_path):
    path = written(tmp_path, SEPTEMBER_2024 + PROVIDED, name="workforce.csv")

    found, tables = read(path)
    assert tables["practice_staff"]["snapshot_date"].isna().all()
    assert any("state it in cycle.yml under periods" in text for text in found.oddities)

    found, tables = read(path, stated_period="2024-09")
    assert set(tables["practice_staff"]["snapshot_date"]) == {"2024-09-30"}
    assert found.oddities == []


def test_year_and_month_columns_count_for_more_than_the_name(tmp_path):
    header = SEPTEMBER_2024.strip().lower() + ",year,month\n"
    text = header + PROVIDED.strip() + ",2025,07\n" + PROVIDED.strip() + ",2025,6\n"

    _, tables = read(written(tmp_path, text))

    assert set(tables["practice_staff"]["snapshot_date"]) == {"2025-07-31", "2025-06-30"}


def test_na_is_missing_and_zero_is_zero(tmp_path):
    _, tables = read(written(tmp_path, SEPTEMBER_2024 + PROVIDED + NOTHING_FROM_NURSES))

    nurses = staff(tables, "nurse", "all", practice="X10002")
    assert pd.isna(nurses["headcount"])
    assert pd.isna(nurses["fte"])
    assert nurses["provided"] == "Fully estimated - no data provided"
    assert staff(tables, "direct_patient_care", "all", practice="X10002")["headcount"] == 0


@pytest.mark.parametrize("marker", ["ND", "NS", "EST", ".", "NA", "", " ND "])
def test_every_marker_of_the_older_files_is_missing(tmp_path, marker):
    text = f"PRAC_CODE,CCG_CODE,TOTAL_GP_HC,TOTAL_GP_FTE\nX10001,11J,{marker},{marker}\n"

    _, tables = read(written(tmp_path, text))

    assert pd.isna(staff(tables, "gp", "all")["headcount"])
    assert pd.isna(staff(tables, "gp", "all")["fte"])


def test_a_zero_is_missing_where_the_source_column_says_that_nothing_was_provided(tmp_path):
    text = (
        "PRAC_CODE,CCG_CODE,GP_SOURCE,NURSE_SOURCE,TOTAL_GP_HC,TOTAL_GP_FTE,TOTAL_NURSES_HC,"
        "TOTAL_NURSES_FTE,TOTAL_NURSES_HC_UNDER25,TOTAL_PATIENTS\n"
        "X10001,11J,Fully provided,No data provided,0,0,0,0.0,0,5000\n"
    )

    found, tables = read(written(tmp_path, text, name="General Practice March 2021.csv"))

    assert staff(tables, "gp", "all")["headcount"] == 0
    nurses = staff(tables, "nurse", "all")
    assert pd.isna(nurses["headcount"])
    assert pd.isna(nurses["fte"])
    assert tables["practice_staff_age"]["headcount"].isna().all()
    assert found.oddities == []


def test_zeros_that_no_source_column_explains_are_told_before_february_2023(tmp_path):
    text = (
        "PRAC_CODE,CCG_CODE,TOTAL_PATIENTS,TOTAL_GP_HC,TOTAL_GP_FTE\n"
        "X10001,11J,5000,0,0\nX10002,11J,5000,2,1.5\n"
    )

    old, tables = read(written(tmp_path, text, name="September 2016 Practice Level.csv"))
    new, _ = read(written(tmp_path, text, name="September 2023 Practice Level.csv"))

    assert staff(tables, "gp", "all")["headcount"] == 0
    assert any("may mean that a practice gave no data" in text for text in old.oddities)
    assert old.oddities[-1].endswith("gp 1")
    assert new.oddities == []


def test_gps_without_registrars_and_gps_without_training_grades_stay_two_measures(tmp_path):
    old = (
        "PRAC_CODE,CCG_CODE,CONTRACT,TOTAL_GP_HC,TOTAL_GP_FTE,TOTAL_GP_EXRRL_FTE,"
        "TOTAL_GP_EXRL_FTE,TOTAL_GP_EXL_FTE,TOTAL_GP_REG_ST3_4_FTE,TOTAL_N_DISTRICT_NURSE_FTE\n"
        "X10001,11J,GMS,6,5.5,3.1,3.6,5.2,1.6,0.4\n"
    )

    found, tables = read(written(tmp_path, old, name="September 2016 Practice Level.csv"))

    definitions = {
        "all": 5.5,
        "excluding_registrars_retainers_and_locums": 3.1,
        "excluding_registrars_and_locums": 3.6,
        "excluding_locums": 5.2,
    }
    assert {role: staff(tables, "gp", role)["fte"] for role in definitions} == definitions
    assert staff(tables, "gp", "registrar_st3_4")["fte"] == 1.6
    assert staff(tables, "nurse", "district_nurse")["fte"] == 0.4
    assert "excluding_training_and_locums" not in set(tables["practice_staff"]["role"])
    assert "CCG codes; GP definitions EXL, EXRL, EXRRL" in found.vintage


def test_the_trainees_of_2018_are_called_what_that_year_called_them(tmp_path):
    text = "PRAC_CODE,TOTAL_GP_HC,TOTAL_GP_FTE,TOTAL_GP_REG_ST1_4_HC,TOTAL_GP_EXR_HC\nX1,5,4,1,4\n"

    _, tables = read(
        written(tmp_path, text, name="General Practice Provisional Sept 2018 Practice Level.csv")
    )

    assert staff(tables, "gp", "registrar_st1_4", practice="X1")["headcount"] == 1
    assert staff(tables, "gp", "excluding_registrars", practice="X1")["headcount"] == 4
    assert set(tables["practice_staff"]["snapshot_date"]) == {"2018-09-30"}


def test_the_group_totals_of_2014_have_other_headings(tmp_path):
    text = (
        "PRAC_CODE,CONTRACT,MALE_0to4,TOTAL_GP_HC,TOTAL_GP_FTE,TOTAL_GP_EXRR_FTE,TOTAL_NURSE_HC,"
        "DIRECT_PATIENT_CARE_HC,DIRECT_PATIENT_CARE_FTE,ADMIN_HC,ADMIN_FTE\n"
        "X10001,GMS,12,5,4.5,4,3,2,1.5,8,6.5\n"
    )

    _, tables = read(written(tmp_path, text, name="General Practice 2014 Practice Level.csv"))

    assert staff(tables, "nurse", "all")["headcount"] == 3
    assert staff(tables, "direct_patient_care", "all")["fte"] == 1.5
    assert staff(tables, "admin", "all")["headcount"] == 8
    assert staff(tables, "gp", "excluding_registrars_and_retainers")["fte"] == 4


def test_ages_are_of_the_whole_group_and_neither_countries_nor_definitions_are_ages(tmp_path):
    _, tables = read(written(tmp_path, SEPTEMBER_2024 + PROVIDED))

    ages = tables["practice_staff_age"]
    gps = ages[ages["staff_group"] == "gp"].set_index("age_band")["headcount"]
    assert gps.to_dict() == {"under 30": 0, "55-59": 2, "70+": 1, "unknown": 0}
    nurses = ages[ages["staff_group"] == "nurse"]
    assert nurses["age_band"].to_list() == ["under 25"]


def test_ages_by_sex_alone_are_not_added_up(tmp_path):
    text = (
        "PRAC_CODE,TOTAL_GP_HC,TOTAL_GP_FTE,MALE_GP_EXRRL_HC_UNDER30,FEMALE_GP_EXRRL_HC_UNDER30\n"
        "X10001,5,4,1,1\n"
    )

    found, tables = read(written(tmp_path, text))

    assert "practice_staff_age" not in tables
    assert any("GPs' ages by sex or for a narrower definition" in text for text in found.oddities)


def test_a_role_not_known_yet_keeps_its_abbreviation(tmp_path):
    text = "PRAC_CODE,TOTAL_GP_HC,TOTAL_GP_FTE,TOTAL_DPC_ROBOT_FTE\nX10001,5,4,0.5\n"

    _, tables = read(written(tmp_path, text))

    assert staff(tables, "direct_patient_care", "robot")["fte"] == 0.5


def test_a_zip_keeps_the_dash_of_its_members_name(tmp_path):
    path = tmp_path / "GPWPracticeCSV.092024.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(DETAILED, "\ufeff" + SEPTEMBER_2024 + PROVIDED)

    found, tables = read(path)

    assert found.file == f"GPWPracticeCSV.092024.zip/{DETAILED}"
    assert set(tables["practice_staff"]["snapshot_date"]) == {"2024-09-30"}


def test_a_workbook_reads_as_the_csv_does(tmp_path):
    rows = [
        [float(c) if c.replace(".", "").isdigit() else c for c in row.strip().split(",")]
        for row in (SEPTEMBER_2024, PROVIDED)
    ]
    path = write_xlsx(tmp_path / DETAILED.replace(".csv", ".xlsx"), {"Practice": rows})

    _, from_book = read(path)
    _, from_csv = read(written(tmp_path, SEPTEMBER_2024 + PROVIDED))

    for name in ("practice_staff", "practice_staff_age"):
        pd.testing.assert_frame_equal(
            from_book[name].drop(columns="source_file"), from_csv[name].drop(columns="source_file")
        )
