"""Charts with a row for each place or step: bars, dots beside a reference, a bridge."""

from collections.abc import Collection

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.canvas import (
    BASELINE,
    BLUE,
    GREY,
    INK,
    PALETTE,
    QUIET,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Chart,
    block_size,
    canvas,
    fit,
    width_of,
    wrap,
)
from analysis.charts.rows import behind, measure_words, tidy

_LABELS = 190.0  # the most that the column of row labels may take, in points
_NOT_KNOWN = "not known"


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


def bars(
    frame: pd.DataFrame,
    *,
    name: str,
    label: str,
    value: str,
    unit: str,
    highlight: str | Collection[str] | None = None,
    reference: float | None = None,
    reference_label: str = "Reference",
    measure: str | None = None,
) -> Chart | None:
    """Horizontal bars from zero with a value at each end, in the frame's order.

    ``frame`` has one row per ``label``; ``value`` is in ``unit``. ``highlight`` names the rows
    that matter (the others turn grey), ``reference`` draws a dashed line with its label.
    ``measure`` says in words what is measured. None where no row has a value.
    """
    rows = tidy(frame, columns=[label], value=value)
    names = _names(rows[label])
    known = rows.dropna(subset=[value])
    if known.empty:
        return None
    values = known[value].tolist()
    say = numbers.labeller([*values, *([] if reference is None else [reference])], unit=unit)
    marked = _positions(rows[label], highlight)
    layout = _Rows(names, head=_head(unit, reference))
    texts = [say(v) if v == v else _NOT_KNOWN for v in rows[value]]
    span = [0.0, *values, *([] if reference is None else [reference])]
    drawn = rows[value].fillna(0.0).tolist()
    sides = ["left" if v < 0 else "right" for v in drawn]
    across = _limits(span)
    left, right = _edges(layout, across, drawn, texts, sides)
    colours = [
        GREY if highlight is not None and position not in marked else BLUE
        for position in range(len(rows))
    ]
    with canvas(name=name, height=layout.height) as page:
        axes = layout.plot(page, across=across, left=left, right=right)
        axes.barh(layout.middles, drawn, layout.thickness, color=colours, zorder=2)
        place = _place(axes)
        _reference(
            page,
            layout,
            place,
            reference,
            f"{reference_label} {say(reference)}" if reference is not None else "",
        )
        _unit(page, layout, unit)
        page.line([place(0)] * 2, [layout.foot, layout.top], colour=BASELINE, z=3)
        layout.write_labels(page, bold=marked)
        for position, (v, text) in enumerate(zip(rows[value], texts, strict=True)):
            _value(
                page,
                place(drawn[position]),
                layout.middles[position],
                text,
                side=sides[position],
                size=layout.size,
                bold=position in marked,
                colour=INK if v == v else QUIET,
                crossing=None if reference is None else place(reference),
            )
        svg = page.svg()
    named, unnamed = _split(names, rows[value])
    written = alt.sentences(
        alt.opening("Horizontal bar chart", measure_words(measure, name), unit)
        + _counted(named)
        + alt.unknown(unnamed),
        alt.extremes(named, values, lambda v: numbers.figure(v, unit)),
        ""
        if reference is None
        else alt.against(values, reference, reference_label, numbers.figure(reference, unit)),
    )
    return Chart(svg, written, behind(rows, value=value, unit=unit))


