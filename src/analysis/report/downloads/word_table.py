"""A table of a Word document: columns as wide as what they hold, a header row that repeats."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from analysis.report.downloads.word_sheet import element

_PORTRAIT_CM = 17.0
_MANY, _LYING = 6, 8  # columns from which the type is smaller, and the sheet lies on its side
_POINTS = {False: 9.5, True: 8.5}  # the size of the type, by whether there are many columns
_CM_A_POINT = 2.54 / 72
_LETTER = 0.6  # of the type's size: an Arial letter, bold ones counted in
_BOLDER = 1.12  # bold letters are wider
_PADDING_CM = 0.42
_LONG_TOKEN = 24  # a name of a file may break after these marks, and only such a name
_BREAKS = re.compile(r"([/_-])(?=\w)")
_SHADES = {"there": "CFE3F5", "to-go-1": "EEF4FA"}
_HEAD = "E8EDEE"


def text_of(part) -> str:
    """The words of a part of the page, on one line."""
    return re.sub(r"\s+", " ", part.text_content()).strip() if part is not None else ""


def lines_of(cell) -> str:
    """The words of a cell, broken where the page breaks them."""
    parts = [(cell.text or "")]
    for one in cell:
        parts.append("\n" if one.tag == "br" else one.text_content())
        parts.append(one.tail or "")
    return "\n".join(re.sub(r"\s+", " ", line).strip() for line in "".join(parts).split("\n"))


def is_wide(table) -> bool:
    """Whether a page's table wants a sheet on its side: many columns, or long words in them."""
    rows = [[text_of(cell) for cell in row] for row in table.iter("tr")]
    columns = max(map(len, rows), default=0)
    return columns >= _LYING or sum(_narrowest(rows, small=columns >= _MANY)) > _PORTRAIT_CM


def add(document, table) -> None:
    """A page's table with its caption above it."""
    rows = list(table.iter("tr"))
    texts = [[lines_of(cell) for cell in row] for row in rows]
    if texts:
        kinds = [[cell.get("class") or "" for cell in row] for row in rows]
        lay_out(document, texts, caption=text_of(table.find("caption")), kinds=kinds)


def lay_out(
    document,
    rows: list[list[str]],
    *,
    caption: str,
    header: bool = True,
    captioned: bool = True,
    kinds: list[list[str]] | None = None,
) -> None:
    """Rows of text as a table; ``captioned`` prints its caption, which it carries in any case.

    ``kinds`` are the page's classes of the cells: a column with a ``number`` is aligned to the
    right, a step of the heat map is shaded.
    """
    columns = max(map(len, rows))
    section = document.sections[-1]
    room = (section.page_width - section.left_margin - section.right_margin) / Cm(1)
    small = columns >= _MANY
    widths = [Cm(width) for width in column_widths(rows, room=room, small=small)]
    kinds = kinds or [[""] * len(row) for row in rows]
    figures = {place for row in kinds for place, kind in enumerate(row) if "number" in kind}
    if caption and captioned:
        document.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    table.autofit = False
    _describe(table, caption=caption, header=header)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for line, row in enumerate(rows):
        is_head, made = header and line == 0, table.add_row()
        for place, text in enumerate(row):
            cell = made.cells[place]
            cell.width = widths[place]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if place in figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(_breakable(text))
            run.font.size = Pt(_POINTS[small])
            run.bold = is_head or place == 0
            shade = _HEAD if is_head else _SHADES.get(kinds[line][place])
            if shade:
                fill = element("w:shd", val="clear", color="auto", fill=shade)
                cell._tc.get_or_add_tcPr().append(fill)
        settings = made._tr.get_or_add_trPr()
        settings.append(element("w:cantSplit"))
        if is_head:
            settings.append(element("w:tblHeader"))
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(8)


def column_widths(rows: list[list[str]], *, room: float, small: bool) -> list[float]:
    """A width in cm for each column, ``room`` together: no word broken while there is room.

    What is left after each column's longest word goes where the most text is.
    """
    least = _narrowest(rows, small=small)
    spare = room - sum(least)
    if spare <= 0:
        return [width * room / sum(least) for width in least]
    # More width than the longest line needs is of no use to a column; text in several lines is.
    longest = [max(map(len, column)) for column in _columns(rows)]
    wanted = [
        max(length * _letter(small) + _PADDING_CM - width, 0.0)
        for length, width in zip(longest, least, strict=True)
    ]
    if sum(wanted) <= spare:
        share = (spare - sum(wanted)) / len(least)
        return [w + extra + share for w, extra in zip(least, wanted, strict=True)]
    weights = [extra**0.6 for extra in wanted]
    return [w + spare * one / sum(weights) for w, one in zip(least, weights, strict=True)]


def _narrowest(rows: list[list[str]], *, small: bool) -> list[float]:
    """The width of each column's longest word in cm."""
    return [
        max(
            len(word) * (_BOLDER if line == 0 or place == 0 else 1.0)
            for line, text in enumerate(column)
            for word in re.split(r"[\s\u200b]+", _breakable(text))
        )
        * _letter(small)
        + _PADDING_CM
        for place, column in enumerate(_columns(rows))
    ]


def _columns(rows: list[list[str]]) -> list[Sequence[str]]:
    """The cells of each column; rows may be of different lengths."""
    return list(zip_longest(*rows, fillvalue=""))


def _letter(small: bool) -> float:
    return _POINTS[small] * _LETTER * _CM_A_POINT


def _breakable(text: str) -> str:
    """The text, in which the name of a file may break after a slash or a hyphen."""
    return " ".join(
        _BREAKS.sub("\\1\u200b", token) if len(token) > _LONG_TOKEN else token
        for token in text.split(" ")
    )


def _describe(table, *, caption: str, header: bool) -> None:
    """What a screen reader is given of the table: its name, and which cells head others."""
    settings = table._tbl.tblPr
    look = settings.find(qn("w:tblLook"))
    if look is not None:
        look.attrib.clear()
        look.set(qn("w:val"), "04A0" if header else "0480")
        look.set(qn("w:firstRow"), "1" if header else "0")
        look.set(qn("w:firstColumn"), "1")
    if caption:
        settings.append(element("w:tblCaption", val=caption))
