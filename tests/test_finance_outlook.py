"""What could change the year end, and whether the forecast is credible."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_cases import examples
from test_finance_position import TWO_LINES, ledger_line

from analysis.finance import exposure, movement, outturn
from analysis.finance.words import what_could_change_it
from analysis.project import Cycle
from analysis.tables import TABLES

CYCLE = Cycle(
    "2018-02", "11J", "committee", committee_date="2018-02-07", last_reported_month="2017-09"
)


def contract(rows):
    names = ["contract_id", "contract_type", "ends_on", "extended_to"]
    return (
        pd.DataFrame(rows, columns=names)
        .assign(
            practice_code="X10001",
            scope="Primary medical care",
            starts_on="2013-02-02",
            procurement_status="",
            source_file="contract.csv",
        )
        .astype({"ends_on": "str", "extended_to": "str"})
    )


def months(spent, *, year=1200.0, line="gms"):
    """A ledger of one line with an even budget from these cumulative amounts spent."""
    names = [*(f"2016-{m:02d}" for m in range(4, 13)), "2017-01", "2017-02", "2017-03"]
    rows = [(m, line, "delegated", year, year, 0, None) for m in names[: len(spent)]]
    return ledger_line(rows).assign(
        budget_to_date_gbp=[year / 12 * (n + 1) for n in range(len(spent))],
        actual_to_date_gbp=[float(s) for s in spent],
    )


# Exposure


def test_an_extension_supersedes_the_first_end():
    ending = exposure.contracts_ending(
        contract([("K1", "APMS", "2018-02-01", "2019-01-31")]), day="2018-02-07"
    )
    assert ending["ends_on"].tolist() == ["2019-01-31"]
    assert ending["first_end_on"].tolist() == ["2018-02-01"]
    assert ending["days_left"].tolist() == [358]
    assert ending["extended"].tolist() == ["yes"]


def test_a_practices_contract_that_ends_is_named_by_its_locality_and_its_extension():
    ending = exposure.practice_contracts_ending(
        contract(
            [("K1", "APMS", "2018-02-01", "2019-01-31"), ("K2", "local", "2018-03-31", None)]
        ).assign(procurement_status="route not decided"),
        pd.DataFrame({"practice_code": ["X10001"], "locality": ["West Dorset"]}),
        day="2018-02-07",
    )
    assert what_could_change_it.practice_contracts(ending) == [
        "The APMS contract of one practice in West Dorset (Primary medical care) was due to end on "
        "1 February 2018 and is extended to 31 January 2019: route not decided."
    ]


def test_disputed_claims_are_split_by_what_is_disputed_the_largest_first():
    claims = pd.DataFrame(
        [
            ("C1", "Locum payments", "raised", 10.0, 0.0),
            ("C2", "QOF payments", "validated", 30.0, 5.0),
            ("C3", "QOF payments", "raised", 20.0, 0.0),
            ("C4", "QOF payments", "settled", 99.0, 0.0),
        ],
        columns=["claim_id", "claim_type", "status", "value_gbp", "in_forecast_gbp"],
    )
    found = exposure.claims_by_type(claims)
    assert found["claim_type"].tolist() == ["QOF payments", "Locum payments", "Total"]
    assert found["claims"].tolist() == [2, 1, 3]
    assert found["raised_gbp"].tolist() == [20, 10, 30]
    assert found["validated_gbp"].tolist() == [30, 0, 30]
    assert found["value_gbp"].tolist() == [50, 10, 60]
    assert found["in_forecast_gbp"].tolist() == [5, 0, 5]
    assert exposure.claims_by_type(claims.iloc[3:]).empty


def test_only_ends_within_a_year_are_in_the_calendar():
    ending = exposure.contracts_ending(
        contract(
            [
                ("K1", "GMS", None, None),
                ("K2", "local", "2018-02-07", None),
                ("K3", "local", "2019-02-07", None),
                ("K4", "local", "2019-02-08", None),
                ("K5", "local", "2018-01-31", None),
                ("K6", "local", "2016-01-31", None),
            ]
        ),
        day="2018-02-07",
    )
    assert ending["ends_on"].tolist() == ["2018-01-31", "2018-02-07", "2019-02-07"]
    assert ending["days_left"].tolist() == [-7, 0, 365]


def test_a_year_from_the_last_of_february_ends_on_a_day_that_exists():
    ending = exposure.contracts_ending(
        contract([("K1", "local", "2021-02-28", None), ("K2", "local", "2021-03-01", None)]),
        day="2020-02-29",
    )
    assert ending["ends_on"].tolist() == ["2021-02-28"]


def claim_rows(rows):
    return pd.DataFrame(rows, columns=["claim_id", "status", "value_gbp", "in_forecast_gbp"])


def risks(rows):
    return pd.DataFrame(
        rows, columns=["risk_id", "kind", "least_gbp", "most_gbp", "status"]
    ).assign(item=lambda r: r["risk_id"], stream="delegated", source_file="finance_risk.csv")


def test_the_range_counts_claims_and_risks_against_and_mitigations_for():
    claims = claim_rows([("C1", "raised", 30.0, 5.0)])
    span = exposure.year_end_range(
        TWO_LINES,
        claims,
        risks([("K1", "risk", 10, 50, "open"), ("M1", "mitigation", 0, 40, "open"),
               ("K2", "risk", 900, 900, "closed")]),
        month="2017-11",
    )  # fmt: skip
    assert span["worst_gbp"].iloc[-1] == 220 - 25 - 50 + 0
    assert span["best_gbp"].iloc[-1] == 220 - 0 - 10 + 40


@examples(50)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["risk", "mitigation"]), st.integers(0, 9999), st.integers(0, 9999)
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_worst_is_never_better_than_the_best_and_rows_add_up(drawn):
    rows = [(f"K{n}", kind, min(a, b), max(a, b), "open") for n, (kind, a, b) in enumerate(drawn)]
    span = exposure.year_end_range(
        TWO_LINES, TABLES["payment_claim"].empty(), risks(rows), month="2017-11"
    )
    for end in ("worst_gbp", "best_gbp"):
        assert span[end].iloc[:-1].sum() == span[end].iloc[-1]
    assert span["worst_gbp"].iloc[-1] <= span["best_gbp"].iloc[-1]


def test_claims_settled_or_rejected_are_no_exposure():
    statuses = ("raised", "ratified", "settled", "rejected")
    claims = claim_rows([(f"C{n}", status, 10.0, 0.0) for n, status in enumerate(statuses)])
    by_status = exposure.claims_by_status(claims)
    assert by_status["status"].tolist() == ["raised", "ratified", "Total"]
    assert by_status["outside_forecast_gbp"].tolist() == [10, 10, 20]


# The list-size step


def test_the_list_step_is_rate_times_patients_fewer_than_assumed_and_need_not_agree():
    lists = pd.DataFrame(
        [("2016-10-01", 100_000.0), ("2017-10-01", 100_500.0)],
        columns=["extract_date", "patients_registered"],
    ).assign(commissioner_code="11J")
    assumption = pd.DataFrame(
        {
            "assumption_id": ["global_sum_rate", "list_growth_assumed"],
            "value": [80.0, 1.0],
            "dated_on": "2017-04-01",
            "source_document": ["illustrative: replace by your own", "Budget paper"],
        }
    )
    tables = {"ledger_line": TWO_LINES, "list_size": lists, "assumption": assumption}
    check = movement.list_size_check(tables, CYCLE).set_index("item")["value"]
    stated = movement.list_size_check(tables, CYCLE).set_index("item")["source"]
    assert stated["Growth assumed a year"] == "Budget paper; 1 April 2017"
    assert stated["Rate a weighted patient a year"].startswith("illustrative")
    assert check["Fewer patients than assumed"] == pytest.approx(500, abs=1)
    assert check["Part of the year that it counts for"] == 50
    assert check["Worked out again: effect on the forecast"] == pytest.approx(20_000, abs=40)
    assert check["The ledger's own figure"] == 50
    without = {**tables, "assumption": assumption.iloc[:1]}
    assert movement.list_size_check(without, CYCLE).empty


# The projection


def test_an_even_pace_leads_to_itself_with_no_width():
    ahead = outturn.projected(
        outturn.monthly(months([110, 220, 330, 440, 550, 660]), by=["line_code"])
    )
    assert ahead["outturn_gbp"] == pytest.approx(1320)
    assert ahead["low_gbp"] == pytest.approx(1320)
    assert ahead["high_gbp"] == pytest.approx(1320)


def test_the_interval_is_that_of_the_textbook():
    spent = [100, 190, 300, 405, 498, 612]
    ahead = outturn.projected(outturn.monthly(months(spent), by=["line_code"]))
    each = pd.Series(spent).diff().fillna(spent[0])
    mean, spread = each.mean(), each.std(ddof=1)
    t_80_with_5 = 1.4758840488
    half = t_80_with_5 * spread * math.sqrt(6 + 36 / 6)
    assert ahead["outturn_gbp"] == pytest.approx(12 * mean)
    assert ahead["low_gbp"] == pytest.approx(612 + 6 * mean - half)
    assert ahead["high_gbp"] == pytest.approx(612 + 6 * mean + half)


def test_two_months_give_a_pace_and_no_interval():
    ahead = outturn.projected(outturn.monthly(months([100, 210]), by=["line_code"]))
    assert ahead["outturn_gbp"] == pytest.approx(1260)
    assert math.isnan(ahead["low_gbp"])


def test_a_missing_month_goes_into_the_next_one():
    whole = outturn.monthly(months([100, 210, 300, 420]), by=["line_code"])
    gap = outturn.monthly(months([100, 210, 300, 420]).drop(index=1), by=["line_code"])
    assert gap["spent_gbp"].tolist() == [100, 200, 120]
    assert gap["spent_gbp"].sum() == whole["spent_gbp"].sum() == 420


def test_a_finished_year_is_what_it_came_to():
    ahead = outturn.projected(outturn.monthly(months(range(90, 1090, 90)), by=["line_code"]))
    assert ahead == {"outturn_gbp": 1080.0, "low_gbp": 1080.0, "high_gbp": 1080.0}


def test_the_backtest_counts_what_the_interval_held():
    steady = months([100 * n + (-1) ** n * 3 for n in range(1, 13)], line="steady")
    jumps = months([100 * n for n in range(1, 9)] + [1000, 1200, 1400, 1600], line="jumps")
    jumps["actual_to_date_gbp"] += [(-1) ** n * 0.5 for n in range(12)]
    tried = outturn.backtest(pd.concat([steady, jumps], ignore_index=True))
    assert tried["month"].tolist() == [*(f"2016-{m:02d}" for m in range(6, 13)), "2017-01",
                                       "2017-02"]  # fmt: skip
    assert set(tried["lines"]) == {2}
    before_the_jump = tried[tried["month"] <= "2016-11"]
    assert set(before_the_jump["covered"]) == {1}


def test_a_year_that_is_not_over_is_not_tried():
    assert outturn.backtest(months([100, 200, 300, 400])).empty
