"""Practices merge, close and move; growth and rates of places stay like for like."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_cases import examples

from analysis.checks.lists import odd_lists
from analysis.finance import payments
from analysis.locality import population
from analysis.locality.words.answer import method
from analysis.measures import long_table
from analysis.places import figures as place_figures
from analysis.places import membership
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.workforce import networks, place_rates

CYCLE = Cycle(label="2022-07", commissioner="11J", audience="committee")
BEFORE, NOW = "2021-07-01", "2022-07-01"
COLUMNS = {
    "practice": ["practice_code", "locality", "closed_on", "successor_code"],
    "practice_map": ["practice_code", "extract_date", "pcn_code"],
    "list_size": ["practice_code", "extract_date", "patients_registered"],
    "practice_successor": ["practice_code", "successor_code", "succeeded_on"],
    "practice_staff": ["practice_code", "snapshot_date", "fte"],
    "payment_year": ["practice_code", "payments_gbp", "patients_registered", "closed_on"],
    "pcn_staff": ["pcn_code", "fte"],
}
SAME = {
    "practice_staff": {"staff_group": "gp", "role": "all"},
    "pcn_staff": {"snapshot_date": "2022-06-30", "role": "Pharmacist"},
    "payment_year": {"financial_year": "2021/22"},
}


def tables(**cells: list[tuple]) -> dict[str, pd.DataFrame]:
    """Every table, empty but for the cells given; all rows are the commissioner's."""
    found = {name: table.empty() for name, table in TABLES.items()}
    for name, given_rows in cells.items():
        rows = pd.DataFrame(given_rows, columns=COLUMNS[name])
        about = {"commissioner_code": "11J", "source_file": f"{name}.csv", "source_line": 2}
        rows = rows.assign(**about, **SAME.get(name, {}))
        empty = found.get(name, rows.iloc[:0])
        found[name] = pd.concat([empty, rows], ignore_index=True).astype(empty.dtypes)
    return found


def growth(found: dict) -> dict[str, float]:
    rows = long_table(population.figures(found, CYCLE))
    rows = rows[rows["measure"] == "list_growth"]
    return dict(zip(rows["area"], rows["value"].round(6), strict=True))


# X10003 closed and its patients went to X10001: 100 + 50 patients became 150.
LISTS = [
    ("X10001", BEFORE, 100.0),
    ("X10002", BEFORE, 200.0),
    ("X10003", BEFORE, 50.0),
    ("X10001", NOW, 150.0),
    ("X10002", NOW, 210.0),
]
TODAY = [("X10001", NOW, "U1"), ("X10002", NOW, "U2")]


def test_where_nothing_says_where_a_closed_practice_was_no_network_has_growth():
    found = tables(list_size=LISTS, practice_map=TODAY)
    assert growth(found) == {"11J": pytest.approx(2.857143)}
    known = membership.placed(found, commissioner="11J", day=CYCLE.as_at)
    about = {"known": known, "by": "pcn_code", "of": ("extract_date", "patients_registered")}
    assert membership.unplaced(found["list_size"], days=[BEFORE, NOW], **about) == {"X10003"}
    assert membership.unplaced(found["list_size"], days=[NOW], **about) == set()


def test_the_page_names_the_practices_and_the_public_page_counts_them():
    broken = population.not_comparable(tables(list_size=LISTS, practice_map=TODAY), CYCLE)
    rows = long_table([])
    [*_, told] = method(rows, "U1", broken=broken)
    assert told == (
        "No growth since 1 July 2021 is given: no map or register of the cycle says where the "
        "patients of X10003 are counted on both days."
    )
    [*_, public] = method(rows, "U1", broken=broken, audience="public")
    assert "X10003" not in public
    assert "patients of one practice are" in public


def test_a_network_has_no_list_of_a_day_that_cannot_be_compared():
    found = tables(list_size=LISTS, practice_map=TODAY)
    rows = long_table(place_figures.measures(found, CYCLE))
    rows = rows[(rows["measure"] == "registered_patients") & (rows["area_type"] == "pcn")]
    assert set(rows["period"]) == {NOW}


