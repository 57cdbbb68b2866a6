"""A special-cause (XmR) chart: points, mean and process limits, special causes marked by shape."""

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers, variation_icons
from analysis.charts.axis import Plot, Scale
from analysis.charts.canvas import (
    GREY,
    INK,
    QUIET,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Chart,
    canvas,
    width_of,
)
from analysis.charts.rows import behind, measure_words, tidy
from analysis.project import periods

_HEIGHT = 250.0
_FOOT = 62.0
_LIMITS = ("mean", "low", "high")
# Shape, colour, size and words by kind of variation: the shape alone is enough.
_LOOK = {
    "common cause": ("o", "#6B7075", 5.0, "usual variation"),
    "improvement": ("^", "#005EB8", 9.0, "special cause, for the better"),
    "concern": ("v", "#B84B00", 9.0, "special cause, for the worse"),
    "special cause": ("D", "#490092", 7.5, "special cause"),
}


def special_cause(
    frame: pd.DataFrame,
    *,
    name: str,
    unit: str,
    measure: str | None = None,
) -> Chart | None:
    """One series with its mean and its process limits, as ``methods.special_cause`` gives them.

    ``frame`` has one row per ``month``; ``value``, ``mean``, ``low`` and ``high`` are in
    ``unit``; ``variation`` is common cause, improvement, concern or special cause. The axis is
    cut to the data, and states it. None where there is no row.
    """
    rows = tidy(frame, columns=["month", *_LIMITS, "variation", "way"], value="value")
    rows = rows.dropna(subset=["value"]).reset_index(drop=True)
    if rows.empty:
        return None
    svg = _draw(rows.assign(day=rows["month"].map(numbers.day_number)), name, unit)
    written = _in_words(rows, measure_words(measure, name), unit)
    last = rows.iloc[-1]
    return Chart(
        svg,
        written,
        behind(rows, value="value", unit=unit, others=_LIMITS),
        (variation_icons.variation(last["variation"], last["way"]),),
    )


def _draw(points: pd.DataFrame, name: str, unit: str) -> str:
    days, last = points["day"], points.iloc[-1]
    scale = Scale(points[["value", "mean", "low", "high"]].to_numpy().ravel().tolist(), unit=unit)
    say = numbers.labeller([float(last[c]) for c in ("high", "mean", "low")], unit=unit)
    ends = {
        column: f"{words} {say(float(last[column]))}"
        for column, words in (("high", "upper limit"), ("mean", "mean"), ("low", "lower limit"))
    }
    margin = max(width_of(text, size=SMALL) for text in ends.values()) + 16
    top = _HEIGHT - (24.0 if scale.note else 10.0)
    box = Box(scale.width + 16, _FOOT, WIDTH - margin, top)
    pad = max(days.max() - days.min(), 1) * 0.02 + 1
    with canvas(name=name, height=_HEIGHT) as page:
        plot = Plot(page, box, across=(days.min() - pad, days.max() + pad), up=scale.ends)
        plot.mark_up(scale)
        page.text(0, _HEIGHT - 8, scale.note, size=SMALL, colour=QUIET)
        plot.mark_time(points["month"].tolist())
        lowest = float("inf")
        for column, words in ends.items():
            look = (INK, "-") if column == "mean" else (QUIET, (0, (5, 3)))
            for _, part in points.groupby(_baseline(points)):
                plot.axes.plot(part["day"], part[column], color=look[0], ls=look[1], lw=1.2)
            lowest = min(plot.y(float(last[column])), lowest - 14)
            page.text(box.right + 10, lowest, words, size=SMALL, colour=QUIET)
        plot.axes.plot(days, points["value"], color=GREY, lw=1.4, zorder=3)
        for kind, (marker, colour, size, _) in _LOOK.items():
            these = points[points["variation"] == kind]
            plot.points(these["day"], these["value"], marker=marker, colour=colour, size=size, z=4)
        _key(page, set(points["variation"]), box.left)
        return page.svg()


def _baseline(points: pd.DataFrame) -> pd.Series:
    """The number of the baseline that each point is judged by: where the limits change."""
    limits = points[list(_LIMITS)]
    return (limits != limits.shift()).any(axis="columns").cumsum()


def _key(page: Canvas, kinds: set[str], left: float) -> None:
    """What each shape means, in words, for the shapes that occur."""
    x = left
    for marker, colour, size, words in (_LOOK[kind] for kind in _LOOK if kind in kinds):
        page.mark(x + 5, 10, marker, colour=colour, size=size)
        x = page.text(x + 14, 10, words, size=SMALL).right + 20


def _in_words(points: pd.DataFrame, measure: str, unit: str) -> str:
    first, last = (periods.in_words(p) for p in points["month"].iloc[[0, -1]])
    end = points.iloc[-1]
    mean, latest = (numbers.figure(float(end[column]), unit) for column in ("mean", "value"))
    parts = [
        f"{alt.listed([periods.in_words(p) for p in group['month']], most=4)}: {_LOOK[kind][3]}"
        for kind, group in points[points["variation"] != "common cause"].groupby("variation")
    ]
    anew = points["month"][_baseline(points).diff() > 0].map(periods.in_words)
    return alt.sentences(
        f"{alt.opening('Special-cause chart', measure, unit)}, {first} to {last}",
        *(f"limits set anew from {month}" for month in anew),
        f"mean {mean}; last: {latest}",
        "; ".join(parts) if parts else "every month is within usual variation",
    )
