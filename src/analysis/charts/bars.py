"""Bars, and dots joined to a reference: a row for each place."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.axis import Scale, limits
from analysis.charts.canvas import BLUE, GREY, Chart, canvas
from analysis.charts.layout import NOT_KNOWN, Rows, names
from analysis.charts.rows import behind, measure_words, tidy


def bars(
    frame: pd.DataFrame,
    *,
    name: str,
    label: str,
    value: str,
    unit: str,
    highlight: str | Collection[str] | None = None,
    measure: str | None = None,
) -> Chart | None:
    """Horizontal bars from zero with a value at each end, in the frame's order.

    ``frame`` has one row per ``label``; ``value`` is in ``unit``. ``highlight`` names the rows
    that matter (the others turn grey). ``measure`` is what is measured, in words. A row without
    a value is shown as not known. None where no row has one.
    """
    rows = tidy(frame, columns=[label], value=value)
    if rows[value].isna().all():
        return None
    places = _Places(rows, label, value, unit, highlight)
    layout = Rows(places.names, unit=unit, bold=places.marked)
    ends = rows[value].fillna(0.0).tolist()
    sides = ["left" if v < 0 else "right" for v in ends]
    with canvas(name=name, height=layout.height) as page:
        across = limits([0.0, *places.everything])
        plot = layout.plot(page, across=across, marks=ends, texts=places.texts, sides=sides)
        plot.axes.barh(layout.middles, ends, layout.thickness, color=places.colours, zorder=2)
        layout.draw_zero(plot, z=3)
        layout.write_labels(page)
        for number, text in enumerate(places.texts):
            layout.write_value(page, number, plot.x(ends[number]), text, side=sides[number])
        svg = page.svg()
    kind = alt.opening("Horizontal bar chart", measure_words(measure, name), unit)
    return Chart(svg, places.in_words(kind), behind(rows, value=value, unit=unit))


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
    if rows[value].isna().all():
        return None
    places = _Places(rows, label, value, unit, highlight, reference, reference_label)
    has_line = places.reference is not None
    layout = Rows(places.names, unit=unit, bold=places.marked, head=has_line, foot=28)
    low, high = min(places.everything), max(places.everything)
    scale = Scale([low if low > 0.5 * high else min(low, 0.0), high], unit=unit)
    base = scale.marks[0] if places.reference is None else places.reference
    ends = rows[value].fillna(base).tolist()
    sides = ["left" if v < base else "right" for v in ends]
    with canvas(name=name, height=layout.height) as page:
        plot = layout.plot(
            page,
            across=scale.ends,
            marks=[*ends, scale.marks[-1]],
            texts=[*places.texts, "half"],  # the last mark's own label reaches half beyond it
            sides=[*sides, "right"],
        )
        plot.mark_across(scale, below=13, ruled=True)
        start = plot.x(base)
        if places.reference is not None:
            named = f"{reference_label} {places.say(places.reference)}"
            layout.draw_reference(page, start, named)
        layout.write_labels(page)
        for number, (text, middle) in enumerate(zip(places.texts, layout.middles, strict=True)):
            x, side = plot.x(ends[number]), sides[number]
            if text != NOT_KNOWN:
                colour = places.colours[number]
                page.line([start, x], [middle] * 2, colour=colour, width=1.6, z=2)
                page.mark(x, middle, "o", colour=colour, size=8.5)
                x += 4 if side == "right" else -4
            layout.write_value(page, number, x, text, side=side)
        svg = page.svg()
    kind = alt.opening("Dot plot", measure_words(measure, name), unit)
    return Chart(svg, places.in_words(kind), behind(rows, value=value, unit=unit))


@dataclass
class _Places:
    """The rows of a chart with their values as text, their emphasis and their reference."""

    rows: pd.DataFrame
    label: str
    value: str
    unit: str
    highlight: str | Collection[str] | None
    reference: float | None = None
    reference_label: str = ""

    def __post_init__(self) -> None:
        given = None if pd.isna(self.reference) else self.reference  # missing in its frame
        self.reference = None if given is None else float(given)
        self.values = self.rows[self.value].dropna().tolist()
        self.everything = [*self.values, *([] if given is None else [float(given)])]
        self.say = numbers.labeller(self.everything, unit=self.unit)
        self.names = names(self.rows[self.label])
        self.texts = [self.say(v) if v == v else NOT_KNOWN for v in self.rows[self.value]]
        asked = self.highlight
        wanted = {asked} if isinstance(asked, str) else set(asked or ())
        self.marked = {n for n, name in enumerate(self.rows[self.label]) if name in wanted}
        self.colours = [
            BLUE if not wanted or n in self.marked else GREY for n in range(len(self.rows))
        ]

    def in_words(self, kind: str) -> str:
        """The written alternative, which opens with the ``kind`` of chart."""
        is_known = self.rows[self.value].notna().tolist()
        known = [name for name, has in zip(self.names, is_known, strict=True) if has]
        unknown = [name for name, has in zip(self.names, is_known, strict=True) if not has]
        counted = f" for {known[0]}" if len(known) == 1 else f", {len(known)} values"
        sentences = [
            kind + counted + alt.unknown(unknown),
            alt.extremes(known, self.values, lambda v: numbers.figure(v, self.unit)),
        ]
        if self.reference is not None:
            figure = numbers.figure(self.reference, self.unit)
            sentences.append(alt.against(self.values, self.reference, self.reference_label, figure))
        return alt.sentences(*sentences)
