"""Practices compared: real terms, limits by size, what is printed, and the scenario."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_cases import examples
from test_finance_promises import CYCLE, rows, tables

from analysis.disclosure import public_edition
from analysis.finance import charts as finance_charts
from analysis.finance import payments, practices, scenario
from analysis.finance.words import answer, practices_paid
from analysis.measures import long_table


def paid(*given_rows, year="2016/17"):
    """Payment rows from (code, pounds, registered) and, where it closed, the day."""
    return rows(
        "payment_year",
        *(
            {"practice_code": code, "practice_name": f"Practice {code}", "commissioner_code": "11J",
             "financial_year": year, "payments_gbp": pounds, "patients_registered": patients,
             "patients_weighted": patients, "contract_type": "GMS",
             "closed_on": closed[0] if closed else None}
            for code, pounds, patients, *closed in given_rows
        ),
    )  # fmt: skip


# From year to year


def two_years(before: str, now: str) -> pd.DataFrame:
    """Four practices in two years: MOVED's list grew by a third, GONE closed into it."""
    then = paid(("A", 100.0, 10), ("B", 300.0, 20), ("MOVED", 300.0, 30), ("GONE", 90.0, 10),
                year="2021/22")  # fmt: skip
    later = paid(("A", 110.0, 10), ("B", 300.0, 20.5), ("MOVED", 440.0, 40),
                 ("GONE", 5.0, 0, "2022-05-01"), year="2022/23")  # fmt: skip
    return pd.concat([then.assign(list_basis=before), later.assign(list_basis=now)])


def test_across_two_kinds_of_list_the_same_practices_are_compared():
    [row] = payments.changes(two_years("last known", "average"), commissioner="11J").to_dict(
        "records"
    )
    assert (row["over"], row["number_of_practices"]) == ("same_practices", 2)
    assert row["change_percent"] == pytest.approx((410 / 30.5 / (400 / 30) - 1) * 100)
    measures = paid_measures(two_years("last known", "average"))
    assert practices_paid.payments(measures).endswith(
        "per registered patient, up 0.8% on 2021/22 over practices in both years whose list moved "
        "by under a tenth."
    )
    (card,) = answer.key_figures(measures)
    assert "2021/22" not in card[2]


def test_with_one_kind_of_list_each_years_open_practices_are_compared():
    [row] = payments.changes(two_years("average", "average"), commissioner="11J").to_dict("records")
    assert (row["over"], row["number_of_practices"]) == ("open_practices", 3)
    assert row["change_percent"] == pytest.approx((850 / 70.5 / (790 / 70) - 1) * 100)
    assert payments.list_breaks(two_years("average", "average"), commissioner="11J").empty


def test_where_no_practice_compares_no_change_is_told_and_the_break_is():
    both = two_years("last known", "average").query("practice_code in ['MOVED', 'GONE']")
    assert payments.changes(both, commissioner="11J").empty
    assert practices_paid.payments(paid_measures(both)).endswith("per registered patient.")
    kinds = payments.list_breaks(both, commissioner="11J")
    assert practices_paid.breaks(kinds) == (
        "From 2022/23 figures per patient divide by the year's average list, before that by the "
        "last known list: they are not one series."
    )
    assert practices_paid.breaks(kinds.iloc[:0]) is None


@pytest.mark.parametrize(
    ("patients", "told"),
    [(0, "none of them has a list."), (10, "One closed practice has a list in the first")],
)
def test_why_the_publishers_figure_is_another_is_worked_out(patients, told):
    rows_of_year = paid(("A", 100.0, 10), ("GONE", 50.0, patients, "2016-05-01"))
    assert told in practices_paid.contrast(paid_measures(rows_of_year))


def test_lists_under_a_thousand_are_in_no_funnel_and_the_page_counts_them():
    sizes = [5_000] * 11 + [1_000, 999, 16]
    rows_of_year = paid(*((f"P{n}", 150.0 * size, size) for n, size in enumerate(sizes)))
    assert practices.spread(rows_of_year, commissioner="11J")["patients_registered"].min() == 1_000
    [left_out, *_] = practices_paid.spread_method(paid_measures(rows_of_year))
    assert left_out == "Two practices with fewer than 1,000 patients are left out."
    every = practices_paid.spread_method(paid_measures(rows_of_year.iloc[:12]))
    assert not any("left out." in line and "fewer" in line for line in every)


