"""The cohort model of GPs: it conserves FTE, ages it, and is the same every time."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_rows import measure_rows

from analysis.workforce.ages import first_age
from analysis.workforce.projection import (
    ASSUMPTIONS,
    Rates,
    back_test,
    fte_by_age,
    paths,
    project,
    rates,
    step,
)

AGES = np.array([0.0, 30.0, 35.0, 55.0, 60.0])
CALM = Rates(leaving=((0, 0.0), (40, 0.0), (55, 0.0), (60, 0.0)), joiners_fte=0.0, spread=0.0)


def start(*fte):
    return pd.Series(fte, index=[0.0, 30.0, 35.0, 55.0, 60.0][: len(fte)], dtype="float64")


@pytest.mark.parametrize(
    ("band", "age"), [("under 30", 0), ("30-34", 30), ("70+", 70), ("unknown", None)]
)
def test_the_first_age_of_a_band(band, age):
    assert first_age(band) == age


def test_fte_is_shared_out_by_headcount_of_known_ages():
    staff = pd.DataFrame({"staff_group": ["gp"] * 2, "role": ["all", "x"], "fte": [10.0, 9.0]})
    ages = pd.DataFrame(
        {
            "staff_group": ["gp", "gp", "gp", "nurse"],
            "age_band": ["30-34", "60-64", "unknown", "30-34"],
            "headcount": [3.0, 1.0, 50.0, 8.0],
        }
    )
    assert fte_by_age(staff, ages).to_dict() == {30.0: 7.5, 60.0: 2.5}


def test_nobody_known_gives_no_projection():
    staff = pd.DataFrame({"staff_group": ["gp"], "role": ["all"], "fte": [float("nan")]})
    ages = pd.DataFrame({"staff_group": ["gp"], "age_band": ["30-34"], "headcount": [3.0]})
    assert fte_by_age(staff, ages).empty
    assert project(fte_by_age(staff, ages), CALM).empty


@given(
    st.lists(st.floats(0, 100), min_size=5, max_size=5),
    st.lists(st.floats(0, 1), min_size=5, max_size=5),
    st.floats(0, 50),
)
def test_a_year_conserves_fte(fte, leaving, joiners):
    cohorts, share = np.array([fte]), np.array([leaving])
    after = step(cohorts, ages=AGES, leaving=share, joiners=np.array([joiners]))
    expected = cohorts.sum() - (cohorts * share).sum() + joiners
    assert after.sum() == pytest.approx(expected)
    assert (after >= 0).all()


def test_a_band_grows_into_the_next_and_the_oldest_stays():
    nobody = np.zeros((1, 5))
    after = step(
        np.array([[0.0, 10.0, 0.0, 0.0, 5.0]]), ages=AGES, leaving=nobody, joiners=np.zeros(1)
    )
    assert after.tolist() == [[0.0, 8.0, 2.0, 0.0, 5.0]]


def test_joiners_are_young():
    after = step(np.zeros((1, 5)), ages=AGES, leaving=np.zeros((1, 5)), joiners=np.array([9.0]))
    assert after.tolist() == [[3.0, 3.0, 3.0, 0.0, 0.0]]


def test_without_leavers_joiners_or_spread_nothing_changes():
    paths = project(start(1.0, 2.0, 3.0, 4.0, 5.0), CALM)
    assert paths[["low", "middle", "high"]].round(9).eq(15.0).all().all()


def test_who_leaves_leaves_by_age():
    only_old = Rates(
        leaving=((0, 0.0), (40, 0.0), (55, 0.0), (60, 0.5)), joiners_fte=0.0, spread=0.0
    )
    paths = project(start(0.0, 0.0, 0.0, 0.0, 8.0), only_old, years=2)
    assert paths["middle"].tolist() == [8.0, 4.0, 2.0]


def test_the_same_assumptions_give_the_same_fan_and_a_wider_spread_a_wider_one():
    usual = Rates(leaving=((0, 0.05),), joiners_fte=1.0, spread=0.2)
    wild = Rates(leaving=((0, 0.05),), joiners_fte=1.0, spread=0.6)
    first, again, wide = (project(start(5.0, 5.0, 5.0, 5.0, 5.0), r) for r in (usual, usual, wild))
    assert first.equals(again)
    ends = [frame.iloc[-1]["high"] - frame.iloc[-1]["low"] for frame in (first, wide)]
    assert ends[1] > ends[0] > 0
    assert (first["low"] <= first["middle"]).all() and (first["middle"] <= first["high"]).all()


def test_without_one_of_its_assumptions_there_is_no_projection():
    log = pd.DataFrame({"assumption_id": list(ASSUMPTIONS), "value": [4.0] * len(ASSUMPTIONS)})
    assert rates(log).joiners_fte == 4.0
    assert rates(log).of_age(57) == 0.04
    assert rates(log.iloc[1:]) is None
    assert rates(log.assign(value=float("nan"))) is None


def outcome(measure, period, value, **dimensions):
    return (measure, "commissioner", "11J", dimensions, period, value)


def span(measure, period, low, middle, high, **start):
    ends = {"low": low, "middle": middle, "high": high}
    return [outcome(measure, period, v, outcome=name, **start) for name, v in ends.items()]


def test_a_back_test_compares_the_later_snapshot_with_the_model_started_at_the_earlier():
    name = "gp_fte_back_test"
    measures = measure_rows(
        *span(name, "2016-09", 90.0, 100.0, 110.0, since="2015-09"),
        outcome(name, "2016-09", 111.0, outcome="actual", against="2015-09"),
        *span(name, "2017-09", 95.0, 105.0, 115.0, since="2016-09"),
    )
    first, second = back_test(measures).to_dict("records")
    assert first == {
        "from_period": "2015-09",
        "of_period": "2016-09",
        "low_fte": 90.0,
        "middle_fte": 100.0,
        "high_fte": 110.0,
        "actual_fte": 111.0,
        "inside": "no",
    }
    assert (second["from_period"], second["of_period"]) == ("2016-09", "2017-09")
    assert pd.isna(second["actual_fte"]) and pd.isna(second["inside"])
    assert back_test(measure_rows()).empty


def test_the_chart_of_the_outlook_has_the_snapshots_the_projection_and_the_expectation():
    measures = measure_rows(
        *span("gp_fte_projected", "2017-09", 95.0, 105.0, 115.0),
        outcome("gp_fte", "2016-09", 100.0, definition="all"),
        outcome("gp_fte", "2016-09", 80.0, definition="excluding_locums"),
        outcome("gp_fte_national_expectation", "2017-09", 120.0),
    )
    rows = paths(measures).set_index("series")[["period", "kind", "fte", "low_fte", "high_fte"]]
    assert rows.loc["Forecast"].tolist() == ["2017-09", "forecast", 105.0, 95.0, 115.0]
    assert rows.loc["GPs"].tolist()[:3] == ["2016-09", "actual", 100.0]
    assert rows.loc["National expectation"].tolist()[:3] == ["2017-09", "plan", 120.0]
    assert paths(measure_rows()).empty