def dots(
    frame: pd.DataFrame,
    *,
    name: str,
    label: str,
    value: str,
    unit: str,
    reference: float | None,
    reference_label: str,
    highlight: str | Collection[str] | None = None,
    measure: str | None = None,
) -> Chart | None:
    """A dot for each place, joined to the line of the figure it is compared with.

    ``frame`` has one row per ``label`` in the order to show; ``value`` and ``reference`` are in
    ``unit``. ``highlight`` names the places that matter. None where no row has a value.
    """
    rows = tidy(frame, columns=[label], value=value)
    names = _names(rows[label])
    known = rows.dropna(subset=[value])
    if known.empty:
        return None
    values = known[value].tolist()
    compared = reference is not None and reference == reference
    everything = [*values, *([reference] if compared else [])]
    say = numbers.labeller(everything, unit=unit)
    marked = _positions(rows[label], highlight)
    layout = _Rows(names, head=_head(unit, reference), foot=28)
    texts = [say(v) if v == v else _NOT_KNOWN for v in rows[value]]
    low, high = min(everything), max(everything)
    low = min(low, 0.0) if low <= 0.5 * high or low < 0 else low
    marks = numbers.ticks(low, high, most=6)
    base = reference if compared else marks[0]
    drawn = rows[value].fillna(base).tolist()
    sides = ["left" if v < base else "right" for v in drawn]
    across = (marks[0], marks[-1])
    left, right = _edges(layout, across, [*drawn, marks[-1]], [*texts, "mark"], [*sides, "right"])
    with canvas(name=name, height=layout.height) as page:
        axes = layout.plot(page, across=across, left=left, right=right)
        place = _place(axes)
        for mark, text in zip(marks, numbers.tick_labels(marks, unit=unit), strict=True):
            page.line([place(mark)] * 2, [layout.foot, layout.top])
            page.text(place(mark), layout.foot - 13, text, side="center", size=SMALL, colour=QUIET)
        _reference(
            page,
            layout,
            place,
            reference if compared else None,
            f"{reference_label} {say(reference)}" if compared else "",
        )
        _unit(page, layout, unit)
        layout.write_labels(page, bold=marked)
        for position, (v, text) in enumerate(zip(rows[value], texts, strict=True)):
            middle = layout.middles[position]
            if v != v:
                _value(
                    page, place(base), middle, text, side="right", size=layout.size, colour=QUIET
                )
                continue
            colour = GREY if highlight is not None and position not in marked else BLUE
            page.line([place(base), place(v)], [middle] * 2, colour=colour, width=1.6, z=2)
            axes.plot(
                [v],
                [middle],
                "o",
                color=colour,
                ms=8.5,
                mec="white",
                mew=1,
                zorder=3,
                clip_on=False,
            )
            _value(
                page,
                place(v) + (4 if v >= base else -4),
                middle,
                text,
                side=sides[position],
                size=layout.size,
                bold=position in marked,
            )
        svg = page.svg()
    named, unnamed = _split(names, rows[value])
    written = alt.sentences(
        alt.opening("Dot plot", measure_words(measure, name), unit)
        + _counted(named)
        + alt.unknown(unnamed),
        alt.extremes(named, values, lambda v: numbers.figure(v, unit)),
        alt.against(values, reference, reference_label, numbers.figure(reference, unit))
        if compared
        else "",
    )
    return Chart(svg, written, behind(rows, value=value, unit=unit))


def bridge(
    frame: pd.DataFrame,
    *,
    name: str,
    label: str,
    value: str,
    unit: str,
    start_label: str | None = None,
    end_label: str | None = None,
    better: str = "up",
    end_words: tuple[str, str] = ("", ""),
    tolerance: float = 0.005,
    measure: str | None = None,
) -> Chart | None:
    """A waterfall, read downwards: where it started, each step, where it ended.

    The first row of ``frame`` is the start, the last the end, those between the steps, all in
    ``unit``. ``better`` says which way is better, ``up`` or ``down``. ``end_words`` are what a
    start or end above and below zero is called, such as ``("underspend", "overspend")``.
    None where start or end is not known; ValueError where the steps do not add up to within
    ``tolerance``.
    """
    if better not in ("up", "down"):
        raise ValueError(f"better is '{better}'. Write up or down.")
    rows = tidy(frame, columns=[label], value=value)
    names = _names(rows[label])
    if len(rows) < 2 or rows[value].iloc[[0, -1]].isna().any():
        return None
    start, *steps, end = rows[value].tolist()
    _adds_up(start, steps, end, names, tolerance)
    labels = list(names)
    labels[0], labels[-1] = start_label or labels[0], end_label or labels[-1]
    say = numbers.labeller([start, *steps, end], unit=unit)
    levels = [start]
    for step in steps:
        levels.append(levels[-1] + step)
    begins = [0.0, *levels[:-1], 0.0]
    ends = [*levels, end]

    def ending(v: float) -> str:
        word = end_words[0] if v > 0 else end_words[1] if v < 0 else ""
        return f"{say(abs(v))} {word}" if word else say(v)

    def stepping(v: float) -> str:
        if v == 0:
            return "no change"
        word = "better" if (v > 0) == (better == "up") else "worse"
        return f"{numbers.signed(say(v))} {word}"

    texts = [ending(start), *map(stepping, steps), ending(end)]
    colours = [BLUE, *[_step_colour(step, better) for step in steps], BLUE]
    outer = (0, len(labels) - 1)
    layout = _Rows(labels, head=_head(unit, None))
    sides = ["left" if i in outer and ends[i] < 0 else "right" for i in range(len(labels))]
    tips = [
        min(pair) if side == "left" else max(pair)
        for *pair, side in zip(begins, ends, sides, strict=True)
    ]
    with canvas(name=name, height=layout.height) as page:
        across = _limits([0.0, *begins, *ends])
        left, right = _edges(layout, across, tips, texts, sides)
        axes = layout.plot(page, across=across, left=left, right=right)
        axes.barh(
            layout.middles,
            [e - b for b, e in zip(begins, ends, strict=True)],
            layout.thickness,
            left=begins,
            color=colours,
            zorder=2,
        )
        place = _place(axes)
        page.line([place(0)] * 2, [layout.foot, layout.top], colour=BASELINE, z=1)
        for above, (level, upper, lower) in enumerate(
            zip(ends[:-1], layout.middles[:-1], layout.middles[1:], strict=True)
        ):
            reach = layout.thickness / 2
            if above < len(ends) - 1:
                page.line([place(level)] * 2, [upper - reach, lower + reach], colour=GREY, z=3)
        layout.write_labels(page, bold=outer)
        _unit(page, layout, unit)
        for position, text in enumerate(texts):
            _value(
                page,
                place(tips[position]),
                layout.middles[position],
                text,
                side=sides[position],
                size=layout.size,
                bold=position in outer,
                crossing=place(0),
            )
        svg = page.svg()
    written = alt.sentences(
        alt.opening("Bridge chart", measure_words(measure, name), unit)
        + f", from {labels[0]} ({texts[0]}) to {labels[-1]} ({texts[-1]}), in {len(steps)} "
        + ("step" if len(steps) == 1 else "steps"),
        _steps_in_words(labels[1:-1], steps, stepping),
    )
    return Chart(svg, written, behind(rows, value=value, unit=unit))


