"""A place beside the others: its rank in words, its strip, its lines."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_rows import measure_rows

from analysis.charts import strip
from analysis.locality import comparison, issues, practices, primary_care_home
from analysis.locality.comparison import ordinal, rank_words
from analysis.locality.words import answer, patients_and_staff, services
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.workforce import ages as staff_ages
from analysis.workforce import place_rates
from analysis.workforce.words import who_works_here


def say(value):
    return f"{value:.1f}"


GPS = {"staff_group": "gp"}


def gps(*pairs, period="2016-09", area_type="locality"):
    name = "staff_fte_per_1000_registered"
    return [(name, area_type, area, GPS, period, v) for area, v in pairs]


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
    measures = measure_rows(
        *gps(("Purbeck", 0.9), ("Poole Bay", 0.1), period="2015-09"),
        *gps(("Purbeck", 0.5), ("Poole Bay", 0.6), ("Unmapped", 9.0)),
        *gps(("11J", 0.55), area_type="commissioner"),
    )
    [row] = comparison.compared(measures, comparison.PATIENTS_AND_STAFF, place="Purbeck").to_dict(
        "records"
    )
    assert row["here"] == "0.50"
    assert row["all_practices"] == "0.55"
    assert row["rank"] == "lowest of 2"
    assert row["as_at"] == "Sep 2016"
    assert set(row["among"].names) == {"Purbeck", "Poole Bay"}


def test_a_place_without_a_figure_is_not_known_and_never_zero():
    measures = measure_rows(
        *gps(("Poole Bay", 0.6), ("Poole North", 0.7)),
        ("registered_patients", "locality", "Purbeck", {}, "2018-01-01", 35000.0),
    )
    rows = comparison.compared(measures, comparison.PATIENTS_AND_STAFF, place="Purbeck").set_index(
        "measure"
    )
    row = rows.loc["GPs (FTE) per 1,000 patients"]
    assert pd.isna(row["here"]) and pd.isna(row["rank"])
    assert strip.with_strips(rows, column="among")["among"].loc[row.name] == "–"


def test_a_strip_says_who_is_highest_and_lowest_and_where_this_place_is():
    peers = pd.DataFrame({"place": ["A & B", "C", "D"], "value": [1.0, 2.0, 4.0]})
    chart = strip.strip(peers, highlight="C", measure="GPs", say=say, reference=2.5)
    assert chart.alt == (
        "GPs: C 2.0 among 3 places; all practices 2.5. Highest: D (4.0); lowest: A & B (1.0)."
    )
    assert chart.svg.count("<circle") == 2
    assert "A & B" not in chart.svg


def test_a_network_stands_under_its_name_and_not_its_code():
    measures = measure_rows(*gps(("U1", 0.5), ("U2", 0.6), area_type="pcn"))
    named = {"U1": "Harbour PCN", "U2": "Hill PCN"}
    lines = comparison.PATIENTS_AND_STAFF
    found = comparison.compared(measures, lines, place="U1", named=named)
    [alt] = strip.with_strips(found, column="among")["among"].map(lambda chart: chart.alt)
    assert alt == (
        "GPs (FTE) per 1,000 patients: Harbour PCN 0.50 among 2 places. "
        "Highest: Hill PCN (0.60); lowest: Harbour PCN (0.50)."
    )
    beside = place_rates.ranked_places(measures, named=named)
    assert beside["place"].tolist() == ["Hill PCN", "Harbour PCN"]
    assert who_works_here.places(beside) == (
        "Hill PCN has the most GPs for its patients (0.60 per 1,000), Harbour PCN the fewest (0.50)"
    )


def test_a_network_that_is_not_in_the_return_is_not_known_and_the_others_roles_are_named():
    name = "pcn_workforce_fte"
    measures = measure_rows(
        ("registered_patients", "pcn", "U1", {}, "2022-01-01", 40_000.0),
        (name, "pcn", "U2", {"role": "total"}, "2022-03", 4.5),
        (name, "pcn", "U2", {"role": "other_admin_non_clinical"}, "2022-03", 1.5),
        (name, "pcn", "U2", {"role": "care_coordinators"}, "2022-03", 3.1),
        (name, "pcn", "U2", {"role": "podiatrists"}, "2022-03", -0.1),
    )
    assert patients_and_staff.staff(measures, "U1") == (
        "The network is not in the network workforce return of March 2022: its own staff are not "
        "known, which is not zero."
    )
    assert patients_and_staff.staff(measures, "U2") == (
        "The network had 4.5 FTE staff of its own in March 2022; the largest roles are care "
        "coordinators (3.1 FTE) and other non-clinical administration (1.5 FTE)."
    )


def test_an_issue_ranks_as_the_standing_does_as_rounded():
    """Purbeck's 0.504 is the fourth lowest, but prints as the third's 0.50 does."""
    others = [("A", 0.40), ("B", 0.45), ("C", 0.496), *[(f"D{n}", 0.6 + n / 10) for n in range(5)]]
    measures = measure_rows(*gps(*others, ("Purbeck", 0.504)))
    cycle = Cycle(label="2018-02", commissioner="11J", audience="committee")
    tables = {name: table.empty() for name, table in TABLES.items()}
    [issue] = issues.raised(measures, tables, cycle, place="Purbeck").to_dict("records")
    assert issue["issue"] == "Few GPs for the patients"
    assert "joint 3rd lowest of 9" in issue["evidence"]
    assert issues.raised(measures, tables, cycle, place="D0").empty


def test_what_others_have_begun_and_who_supplied_nothing_are_issues():
    cover = "care_navigation_patients"
    measures = measure_rows(
        *[(cover, "locality", area, {}, "2018-01", v) for area, v in (("P", 0), ("Q", 9))],
        ("registered_patients", "locality", "R", {}, "2018-01-01", 1.0),
        ("practices_supplying_workforce", "locality", "P", GPS, "2016-09", 80.0),
    )
    measures.loc[measures["staff_group"].eq("gp"), ["numerator", "denominator"]] = [4.0, 5.0]
    cycle = Cycle(label="2018-02", commissioner="11J", audience="committee")
    tables = {name: table.empty() for name, table in TABLES.items()}
    found = issues.raised(measures, tables, cycle, place="P").set_index("issue")["evidence"]
    assert found["GPs: the figures are not complete"] == (
        "one of 5 practices supplied none in September 2016"
    )
    assert found["Patients, care navigation training: none yet"] == (
        "one of 1 other localities has begun, by January 2018"
    )


def test_a_place_that_the_cycle_does_not_know_is_told_so_with_those_it_knows():
    measures = measure_rows(*gps(("Purbeck", 0.5), ("Poole Bay", 0.6)))
    [(sentence, _)] = answer.answer(measures, "Atlantis")
    assert sentence == (
        "No practice of this cycle belongs to Atlantis. Its localities are Poole Bay and Purbeck."
    )
    assert comparison.compared(measures, comparison.SERVICES, place="Atlantis").empty


def test_how_many_homes_a_list_makes():
    size = "primary_care_home_size"
    sizes = [
        (size, "commissioner", "11J", {"bound": "least"}, "2016", 30e3),
        (size, "commissioner", "11J", {"bound": "most"}, "2016", 50e3),
    ]

    def at(patients):
        listed = ("registered_patients", "locality", "P", {}, "2018-01-01", patients)
        measures = measure_rows(listed, *sizes)
        homes = primary_care_home.homes_of_list(measures, place="P")
        return homes, services.homes(measures, "P", homes)

    homes, said = at(35_000.0)
    assert homes == (35_000.0, 1, 1)
    assert said == "Its list of 35,000 is right for one home of 30,000 to 50,000 patients."
    homes, said = at(95_000.0)
    assert homes == (95_000.0, 2, 3)
    assert "makes two to three homes of" in said
    homes, said = at(20_000.0)
    assert homes == (20_000.0, 1, 0)
    assert "is too few for one of 30,000" in said
    homes, said = at(55_000.0)
    assert homes == (55_000.0, 2, 1)
    assert "too many for one and too few for two of" in said


def test_pounds_for_each_patient_keep_their_pence():
    name = "practice_payments_per_registered_patient"
    about = (comparison.OPEN_PRACTICES, "2016/17")
    measures = measure_rows(
        (name, "locality", "P", *about, 161.0),
        (name, "locality", "Q", *about, 136.26),
        (name, "commissioner", "11J", *about, 140.5),
    )
    assert services.payments(measures, "P") == (
        "In 2016/17, its practices were paid £161.00 for each registered patient, above the "
        "£140.50 of all practices."
    )
    [row] = comparison.compared(measures, comparison.SERVICES, place="P").to_dict("records")
    assert (row["here"], row["all_practices"]) == ("£161.00", "£140.50")


def test_a_practices_people_stand_in_brackets_and_nothing_is_not_nought():
    rows = pd.DataFrame(
        {
            "practice": ["Hill (X1)", "Mill (X2)", "Vale (X3)"],
            "patients_registered": [9000.0, 0.0, 5000.0],
            "gp_fte": [2.9, 1.0, None],
            "gp_headcount": [4.0, None, None],
        }
    )
    shown = practices.with_people_in_brackets(rows)
    assert shown["GPs"].tolist()[:2] == ["2.9 (4)", "1.0"]
    assert pd.isna(shown["GPs"].iloc[2])
    assert "Nurses" not in shown


def test_ages_of_a_place_are_shares_of_its_known_ages():
    members = pd.DataFrame(
        {"practice_code": ["X1", "X2"], "locality": ["P", "Q"], "pcn_code": [None, None]}
    )
    ages = pd.DataFrame(
        [
            ("X1", "2016-09-30", "gp", "under 30", 1.0),
            ("X1", "2016-09-30", "gp", "45-49", 2.0),
            ("X1", "2016-09-30", "gp", "70+", 1.0),
            ("X1", "2016-09-30", "gp", "unknown", 9.0),
            ("X1", "2015-09-30", "gp", "60-64", 9.0),
            ("X2", "2016-09-30", "gp", "60-64", 9.0),
        ],
        columns="practice_code snapshot_date staff_group age_band headcount".split(),
    )
    [row] = staff_ages.of_place(ages, members=members, place="P").to_dict("records")
    assert row == {
        "staff_group": "GPs",
        "under_35_percent": 25.0,
        "from_35_to_44_percent": 0.0,
        "from_45_to_54_percent": 50.0,
        "from_55_percent": 25.0,
    }
    assert staff_ages.of_place(ages, members=members, place="Nowhere").empty
