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

_ERROR_CELL = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)([0-9]+)"[^>]*>(.*?)</c>', re.S)
_SHEET_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def worksheets(content: bytes) -> Iterator[tuple[str, Rows]]:
    """The title and rows of every worksheet that holds something; charts' own sheets left out.

    Raises what the file's reader raises where the content is no workbook.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    broken = _cells_in_error(content) if content[:2] == b"PK" else {}
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
    return value.isoformat() if isinstance(value, date) else str(value)


def _cells_in_error(content: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """By worksheet: row and column, counted from 0, and the error of every cell in error.

    The workbook's reader gives such a cell as blank, so its own pages are asked.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        found = {}
        for title, member in _members(book).items():
            errors = [
                (int(row) - 1, _column(letters.decode()), _error(inside))
                for letters, row, inside in _ERROR_CELL.findall(book.read(member))
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
