"""From a folder of returns to tables: whole or not at all, and never from the wrong file."""

import json

import pandas as pd
import pytest
from returns_cases import write_csv

from analysis.project import ProjectError
from analysis.stages import make_tables
from analysis.tables import TABLES

HEADER = ["EXTRACT_DATE", "TYPE", "CCG_CODE", "CODE", "SEX", "AGE", "NUMBER_OF_PATIENTS"]
LEDGER = TABLES["ledger_line"].names
GMS = ["2017-11", "GMS", "GMS contracts", "delegated", "100", "60", "58", "97", "2", ""]


@pytest.fixture
def raw(project_folder):
    """The folder of the cycle's returns; the committee met on 7 February 2018."""
    folder = project_folder / "data" / "raw" / "2018-02"
    (folder / "cycle.yml").write_text("committee_date: 2018-02-07\n", encoding="utf-8")
    return folder


def lists(path, *rows):
    """A published list: each row a code, a number of patients and perhaps a day."""
    path.parent.mkdir(exist_ok=True)
    cells = [
        [day, "GP", "11J", code, "ALL", "ALL", patients]
        for code, patients, day in ((*row, "01JAN2018")[:3] for row in rows)
    ]
    return write_csv(path, HEADER, *cells)


def prepared():
    _, outcome = make_tables.prepare("2018-02")
    return outcome


def messages(outcome, answer):
    return outcome.findings.loc[outcome.findings["answer"] == answer, "message"].tolist()


def patients(outcome):
    rows = outcome.tables["list_size"]
    return dict(zip(rows["practice_code"], rows["patients_registered"], strict=True))


def test_rows_are_let_go_of_once_they_are_gathered_and_their_number_is_kept(raw):
    lists(raw / "a.csv", ("X10001", "8300"), ("X10002", "50"))
    (listed,), outcome = make_tables.prepare("2018-02")
    assert listed.tables == {}
    assert listed.as_json()["tables"] == {"list_size": 2}
    assert len(outcome.tables["list_size"]) == 2


# Published files that overlap


def test_two_files_that_say_the_same_are_read_once_and_told(raw):
    lists(raw / "a.csv", ("X10001", "8300"), ("X10002", "500"))
    lists(raw / "b.csv", ("X10001", "8300"))
    outcome = prepared()
    assert patients(outcome) == {"X10001": 8300, "X10002": 500}
    assert messages(outcome, "tell") == ["b.csv: 1 row says what another file says; read once."]


def test_two_vintages_that_differ_leave_one_row_and_name_both_files(raw):
    lists(raw / "list v1.csv", ("X10001", "8300"))
    lists(raw / "list v2.csv", ("X10001", "8250"))
    outcome = prepared()
    assert patients(outcome) == {"X10001": 8250}
    assert messages(outcome, "set_aside") == [
        "list v1.csv line 2, X10001: a second row for the same practice_code, extract_date; the "
        "first is list v2.csv line 2: patients_registered is 8,300 here and 8,250 there. The row "
        "is left out."
    ]
    assert messages(outcome, "tell") == [
        "list v1.csv: 1 row gives other values than list v2.csv for the same practice_code, "
        "extract_date (line 2: patients_registered is 8,300 here and 8,250 there); list v2.csv "
        "prevails: its name says that it is the later version."
    ]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("gp-reg-pat-prac-all.csv", "gp-reg-pat-prac-all-revised.csv"),
        ("z list.csv", "a list - corrected.csv"),
        ("prac-csv-v2.csv", "prac-csv-v10.csv"),
        ("list provisional.csv", "list.csv"),
    ],
)
def test_the_publishers_mark_decides_between_two_files_and_not_the_alphabet(raw, earlier, later):
    lists(raw / earlier, ("X10001", "6000"), ("X10002", "15000"))
    lists(raw / later, ("X10001", "6100"), ("X10002", "15000"))
    outcome = prepared()
    assert not outcome.stopped
    assert sum(patients(outcome).values()) == 21100
    assert any(f"{later} prevails" in text for text in messages(outcome, "tell"))


def test_the_run_asks_where_nothing_says_which_of_two_files_is_the_later(raw):
    lists(raw / "a.csv", ("X10001", "6000"))
    lists(raw / "b.csv", ("X10001", "6100"))
    outcome = prepared()
    assert outcome.stopped
    (asked,) = messages(outcome, "stop")
    assert "Nothing in their names or dates says which is the later publication" in asked
    assert "take the earlier one out of the folder" in asked


def test_the_file_that_reaches_further_is_the_later_publication_whatever_its_name(raw):
    lists(raw / "a.csv", ("X10001", "8250"), ("X10001", "8200", "01FEB2018"))
    lists(raw / "b.csv", ("X10001", "8300"))
    outcome = prepared()
    rows = outcome.tables["list_size"]
    assert sorted(rows["patients_registered"]) == [8200, 8250]
    assert "b.csv line 2" in messages(outcome, "set_aside")[0]


