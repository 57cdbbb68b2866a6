"""A place beside the others: its rank in words, its strip, its lines."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import charts, profile, words, workforce
from analysis.measures import COLUMNS
from analysis.profile.standing import ordinal, rank_words
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.words import locality


def say(value):
    return f"{value:.1f}"


def long_table(*rows):
    """(measure, area_type, area, category, period, value, unit) as rows of the long table."""
    found = [
        dict.fromkeys(COLUMNS, "")
        | {
            "measure": measure,
            "area_type": area_type,
            "area": area,
            "category": category,
            "period": period,
            "basis": "actual",
            "value": value,
            "unit": unit,
            "numerator": float("nan"),
            "denominator": float("nan"),
        }
        for measure, area_type, area, category, period, value, unit in rows
    ]
    return pd.DataFrame(found, columns=COLUMNS)


def gps(*pairs, period="2016-09", area_type="locality"):
    name = "staff_fte_per_1000_registered"
    return [(name, area_type, area, "gp", period, v, "fte_per_1000") for area, v in pairs]


@pytest.mark.parametrize(
    ("value", "values", "words"),
    [
        (3.0, [1.0, 2.0, 3.0], "highest of 3"),
        (1.0, [1.0, 2.0, 3.0], "lowest of 3"),
        (2.0, [1.0, 2.0, 3.0, 4.0], "2nd lowest of 4"),
        (3.0, [1.0, 3.0, 3.04, 4.0], "joint 2nd highest of 4"),
        (5.0, [5.0, 5.01, 5.02], "the same in all 3"),
        (5.0, [5.0], "the only one"),
        (None, [5.0, 6.0], None),
    ],
)
def test_a_rank_is_said_from_the_nearer_end_as_rounded(value, values, words):
    assert rank_words(value, values, say=say) == words


@given(st.lists(st.floats(0, 100), min_size=2, max_size=20, unique=True), st.data())
def test_exactly_the_highest_is_called_highest(values, data):
    value = data.draw(st.sampled_from(values))
    words = rank_words(value, values, say=repr)
    assert (words == f"highest of {len(values)}") == (value == max(values))


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st")],
)
def test_ordinals(number, words):
    assert ordinal(number) == words


def test_a_place_stands_beside_the_others_at_the_latest_period():
    measures = long_table(
        *gps(("Purbeck", 0.9), ("Poole Bay", 0.1), period="2015-09"),
        *gps(("Purbeck", 0.5), ("Poole Bay", 0.6), ("Unmapped", 9.0)),
        *gps(("11J", 0.55), area_type="commissioner"),
    )
    [row] = profile.standing(
        measures, place="Purbeck", topic="patients_and_staff", commissioner="11J"
    ).to_dict("records")
    assert row["here"] == "0.50"
    assert row["all_practices"] == "0.55"
    assert row["standing"] == "lowest of 2"
    assert row["as_at"] == "Sep 2016"
    assert set(row["among"].names) == {"Purbeck", "Poole Bay"}


def test_a_place_without_a_figure_is_not_known_and_never_zero():
    measures = long_table(
        *gps(("Poole Bay", 0.6), ("Poole North", 0.7)),
        ("registered_patients", "locality", "Purbeck", "", "2018-01-01", 35000.0, "patients"),
    )
    rows = profile.standing(
        measures, place="Purbeck", topic="patients_and_staff", commissioner="11J"
    ).set_index("measure")
    row = rows.loc["GPs (FTE) per 1,000 patients"]
    assert pd.isna(row["here"]) and pd.isna(row["standing"])
    assert charts.with_strips(rows, column="among")["among"].loc[row.name] == "–"


def test_a_strip_says_who_is_highest_and_lowest_and_where_this_place_is():
    peers = pd.DataFrame({"place": ["A & B", "C", "D"], "value": [1.0, 2.0, 4.0]})
    chart = charts.strip(
        peers, label="place", value="value", highlight="C", measure="GPs", say=say, reference=2.5
    )
    assert chart.alt == (
        "GPs: C 2.0 among 3 places; all practices 2.5. Highest: D (4.0); lowest: A & B (1.0)."
    )
    assert chart.svg.count("<circle") == 2
    assert "A & B" not in chart.svg


def test_a_network_stands_under_its_name_and_not_its_code():
    measures = long_table(*gps(("U1", 0.5), ("U2", 0.6), area_type="pcn"))
    named = {"U1": "Harbour PCN", "U2": "Hill PCN"}
    about = {"place": "U1", "topic": "patients_and_staff", "commissioner": "11J", "named": named}
    [alt] = charts.with_strips(profile.standing(measures, **about), column="among")["among"].map(
        lambda chart: chart.alt
    )
    assert alt == (
        "GPs (FTE) per 1,000 patients: Harbour PCN 0.50 among 2 places. "
        "Highest: Hill PCN (0.60); lowest: Harbour PCN (0.50)."
    )
    beside = workforce.by_place(measures, named=named)
    assert beside["place"].tolist() == ["Hill PCN", "Harbour PCN"]
    assert words.workforce.places(beside) == (
        "Hill PCN has the most GPs for its patients (0.60 per 1,000), Harbour PCN the fewest (0.50)"
    )


def test_an_issue_ranks_as_the_standing_does_as_rounded():
    """Purbeck's 0.504 is the fourth lowest, but prints as the third's 0.50 does."""
    others = [("A", 0.40), ("B", 0.45), ("C", 0.496), *[(f"D{n}", 0.6 + n / 10) for n in range(5)]]
    measures = long_table(*gps(*others, ("Purbeck", 0.504)))
    cycle = Cycle(label="2018-02", commissioner="11J", audience="committee")
    tables = {name: table.empty() for name, table in TABLES.items()}
    [issue] = profile.issues(measures, tables, cycle, place="Purbeck").to_dict("records")
    assert issue["issue"] == "Few GPs for the patients"
    assert "joint 3rd lowest of 9" in issue["evidence"]
    assert profile.issues(measures, tables, cycle, place="D0").empty


def test_a_place_that_the_cycle_does_not_know_is_told_so_with_those_it_knows():
    measures = long_table(*gps(("Purbeck", 0.5), ("Poole Bay", 0.6)))
    [(sentence, _)] = locality.answer(measures, "Atlantis")
    assert sentence == (
        "No practice of this cycle belongs to Atlantis. Its localities are Poole Bay and Purbeck."
    )
    assert profile.standing(measures, place="Atlantis", topic="services", commissioner="11J").empty


def test_how_many_homes_a_list_makes():
    def at(patients):
        return profile.homes(
            long_table(
                ("registered_patients", "locality", "P", "", "2018-01-01", patients, "patients"),
                (
                    "primary_care_home_size",
                    "commissioner",
                    "11J",
                    "least",
                    "2016",
                    30e3,
                    "patients",
                ),
                ("primary_care_home_size", "commissioner", "11J", "most", "2016", 50e3, "patients"),
            ),
            place="P",
        )

    assert at(35_000.0) == (35_000.0, 1, 1)
    assert at(95_000.0) == (95_000.0, 2, 3)
    assert at(20_000.0) == (20_000.0, 1, 0)
    assert at(55_000.0) == (55_000.0, 2, 1)
    assert "is too few for one." in locality.home(long_table(), "P", at(20_000.0))
    assert "two to three homes" in locality.home(long_table(), "P", at(95_000.0))
    assert "too many for one and too few for two" in locality.home(long_table(), "P", at(55_000.0))
