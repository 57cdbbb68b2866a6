"""Small multiples: one panel of bars for each group, all on one scale."""

import math
from collections.abc import Sequence

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.axis import Plot, limits
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

_GAP = 16.0
_LABELS = 120.0  # the most that the bars' labels may take, in points
_LEAST = 118.0  # the narrowest panel, in points
_FOOT = 18.0


def small_multiples(
    frame: pd.DataFrame,
    *,
    name: str,
    panel: str,
    x: str,
    value: str,
    unit: str,
    measure: str | None = None,
) -> Chart | None:
    """One panel of horizontal bars for each ``panel``, in the frame's order, on one scale.

    ``frame`` has one row per ``panel`` and ``x``; ``value`` is in ``unit``. Panels in a row share
    the labels of their bars. None where no row has a value; ValueError where a row is given twice.
    """
    rows = tidy(frame, columns=[panel, x], value=value)
    if rows[value].isna().all():
        return None
    if rows.duplicated([panel, x]).any():
        twice = rows.loc[rows.duplicated([panel, x]), [panel, x]].iloc[0]
        raise ValueError(f"'{twice.iloc[0]}, {twice.iloc[1]}' occurs twice in the panels.")
    cells = pd.DataFrame({"panel": names(rows[panel]), "x": names(rows[x]), "value": rows[value]})
    svg = _draw(cells, name=name, unit=unit)
    written = _in_words(cells, measure_words(measure, name), unit)
    return Chart(svg, written, behind(rows, value=value, unit=unit))


def _draw(cells: pd.DataFrame, *, name: str, unit: str) -> str:
    titles, labels = list(cells["panel"].unique()), list(cells["x"].unique())
    known = cells["value"].dropna().tolist()
    say = numbers.labeller(known, unit=unit)
    wrapped = [wrap(text, width=_LABELS, size=SMALL) for text in labels]
    left = max(block_size(lines, size=SMALL)[0] for lines in wrapped) + 12
    row = max(18.0, *(block_size(lines, size=SMALL)[1] + 4 for lines in wrapped))
    low, high = limits([0.0, *known])
    room_for_value = max(width_of(say(v), size=SMALL) for v in known) + 8
    across = _across(len(titles), WIDTH - left)
    width = (WIDTH - left - _GAP * (across - 1)) / across
    heads = [wrap(title, width=width, bold=True) for title in titles]
    note = numbers.unit_note(unit)
    top = 26.0 if note else 4.0
    rows = range(0, len(titles), across)
    above = [max(block_size(lines)[1] for lines in heads[n : n + across]) + 14 for n in rows]
    body = row * len(labels)
    with canvas(name=name, height=top + sum(above) + len(rows) * (body + _FOOT)) as page:
        page.text(0, page.height - 9, note, size=SMALL, colour=QUIET)
        for number, (title, head) in enumerate(zip(titles, heads, strict=True)):
            place, at = divmod(number, across)
            upper = page.height - top - sum(above[:place]) - place * (body + _FOOT)
            x = left + at * (width + _GAP)
            page.text(x, upper - block_size(head)[1] / 2, head, bold=True)
            lower = upper - above[place]
            for position, lines in enumerate(wrapped if at == 0 else []):
                middle = lower - (position + 0.5) * row
                page.text(left - 8, middle, lines, side="right", size=SMALL)
            room = Box(
                x + room_for_value * (low < 0), lower - body, x + width - room_for_value, lower
            )
            plot = Plot(page, room, across=(low, high), up=(0, len(labels)))
            start = plot.x(0)
            page.line([start, start], [room.bottom, room.top], colour=BASELINE, z=3)
            here = cells[cells["panel"] == title].set_index("x").reindex(labels)
            for position, v in enumerate(here["value"]):
                _draw_bar(plot, len(labels) - position - 0.5, v, say(v) if v == v else NOT_KNOWN)
        return page.svg()


def _draw_bar(plot: Plot, at: float, v: float, text: str) -> None:
    """One bar with its value at its end."""
    end, middle = plot.place(v if v == v else 0.0, at)
    if v == v:
        plot.axes.barh(at, v, 0.62, color=BLUE, zorder=2)
    x, side = (end - 4, "right") if v < 0 else (end + 4, "left")
    colour = QUIET if text == NOT_KNOWN else INK
    plot.page.text(x, middle, text, side=side, size=SMALL, colour=colour)


def _across(panels: int, room: float) -> int:
    """How many panels are side by side, in rows as even as can be."""
    most = max(1, int((room + _GAP) // (_LEAST + _GAP)))
    return math.ceil(panels / math.ceil(panels / most))


def _in_words(cells: pd.DataFrame, measure: str, unit: str) -> str:
    known = cells.dropna(subset=["value"])
    panels: Sequence[str] = list(cells["panel"].unique())
    none = [panel for panel in panels if panel not in set(known["panel"])]
    counted = "1 panel" if len(panels) == 1 else f"{len(panels)} panels"
    opening = alt.opening("Small bar charts", measure, unit)
    return alt.sentences(
        f"{opening}, {counted}: {alt.listed(panels, most=13)}" + alt.unknown(none),
        alt.extremes(
            (known["panel"] + " " + known["x"]).tolist(),
            known["value"].tolist(),
            lambda v: numbers.figure(v, unit),
        ),
    )
