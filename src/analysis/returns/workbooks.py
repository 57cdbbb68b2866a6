"""Open a workbook: its worksheets as rows of text.

A cell that a formula left in error reads as its error ("#REF!"), not as blank: a figure that
broke in the sender's workbook is not a figure that was left out.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook, SheetTypeEnum

Row = tuple[str, ...]
Rows = tuple[Row, ...]

# Signs that neither a page nor a document may hold; a tab and line breaks are none of them.
UNPRINTED = "".join(map(chr, {*range(32)} - {9, 10, 13}))
BLANKED = str.maketrans(UNPRINTED, " " * len(UNPRINTED))
_MOST_CELLS = 50_000_000  # from a sheet's first cell to its last: its reader keeps a place for each
_LAST_ROW = re.compile(rb'<row\b[^>]*\br="(\d+)"')
_WIDE_CELL = re.compile(rb'\br="([A-Z]{2,3})\d')
_ERROR_CELL = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)([0-9]+)"[^>]*>(.*?)</c>', re.S)
_SHEET_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def worksheets(content: bytes) -> Iterator[tuple[str, Rows]]:
    """The title and rows of every worksheet that holds something; charts' own sheets left out.

    Raises what the file's reader raises where the content is no workbook, and ``ValueError`` where
    a sheet reaches further than any return does.
    """
    # The workbook's own pages are looked at first: its reader makes room for all that they claim.
    broken = _cells_in_error(content) if content[:2] == b"PK" else {}
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for sheet in book.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        cells = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        rows = [[_text(value) for value in row] for row in cells]
        for row, column, error in broken.get(sheet.name, ()):
            if row < len(rows) and column < len(rows[row]) and not rows[row][column]:
                rows[row][column] = error
        if rows:
            yield sheet.name, tuple(map(tuple, rows))


def _text(value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else str(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return text if text.isprintable() else text.translate(BLANKED)


def _refuse_a_vast_sheet(title: str, inside: bytes) -> None:
    """Raise ``ValueError`` where one cell far away would have room made for billions."""
    tail = inside.rfind(b"<row")
    last = _LAST_ROW.match(inside, tail) if tail >= 0 else None
    columns = map(bytes.decode, set(_WIDE_CELL.findall(inside)))
    width = max(map(_column, columns), default=26) + 1
    if last and int(last[1]) * width > _MOST_CELLS:
        raise ValueError(
            f"sheet {title} reaches to row {int(last[1]):,}, column {width:,}: delete what "
            "is far below or beside its table"
        )


def _cells_in_error(content: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """By worksheet: row and column, counted from 0, and the error of every cell in error.

    The workbook's reader gives such a cell as blank, so its own pages are asked. Raises
    ``ValueError`` where one of them is vast.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        found = {}
        for title, member in _members(book).items():
            page = book.read(member)
            _refuse_a_vast_sheet(title, page)
            errors = [
                (int(row) - 1, _column(letters.decode()), _error(inside))
                for letters, row, inside in _ERROR_CELL.findall(page)
            ]
            if errors:
                found[title] = errors
        return found


def _members(book: zipfile.ZipFile) -> dict[str, str]:
    """The file inside the workbook that holds each worksheet; none where it is built otherwise."""
    names = set(book.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {
        link.get("Id"): f"xl/{link.get('Target')}".replace("xl//xl/", "xl/")
        for link in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).findall(".//{*}sheet")
    members = {sheet.get("name", ""): targets.get(sheet.get(_SHEET_ID)) for sheet in sheets}
    return {title: member for title, member in members.items() if member and member in names}


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _error(inside: bytes) -> str:
    shown = re.search(rb"<v>(.*?)</v>", inside)
    return shown.group(1).decode("utf-8", "replace") if shown else "#ERROR!"
