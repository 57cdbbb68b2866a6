"""Funnels, one large or several small: each place by its size, limits that narrow with it."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.axis import Plot, Scale
from analysis.charts.canvas import (
    BLUE,
    GREY,
    INK,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Chart,
    canvas,
    clean,
    width_of,
    wrap,
)
from analysis.charts.rows import measure_words, tidy

_HEIGHT = 340.0
_MOST_NAMED = 6
_PANEL, _HEAD, _FOOT, _GAP, _ACROSS = 150.0, 34.0, 34.0, 22.0, 2  # of small funnels
_DOT = 0.4  # a stroke of hardly any length with round ends is a dot


@dataclass(frozen=True)
class _Look:
    """How a funnel is drawn: distances of its words and widths of its lines in points."""

    value_marks: int  # at most
    size_marks: int
    gap: float
    below: float
    name_below: float
    middle: float
    inner: float
    outer: float
    dash: float


_LARGE = _Look(6, 7, 6.0, 11.0, 32.0, 1.2, 1.0, 1.3, 5)
_SMALL = _Look(5, 4, 5.0, 10.0, 22.0, 1.1, 0.9, 1.1, 4)


def funnel(
    frame: pd.DataFrame,
    lines: pd.DataFrame,
    *,
    name: str,
    label: str,
    size: str,
    value: str,
    unit: str,
    size_words: str,
    measure: str | None = None,
) -> Chart | None:
    """A dot for each place by ``size``, and the limits of ``lines`` over the same sizes.

    ``frame`` has one row per ``label``; ``value`` is in ``unit``, ``limits`` is one of the words
    of ``methods.special_cause.funnel``. ``lines`` has one row per size, with its limits, each
    named with the unit at its end (``low_95_gbp``). Places beyond the outer limit are marked by
    shape and, the furthest six, by name. None where there is no place or no limit.
    """
    rows = tidy(frame, columns=[label, size, "limits"], value=value)
    rows = rows[rows[value].notna() & rows[size].notna()]
    if rows.empty or lines.empty:
        return None
    ends = {f"{line}_{unit}": line for line in _LINES}
    limits = lines.rename(columns=ends | {size: "size"})
    places = rows.rename(columns={label: "label", size: "size", value: "value"})
    far, near = (rows["limits"].eq(f"outside {part}") for part in ("99.8%", "95%"))
    ending = width_of("outside 99.8%", size=SMALL) + 10
    with canvas(name=name, height=_HEIGHT) as page:
        room = Box(14.0, 42.0, WIDTH - ending, _HEIGHT - 12)
        plot = _draw(page, room, places, limits, unit, ("patients", size_words), _LARGE)
        for column, words in (("high_95", "95%"), ("high_998", "99.8%")):
            low, high = plot.axes.get_ylim()
            at = min(max(float(limits[column].iloc[-1]), low), high)
            x, y = plot.place(float(limits["size"].iloc[-1]), at)
            page.text(x + 5, y, words, size=SMALL)
        _mark(plot, places[~far & ~near], "o", GREY, 6.0)
        _mark(plot, places[near], "s", BLUE, 6.5)
        _mark(plot, places[far], "D", BLUE, 7.5)
        _name_the_furthest(plot, places[far], float(limits["expected"].iloc[0]))
        svg = page.svg()
    count = len(rows)
    written = alt.sentences(
        alt.opening("Funnel plot", measure_words(measure, name), unit)
        + f" by {size_words.lower()}, {count} points",
        f"the middle line stands at {numbers.figure(float(limits['expected'].iloc[0]), unit)}",
        f"{int(near.sum()) + int(far.sum())} of {count} lie outside 95% limits, "
        f"{int(far.sum())} of them outside 99.8%",
    )
    kept = ["area_type", label, size, value, "limits", *ends]
    return Chart(svg, written, frame[[c for c in kept if c in frame]].reset_index(drop=True))


def funnels(
    frame: pd.DataFrame,
    lines: pd.DataFrame,
    *,
    name: str,
    titles: dict[str, str],
    data: pd.DataFrame,
) -> Chart | None:
    """A small funnel for each ``indicator``, in the order of ``titles``, which name them.

    ``frame`` has one row per indicator and place, as ``methods.special_cause.funnel`` gives
    them, with ``size``, ``value``, ``unit``, ``size_unit`` and ``limits``; ``lines`` the limits
    over sizes. Dots are places inside the limits, diamonds those outside. ``data`` is the table
    behind the figure. None where no indicator has a place.
    """
    panels = {key: rows for key in titles if len(rows := frame[frame["indicator"].eq(key)])}
    if not panels:
        return None
    each = _PANEL + _HEAD + _FOOT
    height = -(-len(panels) // _ACROSS) * each + 4
    wide = (WIDTH - _GAP) / _ACROSS
    written = [f"{len(panels)} small funnel plots by size"]
    with canvas(name=name, height=height) as page:
        for number, (key, rows) in enumerate(panels.items()):
            unit, size_unit = rows["unit"].iloc[0], rows["size_unit"].iloc[0]
            left, top = (number % _ACROSS) * (wide + _GAP), height - (number // _ACROSS) * each
            page.text(left, top - 12, wrap(titles[key], width=wide, bold=True, most=1), bold=True)
            room = Box(left + 8, top - _HEAD - _PANEL, left + wide, top - _HEAD)
            limits = lines[lines["indicator"] == key]
            plot = _draw(page, room, rows, limits, unit, (size_unit, size_unit), _SMALL)
            beyond = rows["limits"] != "inside"
            _dot(plot, rows[~beyond])
            _mark(plot, rows[beyond], "D", BLUE, 6.0)
            middle = numbers.figure(float(rows["expected"].iloc[0]), unit)
            counted = f"{beyond.sum()} of {len(rows)} outside the limits"
            written.append(f"{titles[key]}: {counted}, the middle at {middle}")
        svg = page.svg()
    return Chart(svg, alt.sentences(*written), data)


_LINES = ("expected", "low_95", "high_95", "low_998", "high_998")


def _draw(
    page: Canvas,
    room: Box,
    rows: pd.DataFrame,
    lines: pd.DataFrame,
    unit: str,
    sizes: tuple[str, str],
    look: _Look,
) -> Plot:
    """Axes and limits of a funnel in ``room``; ``sizes`` is their unit, and what they are called.

    ``rows`` has one row per place with ``size`` and ``value``, ``lines`` one per ``size``.
    """
    size_unit, size_words = sizes
    seen = [*rows["value"], *lines[["low_95", "high_95"]].to_numpy().flat]
    up = Scale(seen, unit=unit, most=look.value_marks)
    across = Scale([0.0, float(rows["size"].max())], unit=size_unit, most=look.size_marks)
    right = room.right
    if look is _SMALL:  # half of the last label reaches beyond the plot
        right -= width_of(across.labels[-1], size=SMALL) / 2 + 2
    box = Box(room.left + up.width, room.bottom, right, room.top)
    plot = Plot(page, box, across=across.ends, up=up.ends)
    plot.mark_up(up, gap=look.gap)
    plot.mark_across(across, below=look.below)
    middle, foot = (box.left + box.right) / 2, box.bottom - look.name_below
    page.text(middle, foot, size_words, side="center", size=SMALL)
    inner, outer = ((0, (look.dash, 3)), look.inner), ((0, (1.5, 2)), look.outer)
    dashes = (("-", look.middle), inner, inner, outer, outer)
    for column, (dash, width) in zip(_LINES, dashes, strict=True):
        inside = lines[column].where(lines[column].between(*up.ends))
        plot.axes.plot(lines["size"], inside, color=INK, lw=width, ls=dash, zorder=2)
    return plot


def _mark(plot: Plot, rows: pd.DataFrame, marker: str, colour: str, size: float) -> None:
    """A mark of its own for each place."""
    for x, y in rows[["size", "value"]].itertuples(index=False):
        plot.page.mark(*plot.place(float(x), float(y)), marker, colour=colour, size=size)


def _dot(plot: Plot, rows: pd.DataFrame) -> None:
    """All places as dots of one path: a mark each would weigh ten times as much."""
    dots = [plot.place(float(x), float(y)) for x, y in rows[["size", "value"]].to_numpy()]
    if dots:
        corners = [end for x, y in dots for end in ((x, y), (x + _DOT, y))]
        path = Path(corners, [Path.MOVETO, Path.LINETO] * len(dots))
        path.should_simplify = False
        look = {"color": GREY, "lw": 4.5, "capstyle": "round", "zorder": 3, "transform": None}
        plot.page.figure.add_artist(PathPatch(path, fill=False, **look))


def _name_the_furthest(plot: Plot, far: pd.DataFrame, middle: float) -> None:
    """The names of the places furthest from the middle, where they do not cover one another."""
    order = (far["value"] - middle).abs().sort_values(ascending=False, kind="stable").index
    taken: list[Box] = []
    for row in far.loc[order[:_MOST_NAMED]].to_dict("records"):
        words = clean(row["label"])
        x, y = plot.place(float(row["size"]), float(row["value"]))
        width = width_of(words, size=SMALL)
        start = x + 9 if x + 9 + width <= plot.box.right else x - 9 - width
        here = Box(start - 2, y - SMALL * 0.7, start + width + 2, y + SMALL * 0.7)
        if start < plot.box.left or any(here.overlaps(other) for other in taken):
            continue
        taken.append(here)
        plot.page.text(start, y, words, size=SMALL)
