"""What a notebook shows: gaps instead of guesses, and nothing that runs."""

from types import SimpleNamespace

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from IPython.core.formatters import DisplayFormatter
from report_fixture import make_project

from analysis import disclosure, report
from analysis.charts import bars
from analysis.measures import pick
from analysis.report.page import data_age
from analysis.report.page.blocks import MARK, block

NASTY = "<script>alert(1)</script>"


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(make_project(tmp_path))
    return report.open("2018-02")


def soup(shown):
    return BeautifulSoup(shown.html, "html.parser")


def chart(**changes):
    drawn = {"svg": "<svg/>", "alt": f"Rises {NASTY}", "data": pd.DataFrame({"month": ["2017-11"]})}
    return SimpleNamespace(**drawn | changes)


def test_status_names_committee_state_and_data(page):
    row = {"source_file": "ledger <b>.csv", "month": "2017-11"}
    page._tables["ledger_line"] = pd.DataFrame([row])
    words = page.status().text
    assert "Primary Care Commissioning Committee, 7 February 2018" in words
    assert "DRAFT" in words
    assert "Data as at 30 November 2017" in words
    assert "no figure describes a real practice" in words


def test_a_return_that_was_not_supplied_is_an_empty_frame_of_its_columns(page):
    assert page["ledger_line"].empty
    assert "practice_code" in page["practice"].columns
    with pytest.raises(KeyError, match="No table is called 'ledger'"):
        page["ledger"]


def test_a_cycle_with_nothing_processed_still_shows_its_page(page):
    bare = report.open("2017-12")
    assert bare.measures.empty
    assert pick(bare.measures, "milestones", status="late").empty
    assert bare.findings.empty
    assert "DRAFT" in bare.status().text
    assert "not known" in bare.sources().text
    assert bare.provenance().text


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (["b.csv", "a.csv", "b.csv"], "Source: a.csv, b.csv"),
        (list("fedcba"), "Source: a, b, c, d and 2 more"),
        ([], None),
    ],
)
def test_a_table_names_the_files_it_was_made_from_beside_its_download(page, files, said):
    page._tables["practice"] = pd.DataFrame({"source_file": pd.Series(files, dtype="str")})
    shown = page.table(pd.DataFrame({"line": ["a"]}), caption="Practices", needs=["practice"])
    assert (said or "") in shown.text
    assert ("Source" in shown.text) == bool(said)


def test_blocks_follow_one_another_and_an_empty_one_leaves_nothing(page):
    care = page.read_with_care(["One thing."])
    both = block(page.finding(NASTY).html, page.finding(None).html, care.html)
    assert both.html == f"{page.finding(NASTY).html}\n{care.html}"
    assert "<script>" not in both.html
    assert both.text.count("\n") == 1


def test_only_a_board_is_wider_than_the_text(page):
    frame = pd.DataFrame({"line": ["a"]})
    assert soup(page.table(frame, caption="Board", wide=True)).select(".table.wide")
    assert not soup(page.table(frame, caption="Other")).select(".wide")


@pytest.mark.parametrize("frame", [None, pd.DataFrame({"line": []})])
def test_an_empty_table_is_a_gap_that_names_the_return(page, frame):
    from analysis.tables import TABLES

    words = page.table(frame, caption="Steps", needs=["ledger_line"]).text
    assert f"Missing from this cycle: {TABLES['ledger_line'].title}." in words
    assert TABLES["ledger_line"].shows in words


def test_a_chart_that_could_not_be_drawn_is_a_gap(page):
    assert "Steps: not known." in page.figure(None, title="Steps").text


def test_a_figure_has_its_alternative_and_its_data(page):
    found = soup(page.figure(chart(), title="Rise", subtitle="Cases, 2017", name="rise"))
    assert found.img["alt"] == f"Rises {NASTY}"
    assert found.img["src"].startswith("data:image/svg+xml;base64,")
    assert found.figcaption.get_text() == "RiseCases, 2017"
    assert found.details.select_one("a[download]")["download"] == "rise.csv"
    assert found.script is None


def test_a_figure_without_an_alternative_is_refused(page):
    with pytest.raises(ValueError, match="no written alternative"):
        page.figure(chart(alt=" "), title="Rise")


