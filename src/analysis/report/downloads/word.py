"""A published page as a Word document for the secretariat: headings, tables, pictures, words.

Made from the page, so that it withholds what the page withholds. Downloads, the data behind a
figure, code and links to sibling pages are left out.
"""

import base64
import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

import docx
from lxml import html as parser

from analysis.report.downloads import word_sheet, word_table
from analysis.report.downloads.fixed_zip import fixed_zip

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

    The cover sheet comes first, then the contents. A section whose tables are wide is landscape.
    A figure is its picture with its written alternative, or that alternative alone. ``marks``
    are at the head of every sheet. ``pictures`` are those that are files, by their address.
    """
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
    """The addresses of the pictures that a page offers to save, seen from the page."""
    links = parser.document_fromstring(page).iter("a")
    return [link.get("href") for link in links if link.get("href", "").endswith(".png")]


def _pictures(whole, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures that the page offers to save, by the written alternative they belong to."""
    found = {}
    for link in whole.xpath(".//figure[.//img]//a"):
        address = link.get("href", "")
        alternative = next(link.iterancestors("figure")).find(".//img").get("alt", "")
        if address.startswith(_PNG):
            found[alternative] = base64.b64decode(address.removeprefix(_PNG))
        elif address in files:
            found[alternative] = files[address]
    return found


def _cover_first(main) -> None:
    """A committee's paper begins with its cover sheet: bring it up to the status line."""
    cover, status = main.find(".//dl[@class='cover']"), main.find(".//div[@class='status']")
    if cover is None or status is None:
        return
    before = list(cover.itersiblings(preceding=True))
    heading = next((place for place, one in enumerate(before) if one.tag == "h2"), -1)
    for one in before[: heading + 1]:  # its heading and its question: the sheet speaks for itself
        one.drop_tree()
    status.addnext(cover)


class _Writer:
    """Writes a page's parts into a document, one after another."""

    def __init__(self, document, pictures: dict[str, bytes]):
        self.document, self.pictures = document, pictures

    def write(self, main) -> None:
        """The page's sections in their order, a wide one as landscape."""
        for part in _sections(main):
            wide = any(word_table.is_wide(table) for one in part for table in one.iter("table"))
            word_sheet.turn(self.document, landscape=wide)
            for element in part:
                self.add(element)

    def add(self, element) -> None:
        """One part of the page, and what is in it."""
        tag = element.tag
        if tag in _HEADINGS:
            self.document.add_heading(word_table.text_of(element), _HEADINGS[tag])
        elif tag in _WRITES:
            _WRITES[tag](self, element)
        elif isinstance(tag, str):  # a comment has no name
            for child in element:
                self.add(child)

    def words(self, element) -> None:
        """A paragraph; one that leads to what follows is kept with it."""
        before = element.getprevious()
        is_question = before is not None and before.tag == "h2"
        leads = is_question or element.get("class") in ("title", "subtitle")
        self._paragraph(word_table.text_of(element), keep=leads)

    def summary(self, element) -> None:
        """What a folded part is called; of a table the caption says it."""
        if element.getparent().find(".//table") is None:
            self._paragraph(word_table.text_of(element), style="Caption", keep=True)

    def list_of_items(self, element) -> None:
        """A list with numbers or bullets."""
        style = "List Number" if element.tag == "ol" else "List Bullet"
        for item in element.iterchildren("li"):
            self._paragraph(word_table.text_of(item), style=style)

    def table(self, element) -> None:
        """A table with its caption."""
        word_table.add(self.document, element)

    def definitions(self, element) -> None:
        """The cover sheet and the key figures as tables, other names and values as lines."""
        kind, pairs = element.get("class") or "", element.iterchildren("div")
        rows = [[word_table.text_of(part) for part in pair.iterchildren("*")] for pair in pairs]
        if "cover" in kind:
            word_table.lay_out(
                self.document, rows, caption="Cover sheet", header=False, captioned=False
            )
        elif "key-figures" in kind:
            shown = [[*row[:2], "; ".join(row[2:])] for row in rows]
            word_table.lay_out(self.document, [list(_KEY_FIGURES), *shown], caption="Key figures")
        else:
            for first, *rest in rows:
                line = self.document.add_paragraph()
                line.add_run(f"{first}: ").bold = True
                line.add_run("; ".join(rest))

    def picture(self, element) -> None:
        """A figure's picture where there is one, or else its written alternative."""
        alternative = element.get("alt") or ""
        if alternative in self.pictures:
            word_sheet.picture(self.document, self.pictures[alternative], alternative)
        elif alternative:
            self._paragraph(f"Figure: {alternative}")

    def _paragraph(self, text: str, *, style: str | None = None, keep: bool = False) -> None:
        if text:
            made = self.document.add_paragraph(text, style=style)
            made.paragraph_format.keep_with_next = keep


_WRITES = {
    **dict.fromkeys(("p", "blockquote", "pre"), _Writer.words),
    **dict.fromkeys(("ul", "ol"), _Writer.list_of_items),
    "summary": _Writer.summary,
    "dl": _Writer.definitions,
    "table": _Writer.table,
    "img": _Writer.picture,
}


def _sections(main) -> list[list]:
    """What is before the first section, then each section."""
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


def _same_every_time(document) -> bytes:
    """The document's parts in one order with a fixed date."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts:
        names = sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return fixed_zip((name, parts.read(name)) for name in names)
