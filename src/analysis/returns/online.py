"""Patient online services (POMI) and submissions through online consultation systems.

Layouts seen: online services wide (April 2015, 16 columns, literal ``NULL``, ``2015/2016 M1``)
and tall (2017 to 2021); online consultations from 2024, two files a month, each of some regions
and each with months already published, and from 2025 the workbook with them, whose headings carry
the numbers of its notes (``Supplier [4,5,6]``).

The wide file counts patients of one online function and does not name it: that is in the
title of the indicator it came from. Its column on the system's status holds words, not counts,
and is not read.
"""

import re

import pandas as pd

from analysis.project import periods
from analysis.returns import cell_text
from analysis.returns.layout import Reading, Tables, find_columns, stacked
from analysis.returns.layout_files import layouts_of
from analysis.tables.column_types import map_distinct

_COUNTS = ["NoPatients", "PatientsEnabled", "PatientsUsed"]
_SUBMISSIONS = (
    "Submissions",
    "Clinical Submissions",
    "Administrative Submissions",
    "Other/Unknown Type Submissions",
)


def _read_wide(reading: Reading) -> Tables:
    rows = reading.pick()
    rows["month"] = cell_text.read_or_keep(rows["month"], periods.read_month).fillna(
        map_distinct(rows.pop("period"), _month_of_period)
    )
    reading.oddities.append(
        "it does not say which online function it counts; see the title of its indicator"
    )
    keys = [name for name in rows if name not in _COUNTS]
    counts = rows.melt(keys, _COUNTS, var_name="field")
    return {"online_service": _with_supplier(stacked([counts]))}


def _read_tall(reading: Reading) -> Tables:
    return {"online_service": _with_supplier(_with_months(reading.pick()))}


def _read_consultations(reading: Reading) -> Tables:
    """Rows of practices without a metric carry nothing and are left out, counted.

    Where the publisher writes "No data" for the system's supplier, a count of 0 submissions is
    missing; a practice whose supplier is known may well have had none.
    """
    rows = reading.pick()
    nothing = rows["metric"].isna() & rows["value"].isna()
    if nothing.any():
        reading.oddities.append(
            f"rows without a metric and a value are left out: {int(nothing.sum()):,}"
        )
    rows = _with_months(rows[~nothing])
    unsupplied = (
        rows["supplier"].str.fullmatch("no data", case=False, na=False)
        & rows["metric"].str.contains("SUBMISSION", case=False, na=False)
        & rows["value"].str.fullmatch(r"0(?:\.0*)?", na=False)
    )
    if unsupplied.any():
        reading.oddities.append(
            'counts of 0 whose supplier is given as "No data" are read as missing: '
            f"{int(unsupplied.sum()):,}"
        )
    return {"online_consultation": rows.assign(value=rows["value"].mask(unsupplied))}


def _read_consultations_wide(reading: Reading) -> Tables:
    """The workbook's row of counts as a row for each, named by its heading without its notes."""
    counts = find_columns(reading.header, {name: (name,) for name in _SUBMISSIONS})
    keys = _with_months(reading.pick()).drop(columns="submissions")
    parts = [
        keys.assign(metric=name, value=reading.clean(reading.body[place]))
        for name, place in counts.items()
    ]
    tall = stacked(parts)
    return {"online_consultation": tall[tall["value"].notna()]}


def _with_months(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(month=cell_text.read_or_keep(rows["month"], periods.read_month))


def _with_supplier(rows: pd.DataFrame) -> pd.DataFrame:
    """NK is the publisher's mark for a supplier not known."""
    return rows.assign(supplier=rows["supplier"].mask(rows["supplier"] == "NK"))


def _month_of_period(text: str) -> str | None:
    """``2015/2016 M1`` is April 2015."""
    found = re.fullmatch(r"(\d{4})/\d{2,4} M(\d{1,2})", text)
    if not found or not 1 <= int(found.group(2)) <= 12:
        return None
    return periods.add_months(f"{found.group(1)}-04", int(found.group(2)) - 1)


LAYOUTS = layouts_of(
    "online",
    {
        "online_services_wide": _read_wide,
        "online_services_tall": _read_tall,
        "online_consultations": _read_consultations,
        "online_consultations_wide": _read_consultations_wide,
    },
)
