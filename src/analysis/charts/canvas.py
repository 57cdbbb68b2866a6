"""A drawing surface measured in points, in Government Analysis Function style, and its SVG.

Text is measured in a font that matplotlib brings along and shown in the reader's Arial or
Helvetica, which is narrower: what fits here fits there, and every machine draws the same bytes.
"""

import io
import os
import re
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
from afcharts.af_colours import get_af_colours
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, IdentityTransform
from PIL import Image

from analysis.charts.svg import lighter

WIDTH = 570.0  # points: 760 px, the width of the page's text
SIZE = 12.0
SMALL = 10.5
LEADING = 1.2

BLUE = "#005EB8"  # NHS blue, for the one series that matters
PALETTE = tuple(get_af_colours("categorical"))
_DOTS_A_POINT = 2  # of a PNG
_COLOURS = 32  # of a PNG: a chart has a handful, and their edges some shades of each
GREY = "#8A8F94"  # for context; 3:1 on white
INK = "#1A1A1A"
QUIET = "#595959"  # words of second rank; 7:1 on white
GRID = "#D9D9D9"
BASELINE = "#7A7A7A"

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"

# matplotlib's settings belong to the whole process: one figure at a time may change them. A
# forked child starts with a lock of its own, as the parent's may be held at that moment.
_settings = threading.RLock()


def _renew_lock() -> None:
    global _settings
    _settings = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)


class Drawing(str):
    """An SVG as text, which can be drawn once more as a PNG for a paper that takes no SVG."""

    figure: Figure

    def __new__(cls, svg: str, figure: Figure) -> "Drawing":
        """The text ``svg``, which was drawn from ``figure``."""
        drawn = super().__new__(cls, svg)
        drawn.figure = figure
        return drawn

    def png(self) -> bytes:
        """The figure in dots, twice as fine as on a screen; nothing in it but the picture."""
        drawn, content = io.BytesIO(), io.BytesIO()
        for artist in self.figure.get_children():  # what is placed by the point grows
            if isinstance(artist.get_transform(), IdentityTransform):
                artist.set_transform(Affine2D().scale(_DOTS_A_POINT))
        with _settings, matplotlib.rc_context(_house_style()):
            self.figure.savefig(drawn, format="png", dpi=72 * _DOTS_A_POINT)
        few = Image.open(drawn).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(content, format="png", optimize=True)
        return content.getvalue()


@dataclass(frozen=True)
class Chart:
    """A figure: its SVG, written alternative, the tidy data behind it, icons that sum it up."""

    svg: str
    alt: str
    data: pd.DataFrame
    icons: "tuple[Chart, ...]" = ()

    def picture(self) -> bytes | None:
        """The figure as a PNG; None where its SVG was not drawn here."""
        return self.svg.png() if isinstance(self.svg, Drawing) else None


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the bottom left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


def clean(text) -> str:
    """A label as one line: no control or direction marks, which SVG or a reader would choke on."""
    spaced = re.sub(r"\s+", " ", str(text))
    return "".join(c for c in spaced if unicodedata.category(c)[0] != "C").strip()


@lru_cache(maxsize=8192)
def width_of(text: str, *, size: float = SIZE, bold: bool = False) -> float:
    """The width of one line of text in points."""
    font = get_font(str(_font_file(bold)))
    font.set_size(size, 72)
    font.set_text(text, 0.0)
    return font.get_width_height()[0] / 64


def wrap(text, *, width: float, size: float = SIZE, bold: bool = False, most: int = 3) -> list[str]:
    """Words broken into lines no wider than ``width`` points.

    What passes ``most`` lines ends in an ellipsis; the data behind the chart has it in full.
    """
    lines: list[str] = [""]
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:  # a word wider than the line is broken where it must be
            if lines[-1] and width_of(lines[-1] + character, size=size, bold=bold) > width:
                lines.append("")
            lines[-1] += character
    if len(lines) > most:
        last = lines[most - 1]
        while last and width_of(f"{last}…", size=size, bold=bold) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last.rstrip()}…"]
    return lines


