"""Where a figure comes from: the command ``trace``."""

import pandas as pd
import pytest
from project_cases import ROOT, kept_sample

from analysis.__main__ import main
from analysis.stages.trace import ranges


@pytest.fixture
def traced(sample_measures, monkeypatch, capsys):
    """What ``analysis trace`` of the sample prints, and what it complains of."""
    monkeypatch.chdir(kept_sample())

    def command(*arguments):
        code = main(["trace", *arguments, "--cycle", "2018-02"])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_a_figure_is_traced_to_its_card_its_returns_and_their_lines(traced):
    asked = ("--area", "Purbeck", "--period", "2018-01-01")
    code, out, _ = traced("registered_patients", *asked)
    assert code == 0
    file = "published/registrations/2018-01/gp-reg-pat-prac-all.csv"
    assert out.startswith("registered_patients: Registered patients (patients)\n")
    assert f"\n{file}\n" in out
    lines = out.partition("list_size: 6 rows, lines ")[2].split()[0]
    first, last = (int(number) for number in lines.split("-"))
    raw = (ROOT / "data" / "raw" / "2018-02" / file).read_text(encoding="utf-8").splitlines()
    patients = sum(int(row.split(",")[-1]) for row in raw[first - 1 : last])
    assert f"{patients} patients  locality Purbeck, 2018-01-01, actual\n" in out


def test_a_share_is_traced_with_both_of_its_parts(traced):
    _, out, _ = traced("extended_access_coverage", "--period", "2018-03")
    assert " percent  11J, " in out
    assert " of " in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("registred_patients",), "No measure is called 'registred_patients'. Nearest: registered"),
        (("registered_patients", "--area", "Purbek"), "No area is called 'Purbek'. Nearest: Purb"),
        (("registered_patients", "--period", "1999"), "No period is called '1999'. Nearest: "),
    ],
)
def test_a_name_that_does_not_exist_gets_the_nearest(traced, arguments, message):
    code, out, err = traced(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith(f"analysis: {message}")


def test_lines_are_written_in_stretches():
    assert ranges(pd.Series([4, 2, 3, 9, 3])) == "2-4, 9"
    assert ranges(pd.Series([7])) == "7"
    assert ranges(pd.Series(range(0, 40, 2))).endswith("22 and 8 more stretches")
