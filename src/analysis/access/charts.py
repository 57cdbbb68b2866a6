"""The charts of the access report: which columns of its frames are drawn."""

import pandas as pd

from analysis.charts import lines
from analysis.charts.canvas import Chart
from analysis.charts.special_cause import special_cause


def trajectory(path: pd.DataFrame, *, name: str) -> Chart | None:
    """A measure's actual, planned and projected paths, as ``progress.paths`` gives them."""
    return lines.trajectory(
        path,
        name=name,
        unit="percent",
        period="period",
        value="value_percent",
        series="series",
        kind="kind",
        low="low_80_percent",
        high="high_80_percent",
        inner=("low_50_percent", "high_50_percent"),
    )


def variation(chart: pd.DataFrame, *, name: str, unit: str = "percent") -> Chart | None:
    """A monthly measure with its mean and limits, as ``special_causes.chart`` gives it."""
    return special_cause(chart, name=name, unit=unit)
