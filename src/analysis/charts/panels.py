"""Small multiples: one panel for each group, all on one scale."""

import math
from collections.abc import Sequence

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.canvas import (
    BASELINE,
    BLUE,
    GREY,
    GRID,
    INK,
    QUIET,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Chart,
    block_size,
    canvas,
    width_of,
    wrap,
)
from analysis.charts.layout import limits, names
from analysis.charts.rows import behind, measure_words, tidy
from analysis.project import periods

_GAP = 16.0
_LABELS = 120.0
_NOT_KNOWN = "not known"


def small_multiples(
    frame: pd.DataFrame,
    *,
    name: str,
    panel: str,
    x: str,
    value: str,
    unit: str,
    reference: str | float | None = None,
    reference_label: str = "",
    measure: str | None = None,
) -> Chart | None:
    """One panel for each ``panel``, in the frame's order, all on one scale from zero.

    ``frame`` has one row per ``panel`` and ``x``; ``value`` is in ``unit``. Where every ``x`` is a
    period, panels are lines over time; otherwise they are horizontal bars, which share their
    labels across each row. ``reference`` is a number, or a column with a number for each row:
    drawn in grey and named once by ``reference_label``. None where no row has a value;
    ValueError where a row is given twice.
    """
    column = reference if isinstance(reference, str) else None
    rows = tidy(frame, columns=[panel, x], value=value)
    if column is not None:
        rows[column] = pd.to_numeric(frame[column].reset_index(drop=True)).astype("float64")
    if rows[value].isna().all():
        return None
    if rows.duplicated([panel, x]).any():
        twice = rows.loc[rows.duplicated([panel, x]), [panel, x]].iloc[0]
        raise ValueError(f"'{twice.iloc[0]}, {twice.iloc[1]}' occurs twice in the panels.")
    compared = float("nan") if reference is None else rows[column] if column else float(reference)
    cells = pd.DataFrame(
        {
            "panel": names(rows[panel]),
            "x": names(rows[x]),
            "value": rows[value],
            "reference": compared,
        }
    )
    over_time = all(_is_period(text) for text in cells["x"].unique())
    draw = _lines if over_time else _bars
    svg = draw(cells, name=name, unit=unit, head=_head(unit, reference, reference_label))
    kind = "Small line charts" if over_time else "Small bar charts"
    written = _in_words(kind, cells, measure_words(measure, name), unit)
    return Chart(svg, written, behind(rows, value=value, unit=unit, others=[column]))


def _bars(cells: pd.DataFrame, *, name: str, unit: str, head: tuple[str, str]) -> str:
    labels = list(cells["x"].unique())
    wrapped = [wrap(text, width=_LABELS, size=SMALL) for text in labels]
    left = max(block_size(lines, size=SMALL)[0] for lines in wrapped) + 12
    across = _across(cells["panel"].nunique(), WIDTH - left, least=118)
    width = (WIDTH - left - _GAP * (across - 1)) / across
    say = numbers.labeller(cells["value"].dropna().tolist(), unit=unit)
    row = max(18.0, *(block_size(lines, size=SMALL)[1] + 4 for lines in wrapped))
    low, high = limits([0.0, *cells[["value", "reference"]].to_numpy()[~_missing(cells)]])
    beside = max(width_of(say(v), size=SMALL) for v in cells["value"].dropna()) + 8
    grid = _Grid(cells, across=across, width=width, left=left, body=row * len(labels), foot=18)
    with canvas(name=name, height=grid.height(head)) as page:
        _write_head(page, head, upright=True)
        for number, (title, box) in enumerate(grid.boxes(page)):
            if number % across == 0:
                for position, lines in enumerate(wrapped):
                    middle = box.top - (position + 0.5) * row
                    page.text(left - 8, middle, lines, side="right", size=SMALL)
            room = Box(box.left + beside * (low < 0), box.bottom, box.right - beside, box.top)
            axes = page.axes(room, across=(low, high), up=(0, len(labels)))
            start = float(axes.transData.transform((0.0, 0.0))[0])
            page.line([start, start], [box.bottom, box.top], colour=BASELINE, z=3)
            found = cells[cells["panel"] == title].set_index("x").reindex(labels)
            for position, (v, r) in enumerate(zip(found["value"], found["reference"], strict=True)):
                at = len(labels) - position - 0.5
                end, middle = axes.transData.transform((v if v == v else 0.0, at))
                if v == v:
                    axes.barh(at, v, 0.62, color=BLUE, zorder=2)
                if r == r:
                    mark = float(axes.transData.transform((r, at))[0])
                    end = max(end, mark) if v >= 0 and mark - end < beside and mark > end else end
                    tall = row * 0.42
                    page.line(
                        [mark] * 2, [middle - tall, middle + tall], colour=INK, width=1.6, z=3
                    )
                page.text(
                    float(end) + (4 if not v < 0 else -4),
                    float(middle),
                    say(v) if v == v else _NOT_KNOWN,
                    side="right" if v < 0 else "left",
                    size=SMALL,
                    colour=INK if v == v else QUIET,
                )
        return page.svg()


