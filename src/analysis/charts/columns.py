"""Columns over years or age bands."""

from collections.abc import Sequence

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.bars import bars
from analysis.charts.canvas import (
    BASELINE,
    BLUE,
    GRID,
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
    width_of,
    wrap,
)
from analysis.charts.layout import names
from analysis.charts.rows import behind, measure_words, tidy

_HEIGHT = 250.0
_LINES = 3
_COLOURS = (BLUE, *PALETTE[1:4])
_ORDINALS = ("first", "second", "third", "fourth")


def columns(
    frame: pd.DataFrame,
    *,
    name: str,
    label: str,
    value: str,
    unit: str,
    series: str | None = None,
    measure: str | None = None,
) -> Chart | None:
    """Columns from zero, one for each label, or side by side for up to four series.

    ``frame`` has one row per ``label`` and ``series``, in the order to show; ``value`` is in
    ``unit``. A column without a value says so. Where the labels are too long to stand under
    their columns, the chart is drawn as horizontal bars. None where no row has a value;
    ValueError for a fifth series or a row given twice.
    """
    rows = tidy(frame, columns=[label, series], value=value)
    if rows[value].isna().all():
        return None
    cells = _cells(rows, label, value, series)
    called = [str(c) for c in cells.columns]
    known = [v for v in cells.to_numpy().flat if v == v]
    say = numbers.labeller(known, unit=unit)
    ticks = numbers.ticks(min(0.0, *known), max(0.0, *known), most=5)
    tick_texts = numbers.tick_labels(ticks, unit=unit)
    left = max(width_of(text, size=SMALL) for text in tick_texts) + 14
    step = (WIDTH - left - 4) / len(cells)
    under = _under(cells.index, step)
    if under is None and series is None:
        return bars(frame, name=name, label=label, value=value, unit=unit, measure=measure)
    under = under or [wrap(text, width=step - 2, size=SMALL) for text in cells.index]
    width = min(step * 0.72 / len(called), 64.0)
    texts = [[say(v) if v == v else "not known" for v in cells[c]] for c in cells.columns]
    room = step - 4 if len(called) == 1 else width
    labelled = all(width_of(say(v), size=SMALL) <= room for v in known)
    foot = max(len(lines) for lines in under) * SMALL * 1.2 + 12
    has_head = len(called) > 1 or bool(numbers.unit_note(unit))
    box = Box(left, foot, WIDTH - 4, _HEIGHT - (30 if has_head else 18))
    with canvas(name=name, height=_HEIGHT) as page:
        axes = page.axes(box, across=(0, len(cells)), up=(ticks[0], ticks[-1]))

        def place(across, up):
            x, y = axes.transData.transform((across, up))
            return float(x), float(y)

        for tick, text in zip(ticks, tick_texts, strict=True):
            y = place(0, tick)[1]
            page.line([box.left, box.right], [y, y], colour=GRID)
            page.text(box.left - 6, y, text, side="right", size=SMALL, colour=QUIET)
        zero = place(0, 0)[1]
        page.line([box.left, box.right], [zero, zero], colour=BASELINE, z=3)
        if numbers.unit_note(unit):
            page.text(0, _HEIGHT - 9, numbers.unit_note(unit), size=SMALL, colour=QUIET)
        if len(called) > 1:
            _name_series(page, called, start=width_of(numbers.unit_note(unit), size=SMALL) + 20)
        for at, column in enumerate(cells.columns):
            share = width / step
            middles = [n + 0.5 + (at - (len(called) - 1) / 2) * share for n in range(len(cells))]
            axes.bar(middles, cells[column].fillna(0.0), share * 0.94, zorder=2, color=_COLOURS[at])
            for middle, v, text in zip(middles, cells[column], texts[at], strict=True):
                if labelled or v != v:
                    x, y = place(middle, v if v == v else 0.0)
                    away = -8 if v < 0 else 8
                    shown = text if v == v else wrap(text, width=max(width, 30), size=SMALL)
                    down = away if v == v else 2 + block_size(shown, size=SMALL)[1] / 2
                    words = shown if isinstance(shown, list) else [shown]
                    half = max(width_of(line, size=SMALL) for line in words) / 2 + 2
                    page.blank(Box(x - half, y + down - 6, x + half, y + down + 6), z=1)
                    page.text(
                        x,
                        y + down,
                        words,
                        side="center",
                        size=SMALL,
                        colour=INK if v == v else QUIET,
                    )
        for number, lines in enumerate(under):
            middle = box.bottom - 5 - block_size(lines, size=SMALL)[1] / 2
            page.text(place(number + 0.5, 0)[0], middle, lines, side="center", size=SMALL)
        svg = page.svg()
    kind = alt.opening("Column chart", measure_words(measure, name), unit)
    return Chart(svg, _in_words(kind, cells, unit), behind(rows, value=value, unit=unit))


def _cells(rows: pd.DataFrame, label: str, value: str, series: str | None) -> pd.DataFrame:
    """One row per label, one column per series, both in order of appearance."""
    keyed = pd.DataFrame(
        {
            "label": names(rows[label]),
            "series": names(rows[series]) if series else "",
            "value": rows[value],
        }
    )
    twice = keyed.loc[keyed.duplicated(["label", "series"]), "label"]
    if len(twice):
        raise ValueError(f"'{twice.iloc[0]}' occurs twice; columns need one row for each.")
    cells = keyed.set_index(["label", "series"])["value"].unstack()  # noqa: PD010, keeps gaps
    cells = cells.reindex(index=keyed["label"].unique(), columns=keyed["series"].unique())
    if cells.shape[1] > len(_ORDINALS):
        raise ValueError(f"{cells.shape[1]} series: use small_multiples for more than four.")
    return cells


def _under(labels: Sequence[str], step: float) -> list[list[str]] | None:
    """The words under each column, or None where they do not fit."""
    if any(width_of(word, size=SMALL) > step - 4 for text in labels for word in text.split(" ")):
        return None
    wrapped = [wrap(text, width=step - 4, size=SMALL, most=99) for text in labels]
    return wrapped if max(map(len, wrapped)) <= _LINES else None


def _name_series(page: Canvas, called: Sequence[str], *, start: float) -> None:
    """What each column of a group is, above the plot: its colour, its name and its place."""
    x, y = start, _HEIGHT - 9
    for at, text in enumerate(called):
        page.swatch(Box(x, y - 5, x + 14, y + 5), colour=_COLOURS[at])
        words = f"{text} ({_ORDINALS[at]} column)"
        x = page.text(x + 19, y, words, size=SIZE).right + 18


def _in_words(kind: str, cells: pd.DataFrame, unit: str) -> str:
    told = []
    unknown = []
    for column in cells.columns:
        known = cells[column].dropna()
        unknown += [
            f"{label}, {column}" if column else label for label in cells.index[cells[column].isna()]
        ]
        if len(known):
            said = alt.extremes(
                known.index.tolist(), known.tolist(), lambda v: numbers.figure(v, unit)
            )
            last = f"; last, {known.index[-1]}: {numbers.figure(known.iloc[-1], unit)}"
            told.append((f"{column}: " if column else "") + said + (last if len(known) > 1 else ""))
    many = f", {len(cells)} columns" if cells.shape[1] == 1 else f", {len(cells)} groups of columns"
    first, end = cells.index[0], cells.index[-1]
    span = f" for {first}" if len(cells) == 1 else f"{many}, {first} to {end}"
    if len(told) > 2:
        told = ["; ".join(told)]
    return alt.sentences(kind + span + alt.unknown(unknown), *told)
