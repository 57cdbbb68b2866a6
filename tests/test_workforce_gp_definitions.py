"""Whom the publisher counts, the change over the same practices, England, and missing data."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_rows import measure_rows

from analysis import workforce
from analysis.measures import long_table
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.workforce import ages as staff_ages
from analysis.workforce import gp_definitions, staff
from analysis.workforce.words import who_works_here

CYCLE = Cycle(label="2018-02", commissioner="11J", audience="committee")
COLUMNS = "practice_code snapshot_date commissioner_code staff_group role fte provided".split()


def staffed(*rows, group="gp"):
    """(practice, snapshot, fte) as rows of the practice table."""
    found = [(code, day, "11J", group, "all", fte, None) for code, day, fte in rows]
    frame = pd.DataFrame(found, columns=COLUMNS)
    return frame.assign(fte=frame["fte"].astype("float64"), source_file="w.csv")


def test_a_practice_that_supplied_one_snapshot_alone_is_no_change():
    rows = staffed(
        ("X1", "2015-09-30", 2.0),
        ("X1", "2016-09-30", 2.5),
        ("X2", "2015-09-30", 9.0),
        ("X2", "2016-09-30", None),
        ("X3", "2016-09-30", 4.0),
    )
    [row] = staff.like_for_like(rows).to_dict("records")
    assert (row["practices"], row["fte_first"], row["fte_last"]) == (1, 2.0, 2.5)
    assert row["fte_change"] == 0.5


def test_practices_that_became_one_are_looked_at_as_one():
    rows = staffed(("X1", "2015-09-30", 2.0), ("X2", "2015-09-30", 3.0), ("X1", "2016-09-30", 4.5))
    [row] = staff.like_for_like(rows, {"X2": "X1"}).to_dict("records")
    assert (row["practices"], row["fte_change"]) == (1, -0.5)


def test_a_merger_is_left_out_where_one_of_the_two_supplied_nothing():
    rows = staffed(("X1", "2015-09-30", 2.0), ("X2", "2015-09-30", None), ("X1", "2016-09-30", 4.5))
    assert staff.like_for_like(rows, {"X2": "X1"}).empty


def test_one_snapshot_has_nothing_to_be_compared_with():
    assert staff.like_for_like(staffed(("X1", "2015-09-30", 2.0))).empty


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0, 20)), min_size=1, max_size=8))
def test_the_change_is_the_sum_of_the_practices_changes(pairs):
    rows = staffed(
        *[(f"X{i}", "2015-09-30", a) for i, (a, _) in enumerate(pairs)],
        *[(f"X{i}", "2016-09-30", b) for i, (_, b) in enumerate(pairs)],
    )
    [row] = staff.like_for_like(rows).to_dict("records")
    assert abs(row["fte_change"] - sum(b - a for a, b in pairs)) < 1e-9


def national(count):
    """So many practices of 1 GP of 2,000 patients; the commissioner's one has 2 GPs, one of 60."""
    codes = [f"N{i}" for i in range(count)]
    fte = {code: 2.0 if code == "N0" else 1.0 for code in codes}
    people = staffed(*[(code, "2016-09-30", fte[code]) for code in codes])
    ours = people["commissioner_code"].where(people["practice_code"] == "N0", "99Z")
    people = people.assign(commissioner_code=ours)
    narrower = people.assign(role="excluding_locums", fte=0.5)
    lists = people[["practice_code", "commissioner_code", "source_file"]].assign(
        extract_date="2016-07-01", patients_registered=2000.0
    )
    ages = people[["practice_code", "snapshot_date", "commissioner_code", "staff_group"]].assign(
        age_band=["60-64", *["40-44"] * (count - 1)], headcount=1.0, source_file="w.csv"
    )
    tables = {name: table.empty() for name, table in TABLES.items()}
    tables |= {
        "practice_staff": pd.concat([people, narrower], ignore_index=True),
        "practice_staff_age": ages,
        "list_size": lists,
    }
    rows = workforce.measures(tables, CYCLE)
    return long_table(rows)


def test_england_stands_beside_where_the_file_is_the_national_one():
    rows = national(5_000)
    england = rows[(rows["staff_group"] == "gp") & (rows["comparator"] == "england")].set_index(
        "measure"
    )
    assert england.loc["staff_fte_per_1000_registered", "value"] == pytest.approx(0.5001)
    assert england.loc["staff_fte_per_1000_registered", "denominator"] == 10_000_000.0
    assert england.loc["staff_share_55_plus", "value"] == pytest.approx(0.02)
    table = staff.by_group(rows)
    assert table["england_per_1000"].tolist() == [pytest.approx(0.5001)]
    assert staff_ages.older_over_time(rows)["england_percent"].tolist() == [pytest.approx(0.02)]
    narrow = gp_definitions.series(rows).set_index("publisher_definition").loc["excluding locums"]
    assert narrow["england_per_1000"] == 0.25


