"""The access report where its returns were not supplied: nothing to say, and no crash."""

import pandas as pd
import pytest

from analysis import access
from analysis.access import words
from analysis.measures import COLUMNS
from analysis.project import Cycle
from analysis.tables import TABLES

NOTHING = {name: table.empty() for name, table in TABLES.items()}
NO_MEASURES = pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
US = {"commissioner": "11J"}
DAY = "2018-02-07"


def test_no_return_gives_no_figure():
    assert access.measures(NOTHING, Cycle("2018-02", "11J", "committee")) == []


@pytest.mark.parametrize(
    "shown",
    [
        lambda: words.board_as_read(
            access.board(NO_MEASURES, NOTHING["trajectory"], day=DAY, **US)
        ),
        lambda: access.paths(NO_MEASURES, measure="extended_access_coverage", **US),
        lambda: words.clusters_as_read(access.clusters(NOTHING, **US)),
        lambda: words.milestones_as_read(access.milestone_slips(NOTHING["milestone"], day=DAY)),
        lambda: words.hours_as_read(access.hours_by_area(access.hours_by_week(NOTHING, **US))),
        lambda: words.training_as_read(access.side_by_side(NO_MEASURES, **US)),
        lambda: access.neither(access.reached(NOTHING, **US)),
        lambda: access.share_difference(access.reached(NOTHING, **US)),
        lambda: words.scale_as_read(access.at_scale(NO_MEASURES, **US)),
        lambda: words.appointments_as_read(access.appointments_today(NO_MEASURES, **US)),
        lambda: access.special_causes(NO_MEASURES, category="same_day", **US),
        lambda: words.programmes_as_read(
            access.programmes_register(NOTHING, NO_MEASURES, day=DAY, **US)
        ),
        lambda: words.calibration_as_read(access.calibration(NO_MEASURES, **US)),
        lambda: words.plans_as_read(
            access.board(NO_MEASURES, NOTHING["trajectory"], day=DAY, **US)
        ),
        lambda: words.minutes_as_read(access.minutes_by_week(access.hours_by_week(NOTHING, **US))),
        lambda: words.same_day_as_read(
            access.same_day_by_area(access.same_day_by_week(NOTHING, **US))
        ),
        lambda: words.experience_as_read(
            access.experience_by_area(access.surveyed(NOTHING, day=DAY, **US))
        ),
        lambda: words.experience_by_practice(access.surveyed(NOTHING, day=DAY, **US)),
        lambda: words.special_as_read(access.special_cause_summary(NO_MEASURES, **US)),
    ],
)
def test_every_table_and_path_is_empty(shown):
    assert shown().empty


@pytest.mark.parametrize(
    "said",
    [
        words.extended_access,
        words.online,
        words.contacts,
        words.training,
        words.navigation,
        words.neither,
        words.difference,
        words.appointments,
        words.experience,
    ],
)
def test_every_sentence_is_left_unsaid(said):
    assert said(NO_MEASURES) is None
