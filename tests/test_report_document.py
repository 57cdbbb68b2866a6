"""The Word document of a page: what it says, how it is built, and that it is the same twice."""

import io
import zipfile

import docx
import pytest

from analysis.report import document

PAGE = """<!DOCTYPE html><html><body><main>
<header><h1>Pack</h1><div class="status"><ul><li>Committee, 7 February</li></ul></div></header>
<nav class="contents"><h2>Contents</h2></nav>
<h2 id="risks">Risks</h2><p>What could go wrong? <a class="to" href="#x">Link</a></p>
<h3 class="finding">Two risks are open</h3>
<details><summary>All risks (2 rows)</summary>
<div class="scroll"><table><caption><span>Open risks</span></caption>
<thead><tr><th scope="col">Risk</th><th scope="col">Score</th></tr></thead>
<tbody><tr><th scope="row">Money &amp; time</th><td>16</td></tr></tbody></table></div>
<p class="download"><a download="a.csv" href="data:,">Download</a></p></details>
<dl class="cover"><div><dt>Author</dt><dd>Head of Primary Care</dd></div></dl>
<figure><img alt="A line that rises to 5" src="data:,"></figure>
<details class="code"><summary>The code</summary><pre>import this</pre></details>
</main></body></html>"""


@pytest.fixture
def made() -> docx.document.Document:
    return docx.Document(io.BytesIO(document.word(PAGE, author="Head of Primary Care")))


def said(made) -> list[str]:
    return [paragraph.text for paragraph in made.paragraphs if paragraph.text]


def test_headings_are_headings(made):
    styles = {p.text: p.style.name for p in made.paragraphs if p.text}
    assert styles["Pack"] == "Title"
    assert styles["Risks"] == "Heading 1"
    assert styles["Two risks are open"] == "Heading 2"


def test_a_table_has_its_caption_and_a_header_row_that_repeats(made):
    table = made.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Risk", "Score"],
        ["Money & time", "16"],
    ]
    headers = [row._tr.xpath("./w:trPr/w:tblHeader") for row in table.rows]
    assert [len(found) for found in headers] == [1, 0]
    assert "Open risks" in said(made)


def test_what_is_for_the_screen_stays_on_the_screen(made):
    words = " ".join(said(made))
    for gone in ("Contents", "Download", "import this", "Link"):
        assert gone not in words


def test_a_picture_is_given_in_words_and_a_cover_line_by_line(made):
    assert "Figure: A line that rises to 5" in said(made)
    assert "Author: Head of Primary Care" in said(made)


def test_the_file_says_who_answers_for_it_by_role_and_is_in_british_english(made):
    about = made.core_properties
    assert (about.title, about.author, about.language) == ("Pack", "Head of Primary Care", "en-GB")


def test_two_documents_are_the_same_byte_for_byte():
    first = document.word(PAGE, author="a")
    assert document.word(PAGE, author="a") == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time[0] for entry in parts.infolist()} == {1980}
