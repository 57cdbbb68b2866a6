"""Workforce files with one row a post: General Practice and Primary Care Networks."""

import zipfile

import pandas as pd
import pytest
from returns_cases import REAL, as_csv, read_one, real, typed, write_csv

NETWORK = (
    "Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,SUB_ICB_CODE,SUB_ICB_NAME,ICB_CODE,"
    "ICB_NAME,COMM_REGION_CODE,COMM_REGION_NAME,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,FTE,"
    "UNIQUE_IDENTIFIER"
).split(",")
NETWORK_NAME = "9.Primary Care Networks – March 2022 Individual Level.csv"
PERSON = (
    "COMM_REGION_CODE,COMM_REGION_NAME,ICB_CODE,ICB_NAME,SUB_ICB_CODE,SUB_ICB_NAME,DATA_SOURCE,"
    "UNIQUE_IDENTIFIER,STAFF_GROUP,DETAILED_STAFF_ROLE,STAFF_ROLE,COUNTRY_QUALIFICATION_AREA,"
    "COUNTRY_QUALIFICATION_GROUP,AGE_BAND,AGE_YEARS,GENDER,FTE"
).split(",")
PERSON_NAME = "General Practice – August 2024 Individual Level.csv"


def post(
    fte, *, person="101", role="Pharmacist", group="Pharmacists", source="NWRS Staff", pcn="U00001"
):
    area = ["11J ", "NHS Dorset ICB - 11J ", "QVV", "NHS Dorset ICB", "Y58", "South West"]
    staff = ["Other Direct Patient Care staff", group, role, fte, person]
    return [source, "2022", "3", pcn, "HILL PCN", *area, *staff]


def someone(fte="0.8", *, person="7_2024", source="NWRS", age="55-59"):
    area = ["Y58", "South West", "QVV", "NHS Dorset ICB", "11J", "NHS Dorset ICB - 11J"]
    role = ["GP", "Partner/Provider", "GP Partners", "United Kingdom", "UK"]
    return [*area, source, person, *role, age, "NULL", "Female", fte]


def test_a_network_post_carries_its_month_network_and_commissioner(tmp_path):
    found = read_one(write_csv(tmp_path / NETWORK_NAME, NETWORK, post("0.5")))

    row = typed(found, "pcn_staff").iloc[0]
    assert found.publication == "Primary Care Network Workforce"
    assert (row["snapshot_date"], row["pcn_code"]) == ("2022-03-31", "U00001")
    assert (row["commissioner_code"], row["fte"], row["person"]) == ("11J", 0.5, "101")
    assert (row["role"], row["detailed_role"]) == ("Pharmacists", "Pharmacist")


def test_a_windows_dash_is_read_as_a_dash(tmp_path):
    row = post("1", role="Clinical Director – Medical", group="Medical Clinical Director ")
    path = write_csv(tmp_path / "network.csv", NETWORK, row, encoding="cp1252")
    assert b"\x96" in path.read_bytes()

    staff = typed(read_one(path), "pcn_staff")

    assert staff["detailed_role"].to_list() == ["Clinical Director – Medical"]
    assert staff["role"].to_list() == ["Medical Clinical Director"]


def test_contracted_services_name_nobody_and_keep_their_fte(tmp_path):
    contracted = "NWRS contracted services"
    staff = typed(
        read_one(
            write_csv(
                tmp_path / NETWORK_NAME,
                NETWORK,
                post("0.4", person="NULL", source=contracted),
                post("-0.026666667", person="NULL", source=contracted),
            )
        ),
        "pcn_staff",
    )

    assert staff["person"].isna().all()
    assert staff["fte"].to_list() == [0.4, -0.026666667]
    assert set(staff["data_source"]) == {contracted}


def test_posts_of_the_same_name_are_numbered_so_that_none_is_a_duplicate(tmp_path):
    staff = typed(
        read_one(
            write_csv(
                tmp_path / NETWORK_NAME,
                NETWORK,
                post("0.5"),
                post("0.3"),
                post("0.3", pcn="U00002"),
                post("0.2", person="NULL"),
                post("0.2", person="NULL"),
            )
        ),
        "pcn_staff",
    )

    assert staff["post"].to_list() == [1, 2, 1, 1, 2]
    assert not staff.duplicated(
        ["person", "snapshot_date", "pcn_code", "detailed_role", "post"]
    ).any()


def test_a_renamed_network_file_still_knows_its_month(tmp_path):
    found = read_one(write_csv(tmp_path / "new.csv", NETWORK, post("0.5")))

    assert found.period == "2022-03-31"
    assert found.oddities == []


def test_the_month_may_stand_in_the_name_of_a_file_inside_a_zip(tmp_path):
    path = tmp_path / "GPWIndividualCSV.082024.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(PERSON_NAME, as_csv(PERSON, someone()))

    found = read_one(path)

    assert found.file == f"GPWIndividualCSV.082024.zip/{PERSON_NAME}"
    assert typed(found, "person_staff")["snapshot_date"].to_list() == ["2024-08-31"]


def test_an_estimated_person_is_flagged_and_a_null_is_missing(tmp_path):
    found = read_one(
        write_csv(
            tmp_path / PERSON_NAME,
            PERSON,
            someone(),
            someone(person="8_2024", source="Estimated", age="NULL", fte="NULL"),
        )
    )

    staff = typed(found, "person_staff")
    assert staff["estimated"].to_list() == ["no", "yes"]
    assert staff["age_band"].fillna("missing").to_list() == ["55-59", "missing"]
    assert pd.isna(staff["fte"].iloc[1])
    assert staff["commissioner_code"].to_list() == ["11J", "11J"]


def test_the_files_of_2015_to_2018_number_nobody(tmp_path):
    header = ["CCG_CODE", "CCG_NAME", "STAFF_GROUP", "JOB_ROLE", "AGE_BAND", "GENDER", "FTE"]
    row = ["11J", "NHS DORSET CCG", "GP", "Locum - Covering Vacancy", "UNDER30", "Male", "0.6"]
    path = write_csv(
        tmp_path / "General Practice September 2018 Individual Level.csv", header, row, row
    )

    found = read_one(path)

    staff = typed(found, "person_staff")
    assert staff["person"].to_list() == ["line 2", "line 3"]
    assert staff["detailed_role"].to_list() == ["Locum - Covering Vacancy"] * 2
    assert staff["estimated"].isna().all()
    assert set(staff["snapshot_date"]) == {"2018-09-30"}
    assert found.vintage == "individual level, 2015 to 2018"


@pytest.mark.real
@real
@pytest.mark.parametrize(
    ("role", "fte"), [(None, 112.7971), ("Pharmacists", 16.82)], ids=["everyone", "pharmacists"]
)
def test_the_networks_of_11j_in_march_2022(role, fte):
    staff = typed(read_one(REAL / "workforce" / NETWORK_NAME), "pcn_staff")

    ours = staff[staff["commissioner_code"] == "11J"]
    ours = ours if role is None else ours[ours["role"] == role]
    assert ours["fte"].sum() == pytest.approx(fte, abs=0.005)
    assert set(ours["snapshot_date"]) == {"2022-03-31"}