def test_the_page_says_england_in_words_where_it_knows_it():
    rows = national(5_000)
    assert "1.00 per 1,000 registered patients (all England 0.50)" in who_works_here.gps(rows)
    assert who_works_here.ages(rows) == (
        "In September 2016, 100.0% of GPs were aged 55 or over; in England it was 0.0% of GPs."
    )


def test_a_file_of_some_practices_is_not_called_england():
    rows = national(40)
    assert not rows["comparator"].eq("england").any()
    assert "england_per_1000" not in staff.by_group(rows)
    assert "england_percent" not in staff_ages.older_over_time(rows)
    assert "england_per_1000" not in gp_definitions.series(rows)
    assert "England" not in who_works_here.gps(rows)


def test_everyone_below_30_is_one_band_and_bands_run_from_young_to_old():
    ages = pd.DataFrame(
        {
            "practice_code": "X1",
            "snapshot_date": "2016-09-30",
            "commissioner_code": "11J",
            "staff_group": "nurse",
            "age_band": ["70+", "25-29", "under 25", "unknown", "30-34"],
            "headcount": [1.0, 2.0, 1.0, 9.0, 4.0],
        }
    )
    rows = staff_ages.profile(ages)
    assert rows["age_band"].tolist() == ["under 30", "30-34", "70+"]
    assert rows["share_percent"].tolist() == [37.5, 50.0, 12.5]


def test_the_words_give_the_change_over_the_same_practices_and_unchanged_as_it_rounds():
    name, since = "staff_fte_change_like_for_like", {"since": "2015-09"}
    measures = measure_rows(
        (name, "commissioner", "11J", {"staff_group": "gp", **since}, "2016-09", -1.94),
        (name, "commissioner", "11J", {"staff_group": "nurse", **since}, "2016-09", 0.04),
    )
    assert who_works_here.like_for_like(measures) == (
        "Over the practices that supplied both, since September 2015 GPs are down 1.9 FTE and "
        "nurses are unchanged."
    )


def gps(day, **roles):
    """A practice's GPs by role at a snapshot."""
    found = [("X1", day, "11J", "gp", role, fte, None) for role, fte in roles.items()]
    frame = pd.DataFrame(found, columns=COLUMNS)
    return frame.assign(fte=frame["fte"].astype("float64"), source_file="w.csv")


@pytest.mark.parametrize(
    "trainees",
    [{"registrar": 1.5}, {"registrar_st3_4": 1.0, "registrar_f1_2": 0.5}, {"registrar_st1_4": 1.5}],
    ids=["2013", "2015 to 2018", "2018 and 2019"],
)
def test_fully_qualified_is_worked_out_where_trainees_are_given_one_by_one(trainees):
    rows = gps("2016-09-30", all=6.0, excluding_locums=5.0, **trainees)
    [row] = gp_definitions.fully_qualified(rows).to_dict("records")
    assert (row["role"], row["fte"]) == ("excluding_training", 4.5)


def test_a_trainee_figure_that_is_missing_leaves_fully_qualified_unknown():
    rows = gps("2016-09-30", all=6.0, registrar_st3_4=1.0, registrar_f1_2=None)
    assert gp_definitions.fully_qualified(rows)["fte"].isna().all()


@pytest.mark.parametrize(
    "roles", [{"all": 6.0, "excluding_training": 4.0, "registrar": 1.0}, {"all": 6.0}]
)
def test_the_publishers_own_figure_stands_and_nothing_is_made_of_a_total_alone(roles):
    assert gp_definitions.fully_qualified(gps("2020-12-31", **roles)).empty


def test_the_series_of_fully_qualified_gps_runs_through_the_change_of_definition():
    """The publisher's figure without registrars stays a measure, and is no second answer."""
    found = gp_definitions.figures(
        {
            "practice_staff": pd.concat(
                [
                    gps("2018-09-30", all=6.0, excluding_registrars=4.5, registrar_st1_4=1.5),
                    gps("2020-09-30", all=7.0, excluding_training=5.0),
                ]
            ),
            **{name: TABLES[name].empty() for name in ("practice", "list_size")},
            **{name: TABLES[name].empty() for name in ("workforce_list", "practice_map")},
        },
        CYCLE,
        pd.concat(
            [
                gps("2018-09-30", all=6.0, excluding_registrars=4.5, registrar_st1_4=1.5),
                gps("2020-09-30", all=7.0, excluding_training=5.0),
            ]
        ),
    )
    measures = long_table(found)
    categories = set(measures.loc[measures["measure"] == "gp_fte", "category"])
    assert "excluding_registrars" in categories
    series = gp_definitions.series(measures).set_index(["definition", "period"])["fte"]
    assert series["Fully qualified"].to_dict() == {"2018-09": 4.5, "2020-09": 5.0}
    assert gp_definitions.breaks(measures).empty
