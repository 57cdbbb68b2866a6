"""A sparkline: how a series went, small enough for a table's cell."""

from collections.abc import Callable, Sequence

import pandas as pd

from analysis.charts.axis import limits
from analysis.charts.canvas import BLUE, GREY, Chart

_WIDTH, _HEIGHT, _EDGE = 110.0, 24.0, 4.0


def spark(values: Sequence[float], *, say: Callable[[float], str]) -> Chart | None:
    """A line through the values, the last one a dot; ``say`` turns a value into words.

    None under two values, or where one is missing.
    """
    if len(values) < 2 or pd.isna(pd.Series(values)).any():
        return None
    low, high = limits(list(values))
    step = (_WIDTH - 2 * _EDGE) / (len(values) - 1)
    points = [
        (_EDGE + step * place, _HEIGHT - _EDGE - (v - low) / (high - low) * (_HEIGHT - 2 * _EDGE))
        for place, v in enumerate(values)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" '
        f'width="{_WIDTH:g}" height="{_HEIGHT:g}">'
        f'<polyline points="{path}" fill="none" stroke="{GREY}" stroke-width="1.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{BLUE}"/></svg>'
    )
    words = (
        f"{len(values)} values: {say(values[0])} first, {say(values[-1])} last, "
        f"{say(min(values))} at the lowest, {say(max(values))} at the highest"
    )
    return Chart(svg, words, pd.DataFrame({"value": list(values)}))
