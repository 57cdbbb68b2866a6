"""Open a file as its publisher sent it: its sheets as text, with the line of every row.

Knows file formats, no layout. A cell stays the text that the file has: ``0123`` stays
``0123``, ``NA`` stays ``NA``.
"""

import contextlib
import csv
import io
import itertools
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from analysis.returns import workbooks
from analysis.returns.workbooks import BLANKED, UNPRINTED, Rows

HEAD_ROWS = 40
DELIMITERS = (",", "\t", ";", "|")
# What a file of data is called; any other name is some document.
SUFFIXES = tuple(".csv .tsv .txt .xlsx .xlsm .xlsb .xls .ods .zip .gz .7z .rar".split())
_OLE = b"\xd0\xcf\x11\xe0"
# The part of an Office file that holds the others once a password locks them.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGE = (b"<!doctype html", b"<html")
# What no honest return comes to; beyond it a file could exhaust the machine.
_DEEPEST = 5  # zips, each in another
_LARGEST, _SMALL, _TIMES = 4 << 30, 100 << 20, 200  # bytes unpacked, and times the bytes packed
# Signs that no document may hold (a vertical tab from a word processor): read as blanks.
_BLANKED = bytes.maketrans(UNPRINTED.encode(), b" " * len(UNPRINTED))
_PACKED = {b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7-Zip", b"Rar!": "RAR"}


class UnreadableFileError(Exception):
    """The file cannot be opened; the message names it and what to do."""


@dataclass(frozen=True)
class Sheet:
    """One table-like sheet of a file: a CSV, a worksheet, or either inside a zip.

    ``file`` is what messages call it; ``head`` its first rows as text, blank rows included, so
    that a row's place in it is its place in the file.
    """

    file: str
    head: Rows
    text: str = ""
    rows: Rows | None = None
    delimiter: str = ","

    def below(self, header_row: int | None) -> tuple[pd.DataFrame, pd.Series]:
        """The rows below the header as text, and the line of each.

        ``header_row`` counts from 0; None where there is no header. Columns are numbered from 0;
        rows whose cells are all blank are left out, short rows are filled up with blanks.
        """
        start = 0 if header_row is None else header_row + 1
        width = len(self.head[0 if header_row is None else header_row]) if self.head else 0
        if self.rows is not None:
            return _filled(itertools.islice(enumerate(self.rows, start=1), start, None), width)
        # The fast way counts lines: it may begin only where every row so far is a line.
        plain = not any("\n" in cell for row in self.head[:start] for cell in row)
        frame = _read_with_arrow(self.text, start, width, self.delimiter) if plain else None
        if frame is None:
            rows = numbered_rows(self.text, self.delimiter, self.file)
            return _filled(itertools.islice(rows, start, None), width)
        lines = pd.Series(range(start + 1, start + 1 + len(frame)), dtype="int64")
        blank = pd.Series(True, index=frame.index)
        for column in frame:
            if not blank.any():
                break
            blank &= frame[column].str.strip() == ""
        return frame[~blank].reset_index(drop=True), lines[~blank].reset_index(drop=True)


def _filled(
    numbered: Iterable[tuple[int, Sequence[str]]], width: int
) -> tuple[pd.DataFrame, pd.Series]:
    """Rows that are not blank, as wide as the widest of them, and their lines."""
    kept = [(line, row) for line, row in numbered if any(cell.strip() for cell in row)]
    width = max([width, *(len(row) for _, row in kept)])
    cells = [[*row, *[""] * (width - len(row))] for _, row in kept]
    frame = pd.DataFrame(cells, columns=range(width), dtype="str")
    return frame, pd.Series([line for line, _ in kept], dtype="int64")


def open_sheets(path: Path, *, name: str) -> Iterator[Sheet]:
    """The sheets of a file; ``name`` is what messages call it.

    Raises ``UnreadableFileError`` where the file is none of CSV, workbook and zip, or is broken.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{name} cannot be read ({error.strerror}). Close it in other programs, then try again."
        ) from None
    yield from _sheets(content, name)


def _sheets(content: bytes, name: str, depth: int = 0) -> Iterator[Sheet]:
    if not content.strip():
        raise UnreadableFileError(f"{name} is empty. Save it again from its source.")
    if content[:4] == _OLE and _LOCKED in content:
        raise UnreadableFileError(
            f"{name} is locked with a password. Save it without one and put that here."
        )
    if content[:4] == _OLE:
        yield from _workbook(content, name)
    elif content[:2] == b"PK":
        yield from _archive(content, name, depth)
    elif content[:5] == b"%PDF-":
        raise UnreadableFileError(f"{name} is a PDF. Ask for the data file behind it.")
    elif packer := next((by for mark, by in _PACKED.items() if content.startswith(mark)), None):
        raise UnreadableFileError(
            f"{name} is packed by {packer}. Unpack it, or pack it as .zip, and put that here."
        )
    elif content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB_PAGE):
        raise UnreadableFileError(f"{name} is a web page. Download the data file that it links to.")
    else:
        yield _csv(content, name)


def _archive(content: bytes, name: str, depth: int) -> Iterator[Sheet]:
    """The sheets of a zip, or of a workbook, which is one; ``depth`` zips are around it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise UnreadableFileError(
            f"{name} starts as a zip or workbook but is cut off. Download it again."
        ) from None
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > _LARGEST or unpacked > max(_SMALL, _TIMES * len(content)):
        raise UnreadableFileError(
            f"{name} would unpack to {unpacked / 1e6:,.0f} MB from {len(content) / 1e6:,.1f} MB. "
            "Ask its sender for the data alone."
        )
    members = sorted(archive.namelist())
    if {"[Content_Types].xml", "mimetype"} & set(members):
        yield from _workbook(content, name)
        return
    if depth >= _DEEPEST:
        raise UnreadableFileError(
            f"{name.split('.zip/')[0]}.zip holds more than {_DEEPEST} zips, each in another. "
            "Unpack it and put its files here."
        )
    holds_something = False
    for member in members:
        hidden = member.startswith("__MACOSX") or Path(member).name.startswith((".", "~$"))
        if hidden or member.endswith("/") or Path(member).suffix.lower() not in SUFFIXES:
            continue
        holds_something = True
        try:
            inside = archive.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise UnreadableFileError(
                f"{name}/{member} is damaged. Download {name} again."
            ) from None
        except (RuntimeError, NotImplementedError):
            raise UnreadableFileError(
                f"{name} is locked with a password or packed in an unusual way. "
                "Unpack it and put its files here."
            ) from None
        yield from _sheets(inside, f"{name}/{member}", depth + 1)
    if not holds_something:
        raise UnreadableFileError(f"{name} holds no CSV and no workbook.")


def _workbook(content: bytes, name: str) -> Iterator[Sheet]:
    try:
        sheets = list(workbooks.worksheets(content))
    except Exception as error:
        raise UnreadableFileError(
            f"{name} cannot be opened as a workbook ({error}). Save it again as .xlsx."
        ) from None
    for title, rows in sheets:
        called = name if len(sheets) == 1 else f"{name} [{title}]"
        yield Sheet(file=called, head=rows[:HEAD_ROWS], rows=rows)


def _csv(content: bytes, name: str) -> Sheet:
    text = _decode(content, name)
    heads = {}
    for mark in DELIMITERS:
        if mark in text[:20_000]:
            with contextlib.suppress(UnreadableFileError):
                heads[mark] = _head(text, mark, name)
    delimiter = max(heads, key=lambda mark: _evenness(heads[mark]), default=",")
    head = heads[delimiter] if heads else _head(text, delimiter, name)
    return Sheet(file=name, head=head, text=text, delimiter=delimiter)


def _head(text: str, delimiter: str, name: str) -> Rows:
    rows = (tuple(row) for _, row in numbered_rows(text, delimiter, name))
    return tuple(itertools.islice(rows, HEAD_ROWS))


def _evenness(head: Rows) -> tuple[int, int]:
    """How evenly a delimiter cuts the first rows: rows of the commonest width, and that width.

    A comma in "1,234" cuts here and there; the file's own delimiter cuts every row alike.
    """
    widths = Counter(len(row) for row in head if len(row) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


def numbered_rows(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every row of a CSV's text with the line it starts on, blank rows included.

    Raises ``UnreadableFileError`` where a stray quotation mark swallows the rows below it.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line, width = 1, 0
    try:
        for row in reader:
            width = max(width, len(row))
            for cell in row:
                if "\n" in cell and cell.count(delimiter) >= max(2, width - 1):
                    raise UnreadableFileError(
                        f"{name} line {line}: a quotation mark opens here and the lines below it "
                        "become one cell. Remove it or close it."
                    )
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(
            f"{name} line {line} cannot be read as a table ({error}). Save it again as .csv."
        ) from None


def _decode(content: bytes, name: str) -> str:
    try:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = content.decode("utf-16").translate(BLANKED)
        elif (half := _wide_characters(content[:4096])) is not None:
            text = content.decode(half).translate(BLANKED)
        elif b"\x00" in content[:4096]:
            raise UnreadableFileError(
                f"{name} is neither text nor a workbook. Save it as .csv or .xlsx."
            )
        else:
            text = content.translate(_BLANKED).decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows' Western code page; they stay visible as such.
        text = content.translate(_BLANKED).decode("cp1252", errors="replace")
    return text if "\n" in text else text.replace("\r", "\n")


def _wide_characters(start: bytes) -> str | None:
    """How UTF-16 without its mark is written: in Latin text every other byte is zero."""
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        others = start[1 - offset :: 2]
        if others and b"\x00" not in others and start[offset::2].count(0) > 0.9 * len(others):
            return encoding
    return None


def _read_with_arrow(text: str, start: int, width: int, delimiter: str) -> pd.DataFrame | None:
    """The fast way for a plain file; None where the file needs the patient one.

    Patient files are those with quoted line breaks, ragged or empty rows: there a row's line is
    not its place. ``start`` rows, of a line each, are left out.
    """
    if not width:
        return None
    below = _after_lines(text, start)
    lines = below.count("\n") + (not below.endswith("\n")) if below else 0
    if not lines:
        return None
    names = [str(i) for i in range(width)]
    try:
        table = pa.csv.read_csv(
            pa.py_buffer(below.encode("utf-8")),
            read_options=pa.csv.ReadOptions(column_names=names),
            parse_options=pa.csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=False, ignore_empty_lines=False
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != lines:
        return None
    frame = table.to_pandas(
        types_mapper={pa.large_string(): pd.StringDtype("pyarrow", float("nan"))}.get
    )
    frame.columns = range(width)
    return frame


def _after_lines(text: str, count: int) -> str:
    place = 0
    for _ in range(count):
        place = text.find("\n", place) + 1
        if not place:
            return ""
    return text[place:]
