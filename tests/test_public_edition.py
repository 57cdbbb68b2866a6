"""The public edition names no practice anywhere, and protects small numbers."""

import base64
import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import disclosure, report
from analysis.access import experience, training_reach
from analysis.cycles import results
from analysis.disclosure import practice_names, public_edition
from analysis.finance import charts, schemes
from analysis.finance import practices as finance_practices
from analysis.locality import practices
from analysis.measures import figure, long_table
from analysis.measures.cards import Card
from analysis.places import membership
from analysis.report.run import name_check
from analysis.report.run.jobs import Job
from analysis.report.run.publish import Outcome
from analysis.workforce import completeness

CYCLES = ("2017-12", "2018-02")
pytestmark = pytest.mark.build


@pytest.fixture
def here(public, monkeypatch) -> Path:
    """The project built for the public, as the working directory."""
    monkeypatch.chdir(public)
    return public


def every_text(path: Path) -> str:
    """All that a file says: embedded downloads and pictures decoded, archives opened."""
    if path.suffix in (".zip", ".xlsx", ".docx"):
        return texts_in(path.read_bytes())
    if path.suffix == ".png":
        return path.read_bytes().decode("utf-8", "replace")
    text = path.read_text(encoding="utf-8")
    folded = re.findall(r"base64,([A-Za-z0-9+/=]+)", text)
    return "\n".join(
        [text, *(base64.b64decode(part).decode("utf-8", "replace") for part in folded)]
    )


def texts_in(content: bytes) -> str:
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        for name in whole.namelist():
            inside = whole.read(name)
            nested = name.endswith((".xlsx", ".docx"))
            found += [name, texts_in(inside) if nested else inside.decode("utf-8", "replace")]
    return "\n".join(found)


def test_no_output_holds_the_code_or_the_name_of_a_practice(here):
    names = practice_names.identities(results.load_tables(CYCLES[1]))
    assert len(names) > 180
    files = [path for path in sorted((here / "reports").rglob("*")) if path.is_file()]
    kinds = {path.suffix for path in files}
    assert {".html", ".csv", ".xlsx", ".docx", ".zip"} <= kinds
    named = {
        path.relative_to(here).as_posix(): found[:3]
        for path in files
        if (found := practice_names.named_in(every_text(path), names))
    }
    assert named == {}


def test_the_same_look_finds_them_in_the_committees_edition(here):
    """The test above can fail: what it looks for is in the data the pages are made from."""
    tables = results.load_tables(CYCLES[1])
    names = practice_names.identities(tables)
    listed = tables["practice"].to_csv()
    assert len(practice_names.named_in(listed, names)) > 180


def test_the_published_figures_have_no_practice_and_no_small_number_of_a_restricted_return(public):
    measures = pd.read_csv(public / "reports" / CYCLES[1] / "measures.csv")
    assert "practice" not in set(measures["area_type"])
    bands = measures[measures["measure"] == "practices_by_band"]["value"]
    assert len(bands) == 10
    assert set(bands % 5) == {0}
    page = (public / "reports" / CYCLES[1] / "committee-annex.html").read_text(encoding="utf-8")
    assert "Counts of 1 to 7 are shown as 5" in page
    assert "The public edition shows no row about a single practice." in page


@given(count=st.integers(min_value=0, max_value=10_000))
def test_a_protected_count_is_a_multiple_of_five_close_by_and_never_small(count):
    shown = public_edition.protected(count)
    assert shown % 5 == 0
    assert abs(shown - count) <= (4 if count <= 7 else 2.5)
    assert (shown == 0) == (count == 0)


def test_a_share_is_worked_out_again_from_its_protected_count():
    rows = pd.DataFrame(
        {
            "measure": ["bands", "bands", "bands"],
            "area_type": ["commissioner", "commissioner", "practice"],
            "value": [16.27907, 40.0, 1.0],
            "unit": ["percent", "percent", "practices"],
            "numerator": [14.0, 40.0, None],
            "denominator": [86.0, 100.0, None],
            "source": ["profile.csv;list.csv", "list.csv", "list.csv"],
        }
    )
    found = public_edition.public_measures(rows, restricted={"profile.csv"})
    assert found["value"].round(3).tolist() == [17.442, 40.0]
    assert found["numerator"].tolist() == [15, 40]


