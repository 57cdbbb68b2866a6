"""How a tidy table is declared: its grain, its columns, and what may stand in them.

A declaration says each thing once. It yields the Great Expectations suite
(``analysis.checks.great_expectations``), the template of a local return and its reader
(``analysis.returns.local``) and the data dictionary (``docs/data-dictionary.md``).
"""

import re
from dataclasses import dataclass

import pandas as pd

from analysis.project import periods

SOURCE_COLUMNS = ("source_file", "source_line")

# Who may see a table's rows. ``none``: whoever sees the page. ``committee_only``: the committee.
# ``people`` and ``small_numbers``: the committee, and small counts from them are protected.
DISCLOSURE = ("none", "committee_only", "people", "small_numbers")

# Kinds of column, each with how its text is read. A period stays text, as ``periods`` says.
KINDS = ("code", "text", "choice", "flag", "day", "month", "financial_year", "period", "number")

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
# "12 34" no 1234: they are said to be unreadable.
_SIZE = (
    r"(?P<size>[0-9]{1,3}(?P<gap>[, \u00a0\u2009\u202f])[0-9]{3}(?:(?P=gap)[0-9]{3})*(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
)
_NUMBER = re.compile(rf"(?P<sign>[-+]?) ?{_SIZE}\Z")
_NUMBER_IN_BRACKETS = re.compile(rf"(?P<sign>\() ?{_SIZE} ?%?\)\Z")

# Codes of the Organisation Data Service are capitals; other identifiers keep the case they have.
_ODS_CODES = ("practice_code", "successor_code", "commissioner_code", "pcn_code", "icb_code")


@dataclass(frozen=True)
class Column:
    """One column: what it holds, in which unit, and what may stand in it.

    ``required`` means that a row without it is no row; ``low`` and ``high`` bound a number
    (a value outside is set aside); ``odd_low`` and ``odd_high`` bound what is usual (a value
    outside is told); ``choices`` are the only texts allowed, ``pattern`` the only form of a code,
    in words ``pattern_says``; ``remedy`` tells whoever filled the return what to look at.
    """

    name: str
    kind: str
    describes: str
    unit: str = ""
    required: bool = False
    low: float | None = None
    high: float | None = None
    odd_low: float | None = None
    odd_high: float | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    pattern_says: str = ""
    remedy: str = ""
    example: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.name}: no kind of column is called {self.kind!r}")


@dataclass(frozen=True)
class Table:
    """One tidy table: what a row is, its columns, its warnings and its disclosure rule.

    ``title`` is the plain name of the return that feeds it and ``shows`` what the reports show
    with it, in a sentence that also serves where it is missing. A ``local`` table is a return
    whose template is ours. Each of ``orders`` names a column, the column it may not come before,
    and the remedy. ``actual_on`` names the columns that say when something happened or was
    counted. A row whose day, month or year is not over by the committee's day is set aside in a
    local return, for it can be no actual; in a published file, which is only newer than the cycle,
    it is told.
    """

    name: str
    title: str
    row: str
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    shows: str
    local: bool = False
    disclosure: str = "none"
    warnings: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    orders: tuple[tuple[str, str, str], ...] = ()
    actual_on: tuple[str, ...] = ()

    def __post_init__(self):
        if self.disclosure not in DISCLOSURE:
            raise ValueError(f"{self.name}: no disclosure rule is called {self.disclosure!r}")
        kinds = {column.name: column.kind for column in self.columns}
        for name in self.actual_on:
            if kinds.get(name) not in ("day", "month", "financial_year"):
                raise ValueError(f"{self.name}: {name} is no day, month or financial year")

    @property
    def duplicates(self) -> str:
        """The answer to two rows of the same grain: whoever filled our template can mend it."""
        return "stop" if self.local else "set_aside"

    @property
    def names(self) -> list[str]:
        """The columns' names, in order, without the source's."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """A frame of this table without a row: what a return that was not supplied gives."""
        dtypes = {c.name: "float64" if c.kind == "number" else "str" for c in self.columns}
        frame = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})
        return frame.assign(
            source_file=pd.Series(dtype="str"), source_line=pd.Series(dtype="int64")
        )


def only_local(*tables: Table) -> tuple[Table, ...]:
    """The tables, each of them declared ``local``: without it a slip in a return would not stop.

    Raises ``ValueError`` naming the first that is not.
    """
    for table in tables:
        if not table.local:
            raise ValueError(f"{table.name} is a local return: declare it with local=True")
    return tables


def conform(text: pd.DataFrame, *, table: Table) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give a frame of text the types its table declares.

    ``text`` holds the table's columns as text with missing values already missing, and
    ``source_file`` and ``source_line``. Returns the typed frame, its index untouched, and the
    cells that could not be read: one row per cell, with columns ``row`` (the index label),
    ``column``, ``value`` and ``expected``. An unreadable cell is missing in the typed frame.
    """
    typed, unread = {}, []
    for column in table.columns:
        values = (
            text[column.name].astype("str")
            if column.name in text
            else pd.Series(pd.NA, index=text.index, dtype="str")
        )
        values = values.str.strip()
        values = values.mask(values == "")
        typed[column.name] = _read(values, column)
        bad = values.notna() & typed[column.name].isna()
        unread += [
            {
                "row": row,
                "column": column.name,
                "value": value,
                "expected": _EXAMPLE.get(column.kind, ""),
            }
            for row, value in values[bad].items()
        ]
    frame = pd.DataFrame(typed, index=text.index)
    frame["source_file"] = text["source_file"].astype("str")
    frame["source_line"] = text["source_line"].astype("int64")
    return frame, pd.DataFrame(unread, columns=["row", "column", "value", "expected"])


def _read(values: pd.Series, column: Column) -> pd.Series:
    if column.kind == "number":
        return read_numbers(values)
    if column.kind in _READ_PERIOD:
        return _map_distinct(values, _READ_PERIOD[column.kind])
    if column.kind == "flag":
        return _map_distinct(values, _read_flag)
    if column.kind == "choice":
        by_key = {_choice_key(choice): choice for choice in column.choices}
        # A text that is no choice stays as it is, for the expectation to name.
        return _map_distinct(values, lambda text: by_key.get(_choice_key(text), text))
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
    return {"yes": "yes", "y": "yes", "true": "yes", "1": "yes"}.get(text.lower()) or {
        "no": "no",
        "n": "no",
        "false": "no",
        "0": "no",
    }.get(text.lower())


def _choice_key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _map_distinct(values: pd.Series, read) -> pd.Series:
    """Map each distinct text once: a column of half a million dates has a handful of them."""
    known = {text: read(text) for text in values.dropna().unique()}
    return values.map(known).astype("str")
