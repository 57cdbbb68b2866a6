"""The access report where its returns were not supplied: nothing to say, and no crash."""

import pytest

from analysis import access
from analysis.access import (
    activity,
    backtests,
    board,
    clusters,
    experience,
    hours,
    milestones,
    programme_items,
    progress,
    same_day,
    scale,
    special_causes,
    training_reach,
)
from analysis.access.words import (
    all_trajectories,
    appointments,
    experience_and_quality,
    extended_access,
    online_consultation,
    programmes,
    projections,
    training,
)
from analysis.measures import long_table
from analysis.project import Cycle
from analysis.tables import TABLES

NOTHING = {name: table.empty() for name, table in TABLES.items()}
NO_MEASURES = long_table([])
US = {"commissioner": "11J"}
DAY = "2018-02-07"
NO_PLANS = board.board(NO_MEASURES, NOTHING["trajectory"], day=DAY)
NOT_TRIED = backtests.calibration(NO_MEASURES)
NO_WEEKS = hours.by_week(NOTHING, **US)
NOBODY_ASKED = experience.surveyed(NOTHING, day=DAY, **US)


def test_no_return_gives_no_figure():
    assert access.measures(NOTHING, Cycle("2018-02", "11J", "committee")) == []


@pytest.mark.parametrize(
    "shown",
    [
        lambda: all_trajectories.next_steps(NO_PLANS),
        lambda: all_trajectories.origins(NO_PLANS),
        lambda: progress.paths(NO_MEASURES, measure="extended_access_coverage"),
        lambda: clusters.by_cluster(NOTHING, **US),
        lambda: milestones.slips(NOTHING["milestone"], day=DAY),
        lambda: extended_access.weeks_met(hours.by_area(NO_WEEKS)),
        lambda: hours.minutes_by_week(NO_WEEKS),
        lambda: training.in_words(training_reach.side_by_side(NO_MEASURES)),
        lambda: training_reach.with_neither(training_reach.by_practice(NOTHING, **US)),
        lambda: training_reach.share_difference(training_reach.by_practice(NOTHING, **US)),
        lambda: scale.by_measure(NO_MEASURES),
        lambda: appointments.by_kind(activity.latest_month(NO_MEASURES)),
        lambda: special_causes.chart(NO_MEASURES, kind="same_day"),
        lambda: appointments.special_causes(special_causes.summary(NO_MEASURES)),
        lambda: programmes.in_words(milestones.register(NOTHING, NO_MEASURES, day=DAY)),
        lambda: projections.tried(NOT_TRIED, backtests.mean_errors(NOT_TRIED)),
        lambda: same_day.by_area(same_day.by_week(NOTHING, **US)),
        lambda: experience.by_area(NOBODY_ASKED),
        lambda: NOBODY_ASKED,
        lambda: programmes.phases(programme_items.phases(NOTHING, programme="Primary Care Home")),
    ],
)
def test_every_table_and_path_is_empty(shown):
    assert shown().empty


@pytest.mark.parametrize(
    "sentence",
    [
        extended_access.live_cover,
        online_consultation.practices_live,
        online_consultation.contacts_online,
        online_consultation.services,
        programmes.steps,
        training.enrolment,
        training.navigation,
        training.neither,
        training.difference,
        appointments.latest_month,
        experience_and_quality.experience,
    ],
)
def test_every_sentence_is_left_out(sentence):
    assert sentence(NO_MEASURES) is None
