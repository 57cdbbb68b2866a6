"""What validation finds in plans and of actuals that cannot have happened yet."""

import pandas as pd
import pytest

from analysis.checks import across_returns
from analysis.checks.great_expectations import validate
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.tables.column_types import conform

STEP = {
    "measure": "extended_access_coverage",
    "plan_version": "mou_plan",
    "basis": "plan",
    "denominator": "patients",
    "period": "2018-03",
    "value_percent": "50",
}


def typed_rows(table, *rows):
    text = pd.DataFrame(list(rows)).assign(
        source_file=f"local/{table}.csv", source_line=range(2, 2 + len(rows))
    )
    return conform(text, table=TABLES[table])


def judged(table, *rows, day="2018-02-07"):
    typed, unread = typed_rows(table, *rows)
    return validate({table: typed}, {table: unread}, day=day)


def doubts_on(*rows):
    typed, _ = typed_rows("trajectory", *rows)
    cycle = Cycle(label="2018-02", commissioner="11J", audience="committee")
    return across_returns.found({"trajectory": typed}, cycle, files=["local/trajectory.csv"])


def test_a_trajectory_without_a_denominator_is_refused():
    outcome = judged("trajectory", STEP | {"denominator": ""})
    assert outcome.stopped
    assert outcome.findings["message"].tolist() == [
        "local/trajectory.csv line 2: denominator is empty. Correct it in the return and run again."
    ]


def test_a_plan_that_falls_is_reported():
    found = doubts_on(
        STEP | {"period": "2018/19", "value_percent": "40"},
        STEP,
        STEP | {"basis": "target"},
    )
    assert [(one["answer"], one["line"], one["message"]) for one in found] == [
        (
            "tell",
            2,
            "local/trajectory.csv line 2: value_percent falls to 40 by 2018/19; a planned path "
            "does not fall: look at the plan.",
        )
    ]


def test_two_versions_of_a_plan_are_not_one_path():
    other = STEP | {"plan_version": "gpfv_plan", "period": "2019-01", "value_percent": "20"}
    assert doubts_on(STEP, other) == []


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
    late = outcome.findings[outcome.findings["rule"] == "not after the committee's day"]
    assert set(late["answer"]) == {"set_aside"}
    assert column in late["column"].tolist()
    assert table not in outcome.tables