@pytest.mark.parametrize(
    "more",
    [
        {"practice_successor": [("X10003", "X10001", "2022-01-01")]},
        {"practice_map": [*TODAY, ("X10003", BEFORE, "U1"), ("X10001", BEFORE, "U1")]},
    ],
    ids=["national successor file", "dated map"],
)
def test_a_merged_practice_counts_before_where_it_counts_now(more):
    found = tables(**{"list_size": LISTS, "practice_map": TODAY} | more)
    assert growth(found) == {"11J": pytest.approx(2.857143), "U1": 0, "U2": 5}
    assert population.not_comparable(found, CYCLE) is None


def test_the_local_register_follows_a_merger_across_localities():
    register = [
        ("X10001", "North", None, None),
        ("X10002", "South", None, None),
        ("X10003", "South", "2022-01-01", "X10001"),
    ]
    assert growth(tables(list_size=LISTS, practice=register))["North"] == 0
    assert growth(tables(list_size=LISTS, practice=register))["South"] == 5


def test_a_network_of_old_without_practices_today_is_no_place_to_count_in():
    dated = [*TODAY, ("X10003", BEFORE, "U9")]
    assert set(growth(tables(list_size=LISTS, practice_map=dated))) == {"11J"}


def test_a_national_file_with_two_successors_is_not_followed():
    split = tables(
        practice_successor=[("A", "B", "2020-01-01"), ("A", "C", "2020-01-01")], practice=[]
    )
    assert membership.recorded_successors(split, NOW) == {}
    local = tables(practice_successor=[("A", "B", "2020-01-01")],
                   practice=[("A", "", "2020-01-01", "C")])  # fmt: skip
    assert membership.recorded_successors(local, NOW) == {"A": "C"}
    assert membership.recorded_successors(local, "2019-12-31") == {}


def test_a_practice_that_the_national_register_has_closed_is_no_open_member():
    found = tables(list_size=LISTS[3:])
    closed = {"practice_code": "X10002", "status": "closed", "closed_on": "2022-07-15"}
    found["ods_practice"] = pd.DataFrame([closed])
    days = {"2022-07-31": ["X10001"], "2022-07-14": ["X10001", "X10002"]}
    for day, expected in days.items():
        members = membership.open_members(found, commissioner="11J", day=day)
        assert members["practice_code"].tolist() == expected


def test_staff_of_a_network_at_a_day_that_cannot_be_compared_are_not_given():
    staff = [(code, f"{day[:4]}-06-30", patients / 100) for code, day, patients in LISTS]
    for maps, periods in ((TODAY, {"2022-06"}), ([*TODAY, ("X10003", BEFORE, "U1")], None)):
        found = tables(list_size=LISTS, practice_map=maps, practice_staff=staff)
        ages = TABLES["practice_staff_age"].empty()
        rows = long_table(place_rates.figures(found, CYCLE, found["practice_staff"], ages))
        rows = rows[(rows["measure"] == "staff_fte") & (rows["area_type"] == "pcn")]
        assert set(rows["period"]) == (periods or {"2021-06", "2022-06"})


# Network staff


def network_rates(found: dict) -> pd.DataFrame:
    rows = long_table(networks.figures(found, CYCLE))
    return rows[rows["measure"] == "pcn_workforce_fte_per_1000_registered"].set_index("area")


def test_a_network_without_staff_has_none_and_all_patients_count_in_the_whole():
    found = tables(
        list_size=[("X10001", NOW, 1000.0), ("X10002", NOW, 2000.0), ("X10009", NOW, 500.0)],
        practice_map=TODAY,
        pcn_staff=[("U1", 3.0)],
    )
    rates = network_rates(found)
    assert rates["value"].round(6).to_dict() == {"11J": 0.857143, "U1": 3, "U2": 0}
    assert rates["denominator"].to_dict() == {"11J": 3500, "U1": 1000, "U2": 2000}
    measures = long_table(networks.figures(found, CYCLE))
    assert networks.in_no_network(measures, period="2022-06") == 500


def test_without_a_list_within_a_quarter_networks_have_no_rate():
    old = [("X10001", "2022-03-01", 1000.0), ("X10002", "2022-03-01", 2000.0)]
    assert network_rates(tables(list_size=old, practice_map=TODAY, pcn_staff=[("U1", 3.0)])).empty


# A merger by itself moves nothing

