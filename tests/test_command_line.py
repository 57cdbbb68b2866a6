"""The command line: what it prints, its exit codes, and never a traceback for a slip."""

import errno
import json
import os
import shutil
from pathlib import Path

import pytest
from returns_cases import write_csv

from analysis.__main__ import main
from analysis.tables import TABLES

BROKEN = Path(__file__).parent / "broken"
LIST = [
    ["EXTRACT_DATE", "TYPE", "CCG_CODE", "CODE", "SEX", "AGE", "NUMBER_OF_PATIENTS"],
    ["01JAN2018", "GP", "11J", "X10001", "ALL", "ALL", "8300"],
]


@pytest.fixture
def run(project_folder, capsys):
    """A command in an empty project: its exit code, and what it printed and complained of."""

    def command(*arguments):
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    command.raw = project_folder / "data" / "raw" / "2018-02"
    command.folder = project_folder
    return command


def test_returns_says_what_each_file_is(run):
    path = write_csv(run.raw / "list.csv", *LIST)
    code, out, _ = run("returns", path)
    assert code == 0
    assert out == (
        "list.csv\n  Patients registered at a GP practice (totals per practice), 2018-01-01\n"
        "  1 row; read into list_size 1\n"
    )


def test_returns_as_json_is_what_returns_json_keeps(run):
    write_csv(run.raw / "list.csv", *LIST)
    shutil.copy(BROKEN / "ledger_with_a_renamed_column.csv", run.raw)
    code, out, _ = run("returns", run.raw, "--json")
    ledger, listed = json.loads(out)
    assert code == 0
    assert (listed["layout"], listed["rows"], listed["illustrative"]) == (
        "patients_registered_totals",
        1,
        True,
    )
    assert listed["tables"] == {"list_size": 1}
    assert len(listed["sha256"]) == 64
    assert ledger["publication"] is None
    assert "it lacks 'forecast_gbp'; it has 'forecast_outturn' instead" in ledger["oddities"][0]


def test_returns_tells_a_fault_also_in_words(run):
    _, out, _ = run("returns", BROKEN / "ledger_with_a_column_twice.csv")
    assert "must be mended: more than one column could be forecast_gbp" in out
    _, out, _ = run("returns", BROKEN / "file_that_resembles_nothing.csv")
    assert out.endswith(
        "file_that_resembles_nothing.csv\n  not recognised\n"
        "  odd: It resembles no return this project knows.\n"
    )


def test_returns_works_outside_a_project(run, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run("returns", write_csv(Path("list.csv"), *LIST))[0] == 0


def test_a_path_that_is_not_there_is_said(run):
    assert run("returns", "gone.csv") == (1, "", "analysis: gone.csv does not exist.\n")


def test_check_exits_0_where_a_run_can_go_on_and_keeps_its_findings(run):
    write_csv(run.raw / "list.csv", *LIST)
    code, out, _ = run("check", "--cycle", "2018-02")
    assert code == 0
    assert out == (
        "\n2018-02: 1 return, 1 recognised; 1 row in 1 table, 0 set aside. "
        "Ready to run: dvc repro\n"
    )
    kept = run.folder / "data" / "processed" / "2018-02"
    assert sorted(path.name for path in kept.iterdir()) == [
        "findings.csv",
        "returns.json",
        "set_aside.csv",
    ]


def test_check_exits_1_on_a_stop_and_keeps_its_findings_too(run):
    shutil.copy(BROKEN / "ledger_with_a_reference_error.csv", run.raw)
    assert run("check", "--cycle", "2018-02")[0] == 1
    findings = run.folder / "data" / "processed" / "2018-02" / "findings.csv"
    assert findings.read_text(encoding="utf-8").splitlines()[1].startswith("stop,ledger_with_a_")


def test_the_stage_stops_with_the_messages_and_a_word_about_the_pages(run):
    shutil.copy(BROKEN / "ledger_with_a_reference_error.csv", run.raw)
    code, out, err = run("tables", "--cycle", "2018-02")
    assert (code, out) == (1, "")
    assert err.startswith("stop: ledger_with_a_reference_error.csv line 2: forecast_gbp '#REF!'")
    assert err.endswith("2018-02 stops here. The pages of the last good run are untouched.\n")


def test_measures_after_a_stop_says_what_to_run(run):
    code, _, err = run("measures", "--cycle", "2018-02")
    assert code == 1
    assert err == (
        "analysis: data/processed/2018-02/tables is not there. Run: dvc repro tables@2018-02\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("check", "--cycle", "2018-03"),
            "data/raw/2018-03 does not exist. Open the cycle with: analysis new-cycle 2018-03",
        ),
        (
            ("check", "--cycle", "feb"),
            "'feb' is not a cycle. Write the committee's month, such as 2018-02.",
        ),
        (
            ("new-cycle", "2018-13"),
            "'2018-13' is no cycle. Write the committee's month, such as 2018-04.",
        ),
    ],
)
def test_a_cycle_that_is_none_is_said_in_a_line(run, arguments, message):
    assert run(*arguments) == (1, "", f"analysis: {message}\n")


