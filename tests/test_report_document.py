"""The Word document of a page: what it says, how it is built, and that it is the same twice."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from analysis.report.downloads import word, word_table

DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    "WjR9awAAAABJRU5ErkJggg=="
)

PAGE = (
    """<!DOCTYPE html><html><body><main>
<header><h1>Pack</h1><div class="status"><ul><li>Committee, 7 February</li></ul></div></header>
<nav class="contents"><h2>Contents</h2></nav>
<div class="answer"><h2 id="the-answer">The answer</h2><p>All is well.</p></div>
<h2 id="risks">Risks</h2><p>What could go wrong? <a class="to" href="#x">Link</a></p>
<h3 class="finding">Two risks are open</h3>
<details><summary>All risks (2 rows)</summary>
<div class="scroll"><table><caption><span>Open risks</span></caption>
<thead><tr><th scope="col">Risk</th><th scope="col">Score</th></tr></thead>
<tbody><tr><th scope="row">Money &amp; time</th><td>16</td></tr></tbody></table></div>
<p class="download"><a download="a.csv" href="data:,">Download</a></p></details>
<h2 id="cover">Cover</h2><p>What is it for?</p>
<dl class="cover"><div><dt>Author</dt><dd>Head of Primary Care</dd></div></dl>
<h2 id="wide">Wide</h2>
<table><caption>Wide</caption><thead><tr>"""
    + "<th>Column</th>" * 8
    + """</tr></thead></table>
<h2 id="figures">Figures</h2>
<figure><img alt="A line that rises to 5" src="data:,">
<p class="download"><a download="a.png" href="data:image/png;base64,"""
    + DOT
    + """">Save</a></p>
</figure><figure><img alt="A line that falls to 3" src="data:,"></figure>
<details class="code"><summary>The code</summary><pre>import this</pre></details>
</main></body></html>"""
)


MARKS = ("Confidential", "Draft")


@pytest.fixture
def made() -> docx.document.Document:
    return docx.Document(io.BytesIO(word.word(PAGE, author="Head of Primary Care", marks=MARKS)))


def said(made) -> list[str]:
    return [paragraph.text for paragraph in made.paragraphs if paragraph.text]


def test_headings_are_headings(made):
    styles = {p.text: p.style.name for p in made.paragraphs if p.text}
    assert styles["Pack"] == "Title"
    assert styles["Risks"] == "Heading 1"
    assert styles["Two risks are open"] == "Heading 2"


def test_a_table_has_its_caption_and_a_header_row_that_repeats(made):
    table = made.tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Risk", "Score"],
        ["Money & time", "16"],
    ]
    headers = [row._tr.xpath("./w:trPr/w:tblHeader") for row in table.rows]
    assert [len(found) for found in headers] == [1, 0]
    assert "Open risks" in said(made)


def test_what_is_for_the_screen_stays_on_the_screen(made):
    words = " ".join(said(made))
    for gone in ("Download", "What is it for", "import this", "Link"):
        assert gone not in words


def test_the_cover_sheet_is_a_table_of_two_columns_and_comes_first(made):
    cover = made.tables[0]
    assert [[cell.text for cell in row.cells] for row in cover.rows] == [
        ["Author", "Head of Primary Care"]
    ]
    assert not cover._tbl.xpath(".//w:tblHeader")
    below = cover._tbl.itersiblings()
    assert "The answer" in [Paragraph(one, made).text for one in below if one.tag == qn("w:p")]


def test_a_figure_without_a_picture_is_given_in_words(made):
    assert "Figure: A line that falls to 3" in said(made)


def test_a_picture_carries_its_written_alternative(made):
    (shown,) = made.inline_shapes
    assert shown._inline.docPr.get("descr") == "A line that rises to 5"


def test_every_sheet_says_for_whom_it_is_and_its_number(made):
    head, foot = made.sections[0].header, made.sections[0].footer
    assert head.paragraphs[0].text == "Confidential · Draft"
    fields = [one.text.strip() for one in foot._element.iter() if one.tag.endswith("}instrText")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert all(section.header.is_linked_to_previous for section in list(made.sections)[1:])


def test_a_section_with_a_wide_table_lies_on_its_side_and_the_next_stands_again(made):
    lying = [section.page_width > section.page_height for section in made.sections]
    assert lying == [False, True, False]


def test_no_word_of_a_table_is_broken_while_there_is_room():
    rows = [["Locality", "What it says"], ["Weymouth and Portland", "word " * 80]]
    first, second = word_table.column_widths(rows, room=17.0, small=False)
    letter = 9.5 * 0.6 * 2.54 / 72
    assert first >= len("Weymouth") * letter
    assert second > first
    assert round(first + second, 6) == 17.0


def test_the_contents_are_links_to_the_sections(made):
    anchors = {link.get(qn("w:anchor")) for link in made.element.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in made.element.iter(qn("w:bookmarkStart"))}
    assert len(anchors) == 3
    assert anchors <= marks


def test_the_file_says_who_answers_for_it_by_role_and_is_in_british_english(made):
    about = made.core_properties
    assert (about.title, about.author, about.language) == ("Pack", "Head of Primary Care", "en-GB")


def test_two_documents_are_the_same_byte_for_byte():
    first = word.word(PAGE, author="a")
    assert word.word(PAGE, author="a") == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time[0] for entry in parts.infolist()} == {1980}
