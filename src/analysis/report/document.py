"""A published page as a Word document for the secretariat: headings, tables, words.

Made from the page itself, so that the document says what the page says and withholds what it
withholds. Contents, downloads, code and links to sibling pages are the screen's and stay there.
"""

import io
import re
import zipfile
from datetime import datetime

from lxml import html as parser

_MADE = datetime(2000, 1, 1)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_SCREEN_ONLY = (
    ".//nav|.//footer|.//details[contains(@class,'code')]|.//p[contains(@class,'download')]"
    "|.//a[contains(@class,'to')]|.//*[contains(@class,'skip')]|.//*[contains(@class,'hidden')]"
)
_HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3}
_SMALL_PRINT = 6  # columns from which a table is set smaller


def word(page: str, *, author: str) -> bytes:
    """The page as a .docx with real headings, lists and tables; the same bytes every time.

    Each table has its caption above it, a header row that repeats on every sheet, and a bold
    first column. A picture is given in its written alternative.
    """
    import docx  # a third of a second that only this needs

    main = parser.document_fromstring(page).find(".//main")
    for element in main.xpath(_SCREEN_ONLY):
        element.drop_tree()
    document = docx.Document()
    _settle(document, author=author, title=_text(main.find(".//h1")))
    for child in main:
        _add(document, child)
    return _same_every_time(document)


def _add(document, element) -> None:
    """One part of the page, and what is in it."""
    tag = element.tag
    if not isinstance(tag, str):
        return
    if tag in _HEADINGS:
        document.add_heading(_text(element), _HEADINGS[tag])
    elif tag in ("p", "blockquote", "summary", "figcaption", "pre"):
        _paragraph(document, _text(element), style="Caption" if tag == "summary" else None)
    elif tag in ("ul", "ol"):
        style = "List Number" if tag == "ol" else "List Bullet"
        for item in element.iterchildren("li"):
            _paragraph(document, _text(item), style=style)
    elif tag == "dl":
        for pair in element.iterchildren("div"):
            first, *rest = [_text(part) for part in pair]
            line = document.add_paragraph()
            line.add_run(f"{first}: ").bold = True
            line.add_run("; ".join(rest))
    elif tag == "table":
        _table(document, element)
    elif tag == "img":
        _paragraph(document, f"Figure: {element.get('alt', '')}" if element.get("alt") else "")
    else:
        for child in element:
            _add(document, child)


def _paragraph(document, text: str, *, style: str | None = None) -> None:
    if text:
        document.add_paragraph(text, style=style)


def _table(document, element) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    rows = [[_text(cell) for cell in row] for row in element.iter("tr")]
    if not rows:
        return
    caption = element.find("caption")
    if caption is not None:
        shown = document.add_paragraph(_text(caption), style="Caption")
        shown.paragraph_format.keep_with_next = True
    wide = max(len(row) for row in rows)
    table = document.add_table(rows=0, cols=wide, style="Table Grid")
    if caption is not None:
        described = OxmlElement("w:tblCaption")
        described.set(qn("w:val"), _text(caption))
        table._tbl.tblPr.append(described)
    for number, row in enumerate(rows):
        made = table.add_row()
        for place, text in enumerate(row):
            run = made.cells[place].paragraphs[0].add_run(text)
            run.font.size = Pt(8 if wide >= _SMALL_PRINT else 9.5)
            run.bold = number == 0 or place == 0
        settings = made._tr.get_or_add_trPr()
        settings.append(OxmlElement("w:cantSplit"))
        if number == 0:
            settings.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _settle(document, *, author: str, title: str) -> None:
    """A4, British English, plain type, and what the file says of itself."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    styles = document.styles
    for style in styles:
        font = getattr(style, "font", None)
        if font is not None and style.name.startswith(("Heading", "Title", "Normal", "Caption")):
            font.name = "Arial"
            font.color.rgb = RGBColor(0x21, 0x2B, 0x32)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{kind}"), None)
    styles["Normal"].font.size = Pt(10.5)
    styles["Caption"].font.size = Pt(10.5)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, author, author
    about.language, about.comments = "en-GB", ""
    about.created = about.modified = _MADE


def _text(element) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip() if element is not None else ""


def _same_every_time(document) -> bytes:
    """The document's parts in one order with a fixed date."""
    saved, content = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(content, "w") as whole:
        for name in sorted(
            parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)
        ):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            whole.writestr(entry, parts.read(name))
    return content.getvalue()
