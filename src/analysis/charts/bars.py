"""Bars, and dots beside a reference: a row for each place."""

from collections.abc import Collection

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.canvas import BASELINE, BLUE, GREY, INK, QUIET, SMALL, Chart, canvas
from analysis.charts.layout import Rows, edges, head, limits, names, place, reference_line, unit_note, write_value
from analysis.charts.rows import behind, measure_words, tidy

_NOT_KNOWN = "not known"


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
    names = names(rows[label])
    known = rows.dropna(subset=[value])
    if known.empty:
        return None
    values = known[value].tolist()
    say = numbers.labeller([*values, *([] if reference is None else [reference])], unit=unit)
    marked = _positions(rows[label], highlight)
    layout = Rows(names, head=head(unit, reference))
    texts = [say(v) if v == v else _NOT_KNOWN for v in rows[value]]
    span = [0.0, *values, *([] if reference is None else [reference])]
    drawn = rows[value].fillna(0.0).tolist()
    sides = ["left" if v < 0 else "right" for v in drawn]
    across = limits(span)
    left, right = edges(layout, across, drawn, texts, sides)
    colours = [
        GREY if highlight is not None and position not in marked else BLUE
        for position in range(len(rows))
    ]
    with canvas(name=name, height=layout.height) as page:
        axes = layout.plot(page, across=across, left=left, right=right)
        axes.barh(layout.middles, drawn, layout.thickness, color=colours, zorder=2)
        place = place(axes)
        reference(
            page,
            layout,
            place,
            reference,
            f"{reference_label} {say(reference)}" if reference is not None else "",
        )
        unit(page, layout, unit)
        page.line([place(0)] * 2, [layout.foot, layout.top], colour=BASELINE, z=3)
        layout.write_labels(page, bold=marked)
        for position, (v, text) in enumerate(zip(rows[value], texts, strict=True)):
            value(
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
    names = names(rows[label])
    known = rows.dropna(subset=[value])
    if known.empty:
        return None
    values = known[value].tolist()
    compared = reference is not None and reference == reference
    everything = [*values, *([reference] if compared else [])]
    say = numbers.labeller(everything, unit=unit)
    marked = _positions(rows[label], highlight)
    layout = Rows(names, head=head(unit, reference), foot=28)
    texts = [say(v) if v == v else _NOT_KNOWN for v in rows[value]]
    low, high = min(everything), max(everything)
    low = min(low, 0.0) if low <= 0.5 * high or low < 0 else low
    marks = numbers.ticks(low, high, most=6)
    base = reference if compared else marks[0]
    drawn = rows[value].fillna(base).tolist()
    sides = ["left" if v < base else "right" for v in drawn]
    across = (marks[0], marks[-1])
    left, right = edges(layout, across, [*drawn, marks[-1]], [*texts, "mark"], [*sides, "right"])
    with canvas(name=name, height=layout.height) as page:
        axes = layout.plot(page, across=across, left=left, right=right)
        place = place(axes)
        for mark, text in zip(marks, numbers.tick_labels(marks, unit=unit), strict=True):
            page.line([place(mark)] * 2, [layout.foot, layout.top])
            page.text(place(mark), layout.foot - 13, text, side="center", size=SMALL, colour=QUIET)
        reference(
            page,
            layout,
            place,
            reference if compared else None,
            f"{reference_label} {say(reference)}" if compared else "",
        )
        unit(page, layout, unit)
        layout.write_labels(page, bold=marked)
        for position, (v, text) in enumerate(zip(rows[value], texts, strict=True)):
            middle = layout.middles[position]
            if v != v:
                value(
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
            value(
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


def _split(names: list[str], values: pd.Series) -> tuple[list[str], list[str]]:
    """Names of the rows with a value, and of those without."""
    pairs = list(zip(names, values.notna(), strict=True))
    return [n for n, is_known in pairs if is_known], [n for n, is_known in pairs if not is_known]


def _positions(labels: pd.Series, highlight) -> set[int]:
    wanted = {highlight} if isinstance(highlight, str) else set(highlight or ())
    return {position for position, name in enumerate(labels) if name in wanted}


def _counted(named: list[str]) -> str:
    return f" for {named[0]}" if len(named) == 1 else f", {len(named)} values"


