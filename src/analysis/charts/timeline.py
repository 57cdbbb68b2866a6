"""Lines on a true time axis, with their names and last values at their ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pandas as pd

from analysis.charts import numbers
from analysis.charts.canvas import (
    BASELINE,
    GREY,
    GRID,
    INK,
    QUIET,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    block_size,
    canvas,
    width_of,
    wrap,
)
from analysis.project import periods

_HEIGHT = 290.0
_FOOT = 40.0
_MARGIN = 112.0  # the most that words at line ends may take, in points
_WIDE_MARGIN = 195.0
_SAMPLE = 22.0  # a sample of the line before its name in the margin
_BANDS = (("low", "high"), ("inner_low", "inner_high"))
_MARK_SIZES = {"actual": 6.0, "target": 8.0}


@dataclass(frozen=True)
class Line:
    """One line: its rows in order of time, and how it looks."""

    label: str
    kind: str  # actual, plan, forecast, target, threshold, or series in a trend
    points: pd.DataFrame  # period, day, value and the ends of bands; missing values break the line
    colour: str
    dash: object
    marker: str
    width: float

    @cached_property
    def known(self) -> pd.DataFrame:
        """The points that have a value."""
        return self.points.dropna(subset=["value"])

    @cached_property
    def last(self) -> tuple[float, float]:
        """The last known point: its day and its value."""
        return self.known["day"].iloc[-1], self.known["value"].iloc[-1]

    @property
    def interval(self) -> tuple[float, float] | None:
        """The ends of the last point's interval, where it has one."""
        low, high = self.known[["low", "high"]].iloc[-1]
        return (low, high) if low == low and high == high else None

    @property
    def mark_size(self) -> float:
        """The size of its marks in points."""
        return _MARK_SIZES.get(self.kind, 5.0)


def points(
    group: pd.DataFrame,
    *,
    period: str,
    value: str,
    low: str | None,
    high: str | None,
    inner: tuple[str, str] | None = None,
) -> pd.DataFrame:
    """One line's rows as ``Line`` holds them; ValueError where a period occurs twice.

    ``inner`` names the ends of a narrower band inside that of ``low`` and ``high``.
    """
    twice = group.loc[group[period].duplicated(), period]
    if len(twice):
        raise ValueError(f"'{twice.iloc[0]}' occurs twice in one line; give each line a series.")
    placed = pd.DataFrame(
        {
            "period": group[period].astype("str"),
            "day": [numbers.day_number(p) for p in group[period]],
            "value": group[value],
            "low": group[low] if low else float("nan"),
            "high": group[high] if high else float("nan"),
            "inner_low": group[inner[0]] if inner else float("nan"),
            "inner_high": group[inner[1]] if inner else float("nan"),
        }
    )
    return placed.sort_values("day", kind="stable").reset_index(drop=True)


def draw(
    lines: Sequence[Line],
    *,
    name: str,
    unit: str,
    least_top: float = 0.0,
    from_zero: bool = True,
) -> str:
    """The lines as SVG. The axis reaches ``least_top`` at least."""
    values = [v for o in lines for v in o.known[["value", "low", "high"]].to_numpy().flat if v == v]
    marks = numbers.ticks(min(0.0, *values) if from_zero else min(values), max(least_top, *values))
    mark_texts = numbers.tick_labels(marks, unit=unit)
    note = numbers.unit_note(unit)
    if marks[0] > 0:
        starts = f"axis starts at {mark_texts[0]}"
        note = f"{note}, {starts}" if note else starts.capitalize()
    named = [p for line in lines for p in line.known["period"]]
    days = [d for line in lines for d in line.known["day"]]
    span = max(max(days) - min(days), 1)
    ends = _Ends(lines, unit=unit, reach=max(days) - 0.1 * span)
    left = max(width_of(text, size=SMALL) for text in mark_texts) + 16
    height = max(_HEIGHT, _FOOT + 20 + ends.height)
    box = Box(left, _FOOT, WIDTH - ends.margin, height - (28.0 if note else 12.0))
    pad = span * 0.015 + 1
    with canvas(name=name, height=height) as page:
        axes = page.axes(box, across=(min(days) - pad, max(days) + pad), up=(marks[0], marks[-1]))

        def place(day, value):
            x, y = axes.transData.transform((day, value))
            return float(x), float(y)

        for mark, text in zip(marks, mark_texts, strict=True):
            y = place(days[0], mark)[1]
            page.line([box.left, box.right], [y, y], colour=GRID if mark else BASELINE)
            page.text(box.left - 6, y, text, side="right", size=SMALL, colour=QUIET)
        if note:
            page.text(0, height - 8, note, size=SMALL, colour=QUIET)
        _time_axis(page, box, named, place)
        for line in lines:
            _draw_line(axes, line, _sets_out(lines, line))
        ends.write(page, box, place)
        return page.svg()


