"""Every figure once: what is refused, what is blank, and what is a value."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import measures
from analysis.measures import Card

CARD = Card("lists", "Lists", "patients", "Patients on lists.", "pack")
SHARE = Card("share", "Share", "percent", "A share.", "pack")
CARDS = {card.name: card for card in (CARD, SHARE)}
ABOUT = {"area": "11J", "period": "2018-01", "source": "list.csv"}


def table(*rows):
    return measures.long_table([row for part in rows for row in part], cards=CARDS)


def test_zero_is_a_value():
    assert table(measures.figure(CARD, 0, **ABOUT))["value"].tolist() == [0]


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, float("inf"), float("-inf")])
def test_what_is_not_known_has_no_row(value):
    assert measures.figure(CARD, value, **ABOUT) == []


@pytest.mark.parametrize(("over", "under"), [(5, 0), (5, None), (5, float("nan")), (None, 5)])
def test_a_ratio_over_nothing_has_no_row(over, under):
    assert measures.ratio(SHARE, over, under, **ABOUT) == []
    assert measures.share(SHARE, over, under, **ABOUT) == []


def test_a_share_keeps_its_parts():
    (row,) = measures.share(SHARE, 1, 4, **ABOUT)
    assert (row["value"], row["numerator"], row["denominator"]) == (25, 1, 4)


@given(st.floats(0, 1e9), st.floats(0.001, 1e9))
def test_a_share_is_its_parts_divided(over, under):
    (row,) = measures.share(SHARE, over, under, **ABOUT)
    assert row["value"] * row["denominator"] / 100 == pytest.approx(row["numerator"])


def test_a_figure_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="a figure stands twice"):
        table(measures.figure(CARD, 1, **ABOUT), measures.figure(CARD, 1, **ABOUT))


def test_a_category_that_is_missing_and_one_that_is_blank_are_the_same():
    with pytest.raises(ValueError, match="a figure stands twice"):
        table(measures.figure(CARD, 1, **ABOUT), measures.figure(CARD, 2, category=None, **ABOUT))


def test_figures_apart_in_any_part_of_their_key_stand_side_by_side():
    others = {"area": "X1", "period": "2018-02", "area_type": "practice", "category": "a"}
    rows = [measures.figure(CARD, 1, **{**ABOUT, key: value}) for key, value in others.items()]
    rows.append(measures.figure(CARD, 1, basis="plan", **ABOUT))
    assert len(table(measures.figure(CARD, 1, **ABOUT), *rows)) == 6


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"area_type": "ward"}, "area_type 'ward' is none of commissioner, area, locality"),
        ({"basis": "guess"}, "basis 'guess' is none of actual, plan, target"),
        ({"area": None}, "a figure has no area"),
    ],
)
def test_what_the_contract_does_not_know_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        table(measures.figure(CARD, 1, **{**ABOUT, **wrong}))


def test_a_measure_without_a_card_is_refused():
    stray = Card("stray", "Stray", "patients", "Stray.", "pack")
    with pytest.raises(ValueError, match="no card defines the measure stray"):
        table(measures.figure(stray, 1, **ABOUT))


def test_the_table_is_sorted_and_typed_also_without_rows():
    empty = table()
    assert empty.columns.tolist() == measures.STORED
    assert empty["value"].dtype == "float64"
    periods = ("2018-02", "2017-11", "2018-01")
    found = table(*(measures.figure(CARD, 1, **{**ABOUT, "period": p}) for p in periods))
    assert found["period"].tolist() == sorted(periods)


def test_the_latest_value_that_matches_is_given_or_none():
    found = table(
        measures.figure(CARD, 1, **ABOUT),
        measures.figure(CARD, 2, **{**ABOUT, "period": "2018-02"}),
    )
    assert measures.value_of(found, "lists") == 2
    assert measures.value_of(found, "lists", period="2018-01") == 1
    assert measures.value_of(found, "lists", area="99A") is None
    assert measures.value_of(found, "share") is None


def test_sources_are_named_once_in_order():
    first = pd.DataFrame({"source_file": ["b.csv", "a.csv", "b.csv", None]})
    assert measures.sources(first, first.iloc[:0], first.iloc[:1]) == "a.csv;b.csv"
