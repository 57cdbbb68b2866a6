"""The special-cause chart: shapes as well as colours, limits named, its months in words."""

import pandas as pd

from analysis.charts import special_cause as charts
from analysis.methods import special_cause

COLUMNS = ["month", "value", "mean", "low", "high", "variation"]


def chart(values, *, better="higher"):
    months = [f"2017-{month:02d}" for month in range(1, len(values) + 1)]
    return charts.special_cause(
        special_cause.xmr(values, better=better).assign(month=months),
        name="same-day",
        unit="percent",
        measure="share seen the same day",
    )


def test_a_month_of_special_cause_is_named_in_the_written_alternative():
    drawn = chart([40, 41, 40, 41, 40, 41, 40, 41, 40, 41, 60, 40])
    assert "November 2017: special cause, for the better" in drawn.alt
    assert "special cause, for the better" in drawn.svg and "upper limit" in drawn.svg


def test_steady_months_say_so_and_two_drawings_are_the_same():
    values = [40, 41, 40, 41, 40, 41, 40, 41, 40, 41, 40, 41]
    drawn = chart(values)
    assert "Every month is within usual variation." in drawn.alt
    assert drawn.svg == chart(values).svg


def test_no_month_gives_no_chart():
    empty = pd.DataFrame(columns=COLUMNS)
    assert charts.special_cause(empty, name="x", unit="percent") is None
