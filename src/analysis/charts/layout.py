"""How charts with a row for each place or step are laid out: labels left, marks right."""

from collections.abc import Collection, Sequence

import pandas as pd

from analysis.charts import numbers
from analysis.charts.axis import Plot
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
    width_of,
    wrap,
)

NOT_KNOWN = "not known"
_LABELS = 190.0  # the most that the column of row labels may take, in points
_MANY = 30  # from here on rows are set closer and smaller


def names(labels: pd.Series) -> list[str]:
    """Labels as clean text, one for every row."""
    return [clean(text) or "Not named" for text in labels.astype("str").fillna("")]


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

    def plot(
        self,
        page: Canvas,
        *,
        across: tuple[float, float],
        marks: Sequence[float],
        texts: Sequence[str],
        sides: Sequence[str],
    ) -> Plot:
        """The plot, with room for the text on its ``side`` of each mark.

        Heights in the plot are in points as on the page.
        """
        low, high = across
        needs = [
            ((mark - low) / (high - low), width_of(text, size=self.size, bold=True) + 9, side)
            for mark, text, side in zip(marks, texts, sides, strict=True)
        ]
        start, width = _fit(WIDTH - self.left - 2, needs)
        box = Box(self.left + start, self.foot, self.left + start + width, self.top)
        return Plot(page, box, across=across, up=(self.foot, self.top))

    def write_labels(self, page: Canvas) -> None:
        """The rows' labels, and the unit above them where values do not carry it."""
        x = self.left - 10
        for number, (lines, middle) in enumerate(zip(self.labels, self.middles, strict=True)):
            bold = number in self.bold
            page.text(x, middle, lines, side="right", size=self.size, bold=bold)
        note = numbers.unit_note(self.unit)
        if note:
            page.text(x, self.top + 12, note, side="right", size=SMALL, colour=QUIET)

    def draw_zero(self, plot: Plot, *, z: float) -> None:
        """The line that bars start from."""
        x = plot.x(0)
        plot.page.line([x, x], [self.foot, self.top], colour=BASELINE, z=z)

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
        crossing: float | None = None,
    ) -> None:
        """A row's value on the given side of its mark; a line that would cross it is cleared."""
        bold = number in self.bold
        at = x + (5 if side == "right" else -5)
        width, height = width_of(text, size=self.size, bold=bold), self.size * 1.24
        left = at if side == "right" else at - width
        middle = self.middles[number]
        if crossing is not None and left - 2 < crossing < left + width + 2:
            box = Box(left - 2, middle - height / 2, left + width + 2, middle + height / 2)
            page.fill(box, z=4)
        page.text(
            at,
            middle,
            text,
            side="left" if side == "right" else "right",
            size=self.size,
            bold=bold,
            colour=QUIET if text == NOT_KNOWN else INK,
        )


def _fit(room: float, needs: list[tuple[float, float, str]]) -> tuple[float, float]:
    """Where a plot starts and how wide it is, in points, so that texts at its marks have room.

    ``needs`` lists, for each text, its mark's share of the plot's width (0 to 1), its own
    width in points and the side of the mark that it is on.
    """
    start, width = 0.0, room
    for _ in range(8):  # each pass settles one edge given the other; a few are enough
        start = max((need - share * width for share, need, s in needs if s == "left"), default=0)
        start = max(start, 0.0)
        ends = [
            (room - start - need) / share for share, need, s in needs if s == "right" and share > 0
        ]
        width = max(min([room - start, *ends]), room * 0.2)
    return start, width
