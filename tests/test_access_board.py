"""The board: the sample's trajectories, and a plan revised between cycles."""

import pandas as pd
import pytest

from analysis.access import backtests
from analysis.access.board import board
from analysis.access.words import all_trajectories, answer, projections
from analysis.measures import figure, long_table
from analysis.tables import TABLES

DAY = "2018-02-07"
MEASURE = "extended_access_coverage"


def figures(*rows, distance=None, chances=(), due=(), signed=None):
    """Rows of (plan, period, basis, value), and the distance from the memorandum's plan.

    ``chances`` are of its steps, by period; ``due`` are days with the practices due live on them.
    """
    about, found = {"area": "11J", "source": "local/trajectory.csv"}, []
    for plan, period, basis, value in rows:
        found += figure(MEASURE, value, plan=plan, period=period, basis=basis, **about)
    its = {"of_measure": MEASURE, "plan": "mou_plan", "of_basis": "plan"}
    found += figure("trajectory_distance", distance, period=DAY, **its, **about)
    for period, percent in chances:
        found += figure("trajectory_chance", percent, period=period, **its, **about)
    for day, practices in due:
        its = {"programme": "extended_access", "basis": "forecast", "period": day}
        found += figure("practices_planned", practices, **its, **about)
    found += figure("contract_variations_signed", signed, period="2018-01", **about)
    return long_table(found)


def plans(**revised):
    return pd.DataFrame(
        [
            {
                "measure": MEASURE,
                "plan_version": "national_deadline",
                "basis": "threshold",
                "agreed_on": None,
                "replaced_period": None,
                "replaced_percent": None,
                "source_document": "A letter",
                **revised,
            }
        ]
    )


DEADLINE = ("national_deadline", "2018-10-01", "threshold", 100.0)
NOTHING_YET = ("", "2018-01", "actual", 0.0)


def test_a_plan_revised_between_cycles_is_shown_as_revised():
    agreed = plans(agreed_on="2018-02-02", replaced_period="2019-03", replaced_percent=100.0)
    found = board(figures(DEADLINE, NOTHING_YET), agreed, day=DAY)
    assert found["revised_from_period"].tolist() == ["2019-03"]
    assert "revised" in all_trajectories.next_steps(found)["trajectory"].iloc[0]
    assert all_trajectories.revised(found) == [
        "Revised on 2 February 2018: extended access, national deadline, from 100% by March 2019 "
        "to 100% by 1 October 2018 (A letter)."
    ]


def test_a_plan_that_was_not_revised_is_not():
    found = board(figures(DEADLINE, NOTHING_YET), plans(), day=DAY)
    assert all_trajectories.revised(found) == []
    assert "revised" not in all_trajectories.next_steps(found)["trajectory"].iloc[0]


def test_the_required_pace_runs_from_the_committees_day_to_the_next_step():
    found = board(figures(DEADLINE, NOTHING_YET), plans(), day=DAY)
    months = 236 / (365.25 / 12)  # 7 February to 1 October 2018
    assert found["required_points_a_month"].iloc[0] == pytest.approx(100 / months)


def test_a_plan_without_an_actual_is_on_the_board_and_says_so():
    found = board(figures(DEADLINE), plans(), day=DAY)
    assert found["rating"].tolist() == ["no actual"]
    assert "not\u00a0known" in all_trajectories.next_steps(found)["last_actual"].tolist()


def test_a_step_that_is_due_and_not_met_is_missed_and_its_distance_is_shown():
    due = ("mou_plan", "2018-01", "plan", 50.0)
    rows = figures(due, ("", "2018-01", "actual", 30.0), distance=-20.0)
    found = board(rows, plans(), day=DAY)
    assert found["rating"].tolist() == ["missed"]
    assert found["distance_points"].tolist() == [-20.0]


MEMORANDUM = (("mou_plan", "2018-03", "plan", 50.0), ("mou_plan", "2019-03", "plan", 100.0))
DUE = (("2018-03-26", 44.0), ("2018-10-01", 13.0))
CHANCES = (("2018-03", 90.0), ("2019-03", 16.0))


