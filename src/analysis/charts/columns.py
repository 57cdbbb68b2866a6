"""Columns over years or age bands."""

from collections.abc import Sequence

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.axis import Plot, Scale
from analysis.charts.bars import bars
from analysis.charts.canvas import (
    BASELINE,
    BLUE,
    INK,
    QUIET,
    SMALL,
    WIDTH,
    Box,
    Chart,
    block_size,
    canvas,
    width_of,
    wrap,
)
from analysis.charts.layout import NOT_KNOWN, names
from analysis.charts.rows import behind, measure_words, tidy

_HEIGHT = 250.0
_LINES = 3


def columns(
    frame: pd.DataFrame,
    *,
    name: str,
    label: str,
    value: str,
    unit: str,
    measure: str | None = None,
) -> Chart | None:
    """Columns from zero, one for each label.

    ``frame`` has one row per ``label``, in the order to show; ``value`` is in ``unit``. A column
    without a value is shown as not known. Where the labels are too long to fit under their
    columns, the chart is drawn as horizontal bars. None where no row has a value; ValueError for
    a row given twice.
    """
    rows = tidy(frame, columns=[label], value=value)
    if rows[value].isna().all():
        return None
    labels, values = names(rows[label]), rows[value].tolist()
    twice = [text for number, text in enumerate(labels) if text in labels[:number]]
    if twice:
        raise ValueError(f"'{twice[0]}' occurs twice; columns need one row for each.")
    known = rows[value].dropna().tolist()
    scale = Scale([0.0, *known], unit=unit, most=5)
    step = (WIDTH - scale.width - 18) / len(rows)
    under = _under(labels, step)
    if under is None:
        return bars(frame, name=name, label=label, value=value, unit=unit, measure=measure)
    foot = max(len(lines) for lines in under) * SMALL * 1.2 + 12
    note = numbers.unit_note(unit)
    box = Box(scale.width + 14, foot, WIDTH - 4, _HEIGHT - (30 if note else 18))
    with canvas(name=name, height=_HEIGHT) as page:
        plot = Plot(page, box, across=(0, len(rows)), up=scale.ends)
        plot.mark_up(scale)
        zero = plot.y(0)
        page.line([box.left, box.right], [zero, zero], colour=BASELINE, z=3)
        page.text(0, _HEIGHT - 9, note, size=SMALL, colour=QUIET)
        _draw_columns(plot, values, width=min(step * 0.72, 64.0), step=step, unit=unit)
        for number, lines in enumerate(under):
            middle = box.bottom - 5 - block_size(lines, size=SMALL)[1] / 2
            page.text(plot.x(number + 0.5), middle, lines, side="center", size=SMALL)
        svg = page.svg()
    kind = alt.opening("Column chart", measure_words(measure, name), unit)
    return Chart(svg, _in_words(kind, labels, values, unit), behind(rows, value=value, unit=unit))


def _under(labels: Sequence[str], step: float) -> list[list[str]] | None:
    """The words under each column, or None where they do not fit."""
    if any(width_of(word, size=SMALL) > step - 4 for text in labels for word in text.split(" ")):
        return None
    wrapped = [wrap(text, width=step - 4, size=SMALL, most=99) for text in labels]
    return wrapped if max(map(len, wrapped)) <= _LINES else None


def _draw_columns(
    plot: Plot, values: Sequence[float], *, width: float, step: float, unit: str
) -> None:
    """The columns, and their values where all have room; ``width`` and ``step`` in points."""
    known = [v for v in values if v == v]
    say = numbers.labeller(known, unit=unit)
    has_room = all(width_of(say(v), size=SMALL) <= step - 4 for v in known)
    middles = [number + 0.5 for number in range(len(values))]
    heights = [v if v == v else 0.0 for v in values]
    plot.axes.bar(middles, heights, width / step * 0.94, zorder=2, color=BLUE)
    for middle, v, height in zip(middles, values, heights, strict=True):
        x, y = plot.place(middle, height)
        if v == v:
            lines, up, colour = [say(v)], -8.0 if v < 0 else 8.0, INK
        else:
            lines, colour = wrap(NOT_KNOWN, width=max(width, 30), size=SMALL), QUIET
            up = 2 + block_size(lines, size=SMALL)[1] / 2
        if has_room or v != v:
            half = block_size(lines, size=SMALL)[0] / 2 + 2
            plot.page.fill(Box(x - half, y + up - 6, x + half, y + up + 6))
            plot.page.text(x, y + up, lines, side="center", size=SMALL, colour=colour)


def _in_words(kind: str, labels: Sequence[str], values: Sequence[float], unit: str) -> str:
    pairs = list(zip(labels, values, strict=True))
    known = [(text, v) for text, v in pairs if v == v]
    called, found = [text for text, _ in known], [v for _, v in known]
    words = alt.extremes(called, found, lambda v: numbers.figure(v, unit))
    if len(known) > 1:
        words += f"; last, {called[-1]}: {numbers.figure(found[-1], unit)}"
    count = f", {len(labels)} columns, {labels[0]} to {labels[-1]}"
    span = f" for {labels[0]}" if len(labels) == 1 else count
    return alt.sentences(kind + span + alt.unknown([text for text, v in pairs if v != v]), words)