CODES = ["X10001", "X10002", "X10003", "X10004"]
PLACES = ["North", "North", "South", "South"]


def figures_of(found: dict) -> dict[tuple, float]:
    staff = found["practice_staff"]
    rows = [
        *population.figures(found, CYCLE),
        *place_figures.measures(found, CYCLE),
        *place_rates.figures(found, CYCLE, staff, TABLES["practice_staff_age"].empty()),
        *payments.figures(found, CYCLE),
    ]
    rows = long_table(rows)
    wanted = ("list_growth", "registered_patients", "staff_fte", "staff_fte_per_1000_registered",
              "practice_payments")  # fmt: skip
    rows = rows[rows["measure"].isin(wanted) & (rows["area_type"] != "practice")]
    keys = rows[["measure", "area_type", "area", "category", "period"]]
    return dict(zip(keys.itertuples(index=False, name=None), rows["value"].round(6), strict=True))


@examples(40)
@given(
    patients=st.lists(st.integers(1_000, 20_000), min_size=8, max_size=8),
    pair=st.sampled_from([(0, 1), (1, 0), (2, 3), (3, 2)]),
    keeps_a_row=st.booleans(),
)
def test_merging_two_practices_moves_no_figure_of_any_place(patients, pair, keeps_a_row):
    then, now = patients[:4], patients[4:]
    apart = figures_of(_built(then, now, merged=None, keeps_a_row=False))
    merged = figures_of(_built(then, now, merged=pair, keeps_a_row=keeps_a_row))
    assert merged == apart
    assert ("list_growth", "locality", "North", f"since {BEFORE}", NOW) in merged


def _built(then, now, *, merged, keeps_a_row):
    """Four practices in two localities; of two merged ones, the list, staff and pay in one row."""
    now, staff = list(now), [patients / 2000 for patients in now]
    paid = [patients * 100.0 for patients in then]
    register = [(code, place, None, None) for code, place in zip(CODES, PLACES, strict=True)]
    left = set()
    if merged:
        gone, taken = merged
        register[gone] = (CODES[gone], PLACES[gone], "2022-01-01", CODES[taken])
        for amounts in (now, staff, paid):
            amounts[taken] += amounts[gone]
            amounts[gone] = 0.0
        left = set() if keeps_a_row else {CODES[gone]}
    there = [code for code in CODES if code not in left]
    size = dict(zip(CODES, now, strict=True))
    return tables(
        practice=register,
        list_size=[
            *((code, BEFORE, float(n)) for code, n in zip(CODES, then, strict=True)),
            *((code, NOW, float(size[code])) for code in there),
        ],
        practice_staff=[
            (code, "2022-06-30", fte)
            for code, fte in zip(CODES, staff, strict=True)
            if code in there
        ],
        payment_year=[
            (code, amount, float(n), None)
            for code, amount, n in zip(CODES, paid, then, strict=True)
            if code in there
        ],
    )


# Lists that look wrong


def told(found: dict) -> list[str]:
    return [finding["message"] for finding in odd_lists(found, CYCLE)]


def test_a_list_of_sixteen_patients_is_told():
    [message] = told(tables(list_size=[("X10001", NOW, 16.0), ("X10002", NOW, 100.0)]))
    assert message.startswith("list_size.csv line 2: X10001: a list of 16 patients on 2022-07-01")
    assert told({}) == told(tables()) == []


@pytest.mark.parametrize(
    ("then", "now", "jumps"),
    [(8650, 17324, 1), (8650, 17299, 0), (8000, 4000, 1), (8000, 4001, 0), (90, 300, 0)],
)
def test_a_list_that_doubles_or_halves_is_told(then, now, jumps):
    lists = [("X10001", BEFORE, float(then)), ("X10001", NOW, float(now))]
    assert len(told(tables(list_size=lists))) == jumps


def test_a_list_that_doubles_by_a_recorded_merger_is_not_told():
    lists = [("X10001", BEFORE, 8650.0), ("X10001", NOW, 17324.0), ("X10003", BEFORE, 8600.0)]
    merged = [("X10003", "X10001", "2022-01-01")]
    assert told(tables(list_size=lists, practice_successor=merged)) == []
    assert len(told(tables(list_size=lists))) == 1
