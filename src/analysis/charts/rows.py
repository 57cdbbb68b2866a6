"""The rows a chart is drawn from: the columns its caller named, numbers as numbers."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd


def tidy(frame: pd.DataFrame, *, columns: Sequence[str | None], value: str) -> pd.DataFrame:
    """The named columns and ``value`` as a new frame; what is not finite is missing.

    ``area_type`` stays where the frame has it: the page's disclosure rule reads it.
    """
    kept = list(dict.fromkeys(c for c in (*columns, value) if c is not None))
    if "area_type" in frame and "area_type" not in kept:
        kept.insert(0, "area_type")
    absent = [column for column in kept if column not in frame]
    if absent:
        raise ValueError(f"The frame has no column '{absent[0]}'; it has {list(frame.columns)}.")
    rows = frame[kept].reset_index(drop=True)
    numbers = pd.to_numeric(rows[value]).astype("float64")
    return rows.assign(**{value: numbers.where(np.isfinite(numbers))})


def behind(rows: pd.DataFrame, *, value: str, unit: str, others: Sequence[str | None] = ()):
    """The data behind a chart: the same rows, with the unit in each number column's name."""
    return rows.rename(columns={c: _with_unit(c, unit) for c in (value, *others) if c is not None})


def measure_words(measure: str | None, name: str) -> str:
    """What is measured, in words: as given, else the chart's name with spaces."""
    return measure or re.sub(r"[-_]+", " ", name).strip()


def _with_unit(column: str, unit: str) -> str:
    parts = column.split("_")
    return column if unit in column or set(unit.split("_")) <= set(parts) else f"{column}_{unit}"
