"""Opening a cycle: folder, templates, its line in the settings; nothing that exists is touched."""

import csv

import pytest
import yaml

from analysis import project
from analysis.cycles import new_cycle
from analysis.tables import LOCAL


def params(folder, text):
    (folder / "params.yaml").write_text(text, encoding="utf-8")


def opened(folder, label="2018-04"):
    new_cycle.open_cycle(label)
    return (folder / "params.yaml").read_text(encoding="utf-8")


def test_a_template_for_every_local_return_is_written_with_its_columns(project_folder):
    opened(project_folder)
    local = project_folder / "data" / "raw" / "2018-04" / "local"
    assert {path.stem for path in local.glob("*.csv")} == {table.name for table in LOCAL}
    for table in LOCAL:
        with (local / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.reader(file)) == [table.names]


def test_the_guide_names_every_column_its_unit_and_its_choices(project_folder):
    opened(project_folder)
    guide = (project_folder / "data/raw/2018-04/local/README.md").read_text(encoding="utf-8")
    for table in LOCAL:
        assert f"## {table.name}.csv: {table.title}" in guide
        for column in table.columns:
            assert f"- `{column.name}`: {column.describes}" in guide
    assert "(required; one of: delegated, core, prescribing; such as delegated)" in guide


def test_the_new_cycle_yml_asks_for_nothing_that_it_does_not_know(project_folder):
    opened(project_folder)
    cycle = project.cycle("2018-04")
    assert (cycle.as_at, cycle.status, cycle.commentary) == ("2018-04-30", "draft", ())


def test_nothing_that_exists_is_overwritten_and_a_second_time_adds_nothing(project_folder):
    first = new_cycle.open_cycle("2018-04")
    ledger = project_folder / "data/raw/2018-04/local/ledger_line.csv"
    settings = project_folder / "data/raw/2018-04/cycle.yml"
    ledger.write_text("mine", encoding="utf-8")
    settings.write_text("status: approved\n", encoding="utf-8")
    (project_folder / "data/raw/2018-04/local/vacancy.csv").unlink()
    second = new_cycle.open_cycle("2018-04")
    assert (ledger.read_text(), settings.read_text()) == ("mine", "status: approved\n")
    assert "params.yaml: cycle 2018-04 added" in first
    assert second == [
        "data/raw/2018-04/local/vacancy.csv",
        "Put the returns into data/raw/2018-04, then: analysis check --cycle 2018-04",
    ]


BEFORE = "# Whose report.\ncommissioner: '11J'\n\n# Oldest first.\n"
AFTER = "\n# Who reads.\naudience: committee\n"


@pytest.mark.parametrize(
    ("cycles", "expected"),
    [
        ('cycles:\n  - "2018-02"\n', 'cycles:\n  - "2018-02"\n  - "2018-04"\n'),
        ('cycles:\n  - "2018-06"\n', 'cycles:\n  - "2018-04"\n  - "2018-06"\n'),
        (
            "cycles:\n  - 2018-02\n  - 2018-06\n",
            'cycles:\n  - 2018-02\n  - "2018-04"\n  - 2018-06\n',
        ),
        ('cycles:\n- "2018-02"\n', 'cycles:\n- "2018-02"\n- "2018-04"\n'),
        ('cycles: ["2018-02"]\n', 'cycles:\n  - "2018-02"\n  - "2018-04"\n'),
        ("cycles: []  # none yet\n", 'cycles:  # none yet\n  - "2018-04"\n'),
        ("cycles:\n", 'cycles:\n  - "2018-04"\n'),
        (
            'cycles:  # oldest first\n  - "2018-02"  # the first\n\n  # the last\n  - "2018-06"\n',
            'cycles:  # oldest first\n  - "2018-02"  # the first\n\n  # the last\n'
            '  - "2018-04"\n  - "2018-06"\n',
        ),
    ],
)
def test_the_cycles_line_goes_into_its_place_and_every_comment_stays(
    project_folder, cycles, expected
):
    params(project_folder, BEFORE + cycles + AFTER)
    assert opened(project_folder) == BEFORE + expected + AFTER


def test_settings_without_cycles_get_the_list(project_folder):
    params(project_folder, 'commissioner: "11J"\n')
    assert yaml.safe_load(opened(project_folder))["cycles"] == ["2018-04"]


def test_a_list_that_no_line_can_be_added_to_is_left_and_said(project_folder):
    text = 'commissioner: "11J"\ncycles: [\n  "2018-02",\n]\n'
    params(project_folder, text)
    with pytest.raises(project.ProjectError, match="add the cycle by hand"):
        new_cycle.open_cycle("2018-04")
    assert (project_folder / "params.yaml").read_text() == text


@pytest.mark.parametrize("label", ["2018", "2018-13", "April 2018", "../2018-04", ""])
def test_a_label_that_is_no_month_is_refused_before_anything_is_written(project_folder, label):
    with pytest.raises(project.ProjectError, match="Write the committee's month, such as 2018-04"):
        new_cycle.open_cycle(label)
    assert [path.name for path in (project_folder / "data" / "raw").iterdir()] == ["2018-02"]


def test_settings_that_are_wrong_are_said_before_anything_is_written(project_folder):
    params(project_folder, "commissioner: 11J\naudience: all\n")
    with pytest.raises(project.ProjectError, match="audience is 'all'"):
        new_cycle.open_cycle("2018-04")
    assert not (project_folder / "data/raw/2018-04").exists()
