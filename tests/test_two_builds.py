"""Two builds of the same commit are the same, byte for byte: other folder, clock, locale, seed."""

import os
import subprocess
import sys

import pytest
from project_cases import ROOT

from analysis.stages import verify


@pytest.mark.build
def test_a_second_build_elsewhere_equals_what_stands_here():
    if not (ROOT / "reports" / "index.html").exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no page is built: run make reports first")
        pytest.skip("no page is built: run make reports first")
    other = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711"}
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "verify"],
        cwd=ROOT,
        env={**os.environ, **other},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_that_differs_is_named(tmp_path):
    for side, text in (("here", "a"), ("there", "b")):
        folder = tmp_path / side / "reports" / "2018-02"
        folder.mkdir(parents=True)
        (folder / "finance.html").write_text(text, encoding="utf-8")
        (folder / "same.html").write_text("same", encoding="utf-8")
    (tmp_path / "here" / "reports" / "new.html").write_text("", encoding="utf-8")
    found = verify.differences(tmp_path / "here", tmp_path / "there")
    assert found == [
        "differs:    reports/2018-02/finance.html",
        "only here:  reports/new.html",
    ]
