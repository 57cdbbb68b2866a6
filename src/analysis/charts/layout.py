"""How charts with a row for each place or step are laid out: labels left, marks right."""

from collections.abc import Callable, Collection, Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts import numbers
from analysis.charts.canvas import (
    BASELINE,
    INK,
    QUIET,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    block_size,
    clean,
    fit,
    width_of,
    wrap,
)

_LABELS = 190.0  # the most that the column of row labels may take, in points
_MANY = 30  # from here on rows are set closer and smaller


def names(labels: pd.Series) -> list[str]:
    """Labels as clean text, one for every row."""
    return [clean(text) or "Not named" for text in labels.astype("str").fillna("")]


def limits(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and highest value, never the same."""
    low, high = min(values), max(values)
    return (low, high) if high > low else (low, low + 1.0)


class Rows:
    """Rows from the top down: a column of wrapped labels, and the plot to its right."""

    def __init__(
        self,
        labels: Sequence[str],
        *,
        unit: str,
        bold: Collection[int] = (),
        head: bool = False,
        foot: float = 6.0,
    ):
        many = len(labels) > _MANY
        self.unit, self.bold = unit, bold
        self.size = SMALL if many else SIZE
        self.labels = [
            wrap(label, width=_LABELS, size=self.size, bold=number in bold)
            for number, label in enumerate(labels)
        ]
        sizes = [
            block_size(lines, size=self.size, bold=number in bold)
            for number, lines in enumerate(self.labels)
        ]
        heights = [max(height + (2 if many else 10), 14 if many else 26) for _, height in sizes]
        self.left = max(width for width, _ in sizes) + 12
        self.foot = foot
        self.top = foot + sum(heights)
        self.height = self.top + (24.0 if head or numbers.unit_note(unit) else 6.0)
        self.middles, upper = [], self.top
        for height in heights:
            self.middles.append(upper - height / 2)
            upper -= height
        self.thickness = min(heights) * (0.72 if many else 0.64)

    def axes(
        self,
        page: Canvas,
        *,
        across: tuple[float, float],
        marks: Sequence[float],
        texts: Sequence[str],
        sides: Sequence[str],
    ) -> tuple[Axes, Callable[[float], float]]:
        """Axes with room for the text beside each mark, and where a value stands in points.

        Heights in the axes are in points as on the page.
        """
        low, high = across
        beside = [
            ((mark - low) / (high - low), width_of(text, size=self.size, bold=True) + 9, side)
            for mark, text, side in zip(marks, texts, sides, strict=True)
        ]
        start, width = fit(WIDTH - self.left - 2, beside)
        box = Box(self.left + start, self.foot, self.left + start + width, self.top)
        axes = page.axes(box, across=across, up=(self.foot, self.top))
        return axes, lambda value: float(axes.transData.transform((value, 0.0))[0])

    def write_labels(self, page: Canvas) -> None:
        """The rows' labels, and the unit above them where values do not carry it."""
        for number, (lines, middle) in enumerate(zip(self.labels, self.middles, strict=True)):
            page.text(
                self.left - 10,
                middle,
                lines,
                side="right",
                size=self.size,
                bold=number in self.bold,
            )
        note = numbers.unit_note(self.unit)
        if note:
            page.text(self.left - 10, self.top + 12, note, side="right", size=SMALL, colour=QUIET)

    def draw_zero(self, page: Canvas, x: float, *, z: float) -> None:
        """The line that bars stand on."""
        page.line([x, x], [self.foot, self.top], colour=BASELINE, z=z)

    def draw_reference(self, page: Canvas, x: float, text: str) -> None:
        """A dashed line down all rows with its name and value above."""
        page.line([x, x], [self.foot, self.top + 3], colour=INK, width=1.1, dash=(0, (4, 3)), z=3)
        half = width_of(text) / 2
        middle = min(max(x, self.left + half), WIDTH - half)
        page.text(middle, self.top + 13, text, side="center")

    def write_value(
        self,
        page: Canvas,
        number: int,
        x: float,
        text: str,
        *,
        side: str,
        bold: bool = False,
        colour: str = INK,
        crossing: float | None = None,
    ) -> None:
        """A row's value on the given side of its mark; a line that would cross it is cleared."""
        at = x + (5 if side == "right" else -5)
        width, height = width_of(text, size=self.size, bold=bold), self.size * 1.24
        left = at if side == "right" else at - width
        middle = self.middles[number]
        if crossing is not None and left - 2 < crossing < left + width + 2:
            page.blank(Box(left - 2, middle - height / 2, left + width + 2, middle + height / 2))
        edge = "left" if side == "right" else "right"
        page.text(at, middle, text, side=edge, size=self.size, bold=bold, colour=colour)
