"""What the tests of the published returns share: write a few rows, read them as typed tables."""

import csv
import io
import os
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pytest

from analysis.returns import Return, read_file
from analysis.tables import TABLES
from analysis.tables.column_types import conform

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

REAL = Path(os.environ.get("REAL_RETURNS", ""))
real = pytest.mark.skipif(
    not os.environ.get("REAL_RETURNS") or not REAL.is_dir(),
    reason="REAL_RETURNS names no folder of published files",
)


def as_csv(*rows: list[str]) -> str:
    """Rows as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def write_csv(path: Path, *rows: list[str], encoding: str = "utf-8") -> Path:
    """A CSV file of these rows, the first one its header."""
    path.write_bytes(as_csv(*rows).encode(encoding))
    return path


def write_xlsx(path: Path, sheets: dict[str, list[list]]) -> Path:
    """A workbook with these sheets, as small as the format allows: texts, numbers and blanks."""
    titles = "".join(
        f'<sheet name="{escape(title)}" sheetId="{i}" r:id="rId{i}"/>'
        for i, title in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{titles}</sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        )
        for i, rows in enumerate(sheets.values(), 1):
            cells = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
            book.writestr(
                f"xl/worksheets/sheet{i}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>',
            )
    return path


def _cell(value) -> str:
    if isinstance(value, (int, float)):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def read_one(path: Path, **options) -> Return:
    """The only return in a file."""
    (found,) = read_file(path, **options)
    return found


def typed(found: Return, table: str) -> pd.DataFrame:
    """A table of a return with its declared types; every cell could be read."""
    frame, unread = conform(found.tables[table], table=TABLES[table])
    assert unread.empty, unread
    return frame
