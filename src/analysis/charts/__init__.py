"""Figures from frames: each function draws one kind of chart and says in words what it shows.

Every function is pure and gives a ``Chart`` (SVG, written alternative, data behind it), or None
where the frame has nothing to draw. The caller names the columns; nothing is computed here but
where ink goes. Titles belong to the page.
"""

from analysis.charts.bars import bars, dots
from analysis.charts.bridge import bridge
from analysis.charts.canvas import Chart
from analysis.charts.columns import columns
from analysis.charts.funnel import funnel
from analysis.charts.funnels import funnels
from analysis.charts.lines import trajectory, trend
from analysis.charts.panels import small_multiples
from analysis.charts.special_cause import special_cause
from analysis.charts.strip import strip, with_strips

__all__ = [
    "Chart",
    "bars",
    "bridge",
    "columns",
    "dots",
    "funnel",
    "funnels",
    "small_multiples",
    "special_cause",
    "strip",
    "trajectory",
    "trend",
    "with_strips",
]
