"""Rules between a row and its neighbours: what breaks one is told with its line."""

import pandas as pd
import pytest
from project_cases import kept_sample

from analysis.checks import across_returns, rules
from analysis.cycles import results
from analysis.project import Cycle
from analysis.tables import TABLES


def told(**tables):
    """The messages about a few rows of each table; the lines of a file begin with 2."""
    frames = {
        name: pd.concat([TABLES[name].empty(), pd.DataFrame(rows)], ignore_index=True).assign(
            source_file=f"{name}.csv", source_line=range(2, 2 + len(rows))
        )
        for name, rows in tables.items()
    }
    return [finding["message"] for finding in rules.broken(frames)]


def ledger(month, **changed):
    number = (int(month[5:]) - 4) % 12 + 1
    row = {
        "month": month,
        "line_code": "GMS",
        "line": "GMS contracts",
        "stream": "delegated",
        "annual_budget_gbp": 12_000_000.0,
        "budget_to_date_gbp": 1_000_000.0 * number,
        "actual_to_date_gbp": 990_000.0 * number,
        "forecast_gbp": 11_900_000.0,
        "non_recurrent_benefit_gbp": 0.0,
    }
    return row | changed


MONTHS = ["2017-05", "2017-06", "2017-07", "2017-08"]
BUDGET = {
    "financial_year": "2017/18",
    "stream": "delegated",
    "line_code": "GMS",
    "budget_gbp": 12_000_000.0,
}


def test_a_ledger_that_agrees_with_itself_and_its_budget_breaks_no_rule():
    assert told(ledger_line=[ledger(month) for month in MONTHS], budget_line=[BUDGET]) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"annual_budget_gbp": 12_100_000.0}, "the annual budget is £12,100,000 here and £12,000"),
        ({"stream": "core"}, "GMS is core here and delegated in other months of 2017/18"),
        ({"budget_to_date_gbp": 300_000.0}, "the budget to date is £300,000 in 2017-07"),
        ({"actual_to_date_gbp": 39_600_000.0}, "£39,600,000 is spent by 2017-07, against a budget"),
        ({"actual_to_date_gbp": 2_700_000.0}, "spending to date falls from £2,970,000 to £2,700"),
        ({"forecast_gbp": 1_190_000.0}, "£1,190,000 is forecast against a budget of £12,000,000"),
        ({"forecast_gbp": 13_900_000.0}, "the forecast moves from £11,900,000 to £13,900,000"),
        ({"non_recurrent_benefit_gbp": 13e6}, "one-off items of £13,000,000 are more than"),
    ],
)
def test_a_month_of_the_ledger_that_leaves_its_line_is_told_with_its_line(changed, message):
    rows = [ledger(month, **(changed if month == "2017-07" else {})) for month in MONTHS]
    rows[3]["actual_to_date_gbp"] = max(rows[3]["actual_to_date_gbp"], 3_960_000.0)
    of_july = [text for text in told(ledger_line=rows) if " line 4: " in text]
    assert [text for text in of_july if message in text]


def test_a_budget_that_the_ledger_does_not_have_is_told():
    (message,) = told(
        ledger_line=[ledger("2017-05")], budget_line=[BUDGET | {"budget_gbp": 12.5e6}]
    )
    assert message == (
        "ledger_line.csv line 2: GMS: the annual budget is £12,000,000 in the ledger and "
        "£12,500,000 in the budget of 2017/18. Look at it."
    )


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        (
            "finance_risk",
            {"item": "Rent", "least_gbp": 110_000.0, "most_gbp": 25_000.0},
            "Rent: the least, £110,000, is more than the most, £25,000",
        ),
        (
            "payment_claim",
            {"value_gbp": 100.0, "in_forecast_gbp": 1_000.0},
            "£1,000 is in the forecast for a claim of £100",
        ),
        (
            "contact",
            {"practice_code": "X10001", "month": "2017-04", "contacts": 90, "contacts_online": 91},
            "X10001: 91 contacts online of 90 in 2017-04",
        ),
        (
            "practice_staff",
            {"practice_code": "X10001", "staff_group": "gp", "role": "all"}
            | {"headcount": 4.0, "fte": 40.0},
            "X10001, gp, all: 40.0 FTE of 4 people",
        ),
        ("budget_line", BUDGET | {"budget_gbp": -5.0}, "GMS has a budget of £-5: is its sign"),
        (
            "contract",
            {"contract_id": "C1", "ends_on": "2018-02-01", "extended_to": "2018-01-31"},
            "C1 ends on 2018-02-01 and is extended to 2018-01-31",
        ),
    ],
)
def test_a_part_that_is_more_than_its_whole_is_told(table, row, message):
    (found,) = told(**{table: [row]})
    assert message in found


def test_a_value_far_from_its_own_history_is_told_and_a_small_one_may_jump():
    def contacts(code, *counts):
        months = [f"2017-{number:02d}" for number in range(4, 4 + len(counts))]
        return [
            {"practice_code": code, "month": month, "contacts": count}
            for month, count in zip(months, counts, strict=True)
        ]

    rows = [*contacts("X10001", 2_800, 28_000, 2_900, 2_750), *contacts("X10002", 20, 90, 25, 3)]
    (message,) = told(contact=rows)
    assert "line 3: X10001: 28,000 contacts in 2017-05, usually 2,800" in message


def test_of_many_rows_the_first_are_named_and_the_rest_counted():
    rows = [BUDGET | {"line_code": f"L{number}", "budget_gbp": -1.0} for number in range(9)]
    found = told(budget_line=rows)
    assert len(found) == 6
    assert found[-1] == "budget_line.csv: 4 more rows break the rule 'budget below nothing'."


def test_one_version_of_a_model_is_in_use_in_every_locality():
    def need(locality, version, in_use):
        about = {"locality": locality, "role": "gp", "model_version": version, "in_use": in_use}
        return about | {"fte_required": 30.0}

    rows = [need(name, "v6", "yes") for name in ("Purbeck", "Christchurch", "Poole Bay")]
    rows += [need(name, "v7", "no") for name in ("Purbeck", "Christchurch")]
    (message,) = told(workforce_need=[*rows, need("Poole Bay", "v7", "yes")])
    assert "Poole Bay, gp: version v7 is marked 'yes' here and 'no' in other" in message


def test_a_place_spelt_otherwise_than_in_the_register_is_told_with_the_nearest():
    register = pd.DataFrame({"practice_code": ["X10001", "X10002"], "locality": ["Purbeck"] * 2})
    hours = pd.DataFrame({"area": ["Purbeck", "PURBECK"], "week": "2018-01-01"})
    areas = pd.DataFrame({"area": ["Workforce"], "requirement": "Numbers"})
    tables = {"practice": register, "access_capacity": hours, "assurance": areas}
    frames = {
        name: pd.concat([TABLES[name].empty(), rows], ignore_index=True).assign(
            source_file=f"{name}.csv", source_line=range(2, 2 + len(rows))
        )
        for name, rows in tables.items()
    }
    cycle = Cycle("2018-02", "11J", "committee", committee_date="2018-02-07")
    found = [one["message"] for one in across_returns.found(frames, cycle, files=[])]
    assert "access_capacity.csv line 3: area 'PURBECK' is not in the practice register; is it " in (
        "\n".join(found)
    )
    assert "Workforce" not in "\n".join(found)


def test_the_sample_breaks_none(sample_measures, monkeypatch):
    monkeypatch.chdir(kept_sample())
    for cycle in sample_measures:
        assert list(rules.broken(results.load_tables(cycle))) == []
