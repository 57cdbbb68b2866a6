"""The board: the sample's trajectories, and a plan revised between cycles."""

import pandas as pd
import pytest

from analysis import access
from analysis.access import words
from analysis.access.words import board as access_board
from analysis.measures import COLUMNS

US, DAY = {"commissioner": "11J"}, "2018-02-07"
MEASURE = "extended_access_coverage"


def figures(*rows):
    """Rows of (category, period, basis, value)."""
    made = [
        {
            "measure": MEASURE,
            "area_type": "commissioner",
            "area": "11J",
            "unit": "percent",
            "source": "local/trajectory.csv",
            "numerator": None,
            "denominator": None,
            **dict(zip(("category", "period", "basis", "value"), row, strict=True)),
        }
        for row in rows
    ]
    return pd.DataFrame(made, columns=COLUMNS)


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
    told = plans(agreed_on="2018-02-02", replaced_period="2019-03", replaced_percent=100.0)
    board = access.board(figures(DEADLINE, NOTHING_YET), told, day=DAY, **US)
    assert board["revised_from_period"].tolist() == ["2019-03"]
    assert "revised" in words.board_as_read(board).iloc[0, 0]
    assert words.revised(board) == [
        "Revised on 2 February 2018: extended access, national deadline, from 100% by March 2019 "
        "to 100% by 1 October 2018 (A letter)."
    ]


def test_a_plan_that_was_not_revised_is_not():
    board = access.board(figures(DEADLINE, NOTHING_YET), plans(), day=DAY, **US)
    assert words.revised(board) == []
    assert "revised" not in words.board_as_read(board).iloc[0, 0]


def test_the_required_pace_runs_from_the_committees_day_to_the_next_step():
    board = access.board(figures(DEADLINE, NOTHING_YET), plans(), day=DAY, **US)
    months = 236 / (365.25 / 12)  # 7 February to 1 October 2018
    assert board["required_points_a_month"].iloc[0] == pytest.approx(100 / months)


def test_a_plan_without_an_actual_is_on_the_board_and_says_so():
    board = access.board(figures(DEADLINE), plans(), day=DAY, **US)
    assert board["rating"].tolist() == ["no actual"]
    assert "not\u00a0known" in words.board_as_read(board)["Last actual"].tolist()


def test_a_step_that_is_due_and_not_met_is_missed_and_its_distance_stands():
    rows = figures(("mou_plan", "2018-01", "plan", 50.0), ("", "2018-01", "actual", 30.0))
    distance = rows.iloc[[0]].assign(
        measure="trajectory_distance", category=f"{MEASURE}:mou_plan:plan", value=-20.0
    )
    board = access.board(pd.concat([rows, distance]), plans(), day=DAY, **US)
    assert board["rating"].tolist() == ["missed"]
    assert board["distance_points"].tolist() == [-20.0]


@pytest.mark.parametrize(
    ("percent", "said"), [(0.4, "under 1%"), (43.2, "43%"), (99.6, "over 99%"), (None, "–")]
)
def test_no_chance_claims_certainty(percent, said):
    assert access_board.chance(percent) == said


# The sample


@pytest.fixture(scope="module")
def sample_board(sample_measures):
    from analysis.tables import TABLES

    return access.board(
        sample_measures["2018-02"], TABLES["trajectory"].empty(), day=DAY, **US
    ).set_index(["measure", "plan_version"])


def test_every_trajectory_has_its_denominator(sample_board):
    assert len(sample_board) == 12
    assert set(sample_board["denominator"]) == {"patients", "practices", "activity"}


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
        projected = ours[ours["category"].str.match("projected_(median|low|high)")]
        actual = ours[(ours["basis"] == "actual") & (ours["category"] == "")].sort_values("period")
        open_now = projected["measure"].map(actual.groupby("measure")["denominator"].last())
        assert len(projected) > 100
        counts = projected["value"] * open_now / 100
        assert (counts - counts.round()).abs().max() < 0.001


def test_projections_stay_within_nought_and_a_hundred(sample_measures):
    for measures in sample_measures.values():
        projected = measures[measures["category"].str.contains("projected_")]
        assert len(projected) > 300
        assert projected["value"].between(0, 100).all()


def test_the_page_says_how_often_bands_held_with_counts(sample_measures):
    tried = access.calibration(sample_measures["2018-02"], **US)
    assert {"care_navigation_patients", "online_consultation_contacts"} <= set(tried["tested"])
    assert (tried["held"] <= tried["forecasts"]).all()
    assert words.unreliable_bands(tried)[0].startswith("Unreliable: the 80% band held")
