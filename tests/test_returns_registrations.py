"""Patients registered at a GP practice: wide files to January 2017, tall ones since, the map."""

import pytest
from returns_cases import read_one, typed, write_csv

_FIVES = [f"{age}-{age + 4}" for age in range(0, 85, 5)]
_ONES = [f"{age}_{age + 1}" for age in range(95)]
_AREA = {
    "POSTCODE": "BH1 1AA",
    "CCG_CODE": "X0C",
    "NHSE_AREA_TEAM_CODE": "Q70",
    "NHSE_REGION_CODE": "Y57",
}


def wide(ages, *, practice="GP_PRACTICE_CODE", area=None, men=1, women=2, female="TOTAL_FEMALES"):
    """A practice with so many men and women of each age, under the headings of the wide files."""
    return {
        practice: "X10001",
        **(_AREA if area is None else area),
        "TOTAL_ALL": str((men + women) * len(ages)),
        "TOTAL_MALE": str(men * len(ages)),
        female: str(women * len(ages)),
        **{f"Male_{age}": str(men) for age in ages},
        **{f"Female_{age}": str(women) for age in ages},
    }


def written(path, *rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_csv(path, list(rows[0]), *[list(row.values()) for row in rows])


def tall(**cells):
    row = {
        "PUBLICATION": "GP_PRAC_PAT_LIST",
        "EXTRACT_DATE": "01APR2017",
        "TYPE": "GP",
        "CODE": "X10001",
        "POSTCODE": "BH1 1AA",
        "SEX": "ALL",
        "AGE": "ALL",
        "NUMBER_OF_PATIENTS": "4114",
    }
    return {**row, **cells}


# Wide: one row a practice, no date inside


@pytest.mark.parametrize(
    ("last", "count"), [(["85+"], 18), (["85-89", "90-94", "95+"], 20)], ids=["2013", "2016"]
)
def test_five_year_bands_stand_in_columns(tmp_path, last, count):
    path = written(tmp_path / "gp-reg-patients-04-2014.csv", wide([*_FIVES, *last]))
    found = read_one(path)
    bands = typed(found, "list_age")
    assert len(bands) == 2 * count
    assert bands["patients_registered"].sum() == 3 * count
    assert set(bands["age_band"]) >= {"0-4", "65-69", last[-1]}
    assert set(bands["sex"]) == {"female", "male"}
    (total,) = typed(found, "list_size").to_dict("records")
    assert (total["commissioner_code"], total["patients_registered"]) == ("X0C", 3 * count)
    assert (total["extract_date"], found.period) == ("2014-04-01", "2014-04-01")
    assert found.oddities == [
        "it carries no day; its name says April 2014, read as the 1st of that month"
    ]


def test_single_years_add_up_to_five_year_bands(tmp_path):
    row = wide([*_ONES, "95+"], practice="PRACTICE_CODE", female="TOTAL_FEMALE")
    found = read_one(written(tmp_path / "gp_syoa_october_2016.csv", row))
    bands = typed(found, "list_age").set_index(["sex", "age_band"])["patients_registered"]
    assert len(bands) == 2 * 20
    assert (bands["male", "65-69"], bands["female", "90-94"], bands["male", "95+"]) == (5, 10, 1)
    assert found.period == "2016-10-01"


def test_ages_headed_by_one_number_are_that_year(tmp_path):
    ages = [*_ONES[:4], "4", "5", "6", *_ONES[7:], "95+"]
    area = {"POSTCODE": "BH1 1AA", "PARENT_ORGANISATION_CODE": "X0C", "NHSE_AREA_TEAM": "Q70"}
    row = wide(ages, practice="PRACTICE_CODE", area=area, female="TOTAL_FEMALE")
    found = read_one(written(tmp_path / "October 2015 single years.csv", row))
    bands = typed(found, "list_age").set_index(["sex", "age_band"])["patients_registered"]
    assert (bands["male", "0-4"], bands["male", "5-9"]) == (5, 5)
    assert typed(found, "list_size")["commissioner_code"].tolist() == ["X0C"]


def test_the_oldest_file_has_no_postcode(tmp_path):
    area = {name: cell for name, cell in _AREA.items() if name != "POSTCODE"}
    found = read_one(written(tmp_path / "gp-reg-patients-10-2013.csv", wide(["0-4"], area=area)))
    assert found.period == "2013-10-01"


def test_a_wide_file_that_lost_its_name_asks_for_its_day(tmp_path):
    path = written(tmp_path / "a.csv", wide(["0-4", "85+"]))
    assert read_one(path).oddities == [
        "nothing says which day its patients were counted: state it in cycle.yml under periods"
    ]
    for stated in ("2015-01", "2015-01-01"):
        found = read_one(path, stated_period=stated)
        assert (found.period, found.oddities) == ("2015-01-01", [])


def test_a_cell_that_is_no_number_keeps_its_line(tmp_path):
    row = {**wide([*_ONES, "95+"], practice="PRACTICE_CODE"), "Male_66_67": "x"}
    found = read_one(written(tmp_path / "gp-reg-patients-04-2016.csv", row))
    table = found.tables["list_age"]
    assert table[table["patients_registered"] == "x"][["age_band", "source_line"]].values.tolist()


# Tall: April 2017 on


def test_the_first_tall_file_names_no_commissioner(tmp_path):
    found = read_one(written(tmp_path / "gp-reg-pat-prac-all.csv", tall()))
    (row,) = typed(found, "list_size").to_dict("records")
    assert (row["extract_date"], row["patients_registered"]) == ("2017-04-01", 4114)
    (said,) = found.oddities
    assert said.startswith("no column says whose practices these are")


def test_a_day_with_two_digits_of_year_is_of_this_century(tmp_path):
    row = {**tall(EXTRACT_DATE="01-May-22"), "SUB_ICB_LOCATION_CODE": "X0C"}
    found = read_one(written(tmp_path / "gp-reg-pat-prac-all.csv", row))
    assert found.period == "2022-05-01"
    assert typed(found, "list_size")["commissioner_code"].tolist() == ["X0C"]


@pytest.mark.parametrize("code", ["CODE", "ORG_CODE"], ids=["2017", "since"])
def test_single_years_of_one_sex_are_five_year_bands(tmp_path, code):
    ages = [("ALL", "12"), ("0", "1"), ("4", "2"), ("5", "3"), ("95+", "6")]
    rows = [tall(SEX="FEMALE", AGE=age, NUMBER_OF_PATIENTS=count) for age, count in ages]
    rows = [{code if name == "CODE" else name: cell for name, cell in r.items()} for r in rows]
    found = read_one(written(tmp_path / "gp-reg-pat-prac-sing-age-female.csv", *rows))
    bands = typed(found, "list_age")
    assert bands[["sex", "age_band", "patients_registered"]].values.tolist() == [
        ["female", "0-4", 3],
        ["female", "5-9", 3],
        ["female", "95+", 6],
    ]
    assert "list_size" not in found.tables
    assert found.vintage == "single years of age"


def test_ages_by_region_are_known_and_no_practice_is_read_from_them(tmp_path):
    row = {**tall(SEX="FEMALE", AGE="0"), "ORG_TYPE": "CCG", "ORG_CODE": "X0C"}
    row = {name: cell for name, cell in row.items() if name not in ("TYPE", "CODE")}
    found = read_one(written(tmp_path / "gp-reg-pat-prac-sing-age-regions.csv", row))
    assert found.publication == "Patients registered at a GP practice"
    assert found.tables == {}
    assert any("other levels are left out" in said for said in found.oddities)


def test_the_regions_of_england_are_read_apart_from_the_practices(tmp_path):
    rows = [
        {**tall(SEX=sex, AGE=age, NUMBER_OF_PATIENTS=count), "ORG_TYPE": level, "ORG_CODE": code}
        for level, code, sex, age, count in (
            ("GP", "X10001", "FEMALE", "66", "3"),
            ("COMM_REGION", "Y57", "ALL", "ALL", "900"),
            ("COMM_REGION", "Y57", "FEMALE", "65", "400"),
            ("Comm Region", "Y57", "FEMALE", "66", "300"),
            ("STP", "E54", "FEMALE", "66", "100"),
        )
    ]
    rows = [{n: cell for n, cell in row.items() if n not in ("TYPE", "CODE")} for row in rows]
    found = read_one(written(tmp_path / "gp-reg-pat-prac-sing-age-regions.csv", *rows))
    [region] = typed(found, "list_age_region").to_dict("records")
    assert (region["region_code"], region["age_band"]) == ("Y57", "65-69")
    assert region["patients_registered"] == 700
    assert typed(found, "list_age")["patients_registered"].tolist() == [3]
    assert any(said.endswith("counts twice: STP") for said in found.oddities)


def test_a_map_from_before_networks_has_none(tmp_path):
    row = {
        "PUBLICATION": "GP_PRAC_PAT_LIST",
        "EXTRACT_DATE": "01JUL2018",
        "PRACTICE_CODE": "X10001",
        "PRACTICE_NAME": "HERON MEDICAL CENTRE",
        "ONS_CCG_CODE": "E38",
        "CCG_CODE": "X0C",
        "CCG_NAME": "NHS SHIRE CCG",
        "STP_CODE": "E54",
    }
    (place,) = typed(
        read_one(written(tmp_path / "gp-reg-pat-prac-map.csv", row)), "practice_map"
    ).to_dict("records")
    assert (place["commissioner_code"], place["extract_date"]) == ("X0C", "2018-07-01")
    assert place["pcn_code"] is None or place["pcn_code"] != place["pcn_code"]


def test_a_band_given_twice_is_told_and_never_added(tmp_path):
    rows = [
        tall(SEX="MALE", AGE="0_4", NUMBER_OF_PATIENTS=patients) for patients in ("10", "10", "12")
    ]
    ages = written(tmp_path / "quin.csv", *({**row, "AGE_GROUP_5": row.pop("AGE")} for row in rows))
    found = read_one(ages)
    assert typed(found, "list_age")["patients_registered"].tolist() == [10]
    assert any(
        text.startswith("2 rows repeat the practice, sex and age of an earlier row, 1 of them")
        for text in found.oddities
    )


def test_practices_are_held_against_the_commissioners_row_of_the_same_file(tmp_path):
    whole = tall(TYPE="CCG", CODE="X0C", NUMBER_OF_PATIENTS="4114")
    found = read_one(written(tmp_path / "a.csv", tall(), whole))
    assert not any("are practices missing" in text for text in found.oddities)
    found = read_one(written(tmp_path / "b.csv", tall(), {**whole, "NUMBER_OF_PATIENTS": "5000"}))
    assert (
        "its practices have 4,114 patients together, its rows of level CCG 5,000: are practices "
        "missing?" in found.oddities
    )


def test_a_list_of_commissioners_alone_says_which_file_serves(tmp_path):
    found = read_one(written(tmp_path / "regions.csv", tall(TYPE="CCG", CODE="X0C")))
    assert any("take gp-reg-pat-prac-all.csv of the same page" in text for text in found.oddities)


def test_a_map_without_networks_says_what_that_costs(tmp_path):
    row = {
        "EXTRACT_DATE": "01JAN2027",
        "PRACTICE_CODE": "X10001",
        "PRACTICE_NAME": "HERON",
        "SUB_ICB_CODE": "X0C",
        "NETWORK_CODE": "U00001",
    }
    found = read_one(written(tmp_path / "map.csv", row))
    assert found.oddities == [
        "there is no column 'PCN_CODE': no figure by network is worked out from it"
    ]
