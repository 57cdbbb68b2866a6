"""A special-cause (XmR) chart: points, mean and process limits, special causes marked by shape."""

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.canvas import (
    BASELINE,
    GREY,
    GRID,
    INK,
    QUIET,
    SMALL,
    WIDTH,
    Box,
    Chart,
    canvas,
    width_of,
)
from analysis.charts.rows import behind, measure_words, tidy
from analysis.project import periods

_HEIGHT = 250.0
_FOOT = 40.0
_KEY = 22.0
# Shape, colour and size by kind of variation: the shape alone says which.
_LOOK = {
    "common cause": ("o", "#6B7075", 5.0),
    "improvement": ("^", "#005EB8", 9.0),
    "concern": ("v", "#B84B00", 9.0),
    "special cause": ("D", "#490092", 7.5),
}
_SAID = {
    "common cause": "usual variation",
    "improvement": "special cause, for the better",
    "concern": "special cause, for the worse",
    "special cause": "special cause",
}


def special_cause(
    frame: pd.DataFrame,
    *,
    name: str,
    unit: str,
    period: str,
    value: str,
    mean: str,
    low: str,
    high: str,
    variation: str,
    measure: str | None = None,
) -> Chart | None:
    """One series with its mean and its process limits, as ``methods.special_cause`` gives them.

    ``frame`` has one row per ``period``; ``value``, ``mean``, ``low`` and ``high`` are in
    ``unit``; ``variation`` is common cause, improvement, concern or special cause. The axis is
    cut to the data, and says so. None where there is no row.
    """
    rows = tidy(frame, columns=[period, mean, low, high, variation], value=value)
    rows = rows.dropna(subset=[value]).reset_index(drop=True)
    if rows.empty:
        return None
    svg = _draw(rows, name, unit, period, value, mean, low, high, variation)
    written = _in_words(rows, measure_words(measure, name), unit, period, value, mean, variation)
    data = behind(rows, value=value, unit=unit, others=(mean, low, high))
    return Chart(svg, written, data)


def _draw(rows, name, unit, period, value, mean, low, high, variation) -> str:
    days = [numbers.day_number(p) for p in rows[period]]
    limits = {"upper limit": high, "mean": mean, "lower limit": low}
    every = rows[[value, mean, low, high]].to_numpy().ravel().tolist()
    marks = numbers.ticks(min(every), max(every))
    texts = numbers.tick_labels(marks, unit=unit)
    say = numbers.labeller([float(rows[c].iloc[-1]) for c in limits.values()], unit=unit)
    ends = {words: f"{words} {say(float(rows[c].iloc[-1]))}" for words, c in limits.items()}
    left = max(width_of(text, size=SMALL) for text in texts) + 16
    margin = max(width_of(text, size=SMALL) for text in ends.values()) + 16
    note = numbers.unit_note(unit)
    starts = f"axis starts at {texts[0]}" if marks[0] > 0 else ""
    note = ", ".join(part for part in (note, starts) if part)
    box = Box(left, _FOOT + _KEY, WIDTH - margin, _HEIGHT - (24.0 if note else 10.0))
    pad = max(max(days) - min(days), 1) * 0.02 + 1
    with canvas(name=name, height=_HEIGHT) as page:
        axes = page.axes(box, across=(min(days) - pad, max(days) + pad), up=(marks[0], marks[-1]))

        def place(day, figure):
            x, y = axes.transData.transform((day, figure))
            return float(x), float(y)

        for mark, text in zip(marks, texts, strict=True):
            y = place(days[0], mark)[1]
            page.line([box.left, box.right], [y, y], colour=GRID)
            page.text(box.left - 6, y, text, side="right", size=SMALL, colour=QUIET)
        if note:
            page.text(0, _HEIGHT - 8, note[:1].upper() + note[1:], size=SMALL, colour=QUIET)
        _months(page, box, rows[period].tolist(), place)
        taken = []
        for words, column in limits.items():
            dash = "-" if words == "mean" else (0, (5, 3))
            axes.plot(days, rows[column], color=INK if words == "mean" else QUIET, ls=dash, lw=1.2)
            y = place(days[-1], float(rows[column].iloc[-1]))[1]
            y = min([y, *(other - 14 for other in taken)])
            taken.append(y)
            page.text(box.right + 10, y, ends[words], size=SMALL, colour=QUIET)
        axes.plot(days, rows[value], color=GREY, lw=1.4, zorder=3)
        for kind, (marker, colour, size) in _LOOK.items():
            these = rows[variation] == kind
            axes.plot(
                [day for day, shown in zip(days, these, strict=True) if shown],
                rows.loc[these, value],
                ls="none",
                marker=marker,
                color=colour,
                ms=size,
                mec="white",
                mew=0.9,
                zorder=4,
                clip_on=False,
            )
        _key(page, [kind for kind in _LOOK if (rows[variation] == kind).any()], box.left)
        return page.svg()


def _months(page, box, named, place) -> None:
    each, free = width_of("Mar", size=SMALL) + 14, -1.0
    for day, text, year in numbers.time_marks(named, room=box.right - box.left, each=each):
        x = place(day, 0)[0]
        half = width_of(text, size=SMALL) / 2
        if x - half < free:
            continue
        free = x + half + 4
        page.line([x, x], [box.bottom, box.bottom - 4], colour=BASELINE)
        page.text(x, box.bottom - 13, text, side="center", size=SMALL, colour=QUIET)
        if year:
            page.text(x, box.bottom - 26, year, side="center", size=SMALL, colour=QUIET)


def _key(page, kinds, left) -> None:
    """What each shape means, in words, for the shapes that occur."""
    x = left
    for kind in kinds:
        marker, colour, size = _LOOK[kind]
        page.mark(x + 5, 10, marker, colour=colour, size=size)
        page.text(x + 14, 10, _SAID[kind], size=SMALL, colour=INK)
        x += 14 + width_of(_SAID[kind], size=SMALL) + 20


def _in_words(rows, measure, unit, period, value, mean, variation) -> str:
    def say(number):
        return numbers.figure(float(number), unit)

    when = [periods.in_words(p) for p in rows[period].iloc[[0, -1]]]
    special = rows[rows[variation] != "common cause"]
    told = [
        f"{alt.listed([periods.in_words(p) for p in group[period]], most=4)}: {_SAID[kind]}"
        for kind, group in special.groupby(variation)
    ]
    return alt.sentences(
        f"{alt.opening('Special-cause chart', measure, unit)}, {when[0]} to {when[1]}",
        f"mean {say(rows[mean].iloc[-1])}; last: {say(rows[value].iloc[-1])}",
        "; ".join(told) if told else "every month is within usual variation",
    )
