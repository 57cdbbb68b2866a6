"""Whose rows are the commissioner's: former codes, boards, moved practices, rows in parts."""

import pandas as pd
import pytest

from analysis.places import succession
from analysis.project import Cycle, ProjectError
from analysis.tables import TABLES


def rows(name: str, *cells: dict) -> pd.DataFrame:
    return pd.concat([TABLES[name].empty(), pd.DataFrame(cells)], ignore_index=True)


def lists(*cells: tuple) -> pd.DataFrame:
    names = ["practice_code", "extract_date", "commissioner_code", "patients_registered"]
    return rows("list_size", *(dict(zip(names, row, strict=True)) for row in cells))


def mapped(*cells: tuple) -> pd.DataFrame:
    names = ["practice_code", "extract_date", "commissioner_code", "icb_code", "pcn_code"]
    return rows("practice_map", *(dict(zip(names, row, strict=False)) for row in cells))


def counted(*cells: tuple) -> pd.DataFrame:
    names = ["commissioner_code", "month", "status", "appointments", "source_file"]
    same = {"professional": "GP", "mode": "telephone", "wait": "same day"}
    return rows("appointments", *(dict(zip(names, row, strict=True)) | same for row in cells))


def as_of(commissioner: str, *, label: str = "2026-07", **tables: pd.DataFrame) -> dict:
    cycle = Cycle(label=label, commissioner=commissioner, audience="committee")
    return succession.as_of_cycle(tables, cycle)


def patients(found: pd.DataFrame, commissioner: str) -> dict[str, float]:
    ours = found[found["commissioner_code"] == commissioner]
    return ours.groupby("extract_date")["patients_registered"].sum().to_dict()


# The national table


def test_the_table_holds_the_211_groups_of_2013_and_the_106_of_2022():
    known = succession.known_commissioners()
    assert known["code"].is_unique
    assert known["successor_code"].count() == 142  # as docs/methods.md says
    assert known["seen_in"].eq("public record, in no file of ours").sum() == 6
    assert len(set(known["code"]) - set(known["successor_code"].dropna())) == 211
    last = known[known["successor_code"].isna()]
    assert len(last) == 106
    assert last["icb_code"].notna().all()
    assert set(known["successor_code"].dropna()) <= set(known["code"])


def test_a_code_replaced_twice_is_the_last_ones_own():
    assert {"10T", "15D", "99M", "D4U1Y"} <= succession.own_codes({}, "D4U1Y")
    assert "D4U1Y" not in succession.own_codes({}, "15D")


def test_a_board_has_the_locations_that_the_last_map_gives_it_else_those_of_the_table():
    assert {"15N", "99P", "99Q"} <= succession.own_codes({}, "QJK")
    moved = {
        "practice_map": mapped(
            ("X10001", "2026-07-01", "11X", "QVV"), ("X10002", "2026-07-01", "15N", "QVV")
        )
    }
    assert "11X" not in succession.own_codes(moved, "QJK")
    assert {"11J", "15N", "11X"} <= succession.own_codes(moved, "QVV")
    assert "15N" not in succession.own_codes(moved, "QJK")


def test_several_commissioners_are_one():
    found = as_of(
        "15N+11J",
        list_size=lists(
            ("X10001", "2026-07-01", "15N", 10.0),
            ("X10002", "2026-07-01", "11J", 20.0),
            ("X10003", "2026-07-01", "03F", 40.0),
        ),
    )
    assert patients(found["list_size"], "15N+11J") == {"2026-07-01": 30}


def test_an_unknown_code_is_refused_with_the_nearest_named():
    files = {"list_size": lists(("X10001", "2026-07-01", "15N", 10.0))}
    with pytest.raises(ProjectError, match=r"'W2U3'.* Nearest: W2U3Z \(North West London\)"):
        succession.refuse_unknown(files, "W2U3")
    for code in ("15N", "QJK", "11E", "15N+11J"):
        succession.refuse_unknown(files, code)
    succession.refuse_unknown({}, "99Z")


# Practices


def test_the_lists_under_a_replaced_code_are_the_commissioners():
    found = as_of(
        "92G",
        list_size=lists(("X10001", "2020-01-01", "12D", 6.0), ("X10001", "2020-06-01", "92G", 7.0)),
    )
    assert patients(found["list_size"], "92G") == {"2020-01-01": 6, "2020-06-01": 7}