def _lines(cells: pd.DataFrame, *, name: str, unit: str, head: tuple[str, str]) -> str:
    known = cells["value"].dropna().tolist()
    low, high = limits([0.0, *cells[["value", "reference"]].to_numpy()[~_missing(cells)]])
    ticks = numbers.ticks(low, high, most=5)
    tick_texts = numbers.tick_labels(ticks, unit=unit)
    left = max(width_of(text, size=SMALL) for text in tick_texts) + 14
    across = _across(cells["panel"].nunique(), WIDTH - left, least=115)
    width = (WIDTH - left - _GAP * (across - 1)) / across
    say = numbers.labeller(known, unit=unit)
    cells = cells.assign(day=[numbers.day_number(text) for text in cells["x"]])
    cells = cells.sort_values("day", kind="stable")
    first, last = cells.iloc[0], cells.iloc[-1]
    grid = _Grid(cells, across=across, width=width, left=left, body=84, foot=24)
    with canvas(name=name, height=grid.height(head)) as page:
        _write_head(page, head, upright=False)
        for number, (title, box) in enumerate(grid.boxes(page)):
            pad = (last["day"] - first["day"]) * 0.03 + 1
            inner = Box(box.left, box.bottom, box.right, box.top)
            axes = page.axes(
                inner,
                across=(first["day"] - pad, last["day"] + pad),
                up=(ticks[0], ticks[-1]),
            )

            def place(day, value, axes=axes):
                px, py = axes.transData.transform((day, value))
                return float(px), float(py)

            for tick, text in zip(ticks, tick_texts, strict=True):
                y = place(first["day"], tick)[1]
                page.line([box.left, box.right], [y, y], colour=GRID if tick else BASELINE)
                if number % across == 0:
                    page.text(box.left - 6, y, text, side="right", size=SMALL, colour=QUIET)
            found = cells[cells["panel"] == title]
            if found["reference"].notna().any():
                axes.plot(found["day"], found["reference"], color=GREY, lw=1.4, ls=(0, (4, 2)))
            axes.plot(found["day"], found["value"], color=BLUE, lw=2, clip_on=False, zorder=3)
            have = found.dropna(subset=["value"])
            if have.empty:
                page.text(box.left + 4, (box.bottom + box.top) / 2, _NOT_KNOWN, size=SMALL)
            else:
                _write_last(page, box, place, have, say)
            _write_span(page, box, place, first, last)
        return page.svg()


def _write_last(page: Canvas, box: Box, place, have: pd.DataFrame, say) -> None:
    """The last value, above the line there, or below it where the reference is in the way."""
    x, y = place(have["day"].iloc[-1], have["value"].iloc[-1])
    page.mark(x, y, "o", colour=BLUE, size=5.5)
    text = say(have["value"].iloc[-1])
    width = width_of(text, size=SMALL)
    middle = min(max(x, box.left + width / 2), box.right - width / 2)
    spots = [place(d, v) for d, v in have[["day", "value"]].itertuples(index=False)]
    near = [py for px, py in spots if px >= middle - width / 2 - 6]
    above, below = max(near) + 10, min(near) - 10
    aside = place(have["day"].iloc[-1], have["reference"].iloc[-1])[1]
    hit = abs(aside - above) < 8 and below - 6 > box.bottom  # false where there is no reference
    page.text(middle, below if hit else above, text, side="center", size=SMALL)


