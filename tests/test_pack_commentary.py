"""A judgement that was carried into the next cycle unread is marked, not believed."""

import pytest
from report_fixture import make_project

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
