"""Event trajectories: practices that go live one by one, simulated from their plans."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.trajectory import backtest, events

AS_AT = "2018-01-31"
SLIPS = st.lists(st.integers(-60, 200).map(float), max_size=8)


def units(*rows, weight=1.0):
    """Rows of (first planned, planned now, done)."""
    frame = pd.DataFrame(rows, columns=["first_planned_on", "planned_on", "completed_on"])
    return frame.assign(weight=weight).astype(dict.fromkeys(frame.columns, "str"))


def waiting(count, day):
    return units(*[(day, day, None)] * count)


def simulated(frame, *, slips=(0.0,), whole=None, name="a measure"):
    return events.simulate(frame, slips=slips, as_at=AS_AT, whole=whole or len(frame), name=name)


def test_where_nothing_has_slipped_the_plan_is_the_projection():
    path = simulated(waiting(10, "2018-03-26")).path(["2018-02", "2018-03"])
    assert path["median"].tolist() == [0.0, 100.0]
    assert path["low_80"].tolist() == [0.0, 100.0]


def test_a_unit_that_is_done_stays_done_and_one_without_a_plan_never_happens():
    frame = units(("2017-11-01", "2017-11-01", "2017-11-20"), (None, None, None))
    path = simulated(frame).path(["2018-02", "2021-03"])
    assert path["median"].tolist() == [50.0, 50.0]


def test_a_slip_of_a_month_moves_the_day_by_a_month():
    outlook = simulated(waiting(4, "2018-03-26"), slips=[31.0])
    assert outlook.date_of(100.0) == "2018-04-26"
    assert outlook.chance(50.0, "2018-03") == 0.0
    assert outlook.chance(50.0, "2018-04") == 100.0


def test_what_is_overdue_does_not_happen_in_the_past():
    outlook = simulated(waiting(5, "2017-12-04"), slips=[0.0, 10.0, 70.0])
    assert outlook.path(["2018-01"])["high_80"].tolist() == [0.0]
    assert outlook.date_of(20.0) > AS_AT


def test_every_projected_share_of_practices_is_k_of_n():
    outlook = simulated(waiting(7, "2018-03-26"), slips=[0, 3, 8, 21, 40], whole=9)
    path = outlook.path(["2018-03", "2018-04", "2018-05"])
    counts = path.drop(columns="period").to_numpy() * 9 / 100
    assert np.allclose(counts, counts.round(), atol=1e-3)


def test_the_same_name_gives_the_same_numbers_and_another_name_others():
    frame, slips = waiting(30, "2018-03-26"), [0, 2, 4, 9, 20]
    first, again, other = (
        simulated(frame, slips=slips, name=name).days for name in ("one", "one", "two")
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_nothing_global_is_drawn_from_or_disturbed():
    np.random.seed(1)
    before = np.random.get_state()[1].copy()
    simulated(waiting(5, "2018-03-26"), slips=[1, 2, 3])
    assert np.array_equal(before, np.random.get_state()[1])


def test_enough_slips_of_its_own_are_all_that_is_drawn_from():
    own = [0.0, 28.0, 48.0, 0.0, 59.0]
    assert events.pool(own, [[0.0] * 55]) == own


def test_too_few_slips_are_widened_by_the_others_each_alike():
    pool = events.pool([28.0], [[0.0] * 55, [], [90.0, 91.0]])
    assert [pool.count(slip) for slip in (28.0, 0.0, 90.0, 91.0)] == [60, 60, 30, 30]
    assert events.pool([], []) == []


@given(
    own=st.lists(st.integers(-60, 200).map(float), max_size=8),
    others=st.lists(st.lists(st.integers(-60, 200).map(float), max_size=8), max_size=4),
)
def test_what_is_drawn_has_been_seen_and_own_slips_come_first(own, others):
    pool = events.pool(own, others)
    lenders = [] if len(own) >= events.ENOUGH_SLIPS else others
    assert set(pool) <= {slip for slips in (own, *lenders) for slip in slips}
    if own:
        assert min(own) >= min(pool) and max(own) <= max(pool)


@pytest.mark.parametrize("whole", [0, 0.0, -1])
def test_without_a_denominator_there_is_no_projection(whole):
    frame = waiting(3, "2018-03-26")
    assert events.simulate(frame, slips=[0], as_at=AS_AT, whole=whole, name="a measure") is None


def test_units_that_weigh_more_than_the_denominator_stop_at_a_hundred():
    frame = units(*[("2017-11-01", "2017-11-01", "2017-11-20")] * 3, weight=50.0)
    path = simulated(frame, whole=100.0).path(["2018-02"])
    assert path["median"].tolist() == [100.0]


days = st.dates(
    min_value=pd.Timestamp("2017-06-01").date(), max_value=pd.Timestamp("2020-06-01").date()
).map(lambda day: day.isoformat())


@given(
    planned=st.lists(days, min_size=1, max_size=12),
    slips=SLIPS,
    weights=st.floats(0, 20_000),
)
def test_a_projection_never_leaves_nought_to_a_hundred_and_never_falls(planned, slips, weights):
    frame = units(*[(day, day, None) for day in planned], weight=weights)
    whole = max(weights * len(planned), 1.0)
    path = simulated(frame, slips=slips, whole=whole).path(["2018-02", "2018-09", "2020-12"])
    values = path[["low_80", "low_50", "median", "high_50", "high_80"]].to_numpy()
    assert (values >= 0).all() and (values <= 100).all()
    assert (np.diff(values, axis=0) >= -1e-9).all()  # what has happened stays
    assert (np.diff(values, axis=1) >= -1e-9).all()  # bands hold the median between them


def test_the_backtest_stands_at_each_month_with_what_was_known_then():
    done = [f"2017-{m:02d}-15" for m in range(6, 12) for _ in range(4)]
    frame = units(*[(day, day, day) for day in done], *[("2018-06-01", "2018-06-01", None)] * 4)
    tested = backtest.of_events(frame, whole=28.0, as_at=AS_AT, name="a measure")
    assert set(tested["method"]) == {"simulation", "straight_line"}
    assert tested["origin"].min() == "2017-07"  # five were done by July
    ahead = tested[(tested["method"] == "simulation") & (tested["horizon"] == 1)]
    assert ahead["actual"].round(6).equals(ahead["median"].round(6).astype("float64")) or (
        (ahead["actual"] - ahead["median"]).abs().max() < 1e-3
    )
    assert backtest.beats_line(tested) is True