# Real terms


def per_patient(**by_year):
    return pd.DataFrame(
        {
            "financial_year": [year.replace("_", "/").removeprefix("y") for year in by_year],
            "practices": "all rows",
            "paid_registered_gbp": list(by_year.values()),
            "patients_registered": 1.0,
            "list_basis": "last known",
        }
    )


def prices(**growth):
    years = [year.removeprefix("y").replace("_", "/") for year in growth]
    return pd.DataFrame(
        {
            "assumption_id": [f"price_growth_{year}" for year in years],
            "value": list(growth.values()),
        }
    )


def test_an_earlier_year_is_raised_to_the_prices_of_the_latest():
    real = practices.real_terms(
        per_patient(y2014_15=100.0, y2015_16=100.0, y2016_17=110.0),
        prices(y2015_16=10.0, y2016_17=2.0),
    )
    assert real["real_gbp"].tolist() == pytest.approx([112.2, 102.0, 110.0])


def test_a_year_that_divides_by_another_kind_of_list_is_not_in_the_series():
    lists = ["last known", "average", "average"]
    real = practices.real_terms(
        per_patient(y2014_15=100.0, y2015_16=100.0, y2016_17=110.0).assign(list_basis=lists),
        prices(y2015_16=10.0, y2016_17=2.0),
    )
    assert real["real_gbp"].round(2).fillna(0).tolist() == [0, 102, 110]


def test_a_year_whose_prices_are_not_known_stays_blank():
    real = practices.real_terms(
        per_patient(y2014_15=100.0, y2015_16=100.0, y2016_17=110.0), prices(y2016_17=2.0)
    )
    assert real["real_gbp"].isna().tolist() == [True, False, False]


# Limits by size


def crowd(extra=()):
    even = [(f"P{n:02d}", 100 * (1000 + 100 * n) + (-1) ** n * 900, 1000 + 100 * n)
            for n in range(20)]  # fmt: skip
    return paid(*even, *extra)


def test_limits_narrow_with_the_root_of_the_list_and_meet_every_practice():
    around = practices.spread(crowd(), commissioner="11J")
    width = around["high_95_gbp"] - around["expected_gbp"]
    of_one = width * around["patients_registered"].pow(0.5)
    assert of_one.max() == pytest.approx(of_one.min())
    lines = practices.funnel_lines(around)
    assert lines["patients_registered"].iloc[0] == around["patients_registered"].iloc[0]
    assert lines["high_95_gbp"].iloc[0] == pytest.approx(around["high_95_gbp"].iloc[0])
    assert lines["high_998_gbp"].iloc[-1] == pytest.approx(around["high_998_gbp"].iloc[-1])


def test_a_large_practice_far_off_is_outside_and_a_small_one_as_far_off_is_not():
    around = practices.spread(
        crowd([("LARGE", 130 * 12_000, 12_000), ("SMALL", 130 * 1_000, 1_000)]), commissioner="11J"
    ).set_index("practice_code")
    assert around.loc["LARGE", "limits"] == "outside 99.8%"
    assert around.loc["SMALL", "limits"] == "inside"


def test_a_closed_practice_and_one_without_a_list_are_left_out():
    around = practices.spread(
        crowd([("GONE", 9e6, 5_000, "2016-12-31"), ("NONE", 9e6, 0)]), commissioner="11J"
    )
    assert not set(around["practice_code"]) & {"GONE", "NONE"}


def test_few_practices_give_no_limits():
    around = practices.spread(paid(("A", 100, 10), ("B", 90, 10)), commissioner="11J")
    assert practices.funnel_lines(around).empty
    assert finance_charts.payments_funnel(around, practices.funnel_lines(around)) is None


def test_the_funnel_gives_in_words_how_many_lie_outside():
    around = practices.spread(crowd([("LARGE", 130 * 12_000, 12_000)]), commissioner="11J")
    chart = finance_charts.payments_funnel(around, practices.funnel_lines(around))
    assert "1 of 21 lie outside 95% limits, 1 of them outside 99.8%" in chart.alt
    assert "Practice LARGE" in chart.svg
    assert "Practice P01" not in chart.svg
    assert len(chart.data) == 21
    assert not re.search(r"nan", chart.svg)


