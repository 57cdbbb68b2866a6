"""Trajectories: where a measure is, what its plan asks for, and whether it will get there.

Knows no programme. *Event* trajectories (``events``) are units, such as practices, that each
happen on a day; *series* trajectories (``series``) are a share measured every month. Both give a
median, bands of 50% and 80% and the chance of meeting a target; neither leaves 0 to 100% of its
denominator. Both are compared with a plain straight line, and ``backtest`` decides by rolling
origin which of them to believe. ``against_plan`` compares a measure with its planned path.
"""
