"""Lines on a true time axis, with their names and last values at their ends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pandas as pd

from analysis.charts import numbers
from analysis.charts.axis import Plot, Scale
from analysis.charts.canvas import (
    BASELINE,
    GREY,
    INK,
    QUIET,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    block_size,
    canvas,
    wrap,
)

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

    @property
    def is_context(self) -> bool:
        """Whether it is grey, for other lines to be compared with."""
        return self.colour == GREY


def points(
    group: pd.DataFrame, *, period: str, value: str, bands: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """One line's rows as ``Line`` holds them; ValueError where a period occurs twice.

    ``bands`` names the columns of ``low``, ``high``, and of ``inner_low`` and ``inner_high``,
    the ends of a narrower band inside theirs.
    """
    twice = group.loc[group[period].duplicated(), period]
    if len(twice):
        raise ValueError(f"'{twice.iloc[0]}' occurs twice in one line; give each line a series.")
    asked = {edge: (bands or {}).get(edge) for band in _BANDS for edge in band}
    placed = pd.DataFrame(
        {
            "period": group[period].astype("str"),
            "day": [numbers.day_number(p) for p in group[period]],
            "value": group[value],
            **{edge: group[column] if column else float("nan") for edge, column in asked.items()},
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
    lowest = min(0.0, *values) if from_zero else min(values)
    scale = Scale([lowest, max(least_top, *values)], unit=unit)
    known = pd.concat([line.known for line in lines])
    first, last = known["day"].min(), known["day"].max()
    span = max(last - first, 1)
    ends = _Ends(lines, unit=unit, reach=last - 0.1 * span)
    height = max(_HEIGHT, _FOOT + 20 + ends.height)
    box = Box(scale.width + 16, _FOOT, WIDTH - ends.margin, height - (28.0 if scale.note else 12.0))
    pad = span * 0.015 + 1
    with canvas(name=name, height=height) as page:
        plot = Plot(page, box, across=(first - pad, last + pad), up=scale.ends)
        plot.mark_up(scale, zero=BASELINE)
        page.text(0, height - 8, scale.note, size=SMALL, colour=QUIET)
        plot.mark_time(known["period"].tolist())
        for line in lines:
            _draw_line(plot, line, _sets_out(lines, line))
        ends.write(plot)
        return page.svg()


def _sets_out(lines: Sequence[Line], line: Line) -> tuple[float, float] | None:
    """Where a forecast sets out: the last actual of its colour, where that comes before it."""
    if line.kind != "forecast":
        return None
    first = line.known["day"].iloc[0]
    found = [o.last for o in lines if o.kind == "actual" and o.colour == line.colour]
    return next((end for end in found if end[0] < first), None)


def _draw_line(plot: Plot, line: Line, start: tuple[float, float] | None) -> None:
    drawn = {name: line.points[name].tolist() for name in ("day", "value", *_BANDS[0], *_BANDS[1])}
    if start is not None:
        day, value = start
        drawn = {name: [day if name == "day" else value, *rest] for name, rest in drawn.items()}
    days, values = drawn["day"], drawn["value"]
    for low, high in _BANDS:  # the inner lies on the outer, and is darker by it
        if line.points[low].notna().any():
            plot.axes.fill_between(
                days, drawn[low], drawn[high], color=line.colour, alpha=0.14, lw=0, clip_on=False
            )
    if line.kind == "threshold":
        days, values = [*plot.axes.get_xlim()], [values[-1]] * 2
    if line.kind != "target":
        plot.axes.plot(
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
    if len(marked) > 20:  # a long line is marked where it ends and where a point is alone
        gone = line.points["value"].isna()
        keep = gone.shift(1, fill_value=True) & gone.shift(-1, fill_value=True)
        keep[marked.index[-1]] = True
        marked = marked[keep[marked.index]]
    marker = line.marker or "none"
    days, values = marked["day"], marked["value"]
    plot.points(days, values, marker=marker, colour=line.colour, size=line.mark_size)


@dataclass(frozen=True)
class _End:
    """The words at a line's end: its name, its last value and their room in points."""

    line: Line
    words: list[str]
    size: float
    width: float
    height: float

    @classmethod
    def of(cls, line: Line, say: Callable[[float], str], *, crowded: bool) -> "_End":
        """The words of a line, in one small line where the chart is crowded."""
        size = SMALL if crowded else SIZE
        within = ""
        if line.interval:
            within = f"({say(line.interval[0])} to {say(line.interval[1])})"
        words = wrap(
            f"{line.label} {say(line.last[1])} {within}",
            width=_WIDE_MARGIN if crowded else _MARGIN,
            size=size,
            bold=not line.is_context,
            most=1 if crowded else 3,
        )
        return cls(line, words, size, *block_size(words, size=size, bold=not line.is_context))


