"""What happens to the workforce figures when something happens: paired CSVs, one folder each.

A folder of ``tests/scenarios/`` named ``workforce_*`` holds tidy tables by name, and
``expected.csv`` with rows of the long table that must come out, value for value; a blank value
says that no such row may exist.
"""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import workforce
from analysis.measures import long_table
from analysis.places import succession
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.tables.column_types import conform
from analysis.workforce import completeness, gp_definitions
from analysis.workforce.words import how_complete, who_works_here

FOLDERS = sorted((Path(__file__).parent / "scenarios").glob("workforce_*"))
CYCLE = Cycle(
    label="2018-02", commissioner="11J", audience="committee", committee_date="2018-02-07"
)
KEY = ["measure", "area_type", "area", "category", "period"]


def tables_of(folder: Path) -> dict[str, pd.DataFrame]:
    """The scenario's tables, typed as declared; all others empty."""
    found = {name: table.empty() for name, table in TABLES.items()}
    for path in sorted(folder.glob("*.csv")):
        if path.stem == "expected":
            continue
        text = pd.read_csv(path, dtype="str", keep_default_na=False)
        text = text.assign(source_file=path.name, source_line=range(2, len(text) + 2))
        found[path.stem], unread = conform(text, table=TABLES[path.stem])
        assert unread.empty, f"{path}: {unread}"
    return succession.as_of_cycle(found, CYCLE)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_figures_are_as_expected(folder):
    rows = long_table(workforce.measures(tables_of(folder), CYCLE))
    assert not rows.duplicated([*KEY, "basis"]).any()
    values = rows.set_index(KEY)["value"]
    expected = pd.read_csv(folder / "expected.csv", dtype="str", keep_default_na=False)
    assert len(expected)
    for row in expected.to_dict("records"):
        key = tuple(row[name] for name in KEY)
        if row["value"]:
            assert key in values.index, f"{key} is missing"
            assert values[key] == pytest.approx(float(row["value"])), key
        else:
            assert key not in values.index, f"{key} should not exist"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_places_add_up_to_the_commissioner(folder):
    rows = long_table(workforce.measures(tables_of(folder), CYCLE))
    fte = rows[rows["measure"] == "staff_fte"]
    for (group, period), own in fte.groupby(["staff_group", "period"]):
        whole = own.loc[own["area_type"] == "commissioner", "value"]
        parts = own.loc[own["area_type"] == "locality", "value"]
        if len(parts):
            assert parts.sum() == pytest.approx(whole.sum()), (group, period)


def test_there_is_a_scenario_for_each_thing_that_happens():
    assert {folder.name.removeprefix("workforce_") for folder in FOLDERS} == {
        "estimated_practice",
        "nothing_supplied_against_zero",
        "practice_closes",
        "practice_merges",
        "practice_moves_locality",
        "return_counts_its_own_patients",
        "role_renamed_between_vintages",
        "staff_in_two_practices",
        "tall_file_without_commissioner",
    }


def test_a_renamed_definition_is_said_to_be_a_break():
    folder = next(f for f in FOLDERS if f.name.endswith("role_renamed_between_vintages"))
    measures = long_table(workforce.measures(tables_of(folder), CYCLE))
    found = gp_definitions.breaks(measures)
    [sentence] = who_works_here.breaks(found)
    assert sentence == (
        "Fully qualified, without locums: until September 2018 the publisher counted GPs excluding "
        "registrars and locums, from September 2019 GPs excluding training and locums. The series "
        "breaks there: the two are not one measure and are not compared."
    )
    lines = gp_definitions.lines(measures)
    assert lines.groupby("series")["period"].apply(list).to_dict() == {
        "Everyone counted": ["2018-09", "2019-09"],
        "Fully qualified, without locums (excluding registrars and locums)": ["2018-09"],
        "Fully qualified, without locums (excluding training and locums)": ["2019-09"],
    }


def test_an_estimated_practice_is_neither_supplied_nor_missing():
    folder = next(f for f in FOLDERS if f.name.endswith("estimated_practice"))
    staff = tables_of(folder)["practice_staff"]
    [row] = completeness.counts(staff).to_dict("records")
    assert (row["supplied"], row["estimated"], row["not_supplied"]) == (1, 2, 0)
    names = pd.DataFrame({"practice_code": ["X10002"], "practice_name": ["Beta"]})
    shown = completeness.lacking(staff, names).set_index("practice_code")
    assert shown.loc["X10002", "GPs"] == "Fully estimated"
    assert "X10001" not in shown.index


def test_a_snapshot_restated_in_another_file_is_said_with_both_figures():
    staff = tables_of(FOLDERS[0].parent / "workforce_practice_closes")["practice_staff"]
    said = {"practice_code": "X10001", "snapshot_date": "2017-09-30", "staff_group": "gp"}
    said |= {"role": "all", "headcount": 3.0, "fte": 2.6}
    left_out = pd.DataFrame(
        [("old.csv", 2, "practice_staff", "one row each", json.dumps(said))],
        columns=["file", "line", "table", "rule", "row"],
    )
    found = completeness.restated(staff, left_out)
    assert how_complete.restated(found) == (
        "Restated between files: GPs of one practice in September 2017 (used: 3.0 FTE of "
        "practice_staff.csv; not used: 2.6 of old.csv)."
    )
    same = left_out.assign(row=json.dumps(said | {"fte": 3.0}))
    assert how_complete.restated(completeness.restated(staff, same)) is None
    assert completeness.restated(staff, pd.DataFrame()).empty
