"""What no single row shows: told, with the file and the codes it is about."""

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.checks import across_returns
from analysis.project import COMMENTED, Cycle
from analysis.tables import TABLES


def told(*, periods=(), files=(), commentary=(), committee_date="2018-02-07", **tables):
    """The messages about a few rows of each table."""
    cycle = Cycle(
        "2018-02",
        "11J",
        "committee",
        committee_date=committee_date,
        periods=tuple(periods),
        commentary=tuple(commentary),
    )
    frames = {
        name: pd.concat([TABLES[name].empty(), pd.DataFrame(rows)], ignore_index=True).assign(
            source_file=f"{name}.csv"
        )
        for name, rows in tables.items()
    }
    found = across_returns.found(frames, cycle, files=list(files))
    assert {one["answer"] for one in found} <= {"tell"}
    return [one["message"] for one in found]


def size(code, patients=100.0, day="2018-01-01", whose="11J"):
    return {
        "practice_code": code,
        "extract_date": day,
        "commissioner_code": whose,
        "patients_registered": patients,
    }


def test_a_stated_period_must_name_a_file():
    stated = [("pomi.csv", "2017/18"), ("gone.csv", "2017/18"), ("a.zip", "2017/18")]
    files = ["published/pomi.csv", "a.zip/b.csv"]
    assert told(periods=stated, files=files) == [
        "cycle.yml: periods names gone.csv, which is not among the returns; check the name."
    ]


def test_commentary_on_a_section_that_no_page_has_is_told_with_those_there_are():
    register = [{"practice_code": "X10001", "locality": "Poole Bay"}]
    entries = [{"section": name, "text": "All is well."} for name in ("position", "Poole bay")]
    assert told(practice=register, commentary=entries) == []
    entries = [*entries, {"section": "Positon", "text": "All is well."}]
    assert told(practice=register, commentary=entries) == [
        "cycle.yml: commentary on 'Positon' is shown on no page; its section is one of Asked of "
        "the committee: finance; Position; Who works here; Extended access, or a locality."
    ]


def test_the_sections_told_of_are_those_of_the_notebooks():
    calls = [
        call
        for path in (Path(__file__).parents[1] / "notebooks").glob("*.ipynb")
        for call in re.findall(r'commentary\(\\"([^"]+)\\"\)', path.read_text(encoding="utf-8"))
    ]
    assert sorted(calls) == sorted(COMMENTED)


def test_a_month_that_a_ledger_leaves_out_is_told_but_for_april():
    months = ["2017-02", "2017-03", "2017-05", "2017-07"]
    assert told(ledger_line=ledger(*((month, "GMS", 100.0) for month in months))) == [
        "ledger_line.csv: it has no month 2017-06, between 2017-02 and 2017-07."
    ]


def test_a_published_file_without_the_commissioner_is_told():
    others = [size("A", whose="99A"), size("B", whose="00X")]
    assert told(list_size=others) == [
        "list_size.csv: none of its 2 rows that name a commissioner is of 11J; check the "
        "commissioner in params.yaml, or whether its code changed."
    ]
    assert told(list_size=[*others, size("C")]) == []
    assert told(list_size=[size("A", whose=None)]) == []


@pytest.mark.parametrize(
    ("values", "odd"),
    [([0.5, 1.0], True), ([0.0, 0.25], True), ([0.5, 50.0], False), ([0.0, 0.0], False)],
)
def test_shares_that_never_pass_one_look_like_fractions(values, odd):
    found = told(trajectory=[{"value_percent": value} for value in values])
    expected = [
        "trajectory.csv: every value_percent is 1 or less; half is written 50, not 0.5. If these "
        "are fractions, correct them."
    ]
    assert found == (expected if odd else [])


def test_a_practice_open_on_no_day_and_successors_in_a_circle_are_told():
    rows = [
        {"practice_code": "A", "opened_on": "2017-10-01", "closed_on": "2017-10-01"},
        {"practice_code": "B", "closed_on": "2017-04-01", "successor_code": "C"},
        {"practice_code": "C", "closed_on": "2017-04-01", "successor_code": "B"},
    ]
    assert told(practice=rows) == [
        "practice.csv: A opens and closes on 2017-10-01: it is open on no day.",
        "practice.csv: the successors of B, C lead round in a circle; none is followed.",
    ]