def test_the_answer_begins_with_who_is_due_live_and_when():
    rows = figures(*MEMORANDUM, NOTHING_YET, due=DUE, chances=CHANCES, signed=0.0)
    found = board(rows, plans(), day=DAY)
    assert found[["due_on", "due_practices", "spare_days"]].to_numpy().tolist() == [
        ["2018-03-26", 44.0, 5]
    ]
    assert all_trajectories.first_of_all(found, rows) == (
        "Extended access covers no patients; 44 practices are due live on 26 March 2018, five "
        "days before the memorandum plan asks for 50%; no contract variation is signed."
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2018-01-20", "practice was due live on 20 January 2018, 70 days before the memorandum"),
        ("2018-03-31", "practice is due live on 31 March 2018, the day on which the memorandum"),
        ("2018-04-02", "practice is due live on 2 April 2018, two days after the memorandum"),
    ],
)
def test_the_day_that_practices_are_due_is_compared_with_the_step(day, words):
    rows = figures(*MEMORANDUM, NOTHING_YET, due=[(day, 1.0)], chances=CHANCES, signed=1.0)
    sentence = all_trajectories.first_of_all(board(rows, plans(), day=DAY), rows)
    assert f"; one {words} plan asks for 50%; " in sentence
    assert sentence.endswith("one contract variation is signed.")


def test_a_plan_is_rated_by_the_less_likely_of_its_next_and_its_final_step():
    found = board(figures(*MEMORANDUM, NOTHING_YET, chances=CHANCES), plans(), day=DAY)
    assert found["rating"].tolist() == ["unlikely"]
    shown = all_trajectories.next_steps(found).iloc[0]
    assert shown[["next_step", "chance", "final_step", "final_chance"]].tolist() == [
        "50%\u00a0by \nMar\u00a02018",
        "90%",
        "100%\u00a0by \nMar\u00a02019",
        "16%",
    ]
    assert all_trajectories.chances(found) == (
        "The chance of 100% of patients by March 2019 is 16%, and of 50% by March 2018, 90%"
    )


def test_a_plan_of_one_step_has_one_chance():
    found = board(figures(DEADLINE, NOTHING_YET), plans(), day=DAY)
    assert all_trajectories.next_steps(found)["final_step"].tolist() == ["the\u00a0same"]
    assert all_trajectories.chances(found) is None


def test_a_service_is_counted_once_whatever_the_number_of_its_plans():
    rows = figures(*MEMORANDUM, DEADLINE, NOTHING_YET, chances=CHANCES)
    found = board(rows, plans(), day=DAY)
    assert len(found) == 2
    assert all_trajectories.trajectories(found) == (
        "Of one planned service (2 plans), one is unlikely to meet a step ahead."
    )


def slips(own, **lent):
    about = {"area": "11J", "source": "local/milestone.csv", "period": "2018-01-31"}
    found = figure("slips_seen", own, programme="online_consultation", **about)
    for lender, number in lent.items():
        its = {"programme": "online_consultation", "lender": lender}
        found += figure("slips_borrowed", number, **its, **about)
    return long_table(found)


@pytest.mark.parametrize(
    ("measures", "words"),
    [
        (slips(6.0), "drawn from how six dates of its own programme slipped"),
        (
            slips(2.0, extended_access=6.0, primary_care_home=1.0),
            "drawn from how two dates of its own programme slipped, too few alone, and those of "
            "extended access (6) and Primary Care Home (1)",
        ),
        (
            slips(0.0, correspondence_training=41.0),
            "drawn from how dates of correspondence training (41) slipped, as none of its own has",
        ),
        (long_table([]), None),
    ],
)
def test_a_chance_names_the_slips_that_it_rests_on(measures, words):
    assert projections.rests_on(measures, "online_consultation") == words


@pytest.mark.parametrize(
    ("percent", "words"), [(0.4, "under 1%"), (43.2, "43%"), (99.6, "over 99%"), (None, "–")]
)
def test_no_chance_claims_certainty(percent, words):
    assert all_trajectories.chance(percent) == words


