"""Known errors of publishers: mended as data, and loud once they are mended at the source."""

import pandas as pd
import pytest

from analysis.checks import corrections
from analysis.project import ProjectError

ENTRY = """\
- table: list_size
  match: {practice_code: X10001, extract_date: 01OCT2017}
  column: patients_registered
  expect: "83000"
  value: "8300"
  reason: a digit too many; the practice confirmed its list
  status: reported
"""


def read(folder, text):
    (folder / "corrections.yml").write_text(text, encoding="utf-8")
    return corrections.read(folder)


def lists(*patients):
    """Lists of X10001, X10002 ... on 1 October 2017, as text."""
    return {
        "list_size": pd.DataFrame(
            {
                "practice_code": [f"X1000{i}" for i in range(1, len(patients) + 1)],
                "extract_date": "01OCT2017",
                "patients_registered": list(patients),
                "source_file": "list.csv",
                "source_line": range(2, len(patients) + 2),
            },
        ).astype({"patients_registered": "str"})
    }


def refusal(act, *arguments):
    with pytest.raises(ProjectError) as told:
        act(*arguments)
    return str(told.value)


def test_without_a_file_nothing_is_corrected(project_folder):
    assert corrections.read(project_folder) == []
    assert corrections.apply(lists("83000"), [])[1] == []


def test_a_correction_changes_its_cell_alone_and_is_told(project_folder):
    given = lists("83000", "83000")
    corrected, findings = corrections.apply(given, read(project_folder, ENTRY))
    assert corrected["list_size"]["patients_registered"].tolist() == ["8300", "83000"]
    assert given["list_size"]["patients_registered"].tolist() == ["83000", "83000"]
    assert [finding["message"] for finding in findings] == [
        "list.csv line 2: patients_registered 83000 is read as 8300; a digit too many; the "
        "practice confirmed its list (reported)."
    ]
    assert (findings[0]["answer"], findings[0]["file"], findings[0]["line"]) == (
        "tell",
        "list.csv",
        2,
    )


def test_a_correction_whose_error_was_mended_at_the_source_stops_the_run(project_folder):
    assert refusal(corrections.apply, lists("8301"), read(project_folder, ENTRY)) == (
        "corrections.yml: list_size practice_code X10001, extract_date 01OCT2017: "
        "patients_registered is 8301, no longer 83000. The publisher has changed it: remove the "
        "correction."
    )


@pytest.mark.parametrize("text", [lists(), {}], ids=["no such row", "return not supplied"])
def test_a_correction_that_matches_no_row_stops_the_run(project_folder, text):
    assert refusal(corrections.apply, text, read(project_folder, ENTRY)) == (
        "corrections.yml: list_size practice_code X10001, extract_date 01OCT2017 matches no row. "
        "Remove it, or correct its match."
    )


def test_a_value_can_be_taken_away_and_given_where_none_was(project_folder):
    gone = read(project_folder, ENTRY.replace('value: "8300"', "value: null"))
    corrected, findings = corrections.apply(lists("83000"), gone)
    assert corrected["list_size"]["patients_registered"].isna().all()
    assert "83000 is read as blank" in findings[0]["message"]
    given = read(project_folder, ENTRY.replace('expect: "83000"', "expect: null"))
    corrected, findings = corrections.apply(lists(None), given)
    assert corrected["list_size"]["patients_registered"].tolist() == ["8300"]
    assert "blank is read as 8300" in findings[0]["message"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ENTRY.replace("list_size", "list_sizes"), "1: no table is called list_sizes."),
        (ENTRY.replace("column: patients_", "column: "), "1: list_size has no column registered."),
        (ENTRY.replace("practice_code", "code"), "1: list_size has no column code."),
        (ENTRY.replace("  status: reported\n", ""), "1: status is missing."),
        (ENTRY + "  colour: red\n", "1: colour is unknown."),
        (
            ENTRY.replace("{practice_code: X10001, extract_date: 01OCT2017}", "{}"),
            "1: match names no row.",
        ),
        (ENTRY + "- mend everything\n", "2: expected 'key: value' lines."),
    ],
)
def test_a_correction_that_is_badly_written_is_refused(project_folder, text, message):
    assert refusal(read, project_folder, text) == f"corrections.yml, correction {message}"


def test_a_file_that_is_no_list_is_refused(project_folder):
    said = refusal(read, project_folder, "table: list_size\n")
    assert said == "corrections.yml: expected a list, each entry after a '-'."
