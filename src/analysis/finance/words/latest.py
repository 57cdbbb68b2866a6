"""The latest figure of a measure, and a month as the finance report says it."""

import pandas as pd

from analysis.measures import pick
from analysis.project import periods


def latest(measures: pd.DataFrame, measure: str, **where: str) -> pd.Series | None:
    """The commissioner's latest row of a measure that matches, or None."""
    rows = pick(measures, measure, area_type="commissioner", **where)
    return None if rows.empty else rows.iloc[-1]


def in_month(period: str) -> str:
    """A month with its number in the financial year: ``month 8 (November 2017)``."""
    return f"month {periods.month_number(period)} ({periods.in_words(period)})"
