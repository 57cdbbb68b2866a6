"""The sheets of a Word document: paper, type, what stands at their head and foot, contents."""

import io
from datetime import datetime

_MADE = datetime(2000, 1, 1)
_MARGIN_CM = 2.0
_INK, _QUIET = (0x21, 0x2B, 0x32), (0x4C, 0x62, 0x72)


def settle(document, *, author: str, title: str) -> None:
    """A4, British English, plain type, and what the file says of itself."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.0)
    styles = document.styles
    for style in styles:
        font = getattr(style, "font", None)
        named = ("Heading", "Title", "Normal", "Caption", "Header", "Footer")
        if font is not None and style.name.startswith(named):
            font.name = "Arial"
            font.color.rgb = RGBColor(*_INK)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{kind}"), None)
    for name, points in (("Normal", 10.5), ("Caption", 10.5), ("Header", 9), ("Footer", 9)):
        styles[name].font.size = Pt(points)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name in ("Header", "Footer"):
        styles[name].font.color.rgb = RGBColor(*_QUIET)
    for name, points in (("Title", 24), ("Heading 1", 16), ("Heading 2", 12), ("Heading 3", 11)):
        styles[name].font.size = Pt(points)
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
    """Begin a section of sheets lying or standing, where the last one is not so already."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    last = document.sections[-1]
    is_lying = last.page_width > last.page_height
    if is_lying == landscape:
        return
    new = document.add_section(WD_SECTION.NEW_PAGE)
    new.page_width, new.page_height = last.page_height, last.page_width
    new.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT


def picture(document, content: bytes, alternative: str) -> None:
    """A picture as wide as the text, with its written alternative for who cannot see it."""
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    shown = paragraph.add_run().add_picture(io.BytesIO(content), width=Cm(17))
    described = shown._inline.docPr
    described.set("descr", alternative)
    described.set("name", f"Figure {described.get('id')}")


def contents(document) -> None:
    """The sections after the answer in one paragraph, each a link to its section."""
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"][1:]
    if len(headings) < 3:
        return
    lead = headings[0].insert_paragraph_before()
    lead.add_run("Contents: ").bold = True
    for number, heading in enumerate(headings):
        mark = f"section{number + 1:02d}"
        _bookmark(heading, mark, number + 1)
        if number:
            lead.add_run(" · ")
        _link(lead, mark, heading.text)


def _bookmark(paragraph, name: str, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, place in (("bookmarkStart", 1), ("bookmarkEnd", len(paragraph._p))):
        mark = OxmlElement(f"w:{kind}")
        mark.set(qn("w:id"), str(number))
        if kind == "bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.insert(place if kind == "bookmarkStart" else place + 1, mark)


def _link(paragraph, mark: str, words: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), mark)
    run = paragraph.add_run(words)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _field(paragraph, instruction: str) -> None:
    """A number that the reader's own program counts."""
    _begin(paragraph, instruction)
    paragraph.add_run("1")
    _end(paragraph)


def _begin(paragraph, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _mark_field(paragraph, "begin")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)
    _mark_field(paragraph, "separate")


def _end(paragraph) -> None:
    _mark_field(paragraph, "end")


def _mark_field(paragraph, kind: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
