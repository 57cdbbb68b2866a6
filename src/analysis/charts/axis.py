"""The axes that charts share: a scale with round marks, and a plot that knows where a value is."""

from collections.abc import Sequence
from typing import Any

from analysis.charts import numbers
from analysis.charts.canvas import BASELINE, GRID, QUIET, SMALL, WIDTH, Box, Canvas, width_of
from analysis.project import periods


def limits(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and highest value, never the same."""
    low, high = min(values), max(values)
    return (low, high) if high > low else (low, low + 1.0)


class Scale:
    """Round marks that span some values, with their labels."""

    def __init__(self, values: Sequence[float], *, unit: str, most: int = 6):
        self.marks = numbers.ticks(min(values), max(values), most=most)
        self.labels = numbers.tick_labels(self.marks, unit=unit)
        self.ends = (self.marks[0], self.marks[-1])
        self.width = max(width_of(text, size=SMALL) for text in self.labels)
        starts = f"axis starts at {self.labels[0]}" if self.marks[0] > 0 else ""
        note = ", ".join(part for part in (numbers.unit_note(unit), starts) if part)
        self.note = note[:1].upper() + note[1:]


class Plot:
    """Axes in a box of the page, with limits ``across`` and ``up``, and the words around them."""

    def __init__(
        self, page: Canvas, box: Box, *, across: tuple[float, float], up: tuple[float, float]
    ):
        self.page, self.box = page, box
        self.axes = page.axes(box, across=across, up=up)

    def place(self, across: float, up: float) -> tuple[float, float]:
        """Where a pair of values is, in points from the page's bottom left corner."""
        x, y = self.axes.transData.transform((across, up))
        return float(x), float(y)

    def x(self, value: float) -> float:
        """How far from the page's left a value is, in points."""
        return self.place(value, 0.0)[0]

    def y(self, value: float) -> float:
        """How far from the page's bottom a value is, in points."""
        return self.place(0.0, value)[1]

    def mark_up(self, scale: Scale, *, zero: str = GRID, gap: float = 6.0) -> None:
        """A line across for each mark of the scale, with its label to the left."""
        for mark, text in zip(scale.marks, scale.labels, strict=True):
            y = self.y(mark)
            self.page.line([self.box.left, self.box.right], [y, y], colour=GRID if mark else zero)
            left = self.box.left - gap
            self.page.text(left, y, text, side="right", size=SMALL, colour=QUIET)

    def mark_across(self, scale: Scale, *, below: float, ruled: bool = False) -> None:
        """The label of each mark of the scale under the plot, with a line up where ``ruled``."""
        for mark, text in zip(scale.marks, scale.labels, strict=True):
            x = self.x(mark)
            if ruled:
                self.page.line([x, x], [self.box.bottom, self.box.top])
            self.label_below(x, below, text)

    def mark_time(self, named: Sequence[str]) -> None:
        """Months or financial years under the plot, as many of them as have room."""
        yearly = all(periods.FINANCIAL_YEAR.match(p) for p in named)
        with_day = any(len(p) == 10 for p in named)
        each = width_of("2017/18" if yearly else "30 Sep" if with_day else "Mar", size=SMALL) + 14
        room = self.box.right - self.box.left
        free = -1.0
        for day, text, year in numbers.time_marks(named, room=room, each=each):
            x = self.x(day)
            half = width_of(text, size=SMALL) / 2
            if x - half < free or x + half > WIDTH:
                continue
            free = x + half + 4
            self.page.line([x, x], [self.box.bottom, self.box.bottom - 4], colour=BASELINE)
            self.label_below(x, 13, text)
            if year:
                self.label_below(x, 26, year)

    def label_below(self, x: float, below: float, text: str) -> None:
        """A quiet label ``below`` points under the plot, in the middle of ``x``."""
        self.page.text(x, self.box.bottom - below, text, side="center", size=SMALL, colour=QUIET)

    def points(self, xs, ys, *, marker: str, colour: str, size: float, z: float = 3.5) -> None:
        """Marks with a white edge and no line, never cut at the edge of the plot."""
        look: dict[str, Any] = {"marker": marker, "ms": size, "mec": "white", "mew": 0.9}
        self.axes.plot(xs, ys, ls="none", color=colour, zorder=z, clip_on=False, **look)
