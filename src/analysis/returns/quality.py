"""Quality and Outcomes Framework (NHS England Digital): points achieved per practice.

Two shapes: the published wide table, and the raw file with a row per indicator and measure.
The wide table prints the year's maximum into a heading ("Achievement score (max. 559)"); its
workbooks put title rows, and headings in up to three merged rows, above the data, and repeat the
headings for every domain: the first set is that of all domains. ``:`` means not available.
The raw files give their year in four digits of the name (``ACHIEVEMENT_1718.csv``); they carry
no maximum, no list and no commissioner.
"""

import re

import pandas as pd

from analysis.returns import cell_text
from analysis.returns.layout import Reading, Tables, find_columns, has_columns
from analysis.returns.layout_files import layouts_of
from analysis.returns.workbooks import Row, Rows

_HEADER_ROWS = 4
_CODE = r"[A-Z]\d{5}"

# The maximum was 559 from 2013/14 to 2019/20. The regions tell one of those years: South West and
# South East (Y58, Y59) replaced South in April 2018, the North (Y54) was split in April 2019.
_SOUTH_SPLIT, _NORTH_WHOLE = {"Y58", "Y59"}, "Y54"


def _read_wide(reading: Reading) -> Tables:
    rows = reading.pick()
    found = find_columns(reading.header, reading.layout.columns)
    printed = re.search(r"\d+(?:\.\d+)?", reading.header[found["points"]])
    maximum = printed.group() if printed else None
    if maximum is None:
        reading.oddities.append("its headings do not say how many points there were to achieve")
    year = _financial_year(reading, set(rows["region"].dropna()), maximum)
    reading.vintage = f"{year or 'year unknown'}" + (
        f", maximum {maximum} points" if maximum else ""
    )
    # Notes below the table and units below the headings hold none of its columns.
    held = rows[["practice_code", "points", "patients_registered"]]
    is_row = held["practice_code"].notna() & held.iloc[:, 1:].notna().any(axis=1)
    is_row |= rows["points"].notna()
    is_row |= held["practice_code"].fillna("").str.fullmatch(_CODE)
    kept = rows[is_row].drop(columns="region")
    return {"qof": kept.assign(financial_year=year, points_maximum=maximum)}


def _read_merged(reading: Reading) -> Tables:
    """A workbook whose headings are in several rows, the last of which ends the sheet's title."""
    last, header = _merged_header(reading.sheet.head) or (0, ())
    below = reading.lines > last + 1
    return reading.read_as(
        LAYOUTS["qof_achievement"],
        header_row=last,
        header=header,
        body=reading.body[below],
        lines=reading.lines[below],
    )


def _read_tall(reading: Reading) -> Tables:
    """Points summed over a practice's indicators: the only adding up that a reader does."""
    found = find_columns(reading.header, reading.layout.columns)
    measure = reading.clean(reading.body[found["measure"]]).str.upper()
    body = reading.body[measure == "ACHIEVED_POINTS"]
    points = pd.to_numeric(reading.clean(body[found["value"]]), errors="coerce")
    by_practice = points.groupby(reading.clean(body[found["practice_code"]]), sort=False)
    total = by_practice.sum(min_count=1).round(6)
    first = reading.sourced(
        pd.DataFrame({"practice_code": reading.clean(body[found["practice_code"]])})
    ).drop_duplicates("practice_code")
    first = first[first["practice_code"].notna()]
    year = _financial_year(reading, set(), None)
    reading.vintage = f"{year or 'year unknown'}, raw indicators"
    return {
        "qof": first.assign(
            financial_year=year,
            points=cell_text.from_numbers(first["practice_code"].map(total)),
        )
    }


def _financial_year(reading: Reading, regions: set[str], maximum: str | None) -> str | None:
    year = reading.financial_year()
    if year is None and (year := _year_in_name(reading.sheet.file)) in ("2019/20", "2020/21"):
        reading.oddities.append(f"the four digits of the file's name are read as {year}")
    if year:
        return year
    if maximum == "559" and regions >= _SOUTH_SPLIT and _NORTH_WHOLE in regions:
        reading.oddities.append(
            "the year is not stated; read as 2017/18, the one published with the regions of "
            "April 2018 and a maximum of 559 points: if that is wrong, state it in cycle.yml "
            "under periods"
        )
        return "2017/18"
    reading.oddities.append(
        "nothing says which year the points were achieved in: state it in cycle.yml under periods"
    )
    return None


def _year_in_name(file: str) -> str | None:
    """Two years in four digits, as the raw files have them: ``ACHIEVEMENT_1718.csv``."""
    for first, second in re.findall(r"(?<!\d)(\d{2})(\d{2})(?!\d)", file):
        if int(second) == int(first) + 1:
            return f"20{first}/{second}"
    return None


def _merged_header(head: Rows) -> tuple[int, Row] | None:
    """The last of the header's rows, and one heading per column, or None where there is none."""
    for start in range(len(head)):
        if "practicecode" not in "".join(head[start]).lower().replace(" ", ""):
            continue
        rows = head[start : start + _HEADER_ROWS]
        width = max(len(row) for row in rows)
        header = [""] * width
        for depth, row in enumerate(rows):
            if _is_data(row):
                break
            for place, cell in enumerate(row):
                # The group's heading of a merged block gives way to the column's own below it.
                if cell.strip():
                    header[place] = cell
            if has_columns(header, LAYOUTS["qof_achievement"].columns):
                return (start + depth, tuple(header)) if depth else None
    return None


def _is_data(row: Row) -> bool:
    return any(re.fullmatch(_CODE, cell.strip()) for cell in row)


LAYOUTS = layouts_of(
    "quality",
    {
        "qof_achievement": _read_wide,
        "qof_achievement_merged": _read_merged,
        "qof_raw": _read_tall,
    },
    recognise={"qof_achievement_merged": lambda head: _merged_header(head) is not None},
)
