"""The tables of a report as an accessible workbook.

Workbooks follow the Analysis Function's rules for spreadsheets: a cover, contents and notes, one
table on a sheet, one header row, no merged cells.
"""

import io
import math
import re
from collections.abc import Collection
from datetime import datetime

import pandas as pd

from analysis import disclosure
from analysis.project import periods
from analysis.report.naming import marks, site_name
from analysis.report.page import ILLUSTRATIVE, Page
from analysis.report.page.cells import heading, number_format

_MADE = datetime(2000, 1, 1)
_UNKNOWN = "[x]"
_NOTE = "A cell that reads [x] is not known or does not apply. It is never nought."
_LEGEND = "A column headed (£) is in pounds, one headed (%) runs from 0 to 100."
_LONGEST_LABEL = 31  # characters that a sheet's name may have
_A4 = 9  # the workbook format's number for the paper
# Pixels of a column, of the margin of its text, and of a line: longer text runs over several
# lines, and not every program makes a row as high as its text by itself.
_WIDEST, _NARROWEST, _GUTTER, _LINE = 420, 90, 24, 21
_ROUGHLY = 1.15  # type of 12 points against the 11 that text is measured in, and broken lines


def workbook(title: str, tables: list[tuple[str, str, pd.DataFrame]], page: Page) -> bytes:
    """A report's tables as an accessible workbook: cover, contents, notes, a table a sheet."""
    import gptables  # a second and a half that only the workbooks need

    cycle, public = page.cycle, disclosure.is_public(page.cycle.audience)
    running = f"{title} – {site_name(cycle)}"
    sheets, typed = {}, dict[str, pd.DataFrame]()
    for name, caption, rows in tables:
        label = _label(name, typed)
        typed[label] = _typed(rows)
        sheets[label] = gptables.GPTable(
            table=typed[label].copy(),
            table_name=re.sub(r"\W", "_", f"table_{label}"),
            title=_plain(caption),
            instructions="This sheet holds one table. Notes stand on the sheet of that name.",
            scope="Cells that are not known read [x] $$unknown$$",
            legend=[_LEGEND],
            source=_plain(site_name(cycle)),
            index_columns={},
            additional_formatting=_formats(rows.columns, typed[label]),
        )
    day = periods.in_words(cycle.committee_date) if cycle.committee_date else "day not set"
    about = [
        f"{cycle.committee}, {day}.",
        "Approved." if cycle.status == "approved" else "Draft, not approved.",
        *([ILLUSTRATIVE] if page.illustrative else []),
        *(["Public edition: no table names a practice."] if public else []),
    ]
    content = io.BytesIO()
    book = gptables.produce_workbook(
        content,
        sheets,
        cover=gptables.Cover(
            cover_label="Cover",
            title=_plain(running),
            intro=[_plain(line) for line in about],
            about=["Each sheet holds the table that the page of this report shows."],
            contact=[_plain(cycle.author or "The author is not stated.")],
        ),
        notes_table=pd.DataFrame({"Note reference": ["unknown"], "Note text": [_NOTE]}),
        # Text stays text: nothing that a return says is run or opened.
        workbook_options={"strings_to_formulas": False, "strings_to_urls": False},
    )
    marked = " · ".join(marks(page))
    for each in book.worksheets():
        _settle(each, running=running, marked=marked, rows=typed.get(each.name))
    book.set_properties({"title": title, "author": cycle.author or "", "created": _MADE})
    book.close()
    return content.getvalue()


def _formats(names: pd.Index, typed: pd.DataFrame) -> list[dict]:
    """Numbers with the decimals that the page shows; the cell keeps them all."""
    found = []
    for place, name in enumerate(names):
        numbers = [value for value in typed.iloc[:, place] if not isinstance(value, str)]
        shape: dict[str, str | int] = {"valign": "top"}
        if numbers:
            form = number_format(str(name), numbers)
            shape |= {"num_format": form, "align": "right", "indent": 1}
        found.append({"column": {"columns": [place], "format": shape}})
    return found


def _settle(sheet, *, running: str, marked: str, rows: pd.DataFrame | None) -> None:
    """A sheet as it is read and printed: no endless column, one page wide, its headings again."""
    if sheet.tables:
        head = int(re.findall(r"\d+", sheet.tables[0]["range"])[0]) - 1
        sheet.repeat_rows(head)
        if rows is not None:
            _size(sheet, rows, first=head + 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&L&9" + marked.replace("&", "&&"))
    sheet.set_footer("&L&9" + running.replace("&", "&&") + "&R&9Page &P of &N")


def _size(sheet, rows: pd.DataFrame, *, first: int) -> None:
    """Columns no wider than can be read, and rows as high as their text then needs."""
    from xlsxwriter.utility import cell_autofit_width

    widths = {
        place: min(max(column.width + _GUTTER, _NARROWEST), _WIDEST)
        for place, column in sheet.col_info.items()
    }
    for place, width in widths.items():
        sheet.set_column_pixels(place, place, width)
    for number, row in enumerate(rows.itertuples(index=False), start=first):
        needed = [
            math.ceil(cell_autofit_width(cell) * _ROUGHLY / widths[place])
            for place, cell in enumerate(row)
            if isinstance(cell, str)
        ]
        if (lines := max(needed, default=1)) > 1:
            sheet.set_row_pixels(number, lines * _LINE)


def _label(name: str, taken: Collection[str]) -> str:
    """A name for a sheet that no other has, whatever its capitals."""
    label, number = name[:_LONGEST_LABEL], 2
    while label.lower() in map(str.lower, taken):
        ending = f"-{number}"
        label, number = name[: _LONGEST_LABEL - len(ending)] + ending, number + 1
    return label


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns of numbers as numbers, blanks as their sign, the rest as plain text."""
    found = {}
    for column, values in rows.items():
        known = values[values != ""]
        numbers = pd.to_numeric(known, errors="coerce")
        if len(known) and numbers.notna().all() and not known.str.match(r"0\d").any():
            whole = numbers.reindex(values.index).astype("object")
            found[column] = whole.where(values != "", _UNKNOWN)
        else:
            found[column] = values.map(lambda text: _spoken(_plain(text)) if text else _UNKNOWN)
    return pd.DataFrame(found).rename(columns=lambda column: _plain(heading(column)))


def _spoken(text: str) -> str:
    """A cell of signs alone with words before it: read aloud, a dash or a question mark is lost."""
    return text if re.search(r"[a-zA-Z0-9]", text) else f"sent as {text.strip() or 'a blank'}"


def _plain(text: str) -> str:
    """Text without the CSV's guard, the workbook's marks for notes and links taken as words."""
    text = text[1:] if re.match(r"'[=+\-@\t\r]", text) else text
    return text.replace("$$", "$ $").replace("](", "] (")
