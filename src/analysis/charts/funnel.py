"""A funnel: each place by its size, and limits that narrow as size grows."""

from collections.abc import Sequence

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.canvas import (
    BLUE,
    GREY,
    GRID,
    INK,
    QUIET,
    SMALL,
    WIDTH,
    Box,
    Chart,
    canvas,
    clean,
    width_of,
)
from analysis.charts.rows import measure_words, tidy

_HEIGHT = 340.0
_MOST_NAMED = 6


def funnel(
    frame: pd.DataFrame,
    lines: pd.DataFrame,
    *,
    name: str,
    label: str,
    size: str,
    value: str,
    unit: str,
    outside: str,
    centre: str,
    inner: Sequence[str],
    outer: Sequence[str],
    inner_words: str,
    outer_words: str,
    size_words: str,
    measure: str | None = None,
) -> Chart | None:
    """A dot for each place by ``size``, and the limits of ``lines`` over the same sizes.

    ``frame`` has one row per ``label``; ``value`` is in ``unit``, ``outside`` is blank or names
    the limit that the place lies beyond. ``lines`` has one row per size, with the ``centre`` and
    the lower and upper ``inner`` and ``outer`` limit in ``unit``. Places beyond the outer limit
    are marked by shape and, the furthest six, by name. None where there is no place or no limit.
    """
    rows = tidy(frame, columns=[label, size, outside], value=value)
    rows = rows[rows[value].notna() & rows[size].notna()]
    if rows.empty or lines.empty:
        return None
    ends = [centre, *inner, *outer]
    seen = [*rows[value], *lines[list(inner)].to_numpy().flat]
    ticks = numbers.ticks(min(seen), max(seen))
    across = numbers.ticks(0.0, float(rows[size].max()), most=7)
    tick_texts = numbers.tick_labels(ticks, unit=unit)
    left = max(width_of(text, size=SMALL) for text in tick_texts) + 14
    ending = max(width_of(text, size=SMALL) for text in (inner_words, outer_words)) + 10
    box = Box(left, 42.0, WIDTH - ending, _HEIGHT - 12)
    far = rows[outside].fillna("").eq(outer_words)
    near = rows[outside].fillna("").eq(inner_words)
    with canvas(name=name, height=_HEIGHT) as page:
        axes = page.axes(box, across=(across[0], across[-1]), up=(ticks[0], ticks[-1]))

        def place(x: float, y: float) -> tuple[float, float]:
            found = axes.transData.transform((x, y))
            return float(found[0]), float(found[1])

        for tick, text in zip(ticks, tick_texts, strict=True):
            y = place(0, tick)[1]
            page.line([box.left, box.right], [y, y], colour=GRID)
            page.text(box.left - 6, y, text, side="right", size=SMALL, colour=QUIET)
        for tick, text in zip(across, numbers.tick_labels(across, unit="patients"), strict=True):
            x = place(tick, 0)[0]
            page.text(x, box.bottom - 11, text, side="center", size=SMALL, colour=QUIET)
        page.text((box.left + box.right) / 2, 10, size_words, side="center", size=SMALL)
        for column, dash, wide in (
            (centre, "-", 1.2),
            *((edge, (0, (5, 3)), 1.0) for edge in inner),
            *((edge, (0, (1.5, 2)), 1.3) for edge in outer),
        ):
            inside = lines[column].where(lines[column].between(ticks[0], ticks[-1]))
            axes.plot(lines[size], inside, color=INK, lw=wide, ls=dash, zorder=2)
        for column, words in (
            (inner[1], inner_words),
            (outer[1], outer_words),
        ):
            at = min(max(float(lines[column].iloc[-1]), ticks[0]), ticks[-1])
            x, y = place(float(lines[size].iloc[-1]), at)
            page.text(x + 5, y, words.removeprefix("outside "), size=SMALL)
        for kind, marker, colour, big in (
            (~far & ~near, "o", GREY, 6.0),
            (near, "s", BLUE, 6.5),
            (far, "D", BLUE, 7.5),
        ):
            for x, y in rows.loc[kind, [size, value]].itertuples(index=False):
                page.mark(*place(float(x), float(y)), marker, colour=colour, size=big)
        _name_the_furthest(page, rows[far], lines, (label, size, value, centre), place, box)
        svg = page.svg()
    count = len(rows)
    written = alt.sentences(
        alt.opening("Funnel plot", measure_words(measure, name), unit)
        + f" by {size_words.lower()}, {count} points",
        f"the middle line stands at {numbers.figure(float(lines[centre].iloc[0]), unit)}",
        f"{int(near.sum()) + int(far.sum())} of {count} lie {inner_words} limits, "
        f"{int(far.sum())} of them {outer_words}",
    )
    kept = [*dict.fromkeys(["area_type", label, size, value, outside])]
    data = frame[[c for c in [*kept, *ends] if c in frame]].reset_index(drop=True)
    return Chart(svg, written, data)


def _name_the_furthest(page, far: pd.DataFrame, lines, columns, place, box) -> None:
    """The names of the places furthest from the middle, where they do not cover one another."""
    label, size, value, centre = columns
    middle = float(lines[centre].iloc[0])
    order = (far[value] - middle).abs().sort_values(ascending=False, kind="stable").index
    taken: list[Box] = []
    for row in far.loc[order[:_MOST_NAMED]].to_dict("records"):
        words = clean(row[label])
        x, y = place(float(row[size]), float(row[value]))
        width = width_of(words, size=SMALL)
        right = x + 9 + width <= box.right
        start = x + 9 if right else x - 9 - width
        here = Box(start - 2, y - SMALL * 0.7, start + width + 2, y + SMALL * 0.7)
        if start < box.left or any(here.overlaps(other) for other in taken):
            continue
        taken.append(here)
        page.text(start, y, words, size=SMALL)
