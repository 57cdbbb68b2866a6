"""The page: one H1, one file, nothing that runs, and links that lead somewhere."""

import re

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from report_fixture import FINANCE, LOCALITY, make_project, notebook

from analysis.report.index import write_cycle_index, write_front_door
from analysis.report.page.blocks import block, notice
from analysis.report.page.markdown import note_html, page_html
from analysis.report.run import print_css
from analysis.report.run.render import PageError, Sibling, one_gap, render
from analysis.tables import TABLES


def page(*cells, **options):
    return render(notebook(*cells), **{"report": "finance", "site": "Dorset", **options})


def showing(data, metadata=None):
    """A page whose one output is ``data``, by its kind."""
    made = notebook("# Title", "show")
    made.cells[1].outputs = [
        nbformat.v4.new_output("display_data", data=data, metadata=metadata or {})
    ]
    return render(made, report="finance", site="Dorset").html


def soup(rendered):
    return BeautifulSoup(rendered.html, "html.parser")


def test_a_page_has_one_title_one_language_and_a_policy():
    found = soup(page("# Finance & <b>more</b>\n\nText.", "## Position\n\nWords.", "x = 1"))
    assert found.html["lang"] == "en-GB"
    assert found.title.get_text() == "Finance & <b>more</b> – Dorset"
    assert [one.get_text() for one in found.select("h1")] == ["Finance & <b>more</b>"]
    assert found.select_one(".skip")["href"] == "#main"
    assert "default-src 'none'" in found.select_one("meta[http-equiv]")["content"]
    assert found.script is None
    assert not re.search(r'(src|href)="https?:', str(found))


def test_contents_are_the_sections_and_code_is_kept_once():
    found = soup(page("# T", "## One", "a = '<b>'", "## Two *and* a half", "b = 2"))
    links = {link["href"]: link.get_text() for link in found.select("nav.contents a")}
    assert links == {"#one": "One", "#two-and-a-half": "Two and a half"}
    assert all(found.select_one(target) for target in links)
    assert len(found.select("details.code")) == 1
    assert [code.get_text() for code in found.select("details.code code")] == ["a = '<b>'", "b = 2"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["## One"], "no H1"),
        (["# One", "# Two"], "a second H1, 'Two'"),
        (["# T", "## One", "## One"], "two parts of the page are called 'one'"),
    ],
)
def test_a_notebook_that_makes_no_page_says_why(cells, message):
    with pytest.raises(PageError, match=message):
        page(*cells)


def test_siblings_are_links_in_words():
    found = soup(page("# T", siblings=(Sibling("workforce.html", "Workforce of this cycle"),)))
    assert found.footer.a["href"] == "workforce.html"
    assert found.footer.a.get_text() == "Workforce of this cycle"


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.org/beacon.png)",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](JaVaScRiPt:alert(1))",
    ],
)
def test_markdown_runs_and_fetches_nothing(nasty):
    for html in (page(f"# T\n\n{nasty}").html, page_html(nasty)[0], note_html(nasty)):
        found = BeautifulSoup(html, "html.parser")
        assert found.script is None
        assert found.img is None
        assert not [a for a in found.select("a") if ":" in a["href"]]


def test_html_that_a_cell_gives_is_cleaned():
    nasty = '<style>td {}</style><table onclick="x()"><tr><th></th><td>1<script>alert(1)</script>'
    html = showing({"text/html": nasty})
    assert "onclick" not in html
    assert "alert" not in html
    assert BeautifulSoup(html, "html.parser").td is not None
    assert "<b>bold</b>" not in showing({"text/plain": "<b>bold</b>"})


def test_mermaid_and_script_outputs_are_words_at_most():
    html = showing({"text/vnd.mermaid": "<script>alert(1)</script>", "text/plain": "chart"})
    assert "alert" not in html
    assert "chart" in html
    assert "alert" not in showing({"application/javascript": "alert(1)"})


def test_a_picture_without_an_alternative_is_left_out():
    assert "A picture was left out" in showing({"image/png": "AAAA"})
    html = showing({"image/png": "AA\nAA"}, {"image/png": {"alt": 'A "line"'}})
    picture = BeautifulSoup(html, "html.parser").img
    assert (picture["alt"], picture["src"]) == ('A "line"', "data:image/png;base64,AAAA")


