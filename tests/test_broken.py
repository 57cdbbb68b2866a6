"""Deliberately broken returns, each with what ``analysis check`` says of it.

``broken/<what is wrong>.csv`` is put alone into a cycle whose committee met on 7 February 2018;
the text beside it is what is printed, the answer's heading and every message.
"""

import shutil
from pathlib import Path

import pytest

from analysis.__main__ import main

FOLDER = Path(__file__).parent / "broken"
BROKEN = sorted(FOLDER.glob("*.csv"))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_return_is_told_with_file_line_and_remedy(path, project_folder, capsys):
    raw = project_folder / "data" / "raw" / "2018-02"
    (raw / "cycle.yml").write_text("committee_date: 2018-02-07\n", encoding="utf-8")
    shutil.copy(path, raw)
    code = main(["check", "--cycle", "2018-02"])
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out.strip() == expected.strip()
    assert code == (1 if "STOP" in expected else 0)


def test_every_expectation_has_its_broken_return():
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in BROKEN}