def test_practices_that_joined_count_before_they_joined_and_those_that_left_do_not():
    found = as_of(
        "11J",
        list_size=lists(
            ("X10001", "2019-01-01", "11J", 6.0),
            ("X10002", "2019-01-01", "04F", 7.0),
            ("X10003", "2019-01-01", "11J", 8.0),
            ("X10001", "2019-06-01", "11J", 6.0),
            ("X10002", "2019-06-01", "11J", 7.0),
            ("X10003", "2019-06-01", "04F", 8.0),
        ),
    )
    assert patients(found["list_size"], "11J") == {"2019-01-01": 13, "2019-06-01": 13}


def test_a_closed_practice_belongs_where_its_recorded_successor_does():
    found = as_of(
        "11J",
        list_size=lists(
            ("X10001", "2019-01-01", "04F", 6.0), ("X10002", "2020-01-01", "11J", 14.0)
        ),
        practice_successor=pd.DataFrame(
            [("X10001", "X10002", "2019-04-01")],
            columns=["practice_code", "successor_code", "succeeded_on"],
        ),
    )
    assert patients(found["list_size"], "11J") == {"2019-01-01": 6, "2020-01-01": 14}


def test_a_row_without_a_commissioner_gets_it_from_map_or_register_and_no_guess():
    found = as_of(
        "11J",
        practice_map=mapped(("X10001", "2021-01-01", "11J"), ("X10001", "2022-01-01", "92G")),
        practice=rows("practice", {"practice_code": "X10002"}),
        qof=rows(
            "qof", {"practice_code": "X10001"}, {"practice_code": "X10002"}, {"practice_code": "X1"}
        ),
    )
    assert found["qof"]["commissioner_code"].fillna("").tolist() == ["92G", "11J", ""]


def test_a_network_without_a_commissioner_gets_the_one_that_its_practices_have():
    found = as_of(
        "03F",
        practice_map=mapped(
            ("X10001", "2026-07-01", "03F", None, "U1"),
            ("X10002", "2026-07-01", "03F", None, "U2"),
            ("X10003", "2026-07-01", "03K", None, "U2"),
        ),
        pcn_staff=rows("pcn_staff", {"pcn_code": "U1"}, {"pcn_code": "U2"}, {"pcn_code": "U3"}),
    )
    assert found["pcn_staff"]["commissioner_code"].fillna("").tolist() == ["03F", "", ""]


def test_a_practice_paid_under_two_codes_that_became_one_is_paid_once_for_one_list():
    cells = {"practice_code": "X10001", "financial_year": "2017/18", "patients_registered": 50.0}
    found = as_of(
        "92G",
        payment_year=rows(
            "payment_year",
            cells | {"commissioner_code": "11E", "payments_gbp": 100.0},
            cells | {"commissioner_code": "12D", "payments_gbp": 20.0, "patients_registered": 51.0},
        ),
    )["payment_year"]
    assert found[["payments_gbp", "patients_registered"]].to_numpy().tolist() == [[120, 51]]


# Counts of a commissioner


def test_a_month_given_in_parts_under_the_new_code_is_added_up():
    cells = counted(
        ("D9Y0V", "2019-10", "attended", 12.0, "a.csv"),
        ("D9Y0V", "2019-10", "attended", 12.0, "a.csv"),
        ("D9Y0V", "2019-10", "attended", 5.0, "b.csv"),
        ("D9Y0V", "2019-10", "unknown", 1.0, "a.csv"),
    )
    found, parts = succession.added_up(cells, TABLES["appointments"])
    assert found["appointments"].tolist() == [24, 5, 1]
    assert parts == {"a.csv": 2}


def test_a_month_with_an_unreadable_part_is_not_added_up():
    cells = counted(
        ("D9Y0V", "2019-10", "attended", 12.0, "a.csv"),
        ("D9Y0V", "2019-10", "attended", None, "a.csv"),
    )
    assert len(succession.added_up(cells, TABLES["appointments"])[0]) == 2


def test_rows_of_one_practice_are_never_added_up():
    twice = lists(*[("X10001", "2020-01-01", "11J", 5.0)] * 2)
    assert len(succession.added_up(twice, TABLES["list_size"])[0]) == 2


def test_former_codes_add_up_to_the_new_one_unless_the_month_has_it_already():
    found = as_of(
        "D9Y0V",
        appointments=counted(
            ("10K", "2019-10", "attended", 3.0, "a.csv"),
            ("11A", "2019-10", "attended", 4.0, "a.csv"),
            ("10K", "2019-11", "attended", 3.0, "a.csv"),
            ("D9Y0V", "2019-11", "attended", 9.0, "b.csv"),
            ("11J", "2019-10", "attended", 1.0, "a.csv"),
        ),
    )["appointments"]
    ours = found[found["commissioner_code"] == "D9Y0V"]
    assert dict(zip(ours["month"], ours["appointments"], strict=True)) == {
        "2019-10": 7,
        "2019-11": 9,
    }
    assert len(found) == 3
