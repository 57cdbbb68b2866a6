"""Real published files alone, dropped into a new cycle: every page is built and says what lacks."""

import os
import re
from pathlib import Path

import pytest
from project_cases import copy_project

from analysis.report.index import write_cycle_index, write_front_door
from analysis.report.run.build import build
from analysis.stages import make_measures, make_tables


@pytest.fixture(scope="module")
def pages(tmp_path_factory, real_returns) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("real-pages"), raw={"2026-11": real_returns})
    (folder / "params.yaml").write_text(
        'commissioner: "11J"\ncycles:\n  - "2026-11"\naudience: committee\n', encoding="utf-8"
    )
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert not make_tables.write_tables("2026-11").stopped
        make_measures.write_measures("2026-11")
        build("2026-11")
        write_cycle_index("2026-11")
        write_front_door()
    finally:
        os.chdir(before)
    return folder / "reports" / "2026-11"


@pytest.mark.real
@pytest.mark.parametrize(
    ("page", "missing"),
    [
        ("finance", "Monthly ledger"),
        ("access", "Trajectories"),
        ("workforce", "Vacancies"),
        ("data-quality", "Practice register"),
    ],
)
def test_a_page_is_built_and_names_the_return_it_lacks(pages, page, missing):
    html = (pages / f"{page}.html").read_text(encoding="utf-8")
    assert missing in html
    assert len(re.findall("<h1", html)) == 1


@pytest.mark.real
def test_nothing_real_is_called_illustrative(pages):
    for path in pages.rglob("*.html"):
        assert "Illustrative:" not in path.read_text(encoding="utf-8"), path.name


@pytest.mark.real
def test_nothing_unknown_is_printed_as_nan_or_none(pages):
    for path in pages.rglob("*.html"):
        text = re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))
        assert not re.search(r"\b(nan|NaN|NaT|None|inf)\b", text), path.name