def test_lists_and_register_that_disagree_are_told_both_ways():
    register = [
        {"practice_code": "A"},
        {"practice_code": "B"},
        {"practice_code": "C", "closed_on": "2017-12-31"},
    ]
    lists = [size("A"), size("B", 0.0), size("Y"), size("Z"), size("X", day="2017-10-01")]
    assert told(practice=register, list_size=lists) == [
        "list_size.csv: Y, Z of the list of 2018-01-01 are not in the practice register; their "
        "patients count in the total and in no locality.",
        "list_size.csv: B is open in the practice register on 2018-01-01 and has no patients of "
        "11J in this list.",
    ]


def test_many_codes_are_named_in_part_and_counted():
    lists = [size(f"X1000{i}") for i in range(8)]
    (message,) = told(practice=[{"practice_code": "X10000"}], list_size=lists)
    assert "X10001, X10002, X10003, X10004, X10005 and 2 more of the list" in message


def test_a_ledger_line_that_the_next_month_lacks_is_told_within_a_year():
    rows = [
        {"month": month, "line_code": code}
        for month, codes in (("2017-03", "GHI"), ("2017-04", "GH"), ("2017-05", "G"))
        for code in codes
    ]
    assert told(ledger_line=rows) == [
        "ledger_line.csv: month 2017-05 has no line H, which 2017-04 has; the totals of the two "
        "are not like for like."
    ]


def test_a_planned_path_that_falls_is_told_within_its_own_version():
    rows = [
        {"plan_version": version, "period": period, "value_percent": value, "source_line": line}
        for version, period, value, line in (
            ("a", "2019-03", 45.0, 4),
            ("a", "2018-03", 50.0, 2),
            ("b", "2018-09", 60.0, 3),
        )
    ]
    assert told(trajectory=rows) == [
        "trajectory.csv line 4: value_percent falls to 45 by March 2019; a planned path does not "
        "fall: look at the plan."
    ]


def test_a_committees_day_outside_its_cycle_is_told():
    assert told(committee_date="2019-02-07") == [
        "cycle.yml: committee_date 2019-02-07 is outside the cycle 2018-02; every age and every "
        "'by the committee's day' is counted to it."
    ]
    assert told(committee_date=None) == []


def ledger(*rows):
    names = ("month", "line_code", "annual_budget_gbp", "actual_to_date_gbp")
    return [{**dict(zip(names, row, strict=False)), "stream": "delegated"} for row in rows]


def test_a_budget_in_thousands_beside_one_in_pounds_is_told():
    def of_thousands(*rows):
        found = told(ledger_line=ledger(*rows), budget_line=[pounds])
        return [message for message in found if "thousands" in message]

    pounds = {"financial_year": "2017/18", "line_code": "GMS", "budget_gbp": 46_000_000.0}
    assert of_thousands(("2017-11", "GMS", 46_000.0)) == [
        "ledger_line.csv: the 2017/18 budget of GMS is £46,000 here and £46,000,000 in "
        "budget_line.csv; were thousands of pounds entered as pounds?"
    ]
    assert of_thousands(("2017-10", "GMS", 45_000_000.0), ("2017-11", "GMS", 46_000_000.0)) == []
    assert of_thousands(("2018-04", "GMS", 46_000.0)) == []


def test_spending_to_date_that_falls_within_a_year_is_told():
    rows = ledger(
        ("2017-03", "GMS", 100.0, 96.0),
        ("2017-04", "GMS", 100.0, 8.0),
        ("2017-05", "GMS", 100.0, 16.0),
        ("2017-06", "GMS", 100.0, 9.0),
    )
    assert told(ledger_line=rows) == [
        "ledger_line.csv: actual_to_date_gbp of delegated falls from £16 in 2017-05 to £9 in "
        "2017-06; is it the month's own spending?"
    ]
    turned = [*rows[:3], *ledger(("2017-06", "GMS", 100.0, -24.0))]
    assert told(ledger_line=turned) == [
        "ledger_line.csv: actual_to_date_gbp of delegated falls from £16 in 2017-05 to -£24 in "
        "2017-06; was its sign turned?"
    ]


