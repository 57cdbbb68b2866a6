"""A bridge: from where a figure started, step by step, to where it ended."""

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.canvas import BASELINE, BLUE, GREY, PALETTE, Chart, canvas
from analysis.charts.layout import Rows, edges, head, limits, names, place, unit_note, write_value
from analysis.charts.rows import behind, measure_words, tidy


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
    names = names(rows[label])
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
    layout = Rows(labels, head=head(unit, None))
    sides = ["left" if i in outer and ends[i] < 0 else "right" for i in range(len(labels))]
    tips = [
        min(pair) if side == "left" else max(pair)
        for *pair, side in zip(begins, ends, sides, strict=True)
    ]
    with canvas(name=name, height=layout.height) as page:
        across = limits([0.0, *begins, *ends])
        left, right = edges(layout, across, tips, texts, sides)
        axes = layout.plot(page, across=across, left=left, right=right)
        axes.barh(
            layout.middles,
            [e - b for b, e in zip(begins, ends, strict=True)],
            layout.thickness,
            left=begins,
            color=colours,
            zorder=2,
        )
        place = place(axes)
        page.line([place(0)] * 2, [layout.foot, layout.top], colour=BASELINE, z=1)
        for above, (level, upper, lower) in enumerate(
            zip(ends[:-1], layout.middles[:-1], layout.middles[1:], strict=True)
        ):
            reach = layout.thickness / 2
            if above < len(ends) - 1:
                page.line([place(level)] * 2, [upper - reach, lower + reach], colour=GREY, z=3)
        layout.write_labels(page, bold=outer)
        unit(page, layout, unit)
        for position, text in enumerate(texts):
            value(
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