def test_how_many_of_those_outside_dispense_is_given_with_the_funnel():
    outside = [("L1", 130 * 12_000, 12_000), ("L2", 131 * 12_500, 12_500)]
    rows_of_year = crowd(outside)
    dispensing = rows_of_year["practice_code"].map({"L1": "yes"}).fillna("no")
    sentence = practices_paid.dispensing(paid_measures(rows_of_year.assign(dispensing=dispensing)))
    assert sentence.startswith("Of two practices outside the limits one dispenses drugs")
    assert practices_paid.dispensing(paid_measures(rows_of_year)) is None  # the file does not say


# What is printed


def payment(*given_rows):
    return rows(
        "payment",
        *(
            {"practice_code": "A", "commissioner_code": "11J", "financial_year": "2016/17",
             "payment_type": name, "in_total": inside, "payment_gbp": pounds}
            for name, inside, pounds in given_rows
        ),
    )  # fmt: skip


def test_types_are_compared_with_the_publishers_total_without_what_is_outside_it():
    checked = practices.reconciled(
        paid(("A", 100.0, 10)),
        payment(("global sum", "yes", 60.0), ("rent", "yes", 39.0), ("covid", "no", 7.0)),
        commissioner="11J",
    ).iloc[0]
    assert checked["sum_of_types_gbp"] == 99
    assert checked["difference_gbp"] == 1
    assert checked["beside_total_gbp"] == 7
    sentence = practices_paid.reconciled(pd.DataFrame([checked]))
    assert sentence == "The types do not add up to the publisher's total in 2016/17 by £1."


def test_open_practices_alone_count_in_a_contract_type():
    table = practices.payments_by_contract(
        paid(("A", 100.0, 10), ("B", 900.0, 10, "2016-06-30"), ("C", 60.0, 10, "2017-06-30")),
        commissioner="11J",
    ).iloc[0]
    assert table["rows"] == 2
    assert table["paid_registered_gbp"] / table["patients_registered"] == 8


def test_both_parts_of_a_rate_are_those_of_the_practices_with_a_list():
    rows_of_year = paid(("A", 100.0, 10), ("B", 900.0, 0), ("C", 60.0, None))
    table = practices.payments_by_contract(rows_of_year, commissioner="11J").iloc[0]
    assert (table["rows"], table["rows_registered"]) == (3, 1)
    assert table["payments_gbp"] == 1060
    assert table["paid_registered_gbp"] / table["patients_registered"] == 10
    both = payments.payments_per_patient(rows_of_year, commissioner="11J").set_index("practices")
    each = both["paid_registered_gbp"] / both["patients_registered"]
    assert each.tolist() == [106, 10]  # the publisher's way, and ours


def paid_measures(payment_year):
    found = [
        row
        for room in (payments, practices)
        for row in room.figures(tables(payment_year=payment_year), CYCLE)
    ]
    return long_table(found)


def of_types(**types):
    """Payment rows of so many practices of each contract type."""
    codes = [f"{kind}{n}" for kind, count in types.items() for n in range(count)]
    rows_of_year = paid(*((code, 100.0 + n, 10) for n, code in enumerate(codes)))
    return rows_of_year.assign(contract_type=[code.rstrip("0123456789") for code in codes])


def test_what_a_rate_leaves_out_is_given_with_its_count():
    every = [(f"P{n}", 100.0, 10) for n in range(5)]
    sentence = practices_paid.left_out(paid_measures(paid(*every, ("NONE", 90.0, 0))))
    assert (
        "1 of 6 in 2016/17 without a list and 1 of 6 in 2016/17 without a weighted list" in sentence
    )
    assert practices_paid.left_out(paid_measures(paid(*every))) is None


