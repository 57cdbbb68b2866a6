"""Practice weighted populations: the weighting for primary care, whatever year the columns name."""

import pytest
from returns_cases import REAL, read_one, real, typed, write_csv, write_xlsx

OF_2022 = {
    "Practice_Code": "X10001",
    "GP_Practice_Name": "Heron Medical Centre",
    "CCG21": "X0C",
    "Former CCG": "NHS Shire CCG",
    "PCN_Code": "U10001",
    "LOC22": "",
    "LOC22name": "",
    "ICS22": "X9C",
    "Patients": "",
    "pop 2022/23": "4058.9207827613",
    "G&A WP": "5026.7680001750",
    "Final WP": "5212.0840976770",
    "Primary Medical Care WP": "4589.7814283189",
    "Final PMC WP": "5262.3243729646",
}
OF_2024 = {
    "Practice_Code": "X10001",
    "GP_Practice_Name": "Heron Medical Centre",
    "CCG": "X0C",
    "LOC": "X1C",
    "ICB": "X9C",
    "Registered Patients": "4100",
    "Population": "4058.5",
    "Core WP": "5212.5",
    "Primary Medical Care WP": "4589.5",
    "Final PMC WP": "5262.5",
}


def populations(path, row):
    return read_one(write_csv(path, list(row), list(row.values())))


def test_the_final_weighting_for_primary_care_is_read_not_that_of_need(tmp_path):
    found = populations(tmp_path / "2023_2024.csv", OF_2022)
    (row,) = typed(found, "weighted_list").to_dict("records")
    assert row["patients_weighted"] == 5262.3243729646
    assert row["patients_registered"] == 4058.9207827613
    assert row["pcn_code"] == "U10001"


def test_an_empty_location_column_gives_way_to_the_former_commissioner(tmp_path):
    assert list(
        typed(populations(tmp_path / "2023_2024.csv", OF_2022), "weighted_list").commissioner_code
    ) == ["X0C"]


def test_columns_without_a_year_in_their_heading_are_the_same(tmp_path):
    found = populations(tmp_path / "2024_2025.csv", OF_2024)
    (row,) = typed(found, "weighted_list").to_dict("records")
    assert (row["financial_year"], row["commissioner_code"]) == ("2024/25", "X1C")
    assert (row["patients_registered"], row["patients_weighted"]) == (4058.5, 5262.5)


def test_the_year_of_the_name_is_the_allocations_the_headings_the_populations(tmp_path):
    found = populations(tmp_path / "2023_2024.csv", OF_2022)
    assert found.period == "2023/24"
    assert found.oddities == ["the allocation is for 2023/24, its population that of 2022/23"]


def test_without_a_name_the_year_of_the_population_is_taken_and_told(tmp_path):
    found = populations(tmp_path / "a.csv", OF_2022)
    assert found.period == "2022/23"
    assert found.oddities == [
        "the year of the allocation is not stated; 2022/23 is that of its population: "
        "state it in cycle.yml under periods"
    ]


def test_without_any_year_it_is_missing_with_its_remedy(tmp_path):
    found = populations(tmp_path / "a.csv", OF_2024)
    assert found.tables["weighted_list"].financial_year.isna().all()
    assert found.oddities == [
        "nothing says which year the allocation is for: state it in cycle.yml under periods"
    ]


def test_saved_as_a_workbook_it_is_the_same(tmp_path):
    path = write_xlsx(
        tmp_path / "weighted 2023-24.xlsx", {"Data": [list(OF_2022), list(OF_2022.values())]}
    )
    assert list(typed(read_one(path), "weighted_list").patients_weighted) == [5262.3243729646]


@real
@pytest.mark.real
def test_the_real_weighted_populations_add_up_to_the_population_of_england():
    found = read_one(REAL / "allocations/2023_2024.csv")
    frame = typed(found, "weighted_list")
    assert len(frame) == 6553
    assert frame.patients_weighted.sum() == pytest.approx(frame.patients_registered.sum())
    assert frame.commissioner_code.notna().all()
