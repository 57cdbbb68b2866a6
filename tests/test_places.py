"""Who is open when, who followed whom, and sums that agree at every level."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_cases import examples

from analysis.places import membership
from analysis.tables import TABLES


def tables(**rows):
    """Every table, empty but for the rows given."""
    return {
        name: pd.concat([table.empty(), pd.DataFrame(rows[name])], ignore_index=True)
        if name in rows
        else table.empty()
        for name, table in TABLES.items()
    }


def register(*rows):
    names = ["practice_code", "opened_on", "closed_on", "successor_code"]
    cells = [dict(zip(names, row, strict=False)) for row in rows]
    return pd.DataFrame(cells, columns=names, dtype="str")


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        ("2016-03-31", False),
        ("2016-04-01", True),  # the day it opens
        ("2017-09-30", True),
        ("2017-10-01", False),  # closed_on is the first day it is closed
    ],
)
def test_a_practice_is_open_from_the_day_it_opens_to_the_day_before_it_closes(day, is_open):
    assert len(membership.open_at(register(("A", "2016-04-01", "2017-10-01")), day)) == is_open


def test_without_dates_a_practice_was_always_open():
    assert len(membership.open_at(register(("A",)), "1950-01-01")) == 1


def test_a_practice_that_closes_the_day_it_opens_is_open_on_no_day():
    never = register(("A", "2017-10-01", "2017-10-01"))
    assert [
        len(membership.open_at(never, f"2017-{day}")) for day in ("09-30", "10-01", "10-02")
    ] == [
        0,
        0,
        0,
    ]


# Mergers


def test_a_successor_is_followed_to_the_practice_that_is_still_open():
    chain = register(
        ("A", None, "2016-04-01", "B"), ("B", None, "2017-04-01", "C"), ("C", None, None, None)
    )
    assert membership.successors(chain, "2018-02-07") == {"A": "C", "B": "C"}
    assert membership.successors(chain, "2016-12-31") == {"A": "B"}
    assert membership.successors(chain, "2015-12-31") == {}


def test_a_closure_without_a_successor_leads_nowhere():
    lost = register(("A", None, "2016-04-01", "B"), ("B", None, "2017-04-01", None))
    assert membership.successors(lost, "2018-02-07") == {}


@pytest.mark.parametrize(
    ("successors", "circling"),
    [
        ({"A": "B", "B": "A"}, ["A", "B"]),
        ({"A": "A"}, ["A"]),
        ({"A": "B", "B": "C", "C": "B"}, ["B", "C"]),
        ({"A": "B", "B": "C"}, []),
    ],
)
def test_successors_in_a_circle_are_found_and_followed_nowhere(successors, circling):
    rows = register(*((code, None, "2016-04-01", next_) for code, next_ in successors.items()))
    assert membership.in_a_circle(rows) == circling
    followed = membership.successors(rows, "2018-02-07")
    assert not set(followed) & set(circling)
    assert not set(followed.values()) & set(circling)


# Rolling up


PLACES = pd.DataFrame(
    {
        "practice_code": ["A", "B", "C", "D"],
        "locality": ["North", "North", "South", None],
        "pcn_code": ["U1", "U1", None, None],
    }
)


def test_a_practice_without_a_locality_or_a_register_row_counts_as_unmapped():
    rows = pd.DataFrame({"practice_code": ["A", "C", "D", "Z"], "patients": [1.0, 2, 4, 8]})
    rolled = membership.roll_up(rows, places=PLACES, by=["locality"], sums=["patients"])
    assert dict(zip(rolled["locality"], rolled["patients"], strict=True)) == {
        "North": 1,
        "South": 2,
        "Unmapped": 12,
    }


def test_a_sum_over_nothing_known_is_blank_and_zero_is_zero():
    rows = pd.DataFrame({"practice_code": ["A", "B", "C"], "patients": [None, None, 0.0]})
    rolled = membership.roll_up(rows, places=PLACES, by=["locality"], sums=["patients"])
    values = dict(zip(rolled["locality"], rolled["patients"], strict=True))
    assert pd.isna(values["North"])
    assert values["South"] == 0


def test_a_register_that_holds_a_practice_twice_is_refused():
    rows = pd.DataFrame({"practice_code": ["A"], "patients": [1.0]})
    with pytest.raises(pd.errors.MergeError):
        membership.roll_up(
            rows, places=pd.concat([PLACES, PLACES]), by=["locality"], sums=["patients"]
        )


CODES = st.sampled_from(["A", "B", "C", "D", "Y", "Z"])


@examples(60)
@given(
    st.dictionaries(CODES, st.sampled_from(["North", "South", "East", None])),
    st.lists(st.tuples(CODES, st.integers(0, 20_000), st.sampled_from(["gp", "nurse"]))),
)
def test_practices_localities_and_commissioner_agree(localities, counted):
    known = pd.DataFrame(
        {"practice_code": list(localities), "locality": list(localities.values())}, dtype="object"
    )
    rows = pd.DataFrame(counted, columns=["practice_code", "patients", "staff_group"])
    rows = rows.astype({"patients": "float64"})
    rolled = membership.roll_up(
        rows, places=known, by=["locality", "staff_group"], sums=["patients"]
    )
    assert rolled["patients"].sum() == rows["patients"].sum()
    for group, patients in rows.groupby("staff_group")["patients"].sum().items():
        assert rolled.loc[rolled["staff_group"] == group, "patients"].sum() == patients
    assert not rolled.duplicated(["locality", "staff_group"]).any()
    assert rolled["locality"].notna().all()


# Whose practices


def known(commissioner="11J", day="2018-02-07", **rows):
    return membership.members(tables(**rows), commissioner=commissioner, day=day)


LOCAL = [{"practice_code": "X10001", "practice_name": "Heron", "locality": "Purbeck"}]
MAP = [
    {
        "practice_code": code,
        "extract_date": day,
        "practice_name": f"{code} on {day}",
        "pcn_code": pcn,
        "pcn_name": pcn,
        "commissioner_code": whose,
    }
    for code, day, pcn, whose in (
        ("X10001", "2018-01-01", "U1", "11J"),
        ("X10002", "2018-01-01", "U2", "11J"),
        ("X10009", "2018-01-01", "U9", "99A"),
        ("X10002", "2019-01-01", "U3", "11J"),
    )
]
LISTS = [
    {"practice_code": "X10003", "extract_date": "2017-10-01", "commissioner_code": "11J"},
    {"practice_code": "X10009", "extract_date": "2018-01-01", "commissioner_code": "99A"},
]
NATIONAL = [
    {
        "practice_code": code,
        "commissioner_code": "11J",
        "gp_practice": role,
        "status": status,
    }
    for code, role, status in (
        ("X10004", "yes", "active"),
        ("X10005", "no", "active"),
        ("X10006", "yes", "closed"),
    )
]


def test_the_local_register_comes_first_with_its_networks_from_the_map():
    found = known(practice=LOCAL, practice_map=MAP, list_size=LISTS, ods_practice=NATIONAL)
    assert found[["practice_code", "locality", "pcn_code"]].to_numpy().tolist() == [
        ["X10001", "Purbeck", "U1"]
    ]


def test_then_the_map_of_the_commissioner_nearest_before_the_day():
    found = known(practice_map=MAP, list_size=LISTS, ods_practice=NATIONAL)
    assert found[["practice_code", "pcn_code"]].to_numpy().tolist() == [
        ["X10001", "U1"],
        ["X10002", "U2"],
    ]
    later = known(day="2020-02-07", practice_map=MAP)
    assert later[["practice_code", "pcn_code"]].to_numpy().tolist() == [["X10002", "U3"]]
    earlier = known(day="2017-02-07", practice_map=MAP)
    assert len(earlier) == 2


def test_then_the_commissioners_own_last_list_whatever_others_have_later():
    found = known(list_size=LISTS, ods_practice=NATIONAL)
    assert found["practice_code"].tolist() == ["X10003"]


def test_then_the_active_practices_of_the_national_register():
    assert known(ods_practice=NATIONAL)["practice_code"].tolist() == ["X10004"]


def test_with_nothing_at_hand_there_are_no_practices():
    assert known().empty
    assert known().columns.tolist()[:3] == ["practice_code", "practice_name", "locality"]


def test_networks_are_called_as_a_reader_writes_them():
    rows = pd.DataFrame(
        {
            "pcn_code": ["U1", "U2", "U3", "U4"],
            "pcn_name": ["THE VALE OF ST JOHN'S PCN", "Hill PCN", "TWO-MILE PCN", "TWO-MILE PCN"],
            "extract_date": "2022-01-01",
        }
    )
    assert membership.network_names(rows) == {
        "U1": "The Vale of St John's PCN",
        "U2": "Hill PCN",
        "U3": "Two-Mile PCN (U3)",
        "U4": "Two-Mile PCN (U4)",
    }
