"""Special-cause rules of Making Data Count, each against a case worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods import special_cause

STEADY = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12]  # mean 11, every move is 2


def broken(chart, rule):
    return chart.index[chart[rule]].tolist()


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    chart = special_cause.xmr(STEADY)
    assert chart["mean"].iloc[0] == 11
    assert chart["low"].iloc[0] == pytest.approx(11 - 2.66 * 2)
    assert chart["high"].iloc[0] == pytest.approx(11 + 2.66 * 2)
    assert set(chart["variation"]) == {"common cause"}
    assert not chart["trial"].any()


def test_a_point_outside_the_limits_is_of_special_cause():
    # moves: ten of 2, one of 19, one of 18: 57/12 = 4.75; mean 160/13 = 12.31
    chart = special_cause.xmr([10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 29, 11], better="lower")
    assert chart["high"].iloc[0] == pytest.approx(sum(chart["value"]) / 13 + 2.66 * 57 / 12)
    assert broken(chart, "beyond") == [11]
    assert chart["variation"].iloc[11] == "concern"


def test_a_run_of_exactly_six_or_seven():
    below, above = [0, 1, 0], [9, 8, 9, 8, 9, 8, 9]
    seven = special_cause.xmr([*below, *above, *below, 9, 0, 9, 0])
    six = special_cause.xmr([*below, *above[:6], *below, 9, 0, 9, 0])
    assert broken(seven, "shift") == list(range(3, 10))
    assert broken(six, "shift") == []


def test_a_point_on_the_mean_ends_a_run():
    values = [1, 1, 1, 0, 1, 1, 1, -1, -1, -1, -1, -1, -1]  # mean 0
    assert special_cause.xmr(values)["mean"].iloc[0] == 0
    assert broken(special_cause.xmr(values), "shift") == []


def test_seven_points_that_rise_are_a_trend_and_six_are_not():
    assert broken(special_cause.xmr([5, 1, 2, 3, 4, 5, 6, 7, 3, 5, 4, 6]), "trend") == list(
        range(1, 8)
    )
    assert broken(special_cause.xmr([5, 1, 2, 3, 4, 5, 6, 4, 3, 5, 4, 6]), "trend") == []


def test_two_equal_points_end_a_trend():
    assert broken(special_cause.xmr([1, 2, 3, 3, 4, 5, 6, 7, 6, 5, 6, 5]), "trend") == []


def test_two_of_three_near_a_limit_on_one_side():
    # mean 5; moving ranges: see the limits; the two 8s are past two thirds, the 6 between is not
    values = [5, 4, 5, 4, 5, 8.2, 6, 8.2, 5, 4, 5, 4, 4.0, 3.6]
    chart = special_cause.xmr(values)
    mean, reach = chart["mean"].iloc[0], chart["high"].iloc[0] - chart["mean"].iloc[0]
    near = [v for v in values if v - mean > reach * 2 / 3]
    assert near == [8.2, 8.2] and chart["high"].iloc[0] > 8.2
    assert broken(chart, "two_of_three") == [5, 7]


# One point beyond the upper limit, one near it, one on the same side.
BEYOND_AND_NEAR = [5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 10, 8, 6, 5, 4, 5, 4, 5, 4, 5, 4]


def test_whether_a_point_beyond_the_limit_counts_as_near_it_is_a_choice():
    now = special_cause.xmr(BEYOND_AND_NEAR)
    before = special_cause.xmr(BEYOND_AND_NEAR, count_beyond=False)
    assert broken(now, "beyond") == broken(before, "beyond") == [13]
    assert now["high"].iloc[0] > 8
    assert broken(now, "two_of_three") == [13, 14]
    assert broken(before, "two_of_three") == []


def test_the_largest_moves_are_not_left_out_of_the_limits():
    chart = special_cause.xmr([10, 11, 10, 11, 10, 11, 10, 40, 10, 11, 10, 11, 10, 11, 10, 11])
    # moves: thirteen of 1 and two of 30; their mean is 73/15
    assert chart["high"].iloc[0] - chart["mean"].iloc[0] == pytest.approx(2.66 * 73 / 15)


@pytest.mark.parametrize(("points", "trial"), [(11, True), (12, False)])
def test_under_twelve_points_limits_are_trial_limits(points, trial):
    assert special_cause.xmr(STEADY[:points])["trial"].all() == trial


@pytest.mark.parametrize(
    ("better", "expected"),
    [("higher", "improvement"), ("lower", "concern"), ("neither", "special cause")],
)
def test_which_way_is_better_names_the_variation(better, expected):
    chart = special_cause.xmr([5, 1, 2, 3, 4, 5, 6, 7, 3, 5, 4, 6], better=better)
    assert chart["variation"].iloc[4] == expected


@pytest.mark.parametrize("values", [[], [1, float("nan"), 2]])
def test_a_gap_is_refused(values):
    with pytest.raises(ValueError, match="without a gap"):
        special_cause.xmr(values)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_a_chart_turned_over_breaks_the_same_rules(values):
    values = [round(value, 2) for value in values]
    chart = special_cause.xmr(values)
    assert (chart["low"] <= chart["mean"]).all() and (chart["mean"] <= chart["high"]).all()
    mirrored = special_cause.xmr([-value for value in values])
    for rule in special_cause.RULES:
        assert broken(chart, rule) == broken(mirrored, rule)


def test_a_baseline_set_anew_has_its_own_mean_and_limits():
    moved = [*STEADY, *(value + 50 for value in STEADY)]
    anew = special_cause.xmr(moved, starts=[len(STEADY)])
    assert anew["mean"].tolist() == [11.0] * 12 + [61.0] * 12
    assert set(anew["variation"]) == {"common cause"}
    assert special_cause.xmr(moved)["shift"].any()


def test_a_special_cause_is_above_or_below_the_mean():
    chart = special_cause.xmr([10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 29], better="lower")
    assert chart["way"].tolist() == ["low"] * 11 + ["high"]  # eleven below the mean are a shift
    assert set(special_cause.xmr(STEADY)["way"]) == {""}


@pytest.mark.parametrize(
    ("target", "better", "expected"),
    [
        (5, "higher", "pass"),  # limits 6 to 16, all of them above
        (20, "higher", "fail"),
        (11, "higher", "hit or miss"),
        (20, "lower", "pass"),
        (5, "lower", "fail"),
        (6, "higher", "pass"),  # a target that the lower limit just meets
        (None, "higher", None),
        (11, "neither", None),
    ],
)
def test_whether_a_target_can_be_expected_to_be_met(target, better, expected):
    assert special_cause.assurance(6, 16, target=target, better=better) == expected