def test_a_projection_tried_on_a_kind_of_appointment_is_named_by_it():
    about = {"area": "11J", "period": "2018-01", "source": "appointments.csv"}
    about |= {"of_measure": "appointments_share", "kind": "with_a_gp", "months_ahead": "3"}
    found = []
    for method, held, error in (("theta", 9.0, 1.0), ("straight_line", 5.0, 2.0)):
        its = about | {"method": method}
        parts = {"numerator": held, "denominator": 10.0}
        found += figure("backtest_held", held * 10, **parts, **its)
        found += figure("backtest_error", error, **its)
    tried = backtests.calibration(long_table(found))
    assert tried[["tested", "kind", "used", "band"]].to_numpy().tolist() == [
        ["appointments_share:with_a_gp", "with_a_gp", "theta", "reliable"]
    ]
    shown = projections.tried(tried, backtests.mean_errors(tried)).iloc[0]
    assert (shown["Tried on"], shown["3 months ahead"]) == (
        "Appointments: with a GP",
        "9 of 10 (90%)",
    )
    assert shown["Error (straight line's), points"] == "1.00 (2.00)"


# The sample


@pytest.fixture(scope="module")
def sample_board(sample_measures):
    found = board(sample_measures["2018-02"], TABLES["trajectory"].empty(), day=DAY)
    return found.set_index(["measure", "plan_version"])


def test_every_trajectory_has_its_denominator(sample_board):
    assert len(sample_board) == 12
    assert set(sample_board["denominator"]) == {"patients", "practices", "activity"}


def test_extended_access_rests_on_its_own_slips_and_shows_both_chances(
    sample_measures, sample_board
):
    measures = sample_measures["2018-02"]
    seen = measures[measures["measure"] == "slips_seen"].set_index("programme")["value"]
    lent = measures[measures["measure"] == "slips_borrowed"]
    assert seen["extended_access"] == 6  # five steps of the procurement, one move of practices
    assert set(lent["programme"]) == {"online_consultation", "primary_care_home"}
    ahead = sample_board[sample_board["rating"] != "met"]
    assert ahead[["chance_percent", "final_chance_percent"]].notna().all(axis=None)
    said = answer.answer(measures, board=sample_board.reset_index())
    plan = sample_board.loc[(MEASURE, "mou_plan")]
    assert [section for _, section in said] == ["extended-access"] * 2 + ["all-trajectories"]
    assert f"{plan['due_practices']:.0f} practices are due live" in said[0][0]
    assert f"100% of patients by March 2019 is {plan['final_chance_percent']:.0f}%" in said[1][0]


def test_a_share_of_practices_is_k_of_n(sample_measures):
    for measures in sample_measures.values():
        shares = measures[
            measures["measure"].str.endswith("_practices")
            & (measures["unit"] == "percent")
            & measures["numerator"].notna()
        ]
        assert len(shares) > 50
        assert (shares["numerator"] % 1 == 0).all() and (shares["denominator"] % 1 == 0).all()
        assert (shares["numerator"] <= shares["denominator"]).all()
        exact = shares["numerator"] / shares["denominator"] * 100
        assert exact.tolist() == pytest.approx(shares["value"].tolist())


def test_a_projected_share_of_practices_is_k_of_n_too(sample_measures):
    for measures in sample_measures.values():
        ours = measures[measures["measure"].str.endswith("_practices")]
        ours = ours[ours["area"] == "11J"]
        projected = ours[~ours["projection"].isin(["", "straight_line"])]
        actual = ours[ours["basis"] == "actual"].sort_values("period")
        open_now = projected["measure"].map(actual.groupby("measure")["denominator"].last())
        assert len(projected) > 100
        counts = projected["value"] * open_now / 100
        assert (counts - counts.round()).abs().max() < 0.001


def test_projections_stay_within_nought_and_a_hundred(sample_measures):
    for measures in sample_measures.values():
        projected = measures[measures["projection"] != ""]
        assert len(projected) > 300
        assert projected["value"].between(0, 100).all()


def test_the_page_says_how_often_bands_held_with_counts(sample_measures):
    tried = backtests.calibration(sample_measures["2018-02"])
    assert {"care_navigation_patients", "online_consultation_contacts"} <= set(tried["tested"])
    assert (tried["held"] <= tried["forecasts"]).all()
    assert projections.unreliable_bands(tried)[0].startswith("Unreliable: the 80% band held")
