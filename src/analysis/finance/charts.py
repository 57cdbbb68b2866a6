"""The charts of the finance report: which columns of its frames are drawn, and in which words."""

import pandas as pd

from analysis.charts.canvas import Chart
from analysis.charts.funnel import funnel
from analysis.charts.lines import trend


def headline_and_underlying(rows: pd.DataFrame) -> Chart | None:
    """The headline and the underlying forecast variance over the months of a year."""
    return trend(
        rows,
        name="headline-and-underlying",
        period="month",
        series="position",
        value="variance_gbp",
        unit="gbp",
        highlight="Headline",
        measure="forecast variance",
    )


def payments_funnel(rows: pd.DataFrame, lines: pd.DataFrame) -> Chart | None:
    """Payments per registered patient by size of list, within limits for that size."""
    return funnel(
        rows.assign(limits=rows["limits"].where(rows["limits"] != "inside", "")),
        lines,
        name="payments-funnel",
        label="practice_name",
        size="patients_registered",
        value="per_registered_gbp",
        unit="gbp",
        size_words="Registered patients",
        measure="payments per registered patient",
    )
