"""How charts with a row for each place or step are laid out: labels left, marks right."""

from collections.abc import Collection

import pandas as pd

from analysis.charts import numbers
from analysis.charts.canvas import (
    INK,
    QUIET,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    block_size,
    fit,
    width_of,
    wrap,
)

_LABELS = 190.0  # the most that the column of row labels may take, in points


class _Rows:
    """Where rows and their labels stand: a column of wrapped labels, the plot to its right."""

    def __init__(self, labels: list[str], *, head: float, foot: float = 6.0):
        many = len(labels) > 30
        self.size = SMALL if many else SIZE
        self.labels = [wrap(label, width=_LABELS, size=self.size) for label in labels]
        sizes = [block_size(lines, size=self.size) for lines in self.labels]
        heights = [max(height + (2 if many else 10), 14 if many else 26) for _, height in sizes]
        self.left = max((width for width, _ in sizes), default=0.0) + 12
        self.head, self.foot = head, foot
        self.height = head + sum(heights) + foot
        self.middles, top = [], self.height - head
        for height in heights:
            self.middles.append(top - height / 2)
            top -= height
        self.thickness = min(heights, default=26) * (0.72 if many else 0.64)

    @property
    def top(self) -> float:
        return self.height - self.head

    def plot(self, page: Canvas, *, across: tuple[float, float], left: float, right: float):
        """Axes over the rows, in which a height is in points as on the page."""
        box = Box(left, self.foot, right, self.top)
        return page.axes(box, across=across, up=(self.foot, self.top))

    def write_labels(self, page: Canvas, *, bold: Collection[int] = ()) -> None:
        for number, (lines, middle) in enumerate(zip(self.labels, self.middles, strict=True)):
            wide = block_size(lines, size=self.size, bold=True)[0] > self.left - 6
            page.text(
                self.left - 10,
                middle,
                lines,
                side="right",
                size=self.size,
                bold=number in bold and not wide,
            )


def names(labels: pd.Series) -> list[str]:
    return labels.astype("str").fillna("Not named").tolist()


def limits(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low, low + 1.0)


def head(unit: str, reference) -> float:
    return 24.0 if numbers.unit_note(unit) or reference is not None else 6.0


def edges(
    layout: Rows,
    across: tuple[float, float],
    marks: list[float],
    texts: list[str],
    sides: list[str],
) -> tuple[float, float]:
    """Left and right edge of the plot, with room for the text beside each mark."""
    low, high = across
    beside = [
        ((mark - low) / (high - low), width_of(text, size=layout.size, bold=True) + 9, side)
        for mark, text, side in zip(marks, texts, sides, strict=True)
    ]
    start, width = fit(WIDTH - layout.left - 2, beside)
    return layout.left + start, layout.left + start + width


def place(axes):
    """A function from a value across to its place on the page in points."""
    return lambda value: float(axes.transData.transform((value, 0.0))[0])


def unit(page: Canvas, layout: Rows, unit: str) -> None:
    note = numbers.unit_note(unit)
    if note:
        page.text(layout.left - 10, layout.top + 12, note, side="right", size=SMALL, colour=QUIET)


def reference(page: Canvas, layout: Rows, place, reference: float | None, text: str) -> None:
    if reference is None:
        return
    x = place(reference)
    page.line([x, x], [layout.foot, layout.top + 3], colour=INK, width=1.1, dash=(0, (4, 3)), z=3)
    half = width_of(text, size=SIZE) / 2
    middle = min(max(x, layout.left + half), WIDTH - half)
    page.text(middle, layout.top + 13, text, side="center")


def value(
    page: Canvas,
    x: float,
    y: float,
    text: str,
    *,
    side: str,
    size: float,
    bold: bool = False,
    colour: str = INK,
    crossing: float | None = None,
) -> None:
    """A value beside its mark; a line that would run through it is cleared away."""
    at = x + (5 if side == "right" else -5)
    width = width_of(text, size=size, bold=bold)
    left = at if side == "right" else at - width
    if crossing is not None and left - 2 < crossing < left + width + 2:
        page.blank(Box(left - 2, y - size * 0.62, left + width + 2, y + size * 0.62))
    edge = "left" if side == "right" else "right"
    page.text(at, y, text, side=edge, size=size, bold=bold, colour=colour)
