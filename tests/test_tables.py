"""Tables as data: what is declared, and what a declaration file may not hold."""

from pathlib import Path

import pytest

from analysis import tables
from analysis.project.strict_yaml import DataFileError
from analysis.tables import LOCAL, TABLES
from analysis.tables.declare import Order, read_groups, read_tables

GOOD = """\
lists:
  title: Lists
  row: a practice on a day
  grain: [practice_code, day]
  shows: How long lists are.
  orders:
    - {column: closed_on, not_before: day, remedy: a list closes after it opens}
  columns:
    practice_code: {like: practice}
    day: {kind: day, describes: day of the list, example: 2018-01-31}
    closed_on: {kind: day, describes: day it closed}
    patients: {like: patients, describes: patients on the list, low: 1}
"""


def written(folder, text, *, name="published_lists.yml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_read_from_its_file(tmp_path):
    (table,) = read_tables(written(tmp_path, GOOD))
    assert (table.name, table.grain) == ("lists", ("practice_code", "day"))
    assert table.names == ["practice_code", "day", "closed_on", "patients"]
    assert table.column("day").example == "2018-01-31"
    assert table.orders == (Order("closed_on", "day", "a list closes after it opens"),)


def test_a_column_starts_from_a_shared_one_and_gives_only_what_differs(tmp_path):
    (table,) = read_tables(written(tmp_path, GOOD))
    assert table.column("practice_code") == TABLES["list_size"].column("practice_code")
    patients = table.column("patients")
    assert (patients.unit, patients.low, patients.odd_high) == ("patients", 1, 120_000)


@pytest.mark.parametrize(("name", "local"), [("local_a.yml", True), ("published_a.yml", False)])
def test_the_name_of_the_file_says_whether_a_table_is_a_local_return(tmp_path, name, local):
    (table,) = read_tables(written(tmp_path, GOOD, name=name))
    assert table.local is local


@pytest.mark.parametrize(
    ("old", "new", "line", "remedy"),
    [
        (
            "  title: Lists\n",
            "  colour: blue\n",
            2,
            "lists has 'colour', which no table has. Known",
        ),
        ("  title: Lists\n", "", 1, "lists lacks title."),
        ("title: Lists", "title: 5", 2, "lists: title is 5. Write text"),
        ("title: Lists", "title: ''", 2, "lists: title is ''. Write text"),
        ("title: Lists", "title: Lists\n  title: More", 3, "'title' is given twice. Keep one."),
        ("title: Lists", "title: [Lists", 3, "not readable as YAML: "),
        ("title: Lists", "local: true", 2, "lists: the name of the file says whether a table is l"),
        ("[practice_code, day]", "practice_code", 4, "lists: grain is 'practice_code'. Write a l"),
        ("[practice_code, day]", "[code]", 1, "lists has no column code"),
        ("not_before", "before", 7, "lists: orders has 'before', which no order has. Known: colu"),
        ("{like: practice}", "", 9, "practice_code has no keys: write them below it."),
        ("{like: practice}", "{like: surgery}", 9, "no shared column is called 'surgery'. Known: "),
        ("kind: day, desc", "kind: era, desc", 10, "day: no kind of column is called 'era'"),
        ("kind: day, desc", "sort: day, desc", 10, "day has 'sort', which no column has. Known: "),
        ("describes: day of the list, ", "", 10, "day lacks describes."),
        ("low: 1", "low: true", 12, "patients: low is True. Write a number."),
        ("low: 1", "required: 1", 12, "patients: required is 1. Write true or false."),
        ("    day:", "    Day:", 10, "'Day' is no name of a column: lower case, digits and under"),
    ],
)
def test_a_declaration_that_cannot_be_used_is_refused_with_its_line(
    tmp_path, old, new, line, remedy
):
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(DataFileError) as refused:
        read_tables(path)
    assert str(refused.value).startswith(f"{path}, line {line}: {remedy}")


@pytest.mark.parametrize("text", ["", "- lists\n", "lists\n"])
def test_a_file_without_entries_is_refused(tmp_path, text):
    path = written(tmp_path, text)
    with pytest.raises(DataFileError, match="line 1: write the name of each table, its keys below"):
        read_tables(path)


def test_a_table_declared_in_two_files_is_refused(tmp_path):
    paths = [written(tmp_path, GOOD), written(tmp_path, GOOD, name="local_lists.yml")]
    with pytest.raises(DataFileError, match="lists is declared twice"):
        read_groups(paths)


def test_every_file_of_declarations_is_read():
    folder = Path(tables.__file__).parent
    declared = [
        table.name
        for path in folder.glob("*.yml")
        if path.name != "shared.yml"
        for table in read_tables(path)
    ]
    assert sorted(declared) == sorted(TABLES)


def test_published_tables_come_before_local_ones():
    local = [table.local for table in TABLES.values()]
    assert local == sorted(local)
    assert {table.name for table in LOCAL} >= {"practice", "ledger_line", "risk"}
