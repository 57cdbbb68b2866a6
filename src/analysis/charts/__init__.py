"""Figures from frames: each function draws one kind of chart and writes what it shows.

Every function is pure and gives a ``Chart`` (SVG, written alternative, data behind it), or None
where the frame has nothing to draw. The caller names the columns; nothing is computed here but
where ink goes. Titles belong to the page.
"""
