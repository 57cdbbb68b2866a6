"""The register's figures: who is newly at risk, how many are open when, which list counts."""

import pandas as pd
import pytest

from analysis import measures
from analysis.places import figures as register_figures
from analysis.places import patient_lists
from analysis.project import Cycle
from analysis.tables import TABLES

CYCLE = Cycle("2018-02", "11J", "committee", committee_date="2018-02-07")


def tables(**rows):
    """Every table, empty but for the rows given, each row with its source."""
    return {
        name: pd.concat(
            [table.empty(), pd.DataFrame(rows.get(name, [])).assign(source_file=f"{name}.csv")]
        )
        for name, table in TABLES.items()
    }


def figures(cycle=CYCLE, **rows):
    return measures.long_table(
        register_figures.measures(tables(**rows), cycle),
    )


def values(table, measure, **where):
    rows = measures.pick(table, measure, **where)
    return dict(zip(rows["period"], rows["value"], strict=True))


def profile(*bands):
    return pd.DataFrame(bands, columns=["practice_code", "month", "band"])


def test_a_practice_is_newly_at_risk_when_it_was_not_the_month_before():
    bands = profile(
        ("A", "2017-12", "surviving"),
        ("A", "2018-01", "vulnerable"),  # new
        ("B", "2017-12", "vulnerable"),
        ("B", "2018-01", "special_measures"),  # worse, but it was at risk already
        ("C", "2018-01", "vulnerable"),  # not profiled before
        ("D", "2017-12", "vulnerable"),
        ("D", "2018-01", "sustainable"),
    )
    assert patient_lists.newly_at_risk(bands, month="2018-01") == {"A", "C"}
    assert patient_lists.newly_at_risk(bands, month="2018-02") == set()


def test_a_practice_that_was_at_risk_two_months_ago_is_newly_at_risk_again():
    bands = profile(
        ("A", "2017-11", "vulnerable"),
        ("A", "2017-12", "surviving"),
        ("A", "2018-01", "vulnerable"),
    )
    assert patient_lists.newly_at_risk(bands, month="2018-01") == {"A"}


def test_the_first_month_of_profiles_has_nothing_to_be_new_against():
    rows = profile(("A", "2017-12", "vulnerable"), ("A", "2018-01", "vulnerable"))
    found = figures(practice_profile=rows.to_dict("records"))
    assert values(found, "practices_newly_at_risk") == {"2018-01": 0}


LISTS = pd.DataFrame(
    {
        "practice_code": ["A", "A", "A", "Z"],
        "extract_date": ["2016-10-01", "2017-10-01", "2018-04-01", "2018-01-01"],
        "commissioner_code": ["11J", "11J", "11J", "99A"],
        "patients_registered": [1.0, 2.0, 3.0, 9.0],
    }
)


@pytest.mark.parametrize(
    ("day", "patients"),
    [
        ("2018-02-07", 2),  # not the later list of another commissioner
        ("2017-10-01", 2),
        ("2017-09-30", 1),
        ("2018-04-01", 3),
        ("2010-01-01", 1),  # all are later: the first
    ],
)
def test_the_list_that_counts_is_the_commissioners_last_up_to_the_day(day, patients):
    found = patient_lists.list_on(LISTS, commissioner="11J", day=day)
    assert found["patients_registered"].tolist() == [patients]


def test_without_a_list_of_the_commissioner_there_is_none():
    assert patient_lists.list_on(LISTS, commissioner="00X", day="2018-02-07").empty


def practice(code, **cells):
    return {"practice_code": code, "locality": "Purbeck", "as_at": "2018-01-31", **cells}


def test_practices_are_counted_on_the_committees_day_and_the_days_it_is_compared_with():
    cycle = Cycle(
        "2018-02",
        "11J",
        "committee",
        committee_date="2018-02-07",
        comparison_dates=("2016-11-01",),
    )
    found = figures(
        cycle,
        practice=[
            practice("A", delivery_sites=2.0),
            practice("B", delivery_sites=1.0, closed_on="2018-02-07"),
            practice("C", opened_on="2016-11-02", locality="Weymouth"),
        ],
    )
    assert values(found, "practices_open") == {"2016-11-01": 2, "2018-02-07": 2}
    assert values(found, "delivery_sites") == {"2016-11-01": 3, "2018-02-07": 2}
    assert values(found, "localities") == {"2016-11-01": 1, "2018-02-07": 2}


def test_without_sites_on_the_register_no_number_of_sites_is_made_up():
    assert values(figures(practice=[practice("A")]), "delivery_sites") == {}


def test_lists_add_up_from_practice_to_place_to_commissioner():
    lists = [
        {
            "practice_code": code,
            "extract_date": "2018-01-01",
            "commissioner_code": whose,
            "patients_registered": patients,
        }
        for code, whose, patients in (
            ("A", "11J", 100.0),
            ("B", "11J", 20.0),
            ("C", "11J", 3.0),
            ("E", "11J", 0.0),
            ("Z", "99A", 1000.0),
        )
    ]
    found = figures(practice=[practice("A"), practice("B", locality=None)], list_size=lists)
    patients = measures.pick(found, "registered_patients")
    by_level = patients.groupby("area_type")["value"].sum().to_dict()
    assert by_level == {"commissioner": 123, "practice": 123, "locality": 123}
    localities = patients[patients["area_type"] == "locality"]
    assert dict(zip(localities["area"], localities["value"], strict=True)) == {
        "Purbeck": 100,
        "Unmapped": 23,
    }
    assert values(found, "practices_with_patients") == {"2018-01-01": 3}


def test_only_this_years_offers_of_resilience_support_count_each_practice_once():
    offers = [
        {"practice_code": code, "programme": programme, "offered_on": day}
        for code, programme, day in (
            ("A", "resilience", "2017-04-01"),
            ("A", "Resilience", "2017-06-01"),
            ("B", "resilience", "2017-03-31"),
            ("C", "winter", "2017-06-01"),
        )
    ]
    found = figures(support_offer=offers, practice=[practice(code) for code in "ABCD"])
    assert values(found, "resilience_offers") == {"2017/18": 1}
    assert values(found, "resilience_offers_share") == {"2017/18": 25}


def test_without_any_return_there_is_no_figure():
    assert figures().empty
