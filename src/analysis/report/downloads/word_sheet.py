"""The sheets of a Word document: paper, type, what their head and foot say, contents."""

import io
from datetime import datetime

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_MADE = datetime(2000, 1, 1)
_MARGIN_CM = 2.0
_PICTURE_CM = 12.0  # three of them in a paper of four sheets
_INK, _QUIET = RGBColor(0x21, 0x2B, 0x32), RGBColor(0x4C, 0x62, 0x72)
_STYLES = ("Heading", "Title", "Normal", "Caption", "Header", "Footer")
_POINTS = {
    "Normal": 10,
    "Caption": 10.5,
    "Header": 9,
    "Footer": 9,
    "Title": 20,
    "Heading 1": 14,
    "Heading 2": 12,
    "Heading 3": 11,
}


def settle(document, *, author: str, title: str) -> None:
    """A4, British English, plain type, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.0)
    styles = document.styles
    for style in styles:
        if style.name.startswith(_STYLES) and getattr(style, "font", None) is not None:
            style.font.name = "Arial"
            style.font.color.rgb = _QUIET if style.name in ("Header", "Footer") else _INK
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{kind}"), None)
    for name, points in _POINTS.items():
        styles[name].font.size = Pt(points)
    styles["Normal"].paragraph_format.space_after = Pt(5)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, author, author
    about.language, about.comments = "en-GB", ""
    about.created = about.modified = _MADE


def head_and_foot(section, *, running: str, marks: tuple[str, ...]) -> None:
    """The marks at the head of every sheet; at its foot the paper's name and the sheet's number."""
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    if marks:
        head.add_run(" · ".join(marks)).bold = True
    foot.add_run(f"{running}. Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def turn(document, *, landscape: bool) -> None:
    """Begin a section of landscape or portrait sheets, where the last one is not so already."""
    last = document.sections[-1]
    if (last.page_width > last.page_height) == landscape:
        return
    new = document.add_section(WD_SECTION.NEW_PAGE)
    new.page_width, new.page_height = last.page_height, last.page_width
    new.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT


def picture(document, content: bytes, alternative: str) -> None:
    """A picture, centred, with its written alternative for who cannot see it."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture = paragraph.add_run().add_picture(io.BytesIO(content), width=Cm(_PICTURE_CM))
    described = picture._inline.docPr
    described.set("descr", alternative)
    described.set("name", f"Figure {described.get('id')}")


def contents(document) -> None:
    """The sections after the answer in one paragraph, each a link to its section."""
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"][1:]
    if len(headings) < 3:
        return
    lead = headings[0].insert_paragraph_before()
    lead.add_run("Contents: ").bold = True
    for number, heading in enumerate(headings, start=1):
        mark = f"section{number:02d}"
        heading._p.insert(1, element("w:bookmarkStart", id=str(number), name=mark))
        heading._p.append(element("w:bookmarkEnd", id=str(number)))
        if number > 1:
            lead.add_run(" · ")
        run = lead.add_run(heading.text)
        run.font.underline = True
        link = element("w:hyperlink", anchor=mark)
        link.append(run._r)
        lead._p.append(link)


def element(tag: str, /, **values: str):
    """An element of the document's XML with its values."""
    made = OxmlElement(tag)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _field(paragraph, instruction: str) -> None:
    """A number that the reader's own program counts, 1 until it does."""
    text = element("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    for part in (element("w:fldChar", fldCharType="begin"), text):
        paragraph.add_run()._r.append(part)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))
    paragraph.add_run("1")
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))
