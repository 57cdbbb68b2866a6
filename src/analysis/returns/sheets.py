"""Open a file as its publisher sent it: its sheets as text, with the line of every row.

Knows file formats, no layout. A cell stays the text that stands in the file: ``0123`` stays
``0123``, ``NA`` stays ``NA``.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv
from python_calamine import CalamineWorkbook

HEAD_ROWS = 40
_OLE = b"\xd0\xcf\x11\xe0"


class UnreadableFileError(Exception):
    """The file cannot be opened; the message names it and says what to do."""


@dataclass(frozen=True)
class Sheet:
    """One table-like sheet of a file: a CSV, a worksheet, or either inside a zip.

    ``file`` is what messages call it; ``head`` its first rows as text, blank rows included, so
    that a row's place in it is its place in the file.
    """

    file: str
    head: tuple[tuple[str, ...], ...]
    text: str | None = None
    rows: tuple[tuple[str, ...], ...] | None = None
    delimiter: str = ","

    def below(self, header_row: int | None) -> tuple[pd.DataFrame, pd.Series]:
        """The rows below the header as text, and the line of each.

        ``header_row`` counts from 0; None where there is no header. Columns are numbered from 0;
        rows whose cells are all blank are left out, short rows are filled up with blanks.
        """
        start = 0 if header_row is None else header_row + 1
        width = len(self.head[0 if header_row is None else header_row]) if self.head else 0
        if self.rows is not None:
            numbered = [(i + 1, row) for i, row in enumerate(self.rows) if i >= start]
        else:
            fast = _read_with_arrow(self.text, start, width, self.delimiter)
            if fast is not None:
                return fast, pd.Series(range(start + 1, start + 1 + len(fast)), dtype="int64")
            reader = csv.reader(io.StringIO(self.text), delimiter=self.delimiter)
            numbered, last = [], 0
            for index, row in enumerate(reader):
                if index >= start:
                    numbered.append((last + 1, row))
                last = reader.line_num
        kept = [(line, row) for line, row in numbered if any(cell.strip() for cell in row)]
        width = max([width, *(len(row) for _, row in kept)])
        cells = [[*row, *[""] * (width - len(row))] for _, row in kept]
        frame = pd.DataFrame(cells, columns=range(width), dtype="str")
        return frame, pd.Series([line for line, _ in kept], dtype="int64")


def open_sheets(path: Path, *, name: str) -> Iterator[Sheet]:
    """The sheets of a file; ``name`` is what messages call it.

    Raises ``UnreadableFileError`` where the file is none of CSV, workbook and zip, or is broken.
    """
    yield from _sheets(path.read_bytes(), name)


def _sheets(content: bytes, name: str) -> Iterator[Sheet]:
    if not content.strip():
        raise UnreadableFileError(f"{name} is empty. Save it again from its source.")
    if content[:4] == _OLE:
        yield from _workbook(content, name)
    elif content[:2] == b"PK":
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
            members = sorted(archive.namelist())
        except zipfile.BadZipFile:
            raise UnreadableFileError(
                f"{name} starts as a zip or workbook but is cut off. Download it again."
            ) from None
        if "[Content_Types].xml" in members:
            yield from _workbook(content, name)
            return
        for member in members:
            hidden = member.startswith("__MACOSX") or Path(member).name.startswith(".")
            if not hidden and Path(member).suffix.lower() in (".csv", ".xlsx", ".xls", ".zip"):
                yield from _sheets(archive.read(member), f"{name}/{member}")
    elif content[:5] == b"%PDF-":
        raise UnreadableFileError(f"{name} is a PDF. Ask for the data file behind it.")
    else:
        yield _csv(content, name)


def _workbook(content: bytes, name: str) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        titles = book.sheet_names
        sheets = [book.get_sheet_by_name(title) for title in titles]
    except Exception as error:
        raise UnreadableFileError(
            f"{name} cannot be opened as a workbook ({error}). Save it again as .xlsx."
        ) from None
    for title, sheet in zip(titles, sheets, strict=True):
        rows = tuple(
            tuple(_cell(value) for value in row) for row in sheet.to_python(skip_empty_area=False)
        )
        if rows:
            called = name if len(titles) == 1 else f"{name} [{title}]"
            yield Sheet(file=called, head=rows[:HEAD_ROWS], rows=rows)


def _cell(value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else str(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _csv(content: bytes, name: str) -> Sheet:
    text = _decode(content, name)
    first = text[:20_000]
    delimiter = max((",", "\t", ";", "|"), key=lambda mark: first.count(mark))
    head = []
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        head.append(tuple(row))
        if len(head) == HEAD_ROWS:
            break
    return Sheet(file=name, head=tuple(head), text=text, delimiter=delimiter)


def _decode(content: bytes, name: str) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    if b"\x00" in content[:4096]:
        raise UnreadableFileError(
            f"{name} is neither text nor a workbook. Save it as .csv or .xlsx."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows' Western code page; they stay visible as such.
        return content.decode("cp1252", errors="replace")


def _read_with_arrow(text: str, start: int, width: int, delimiter: str) -> pd.DataFrame | None:
    """The fast way for a plain file; None where the file needs the patient one.

    Patient files are those with quoted line breaks, ragged or blank rows: there a row's line is
    not its place.
    """
    if not width:
        return None
    names = [str(i) for i in range(width)]
    try:
        table = pa.csv.read_csv(
            pa.py_buffer(text.encode("utf-8")),
            read_options=pa.csv.ReadOptions(skip_rows=start, column_names=names),
            parse_options=pa.csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=False, ignore_empty_lines=False
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    lines = text.count("\n") + (not text.endswith("\n"))
    if table.num_rows != lines - start:
        return None
    frame = table.to_pandas(
        types_mapper={pa.large_string(): pd.StringDtype("pyarrow", float("nan"))}.get
    )
    frame.columns = range(width)
    return frame