def test_a_practice_twice_in_one_file_leaves_the_first(raw):
    lists(raw / "a.csv", ("X10001", "8300"), ("x10001 ", "1"))
    outcome = prepared()
    assert patients(outcome) == {"X10001": 8300}
    assert len(outcome.set_aside) == 1


# Local files that overlap


def test_a_ledger_by_month_beside_a_ledger_of_the_year_stops_and_names_both(raw):
    write_csv(raw / "2017-11.csv", LEDGER, GMS)
    write_csv(raw / "year.csv", LEDGER, ["2017-10", *GMS[1:]], GMS)
    outcome = prepared()
    assert outcome.stopped
    assert messages(outcome, "stop") == [
        "year.csv line 3: a second row for the same month, line_code; the first is 2017-11.csv "
        "line 2. Correct it in the return and run again."
    ]


# Whole or not at all


def made(raw):
    folder = raw.parents[1] / "processed" / "2018-02"
    return folder, sorted(path.name for path in (folder / "tables").glob("*"))


def test_good_returns_give_tables_findings_and_what_arrived(raw):
    lists(raw / "list.csv", ("X10001", "8300"), ("X10002", "-1"))
    assert not make_tables.write_tables("2018-02").stopped
    folder, tables = made(raw)
    assert tables == ["list_size.parquet"]
    (returned,) = json.loads((folder / "returns.json").read_text(encoding="utf-8"))
    assert (returned["file"], returned["rows"], returned["period"]) == (
        "list.csv",
        2,
        "2018-01-01",
    )
    findings = pd.read_csv(folder / "findings.csv")
    assert findings[["answer", "line", "rule"]].to_numpy().tolist() == [
        ["set_aside", 3, "possible range"]
    ]
    aside = pd.read_csv(folder / "set_aside.csv")
    assert json.loads(aside["row"][0])["patients_registered"] == -1


def test_a_stop_leaves_findings_and_no_table_of_this_or_an_earlier_run(raw):
    lists(raw / "list.csv", ("X10001", "8300"))
    make_tables.write_tables("2018-02")
    write_csv(raw / "ledger.csv", LEDGER, [*GMS[:3], "general", *GMS[4:]])
    assert make_tables.write_tables("2018-02").stopped
    folder, tables = made(raw)
    assert tables == []
    assert not (folder / "tables").exists()
    assert "stop,ledger.csv,2,ledger_line,stream,choice," in (folder / "findings.csv").read_text()
    assert len(json.loads((folder / "returns.json").read_text())) == 2


def test_a_table_whose_return_has_gone_goes_too(raw):
    lists(raw / "list.csv", ("X10001", "8300"))
    write_csv(raw / "ledger.csv", LEDGER, GMS)
    make_tables.write_tables("2018-02")
    assert made(raw)[1] == ["ledger_line.parquet", "list_size.parquet"]
    (raw / "ledger.csv").unlink()
    make_tables.write_tables("2018-02")
    assert made(raw)[1] == ["list_size.parquet"]


def test_no_returns_at_all_are_no_crash(raw):
    outcome = make_tables.write_tables("2018-02")
    assert (outcome.stopped, outcome.tables, len(outcome.findings)) == (False, {}, 0)
    folder, tables = made(raw)
    assert tables == []
    assert (folder / "findings.csv").read_text() == "answer,file,line,table,column,rule,message\n"


# Corrections, in their place


def test_a_correction_is_made_before_validation_and_told(raw):
    lists(raw / "list.csv", ("X10001", "830000"))
    (raw / "corrections.yml").write_text(
        "- table: list_size\n  match: {practice_code: X10001}\n  column: patients_registered\n"
        '  expect: "830000"\n  value: "8300"\n  reason: two digits too many\n  status: open\n',
        encoding="utf-8",
    )
    outcome = prepared()
    assert patients(outcome) == {"X10001": 8300}
    assert messages(outcome, "tell") == [
        "list.csv line 2: patients_registered 830000 is read as 8300; two digits too many (open)."
    ]
    lists(raw / "list.csv", ("X10001", "8300"))
    with pytest.raises(ProjectError, match="The publisher has changed it: remove the correction"):
        make_tables.prepare("2018-02")


def test_findings_stand_in_order_stops_first(raw):
    lists(raw / "a.csv", ("X10001", "830000"), ("X10002", "-1"))
    write_csv(raw / "b.csv", LEDGER, [*GMS[:3], "general", *GMS[4:]])
    assert prepared().findings["answer"].tolist() == ["stop", "set_aside", "tell"]
