"""Every rule's words and answer, and that no row is ever lost."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_cases import examples

from analysis.checks import expectations
from analysis.checks.findings import FINDING_COLUMNS
from analysis.checks.great_expectations import validate
from analysis.tables import TABLES
from analysis.tables.column_types import conform
from analysis.tables.declare import Column, Table

DAY = "2018-02-07"
LEDGER = {
    "month": "2017-11",
    "line_code": "GMS",
    "line": "GMS contracts",
    "stream": "delegated",
    "annual_budget_gbp": "100",
    "forecast_gbp": "97",
    "non_recurrent_benefit_gbp": "0",
}
LIST = {
    "practice_code": "X10001",
    "extract_date": "2018-01-01",
    "commissioner_code": "11J",
    "patients_registered": "8300",
}
PRACTICE = {"practice_code": "X10001", "practice_name": "Heron", "as_at": "2018-01-31"}
STANDING = {
    "practice_code": "X10001",
    "programme": "care_navigation",
    "completed_on": "2018-01-10",
    "as_at": "2018-01-31",
}


def judged(day=DAY, **returns):
    """The outcome for a few rows of each table: dictionaries of text, in a file named for it."""
    typed, unread = {}, {}
    for name, rows in returns.items():
        text = pd.DataFrame(rows).astype("str")
        text = text.assign(source_line=range(2, len(rows) + 2))
        if "source_file" not in text:
            text["source_file"] = f"{name}.csv"
        typed[name], unread[name] = conform(text, table=TABLES[name])
    return validate(typed, unread, day=day)


def said(outcome):
    return list(zip(outcome.findings["answer"], outcome.findings["message"], strict=True))


def only(outcome):
    ((answer, message),) = said(outcome)
    return answer, message


MEND = "Correct it in the return and run again."
OUT = "The row is left out."


def test_good_rows_pass_without_a_word():
    outcome = judged(ledger_line=[LEDGER], list_size=[LIST], practice=[PRACTICE])
    assert said(outcome) == []
    assert {name: len(rows) for name, rows in outcome.tables.items()} == {
        "ledger_line": 1,
        "list_size": 1,
        "practice": 1,
    }
    assert not outcome.stopped


# A local return can be mended here, a published file cannot


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"line": ""}, f"line is empty. {MEND}"),
        ({"forecast_gbp": "#REF!"}, f"forecast_gbp '#REF!' is not a number. {MEND}"),
        ({"actual_to_date_gbp": "12 34"}, f"actual_to_date_gbp '12 34' is not a number. {MEND}"),
        ({"month": "M8"}, f"month 'M8' is not a month such as 2017-11. {MEND}"),
        (
            {"stream": "general"},
            f"stream 'general' is not one of delegated, core, prescribing. {MEND}",
        ),
        (
            {"line": "Total"},
            "line is 'Total': totals are worked out here, so a total's row counts twice. "
            "Delete the row from the return and run again.",
        ),
    ],
)
def test_a_local_return_stops_at_what_is_wrong(cells, message):
    outcome = judged(ledger_line=[{**LEDGER, **cells}])
    assert only(outcome) == ("stop", f"ledger_line.csv line 2: {message}")
    assert outcome.stopped


@pytest.mark.parametrize("text", ["TOTAL", "Grand Total", "sub-total", "Subtotal:", " totals "])
def test_a_total_is_known_by_any_of_its_names(text):
    assert "counts twice" in only(judged(ledger_line=[{**LEDGER, "line": text}]))[1]


def test_a_line_that_only_speaks_of_a_total_is_a_line():
    assert said(judged(ledger_line=[{**LEDGER, "line": "Total triage"}])) == []


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"patients_registered": ""}, f", X10001: patients_registered is empty. {OUT}"),
        (
            {"patients_registered": "many"},
            f", X10001: patients_registered 'many' is not a number. {OUT}",
        ),
        (
            {"extract_date": "01/01/18"},
            f", X10001: extract_date '01/01/18' is not a day such as 2018-02-07. {OUT}",
        ),
        ({"practice_code": ""}, f": practice_code is empty. {OUT}"),
        (
            {"practice_code": "ENGLAND"},
            ", ENGLAND: practice_code 'ENGLAND' is not a practice's code, a letter and five "
            f"digits. {OUT}",
        ),
        (
            {"patients_registered": "-5"},
            ", X10001: patients_registered is -5; it must be at least 0; check that the total of "
            f"an area was not read as a practice. {OUT}",
        ),
    ],
)
def test_a_published_row_that_is_wrong_is_set_aside(cells, message):
    outcome = judged(list_size=[LIST | {"practice_code": "X10002"}, {**LIST, **cells}])
    assert only(outcome) == ("set_aside", f"list_size.csv line 3{message}")
    assert outcome.tables["list_size"]["practice_code"].tolist() == ["X10002"]
    assert not outcome.stopped


def test_an_unreadable_cell_that_no_row_needs_is_read_as_missing():
    rows = [{"practice_code": "X10001", "financial_year": "2016/17", "payments_gbp": "lots"}]
    outcome = judged(payment_year=rows)
    assert only(outcome) == (
        "tell",
        "payment_year.csv line 2, X10001: payments_gbp 'lots' is not a number. "
        "It is read as missing.",
    )
    assert outcome.tables["payment_year"]["payments_gbp"].isna().all()


def test_an_unusual_value_is_told_and_kept():
    outcome = judged(list_size=[{**LIST, "patients_registered": "830000"}])
    assert only(outcome) == (
        "tell",
        "list_size.csv line 2, X10001: patients_registered is 830,000; it is usually at most "
        "120,000; check that the total of an area was not read as a practice.",
    )
    assert len(outcome.tables["list_size"]) == 1


def test_zero_patients_is_a_value():
    outcome = judged(list_size=[{**LIST, "patients_registered": "0"}])
    assert said(outcome) == []
    assert outcome.tables["list_size"]["patients_registered"].tolist() == [0]


# Across rows and returns


def test_a_local_row_of_a_practice_that_the_register_lacks_is_set_aside():
    outcome = judged(
        practice=[PRACTICE], programme_return=[STANDING, {**STANDING, "practice_code": "X10009"}]
    )
    assert only(outcome) == (
        "set_aside",
        "programme_return.csv line 3, X10009: practice_code 'X10009' is not in the practice "
        f"register. {OUT}",
    )


def test_without_a_register_no_practice_is_unknown():
    assert said(judged(programme_return=[STANDING])) == []


def test_an_unknown_successor_is_told_and_its_practice_kept():
    row = {**PRACTICE, "closed_on": "2017-04-01", "successor_code": "X10009"}
    outcome = judged(practice=[row])
    assert only(outcome) == (
        "tell",
        "practice.csv line 2, X10001: successor_code 'X10009' is not in the practice register.",
    )
    assert len(outcome.tables["practice"]) == 1


def test_a_practice_that_closes_before_it_opens_is_set_aside():
    row = {**PRACTICE, "opened_on": "2017-05-01", "closed_on": "2017-04-01"}
    assert only(judged(practice=[row])) == (
        "set_aside",
        "practice.csv line 2, X10001: closed_on 2017-04-01 comes before opened_on 2017-05-01; "
        f"a practice closes after it opens. {OUT}",
    )


def test_a_local_line_that_stands_twice_stops_and_names_both_files():
    rows = [
        {**LEDGER, "source_file": "2017-11.csv"},
        {**LEDGER, "forecast_gbp": "95", "source_file": "year.csv"},
    ]
    assert only(judged(ledger_line=rows)) == (
        "stop",
        "year.csv line 3: a second row for the same month, line_code; the first is 2017-11.csv "
        f"line 2: forecast_gbp is 95 here and 97 there. {MEND}",
    )


def test_two_versions_of_a_local_return_are_one_message_that_names_both_and_what_differs():
    months = [f"2017-{month:02d}" for month in range(4, 10)]
    rows = [{**LEDGER, "month": month, "source_file": "ledger.csv"} for month in months]
    again = [{**row, "source_file": "ledger v2.csv"} for row in rows]
    again[-1] = {**again[-1], "forecast_gbp": "96"}
    extra = {**again[0], "month": "2017-10"}
    assert said(judged(ledger_line=[*rows, *again, extra])) == [
        (
            "stop",
            "ledger v2.csv: 6 of its 7 rows are for the same month, line_code as rows of "
            "ledger.csv, 1 of them different (line 13: forecast_gbp is 96 here and 97 there). "
            "Are they two versions of one return? Take one of them out of the folder and run "
            "again.",
        )
    ]


def test_a_local_line_that_stands_twice_alike_stops_too():
    assert only(judged(ledger_line=[LEDGER, LEDGER])) == (
        "stop",
        "ledger_line.csv line 3: a second row for the same month, line_code; the first is "
        f"ledger_line.csv line 2. {MEND}",
    )


def test_published_rows_that_differ_leave_the_first_and_name_both():
    outcome = judged(list_size=[LIST, {**LIST, "patients_registered": "8200"}])
    assert only(outcome) == (
        "set_aside",
        "list_size.csv line 3, X10001: a second row for the same practice_code, extract_date; the "
        f"first is list_size.csv line 2: patients_registered is 8,200 here and 8,300 there. {OUT}",
    )
    assert outcome.tables["list_size"]["patients_registered"].tolist() == [8300]


# The committee's day


@pytest.mark.parametrize(
    ("day", "month", "kept"),
    [
        ("2018-02-07", "2018-01", True),
        ("2018-02-07", "2018-02", False),  # not over yet: it can be no actual
        ("2018-02-28", "2018-02", True),
        ("2018-02-07", "2019-01", False),
    ],
)
def test_a_ledger_month_counts_once_it_is_over(day, month, kept):
    outcome = judged(day, ledger_line=[{**LEDGER, "month": month}])
    assert ("ledger_line" in outcome.tables) == kept
    if not kept:
        assert only(outcome) == (
            "set_aside",
            f"ledger_line.csv line 2: month {month} ends after the committee's day, {day}; check "
            f"it, or committee_date in cycle.yml. {OUT}",
        )


def test_what_happened_on_the_committees_day_has_happened():
    row = {**STANDING, "completed_on": DAY, "as_at": DAY}
    assert said(judged(programme_return=[row])) == []


def test_a_completion_after_the_committees_day_is_set_aside_and_a_plan_is_not():
    late = {**STANDING, "completed_on": "2018-03-01", "as_at": "2018-03-01"}
    planned = {
        **STANDING,
        "programme": "extended_access",
        "completed_on": "",
        "planned_on": "2018-03-01",
    }
    outcome = judged(programme_return=[late, planned])
    assert [answer for answer, _ in said(outcome)] == ["set_aside"] * 2
    assert outcome.tables["programme_return"]["planned_on"].tolist() == ["2018-03-01"]


def test_a_published_file_that_is_newer_than_the_cycle_is_told_and_kept():
    rows = [{"practice_code": "X10001", "financial_year": year} for year in ("2016/17", "2017/18")]
    outcome = judged(payment_year=rows, list_size=[{**LIST, "extract_date": "2018-04-01"}])
    assert said(outcome) == [
        (
            "tell",
            "list_size.csv line 2, X10001: extract_date 2018-04-01 is after the committee's "
            "day, 2018-02-07; check it, or committee_date in cycle.yml.",
        ),
        (
            "tell",
            "payment_year.csv line 3, X10001: financial_year 2017/18 ends after the committee's "
            "day, 2018-02-07; check it, or committee_date in cycle.yml.",
        ),
    ]
    assert len(outcome.tables["payment_year"]) == 2


def test_a_published_file_that_is_newer_throughout_is_told_once():
    rows = [{**LIST, "practice_code": f"X1000{i}", "extract_date": "2018-04-01"} for i in range(6)]
    assert said(judged(list_size=[LIST, *rows])) == [
        (
            "tell",
            "list_size.csv: 6 of its 7 rows of list_size, extract_date 2018-04-01, are after the "
            "committee's day, 2018-02-07; check the file, or committee_date in cycle.yml.",
        )
    ]


def test_budgets_and_trajectories_lie_ahead():
    for table in ("budget_line", "allocation", "trajectory", "workforce_target", "saving"):
        assert TABLES[table].actual_on == ()


# How much is said, and that nothing is lost


def test_a_rule_that_a_whole_file_breaks_is_said_twenty_times_then_counted():
    rows = [{**LIST, "practice_code": f"X1{i:04d}", "patients_registered": "-1"} for i in range(45)]
    outcome = judged(list_size=rows)
    messages = outcome.findings["message"].tolist()
    assert len(messages) == 21
    assert (
        "list_size.csv: 25 more rows break the rule 'possible range', listed in set_aside.csv."
        in (messages)
    )
    assert len(outcome.set_aside) == 45


def test_a_stop_that_is_counted_does_not_promise_a_list():
    rows = [{**LEDGER, "line_code": f"L{i}", "stream": "x"} for i in range(22)]
    messages = judged(ledger_line=rows).findings["message"].tolist()
    assert "ledger_line.csv: 2 more rows break the rule 'choice'." in messages


def test_a_row_set_aside_is_kept_whole_with_the_text_that_could_not_be_read():
    outcome = judged(list_size=[{**LIST, "patients_registered": "8.300,0"}])
    (aside,) = outcome.set_aside.to_dict("records")
    assert (aside["file"], aside["line"], aside["table"]) == ("list_size.csv", 2, "list_size")
    assert aside["rule"] == "readable"
    assert json.loads(aside["row"]) == {
        "practice_code": "X10001",
        "extract_date": "2018-01-01",
        "commissioner_code": "11J",
        "patients_registered": "8.300,0",
    }


def test_a_row_that_breaks_two_rules_is_set_aside_once_and_told_of_each():
    row = {**LIST, "commissioner_code": "", "patients_registered": "-5", "practice_code": "?"}
    outcome = judged(list_size=[row])
    assert len(outcome.set_aside) == 1
    assert len(said(outcome)) == 2


@examples(12)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "practice_code": st.sampled_from(["X10001", "X10002", "x10001 ", "TOTAL", ""]),
                "extract_date": st.sampled_from(["2018-01-01", "01JAN2018", "later", ""]),
                "commissioner_code": st.sampled_from(["11J", ""]),
                "patients_registered": st.sampled_from(["0", "8,300", "-1", "many", "", "9e9"]),
            }
        ),
        max_size=12,
    )
)
def test_every_row_is_kept_or_set_aside(rows):
    outcome = judged(list_size=rows) if rows else judged()
    kept = outcome.tables.get("list_size", TABLES["list_size"].empty())
    lines = [*kept["source_line"], *outcome.set_aside["line"]]
    assert sorted(lines) == list(range(2, len(rows) + 2))
    assert not kept.duplicated(["practice_code", "extract_date"]).any()
    assert set(outcome.findings.columns) == set(FINDING_COLUMNS)


# The suite is the declaration


def test_a_bound_that_moves_moves_the_verdict(monkeypatch):
    table = TABLES["list_size"]
    tighter = Table(
        **{
            **vars(table),
            "columns": tuple(
                Column(**{**vars(column), "high": 8000})
                if column.name == "patients_registered"
                else column
                for column in table.columns
            ),
        }
    )
    assert said(judged(list_size=[LIST])) == []
    monkeypatch.setitem(TABLES, "list_size", tighter)
    answer, message = only(judged(list_size=[LIST]))
    assert answer == "set_aside"
    assert "patients_registered is 8,300; it must be 0 to 8,000" in message


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_each_declaration_is_a_suite_that_great_expectations_knows(table):
    from great_expectations.expectations.registry import get_expectation_impl

    late = {name: [] for name in table.actual_on}
    made = expectations.expectations(table, practices=frozenset({"X10001"}), late=late)
    for rule in made:
        get_expectation_impl(rule["type"])(**rule["arguments"], meta=rule["meta"])
    required = {column.name for column in table.columns if column.required}
    assert {r["meta"]["column"] for r in made if r["meta"]["rule"] == "required"} == required
    assert [r["meta"]["rule"] for r in made].count("one row each") == 1
    assert set(table.grain) <= set(table.names)
    firm = {"stop"} if table.local else {"set_aside"}
    assert {
        r["meta"]["answer"] for r in made if r["meta"]["rule"] in ("required", "choice")
    } <= firm


def test_a_value_is_shown_without_the_dust_of_its_arithmetic():
    assert expectations.shown(248.50000000000003) == "248.5"
    assert expectations.shown(0.1 + 0.2) == "0.3"
    assert expectations.shown(45800000.0) == "45,800,000"