def test_a_measure_whose_card_is_for_the_committee_is_not_in_the_public_edition(monkeypatch):
    about = {"unit": "patients", "definition": "Patients.", "report": "pack"}
    known = {
        "at_risk": Card("at_risk", "At risk", disclosure="committee_only", **about),
        "lists": Card("lists", "Lists", **about),
    }
    monkeypatch.setattr(public_edition, "cards", lambda: known)
    rows = long_table(
        [
            *figure("at_risk", 12.0, area="11J", period="2018-01", source="list.csv"),
            *figure("lists", 13.0, area="11J", period="2018-01", source="list.csv"),
        ],
        known=known,
    )
    found = public_edition.public_measures(rows, restricted=set())
    assert found["measure"].tolist() == ["lists"]


def test_a_card_has_a_level_that_is_known():
    with pytest.raises(ValueError, match="lists: write disclosure as none or committee_only"):
        Card("lists", "Lists", "patients", "Patients.", "pack", disclosure="secret")


def test_the_files_whose_counts_are_protected_are_those_of_tables_that_say_so():
    returns = [
        {"file": "a.csv", "tables": {"practice_profile": 3}},
        {"file": "b.csv", "tables": {"ledger_line": 3}},
        {"file": "c.csv"},
    ]
    assert public_edition.restricted(returns) == {"a.csv"}


def test_a_message_loses_the_practice_and_keeps_the_rest():
    names = {"X10001", "Heron Medical Centre"}
    said = ["a.csv line 4, X10001: HERON MEDICAL CENTRE has 42.0 FTE", "a.csv: 3 rows"]
    assert practice_names.without_names(said, names) == [
        "a.csv line 4, a practice: a practice has 42.0 FTE",
        "a.csv: 3 rows",
    ]


def test_a_page_that_would_name_a_practice_is_refused(here):
    job = Job("finance", CYCLES[1], "finance.html", {"cycle": CYCLES[1]})
    hidden = base64.b64encode(b"practice,fte\nX10001,3\n").decode()
    bad = Outcome(job, html=f'<a href="data:text/csv;base64,{hidden}">')
    good = Outcome(job, html="<p>Nobody is named.</p>")
    name_check.refuse_names([bad, good])
    assert "would name 1 practice (X10001)" in bad.error
    assert not good.failed


def test_a_network_called_after_its_practice_does_not_name_the_practice(here):
    page = report.open(CYCLES[1])
    names = page.practice_names
    names.names, names.places = {"shore medical"}, {"shore medical pcn"}
    assert names.named_in("<p>Shore Medical PCN has 9 practices.</p>") == []
    assert names.named_in("Shore Medical PCN, and SHORE MEDICAL in it.") == ["shore medical"]


def test_frames_of_single_practices_declare_it(here):
    page = report.open(CYCLES[1])
    names = page.practice_names
    names.names = set()  # nothing but the level withholds them
    known = membership.members(page.tables(), commissioner="11J", day=page.cycle.as_at)
    us = {"commissioner": page.cycle.commissioner}
    returned = practices.of_place(page.tables(), page.cycle, place="Purbeck")
    surveyed = experience.surveyed(page.tables(), day=page.cycle.as_at, **us)
    paid = finance_practices.spread(page["payment_year"], **us)
    for frame in (
        completeness.lacking(page["practice_staff"], known),
        returned,
        practices.with_people_in_brackets(returned),
        surveyed,
        training_reach.share_difference(training_reach.by_practice(page.tables(), **us)),
        schemes.claims_by_practice(page["les_claim"]),
        schemes.double_claims(page["les_claim"]),
        paid,
        charts.payments_funnel(paid, finance_practices.funnel_lines(paid)).data,
    ):
        assert disclosure.is_withheld(frame, names=names)
    assert not disclosure.is_withheld(experience.by_area(surveyed), names=names)


def test_localities_are_places_whose_names_may_stand(here):
    page = report.open(CYCLES[1])
    assert "purbeck" in page.practice_names.places
