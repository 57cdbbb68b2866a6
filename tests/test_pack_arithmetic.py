"""The pack's own arithmetic: slip, trend, assurance, positions, the monitoring summary, estate."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures import COLUMNS, long_table
from analysis.pack import (
    decisions,
    locality_plans,
    maturity,
    milestones,
    needs,
    open_actions,
    outbreaks,
    promises,
    risks,
    statement,
    submissions,
    support_offers,
)
from analysis.pack.premises import patients_by_site
from analysis.pack.words import areas, assurance, governance, not_known, practices
from analysis.project import Cycle, periods
from analysis.tables import TABLES

DAY = "2018-02-07"


def rows(table: str, *given: dict) -> pd.DataFrame:
    """Rows of a declared table; what is not given is blank."""
    blank = dict.fromkeys(TABLES[table].names)
    frame = pd.DataFrame([{**blank, **row} for row in given], columns=TABLES[table].names)
    return frame.assign(source_file=f"{table}.csv", source_line=range(2, len(frame) + 2))


def milestone(**other) -> pd.DataFrame:
    said = {"programme": "access", "milestone": "advert", "planned_for": "2018-01"}
    return milestones.with_slip(rows("milestone", said | other), day=DAY)


def test_a_milestone_past_its_day_and_not_done_is_late_by_the_days_since():
    found = milestone().iloc[0]
    assert (found["standing"], found["slip_days"]) == ("late", 7)


def test_a_milestone_that_moved_slips_from_its_first_day():
    found = milestone(revised_to="2018-03").iloc[0]
    assert (found["standing"], found["slip_days"]) == ("moved", 59)


def test_a_milestone_done_after_its_month_slipped_until_it_was_done():
    found = milestone(planned_for="2017-12", completed_on="2018-01-10").iloc[0]
    assert (found["standing"], found["slip_days"]) == ("done", 10)


def test_a_milestone_done_early_has_no_slip():
    found = milestone(completed_on="2018-01-02").iloc[0]
    assert found["standing"] == "done"
    assert pd.isna(found["slip_days"])


def test_what_is_said_to_be_done_after_the_committees_day_is_not_done_on_it():
    assert milestone(completed_on="2018-03-01").iloc[0]["standing"] == "late"


@given(days=st.integers(min_value=-400, max_value=400))
def test_slip_is_never_negative(days):
    done = pd.Timestamp("2018-01-31") + pd.Timedelta(days=days)
    found = milestone(completed_on=done.strftime("%Y-%m-%d")).iloc[0]
    assert pd.isna(found["slip_days"]) or found["slip_days"] > 0


def scored(month, likelihood, **other) -> dict:
    return {
        "risk_id": "R1",
        "month": month,
        "risk": "Money runs out",
        "opened_on": "2017-10-10",
        "likelihood": float(likelihood),
        "impact": 3.0,
    } | other


def test_a_risk_has_its_score_its_age_and_its_trend():
    found = risks.open_risks(
        rows("risk", scored("2017-12", 2), scored("2018-01", 4)), day=DAY
    ).iloc[0]
    assert (found["score"], found["score_before"], found["trend"]) == (12, 6, "rising")
    assert found["age_days"] == periods.days_between("2017-10-10", DAY)


def test_a_risk_scored_once_is_new():
    assert risks.open_risks(rows("risk", scored("2018-01", 2)), day=DAY)["trend"][0] == "new"


def test_a_closed_risk_is_not_open_and_a_risk_no_longer_scored_is_not_either():
    closed = scored("2018-01", 3, closed_on="2018-01-20")
    dropped = scored("2017-12", 3, risk_id="R2")
    assert risks.open_risks(rows("risk", closed, dropped), day=DAY).empty


def asked(submitted, requirement, rating, **other) -> dict:
    return {
        "submitted_on": submitted,
        "area": "Workforce",
        "requirement": requirement,
        "rating": rating,
    } | other


def test_each_requirement_is_set_beside_the_submission_before():
    table = rows(
        "assurance",
        asked("2016-11-24", "numbers", "not assured"),
        asked("2016-11-24", "dropped", "not assured"),
        asked("2016-11-24", "reason", "partly assured", reason="a"),
        asked("2016-12-23", "numbers", "assured"),
        asked("2016-12-23", "reason", "partly assured", reason="b"),
        asked("2016-12-23", "added", "assured"),
    )
    found = submissions.compared_with_the_one_before(table).set_index("requirement")["difference"]
    assert found.to_dict() == {
        "added": "new",
        "dropped": "no longer asked",
        "numbers": "rating changed",
        "reason": "response changed",
        "Overall assessment": "new",
    }


def test_the_overall_row_is_last_and_says_that_it_was_left_blank():
    table = rows("assurance", asked("2016-12-23", "numbers", "assured"))
    last = submissions.last_submission(table).iloc[-1]
    assert (last["area"], last["rating"]) == ("Overall", "left blank by the assurer")


@pytest.mark.parametrize(
    ("rating", "on", "standing"),
    [
        ("assured", None, "assured"),
        ("partly assured", "2017-05", "assured"),
        ("partly assured", "2018-02", "not assured"),
        ("partly assured", None, "not assured"),
    ],
)
def test_a_requirement_is_assured_by_its_rating_or_since(rating, on, standing):
    asked_for = rows("assurance", asked("2016-12-23", "numbers", rating, assured_on=on))
    found = submissions.with_standing(asked_for, rows("assurance_comment"), day=DAY)
    assert list(found["standing"]) == [standing]


def promise(value, target, due, **other) -> pd.Series:
    ours = {"area_type": "commissioner", "area": "11J", "category": "", "unit": "percent"}
    found = [{"measure": "share", "period": "2018-01", "basis": "actual", "value": value, **ours}]
    found += [
        {"measure": "trajectory_chance", "of_measure": "share", "value": chance, **ours}
        | {"period": period, "basis": "forecast"}
        for period, chance in (("2018-03", 23.0), ("2018-03", 31.0), ("2019-03", 20.0))
    ]
    measures = pd.DataFrame(found, columns=[*COLUMNS, "of_measure"])
    said = {"commitment": "c", "measure": "share", "target_value": target, "due_on": due} | other
    found = promises.with_figures(rows("commitment", said), measures, area="11J", day=DAY)
    return found.iloc[0]


@pytest.mark.parametrize(
    ("value", "target", "due", "standing"),
    [
        (50, 50, "2018-03", "met"),
        (49, 50, "2018-03", "below"),
        (49, 50, "2017-12", "overdue"),
        (49, None, "2018-03", "no target"),
    ],
)
def test_a_promise_stands_by_the_reports_own_figure(value, target, due, standing):
    assert promise(value, target, due)["standing"] == standing


@pytest.mark.parametrize(
    ("value", "due", "chance"),
    [(49, "2018-03", 23.0), (49, "2019-03", 20.0), (49, "2020-03", None), (50, "2018-03", None)],
)
def test_a_promise_below_its_target_has_the_least_chance_that_a_plan_has_by_its_day(
    value, due, chance
):
    found = promise(value, 50, due)["chance_percent"]
    assert pd.isna(found) if chance is None else found == chance


def test_decisions_at_and_since_the_last_meeting_are_recent_and_so_is_what_is_to_come():
    taken = [{"decision": day, "body": "b", "decided_on": day} for day in ("2017-02", "2017-12-06")]
    coming = {"decision": "next", "body": "b", "planned_for": "2018-04"}
    listed = decisions.in_order(rows("decision", *taken, coming))
    assert decisions.recent(listed, since="2017-12")["decision"].tolist() == ["2017-12-06", "next"]
    assert len(decisions.recent(listed, since=None)) == 3


def test_the_pillars_are_in_the_order_of_the_matrix():
    steps = [
        {"area": "A", "pillar": pillar, "step": 1, "target_step": 2, "as_at": "2018-01-31"}
        for pillar in ("Right scale", "Empowered", "Access")
    ]
    grid = maturity.steps_by_pillar(rows("maturity", *steps))
    assert list(grid) == ["area", "Right scale", "Empowered", "Access"]


def test_a_promise_whose_measure_has_no_figure_says_so_and_invents_none():
    found = promise(50, 50, "2018-03", measure="unheard_of")
    assert found["standing"] == "no figure"
    assert pd.isna(found["value"])


def checked(action_required: str, *actions: str) -> pd.DataFrame:
    said = {"consideration": "people", "considered": "yes", "action_required": action_required}
    still_open = pd.DataFrame(
        [("people", action) for action in actions], columns=["consideration", "action"]
    )
    found = open_actions.summary_checked(rows("monitoring", said), still_open)
    return found.set_index("consideration").loc["People and staff", "check"]


def test_no_action_while_one_is_open_is_told():
    assert checked("no", "Risk R3") == "says no action while 1 is open"


def test_no_action_while_none_is_open_agrees():
    assert checked("no") == "agrees"


def test_action_while_one_is_open_agrees():
    assert checked("yes", "Risk R3") == "agrees"


def test_the_summary_has_its_nine_rows_and_tells_which_were_left_out():
    said = {"consideration": "people", "considered": "yes", "action_required": "yes"}
    none = pd.DataFrame(columns=["consideration", "action"])
    found = open_actions.summary_checked(rows("monitoring", said), none)
    assert len(found) == 9
    assert (found["check"] == "not filled in").sum() == 8


def test_a_practices_patients_are_shared_over_its_sites():
    sites = pd.DataFrame({"practice_code": ["X1", "X1", "X2"], "site_id": ["a", "b", "c"]})
    lists = pd.DataFrame({"practice_code": ["X1"], "patients_registered": [900.0]})
    assert patients_by_site(sites, lists).tolist()[:2] == [450, 450]
    assert patients_by_site(sites, lists).isna().tolist() == [False, False, True]


def test_a_step_reached_and_a_step_to_go_are_said_in_words():
    grid = maturity.steps_by_pillar(
        rows(
            "maturity",
            {"area": "A", "pillar": "P", "step": 2, "target_step": 2, "as_at": "2018-01-31"},
            {"area": "B", "pillar": "P", "step": 0, "target_step": 2, "as_at": "2018-01-31"},
        )
    )
    assert grid["P"].tolist() == ["Step 2, there", "Step 0, 2 to go"]


def test_the_pack_is_assured_only_when_assurer_and_approver_have_signed_with_a_day():
    signed = (("assurer", "Head of Audit", "2018-01-30"), ("approver", "Director", "2018-01-31"))
    assert statement.is_assured(signed)
    assert not statement.is_assured(signed[:1])
    assert not statement.is_assured((signed[0], ("approver", "Director", None)))


def test_every_need_names_tables_that_are_declared_and_says_which_are_missing():
    listed = needs.needs_and_returns(set())
    assert listed["supplied"].str.startswith("no: ").sum() > 10
    assert (needs.needs_and_returns(set(TABLES))["supplied"] == "yes").all()


def profiled(code: str, month: str, band: str) -> dict:
    return {"practice_code": code, "month": month, "band": band}


def at_risk(*offers: dict, day: str = "2018-02-07") -> pd.DataFrame:
    tables = {
        "practice": rows("practice", {"practice_code": "X1", "practice_name": "Ash"}),
        "practice_profile": rows("practice_profile", profiled("X1", "2018-01", "vulnerable")),
        "support_offer": rows("support_offer", *offers),
    }
    return support_offers.practices_at_risk(tables, day=day)


def offer(programme: str, offered: str, accepted=None, completed=None) -> dict:
    days = {"offered_on": offered, "accepted_on": accepted, "completed_on": completed}
    return {"practice_code": "X1", "programme": programme, **days}


def test_every_offer_of_a_practice_is_shown_and_only_what_had_happened_by_the_day():
    found = at_risk(
        offer("vulnerable practices", "2016-07-03", "2016-08-01", "2017-03-31"),
        offer("resilience", "2017-11-28", "2018-01-10", "2018-03-31"),
        offer("resilience", "2018-02-20"),
    ).iloc[0]
    assert found["offered"] == [
        ("2016-07-03", "vulnerable practices"),
        ("2017-11-28", "resilience"),
    ]
    assert len(found["accepted"]) == 2
    assert found["completed"] == [("2017-03-31", "vulnerable practices")]
    read = practices.support_in_words(pd.DataFrame([found])).iloc[0]
    assert read["completed"] == "31 March 2017 (vulnerable practices)"


def test_a_practice_without_an_offer_says_none():
    assert practices.support_in_words(at_risk()).iloc[0]["offered"] == "none"


def test_a_band_given_after_the_day_is_not_looked_at():
    assert at_risk(day="2017-12-31").empty


def test_what_changed_since_the_last_submission_adds_up_to_its_requirements():
    said = {"rating": "assured", "submitted_on": "2016-12-23"}
    table = rows(
        "assurance",
        {"area": "Workforce", "requirement": "a", **said},
        {"area": "Overall", "requirement": "Overall assessment", **said},
        {"area": "Workforce", "requirement": "a", **said, "submitted_on": "2016-11-24"},
    )
    assert assurance.resubmitted(submissions.compared_with_the_one_before(table)) == (
        "Since the submission before: one as before."
    )


def figures_of(**tables) -> pd.DataFrame:
    every = {name: table.empty() for name, table in TABLES.items()} | tables
    cycle = Cycle("2018-02", "11J", "committee", committee_date=DAY)
    made = [*outbreaks.figures(every, cycle), *locality_plans.figures(every, cycle)]
    return long_table(made)


def test_outbreaks_are_told_by_place_with_the_hours_to_treatment():
    cases = [("F1", "care_home", "yes", 36), ("F2", "care_home", "yes", 48)]
    cases += [("F3", "school", "no", None)]
    names = ("outbreak_id", "setting", "confirmed", "hours_to_treatment")
    given = [dict(zip(names, case, strict=True)) | {"notified_on": "2018-01-22"} for case in cases]
    later = {**given[0], "outbreak_id": "F4", "notified_on": "2018-02-08"}
    measures = figures_of(outbreak=rows("outbreak", *given, later))
    assert areas.influenza(measures) == (
        "By 22 January 2018: two confirmed cases of influenza in care homes, treated within 36 to "
        "48 hours; notified without a confirmed case, one school."
    )
    assert areas.influenza(figures_of()) is None


def test_a_workshop_counts_once_it_is_held_and_the_others_are_named():
    held = {"event": locality_plans.WORKSHOP, "held_on": "2018-01-24", "area": "Purbeck"}
    coming = held | {"held_on": "2018-02-14", "area": "Mid Dorset"}
    practices_of = [
        {"practice_code": f"X1000{n}", "transformation_area": area}
        for n, area in enumerate(("Purbeck", "Purbeck", "Mid Dorset"))
    ]
    events = rows("engagement", held, coming, held | {"event": "Roadshow", "area": "Mid Dorset"})
    measures = figures_of(engagement=events, practice=rows("practice", *practices_of))
    assert areas.workshops(measures, locality_plans.workshops(events)) == (
        "Transformation groups to have held an engagement workshop by 7 February 2018: one of 2; "
        "Mid Dorset on 14 February 2018 is to come."
    )


def test_themes_of_locality_plans_are_counted_by_how_far_they_have_come():
    stages = ("planned", "under_way", "in_place")
    given = [
        {"locality": stage, "theme": "Frailty", "stage": stage, "as_at": "2018-01-31"}
        for stage in stages
    ]
    given += [{**given[0], "theme": "Back office"}, {**given[0], "as_at": "2017-11-30"}]
    listed = locality_plans.themes(figures_of(locality_plan=rows("locality_plan", *given)))
    assert listed.to_numpy().tolist() == [["Frailty", 3, 1, 1, 1], ["Back office", 1, 1, 0, 0]]
    assert locality_plans.themes(figures_of()).empty


def test_a_commitment_is_one_row_with_a_line_for_each_target():
    half = {"commitment": "Extended access", "aim": "Half", "risk": "Time", "position": "Under way"}
    half |= {"target_value": 50.0, "due_on": "2018-03", "standing": "below", "value": 0.0}
    half |= {"unit": "percent", "period": "2018-01", "chance_percent": 23.0}
    whole = half | {"aim": "All", "target_value": 100.0, "due_on": "2019-03", "chance_percent": 0.2}
    (shown,) = governance.commitments_in_words(pd.DataFrame([half, whole])).to_dict("records")
    assert shown == {
        "commitment": "Extended access",
        "target": "Half: 50.0% by March 2018\nAll: 100.0% by March 2019",
        "where_we_are": "Now 0.0% (January 2018)\nUnder way.",
        "chance": "23% by March 2018\nunder 1% by March 2019",
        "risk": "Time",
    }


def test_what_is_not_known_names_missing_returns_and_says_nothing_of_none():
    assert not_known.missing([]) == "Every local return was supplied."
    assert not_known.missing("gfedcba") == (
        "Seven local returns were not supplied: a, b, c, d, e and 2 more."
    )