def test_the_answer_links_to_its_sections(page):
    found = soup(page.answer([(f"Up {NASTY}", "What moved"), None, (None, "x"), "And down."]))
    assert [item.get_text() for item in found.select("li")] == [
        f"Up {NASTY} What moved",
        "And down.",
    ]
    assert found.a["href"] == "#what-moved"
    assert "No answer can be computed" in page.answer([]).text


def test_more_than_four_key_figures_are_refused(page):
    assert len(soup(page.key_figures([("a", "1", "b"), None])).select("dt")) == 1
    assert "not known" in page.key_figures([("a", None, "b")]).text
    with pytest.raises(ValueError, match="5 key figures"):
        page.key_figures([("a", "1", "b")] * 5)


def test_commentary_is_signed_dated_and_harmless(page):
    found = soup(page.commentary("position"))
    assert found.select_one(".signed").get_text() == "Head of Primary Care, 31 January 2018"
    assert found.strong.get_text() == "less"
    assert found.script is None
    assert found.a is None
    assert page.commentary("elsewhere").html == ""


def test_method_and_cautions_may_be_nothing(page):
    assert page.method([]).html == page.read_with_care([]).html == page.finding(None).html == ""
    assert soup(page.method([NASTY])).script is None
    assert soup(page.read_with_care([NASTY])).script is None
    assert soup(page.finding(NASTY)).h3.get_text() == NASTY


def test_gaps_say_what_is_missing(page):
    from analysis.tables import TABLES

    assert TABLES["practice"].shows in page.gaps(["practice"]).text
    assert page.gaps([]).text == "Every return that this report can use was supplied."


def test_sources_and_provenance_name_no_place_and_no_time(page):
    words = page.sources().text
    assert "ledger <b>.csv" in words
    assert "abababababab" in words
    assert "notes.xlsx" not in words
    assert "Purbeck" in page.provenance(locality="Purbeck").text
    assert "pandas 3" in page.provenance().text


@pytest.fixture
def public_page(tmp_path, monkeypatch):
    monkeypatch.chdir(make_project(tmp_path, audience="public"))
    return report.open("2018-02")


def test_the_public_edition_shows_no_practice(public_page):
    assert "practice" not in set(public_page.measures["area_type"])
    rows = pd.DataFrame({"practice_code": ["X10001"], "gp_fte": [1.0]})
    practices = disclosure.of_practices(rows)
    shown_by_notebook = practices.rename(columns={"practice_code": "Where"}).query("gp_fte == 1")
    for shown in (
        public_page.table(practices, caption="Practices"),
        public_page.table(practices.set_index("practice_code"), caption="Practices"),
        public_page.table(shown_by_notebook, caption="Practices"),
        public_page.table(pd.DataFrame({"n": [1]}), caption="Practices", download=practices),
        public_page.figure(chart(data=practices), title="Practices"),
    ):
        assert "X10001" not in shown.html
        assert "public edition" in shown.text


def test_a_withheld_table_and_a_withheld_figure_keep_their_cautions(public_page):
    practices = disclosure.of_practices(pd.DataFrame({"practice_code": ["X10001"]}))
    table = public_page.table(practices, caption="Practices", care="Few answered.")
    figure = public_page.figure(chart(data=practices), title="Practices", care="Few answered.")
    assert "Few answered." in table.text
    assert figure.text == table.text


def test_the_public_edition_withholds_an_undeclared_frame_that_names_a_practice(public_page):
    register = {"practice_code": ["X10001"], "practice_name": ["Heron Medical Centre"]}
    public_page._tables["practice"] = pd.DataFrame(register)
    for name in ("X10001", "HERON MEDICAL CENTRE"):
        rows = pd.DataFrame({"Where": [f"{name} in Swanage"], "gp_fte": [1.0]})
        for frame in (rows, rows.set_index("Where")):
            shown = public_page.table(frame, caption="Staff", name="staff")
            assert "public edition" in shown.text
            assert name not in shown.html
    elsewhere = pd.DataFrame({"practice": ["two of them"], "gp_fte": [1.0]})
    assert "two of them" in public_page.table(elsewhere, caption="Staff").text


def test_the_committee_sees_every_practice(page):
    practices = disclosure.of_practices(pd.DataFrame({"practice_code": ["X10001"]}))
    assert "X10001" in page.table(practices, caption="Practices").text


