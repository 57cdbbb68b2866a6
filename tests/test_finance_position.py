"""The position: what adds up to what, how it is worded, and what moved it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_cases import examples

from analysis.charts.bridge import bridge as draw_bridge
from analysis.finance import ledger, movement, outturn
from analysis.finance.words import position, why_it_moved
from analysis.measures import figure, long_table
from analysis.tables import TABLES

POUNDS = st.integers(-5_000_000, 5_000_000)
STREAMS = ("delegated", "core", "prescribing")
CAUSES = ("list growth lower than assumed", "rent arrears", None)
NO_BUDGET = TABLES["budget_line"].empty()


def ledger_line(rows):
    """Ledger rows from (month, line_code, stream, budget, forecast, one-off, cause)."""
    names = ["month", "line_code", "stream", "annual_budget_gbp", "forecast_gbp"]
    frame = pd.DataFrame(rows, columns=[*names, "non_recurrent_benefit_gbp", "cause"])
    return frame.astype({"cause": "str"}).assign(
        line=frame["line_code"].str.capitalize(),
        budget_to_date_gbp=frame["annual_budget_gbp"] / 2,
        actual_to_date_gbp=frame["forecast_gbp"] / 2,
        source_file="ledger_line.csv",
        source_line=range(2, len(frame) + 2),
    )


@st.composite
def ledgers(draw):
    """Two months of up to eight lines; a line may be missing from either month."""
    rows = []
    for number in range(draw(st.integers(1, 8))):
        stream = draw(st.sampled_from(STREAMS))
        for month in ("2017-09", "2017-11"):
            if draw(st.integers(0, 9)):
                amounts = [draw(POUNDS) for _ in range(3)]
                cause = draw(st.sampled_from(CAUSES))
                rows.append((month, f"L{number}", stream, *amounts, cause))
    return ledger_line(rows)


def in_thousands(rows):
    """A position in whole thousands of pounds with its direction, as the page shows it."""
    return ledger.with_direction(rows.assign(**(rows.filter(like="_gbp") / 1000).round()))


TWO_LINES = ledger_line(
    [
        ("2017-09", "gms", "delegated", 1000, 1150, 0, None),
        ("2017-11", "gms", "delegated", 1000, 1100, 20, "list growth lower than assumed"),
        ("2017-09", "rent", "delegated", 500, 500, 0, None),
        ("2017-11", "rent", "delegated", 500, 180, 300, "rent arrears"),
        ("2017-11", "drugs", "prescribing", 9000, 9100, 0, None),
    ]
)


@examples(60)
@given(ledgers())
def test_the_steps_of_the_bridge_add_up_to_the_movement_exactly(book):
    bridge = movement.forecast_bridge(book, since="2017-09", until="2017-11")
    if len(bridge):
        start, *steps, end = bridge["amount_gbp"]
        assert start + sum(steps) == end
        # Refuses steps that do not add up.
        draw_bridge(bridge, name="steps", label="step", value="amount_gbp", unit="gbp")


@examples(60)
@given(ledgers())
def test_the_underlying_position_is_the_headline_without_what_is_one_off(book):
    lines = ledger.with_variances(book)
    assert (
        lines["underlying_variance_gbp"]
        == lines["forecast_variance_gbp"] - lines["non_recurrent_benefit_gbp"]
    ).all()
    bridge = movement.underlying_bridge(book, month="2017-11")
    if len(bridge):
        start, *steps, end = bridge["amount_gbp"]
        assert start + sum(steps) == end
        assert len(steps) <= 7


@examples(60)
@given(ledgers())
def test_lines_add_up_to_streams_and_streams_to_primary_care(book):
    by_line = ledger.position_by_line(book, month="2017-11", since="2017-09")
    by_stream = ledger.position_by_stream(book, month="2017-11", since="2017-09")
    named = by_stream.set_index("line")
    for stream, name in zip(STREAMS[:2], ("Delegated", "Core"), strict=True):
        lines = by_line[by_line["stream"] == stream]
        if len(lines):
            for column in ("annual_budget_gbp", "forecast_variance_gbp"):
                assert named.loc[name, column] == lines[column].sum()
            total = ledger.with_total(by_line, NO_BUDGET, stream=stream).iloc[-1]
            assert total["forecast_variance_gbp"] == lines["forecast_variance_gbp"].sum()
    if "Total primary care" in named.index:
        parts = named.loc[["Delegated", "Core"], "underlying_variance_gbp"].sum()
        assert named.loc["Total primary care", "underlying_variance_gbp"] == parts


@examples(60)
@given(ledgers())
def test_sign_and_words_agree_in_pounds_and_in_thousands(book):
    by_stream = ledger.position_by_stream(book, month="2017-11", since="2017-09")
    shown = in_thousands(by_stream)
    for variance, sentence in (
        *zip(by_stream["forecast_variance_gbp"], by_stream["in_words"], strict=True),
        *zip(shown["forecast_variance_gbp"], shown["in_words"], strict=True),
    ):
        expected = "not known" if variance != variance else "on budget"
        expected = "underspend" if variance > 0 else "overspend" if variance < 0 else expected
        assert sentence == expected


@examples(40)
@given(ledgers(), st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_the_rows(book, chance):
    order = list(range(len(book)))
    chance.shuffle(order)
    shuffled = book.iloc[order].reset_index(drop=True)
    for made in (
        lambda rows: ledger.position_by_line(rows, month="2017-11", since="2017-09"),
        lambda rows: ledger.position_by_stream(rows, month="2017-11", since="2017-09"),
        lambda rows: movement.forecast_bridge(rows, since="2017-09", until="2017-11"),
        lambda rows: movement.underlying_bridge(rows, month="2017-11"),
        lambda rows: outturn.backtest(rows),
    ):
        pd.testing.assert_frame_equal(made(book), made(shuffled))


def test_prescribing_is_apart_from_the_total():
    by_stream = ledger.position_by_stream(TWO_LINES, month="2017-11", since="2017-09")
    assert by_stream["line"].tolist() == ["Delegated", "Prescribing, outside the total"]
    assert by_stream["forecast_variance_gbp"].tolist() == [220, -100]


def test_where_nothing_was_reported_before_what_was_last_reported_is_blank():
    by_stream = ledger.position_by_stream(TWO_LINES, month="2017-11", since=None)
    assert by_stream[["variance_last_reported_gbp", "movement_gbp"]].isna().all(axis=None)
    shown = by_stream.dropna(axis="columns", how="all")
    assert shown.columns.tolist()[-2:] == ["underlying_variance_gbp", "in_words"]


def test_headline_and_underlying_are_shown_with_what_was_last_reported():
    shown = in_thousands(
        ledger.position_by_stream(
            TWO_LINES.assign(
                annual_budget_gbp=TWO_LINES["annual_budget_gbp"] * 1000,
                forecast_gbp=TWO_LINES["forecast_gbp"] * 1000,
                non_recurrent_benefit_gbp=TWO_LINES["non_recurrent_benefit_gbp"] * 1000,
            ),
            month="2017-11",
            since="2017-09",
        )
    ).iloc[0]
    assert shown["forecast_variance_gbp"] == 220
    assert shown["underlying_variance_gbp"] == -100
    assert shown["variance_last_reported_gbp"] == -150
    assert shown["in_words"] == "underspend"


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("List growth lower than assumed", "the largest step, £90k, is list growth lower than"),
        ("Cause not given", "for the largest step, £90k, the ledger gives no cause."),
    ],
)
def test_the_largest_step_is_named_or_has_no_cause(step, sentence):
    measure = "delegated_forecast_movement"
    about = {"area_type": "commissioner", "area": "11J", "category": "", "basis": "forecast"}
    row = {"measure": measure, "period": "2017-11", "value": 100_000.0, "unit": "gbp"}
    moved = pd.DataFrame([{**about, **row}])
    steps = ["Forecast at September 2017", step, "Other", "Forecast at November 2017"]
    bridge = pd.DataFrame({"step": steps, "amount_gbp": [0.0, 90_000.0, 10_000.0, 100_000.0]})
    assert sentence in why_it_moved.movement(moved, bridge)


def test_where_no_movement_can_be_shown_the_reason_is_given():
    bridge = movement.forecast_bridge(TWO_LINES, since="2017-09", until="2017-11")
    assert why_it_moved.no_movement(bridge, since="2017-09", month="2017-11") is None
    none = movement.forecast_bridge(TWO_LINES, since=None, until="2017-11")
    assert "last_reported_month" in why_it_moved.no_movement(none, since=None, month="2017-11")
    gone = movement.forecast_bridge(TWO_LINES, since="2017-08", until="2017-11")
    sentence = why_it_moved.no_movement(gone, since="2017-08", month="2017-11")
    assert sentence.startswith("The month last reported, August 2017, gives no movement")


def test_a_forecast_of_another_year_is_no_earlier_position():
    book = ledger_line(
        [
            ("2017-02", "gms", "delegated", 900, 950, 0, None),
            ("2017-05", "gms", "delegated", 1000, 990, 0, "new budget"),
        ]
    )
    assert movement.forecast_bridge(book, since="2017-02", until="2017-05").empty
    by_stream = ledger.position_by_stream(book, month="2017-05", since="2017-02")
    assert by_stream["variance_last_reported_gbp"].isna().all()


def test_a_line_that_is_not_known_makes_its_total_not_known():
    book = TWO_LINES.assign(
        forecast_gbp=TWO_LINES["forecast_gbp"].where(TWO_LINES["line_code"] != "rent")
    )
    by_stream = ledger.position_by_stream(book, month="2017-11", since=None).iloc[0]
    assert by_stream["in_words"] == "not known"
    assert movement.forecast_bridge(book, since="2017-09", until="2017-11").empty


def test_small_one_offs_are_put_together_so_that_the_bridge_can_be_read():
    book = ledger_line(
        [("2017-11", f"line{n}", "delegated", 1000, 1000, 10 * n, None) for n in range(1, 11)]
    )
    bridge = movement.underlying_bridge(book, month="2017-11")
    assert bridge["step"].iloc[-2] == "Other one-off items"
    assert bridge["amount_gbp"].iloc[-2] == -(10 + 20 + 30 + 40)
    assert bridge["amount_gbp"].iloc[-1] == pytest.approx(-550)


def test_the_head_of_the_page_gives_the_day_of_the_ledger():
    long = pd.DataFrame(
        [
            ("delegated_forecast_variance", "2017-11", 229_000.0),
            ("finance_data_age", "2018-02-07", 69.0),
        ],
        columns=["measure", "period", "value"],
    ).assign(area_type="commissioner", category="", basis="actual")
    assert position.ledger_day(long) == "Ledger as at the end of November 2017, 69 days old"
    assert position.ledger_day(long.iloc[:1]) is None


def test_lines_stand_in_groups_with_a_subtotal_where_a_group_has_several():
    book = ledger_line(
        [
            ("2017-11", "qof", "delegated", 300, 310, 0, None),
            ("2017-11", "gms", "delegated", 900, 880, 0, None),
            ("2017-11", "rates", "delegated", 100, 90, 10, None),
            ("2017-11", "pms", "delegated", 200, 195, 0, None),
        ]
    )
    groups = {"gms": "Contracts", "pms": "Contracts", "qof": "Quality", "rates": "Premises"}
    budget = pd.DataFrame({"line_code": list(groups), "category": list(groups.values())})
    by_line = ledger.position_by_line(book, month="2017-11", since=None)
    shown = ledger.with_total(by_line, budget, stream="delegated").set_index("line")
    assert shown.index.tolist() == [
        *("Gms", "Pms", "Total contracts", "Qof", "Rates", "Total delegated"),
    ]
    assert shown.loc["Total contracts", "forecast_variance_gbp"] == 25
    assert shown.loc["Total contracts", "variance_to_date_gbp"] == 12.5
    assert shown.loc["Total delegated", "forecast_variance_gbp"] == 25
    assert shown.loc["Total delegated", "in_words"] == "underspend"


def test_one_off_items_go_by_their_cause_and_growth_of_lists_is_counted_apart():
    book = ledger_line(
        [
            ("2017-11", "rates", "delegated", 1000, 900, 100_000, "rates rebates"),
            ("2017-11", "seniority", "delegated", 1000, 900, 30_000, "other one-off items"),
            ("2017-11", "fees", "delegated", 1000, 900, 20_000, "other one-off items"),
            ("2017-11", "qof", "delegated", 1000, 900, 5_000, None),
        ]
    )
    bridge = movement.underlying_bridge(book, month="2017-11")
    assert bridge["step"].tolist()[1:-1] == ["rates rebates", "other one-off items", "Qof"]
    assert bridge["amount_gbp"].tolist()[1:-1] == [-100_000, -50_000, -5_000]
    about = {"area": "11J", "period": "2017-11", "basis": "forecast", "source": "x"}
    measures = long_table(
        figure("delegated_non_recurrent_benefit", 155_000, **about)
        + figure("list_size_effect", 205_000, method="ledger", **about)
    )
    assert why_it_moved.one_off(measures, bridge) == (
        "One-off items improve the delegated forecast by £155k: rates rebates £100k, other one-off "
        "items £50k and Qof £5k. Growth of lists, £205k of the movement, is not one-off."
    )


def test_the_position_without_one_offs_is_followed_through_the_year():
    rows = pd.DataFrame(
        [
            ("2017-04", "Headline", 0.0),
            ("2017-04", "Underlying", 0.0),
            ("2017-11", "Headline", 229_000.0),
            ("2017-11", "Underlying", -1_200_000.0),
        ],
        columns=["month", "position", "variance_gbp"],
    )
    assert position.underlying_since(rows) == (
        "Without one-off items the delegated forecast went from on budget in April 2017 to an "
        "overspend of £1.20m in November 2017"
    )
    assert position.underlying_since(rows.iloc[:2]) is None
