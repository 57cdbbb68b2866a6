"""Bars, and dots beside a reference: a row for each place."""

from collections.abc import Collection, Sequence

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.canvas import BLUE, GREY, INK, QUIET, SMALL, Chart, canvas
from analysis.charts.layout import Rows, limits, names
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

    ``frame`` has one row per ``label``; ``value`` and ``reference`` are in ``unit``.
    ``highlight`` names the rows that matter (the others turn grey), ``reference`` draws a
    dashed line with its label. ``measure`` says in words what is measured. A row without a
    value says so. None where no row has one.
    """
    rows = tidy(frame, columns=[label], value=value)
    values = rows[value].dropna().tolist()
    if not values:
        return None
    reference = _given(reference)
    others = [] if reference is None else [reference]
    say = numbers.labeller([*values, *others], unit=unit)
    marked, colours = _emphasis(rows[label], highlight)
    layout = Rows(names(rows[label]), unit=unit, bold=marked, head=reference is not None)
    texts = [say(v) if v == v else _NOT_KNOWN for v in rows[value]]
    ends = rows[value].fillna(0.0).tolist()
    sides = ["left" if v < 0 else "right" for v in ends]
    with canvas(name=name, height=layout.height) as page:
        axes, place = layout.axes(
            page, across=limits([0.0, *values, *others]), marks=ends, texts=texts, sides=sides
        )
        axes.barh(layout.middles, ends, layout.thickness, color=colours, zorder=2)
        layout.draw_zero(page, place(0), z=3)
        if reference is not None:
            layout.draw_reference(page, place(reference), f"{reference_label} {say(reference)}")
        layout.write_labels(page)
        for number, text in enumerate(texts):
            layout.write_value(
                page,
                number,
                place(ends[number]),
                text,
                side=sides[number],
                bold=number in marked,
                colour=QUIET if text == _NOT_KNOWN else INK,
                crossing=None if reference is None else place(reference),
            )
        svg = page.svg()
    kind = alt.opening("Horizontal bar chart", measure_words(measure, name), unit)
    written = _in_words(kind, rows, label, value, unit, reference, reference_label)
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
    ``unit``. ``highlight`` names the places that matter. The axis starts at zero unless all
    values lie far from it. None where no row has a value.
    """
    rows = tidy(frame, columns=[label], value=value)
    values = rows[value].dropna().tolist()
    if not values:
        return None
    reference = _given(reference)
    everything = [*values, *([] if reference is None else [reference])]
    say = numbers.labeller(everything, unit=unit)
    marked, colours = _emphasis(rows[label], highlight)
    layout = Rows(names(rows[label]), unit=unit, bold=marked, head=reference is not None, foot=28)
    low, high = min(everything), max(everything)
    ticks = numbers.ticks(low if low > 0.5 * high else min(low, 0.0), high)
    base = ticks[0] if reference is None else reference
    texts = [say(v) if v == v else _NOT_KNOWN for v in rows[value]]
    ends = rows[value].fillna(base).tolist()
    sides = ["left" if v < base else "right" for v in ends]
    with canvas(name=name, height=layout.height) as page:
        _, place = layout.axes(
            page,
            across=(ticks[0], ticks[-1]),
            marks=[*ends, ticks[-1]],
            texts=[*texts, "half"],  # the last tick's own label reaches half beyond it
            sides=[*sides, "right"],
        )
        for tick, text in zip(ticks, numbers.tick_labels(ticks, unit=unit), strict=True):
            page.line([place(tick)] * 2, [layout.foot, layout.top])
            page.text(place(tick), layout.foot - 13, text, side="center", size=SMALL, colour=QUIET)
        if reference is not None:
            layout.draw_reference(page, place(reference), f"{reference_label} {say(reference)}")
        layout.write_labels(page)
        for number, (text, middle) in enumerate(zip(texts, layout.middles, strict=True)):
            if text == _NOT_KNOWN:
                layout.write_value(page, number, place(base), text, side="right", colour=QUIET)
                continue
            x, colour = place(ends[number]), colours[number]
            page.line([place(base), x], [middle] * 2, colour=colour, width=1.6, z=2)
            page.mark(x, middle, "o", colour=colour, size=8.5)
            away = 4 if sides[number] == "right" else -4
            layout.write_value(
                page, number, x + away, text, side=sides[number], bold=number in marked
            )
        svg = page.svg()
    kind = alt.opening("Dot plot", measure_words(measure, name), unit)
    written = _in_words(kind, rows, label, value, unit, reference, reference_label)
    return Chart(svg, written, behind(rows, value=value, unit=unit))


def _given(reference: float | None) -> float | None:
    """A reference that is missing in its frame is no reference."""
    return None if reference is None or pd.isna(reference) else float(reference)


def _emphasis(labels: pd.Series, highlight) -> tuple[set[int], list[str]]:
    """Which rows matter, by position, and every row's colour."""
    wanted = {highlight} if isinstance(highlight, str) else set(highlight or ())
    marked = {number for number, name in enumerate(labels) if name in wanted}
    return marked, [BLUE if not wanted or n in marked else GREY for n in range(len(labels))]


def _in_words(
    kind: str,
    rows: pd.DataFrame,
    label: str,
    value: str,
    unit: str,
    reference: float | None,
    reference_label: str,
) -> str:
    called: Sequence[str] = names(rows[label])
    is_known = rows[value].notna().tolist()
    known = [name for name, has in zip(called, is_known, strict=True) if has]
    unknown = [name for name, has in zip(called, is_known, strict=True) if not has]
    values = rows[value].dropna().tolist()
    counted = f" for {known[0]}" if len(known) == 1 else f", {len(known)} values"
    return alt.sentences(
        kind + counted + alt.unknown(unknown),
        alt.extremes(known, values, lambda v: numbers.figure(v, unit)),
        ""
        if reference is None
        else alt.against(values, reference, reference_label, numbers.figure(reference, unit)),
    )
