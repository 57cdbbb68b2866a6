"""A table of a Word document: columns as wide as what they hold, a header row that repeats."""

import re

PORTRAIT_CM, LANDSCAPE_CM = 17.0, 25.7
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


def text_of(element) -> str:
    """An element's words on one line."""
    return re.sub(r"\s+", " ", element.text_content()).strip() if element is not None else ""


def is_wide(table) -> bool:
    """Whether a page's table wants a sheet on its side: many columns, or long words in them."""
    rows = _cells(table)
    columns = max((len(row) for row in rows), default=0)
    small = columns >= _MANY
    return columns >= _LYING or sum(_narrowest(rows, small=small)) > PORTRAIT_CM


def add(document, element) -> None:
    """A page's table with its caption above it."""
    rows = _cells(element)
    if not rows:
        return
    shades = {
        (line, place): _SHADES[cell.get("class")]
        for line, row in enumerate(element.iter("tr"))
        for place, cell in enumerate(row)
        if cell.get("class") in _SHADES
    }
    figures = {
        place
        for row in element.iter("tr")
        for place, cell in enumerate(row)
        if "number" in (cell.get("class") or "")
    }
    caption = text_of(element.find("caption"))
    lay_out(document, rows, header=True, caption=caption, shades=shades, figures=figures)


def lay_out(
    document,
    rows: list[list[str]],
    *,
    header: bool,
    caption: str = "",
    said: bool = True,
    shades: dict[tuple[int, int], str] | None = None,
    figures: set[int] = frozenset(),
) -> None:
    """Rows of text as a table; ``said`` prints its caption, which it carries in any case.

    ``figures`` are the columns that stand to the right, ``shades`` colours by row and column.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    columns = max(len(row) for row in rows)
    section = document.sections[-1]
    room = (section.page_width - section.left_margin - section.right_margin) / Cm(1)
    small = columns >= _MANY
    widths = column_widths(rows, room=room, small=small)
    if caption and said:
        document.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    table.autofit = False
    _describe(table, caption=caption, header=header)
    for place, width in enumerate(widths):
        table.columns[place].width = Cm(width)
    for line, row in enumerate(rows):
        made = table.add_row()
        for place, text in enumerate(row):
            cell = made.cells[place]
            cell.width = Cm(widths[place])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if place in figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(_breakable(text))
            run.font.size = Pt(_POINTS[small])
            run.bold = (header and line == 0) or place == 0
            shade = _HEAD if header and line == 0 else (shades or {}).get((line, place))
            if shade:
                _fill(cell, shade)
        _settle_row(made, is_header=header and line == 0)
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(8)


def column_widths(rows: list[list[str]], *, room: float, small: bool) -> list[float]:
    """A width in cm for each column, ``room`` together: no word broken while there is room.

    What is left after each column's longest word goes where the most text is.
    """
    least = _narrowest(rows, small=small)
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    letter = _POINTS[small] * _LETTER * _CM_A_POINT
    columns = range(len(least))
    longest = [max((len(row[c]) for row in rows if c < len(row)), default=0) for c in columns]
    # More width than the longest line needs is of no use to a column; text in several lines is.
    wanted = [
        max(length * letter + _PADDING_CM - width, 0.0)
        for length, width in zip(longest, least, strict=True)
    ]
    spare = room - sum(least)
    if sum(wanted) <= spare:
        share = (spare - sum(wanted)) / len(least)
        return [w + extra + share for w, extra in zip(least, wanted, strict=True)]
    weights = [extra**0.6 for extra in wanted]
    return [w + spare * one / sum(weights) for w, one in zip(least, weights, strict=True)]


def _narrowest(rows: list[list[str]], *, small: bool) -> list[float]:
    letter = _POINTS[small] * _LETTER * _CM_A_POINT
    columns = max((len(row) for row in rows), default=0)
    found = []
    for place in range(columns):
        cells = [(line, row[place]) for line, row in enumerate(rows) if place < len(row)]
        longest = max(
            len(piece) * (_BOLDER if line == 0 or place == 0 else 1.0)
            for line, text in cells
            for piece in re.split(r"[\s\u200b]+", _breakable(text))
        )
        found.append(longest * letter + _PADDING_CM)
    return found


def _breakable(text: str) -> str:
    """The text, in which the name of a file may break after a slash or a hyphen."""
    return " ".join(
        _BREAKS.sub("\\1\u200b", token) if len(token) > _LONG_TOKEN else token
        for token in text.split(" ")
    )


def _cells(element) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in element.iter("tr")]


def _describe(table, *, caption: str, header: bool) -> None:
    """What a screen reader is told of the table: its name, and which cells head others."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    settings = table._tbl.tblPr
    look = settings.find(qn("w:tblLook"))
    if look is not None:
        for name in list(look.attrib):
            del look.attrib[name]
        look.set(qn("w:val"), "04A0" if header else "0480")
        look.set(qn("w:firstRow"), "1" if header else "0")
        look.set(qn("w:firstColumn"), "1")
    if caption:
        described = OxmlElement("w:tblCaption")
        described.set(qn("w:val"), caption)
        settings.append(described)


def _settle_row(row, *, is_header: bool) -> None:
    from docx.oxml import OxmlElement

    settings = row._tr.get_or_add_trPr()
    settings.append(OxmlElement("w:cantSplit"))
    if is_header:
        settings.append(OxmlElement("w:tblHeader"))


def _fill(cell, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)
