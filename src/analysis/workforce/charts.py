"""The charts of the workforce report: which columns of its frames are drawn, and in which words."""

from dataclasses import replace

import pandas as pd

from analysis.charts.bars import dots
from analysis.charts.canvas import Chart
from analysis.charts.lines import trajectory, trend


def definitions(series: pd.DataFrame, lines: pd.DataFrame) -> Chart | None:
    """GPs by definition over the snapshots, a definition that changed as two lines.

    ``series`` is kept as the data behind the figure: it says more than the lines.
    """
    drawn = trend(
        lines,
        name="gp-definitions",
        period="period",
        series="series",
        value="fte",
        unit="fte",
        from_zero=False,
        measure="GPs by definition",
    )
    return drawn and replace(drawn, data=series)


def by_place(rows: pd.DataFrame, *, highlight: str | None = None) -> Chart | None:
    """Staff per 1,000 registered patients of every place, with all practices' for comparison."""
    if rows.empty:
        return None
    return dots(
        rows,
        name="staff-by-place",
        label="place",
        value="fte_per_1000",
        unit="fte_per_1000",
        reference=rows["all_per_1000"].iloc[0],
        reference_label="All practices" if rows["staff"].iloc[0] == "GPs" else "All networks",
        highlight=highlight,
        measure=f"{rows['staff'].iloc[0]} per 1,000 registered patients",
    )


def outlook(rows: pd.DataFrame) -> Chart | None:
    """GPs at the snapshots, as projected with the span of outcomes, and as nationally expected."""
    return trajectory(
        rows,
        name="full-time equivalent GPs",
        unit="fte",
        period="period",
        value="fte",
        series="series",
        kind="kind",
        low="low_fte",
        high="high_fte",
        from_zero=False,
    )
