"""The GP Patient Survey: two questions out of hundreds of columns, on one scale."""

import zipfile

import pytest
from returns_cases import as_csv, read_one, typed, write_csv

OF_2021 = {
    "Practice_Code": "X10001",
    "Practice_Name": "HERON MEDICAL CENTRE",
    "CCG_Code": "X0C",
    "CCG_Name": "NHS SHIRE CCG",
    "distributed": "350",
    "received": "120",
    "resprate": "0.342857142857143",
    "q3base": "110",
    "q3_12pct": "0.61",
    "q18base": "98.5",
    "q18_12": "72.9",
    "q18_12pct": "0.7401",
    "q28base": "118",
    "q28_12": "101",
    "q28_12pct": "0.8559",
}
OF_2024 = {
    "ad_practicecode": "X10001",
    "ad_practicename": "HERON MEDICAL CENTRE",
    "distributed": "350",
    "received": "120",
    "gpcontactoverall.baseevalw": "98.5",
    "gpcontactoverall.pcteval": "0.7401",
    "overallexp.baseevalw": "118",
    "overallexp.pcteval": "0.8559",
}
NAME = "GPPS_{}_Practice_data_(weighted)_(csv)_PUBLIC.csv"


def survey(path, row, *more, **options):
    rows = [[{**row, **other}[heading] for heading in row] for other in ({}, *more)]
    return read_one(write_csv(path, list(row), *rows, **options))


def test_the_two_questions_are_read_under_the_publishers_codes(tmp_path):
    found = survey(tmp_path / NAME.format(2021), OF_2021)
    frame = typed(found, "patient_survey")
    assert list(frame.question) == ["q18_12pct", "q28_12pct"]
    assert list(frame.share_percent) == [74.01, 85.59]
    assert list(frame.responses) == [98.5, 118]
    assert set(frame.year) == {2021}
    assert set(frame.commissioner_code) == {"X0C"}
    assert set(frame.source_line) == {2}
    assert found.vintage == "2021, series to 2023"


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title])
def test_the_case_of_the_headings_does_not_matter(tmp_path, change):
    row = {change(heading): cell for heading, cell in OF_2021.items()}
    frame = typed(survey(tmp_path / NAME.format(2018), row), "patient_survey")
    assert list(frame.question) == ["q18_12pct", "q28_12pct"]


def test_shares_that_are_percentages_already_stay(tmp_path):
    row = OF_2021 | {"q18_12pct": "74.01", "q28_12pct": "0.9"}
    frame = typed(survey(tmp_path / NAME.format(2019), row), "patient_survey")
    assert list(frame.share_percent) == [74.01, 0.9]


def test_a_suppressed_share_is_missing_not_minus_97(tmp_path):
    hidden = {
        "Practice_Code": "X10002",
        "q18_12pct": "-97",
        "q28_12pct": "-97.0",
        "q18base": "-97",
    }
    found = survey(tmp_path / NAME.format(2022), OF_2021, hidden)
    frame = typed(found, "patient_survey")
    second = frame[frame.practice_code == "X10002"]
    assert second.share_percent.isna().all()
    assert second.responses.isna().to_list() == [True, False]
    assert found.oddities == ["practices whose share is suppressed or left out: 1"]


def test_the_series_from_2024_keeps_its_own_codes(tmp_path):
    found = survey(tmp_path / NAME.format(2024), OF_2024)
    frame = typed(found, "patient_survey")
    assert list(frame.question) == ["gpcontactoverall.pcteval", "overallexp.pcteval"]
    assert list(frame.share_percent) == [74.01, 85.59]
    assert found.vintage == "2024, series from 2024"


def test_the_year_may_be_stated_in_cycle_yml_or_is_missing_with_its_remedy(tmp_path):
    path = write_csv(tmp_path / "a.csv", list(OF_2021), list(OF_2021.values()))
    assert set(typed(read_one(path, stated_period="2021"), "patient_survey").year) == {2021}
    found = read_one(path)
    assert found.tables["patient_survey"].year.isna().all()
    assert found.oddities == [
        "nothing says which year's survey this is: state it in cycle.yml under periods"
    ]


def test_the_unweighted_file_is_told(tmp_path):
    name = NAME.format(2021).replace("weighted", "unweighted")
    assert survey(tmp_path / name, OF_2021).oddities == [
        "the unweighted file: the published shares are the weighted ones"
    ]


def test_zipped_under_another_name_the_year_of_the_member_counts(tmp_path):
    with zipfile.ZipFile(tmp_path / "survey.zip", "w") as archive:
        archive.writestr(NAME.format(2023), as_csv(list(OF_2021), list(OF_2021.values())))
    assert set(typed(read_one(tmp_path / "survey.zip"), "patient_survey").year) == {2023}
