"""A bridge: from where a figure started, step by step, to where it ended."""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.axis import limits
from analysis.charts.canvas import BLUE, GREY, PALETTE, Chart, canvas
from analysis.charts.layout import Rows, names
from analysis.charts.rows import behind, measure_words, tidy

_BETTER, _WORSE = PALETTE[1], PALETTE[3]
_TOLERANCE = 0.005  # of a unit, between the steps' sum and the end


def bridge(
    frame: pd.DataFrame,
    *,
    name: str,
    label: str,
    value: str,
    unit: str,
    end_words: tuple[str, str] = ("", ""),
    measure: str | None = None,
) -> Chart | None:
    """A waterfall, read downwards: where it started, each step, where it ended.

    The first row of ``frame`` is the start, the last the end, those between the steps, all in
    ``unit``; up is better. ``end_words`` are what a
    start or end above and below zero is called, such as ``("underspend", "overspend")``.
    None where start or end is not known; ValueError where a step is not, or where the steps
    do not add up to the end.
    """
    rows = tidy(frame, columns=[label], value=value)
    if len(rows) < 2 or rows[value].iloc[[0, -1]].isna().any():
        return None
    start, *steps, end = rows[value].tolist()
    labels = names(rows[label])
    _check(start, steps, end, labels)
    say = numbers.labeller([start, *steps, end], unit=unit)

    def outer(v: float) -> str:
        word = end_words[0] if v > 0 else end_words[1] if v < 0 else ""
        return f"{say(abs(v))} {word}" if word else say(v)

    def step(v: float) -> str:
        if v == 0:
            return "no change"
        return f"{numbers.signed(say(v))} {'better' if v > 0 else 'worse'}"

    levels = list(accumulate(steps, initial=start))
    spans = [(0.0, start), *pairwise(levels), (0.0, end)]
    texts = [outer(start), *map(step, steps), outer(end)]
    outermost = (0, len(spans) - 1)
    sides = ["left" if n in outermost and spans[n][1] < 0 else "right" for n in range(len(spans))]
    tips = [(min if side == "left" else max)(span) for span, side in zip(spans, sides, strict=True)]
    by_step = [_BETTER if v > 0 else _WORSE for v in steps]
    layout = Rows(labels, unit=unit, bold=outermost)
    with canvas(name=name, height=layout.height) as page:
        across = limits([0.0, *levels, end])
        plot = layout.plot(page, across=across, marks=tips, texts=texts, sides=sides)
        plot.axes.barh(
            layout.middles,
            [upto - since for since, upto in spans],
            layout.thickness,
            left=[since for since, _ in spans],
            color=[BLUE, *by_step, BLUE],
            zorder=2,
        )
        layout.draw_zero(plot, z=1)
        reach = layout.thickness / 2
        for level, (upper, lower) in zip(levels, pairwise(layout.middles), strict=True):
            page.line([plot.x(level)] * 2, [upper - reach, lower + reach], colour=GREY, z=3)
        layout.write_labels(page)
        for number, (text, side) in enumerate(zip(texts, sides, strict=True)):
            x = plot.x(tips[number])
            layout.write_value(page, number, x, text, side=side, crossing=plot.x(0))
        svg = page.svg()
    written = alt.sentences(
        alt.opening("Bridge chart", measure_words(measure, name), unit)
        + f", from {labels[0]} ({texts[0]}) to {labels[-1]} ({texts[-1]})",
        _steps_in_words(labels[1:-1], steps, step),
    )
    return Chart(svg, written, behind(rows, value=value, unit=unit))


def _check(start: float, steps: Sequence[float], end: float, labels: Sequence[str]) -> None:
    for label, step in zip(labels[1:-1], steps, strict=True):
        if step != step:
            raise ValueError(f"The step '{label}' is not known: the bridge cannot be drawn.")
    reached = start + sum(steps)
    if abs(reached - end) > _TOLERANCE:
        raise ValueError(
            f"The steps from '{labels[0]}' lead to {reached:,.2f}, not to {end:,.2f} at "
            f"'{labels[-1]}': {end - reached:,.2f} is not explained. Add it as a step of its own."
        )


def _steps_in_words(
    labels: Sequence[str], steps: Sequence[float], say: Callable[[float], str]
) -> str:
    if not steps:
        return "no steps between"
    order = sorted(range(len(steps)), key=lambda number: -abs(steps[number]))
    parts = [f"{labels[number]} ({say(steps[number])})" for number in order]
    if len(parts) == 1:
        return f"one step: {parts[0]}"
    if len(parts) > 4:
        parts = [*parts[:3], f"{len(parts) - 3} smaller ones"]
    return f"{len(steps)} steps, largest first: {alt.listed(parts, most=4)}"
