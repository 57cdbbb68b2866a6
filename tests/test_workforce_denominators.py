"""Whose patients a rate divides by: the return's own count first, a later list only with a word."""

import pandas as pd
import pytest

from analysis.access import contacts
from analysis.places import patient_lists
from analysis.tables import TABLES
from analysis.workforce.denominators import other_lists, patients_at, with_patients
from analysis.writing import phrases


def tables(*, counted=(), listed=()):
    found = {name: table.empty() for name, table in TABLES.items()}
    columns = "practice_code {} commissioner_code patients_registered source_file".split()
    for name, day, rows, file in (
        ("workforce_list", "snapshot_date", counted, "w.csv"),
        ("list_size", "extract_date", listed, "l.csv"),
    ):
        names = [day if column == "{}" else column for column in columns]
        found[name] = pd.DataFrame([(*row, file) for row in rows], columns=names)
    return found


LISTED = (("X1", "2015-07-01", "11J", 90.0), ("X1", "2016-10-01", "11J", 110.0))


def test_the_returns_own_count_comes_before_the_published_list():
    both = tables(counted=[("X1", "2015-09-30", "11J", 100.0)], listed=LISTED)
    own = patients_at(both, commissioner="11J", day="2015-09-30")
    assert own["patients_registered"].tolist() == [100.0]
    assert own["source_file"].tolist() == ["w.csv"]


@pytest.mark.parametrize(
    ("day", "patients"),
    [
        ("2015-03-31", [90.0]),  # 92 days before the list
        ("2015-03-30", []),  # a day further away
        ("2015-10-01", [90.0]),
        ("2015-10-02", []),
        ("2016-09-30", [110.0]),  # the next day's list, not last year's
    ],
)
def test_a_rate_divides_by_the_list_nearest_in_time_within_a_quarter(day, patients):
    for commissioner in ("11J", None):
        found = patients_at(tables(listed=LISTED), commissioner=commissioner, day=day)
        assert found["patients_registered"].tolist() == patients


def test_of_two_lists_as_near_the_earlier_is_taken():
    assert patient_lists.nearest(pd.Series(["2015-01-03", "2015-01-01"]), "2015-01-02") == (
        "2015-01-01"
    )
    assert patient_lists.nearest(pd.Series([], dtype="str"), "2015-01-02") is None


def test_a_later_list_and_none_are_told_and_the_next_days_is_not_later():
    listed = tables(listed=LISTED[1:])
    days = ["2015-09-30", "2016-08-31", "2016-09-30", "2016-12-31"]
    staff = pd.DataFrame({"snapshot_date": days})
    listed["practice_staff"] = staff
    found = other_lists(listed, commissioner="11J")
    assert found == {"2015-09-30": "", "2016-08-31": "2016-10-01"}
    assert phrases.other_lists(found) == (
        "Rates of August 2016 divide by the list of 1 October 2016, the nearest there is. "
        "No list of patients lies within a quarter of September 2015: there is no rate."
    )
    counted = tables(counted=[("X1", day, "11J", 100.0) for day in days], listed=LISTED[1:])
    assert other_lists(counted | {"practice_staff": staff}, commissioner="11J") == {}
    assert other_lists(counted | {"pcn_staff": staff}, commissioner="11J") == found


def test_where_every_list_is_near_or_there_is_none_at_all_nothing_is_told():
    listed = tables(listed=LISTED)["list_size"]
    assert patient_lists.other_lists(listed, commissioner="11J", days=["2015-09-30"]) == {}
    assert patient_lists.other_lists(listed, commissioner="99A", days=["2015-09-30"]) == {}
    assert phrases.other_lists({}) is None


def test_many_months_are_counted_and_several_lists_not_named():
    days = ["2016-04-30", "2016-05-31", "2016-06-30", "2016-07-31"]
    assert phrases.other_lists(dict.fromkeys(days, "2016-08-01")) == (
        "Rates of 4 months divide by the list of 1 August 2016, the nearest there is."
    )
    several = {"2016-05-31": "2016-07-01", "2016-08-31": "2016-10-01"}
    assert phrases.other_lists(several) == (
        "Rates of May 2016 and August 2016 divide by a later list, the nearest there is."
    )


@pytest.mark.parametrize(("fte", "patients"), [(None, 100.0), (2.0, None), (2.0, 0.0)])
def test_fte_without_patients_and_patients_without_fte_are_in_no_rate(fte, patients):
    staff = pd.DataFrame({"practice_code": ["X1"], "fte": [fte]}, dtype="object")
    staff = staff.assign(fte=staff["fte"].astype("float64"))
    lists = pd.DataFrame({"practice_code": ["X1"], "patients_registered": [patients]})
    lists = lists.astype({"patients_registered": "float64"})
    [row] = with_patients(staff, registered=lists).to_dict("records")
    assert pd.isna(row["fte_of_registered"])
    assert pd.isna(row["patients_registered"])
    assert row["supplied"] == (0.0 if fte is None else 1.0)


def test_contacts_divided_by_a_later_list_are_said_by_the_same_words():
    found = tables(listed=[("X1", "2016-10-01", "11J", 110.0)])
    found["contact"] = pd.DataFrame(
        {"month": ["2016-08", "2016-10"], "contacts": [9.0, 9.0], "contacts_online": [1.0, 1.0]}
    )
    later = contacts.other_lists(found, commissioner="11J")
    assert later == {"2016-08-31": "2016-10-01"}
    assert "Rates of August 2016 divide by the list of 1 October 2016" in phrases.other_lists(later)