def _sets_out(lines: Sequence[Line], line: Line) -> tuple[float, float] | None:
    """Where a forecast sets out: the last actual of its colour, where that comes before it."""
    if line.kind != "forecast":
        return None
    first = line.known["day"].iloc[0]
    found = [o.last for o in lines if o.kind == "actual" and o.colour == line.colour]
    return next((end for end in found if end[0] < first), None)


def _draw_line(axes, line: Line, start: tuple[float, float] | None) -> None:
    drawn = {name: line.points[name].tolist() for name in ("day", "value", *_BANDS[0], *_BANDS[1])}
    if start is not None:
        day, value = start
        drawn = {name: [day if name == "day" else value, *rest] for name, rest in drawn.items()}
    days, values = drawn["day"], drawn["value"]
    for low, high in _BANDS:  # the inner lies on the outer, and is darker by it
        if line.points[low].notna().any():
            axes.fill_between(
                days, drawn[low], drawn[high], color=line.colour, alpha=0.14, lw=0, clip_on=False
            )
    if line.kind == "threshold":
        days, values = [*axes.get_xlim()], [values[-1]] * 2
    if line.kind != "target":
        axes.plot(
            days,
            values,
            color=line.colour,
            ls=line.dash,
            lw=line.width,
            zorder=3 if line.kind == "actual" else 2.5,
            clip_on=False,
            dash_capstyle="round" if line.kind == "forecast" else "butt",
        )
    marked = line.known
    if len(marked) > 20:  # a long line is marked where it ends and where a point stands alone
        gone = line.points["value"].isna()
        keep = gone.shift(1, fill_value=True) & gone.shift(-1, fill_value=True)
        keep[marked.index[-1]] = True
        marked = marked[keep[marked.index]]
    axes.plot(
        marked["day"],
        marked["value"],
        ls="none",
        marker=line.marker or "none",
        color=line.colour,
        ms=line.mark_size,
        mec="white",
        mew=0.9,
        zorder=3.5,
        clip_on=False,
    )


def _time_axis(page: Canvas, box: Box, named: list[str], place) -> None:
    yearly = all(periods.FINANCIAL_YEAR.match(p) for p in named)
    with_day = any(len(p) == 10 for p in named)
    each = width_of("2017/18" if yearly else "30 Sep" if with_day else "Mar", size=SMALL) + 14
    free = -1.0
    for day, text, year in numbers.time_marks(named, room=box.right - box.left, each=each):
        x = place(day, 0)[0]
        half = width_of(text, size=SMALL) / 2
        if x - half < free or x + half > WIDTH:
            continue
        free = x + half + 4
        page.line([x, x], [box.bottom, box.bottom - 4], colour=BASELINE)
        page.text(x, box.bottom - 13, text, side="center", size=SMALL, colour=QUIET)
        if year:
            page.text(x, box.bottom - 26, year, side="center", size=SMALL, colour=QUIET)


