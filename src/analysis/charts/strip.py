"""A strip: where one place is among its peers, small enough for a table's cell."""

from collections.abc import Callable

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts.axis import limits
from analysis.charts.canvas import BASELINE, BLUE, GREY, INK, Chart

_WIDTH, _HEIGHT, _EDGE = 168.0, 24.0, 9.0


def with_strips(frame: pd.DataFrame, *, column: str) -> pd.DataFrame:
    """The frame with a strip in place of each cell of ``column`` that names the peers.

    A cell has ``measure``, ``place``, ``names``, ``values``, ``reference`` and ``say``; where there
    is no one to compare with, a dash. One row per row of ``frame``.
    """
    drawn = []
    for cell in frame[column]:
        peers = pd.DataFrame({"place": list(cell.names), "value": list(cell.values)})
        about = {"measure": cell.measure, "say": cell.say, "reference": cell.reference}
        drawn.append(strip(peers, highlight=cell.place, **about) or "–")
    return frame.assign(**{column: pd.Series(drawn, index=frame.index, dtype="object")})


def strip(
    peers: pd.DataFrame,
    *,
    highlight: str,
    measure: str,
    say: Callable[[float], str],
    reference: float | None = None,
) -> Chart | None:
    """A ring for each peer on one line, a large diamond for ``highlight``, a bar for the reference.

    ``peers`` has one row per ``place`` with its ``value``, which ``say`` turns into words. None
    where ``highlight`` has no value or no peer.
    """
    rows = peers.dropna(subset=["value"]).reset_index(drop=True)
    here = rows.loc[rows["place"] == highlight, "value"]
    if here.empty or len(rows) < 2:
        return None
    own = float(here.iloc[0])
    known = [] if reference is None or pd.isna(reference) else [float(reference)]
    low, high = limits([*rows["value"], *known])

    def place(number: float) -> float:
        return round(_EDGE + (number - low) / (high - low) * (_WIDTH - 2 * _EDGE), 1)

    middle = _HEIGHT / 2
    parts = [
        f'<path d="M{_EDGE:g} {middle:g}H{_WIDTH - _EDGE:g}" stroke="{BASELINE}" stroke-width="1"/>'
    ]
    parts += [
        f'<circle cx="{place(number):g}" cy="{middle:g}" r="3.5" fill="#fff" stroke="{GREY}" '
        'stroke-width="1.5"/>'
        for name, number in zip(rows["place"], rows["value"], strict=True)
        if name != highlight
    ]
    parts += [
        f'<path d="M{place(number):g} 2V{_HEIGHT - 2:g}" stroke="{INK}" stroke-width="1.5"/>'
        for number in known
    ]
    x, size = place(own), 7.5
    parts.append(
        f'<path d="M{x:g} {middle - size:g}l{size:g} {size:g}l-{size:g} {size:g}l-{size:g} '
        f'-{size:g}z" fill="{BLUE}" stroke="#fff" stroke-width="1"/>'
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" '
        f'width="{_WIDTH:g}" height="{_HEIGHT:g}">{"".join(parts)}</svg>'
    )
    words = f"{measure}: {highlight} {say(own)} among {len(rows)} places"
    if known:
        words += f"; all practices {say(known[0])}"
    written = alt.sentences(
        words, alt.extremes(rows["place"].tolist(), rows["value"].tolist(), say)
    )
    return Chart(svg, written, rows)