def block_size(lines: list[str], *, size: float = SIZE, bold: bool = False) -> tuple[float, float]:
    """Width and height in points of lines of text set one under another."""
    widest = max((width_of(line, size=size, bold=bold) for line in lines), default=0.0)
    return widest, len(lines) * size * LEADING


class Canvas:
    """A figure of a given height on which text is placed by the point and never overlooked."""

    def __init__(self, height: float):
        self.height = height
        self.figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor="white")

    def axes(self, box: Box, *, across: tuple[float, float], up: tuple[float, float]) -> Axes:
        """Axes that fill ``box``, with limits ``across`` and ``up`` and no words of their own."""
        axes = self.figure.add_axes(
            (
                box.left / WIDTH,
                box.bottom / self.height,
                (box.right - box.left) / WIDTH,
                (box.top - box.bottom) / self.height,
            )
        )
        axes.set(xlim=across, ylim=up, xticks=[], yticks=[], facecolor="none", zorder=2)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0, labelbottom=False, labelleft=False)
        return axes

    def line(self, xs, ys, *, colour: str = GRID, width: float = 0.8, dash="-", z: float = 0.5):
        """A line through points given from the bottom left corner."""
        self.figure.add_artist(
            Line2D(xs, ys, color=colour, lw=width, ls=dash, zorder=z, transform=None)
        )

    def mark(self, x: float, y: float, marker: str, *, colour: str, size: float) -> None:
        """One mark, as lines carry them."""
        look: dict[str, Any] = {"marker": marker, "ms": size, "mec": "white", "mew": 0.9}
        self.figure.add_artist(Line2D([x], [y], color=colour, zorder=3.5, transform=None, **look))

    def fill(self, box: Box, *, colour: str = "white", z: float = 1) -> None:
        """Fill a box; in white, words on it are free of the lines beneath."""
        size = (box.right - box.left, box.top - box.bottom)
        self.figure.add_artist(
            Rectangle((box.left, box.bottom), *size, fc=colour, ec="none", zorder=z, transform=None)
        )

    def text(
        self,
        x: float,
        y: float,
        text: str | list[str],
        *,
        side: str = "left",
        size: float = SIZE,
        bold: bool = False,
        colour: str = INK,
    ) -> Box:
        """Write lines of text whose middle is at height ``y``; ``side`` is the edge at ``x``.

        Each line is a text of its own, so that it stays aligned in whatever font shows it.
        """
        lines = [clean(text)] if isinstance(text, str) else text
        width, height = block_size(lines, size=size, bold=bold)
        for number, line in enumerate(lines):
            middle = y + height / 2 - (number + 0.5) * size * LEADING
            self.figure.text(
                x,
                middle - size * 0.36,
                line,
                transform=None,
                ha=side,
                va="baseline",
                color=colour,
                zorder=5,
                fontproperties=FontProperties(fname=_font_file(bold), size=size),
                fontweight="bold" if bold else "normal",
            )
        left = x - {"left": 0.0, "center": width / 2, "right": width}[side]
        return Box(left, y - height / 2, left + width, y + height / 2)

    def svg(self) -> str:
        """The figure as SVG text, without dates, random marks or needless weight."""
        drawn = io.BytesIO()
        self.figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
        return Drawing(lighter(drawn.getvalue(), size=SIZE), self.figure)


@contextmanager
def canvas(*, name: str, height: float) -> Iterator[Canvas]:
    """A canvas under the house's settings; ``name`` salts the ids inside the SVG."""
    with _settings, matplotlib.rc_context(_house_style() | {"svg.hashsalt": name}):
        yield Canvas(height)


@cache
def _house_style() -> dict:
    with resources.as_file(resources.files("afcharts") / "afcharts.mplstyle") as path:
        style = matplotlib.rc_params_from_file(path, use_default_template=False)
    unset = {"backend", "backend_fallback"}
    return {
        **{key: value for key, value in matplotlib.rcParamsDefault.items() if key not in unset},
        **style,
        "svg.fonttype": "none",
        "text.parse_math": False,  # a label with dollar signs is a label
        "lines.solid_capstyle": "round",
    }


def _font_file(bold: bool) -> Path:
    return _FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
