"""Figures in prose: signs, units, rounding, and what is not known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.writing import phrases

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (229_000, "gbp", "£229,000"),
        (-229_000, "gbp", "-£229,000"),
        (7.5, "gbp", "£7.50"),
        (999.99, "gbp", "£999.99"),
        (1000.4, "gbp", "£1,000"),
        (73.25, "percent", "73.2%"),
        (0, "percent", "0.0%"),
        (12.5, "fte", "12.5 FTE"),
        (0.584, "fte_per_1000", "0.58 FTE per 1,000 patients"),
        (1, "practices", "1 practice"),
        (86, "practices", "86 practices"),
        (0, "patients", "0 patients"),
        (1, "sites", "1 site"),
        (2, "sites", "2 sites"),
        (2.5, "weeks", "2.5 weeks"),
        (14.5, "days", "14.5 days"),
        (1, "days", "1 day"),
        (59.0, "days", "59 days"),
        (3, "", "3"),
        (-0.04, "fte", "0.0 FTE"),
        (None, "gbp", "not known"),
        (NAN, "patients", "not known"),
    ],
)
def test_a_figure_with_its_unit(value, unit, said):
    assert phrases.figure(value, unit) == said


@pytest.mark.parametrize(
    ("value", "said"), [(5, "+£5"), (-5, "-£5"), (0, "£0"), (0.001, "£0"), (-0.001, "£0")]
)
def test_what_rounds_to_zero_has_no_sign(value, said):
    assert phrases.figure(value, "gbp", signed=True) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "£0"),
        (-0.4, "£0"),
        (999, "£999"),
        (999.5, "£1k"),
        (-229_000, "£229k"),
        (999_499, "£999k"),
        (999_500, "£1.00m"),
        (1_204_000, "£1.20m"),
        (-1_105_000, "£1.11m"),
        (22_500, "£23k"),
        (9_994_999, "£9.99m"),
        (9_995_000, "£10.0m"),
        (132_100_000, "£132.1m"),
        (999_949_000, "£999.9m"),
        (999_950_000, "£1,000m"),
        (None, "not known"),
        (NAN, "not known"),
    ],
)
def test_money_in_prose(value, said):
    assert phrases.money(value) == said


@given(st.floats(-2e9, 2e9))
def test_money_in_prose_is_near_the_amount(value):
    said = phrases.money(value)
    size = float(said.strip("£km").replace(",", "")) * {"k": 1e3, "m": 1e6}.get(said[-1], 1)
    nearest = 0.5 if said[-1].isdigit() else 500 if said[-1] == "k" else max(5000, abs(value) / 400)
    assert abs(size - abs(value)) <= nearest + 1e-6


@pytest.mark.parametrize(
    ("variance", "said"),
    [
        (229_000, "underspend of £229k"),
        (-150_000, "overspend of £150k"),
        (0, "on budget"),
        (0.3, "on budget"),
        (-0.3, "on budget"),
        (NAN, "not known"),
        (None, "not known"),
    ],
)
def test_budget_above_forecast_is_an_underspend(variance, said):
    assert phrases.underspend(variance) == said


@pytest.mark.parametrize(
    ("now", "before", "unit", "said"),
    [
        (12.1, 10, "fte", "up 2.1 FTE"),
        (10, 12.1, "fte", "down 2.1 FTE"),
        (10.04, 10, "fte", "unchanged as rounded"),
        (10.06, 10.04, "fte", "up by less than 0.1 FTE"),
        (10.04, 10.06, "fte", "down by less than 0.1 FTE"),
        (49.96, 49.94, "percent", "up by less than 0.1 points"),
        (5.006, 5.004, "gbp", "up by less than £0.01"),
        (7.0, 7.0, "fte", "unchanged"),
        (50, 40, "percent", "up 10.0 points"),
        (50.04, 50, "percent", "unchanged as rounded"),
        (379_000, 0, "gbp", "up £379k"),
        (0.2, 0, "gbp", "up £0.20"),
        (1, 2, "practices", "down 1 practice"),
        (0.581, 0.58, "fte_per_1000", "unchanged as rounded"),
        (0.60, 0.58, "fte_per_1000", "up 0.02 FTE per 1,000 patients"),
        (100, 100, "patients", "unchanged"),
    ],
)
def test_a_movement_and_none_where_it_rounds_to_nothing(now, before, unit, said):
    assert phrases.moved(now, before, unit) == said
    assert phrases.moved(now, before, unit, since="M6") == f"{said} since M6"


@pytest.mark.parametrize(("now", "before"), [(None, 1), (1, None), (NAN, 1), (1, NAN)])
def test_a_movement_from_or_to_the_unknown_is_none(now, before):
    assert phrases.moved(now, before, "fte") is None


@given(st.floats(-1e7, 1e7), st.floats(-1e7, 1e7), st.sampled_from(["gbp", "fte", "percent"]))
def test_a_movement_there_and_back_turns_round(now, before, unit):
    there, back = phrases.moved(now, before, unit), phrases.moved(before, now, unit)
    assert there.replace("up", "down") == back.replace("up", "down")
    if not there.startswith("unchanged"):
        assert there.startswith("up") == (now > before)
        assert back.startswith("up") == (before > now)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "no practices"),
        (1, "one practice"),
        (9.0, "nine practices"),
        (10, "10 practices"),
        (1204, "1,204 practices"),
        (-1, "-1 practices"),
        (NAN, "an unknown number of practices"),
        (None, "an unknown number of practices"),
    ],
)
def test_a_count(number, said):
    assert phrases.count(number, "practice") == said


def test_a_count_takes_a_plural_of_its_own():
    assert phrases.count(2, "oddity", "oddities") == "two oddities"


def test_a_list_in_prose():
    assert [phrases.joined(list(items)) for items in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_codes_as_words_and_a_capital_to_begin_with():
    assert phrases.named("gpfv_plan") == "GP Forward View plan"
    assert phrases.named("care_navigation") == "Care navigation"
    assert phrases.first_up("no practices") == "No practices"
    assert phrases.first_up("") == ""


@given(st.floats(allow_nan=True, allow_infinity=False, width=32), st.sampled_from(["gbp", "fte"]))
def test_no_number_is_said_as_minus_zero_or_not_a_number(value, unit):
    said = phrases.figure(value, unit)
    assert "nan" not in said
    assert not (said.startswith("-") and not any(digit in said for digit in "123456789"))
    assert math.isnan(value) == (said == "not known")


@pytest.mark.parametrize(
    ("number", "said"), [(0, "none"), (1, "one"), (9, "nine"), (14, "14"), (1234.0, "1,234")]
)
def test_a_number_of_things_already_named(number, said):
    assert phrases.of_them(number) == said


def test_a_title_is_quoted_as_it_was_written():
    assert phrases.quoted(["GP numbers", "Governing Body"]) == "“GP numbers” and “Governing Body”"


def test_cells_of_a_column_name_what_is_missing():
    assert phrases.written([12.34, NAN, None], "{:.1f}%") == ["12.3%", "–", "–"]
    assert phrases.k_of_n([79.0, NAN, 1_234.0], [80, 80, 2_000]) == [
        "79 of 80",
        "not known",
        "1,234 of 2,000",
    ]


@pytest.mark.parametrize(
    ("text", "small"),
    [("Hub", "hub"), ("A hub", "a hub"), ("GPs (FTE)", "GPs (FTE)"), ("QOF", "QOF"), ("", "")],
)
def test_a_text_within_a_sentence_begins_small_unless_it_is_an_abbreviation(text, small):
    assert phrases.first_down(text) == small


@pytest.mark.parametrize(("number", "form"), [(0, "are"), (1, "is"), (1.0, "is"), (2, "are")])
def test_a_verb_agrees_with_its_number(number, form):
    assert phrases.agree(number, "is", "are") == form


@pytest.mark.parametrize("missing", [None, NAN, ""])
def test_a_missing_period_is_worded_as_asked(missing):
    assert phrases.when(missing) == ""
    assert phrases.when(missing, "day not set") == "day not set"
    assert phrases.when("2018-01", "day not set") == "January 2018"