def test_the_committee_sees_a_type_of_one_practice_and_the_public_neither_it_nor_what_is_left():
    measures = paid_measures(of_types(GMS=9, PMS=5, APMS=1))
    assert practices.by_contract_type(measures)["contract_type"].tolist() == ["APMS", "GMS", "PMS"]
    public = public_edition.public_measures(measures, restricted=set())
    assert practices.by_contract_type(public)["contract_type"].tolist() == ["GMS"]
    rates = public[public["measure"] == "payments_by_contract_type"]["contract_type"]
    assert set(rates) == {"GMS"}


def test_types_of_three_practices_and_more_are_in_the_public_edition():
    measures = paid_measures(of_types(GMS=9, PMS=5, APMS=3))
    public = public_edition.public_measures(measures, restricted=set())
    assert practices.by_contract_type(public)["contract_type"].tolist() == ["APMS", "GMS", "PMS"]


def test_one_closed_practice_does_not_follow_from_the_open_ones_in_the_public_edition():
    closed = of_types(GMS=9, PMS=5)
    closed.loc[0, "closed_on"] = "2016-12-31"
    public = public_edition.public_measures(paid_measures(closed), restricted=set())
    categories = set(public.loc[public["measure"] == "practice_payments", "category"])
    assert categories == {"total", "net_of_deductions", "open_practices: GMS"}
    assert practices_paid.payments(public).endswith("per registered patient.")
    (card,) = answer.key_figures(public)
    assert card == ("Paid per registered patient, 2016/17", "£10.65", "over all rows")


def test_no_figure_of_the_public_leaves_one_practice_between_a_total_and_its_parts():
    years = of_types(GMS=9, PMS=5, APMS=1)
    closing = of_types(OLD=4).assign(closed_on="2016-12-31", contract_type="PMS")
    every = pd.concat([years, closing], ignore_index=True)
    public = public_edition.public_measures(paid_measures(every), restricted=set())
    paid_to = public[public["measure"] == "practice_payments"]
    assert paid_to.loc[paid_to["contract_type"] != "", "contract_type"].tolist() == ["GMS"]
    # Four closed: what is open may be shown.
    assert "open_practices" in set(paid_to.loc[paid_to["contract_type"] == "", "practices"])


def test_a_type_of_payment_that_one_practice_had_is_not_in_the_public_edition():
    each = rows(
        "payment",
        *(
            {"practice_code": f"P{n}", "commissioner_code": "11J", "financial_year": "2016/17",
             "payment_type": kind, "in_total": "yes", "payment_gbp": 10.0}
            for kind, count in (("global sum", 9), ("rent", 8), ("study leave", 1))
            for n in range(count)
        ),
    )  # fmt: skip
    found = payments.figures(tables(payment=each), CYCLE)
    public = public_edition.public_measures(long_table(found), restricted=set())
    assert public["category"].tolist() == ["global sum"]


@examples(80)
@given(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 9), min_size=1), st.integers(0, 4))
def test_what_is_left_of_a_total_never_tells_of_one_or_two_practices(counts, unseen):
    hidden = public_edition.telling(counts, unseen=unseen)
    assert {part for part, count in counts.items() if count in (1, 2)} <= hidden
    behind = unseen + sum(counts[part] for part in hidden)
    shown = [part for part, count in counts.items() if count and part not in hidden]
    assert behind == 0 or behind >= public_edition.FEWEST_PRACTICES or not shown


# Payments as a projection


def series(*pounds):
    years = [f"{2013 + n}/{14 + n}" for n in range(len(pounds))]
    return pd.concat([paid(("A", p, 10), year=y) for y, p in zip(years, pounds, strict=True)])


def test_a_year_is_held_against_the_years_before_it_only():
    tried = practices.payments_backtest(series(100, 102, 104.04, 106.1208, 130), commissioner="11J")
    assert tried["financial_year"].tolist() == ["2015/16", "2016/17", "2017/18"]
    assert tried["projected_gbp"].tolist() == pytest.approx([104.04, 106.1208, 108.243216])
    assert tried["held"].tolist()[-1] == "no"
    assert tried["held"].isna().tolist() == [True, True, False]


def test_two_years_are_too_few_to_try_and_the_page_gives_the_reason():
    tried = practices.payments_backtest(series(100, 102), commissioner="11J")
    assert tried.empty
    assert "Too few years" in practices_paid.payments_tried(tried, paid_measures(series(100, 102)))
    assert practices_paid.payments_tried(tried, paid_measures(series(100).iloc[:0])) is None


