"""Every figure once: what is refused, what is blank, and what is a value."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import measures
from analysis.measures.cards import Card, cards, read_cards
from analysis.project.strict_yaml import DataFileError

CARD = Card("lists", "Lists", "patients", "Patients on lists.", "pack")
SHARE = Card("share", "Share", "percent", "A share.", "pack")
NEED = Card(
    "need", "Need", "fte", "Need.", "pack", category=("{role}", " {version}", " {standing}")
)
CARDS = {card.name: card for card in (CARD, SHARE, NEED)}
ABOUT = {"area": "11J", "period": "2018-01", "source": "list.csv"}


def table(*rows):
    return measures.long_table([row for part in rows for row in part], known=CARDS)


def test_zero_is_a_value():
    assert table(measures.figure("lists", 0, **ABOUT))["value"].tolist() == [0]


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, float("inf"), float("-inf")])
def test_what_is_not_known_has_no_row(value):
    assert measures.figure("lists", value, **ABOUT) == []


@pytest.mark.parametrize(("over", "under"), [(5, 0), (5, None), (5, float("nan")), (None, 5)])
def test_a_ratio_over_nothing_has_no_row(over, under):
    assert measures.ratio("share", over, under, **ABOUT) == []
    assert measures.share("share", over, under, **ABOUT) == []


def test_a_share_keeps_its_parts():
    (row,) = measures.share("share", 1, 4, **ABOUT)
    assert (row["value"], row["numerator"], row["denominator"]) == (25, 1, 4)


@given(st.floats(0, 1e9), st.floats(0.001, 1e9))
def test_a_share_is_its_parts_divided(over, under):
    (row,) = measures.share("share", over, under, **ABOUT)
    assert row["value"] * row["denominator"] / 100 == pytest.approx(row["numerator"])


def test_a_figure_given_twice_is_refused():
    with pytest.raises(ValueError, match="a figure is given twice"):
        table(measures.figure("lists", 1, **ABOUT), measures.figure("lists", 1, **ABOUT))


def test_a_category_that_is_missing_and_one_that_is_blank_are_the_same():
    with pytest.raises(ValueError, match="a figure is given twice"):
        table(
            measures.figure("lists", 1, **ABOUT),
            measures.figure("lists", 2, category=None, **ABOUT),
        )


def test_figures_apart_in_any_part_of_their_key_stand_side_by_side():
    others = {"area": "X1", "period": "2018-02", "area_type": "practice", "category": "a"}
    rows = [measures.figure("lists", 1, **{**ABOUT, key: value}) for key, value in others.items()]
    rows.append(measures.figure("lists", 1, basis="plan", **ABOUT))
    assert len(table(measures.figure("lists", 1, **ABOUT), *rows)) == 6


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
        table(measures.figure("lists", 1, **{**ABOUT, **wrong}))


def test_a_measure_without_a_card_is_refused():
    with pytest.raises(ValueError, match="no card defines the measure stray"):
        table(measures.figure("stray", 1, **ABOUT))


def test_the_table_is_sorted_and_typed_also_without_rows():
    empty = table()
    assert empty.columns.tolist() == [*measures.STORED, "role", "standing", "version"]
    assert empty["value"].dtype == "float64"
    periods = ("2018-02", "2017-11", "2018-01")
    found = table(*(measures.figure("lists", 1, **{**ABOUT, "period": p}) for p in periods))
    assert found["period"].tolist() == sorted(periods)


def test_the_latest_value_that_matches_is_given_or_none():
    found = table(
        measures.figure("lists", 1, **ABOUT),
        measures.figure("lists", 2, **{**ABOUT, "period": "2018-02"}),
    )
    assert measures.value_of(found, "lists") == 2
    assert measures.value_of(found, "lists", period="2018-01") == 1
    assert measures.value_of(found, "lists", area="99A") is None
    assert measures.value_of(found, "share") is None


def test_sources_are_named_once_in_order():
    first = pd.DataFrame({"source_file": ["b.csv", "a.csv", "b.csv", None]})
    assert measures.sources(first, first.iloc[:0], first.iloc[:1]) == "a.csv;b.csv"


def test_the_category_is_joined_from_the_dimensions_in_the_order_of_the_card():
    found = table(
        measures.figure("need", 1, role="gp", version="v7", standing="in use", **ABOUT),
        measures.figure("need", 2, version="v6", role="gp", **ABOUT),
        measures.figure("need", 3, role="gp", **ABOUT),
    )
    assert found["category"].tolist() == ["gp", "gp v6", "gp v7 in use"]
    assert found["version"].tolist() == ["", "v6", "v7"]
    assert measures.value_of(found, "need", role="gp", standing="in use") == 1


def test_rows_are_counted_by_each_value_that_they_may_have_and_not_where_there_is_none():
    roles = pd.Series(["gp", "gp", "nurse"])
    found = table(measures.counts("need", roles, ["gp", "admin"], dimension="role", **ABOUT))
    assert dict(zip(found["role"], found["value"], strict=True)) == {"gp": 2, "admin": 0}
    assert measures.counts("need", roles[:0], ["gp"], dimension="role", **ABOUT) == []


def test_a_dimension_that_the_card_does_not_declare_is_refused():
    with pytest.raises(ValueError, match="the card of need declares no dimension grade"):
        table(measures.figure("need", 1, grade="a", **ABOUT))


def test_a_sum_of_each_group_names_the_files_of_the_group_and_blanks_give_no_figure():
    rows = pd.DataFrame(
        {
            "role": ["gp", "gp", "nurse", "admin"],
            "fte": [1.0, 2.5, None, 4.0],
            "source_file": ["b.csv", "a.csv", "a.csv", "a.csv"],
        }
    )
    about = {"area": "11J", "period": "2018-01"}
    found = table(measures.sums("need", rows, "fte", by={"role": "role"}, **about))
    assert found["value"].tolist() == [4.0, 3.5]
    assert found["role"].tolist() == ["admin", "gp"]
    assert found["source"].tolist() == ["a.csv", "a.csv;b.csv"]


# Cards as data

GOOD = "lists:\n  label: Lists\n  unit: patients\n  definition: On lists.\n"


def test_a_card_is_read_from_its_rooms_file(tmp_path):
    path = tmp_path / "pack" / "cards.yml"
    path.parent.mkdir()
    path.write_text(GOOD + "  category: ['{role}', ' {version}']\n", encoding="utf-8")
    (card,) = read_cards(path)
    assert (card.name, card.report, card.caveat) == ("lists", "pack", "")
    assert card.dimensions == ("role", "version")


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        (GOOD + "  colour: blue\n", 5, "lists has 'colour', which no card has. Known: label, "),
        (GOOD.replace("  unit: patients\n", ""), 1, "lists lacks unit."),
        (GOOD.replace("patients", "5"), 3, "lists: unit is 5. Write text"),
        (GOOD + "  category: role\n", 5, "lists: category is 'role'. Write a list."),
        (GOOD + "  category: ['{a}{b}']\n", 1, "lists: each piece of category names one"),
        (GOOD + "  unit: practices\n", 5, "'unit' is given twice. Keep one."),
        ("Lists:\n  label: Lists\n", 1, "'Lists' is no name of a measure"),
        (GOOD + "more: text\n", 5, "more has no keys"),
    ],
)
def test_a_card_that_cannot_be_used_is_refused_with_its_line(tmp_path, text, line, remedy):
    path = tmp_path / "cards.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        read_cards(path)
    assert str(refused.value).startswith(f"{path}, line {line}: {remedy}")


def test_every_card_of_the_project_is_read_and_no_two_share_a_name():
    assert len(cards()) > 200
    assert {card.report for card in cards().values()} == {
        "finance",
        "workforce",
        "access",
        "locality",
        "pack",
    }
