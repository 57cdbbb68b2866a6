"""Series trajectories: a monthly share carried forward, and tried on the past."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_cases import examples

from analysis.methods.trajectory import against_plan, backtest, series
from analysis.project import periods


def path(values, first="2016-04"):
    months = [periods.add_months(first, place) for place in range(len(values))]
    return pd.DataFrame({"period": months, "value": [float(value) for value in values]})


def test_a_straight_line_goes_on_at_its_pace():
    line = series.straight_line(path([10, 12, 14, 16]), months=3)
    assert line.path(["2016-08", "2016-10"])["median"].tolist() == [18.0, 22.0]
    assert line.date_of(20.0) == "2016-09"


def test_a_straight_line_stops_at_a_hundred():
    line = series.straight_line(path([80, 90]), months=6)
    assert line.path(["2016-11"])["median"].tolist() == [100.0]


def test_one_month_has_no_direction():
    assert series.straight_line(path([5]), months=3) is None


def test_under_twelve_months_the_line_is_all_there_is():
    values = [1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8]
    assert series.theta(path(values), months=3) is None
    assert series.theta(path([*values, 9]), months=3) is not None


def test_a_missing_month_is_no_guess():
    known = path(range(14)).drop(index=5)
    assert series.straight_line(known, months=3) is None


def test_theta_follows_half_of_a_steady_trend():
    values = np.linspace(20, 40, 24)
    ahead = series.theta(path(values), months=12).path(["2019-03"])["median"].iloc[0]
    assert 41 < ahead < 52  # the whole trend gives 50.4 on this scale


@examples(25)
@given(st.lists(st.floats(0, 100), min_size=12, max_size=20))
def test_neither_method_leaves_nought_to_a_hundred(values):
    known = path(values)
    for method in (series.theta, series.straight_line):
        outlook = method(known, months=6)
        if outlook is None:
            continue
        got = outlook.path(outlook.months)[["low_80", "low_50", "median", "high_50", "high_80"]]
        assert (got.to_numpy() >= 0).all() and (got.to_numpy() <= 100).all()
        assert 0 <= outlook.chance(50.0, outlook.months[-1]) <= 100


def test_two_fits_are_the_same_to_the_last_digit():
    values = path([31, 30, 33, 29, 34, 33, 35, 36, 33, 37, 36, 39, 38, 40])
    first, again = (series.theta(values, months=6) for _ in range(2))
    assert first.path(first.months).equals(again.path(again.months))


def test_the_first_origin_is_month_twelve_and_counts_follow():
    tested = backtest.of_series(path(50 + 5 * np.sin(np.arange(30))))
    counts = backtest.held(tested).set_index(["method", "horizon"])["origins"]
    assert tested["origin"].min() == "2017-03"
    assert {h: counts["theta", h] for h in backtest.HORIZONS} == {1: 18, 3: 16, 6: 13}
    assert counts["theta"].tolist() == counts["straight_line"].tolist()


def test_the_method_that_is_further_off_gives_way():
    rows = [("theta", 5.0), ("straight_line", 2.0)]
    tested = pd.DataFrame(
        {
            "method": [name for name, _ in rows],
            "horizon": 1,
            "actual": 10.0,
            "median": [10 + off for _, off in rows],
            "low_80": 9.0,
            "high_80": 11.0,
        }
    )
    assert backtest.beats_line(tested) is False
    assert backtest.beats_line(tested.iloc[:0]) is None
    assert backtest.held(tested)["held"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("held", "expected"), [(64.9, True), (65.0, False), (95.0, False), (95.1, True), (0, True)]
)
def test_a_band_that_holds_outside_65_to_95_percent_is_unreliable(held, expected):
    assert backtest.unreliable(held) is expected


@pytest.mark.parametrize(
    ("planned", "happened", "days"),
    [
        ("2017-10", "2017-10-27", 0),
        ("2017-11", "2018-01-17", 48),
        ("2017-05-20", "2017-05-19", -1),
        ("2018/19", "2017-11-28", -124),
    ],
)
def test_a_slip_counts_from_the_end_of_what_was_planned(planned, happened, days):
    assert against_plan.slip_days(planned, happened) == days


STEPS = pd.DataFrame({"period": ["2018-03", "2019-03"], "value": [50.0, 100.0]})


@pytest.mark.parametrize(
    ("actual", "chance", "day", "expected"),
    [
        (None, None, "2018-02-07", "no actual"),
        (10.0, 49.4, "2018-02-07", "unlikely"),
        (10.0, 50.0, "2018-02-07", "doubtful"),
        (10.0, 80.0, "2018-02-07", "likely"),
        (10.0, 99.0, "2018-04-01", "missed"),
        (100.0, None, "2018-02-07", "met"),
        (10.0, None, "2018-02-07", "no forecast"),
    ],
)
def test_the_rating_follows_its_printed_rule(actual, chance, day, expected):
    assert against_plan.rating(STEPS, actual=actual, chance=chance, day=day) == expected
    assert expected.split()[0] in against_plan.RULE or expected.startswith("no ")
