"""Whose patients a rate divides by: the return's own count first, a later list only with a word."""

import pandas as pd
import pytest

from analysis.access import contacts
from analysis.places import patient_lists
from analysis.tables import TABLES
from analysis.workforce.denominators import later_lists, patients_at, with_patients
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
    assert patients_at(both, commissioner="11J", day="2016-09-30")[
        "patients_registered"
    ].tolist() == [90.0]


def test_england_never_divides_by_a_later_list():
    later = tables(listed=LISTED[1:])
    assert patients_at(later, commissioner=None, day="2015-09-30").empty
    assert len(patients_at(later, commissioner="11J", day="2015-09-30")) == 1


def test_a_list_from_after_the_snapshot_is_said_and_the_next_days_is_not_after_it():
    later = tables(listed=LISTED[1:])
    staff = pd.DataFrame({"snapshot_date": ["2015-09-30", "2016-09-30"]})
    later["practice_staff"] = staff
    found = later_lists(later, commissioner="11J")
    assert found == {"2015-09-30": "2016-10-01"}
    assert phrases.later_lists(found) == (
        "No list of patients that old was supplied: rates of September 2015 divide by the list "
        "of 1 October 2016, the first there is."
    )
    counted = tables(counted=[("X1", "2015-09-30", "11J", 100.0)], listed=LISTED[1:])
    assert later_lists(counted | {"practice_staff": staff}, commissioner="11J") == {}
    assert later_lists(counted | {"pcn_staff": staff}, commissioner="11J") == found


def test_where_every_list_is_old_enough_nothing_is_said():
    listed = tables(listed=LISTED)["list_size"]
    assert patient_lists.later_lists(listed, commissioner="11J", days=["2015-09-30"]) == {}
    assert phrases.later_lists({}) is None


def test_many_months_are_named_by_their_first_and_last():
    days = ["2016-04-30", "2016-05-31", "2016-06-30", "2016-07-31"]
    said = phrases.later_lists(dict.fromkeys(days, "2016-10-01"))
    assert "rates of April 2016 to July 2016 divide" in said


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
    later = contacts.later_lists(found, commissioner="11J")
    assert later == {"2016-08-31": "2016-10-01"}
    assert "rates of August 2016 divide by the list of 1 October 2016" in phrases.later_lists(later)
