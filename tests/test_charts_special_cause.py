"""The special-cause chart: shapes as well as colours, limits named, its months in words."""

import pandas as pd

from analysis.charts import special_cause as charts
from analysis.charts import variation_icons
from analysis.charts.spark import spark
from analysis.methods import special_cause

COLUMNS = ["month", "value", "mean", "low", "high", "variation", "way"]


def chart(values, *, better="higher", starts=()):
    months = [f"2017-{month:02d}" for month in range(1, len(values) + 1)]
    return charts.special_cause(
        special_cause.xmr(values, better=better, starts=starts).assign(month=months),
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


def test_limits_set_anew_are_named_in_the_written_alternative():
    values = [40, 41, 40, 41, 40, 41, 60, 61, 60, 61, 60, 61]
    assert "imits set anew from July 2017" in chart(values, starts=[6]).alt
    assert "set anew" not in chart(values).alt


def test_a_chart_has_the_icon_of_its_last_month():
    (icon,) = chart([40, 41, 40, 41, 40, 41, 40, 41, 40, 41, 40, 60], better="lower").icons
    assert icon.alt == "special cause, concerning, high"
    assert ">H</text>" in icon.svg


def test_every_icon_differs_in_more_than_its_colour():
    drawn = [
        *(variation_icons.variation(*one) for one in [("common cause", ""), ("concern", "high")]),
        *(variation_icons.variation(*one) for one in [("concern", "low"), ("improvement", "low")]),
        *(variation_icons.assurance(kind) for kind in ("pass", "fail", "hit or miss")),
    ]
    assert len({icon.alt for icon in drawn}) == len({icon.svg for icon in drawn}) == len(drawn)
    assert variation_icons.assurance(None) == "no target"


def test_a_sparkline_says_where_its_series_began_and_ended():
    drawn = spark([3, 5, 1, 2], say="{:.0f}%".format)
    assert drawn.alt == "4 values: 3% first, 2% last, 1% at the lowest, 5% at the highest"
    assert spark([3], say=str) is None
