"""The charts of the access report: which columns of its frames are drawn."""

import pandas as pd

from analysis.charts import lines, variation_icons
from analysis.charts.canvas import Chart
from analysis.charts.spark import spark
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


def overview(cells: pd.DataFrame, summary: pd.DataFrame, trends: list[list[float]]) -> pd.DataFrame:
    """The cells of every special-cause series with its icons and its course.

    ``summary`` and ``trends`` are of the same series (``special_causes``). Adds variation,
    assurance and trend, after the series' name.

    One row per row of ``cells``.
    """
    drawn = pd.DataFrame(
        {
            "variation": [
                variation_icons.variation(kind, way)
                for kind, way in zip(summary["variation"], summary["way"], strict=True)
            ],
            "assurance": [variation_icons.assurance(kind) for kind in summary["assurance"]],
            "trend": [spark(values, say="{:.1f}".format) or "–" for values in trends],
        },
        index=cells.index,
        dtype="object",
    )
    return pd.concat([cells.iloc[:, :1], drawn, cells.iloc[:, 1:]], axis="columns")
