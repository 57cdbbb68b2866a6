"""Several small funnels in one figure: the same places on several rates, each on its own scale."""

import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

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
    width_of,
    wrap,
)

_PANEL, _HEAD, _FOOT, _GAP, _ACROSS = 150.0, 34.0, 34.0, 22.0, 2
_DOT = 0.4  # a stroke of hardly any length with round ends is a dot
_LINES = (
    ("expected", "-", 1.1),
    *((f"{side}_95", (0, (4, 3)), 0.9) for side in ("low", "high")),
    *((f"{side}_998", (0, (1.5, 2)), 1.1) for side in ("low", "high")),
)


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
    panels = [key for key in titles if frame["indicator"].eq(key).any()]
    if not panels:
        return None
    rows_of_panels = -(-len(panels) // _ACROSS)
    height = rows_of_panels * (_PANEL + _HEAD + _FOOT) + 4
    wide = (WIDTH - _GAP) / _ACROSS
    with canvas(name=name, height=height) as page:
        for number, key in enumerate(panels):
            left = (number % _ACROSS) * (wide + _GAP)
            top = height - (number // _ACROSS) * (_PANEL + _HEAD + _FOOT)
            room = Box(left, top - _HEAD - _PANEL, left + wide, top - _HEAD)
            here = frame[frame["indicator"] == key]
            page.text(left, top - 12, wrap(titles[key], width=wide, bold=True, most=1), bold=True)
            _panel(page, here, lines[lines["indicator"] == key], room)
        svg = page.svg()
    said = []
    for key in panels:
        here = frame[frame["indicator"] == key]
        beyond = (here["limits"] != "inside").sum()
        middle = numbers.figure(float(here["expected"].iloc[0]), here["unit"].iloc[0])
        said.append(
            f"{titles[key]}: {beyond} of {len(here)} outside the limits, the middle at {middle}"
        )
    written = alt.sentences(f"{len(panels)} small funnel plots by size", *said)
    return Chart(svg, written, data)


def _panel(page, rows: pd.DataFrame, lines: pd.DataFrame, room: Box) -> None:
    unit, size_unit = rows["unit"].iloc[0], rows["size_unit"].iloc[0]
    seen = [*rows["value"], *lines[["low_95", "high_95"]].to_numpy().flat]
    up = numbers.ticks(min(seen), max(seen), most=5)
    across = numbers.ticks(0.0, float(rows["size"].max()), most=4)
    texts = numbers.tick_labels(up, unit=unit)
    left = room.left + max(width_of(text, size=SMALL) for text in texts) + 8
    last = numbers.tick_labels(across, unit=size_unit)[-1]
    box = Box(left, room.bottom, room.right - width_of(last, size=SMALL) / 2 - 2, room.top)
    axes = page.axes(box, across=(across[0], across[-1]), up=(up[0], up[-1]))

    def place(x: float, y: float) -> tuple[float, float]:
        found = axes.transData.transform((x, y))
        return float(found[0]), float(found[1])

    for tick, text in zip(up, texts, strict=True):
        y = place(0, tick)[1]
        page.line([box.left, box.right], [y, y], colour=GRID)
        page.text(box.left - 5, y, text, side="right", size=SMALL, colour=QUIET)
    for tick, text in zip(across, numbers.tick_labels(across, unit=size_unit), strict=True):
        page.text(place(tick, 0)[0], box.bottom - 10, text, side="center", size=SMALL, colour=QUIET)
    page.text((box.left + box.right) / 2, box.bottom - 22, size_unit, side="center", size=SMALL)
    for column, dash, width in _LINES:
        inside = lines[column].where(lines[column].between(up[0], up[-1]))
        axes.plot(lines["size"], inside, color=INK, lw=width, ls=dash, zorder=2)
    beyond = rows["limits"] != "inside"
    dots = [
        place(float(x), float(y))
        for x, y in rows.loc[~beyond, ["size", "value"]].itertuples(index=False)
    ]
    if dots:
        # All the dots of a panel are one path: a mark each would weigh ten times as much.
        corners = [end for x, y in dots for end in ((x, y), (x + _DOT, y))]
        path = Path(corners, [Path.MOVETO, Path.LINETO] * len(dots))
        path.should_simplify = False
        look = {"color": GREY, "lw": 4.5, "capstyle": "round", "zorder": 3, "transform": None}
        page.figure.add_artist(PathPatch(path, fill=False, **look))
    for x, y in rows.loc[beyond, ["size", "value"]].itertuples(index=False):
        page.mark(*place(float(x), float(y)), "D", colour=BLUE, size=6.0)
