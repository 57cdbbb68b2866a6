"""The icons of Making Data Count: what a series' last point says, and whether it meets its target.

Drawn here from their definitions: a ring with the last points in it, and a letter. Grey is common
cause (or hit and miss), blue improvement (or passing), orange concern (or failing), purple a
special cause where neither way is better. H and L say on which side of the mean it is.
"""

import pandas as pd

from analysis.charts.canvas import Chart

_GREY, _BLUE, _ORANGE, _PURPLE = "#5A6168", "#005EB8", "#B84B00", "#490092"
_LOOK = {
    "common cause": (_GREY, "usual variation (common cause)"),
    "improvement": (_BLUE, "special cause, improving"),
    "concern": (_ORANGE, "special cause, concerning"),
    "special cause": (_PURPLE, "special cause, neither better nor worse"),
}
_ASSURED = {
    "pass": (_BLUE, "P", "consistently passes the target"),
    "fail": (_ORANGE, "F", "consistently fails the target"),
    "hit or miss": (_GREY, "?", "hits and misses the target: it lies within the limits"),
}
_LETTERS = {"high": ("H", "high"), "low": ("L", "low"), "": ("", "")}
# Where the dots of each icon are, from left to right: level, rising to the last, or falling.
_DOTS = {"": (15, 10, 18, 11, 16), "high": (20, 18, 21, 19, 8), "low": (8, 10, 7, 9, 20)}


def variation(kind: str, way: str = "") -> Chart:
    """The icon of a series' last point: ``kind`` of variation, on which side (high, low)."""
    colour, words = _LOOK[kind]
    letter, side = _LETTERS[way]
    points = [(6 + 4 * place, height) for place, height in enumerate(_DOTS[way])]
    line = " ".join(f"{x},{y}" for x, y in points)
    dots = f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1"/>' + "".join(
        f'<circle cx="{x}" cy="{y}" r="1.6" fill="{colour}"/>' for x, y in points
    )
    meaning = f"{words}, {side}" if side else words
    at = {"high": (12, 14), "low": (12, 23)}.get(way, (0, 0))
    return _icon(colour, dots + _text(letter, *at, colour, 11), meaning)


def assurance(kind: str | None) -> Chart | str:
    """The icon of whether a series can be expected to meet its target; words where it has none."""
    if not kind:
        return "no target"
    colour, letter, words = _ASSURED[kind]
    return _icon(colour, _text(letter, 14, 20, colour, 16), words)


def _text(letter: str, x: float, y: float, colour: str, size: int) -> str:
    if not letter:
        return ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="middle" '
        'font-family="Arial, Helvetica, sans-serif" '
        f'font-weight="700" font-size="{size}" fill="{colour}">{letter}</text>'
    )


def _icon(colour: str, inside: str, words: str) -> Chart:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28" width="28" height="28">'
        f'<circle cx="14" cy="14" r="12.5" fill="#fff" stroke="{colour}" stroke-width="2.5"/>'
        f"{inside}</svg>"
    )
    return Chart(svg, words, pd.DataFrame())
