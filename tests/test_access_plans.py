"""What validation says of plans and of actuals that cannot have happened yet."""

import pandas as pd
import pytest

from analysis.tables import TABLES, conform
from analysis.validation import validate

STEP = {
    "measure": "extended_access_coverage",
    "plan_version": "mou_plan",
    "basis": "plan",
    "denominator": "patients",
    "period": "2018-03",
    "value_percent": "50",
}


def judged(table, *rows, as_at="2018-02-07"):
    text = pd.DataFrame(list(rows)).assign(
        source_file=f"local/{table}.csv", source_line=range(2, 2 + len(rows))
    )
    typed, unread = conform(text, table=TABLES[table])
    return validate({table: typed}, {table: unread}, as_at=as_at)


def test_a_trajectory_without_a_denominator_is_refused():
    outcome = judged("trajectory", STEP | {"denominator": ""})
    assert outcome.stopped
    assert outcome.findings["message"].tolist() == [
        "local/trajectory.csv line 2: denominator is empty. Correct it in the return and run again."
    ]


def test_a_plan_that_falls_is_told():
    outcome = judged(
        "trajectory",
        STEP | {"period": "2018/19", "value_percent": "40"},
        STEP,
        STEP | {"basis": "target"},
    )
    assert outcome.findings[["answer", "message"]].to_numpy().tolist() == [
        [
            "tell",
            "local/trajectory.csv line 2: value_percent falls to 40 by 2018/19; a planned path "
            "does not fall: look at the plan.",
        ]
    ]
    assert len(outcome.tables["trajectory"]) == 3
    assert "value_of_the_step_before" not in outcome.tables["trajectory"]


def test_two_versions_of_a_plan_are_not_one_path():
    other = STEP | {"plan_version": "gpfv_plan", "period": "2019-01", "value_percent": "20"}
    assert judged("trajectory", STEP, other).findings.empty


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        (
            "programme_return",
            {"programme": "extended_access", "as_at": "2018-03-31", "completed_on": "2018-03-26"},
            "completed_on",
        ),
        ("contact", {"month": "2018-03", "contacts": "10", "contacts_online": "1"}, "month"),
    ],
)
def test_an_actual_after_the_cycles_day_is_set_aside(table, row, column):
    outcome = judged(table, {"practice_code": "X10001", **row})
    assert outcome.findings["answer"].tolist() == ["set_aside"]
    assert outcome.findings["rule"].tolist() == ["not after the cycle"]
    assert outcome.findings["column"].tolist() == [column]
    assert table not in outcome.tables


def test_the_cycles_own_month_has_begun():
    row = {"practice_code": "X10001", "month": "2018-02", "contacts": "9", "contacts_online": "0"}
    assert judged("contact", row).findings.empty
