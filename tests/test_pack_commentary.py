"""A judgement that was carried into the next cycle unread is marked, not believed."""

import io

import docx
import pytest
from lxml import html
from report_fixture import make_project

from analysis.report.downloads import word
from analysis.report.page import Page

CYCLE = """\
committee_date: 2018-02-07
commentary:
  - section: Position
    text: The contingency was released.
    signed_by: Deputy head of finance
    {dated}
"""


@pytest.mark.parametrize(
    ("dated", "expired"),
    [("dated: 2018-01-24", False), ("dated: 2017-11-28", True), ("", True)],
)
def test_old_or_undated_commentary_is_marked_as_not_renewed(tmp_path, monkeypatch, dated, expired):
    folder = make_project(tmp_path)
    settings = folder / "data" / "raw" / "2018-02" / "cycle.yml"
    settings.write_text(CYCLE.format(dated=dated), encoding="utf-8")
    monkeypatch.chdir(folder)
    shown = Page("2018-02").commentary("Position").html
    assert "The contingency was released." in shown
    assert ("Expired: not renewed" in shown) == expired


def test_hostile_commentary_stays_text_on_the_page_and_in_word(tmp_path, monkeypatch):
    folder = make_project(tmp_path)
    settings = folder / "data" / "raw" / "2018-02" / "cycle.yml"
    nasty = "<script>alert(1)</script> [here](javascript:alert(1)) <img src=x onerror=alert(1)>"
    text = CYCLE.format(dated="dated: 2018-01-24").replace("The contingency was released.", "%s")
    settings.write_text(text % f"'{nasty}'", encoding="utf-8")
    monkeypatch.chdir(folder)
    shown = Page("2018-02").commentary("Position").html
    parsed = html.document_fromstring(shown)
    assert parsed.xpath("//script|//img|//@onerror|//a[contains(@href, 'javascript')]") == []
    assert "<script>alert(1)</script>" in parsed.text_content()
    page = f"<html><body><main><h1>Pack</h1><h2>Position</h2>{shown}</main></body></html>"
    made = docx.Document(io.BytesIO(word.word(page, author="a")))
    assert any("<script>alert(1)</script>" in one.text for one in made.paragraphs)