def _adds_up(start, steps, end, labels, tolerance) -> None:
    for step_label, step in zip(labels[1:-1], steps, strict=True):
        if step != step:
            raise ValueError(f"The step '{step_label}' is not known: the bridge cannot be drawn.")
    reached = start + sum(steps)
    if abs(reached - end) > tolerance:
        raise ValueError(
            f"The steps from '{labels[0]}' lead to {reached:,.2f}, not to {end:,.2f} at "
            f"'{labels[-1]}': {end - reached:,.2f} is not explained. Add it as a step of its own."
        )


def _steps_in_words(labels: list[str], steps: list[float], stepping) -> str:
    if not steps:
        return ""
    order = sorted(range(len(steps)), key=lambda i: -abs(steps[i]))
    told = [f"{labels[i]} ({stepping(steps[i])})" for i in order[:3]]
    lead = "Steps" if len(steps) > 1 else "Step"
    lead = f"{lead}, largest first" if len(steps) > 1 else lead
    rest = f" and {len(steps) - 3} smaller" if len(steps) > 3 else ""
    return f"{lead}: {alt.listed(told) if not rest else ', '.join(told)}{rest}"


def _step_colour(step: float, better: str) -> str:
    return PALETTE[1] if (step > 0) == (better == "up") else PALETTE[3]


def _names(labels: pd.Series) -> list[str]:
    return labels.astype("str").fillna("Not named").tolist()


def _split(names: list[str], values: pd.Series) -> tuple[list[str], list[str]]:
    """Names of the rows with a value, and of those without."""
    pairs = list(zip(names, values.notna(), strict=True))
    return [n for n, is_known in pairs if is_known], [n for n, is_known in pairs if not is_known]


def _positions(labels: pd.Series, highlight) -> set[int]:
    wanted = {highlight} if isinstance(highlight, str) else set(highlight or ())
    return {position for position, name in enumerate(labels) if name in wanted}


def _counted(named: list[str]) -> str:
    return f" for {named[0]}" if len(named) == 1 else f", {len(named)} values"


def _limits(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low, low + 1.0)


def _head(unit: str, reference) -> float:
    return 24.0 if numbers.unit_note(unit) or reference is not None else 6.0


def _edges(
    layout: _Rows,
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


def _place(axes):
    """A function from a value across to its place on the page in points."""
    return lambda value: float(axes.transData.transform((value, 0.0))[0])


def _unit(page: Canvas, layout: _Rows, unit: str) -> None:
    note = numbers.unit_note(unit)
    if note:
        page.text(layout.left - 10, layout.top + 12, note, side="right", size=SMALL, colour=QUIET)


def _reference(page: Canvas, layout: _Rows, place, reference: float | None, text: str) -> None:
    if reference is None:
        return
    x = place(reference)
    page.line([x, x], [layout.foot, layout.top + 3], colour=INK, width=1.1, dash=(0, (4, 3)), z=3)
    half = width_of(text, size=SIZE) / 2
    middle = min(max(x, layout.left + half), WIDTH - half)
    page.text(middle, layout.top + 13, text, side="center")


def _value(
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