def test_a_display_is_html_with_words_beside_it(page):
    data, metadata = DisplayFormatter().format(page.finding("Up"))
    assert data == {"text/html": '<h3 class="finding">Up</h3>', "text/plain": "Up"}
    assert metadata == {"text/html": MARK}
    assert " at 0x" not in repr(page) + repr(page.status())


def test_a_table_stands_between_its_headline_and_its_cautions(page):
    frame = pd.DataFrame({"step": ["a"], "people": [2]})
    shown = soup(page.table(frame, caption="Steps", title="Two people", care=["Few", None]))
    assert [part.get_text(" ", strip=True) for part in shown.select("h3, caption, .care")] == [
        "Two people",
        "Steps",
        "Read with care. Few",
    ]
    assert soup(page.table(frame, caption="Steps")).select("h3, .care") == []


def test_headline_and_cautions_stand_where_the_table_is_a_gap(page):
    words = page.table(None, caption="Steps", title="Nobody knows", care="Ask", needs=[]).text
    assert "Nobody knows" in words
    assert "Ask" in words


def test_a_report_may_add_a_line_to_the_status(page):
    assert "The snapshot is old." in page.status("The snapshot is old.", None).text


def test_only_files_behind_a_figure_say_how_old_the_data_is(page):
    listed = pd.DataFrame(
        {
            "file": ["ledger.csv", "map.csv"],
            "publication": ["Monthly ledger", "Patients registered"],
            "period": ["2017-11", "2018-01-01"],
        }
    )
    page.__dict__["returns"] = listed  # as if read from returns.json
    assert page.used["file"].tolist() == ["ledger.csv"]
    assert data_age.data_as_at(page.used, "2018-02-07") == "Data as at 30 November 2017"


def test_a_published_file_behind_no_figure_is_not_cited_as_a_source(page):
    listed = pd.DataFrame({"file": ["ledger.csv", "ours.csv", "elsewhere.csv"]})
    page.__dict__["returns"] = listed
    figures = page.measures.assign(source="ours.csv")
    page.__dict__["measures"] = figures
    page._tables["list_size"] = pd.DataFrame({"source_file": ["ours.csv", "elsewhere.csv"]})
    page._tables["ledger_line"] = pd.DataFrame({"source_file": ["ledger.csv"]})
    rows = pd.DataFrame({"place": ["A"], "patients": [100]})
    shown = page.table(rows, caption="Lists", needs=["list_size", "ledger_line"]).text
    assert "Source: ledger.csv, ours.csv" in shown


def test_a_figure_offers_its_picture_where_the_page_asks_for_it(page):
    rows = pd.DataFrame({"place": ["A", "B"], "share_percent": [40.0, 60.0]})
    chart = bars.bars(
        rows, name="s", label="place", value="share_percent", unit="percent", measure="cover"
    )
    asked = page.figure(chart, title="Cover", name="cover", picture=True).html
    assert 'download="cover.png" href="data:image/png;base64,' in asked
    assert "image/png" not in page.figure(chart, title="Cover", name="cover").html


def test_the_head_names_the_newest_day_and_that_of_the_oldest_return():
    files = pd.DataFrame(
        {
            "publication": ["Ledger", "Census", "Census", "Plan"],
            "period": ["2017-11", "2015-09-30", "2016-09-30", "2018/19"],
        }
    )
    assert data_age.data_as_at(files, "2018-02-07") == (
        "Data as at 30 November 2017; its oldest return, 30 September 2016"
    )


def test_the_age_of_data_is_that_of_the_commissioners_rows_and_not_of_a_longer_file():
    def month(period, code="X0C", file="a.csv"):
        return {"commissioner_code": code, "month": period, "source_file": file}

    tables = {
        "appointments": [month("2019-03"), month("2020-01", "X0D")],
        "appointment_coverage": [month("2019-05", file="coverage.csv")],
        "trajectory": [{"period": "2018-03", "source_file": "b.csv"}],
    }
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    files = {"a.csv", "coverage.csv"}
    ages = data_age.newest_rows(frames, files=files, commissioner="X0C", day="2021-01-01")
    assert ages["period"].tolist() == ["2019-03", "2019-05"]
    assert data_age.data_as_at(ages, "2021-01-01") == (
        "Data as at 31 May 2019; its oldest return, 31 March 2019"
    )