def _write_span(page: Canvas, box: Box, place, first, last) -> None:
    for row, side in ((first, "left"), (last, "right")):
        at = box.left if side == "left" else box.right
        x = place(row["day"], 0)[0]
        page.line([x, x], [box.bottom, box.bottom - 3], colour=BASELINE)
        page.text(at, box.bottom - 11, _short_period(row["x"]), side=side, size=SMALL, colour=QUIET)
        if first["day"] == last["day"]:
            break


class _Grid:
    """Panels in rows of ``across``, each under its own wrapped title."""

    def __init__(
        self,
        cells: pd.DataFrame,
        *,
        across: int,
        width: float,
        left: float,
        body: float,
        foot: float,
    ):
        self.titles = list(cells["panel"].unique())
        self.across, self.width, self.left = across, width, left
        self.body, self.foot = body, foot
        self.wrapped = [wrap(title, width=width, bold=True) for title in self.titles]
        self.heads = [
            max(block_size(lines, bold=True)[1] for lines in self.wrapped[start : start + across])
            + 14
            for start in range(0, len(self.titles), across)
        ]

    def height(self, above: tuple[str, str]) -> float:
        """The height of the whole figure in points, with what stands above the panels."""
        self.above = 26.0 if any(above) else 4.0
        return sum(head + self.body + self.foot for head in self.heads) + self.above

    def boxes(self, page: Canvas):
        """Each panel's title, written, and the box of its plot."""
        top = page.height - self.above
        for number, (title, lines) in enumerate(zip(self.titles, self.wrapped, strict=True)):
            place, at = divmod(number, self.across)
            head = self.heads[place]
            upper = top - sum(self.heads[:place]) - place * (self.body + self.foot)
            x = self.left + at * (self.width + _GAP)
            page.text(x, upper - block_size(lines)[1] / 2, lines, bold=True)
            yield title, Box(x, upper - head - self.body, x + self.width, upper - head)


def _across(panels: int, room: float, *, least: float) -> int:
    """How many panels stand side by side, in rows as even as can be."""
    most = max(1, int((room + _GAP) // (least + _GAP)))
    return math.ceil(panels / math.ceil(panels / most))


def _missing(cells: pd.DataFrame):
    return cells[["value", "reference"]].isna().to_numpy()


def _head(unit: str, reference, label: str) -> tuple[str, str]:
    """What stands above all panels: the unit, and what the reference is called."""
    return numbers.unit_note(unit), "" if reference is None else label or "reference"


def _write_head(page: Canvas, head: tuple[str, str], *, upright: bool) -> None:
    unit, reference = head
    x, y = 0.0, page.height - 9
    if unit:
        x = page.text(x, y, unit, size=SMALL, colour=QUIET).right + 18
    if reference and upright:
        page.line([x + 2, x + 2], [y - 6, y + 6], colour=INK, width=1.6)
        page.text(x + 9, y, reference, size=SMALL, colour=QUIET)
    elif reference:
        page.line([x, x + 20], [y, y], colour=GREY, width=1.4, dash=(0, (4, 2)))
        page.text(x + 26, y, reference, size=SMALL, colour=QUIET)


def _is_period(text: str) -> bool:
    return periods.read_period(text) == text and periods.read_period(text) is not None


def _short_period(period: str) -> str:
    words = periods.in_words(period).split(" ")
    return " ".join(word[:3] if word.isalpha() else word for word in words)


def _in_words(kind: str, cells: pd.DataFrame, measure: str, unit: str) -> str:
    known = cells.dropna(subset=["value"])
    each = [
        f"{panel} {periods.in_words(x)}"
        for panel, x in zip(known["panel"], known["x"], strict=True)
    ]
    none = [p for p in cells["panel"].unique() if p not in set(known["panel"])]
    panels: Sequence[str] = list(cells["panel"].unique())
    counted = "1 panel" if len(panels) == 1 else f"{len(panels)} panels"
    return alt.sentences(
        f"{alt.opening(kind, measure, unit)}, {counted}: {alt.listed(panels, most=13)}"
        + alt.unknown(none),
        alt.extremes(each, known["value"].tolist(), lambda v: numbers.figure(v, unit)),
    )
