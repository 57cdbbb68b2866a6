"""Real published files alone, dropped into a new cycle: every page is built and says what lacks."""

import re
from pathlib import Path

import pytest


@pytest.fixture
def pages(real_build) -> Path:
    """The pages of the cycle."""
    return real_build / "reports" / "2026-11"


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


def test_nothing_real_is_called_illustrative(pages):
    for path in pages.rglob("*.html"):
        assert "Illustrative:" not in path.read_text(encoding="utf-8"), path.name


def test_nothing_unknown_is_printed_as_nan_or_none(pages):
    for path in pages.rglob("*.html"):
        seen = re.sub(r"<script>.*?</script>", "", path.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"<[^>]+>", " ", seen)
        assert not re.search(r"\b(nan|NaN|NaT|None|inf)\b", text), path.name