class _Ends:
    """The words at the lines' ends: in the right margin, or inside where a line ends early."""

    def __init__(self, lines: Sequence[Line], *, unit: str, reach: float):
        say = numbers.labeller([line.last[1] for line in lines], unit=unit)
        ends = [_End.of(line, say, crowded=len(lines) > 6) for line in lines]
        self.outside = [end for end in ends if end.line.last[0] >= reach]
        self.inside = [end for end in ends if end.line.last[0] < reach]
        self.some_matter = any(line.is_context for line in lines)
        coloured = [end for end in self.outside if not end.line.is_context]
        self.sample = _SAMPLE if len(coloured) > 1 else 0.0
        self.margin = max((end.width for end in self.outside), default=0.0) + self.sample + 16
        self.height = sum(end.height + 2 for end in self.outside)

    def write(self, plot: Plot) -> None:
        """Write them, each where it touches no other."""
        page, box = plot.page, plot.box
        order = sorted(self.outside, key=lambda end: -plot.place(*end.line.last)[1])
        middles = _apart(
            [plot.place(*end.line.last)[1] for end in order],
            [end.height + 2 for end in order],
            low=box.bottom - 8,
            high=box.top + 12,
        )
        taken = []
        for end, middle in zip(order, middles, strict=True):
            line = end.line
            x, y = plot.place(*line.last)
            if self.sample or abs(y - middle) > 3:
                page.line([x + 5, box.right + 8], [y, middle], colour="#BFC3C6", width=0.7, z=1)
            if self.sample and not line.is_context:
                _draw_sample(page, line, box.right + 10, middle)
            taken.append(
                page.text(
                    box.right + 10 + self.sample,
                    middle,
                    end.words,
                    size=end.size,
                    bold=self.some_matter and not line.is_context,
                    colour=QUIET if line.is_context else INK,
                )
            )
        drawn = [end.line for end in (*self.outside, *self.inside)]
        inked = [point for line in drawn for point in _inked(line, plot)]
        for end in self.inside:
            _write_inside(plot, end, inked, taken)


def _write_inside(
    plot: Plot, end: _End, inked: list[tuple[float, float]], taken: list[Box]
) -> None:
    """Write near a line's end where the words cover the least of what is drawn."""
    page, box = plot.page, plot.box
    width, height = block_size(end.words, size=end.size)
    x, y = plot.place(*end.line.last)
    spots: list[tuple[float, int, int, Box]] = []
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
    page.fill(spot)
    middle = (spot.bottom + spot.top) / 2
    taken.append(page.text(spot.left + 2, middle, end.words, size=end.size))


def _draw_sample(page: Canvas, line: Line, x: float, y: float) -> None:
    """A short piece of the line, so that a name never depends on colour alone."""
    if line.kind != "target":
        page.line([x, x + 17], [y, y], colour=line.colour, width=line.width, dash=line.dash, z=3)
    if line.marker:
        page.mark(x + 8.5, y, line.marker, colour=line.colour, size=line.mark_size)


def _inked(line: Line, plot: Plot) -> list[tuple[float, float]]:
    """Points every few points along a line, so that labels can keep off it."""
    known = line.known[["day", "value"]]
    inked = [plot.place(day, value) for day, value in known.itertuples(index=False)]
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