def test_a_missing_year_breaks_the_row_of_years():
    gap = series(100, 102, 104, 106)
    gap = gap[gap["financial_year"] != "2014/15"]
    assert practices.payments_backtest(gap, commissioner="11J").empty


# The scenario


def assumed(**values):
    return pd.DataFrame(
        {"assumption_id": list(values), "value": [float(v) for v in values.values()],
         "source_document": "strategy"}
    )  # fmt: skip


STATED = assumed(
    do_nothing_gap_stated=158e6, system_base=1e9, cost_growth=4, income_growth=2, years=4
)


def test_the_stated_gap_needs_an_opening_gap_or_a_larger_base():
    explained = scenario.gap_explained(STATED).set_index("item")["value"]
    assert explained["Cost growing 4%, income 2%, for 4 years"] == pytest.approx(87.4e6, abs=1e5)
    assert explained["The same for 5 years"] == pytest.approx(112.6e6, abs=1e5)
    opening = explained["Opening gap that the stated one would need"]
    assert opening == pytest.approx(158e6 - 87.4e6, abs=1e5)


@examples(40)
@given(st.floats(1e6, 1e10), st.floats(0, 9), st.floats(0, 9), st.integers(1, 9))
def test_the_implied_base_gives_the_stated_gap_back(base, cost, income, years):
    if abs(cost - income) < 0.1:
        return
    assumption = assumed(
        do_nothing_gap_stated=158e6, system_base=base, cost_growth=cost, income_growth=income,
        years=years,
    )  # fmt: skip
    implied = scenario.gap_explained(assumption).set_index("item")["value"].iloc[-1]
    gap = scenario.compound_gap(
        base_gbp=implied, cost_percent=cost, income_percent=income, years=years
    )
    assert gap == pytest.approx(158e6, rel=1e-9)


def test_equal_growth_leaves_no_gap_in_the_middle_of_the_grid():
    gaps = scenario.sensitivity(assumed(system_base=1e9, cost_growth=3, income_growth=3, years=4))
    equal = gaps[gaps["cost_growth"] == gaps["income_growth"]]
    assert equal["cost_growth"].tolist() == ["2", "3", "4"]
    assert equal["gap_gbp"].tolist() == [0, 0, 0]


def test_savings_in_part_leave_part_of_the_gap():
    saving = rows(
        "saving",
        {"kind": "opportunity", "planned_gbp": 185e6, "heading": "x"},
        {"kind": "target", "planned_gbp": 9e6, "heading": "y"},
    )
    left = scenario.delivery(STATED, saving).set_index("delivered")["gap_left_gbp"]
    assert left["Nothing done"] == 158e6
    assert left["Half of the savings"] == 65.5e6
    assert left["All savings"] == -27e6


def test_without_assumptions_the_scenario_is_silent():
    assert scenario.gap_explained(STATED.iloc[:0]).empty
    assert scenario.sensitivity(STATED.iloc[1:2]).empty


def test_both_figures_of_a_contradiction_are_given_with_their_sources_and_what_is_used():
    found = scenario.contradictions(
        rows(
            "contradiction",
            {"contradiction_id": "C16", "topic": "under or over", "first_says": "£229k under",
             "first_source": "paper A", "second_says": "£1.2m over", "second_source": "paper B",
             "used": "both", "why": "Different bases."},
        ),
        STATED,
    )  # fmt: skip
    first = found.iloc[0]
    assert (first["first_says"], first["first_source"]) == ("£229k under", "paper A")
    assert (first["used"], first["why"]) == ("both", "Different bases.")
    assert found["second_says"].iloc[-1] == "£87.4m"


def test_nothing_depends_on_the_order_of_the_rows():
    whole = crowd([("GONE", 9e6, 5_000, "2016-12-31")])
    turned = whole.iloc[::-1].reset_index(drop=True)
    for made in (practices.spread, practices.payments_by_contract, practices.payments_backtest):
        pd.testing.assert_frame_equal(
            made(whole, commissioner="11J"), made(turned, commissioner="11J"), rtol=1e-12
        )