def test_downloads_take_the_reports_name_and_large_ones_stand_beside():
    link = '<a download="big.csv" href="data:text/csv;charset=utf-8;base64,{}">x</a>'
    data, metadata = block(link.format("A" * 200_000))._repr_mimebundle_()
    made = notebook("# Title", "show")
    made.cells[1].outputs = [nbformat.v4.new_output("display_data", data=data, metadata=metadata)]
    rendered = render(made, report="finance", site="Dorset", tables_at="tables/finance")
    found = soup(rendered).select_one("a[download]")
    assert (found["download"], found["href"]) == ("finance-big.csv", "tables/finance/big.csv")
    assert len(rendered.downloads["big.csv"]) == 200_000


def test_a_link_to_no_section_is_taken_out_and_told():
    made = notebook("# T", "show", "## Position")
    answer = '<li>Up <a class="to" href="#{}">Somewhere</a></li>'
    data, metadata = block(answer.format("position"), answer.format("lost"))._repr_mimebundle_()
    made.cells[1].outputs = [nbformat.v4.new_output("display_data", data=data, metadata=metadata)]
    rendered = render(made, report="finance", site="Dorset")
    assert [a.get_text() for a in soup(rendered).select("a.to")] == ["Position"]
    assert rendered.warnings == ["the answer links to 'lost': no such section"]


def test_the_indexes_are_made_from_data_alone(tmp_path, monkeypatch):
    folder = make_project(tmp_path, finance=FINANCE, locality=LOCALITY)
    monkeypatch.chdir(folder)
    row = {"month": "2017-11", "line_code": "GMS", "source_file": "ledger <b>.csv"}
    rows = pd.concat([TABLES["ledger_line"].empty(), pd.DataFrame([row])], ignore_index=True)
    (folder / "data" / "processed" / "2018-02" / "tables").mkdir()
    rows.to_parquet(folder / "data" / "processed" / "2018-02" / "tables" / "ledger_line.parquet")
    cycle = BeautifulSoup(write_cycle_index("2018-02").read_text("utf-8"), "html.parser")
    words = cycle.get_text(" ", strip=True)
    assert "Reports for February 2018" in cycle.h1.get_text()
    assert "How the budget stands." in words
    assert "1 return file read" in words
    assert "1 file not recognised" in words
    assert "Findings: 1 to know of" in words
    assert "69 days" in words
    assert "DRAFT" in words
    links = [link["href"] for link in cycle.select(".pages a")]
    assert links == [
        "finance.html",
        "localities/east-dorset.html",
        "localities/purbeck.html",
        "../2017-12/index.html",
    ]
    front = BeautifulSoup(write_front_door().read_text("utf-8"), "html.parser")
    assert front.select_one('a[href="2018-02/localities/purbeck.html"]')
    assert front.select_one('a[href="2017-12/index.html"]')
    assert "no figure describes a real practice" in front.get_text()


def test_gaps_in_a_row_that_lack_the_same_return_are_told_once():
    lacks = "Missing from this cycle: Appointments."
    one, other = (notice("gap", f"{what}: not known.", lacks, "Why.") for what in ("Mode", "Wait"))
    assert one_gap(one, other) == notice("gap", "Mode; wait: not known.", lacks, "Why.")
    assert one_gap(one_gap(one, other), other).count("Missing from") == 1


def test_gaps_that_lack_different_returns_stay_apart():
    one, other = (notice("gap", "Mode: not known.", f"Missing: {what}.") for what in "AB")
    assert one_gap(one, other) is None
    assert one_gap(one, "<p>Words.</p>") is None
    assert one_gap(one + one, one) is None


def test_every_printed_sheet_carries_the_marks_the_title_and_its_number():
    made = page("# Workforce", marks=("Confidential", "Draft, not approved")).html
    assert '@top-left { content: "Confidential · Draft, not approved";' in made
    assert '@bottom-left { content: "Workforce";' in made
    assert 'content: "Page " counter(page) " of " counter(pages)' in made


def test_a_hostile_title_stays_a_text_of_the_style_sheet():
    made = print_css.sheet(("Draft",), title='</style><b>"} \\ x')
    assert "</style>" not in made
    assert '"\\3c /style\\3e \\3c b\\3e \\22 } \\5c  x"' in made
