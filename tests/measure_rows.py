"""Rows of the long table for tests, each with the dimensions of its card."""

import pandas as pd

from analysis.measures import figure, long_table


def measure_rows(*rows) -> pd.DataFrame:
    """``(measure, area_type, area, dimensions, period, value)`` as the long table has them."""
    return long_table(
        row
        for measure, area_type, area, dimensions, period, value in rows
        for row in figure(
            measure,
            value,
            area_type=area_type,
            area=area,
            period=period,
            source="r.csv",
            **dimensions,
        )
    )
