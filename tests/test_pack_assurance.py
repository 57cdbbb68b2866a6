"""Assurance: what keeps a requirement open, the steps of an area, its money, and its words."""

import pandas as pd
import pytest
from test_pack_arithmetic import DAY, asked, rows

from analysis.measures import long_table
from analysis.pack import assurer, submissions
from analysis.pack.words import assurance
from analysis.project import Cycle


def comment(**other) -> dict:
    return {
        "comment_id": "Q1",
        "submitted_on": "2016-12-23",
        "area": "Workforce",
        "requirement": "numbers",
        "comment": "How many?",
    } | other


@pytest.mark.parametrize(
    ("about", "standing"),
    [
        ({}, "comment open"),
        ({"response": "Twelve", "answered_on": "2017-03-30"}, "comment open"),
        ({"closed_on": "2017-04-28"}, "assured"),
        ({"closed_on": "2018-03-01"}, "comment open"),
        ({"requirement": None}, "comment open"),
        ({"requirement": "Numbers of staff"}, "comment open"),
        ({"area": "Practice infrastructure"}, "assured"),
        ({"submitted_on": "2018-03-01"}, "assured"),
    ],
)
def test_nothing_is_assured_while_a_comment_on_it_or_its_area_is_not_closed(about, standing):
    found = submissions.with_standing(
        rows("assurance", asked("2016-12-23", "numbers", "assured")),
        rows("assurance_comment", comment(**about)),
        day=DAY,
    )
    assert list(found["standing"]) == [standing]


def test_a_requirement_is_past_due_when_its_day_of_assurance_is_over_and_it_is_open():
    tables = {
        "assurance": rows(
            "assurance",
            asked("2016-12-23", "numbers", "partly assured", due_on="2017-04"),
            asked("2016-12-23", "plan", "assured", due_on="2017-04"),
            asked("2016-12-23", "online", "partly assured"),
            asked("2016-12-23", "roles", "partly assured", due_on="2018-04"),
        ),
        "assurance_comment": rows("assurance_comment"),
    }
    table = long_table(submissions.figures(tables, cycle()))
    now = table[table["period"] == DAY].set_index("measure")["value"]
    assert (now["requirements_past_due"], now["requirements_open"]) == (1, 3)


def cycle() -> Cycle:
    return Cycle(label="2018-02", commissioner="11J", audience="committee", committee_date=DAY)


def step(name, planned, **other) -> dict:
    return {"programme": "access", "milestone": name, "planned_for": planned} | other


def test_steps_kept_so_far_are_those_done_by_the_day_first_planned_of_those_due_or_moved():
    found = assurer.on_time(
        rows(
            "milestone",
            step("tender", "2017-10", completed_on="2017-10-27"),
            step("route", "2017-11", completed_on="2018-01-17"),
            step("advert", "2018-01", revised_to="2018-03"),
            step("variations", "2018-01"),
            step("interviews", "2018-05"),
        ),
        day=DAY,
    )
    assert found.to_dict("records") == [{"programme": "access", "steps_on_time": 1, "steps_due": 4}]


def parts(*given) -> pd.DataFrame:
    columns = ("area", "kind", "name")
    return rows("assurance_part", *(dict(zip(columns, row, strict=True)) for row in given))


def test_an_area_has_its_milestones_and_the_targets_ahead_with_their_chance():
    chance = pd.DataFrame(
        [("trajectory_chance", "cover", "mou_plan", "plan", "2019-03", "", "11J", 20.4)],
        columns="measure of_measure plan of_basis period category area value".split(),
    )
    target = {"measure": "cover", "plan_version": "mou_plan", "basis": "plan"}
    target |= {"denominator": "patients"}
    found = assurer.steps(
        {
            "assurance_part": parts(
                ("Access", "programme", "access"), ("Access", "trajectory", "cover")
            ),
            "milestone": rows(
                "milestone",
                step("advert", "2018-05"),
                step("x", "2018-05") | {"programme": "other"},
            ),
            "trajectory": rows(
                "trajectory",
                target | {"period": "2019-03", "value_percent": 100.0},
                target | {"period": "2017-03", "value_percent": 10.0},
            ),
        },
        chance,
        day=DAY,
    )
    assert found["step"].tolist() == ["advert", "mou_plan"]
    assert found["chance_percent"].tolist()[1] == 20.4


def award(programme, year, amount, status) -> dict:
    return {
        "award_id": f"{programme} {year} {status}",
        "programme": programme,
        "period": year,
        "amount_gbp": amount,
        "status": status,
    }


def money(*more) -> pd.DataFrame:
    line = {"line_code": "TRAIN"}
    return assurer.money(
        {
            "assurance_part": parts(
                ("Care", "award", "reception_training"), ("Care", "ledger_line", "TRAIN"), *more
            ),
            "funding_award": rows(
                "funding_award",
                award("reception_training", "2017/18", 100.0, "secured"),
                award("reception_training", "2017/18", 38.0, "planned"),
                award("winter", "2017/18", 7.0, "bid"),
            ),
            "ledger_line": rows(
                "ledger_line",
                line | {"month": "2017-10", "actual_to_date_gbp": 40.0},
                line | {"month": "2017-11", "actual_to_date_gbp": 50.0},
                line | {"month": "2018-02", "actual_to_date_gbp": 90.0},
            ),
        },
        day=DAY,
    ).set_index("programme")


def test_money_is_planned_secured_and_spent_by_the_newest_month_that_was_over():
    found = money().loc["reception_training"]
    assert found[["plan_gbp", "secured_gbp", "spent_gbp"]].tolist() == [138, 100, 50]
    assert found["spent_to"] == "2017-11"


def test_what_is_spent_is_not_known_where_programmes_share_the_lines_or_none_serves_them():
    assert pd.isna(money().loc["winter", "spent_gbp"])
    shared = money(("Care", "award", "winter"))
    assert shared["spent_gbp"].isna().all()


def test_more_spent_than_secured_is_told():
    row = {"programme": "transformation_fund", "financial_year": "2017/18", "spent_to": "2017-11"}
    row |= {"plan_gbp": 1149e3, "secured_gbp": 0.0, "spent_gbp": 725e3}
    told = assurance.spent_beyond(pd.DataFrame([row]))
    assert told == [
        "The ledger shows £725k spent on the transformation fund by November 2017; the record of "
        "awards shows £0 secured for 2017/18."
    ]
    assert assurance.spent_beyond(pd.DataFrame([row | {"secured_gbp": 725e3}])) == []


def test_a_requirement_whose_comment_is_open_reads_so_although_it_was_rated_assured():
    frame = submissions.compared_with_the_one_before(
        rows(
            "assurance", asked("2016-12-23", "numbers", "assured", due_on="2017-04", condition="c")
        )
    )
    frame = submissions.with_standing(frame, rows("assurance_comment", comment()), day=DAY)
    shown = assurance.requirements_in_words(frame).iloc[0]
    assert shown["on_the_day"] == "one comment open, not assured"
    assert shown["fully_assured_by"] == "April 2017, c"
