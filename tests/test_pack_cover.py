"""The cover of the pack and who answers for it, as ``cycle.yml`` states them."""

import pytest
import yaml
from report_fixture import make_project

from analysis import project, report
from analysis.cycles import new_cycle
from analysis.pack import statement
from analysis.report.page import Page

SETTINGS = """\
committee_date: 2018-02-07
purpose: >-
  What changed
  since the last report.
author: Head of Primary Care
signed_on: 2018-01-24
previous_meetings:
  - body: Directors Performance Meeting
    held_on: 2018-01-23
sign_off:
  - duty: analyst
    signed_by: Primary Care Analyst
    dated: 2018-01-22
"""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """``cycle.yml`` of a small project that is the working directory."""
    folder = make_project(tmp_path)
    monkeypatch.chdir(folder)
    path = folder / "data" / "raw" / "2018-02" / "cycle.yml"
    path.write_text(SETTINGS, encoding="utf-8")
    return path


def test_the_cover_says_what_the_cycle_says_and_that_the_rest_is_not_given(settings):
    shown = report.cover(Page("2018-02"), "Update").text
    assert "What changed since the last report." in shown
    assert "Directors Performance Meeting, 23 January 2018" in shown
    assert "24 January 2018" in shown
    assert (
        "Not given\nAgenda item, recommendation, strategic principles, engagement and app" in shown
    )


def test_hostile_text_on_the_cover_stays_text(settings):
    settings.write_text("purpose: <script>alert(1)</script>", encoding="utf-8")
    assert "<script>" not in report.cover(Page("2018-02"), "Update").html


def test_a_duty_nobody_has_signed_is_listed_as_not_signed(settings):
    signed = project.cycle("2018-02").sign_off
    roles = statement.roles(signed).set_index("duty")["signed_by"]
    assert roles["Analyst"] == "Primary Care Analyst"
    assert roles["Assurer"] == roles["Approver"] == "not signed"
    assert statement.unsigned(signed) == ["commissioner of the analysis", "assurer", "approver"]
    assert not statement.is_assured(signed)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("previous_meetings:\n  - Directors\n", "previous_meetings 1 has no body"),
        ("sign_off:\n  - signed_by: Somebody\n", "sign_off 1 has no duty"),
        ("signed_on: soon\n", "signed_on 'soon' is not a day. Write it as 2018-02-07"),
        ("appendices: Maturity matrix\n", "appendices is not a list"),
    ],
)
def test_a_misspelt_cover_is_refused_with_a_remedy(settings, text, says):
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(project.ProjectError, match=says):
        project.cycle("2018-02")


def test_a_new_cycle_names_every_key_that_is_read(settings):
    new_cycle.open_cycle("2018-04")
    written = project.raw("2018-04") / "cycle.yml"
    keys = set(yaml.safe_load(written.read_text(encoding="utf-8")))
    assert {"purpose", "recommendation", "author", "engagement", "sign_off"} <= keys
    assert project.cycle("2018-04").purpose is None
