"""Ages, growth and weights by place; figures by place agree with the commissioner's."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.locality.population import ages_by_practice, year_before
from analysis.places.patient_lists import weighted_lists
from analysis.tables import TABLES
from analysis.workforce.ages import first_age, older_by_place
from analysis.workforce.denominators import with_patients
from analysis.workforce.place_rates import place_totals


def frame(columns, *rows):
    return pd.DataFrame(rows, columns=columns.split())


PLACES = frame(
    "practice_code locality pcn_code",
    ("X1", "Purbeck", None),
    ("X2", "Purbeck", None),
    ("X3", "Poole Bay", None),
)


@pytest.mark.parametrize(
    ("band", "age"), [("65-69", 65), ("95+", 95), ("0-4", 0), ("unknown", None)]
)
def test_the_first_age_of_a_band(band, age):
    assert first_age(band) == age


def test_ages_are_summed_over_sexes_and_shares_leave_unknown_ages_out():
    ages = frame(
        "practice_code sex age_band patients_registered",
        ("X1", "male", "0-4", 10.0),
        ("X1", "female", "70-74", 5.0),
        ("X1", "female", "75-79", 3.0),
        ("X1", "other", "unknown", 100.0),
    )
    [row] = ages_by_practice(ages).to_dict("records")
    assert row == {
        "practice_code": "X1",
        "all_ages": 18.0,
        "under_20": 10.0,
        "65_plus": 8.0,
        "70_plus": 8.0,
        "75_plus": 3.0,
    }


def test_a_list_is_compared_with_the_last_extract_a_year_before():
    assert year_before(["2016-10-01", "2017-10-01", "2018-01-01"]) == "2016-10-01"
    assert year_before(["2015-10-01", "2016-10-01", "2017-10-01"]) == "2016-10-01"
    assert year_before(["2017-10-01", "2018-01-01"]) == "2017-10-01"
    assert year_before(["2018-01-01"]) is None


def test_a_practice_closed_in_the_year_brings_no_weighted_list():
    paid = frame(
        "practice_code financial_year commissioner_code closed_on patients_weighted "
        "patients_registered source_file",
        ("X1", "2016/17", "11J", None, 110.0, 100.0, "p.csv"),
        ("X2", "2016/17", "11J", "2017-01-01", 50.0, 50.0, "p.csv"),
        ("X9", "2016/17", "99Z", None, 9.0, 9.0, "p.csv"),
    )
    tables = {"payment_year": paid, "weighted_list": TABLES["weighted_list"].empty()}
    assert weighted_lists(tables, commissioner="11J")["practice_code"].tolist() == ["X1"]


STAFF = frame(
    "practice_code snapshot_date staff_group role fte",
    ("X1", "2016-09-30", "gp", "all", 2.0),
    ("X2", "2016-09-30", "gp", "all", None),
    ("X3", "2016-09-30", "gp", "all", 0.0),
)
LISTS = frame("practice_code patients_registered", ("X1", 4000.0), ("X2", 8000.0), ("X3", 1000.0))
WEIGHTS = frame("practice_code patients_weighted", ("X1", 5000.0))


def test_a_practice_that_supplied_nothing_is_in_neither_part_of_a_rate():
    rows = with_patients(STAFF, registered=LISTS, weighted=WEIGHTS)
    placed = place_totals(rows, known=PLACES, by=["locality"]).set_index("locality")
    purbeck = placed.loc["Purbeck"]
    assert purbeck["fte"] == 2.0
    assert purbeck["patients_registered"] == 4000.0
    assert purbeck["fte_of_registered"] == 2.0
    assert purbeck["patients_weighted"] == 5000.0
    assert purbeck["fte_of_weighted"] == 2.0
    assert purbeck["supplied"] == 1.0
    assert purbeck["asked"] == 2.0


def test_none_is_zero_where_a_practice_says_so_and_blank_where_it_says_nothing():
    rows = with_patients(STAFF, registered=LISTS, weighted=WEIGHTS)
    placed = place_totals(rows, known=PLACES, by=["locality"]).set_index("locality")
    assert placed.loc["Poole Bay", "fte"] == 0.0
    assert placed.loc["Poole Bay", "fte_of_registered"] == 0.0
    assert pd.isna(placed.loc["Poole Bay", "fte_of_weighted"])
    nothing = STAFF.assign(fte=float("nan"))
    rows = with_patients(nothing, registered=LISTS, weighted=WEIGHTS)
    assert place_totals(rows, known=PLACES, by=["locality"])["fte"].isna().all()


@given(
    st.lists(st.tuples(st.sampled_from(["X1", "X2", "X3", "X4"]), st.integers(0, 50)), max_size=12)
)
def test_places_add_up_to_all_practices_the_unmapped_among_them(pairs):
    rows = frame("practice_code age_band headcount", *((c, "55-59", float(n)) for c, n in pairs))
    rows = rows.assign(staff_group="gp")
    placed = older_by_place(rows, known=PLACES, by=["locality"])
    assert placed["older"].sum() == sum(n for _, n in pairs)


def test_who_is_55_or_over_of_known_ages():
    rows = frame(
        "practice_code staff_group age_band headcount",
        ("X1", "gp", "50-54", 3.0),
        ("X2", "gp", "70+", 1.0),
        ("X2", "gp", "unknown", 9.0),
    )
    [row] = older_by_place(rows, known=PLACES, by=["locality"]).to_dict("records")
    assert (row["older"], row["headcount"]) == (1.0, 4.0)
