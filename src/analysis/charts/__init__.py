"""Figures from frames: each function draws one kind of chart and writes what it shows.

Every function is pure and gives a ``Chart`` (SVG, written alternative, data behind it), or None
where the frame has nothing to draw. The caller names the columns; nothing is computed here but
where ink goes. Titles belong to the page.
"""

from analysis.charts.bars import bars as bars
from analysis.charts.bars import dots as dots
from analysis.charts.bridge import bridge as bridge
from analysis.charts.canvas import Chart as Chart
from analysis.charts.columns import columns as columns
from analysis.charts.funnel import funnel as funnel
from analysis.charts.funnel import funnels as funnels
from analysis.charts.lines import trajectory as trajectory
from analysis.charts.lines import trend as trend
from analysis.charts.panels import small_multiples as small_multiples
from analysis.charts.special_cause import special_cause as special_cause
from analysis.charts.strip import strip as strip
from analysis.charts.strip import with_strips as with_strips
