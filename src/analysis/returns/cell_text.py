"""The text of a column's cells, read and written: what several publications need."""

import re
from collections.abc import Callable

import pandas as pd

from analysis.project import periods
from analysis.tables.column_types import map_distinct


def read_or_keep(values: pd.Series, read: Callable[[str], str | None]) -> pd.Series:
    """Texts as read; one that cannot be read is kept, so that a finding names its line."""
    return map_distinct(values, lambda text: read(text) or text)


def from_numbers(numbers: pd.Series) -> pd.Series:
    """Numbers that a reader worked out, as text; missing stays missing."""
    return numbers.map(lambda number: f"{number:.10g}", na_action="ignore").astype("str")


def summed(rows: pd.DataFrame, count: str, *, by: list[str]) -> pd.DataFrame:
    """Counts added up, with the source of the first; what is no number keeps its own row.

    One row per ``by``.
    """
    if not rows.duplicated(by).any():
        return rows
    numbers = pd.to_numeric(rows[count], errors="coerce")
    total = (
        rows.assign(**{count: numbers})[numbers.notna()]
        .groupby(by, dropna=False, sort=False, as_index=False)
        .agg({count: "sum", "source_file": "first", "source_line": "first"})
    )
    total[count] = from_numbers(total[count])
    return pd.concat([total, rows[numbers.isna()]], ignore_index=True)


def recent_day(text: str) -> str | None:
    """A day of a publication that began in this century: ``01-Nov-17`` is of 2017."""
    short = re.fullmatch(r"(\d{1,2})[- ]?([A-Za-z]{3})[- ]?(\d{2})", text.strip())
    return periods.read_day("{} {} 20{}".format(*short.groups()) if short else text)