class _Ends:
    """The words at the lines' ends: in the right margin, or inside where a line ends early."""

    def __init__(self, lines: Sequence[Line], *, unit: str, reach: float):
        self.lines = lines
        crowded = len(lines) > 6
        self.size = SMALL if crowded else SIZE
        say = numbers.labeller([line.last[1] for line in lines], unit=unit)
        self.texts = [
            wrap(
                " ".join([line.label, say(line.last[1]), *_within(line, say)]).strip(),
                width=_WIDE_MARGIN if crowded else _MARGIN,
                size=self.size,
                bold=line.colour != GREY,
                most=1 if crowded else 3,
            )
            for line in lines
        ]
        self.outside = [i for i, line in enumerate(lines) if line.last[0] >= reach]
        coloured = [i for i in self.outside if lines[i].colour != GREY]
        self.sample = _SAMPLE if len(coloured) > 1 else 0.0
        sizes = [
            block_size(self.texts[i], size=self.size, bold=lines[i].colour != GREY)
            for i in self.outside
        ]
        self.margin = max((width for width, _ in sizes), default=0.0) + self.sample + 16
        self.height = sum(height + 2 for _, height in sizes)

    def write(self, page: Canvas, box: Box, place) -> None:
        """Write them, each where it touches no other."""
        some_matter = any(line.colour == GREY for line in self.lines)
        order = sorted(self.outside, key=lambda i: -place(*self.lines[i].last)[1])
        middles = _apart(
            [place(*self.lines[i].last)[1] for i in order],
            [block_size(self.texts[i], size=self.size)[1] + 2 for i in order],
            low=box.bottom - 8,
            high=box.top + 12,
        )
        taken = []
        for i, middle in zip(order, middles, strict=True):
            line = self.lines[i]
            x, y = place(*line.last)
            if self.sample or abs(y - middle) > 3:
                page.line([x + 5, box.right + 8], [y, middle], colour="#BFC3C6", width=0.7, z=1)
            if self.sample and line.colour != GREY:
                _draw_sample(page, line, box.right + 10, middle)
            taken.append(
                page.text(
                    box.right + 10 + self.sample,
                    middle,
                    self.texts[i],
                    size=self.size,
                    bold=some_matter and line.colour != GREY,
                    colour=QUIET if line.colour == GREY else INK,
                )
            )
        inked = [point for line in self.lines for point in _inked(line, place)]
        for i, line in enumerate(self.lines):
            if i not in self.outside:
                self._inside(page, box, i, place(*line.last), inked, taken)

    def _inside(self, page: Canvas, box: Box, number: int, end, inked, taken: list[Box]) -> None:
        """Write near a line's end where the words cover the least of what is drawn."""
        text = self.texts[number]
        width, height = block_size(text, size=self.size)
        x, y = end
        spots = []
        for distance in (9, 20, 34, 52, 74):
            for across, up in ((1, 0), (1, 1), (1, -1), (0, 1), (0, -1), (-1, 1), (-1, -1)):
                left = x + across * distance - width * (1 - across) / 2
                middle = y + up * (distance * 0.7 + height / 2)
                spot = Box(left - 2, middle - height / 2, left + width + 2, middle + height / 2)
                off = spot.left < box.left or spot.right > WIDTH
                off = off or spot.bottom < box.bottom or spot.top > page.height
                hits = sum(
                    spot.left < px < spot.right and spot.bottom < py < spot.top for px, py in inked
                )
                hits += 40 * sum(spot.overlaps(other) for other in taken) + 500 * off
                spots.append((hits * 10 + distance, len(spots), distance, spot))
        _, _, distance, spot = min(spots, key=lambda s: s[:2])
        if distance > 20:
            nearest = min(max(x, spot.left), spot.right)
            edge = spot.top if spot.top < y else spot.bottom
            page.line([x, nearest], [y, edge], colour=GREY, width=0.7)
        page.blank(spot, z=1)
        taken.append(page.text(spot.left + 2, (spot.bottom + spot.top) / 2, text, size=self.size))


def _within(line: Line, say) -> list[str]:
    """The last point's interval in brackets, or nothing."""
    return [f"({say(line.interval[0])} to {say(line.interval[1])})"] if line.interval else []


def _draw_sample(page: Canvas, line: Line, x: float, y: float) -> None:
    """A short piece of the line, so that colour alone never says whose name follows."""
    if line.kind != "target":
        page.line([x, x + 17], [y, y], colour=line.colour, width=line.width, dash=line.dash, z=3)
    if line.marker:
        page.mark(x + 8.5, y, line.marker, colour=line.colour, size=line.mark_size)


def _inked(line: Line, place) -> list[tuple[float, float]]:
    """Points every few points along a line, so that labels can keep off it."""
    known = line.known[["day", "value"]]
    inked = [place(day, value) for day, value in known.itertuples(index=False)]
    for (x0, y0), (x1, y1) in pairwise(list(inked)):
        count = int(max(abs(x1 - x0), abs(y1 - y0)) // 4) + 1
        inked += [(x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count) for n in range(count)]
    return inked


def _apart(wanted: list[float], heights: list[float], *, low: float, high: float) -> list[float]:
    """Middles, from the top down, moved no more than keeps the texts from touching."""
    middles: list[float] = []
    ceiling = high
    for want, height in zip(wanted, heights, strict=True):
        middles.append(min(want, ceiling - height / 2))
        ceiling = middles[-1] - height / 2
    floor = low
    for i in reversed(range(len(middles))):
        middles[i] = max(middles[i], floor + heights[i] / 2)
        floor = middles[i] + heights[i] / 2
    return middles
