"""Comments, changes before scrutiny, paths, projects and ratings: the pack's younger tables."""

import pandas as pd
import pytest
from test_pack_arithmetic import rows

from analysis.pack import cqc_ratings, decisions, milestones, planned_changes, submissions
from analysis.pack.words import practices, scrutiny
from analysis.tables import TABLES

DAY = "2018-02-07"
US = {"commissioner": "11J", "day": DAY}


def every(**given: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {name: given.get(name, table.empty()) for name, table in TABLES.items()}


def comment(number: str, submitted: str, **other) -> dict:
    said = {"comment_id": number, "submitted_on": submitted, "comment": "How?"}
    return said | other


def log(*given: dict) -> pd.DataFrame:
    return submissions.comment_log(rows("assurance_comment", *given), day=DAY).set_index(
        "comment_id"
    )


def test_a_comment_is_open_answered_or_closed_as_it_stood_on_the_day():
    found = log(
        comment("Q1", "2016-12-23"),
        comment("Q2", "2016-12-23", response="So", answered_on="2017-03-30"),
        comment("Q3", "2016-12-23", response="So", answered_on="2018-02-20"),
        comment(
            "Q4", "2016-12-23", response="So", answered_on="2017-03-30", closed_on="2017-04-28"
        ),
        comment("Q5", "2016-12-23", answered_on="2017-03-30"),
    )
    assert found["status"].to_dict() == {
        "Q1": "open",
        "Q3": "open",
        "Q5": "open",
        "Q2": "answered",
        "Q4": "closed",
    }


def test_a_comment_is_new_asked_again_or_not_asked_again_since_the_submission_before():
    found = log(
        comment("Q1", "2016-11-24"),
        comment("Q2", "2016-11-24", response="So", answered_on="2016-12-01"),
        comment("Q2", "2016-12-23", comment="And when?"),
        comment("Q3", "2016-12-23"),
    )
    assert found["difference"].to_dict() == {
        "Q1": "not asked again",
        "Q2": "asked again",
        "Q3": "new",
    }
    assert found.loc["Q2", "comment"] == "And when?"
    assert found.loc["Q2", "status"] == "open"  # the answer was to the comment before


def briefing(*events: dict, **change) -> pd.Series:
    practices = [
        {"practice_code": code, "practice_name": code, "locality": place}
        for code, place in (("X10001", "Purbeck"), ("X10002", "Purbeck"), ("X10003", "Poole Bay"))
    ]
    lists = [
        {
            "practice_code": f"X1000{i}",
            "extract_date": "2018-01-01",
            "commissioner_code": "11J",
            "patients_registered": 1000.0 * i,
        }
        for i in (1, 2, 3)
    ]
    ages = [
        {
            "practice_code": "X10001",
            "extract_date": "2017-10-01",
            "sex": "female",
            "age_band": band,
            "patients_registered": n,
        }
        for band, n in (("60-64", 60.0), ("65-69", 30.0), ("95+", 10.0))
    ]
    tables = every(
        practice=rows("practice", *practices),
        list_size=rows("list_size", *lists),
        list_age=rows("list_age", *ages),
        service_change=rows("service_change", {"change_id": "C1", "change": "Move", **change}),
        engagement=rows("engagement", *events),
    )
    return planned_changes.briefing(tables, **US).iloc[0]


@pytest.mark.parametrize(
    ("place", "patients"),
    [({"practice_code": "X10001"}, 1000), ({"locality": "Purbeck"}, 3000), ({}, 6000)],
)
def test_a_change_concerns_the_patients_of_its_practice_its_locality_or_all(place, patients):
    assert briefing(**place)["patients"] == patients


def test_older_people_are_those_of_the_same_practices_from_65():
    assert briefing(practice_code="X10001")["share_65_and_over_percent"] == 40


def event(held_on: str, **other) -> dict:
    return {"change_id": "C1", "event": "Meeting", "held_on": held_on} | other


@pytest.mark.parametrize(
    ("events", "asked"),
    [
        ([], "none"),
        ([event("2018-03-01")], "planned"),
        ([event("2018-01-10", people=20.0)], "recorded"),
        ([event("2018-01-10", change_id="C2")], "none"),
    ],
)
def test_only_an_event_that_was_held_on_the_change_counts_as_engagement(events, asked):
    assert briefing(*events)["asked"] == asked


def test_a_change_without_engagement_is_named_in_the_headline():
    found = pd.DataFrame([briefing()])
    assert scrutiny.changes(found) == (
        "One change before the committee or scrutiny; about one of them no engagement is "
        "recorded yet: “Move”."
    )


def test_the_public_briefing_gives_no_figure_of_a_single_practice():
    found = pd.DataFrame([briefing(practice_code="X10001", locality="Purbeck")])
    shown = planned_changes.for_audience(found, "public").iloc[0]
    assert shown["patients"] == shown["share_65_and_over_percent"] == "not shown"
    assert "X10001" not in " ".join(map(str, shown))
    assert planned_changes.for_audience(found, "committee").iloc[0]["patients"] == 1000


def step(number: int, planned: str, done: str | None = None, path="Paper") -> dict:
    return {
        "path": path,
        "step_number": float(number),
        "step": f"step {number}",
        "planned_for": planned,
        "done_on": done,
    }


@pytest.mark.parametrize(
    ("steps", "standing"),
    [
        ([step(1, "2018-01", "2018-01-10"), step(2, "2018-02")], "under way"),
        ([step(1, "2018-01", "2018-01-10"), step(2, "2018-01")], "late"),
        ([step(1, "2018-03")], "not begun"),
        ([step(1, "2018-01", "2018-01-10")], "complete"),
        ([step(1, "2018-01", "2018-03-01")], "late"),
    ],
)
def test_a_path_stands_by_its_next_step(steps, standing):
    assert decisions.paths(rows("path_step", *steps), day=DAY)["standing"].tolist() == [standing]


def test_a_project_is_overdue_when_its_next_step_is_past_and_it_is_not_done():
    reports = [
        {"project": "A", "month": "2018-01", "standing": "on_track", "next_due": "2018-01"},
        {"project": "B", "month": "2018-01", "standing": "done", "next_due": "2018-01"},
        {"project": "C", "month": "2017-12", "standing": "late", "next_due": "2017-12"},
        {"project": "C", "month": "2018-01", "standing": "late", "next_due": "2018-03"},
    ]
    found = milestones.projects(rows("highlight", *reports), day=DAY).set_index("project")
    assert found["overdue"].to_dict() == {"C": "no", "A": "yes", "B": "no"}


def rating(code: str, said: str, published: str, **other) -> dict:
    return {
        "practice_code": code,
        "location_id": "1-1",
        "question": "overall",
        "rating": said,
        "published_on": published,
    } | other


def rated(*given: dict) -> dict[str, pd.DataFrame]:
    practices = [
        {"practice_code": f"X1000{i}", "practice_name": str(i), "locality": "Purbeck"}
        for i in (1, 2, 3)
    ]
    return every(practice=rows("practice", *practices), cqc_rating=rows("cqc_rating", *given))


def test_the_newest_overall_rating_by_the_day_counts_and_its_absence_is_said():
    found = cqc_ratings.ratings_on(
        rated(
            rating("X10001", "Good", "2015-05-01"),
            rating("X10001", "Inadequate", "2017-10-18", location_id="1-2"),
            rating("X10002", "Outstanding", "2018-03-01"),
            rating("X10003", "Requires improvement", "2017-01-01"),
            rating("X10003", "Good", "2017-01-01", question="safe"),
            rating("X99999", "Good", "2017-01-01"),
        ),
        **US,
    ).set_index("practice_code")
    assert found["rating"].to_dict() == {
        "X10001": "inadequate",
        "X10002": "not_rated",
        "X10003": "requires_improvement",
    }


def test_an_inadequate_practice_has_three_and_six_months_and_its_neighbours_are_counted():
    [low] = cqc_ratings.inadequate(
        rated(rating("X10001", "Inadequate", "2017-08-31")), **US
    ).to_dict("records")
    assert (low["warning_notice_until"], low["other_matters_until"]) == ("2017-11-30", "2018-02-28")
    assert low["neighbours"] == 2


def test_no_practice_is_inadequate_only_where_ratings_were_supplied():
    assert practices.none_inadequate(pd.DataFrame()) is None
    supplied = pd.DataFrame({"rating": ["good"], "practices": [3]})
    assert practices.none_inadequate(supplied) == "No practice is rated inadequate."


def test_a_day_by_which_to_put_things_right_that_is_past_says_so():
    listed = pd.DataFrame(
        {
            "published_on": ["2017-10-18"],
            "warning_notice_until": ["2018-01-18"],
            "other_matters_until": ["2018-04-18"],
        }
    )
    [row] = practices.terms_in_words(listed, day="2018-02-07").to_dict("records")
    assert row["warning_notice_until"] == "18 January 2018, past"
    assert row["other_matters_until"] == "18 April 2018"


def test_where_no_rating_was_supplied_there_are_no_terms():
    nobody = cqc_ratings.inadequate(every(), **US)
    assert practices.terms_in_words(nobody, day=DAY).empty
