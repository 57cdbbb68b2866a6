"""Text from a return becomes days, months, numbers and choices, as its table declares."""

import re
from collections.abc import Callable

import pandas as pd

from analysis.project import periods
from analysis.tables.declare import Column, Table

_READ_PERIOD = {
    "day": periods.read_day,
    "month": periods.read_month,
    "financial_year": periods.read_financial_year,
    "period": periods.read_period,
}
_EXAMPLE = {
    "day": "a day such as 2018-02-07",
    "month": "a month such as 2017-11",
    "financial_year": "a financial year such as 2017/18",
    "period": "a day, a month or a financial year",
    "number": "a number",
    "flag": "yes or no",
}


# A number as finance writes it: thousands set off in threes or not at all. "1,5" is no 15 and
# "12 34" no 1234: they are reported as unreadable.
_SIZE = (
    r"(?P<size>[0-9]{1,3}(?P<gap>[, \u00a0\u2009\u202f])[0-9]{3}(?:(?P=gap)[0-9]{3})*(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
)
_NUMBER = re.compile(rf"(?P<sign>[-+]?) ?{_SIZE}\Z")
_NUMBER_IN_BRACKETS = re.compile(rf"(?P<sign>\() ?{_SIZE} ?%?\)\Z")

_FLAGS = {"yes": ("yes", "y", "true", "1"), "no": ("no", "n", "false", "0")}

# Codes of the Organisation Data Service are capitals; other identifiers keep the case they have.
_ODS_CODES = ("practice_code", "successor_code", "commissioner_code", "pcn_code", "icb_code")


def conform(text: pd.DataFrame, *, table: Table) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give a frame of text the types its table declares.

    ``text`` holds the table's columns as text with missing values already missing, and
    ``source_file`` and ``source_line``; other columns are left out. Returns the typed frame, its
    index untouched, and the cells that could not be read: one row per cell, with columns ``row``
    (the index label), ``column``, ``value`` and ``expected``. An unreadable cell is missing in the
    typed frame.
    """
    typed, unread = {}, []
    for column in table.columns:
        name, expected = column.name, _EXAMPLE.get(column.kind, "")
        cells = text[name] if name in text else pd.Series(pd.NA, index=text.index)
        values = cells.astype("str").str.strip()
        values = values.mask(values == "")
        typed[name] = _read(values, column)
        bad = values[values.notna() & typed[name].isna()]
        unread += [(row, name, value, expected) for row, value in bad.items()]
    frame = pd.DataFrame(typed, index=text.index)
    frame["source_file"] = text["source_file"].astype("str")
    frame["source_line"] = text["source_line"].astype("int64")
    return frame, pd.DataFrame(unread, columns=["row", "column", "value", "expected"])


def _read(values: pd.Series, column: Column) -> pd.Series:
    if column.kind == "number":
        return read_numbers(values)
    if column.kind in _READ_PERIOD:
        return map_distinct(values, _READ_PERIOD[column.kind])
    if column.kind == "flag":
        return map_distinct(values, _read_flag)
    if column.kind == "choice":
        by_key = {_choice_key(choice): choice for choice in column.choices}
        # A text that is no choice stays as it is, for the expectation to name.
        return map_distinct(values, lambda text: by_key.get(_choice_key(text), text))
    return values.str.upper() if column.name in _ODS_CODES else values


def read_numbers(values: pd.Series) -> pd.Series:
    """Numbers from text as finance writes them: ``1,234``, ``(2.5)``, ``£300``, ``-4``, ``7%``."""
    plain = pd.to_numeric(values, errors="coerce").astype("float64")
    odd = values.notna() & plain.isna()
    if odd.any():
        read = {text: _read_number(text) for text in values[odd].unique()}
        plain[odd] = values[odd].map(read).astype("float64")
    # "inf" and "nan" are words in a return, not numbers.
    return plain.where(plain.abs() != float("inf"))


def _read_number(text: str) -> float:
    bare = text.replace("−", "-").replace("£", "", 1).strip().removesuffix("%").strip()
    found = _NUMBER.match(bare) or _NUMBER_IN_BRACKETS.match(bare)
    if not found:
        return float("nan")
    size = float(re.sub(r"[^0-9.]", "", found.group("size")))
    return size if found.group("sign") in ("", "+") else -size


def _read_flag(text: str) -> str | None:
    return next((flag for flag, texts in _FLAGS.items() if text.lower() in texts), None)


def _choice_key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def map_distinct(values: pd.Series, read: Callable[[str], str | None]) -> pd.Series:
    """Each distinct text read once: a million rows hold a handful. Missing is still missing."""
    return values.map({text: read(text) for text in values.dropna().unique()}).astype("str")
