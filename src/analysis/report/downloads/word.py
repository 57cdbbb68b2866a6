"""A published page as a Word document for the secretariat: headings, tables, pictures, words.

Made from the page itself, so that the document says what the page says and withholds what it
withholds. Downloads, the data behind a figure, code and links to sibling pages are the screen's
and stay there.
"""

import base64
import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from lxml import html as parser

from analysis.report.downloads import word_sheet, word_table

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_SCREEN_ONLY = (
    ".//nav|.//footer|.//details[contains(@class,'code')]|.//p[contains(@class,'download')]"
    "|.//figure//details|.//a[contains(@class,'to')]|.//*[contains(@class,'skip')]|.//*[contains(@class,'hidden')]"
)
_HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3}
_KEY_FIGURES = ("Figure", "Value", "Note")
_PNG = "data:image/png;base64,"
_INTO = ("div", "section", "header", "details", "figure", "span")


def word(
    page: str,
    *,
    author: str,
    marks: tuple[str, ...] = (),
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The page as a .docx with real headings, lists and tables; the same bytes every time.

    The cover sheet comes first, then the contents. Each table has its caption above it and a
    header row that repeats on every sheet; a section whose tables are wide lies on its side. A
    figure is its picture with its written alternative, or that alternative alone. ``marks``
    (confidential, draft, illustrative) stand at the head of every sheet, the page's number at
    its foot. ``pictures`` holds those that stand beside the page, by the address it gives them.
    """
    import docx  # a third of a second that only this needs

    whole = parser.document_fromstring(page)
    drawn = _pictures(whole, pictures)
    main = whole.find(".//main")
    for element in main.xpath(_SCREEN_ONLY):
        element.drop_tree()
    _cover_first(main)
    document = docx.Document()
    title = word_table.text_of(main.find(".//h1"))
    word_sheet.settle(document, author=author, title=title)
    running = word_table.text_of(whole.find(".//title")) or title
    word_sheet.head_and_foot(document.sections[0], running=running, marks=marks)
    _Writer(document, drawn).write(main)
    word_sheet.contents(document)
    return _same_every_time(document)


def picture_addresses(page: str) -> list[str]:
    """Where the pictures stand, seen from the page, that it offers to save."""
    links = parser.document_fromstring(page).iter("a")
    return [link.get("href") for link in links if link.get("href", "").endswith(".png")]


def _pictures(whole, beside: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures that the page offers to save, by the written alternative they belong to."""
    found = {}
    for figure in whole.iter("figure"):
        image = figure.find(".//img")
        for link in figure.iter("a"):
            address = link.get("href", "")
            if image is None:
                continue
            if address.startswith(_PNG):
                found[image.get("alt", "")] = base64.b64decode(address[len(_PNG) :])
            elif address in beside:
                found[image.get("alt", "")] = beside[address]
    return found


def _cover_first(main) -> None:
    """A committee's paper begins with its cover sheet: bring it up to the status line."""
    cover, status = main.find(".//dl[@class='cover']"), main.find(".//div[@class='status']")
    if cover is None or status is None:
        return
    before = []
    for element in cover.itersiblings(preceding=True):
        before.append(element)
        if element.tag == "h2":
            for one in before:  # its heading and its question: the sheet speaks for itself
                one.drop_tree()
            break
    status.addnext(cover)


class _Writer:
    """Writes a page's parts into a document, one after another."""

    def __init__(self, document, pictures: dict[str, bytes]):
        self.document, self.pictures = document, pictures

    def write(self, main) -> None:
        """The page's sections in their order, a wide one on its side."""
        for part in _sections(main):
            wide = any(word_table.is_wide(table) for one in part for table in one.iter("table"))
            word_sheet.turn(self.document, landscape=wide)
            for element in part:
                self.add(element)

    def add(self, element) -> None:
        """One part of the page, and what is in it."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        text, kind = word_table.text_of(element), element.get("class") or ""
        if tag in _HEADINGS:
            self.document.add_heading(text, _HEADINGS[tag])
        elif tag == "summary":
            if element.getparent().find(".//table") is None:  # else the caption says it
                self._paragraph(text, style="Caption", keep=True)
        elif tag in ("p", "blockquote", "pre"):
            self._paragraph(text, keep=_leads(element))
        elif tag in ("ul", "ol"):
            for item in element.iterchildren("li"):
                style = "List Number" if tag == "ol" else "List Bullet"
                self._paragraph(word_table.text_of(item), style=style)
        elif tag == "dl":
            self._definitions(element, kind)
        elif tag == "table":
            word_table.add(self.document, element)
        elif tag == "img":
            self._picture(element)
        else:
            for child in element:
                self.add(child)

    def _paragraph(self, text: str, *, style: str | None = None, keep: bool = False) -> None:
        if text:
            made = self.document.add_paragraph(text, style=style)
            made.paragraph_format.keep_with_next = keep

    def _definitions(self, element, kind: str) -> None:
        rows = [
            [word_table.text_of(part) for part in pair if isinstance(part.tag, str)]
            for pair in element.iterchildren("div")
        ]
        if "cover" in kind:
            word_table.lay_out(self.document, rows, header=False, caption="Cover sheet", said=False)
        elif "key-figures" in kind:
            told = [[*row[:2], "; ".join(row[2:])] for row in rows]
            rows = [list(_KEY_FIGURES), *told]
            word_table.lay_out(self.document, rows, header=True, caption="Key figures")
        else:
            for first, *rest in rows:
                line = self.document.add_paragraph()
                line.add_run(f"{first}: ").bold = True
                line.add_run("; ".join(rest))

    def _picture(self, element) -> None:
        alternative = element.get("alt") or ""
        content = self.pictures.get(alternative)
        if content is None:
            self._paragraph(f"Figure: {alternative}" if alternative else "")
            return
        word_sheet.picture(self.document, content, alternative)


def _sections(main) -> list[list]:
    """What belongs together: what stands before the first section, then each section."""
    found: list[list] = [[]]
    for child in _flat(main):
        if child.tag == "h2":
            found.append([])
        found[-1].append(child)
    return [part for part in found if part]


def _flat(element):
    """The page's parts in order, without the boxes that hold its sections."""
    for child in element:
        boxed = child.tag in _INTO and child.find(".//h2") is not None
        if boxed and "answer" not in (child.get("class") or ""):
            yield from _flat(child)
        else:
            yield child


def _leads(element) -> bool:
    """Whether a paragraph leads to what follows: a section's question, a figure's title."""
    before = element.getprevious()
    is_question = before is not None and before.tag == "h2"
    return is_question or (element.get("class") or "") in ("title", "subtitle")


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