def test_settings_that_are_wrong_are_said_in_a_line(run):
    (run.raw / "cycle.yml").write_text("committee_date: 2018-02-30\n", encoding="utf-8")
    code, _, err = run("check", "--cycle", "2018-02")
    assert code == 1
    assert err == (
        "analysis: data/raw/2018-02/cycle.yml: committee_date '2018-02-30' is not a day. "
        "Write it as 2018-02-07.\n"
    )


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "No space left on device. The disk is full. Free some space and run it"),
        (errno.EACCES, "Permission denied. Close it in other programs, or ask for the right"),
        (errno.EROFS, "Read-only file system. This disk may only be read. Copy the project"),
    ],
)
def test_a_disk_that_refuses_is_a_sentence_and_nothing_is_half_written(
    run, monkeypatch, number, remedy
):
    write_csv(run.raw / "list.csv", LIST)
    assert run("check", "--cycle", "2018-02")[0] == 0
    kept = Path("data/processed/2018-02/findings.csv").read_bytes()

    def refuse(path, content):
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    code, out, err = run("check", "--cycle", "2018-02")
    assert (code, out) == (1, "")
    assert err.startswith("analysis: ")
    assert remedy in err
    assert "Traceback" not in err
    assert Path("data/processed/2018-02/findings.csv").read_bytes() == kept
    assert list(Path("data/processed/2018-02").glob(".*")) == []


def test_what_an_ended_run_left_aside_is_cleared_by_the_next(run):
    left = Path("data/processed/2018-02") / f".findings.csv.{2**22 + 1}"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    run("check", "--cycle", "2018-02")
    assert not left.exists()


@pytest.mark.parametrize("arguments", [(), ("check",), ("paint",), ("returns",)])
def test_a_command_called_wrongly_exits_2_and_shows_how(run, arguments, capsys):
    with pytest.raises(SystemExit) as left:
        run(*arguments)
    assert left.value.code == 2
    assert "usage: analysis" in capsys.readouterr().err


def test_new_cycle_then_check_is_a_cycle_where_nothing_was_supplied(run):
    code, out, _ = run("new-cycle", "2018-04")
    assert code == 0
    assert out.endswith(
        "Put the returns into data/raw/2018-04, then: analysis check --cycle 2018-04\n"
    )
    code, out, _ = run("check", "--cycle", "2018-04")
    templates = [name for name, table in TABLES.items() if table.local]
    assert code == 0
    assert f"\n  {len(templates)} files with a header and no row: not supplied\n" in out
    assert "a header without rows" not in out
    listed = Path("data/processed/2018-04/findings.csv").read_text(encoding="utf-8")
    assert listed.count(": a header without rows: not supplied") == len(templates)
    assert out.endswith(
        f"2018-04: {len(templates)} returns, {len(templates)} recognised; 0 rows in 0 tables, "
        "0 set aside. Ready to run: dvc repro\n"
    )


def test_every_stage_of_an_empty_cycle_runs(run):
    run("new-cycle", "2018-04")
    assert run("tables", "--cycle", "2018-04")[0] == 0
    assert run("measures", "--cycle", "2018-04")[0] == 0