def test_more_staff_than_a_list_of_that_size_employs_is_told_with_its_line():
    staff = [
        {"practice_code": code, "fte": fte, "source_line": line}
        for code, fte, line in (("A", 42.0, 412), ("B", 2.0, 413), ("C", 42.0, 414))
    ]
    lists = [size("A", 3100.0), size("B", 150.0), size("A", 6100.0, day="2016-10-01")]
    assert told(practice_staff=staff, list_size=lists) == [
        "practice_staff.csv line 412, A: 42.0 FTE for 3,100 patients; check that hours were not "
        "entered as FTE."
    ]


def test_hours_throughout_a_file_are_told_of_a_few_lines_and_counted():
    codes = [f"X100{i:02d}" for i in range(15)]
    staff = [
        {"practice_code": code, "fte": fte, "source_line": line}
        for line, code in enumerate(codes, start=2)
        for fte in (60.0, 80.0)
    ]
    found = told(practice_staff=staff, list_size=[size(code, 3000.0) for code in codes])
    assert len(found) == 11
    assert found[0].startswith("practice_staff.csv line 2, X10000: 80.0 FTE for 3,000 patients")
    assert found[-1] == (
        "practice_staff.csv: 15 lines, 15 practices, have more FTE than their lists would employ; "
        "check that hours were not entered as FTE."
    )


def test_the_few_practices_that_a_programmes_return_forgets_are_told():
    register = [{"practice_code": f"X100{i:02d}"} for i in range(20)]
    closed = {"practice_code": "X10099", "closed_on": "2017-04-01"}
    rows = [{**practice, "programme": "extended_access"} for practice in register]
    some = [{**practice, "programme": "care_navigation"} for practice in register[:5]]
    assert told(practice=[*register, closed], programme_return=[*rows, *some]) == []
    assert told(practice=[*register, closed], programme_return=[*rows[1:], *some]) == [
        "programme_return.csv: extended_access has no row for X10000, open in the practice "
        "register; it counts as not there yet."
    ]


def test_returns_in_order_are_told_nothing():
    assert told() == []
    assert told(practice=[{"practice_code": "A"}], list_size=[size("A")]) == []


def test_age_bands_are_held_against_the_practices_own_list():
    def band(band, patients, code="X10001"):
        about = {"practice_code": code, "extract_date": "2018-01-01", "sex": "male"}
        return {**about, "age_band": band, "patients_registered": patients}

    ages = [band("0-4", 60.0), band("5-9", 40.0)]
    lists = [size("X10001"), size("X10002", whose="X9Z")]
    assert told(list_age=ages, list_size=lists) == []
    ages += [band("10-14", 5.0), band("0-4", 1.0, code="X10002")]
    assert told(list_age=ages, list_size=lists) == [
        "list_age.csv: the age bands of X10001 do not add up to their own list; X10001 on "
        "2018-01-01: 105 in bands, 100 on the list."
    ]


def test_types_of_payment_are_held_against_the_total_they_belong_to():
    about = {"practice_code": "X10001", "financial_year": "2017/18", "commissioner_code": "11J"}
    years = [{**about, "payments_gbp": 1000.0}]
    types = [
        {**about, "payment_type": "GMS", "in_total": "yes", "payment_gbp": 1000.0},
        {**about, "payment_type": "Covid", "in_total": "no", "payment_gbp": 500.0},
    ]
    assert told(payment=types, payment_year=years) == []
    types[0]["payment_gbp"] = 900.0
    assert told(payment=types, payment_year=years) == [
        "payment_year.csv: the types of payment of 2017/18 add up to £900 and the total that they "
        "belong to is £1,000, £100 more: read figures by type with care."
    ]
