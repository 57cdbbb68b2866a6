"""Which return a file is: by its columns, whatever its name, its order or its title rows."""

from contextlib import contextmanager

import pytest
from returns_cases import write_csv, write_xlsx

from analysis.cycles.new_cycle import template
from analysis.project.strict_yaml import DataFileError
from analysis.returns import LAYOUTS, layout_files, read_file, read_folder
from analysis.returns.layout import as_printed, find_columns, key
from analysis.tables import LOCAL, TABLES

LEDGER = TABLES["ledger_line"].names
GMS = ["2017-11", "GMS", "GMS contracts", "delegated", "100", "60", "58", "97", "2", ""]


def only(path):
    (found,) = read_file(path)
    return found


def cells(found, table="ledger_line"):
    frame = found.tables[table]
    return frame.drop(columns=["source_file", "source_line"]).fillna("").values.tolist()


# Headings


@pytest.mark.parametrize(
    "printed",
    [
        "Other Payments",
        "OTHER_PAYMENTS",
        " other\npayments ",
        "Other Payments1",
        "Other-Payments 12",
        "Other Payments [4, 5]",
        "Other Payments [note 12]",
    ],
)
def test_case_spaces_line_breaks_and_footnotes_make_no_difference(printed):
    assert find_columns(["Code", printed], {"it": ("Other Payments",)}) == {"it": 1}


def test_a_heading_that_fits_exactly_wins_over_one_with_a_footnote():
    assert find_columns(["Payments1", "Payments"], {"it": ("Payments",)}) == {"it": 1}


def test_a_year_printed_into_a_heading_is_found_by_its_place():
    wanted = {"it": ("Achievement score (max. #)",)}
    assert find_columns(["Achievement Score (max. 559)"], wanted) == {"it": 0}
    assert find_columns(["Achievement Score"], wanted) == {}


def test_a_heading_is_compared_by_letters_and_digits():
    assert key("Total NHS Payments (£)") == "totalnhspayments"


# Every layout


@contextmanager
def naming(layout):
    """Whatever fails inside names the layout that it fails for."""
    try:
        yield
    except Exception as error:
        error.add_note(f"layout: {layout}")
        raise


HEADED = [layout for layout in LAYOUTS if not layout.recognise]


@pytest.mark.parametrize("cells", [[], [""], ["x"], ["1"], ["-"]], ids=str)
def test_no_cell_of_any_layout_breaks_its_reader(tmp_path, cells):
    """A header alone, blanks, a word, a number: read, or reported, but never a fault of ours."""
    for layout in HEADED:
        header = [headings[0] for headings in {**layout.columns, **layout.optional}.values()]
        header = [heading.replace("#", "100") for heading in header]
        rows = [cells * len(header)] if cells else []
        with naming(layout.name):
            found = only(write_csv(tmp_path / "a.csv", header, *rows))
            assert found.layout == layout.name
            assert found.oddities or found.tables or found.faults


# Layouts as data

DECLARED = """lists:
  publication: Lists of patients
  vintage: from 2026
  columns:
    practice_code: Practice Code
    patients: [Patients, List size]
"""


@pytest.fixture
def declared(tmp_path, monkeypatch):
    """Reads the text of a file of layouts, whose only reader is of ``lists``."""
    monkeypatch.setattr(layout_files, "_FOLDER", tmp_path)

    def read(text):
        (tmp_path / "lists.yml").write_text(text, encoding="utf-8")
        return layout_files.layouts_of("lists", {"lists": as_printed("lists")})

    return read


def test_a_declared_heading_is_one_spelling_or_a_list_of_them(declared):
    layout = declared(DECLARED)["lists"]
    assert layout.columns == {
        "practice_code": ("Practice Code",),
        "patients": ("Patients", "List size"),
    }
    assert (layout.name, layout.optional, layout.missing) == ("lists", {}, ())


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        (": Practice Code", ": 26", "line 5: lists: practice_code is 26. Write its heading in "),
        (" Practice Code", ' ""', "line 5: lists: practice_code is ''. Write its heading in "),
        ("[Patients, List size]", "[]", r"line 6: lists: patients is \[\]. Write its heading in "),
        ("columns:", "columns: Practice Code\n  optional:", "line 4: lists: write column and head"),
        ("vintage", "from", "line 3: lists has 'from', which no layout has. Known: publication, "),
        ("lists:", "list:", "lists.yml: lists.py reads lists: declare it."),
    ],
)
def test_an_invalid_layout_is_refused_with_its_line(declared, was, now, message):
    with pytest.raises(DataFileError, match=message):
        declared(DECLARED.replace(was, now))


def test_a_layout_without_a_reader_is_refused_with_its_line(declared):
    more = DECLARED + DECLARED.replace("lists:", "older:")
    with pytest.raises(DataFileError, match="line 7: older has no reader: name its function in "):
        declared(more)


# Recognising


def test_a_template_is_recognised_in_any_order_of_columns(tmp_path):
    rows = [LEDGER[::-1], GMS[::-1]]
    found = only(write_csv(tmp_path / "x.csv", *rows))
    assert (found.layout, found.publication) == ("ledger_line", "Monthly ledger")
    assert cells(found) == [GMS]


@pytest.mark.parametrize("rows_above", [1, 3, 30])
def test_title_rows_above_the_header_are_passed_over(tmp_path, rows_above):
    titles = [["Finance report, month 8", *[""] * 9]] * rows_above
    found = only(write_csv(tmp_path / "x.csv", *titles, LEDGER, GMS))
    assert found.rows == 1
    assert found.tables["ledger_line"]["source_line"].tolist() == [rows_above + 2]


def test_a_sheet_of_a_workbook_is_found_among_others_and_named(tmp_path):
    book = {"Read me": [["Month 8"]], "Ledger": [["Month 8"], LEDGER, GMS], "Notes": [["none"]]}
    found = only(write_xlsx(tmp_path / "m8.xlsx", book))
    assert found.file == "m8.xlsx [Ledger]"
    assert found.tables["ledger_line"]["source_line"].tolist() == [3]
    assert cells(found) == [GMS]


def test_every_empty_template_is_its_own_return_and_counts_as_not_supplied(tmp_path):
    for table in LOCAL:
        with naming(table.name):
            (tmp_path / "x.csv").write_text(template(table), encoding="utf-8")
            found = only(tmp_path / "x.csv")
            assert (found.layout, found.rows, found.tables) == (table.name, 0, {})
            assert found.oddities == ["a header without rows: not supplied"]
            assert found.faults == []


def test_what_resembles_nothing_says_so(tmp_path):
    found = only(write_csv(tmp_path / "x.csv", ["colour", "shape"], ["red", "round"]))
    assert found.publication is None
    assert found.oddities == ["It resembles no return this project knows."]


def test_an_unknown_file_is_told_its_closest_layout_and_what_differs(tmp_path):
    header = ["EXTRACT_DATE", "TYPE", "CCG_CODE", "CODE", "SEX", "AGE_YEARS", "PATIENTS"]
    found = only(write_csv(tmp_path / "x.csv", header, list("abcdefg")))
    assert found.faults == []
    assert found.oddities == [
        "Closest is Patients registered at a GP practice (totals per practice): it lacks 'AGE', "
        "'NUMBER_OF_PATIENTS'; it has 'AGE_YEARS', 'PATIENTS' instead."
    ]


# Templates are strict: somebody here can mend them


def fault(path):
    (said,) = only(path).faults
    return said


def test_a_renamed_column_of_a_template_is_a_fault_that_names_it(tmp_path):
    header = [name.replace("forecast_gbp", "outturn") for name in LEDGER]
    found = only(write_csv(tmp_path / "m8.csv", header, GMS))
    assert (found.publication, found.near_template) == (None, "ledger_line")
    assert found.faults == [
        "Closest is Monthly ledger (local template): it lacks 'forecast_gbp'; it has 'outturn' "
        "instead."
    ]


def test_a_column_left_out_of_a_template_is_a_fault(tmp_path):
    said = fault(write_csv(tmp_path / "m8.csv", LEDGER[:-1], GMS[:-1]))
    assert said == "Closest is Monthly ledger (local template): it lacks 'cause'."


@pytest.mark.parametrize("second", ["forecast_gbp", "Forecast GBP", "forecast_gbp 2"])
def test_a_column_that_stands_twice_is_a_fault_not_a_choice(tmp_path, second):
    said = fault(write_csv(tmp_path / "m8.csv", [*LEDGER, second], [*GMS, "999"]))
    assert (
        said == f"more than one column could be forecast_gbp: 'forecast_gbp', '{second}'. Keep one."
    )


def test_a_row_longer_than_the_header_is_a_fault_with_its_line(tmp_path):
    path = tmp_path / "m8.csv"
    slipped = "2017-11,RENT,Rent, rates and water,delegated,100,60,58,97,2,late\n"
    path.write_text(f"{','.join(LEDGER)}\n{','.join(GMS)}\n{slipped}", encoding="utf-8")
    assert fault(path) == (
        "line 3 has more cells than the header; a comma inside a text needs quotation marks "
        "around it. Correct it in the return and run again."
    )


def test_empty_cells_beyond_the_header_are_no_fault(tmp_path):
    path = tmp_path / "m8.csv"
    path.write_text(f"{','.join(LEDGER)}\n{','.join(GMS)},,,\n", encoding="utf-8")
    found = only(path)
    assert (found.faults, found.oddities, found.rows) == ([], [], 1)


def test_a_column_added_to_a_template_is_told_and_not_read(tmp_path):
    found = only(write_csv(tmp_path / "m8.csv", [*LEDGER, "my notes"], [*GMS, "check"]))
    assert found.faults == []
    assert found.oddities == ["columns that are not the template's are not read: 'my notes'."]
    assert cells(found) == [GMS]


def test_a_ledger_in_one_file_a_month_is_one_table(tmp_path):
    for month in ("2017-10", "2017-11"):
        write_csv(tmp_path / f"{month}.csv", LEDGER, [month, *GMS[1:]])
    found = read_folder(tmp_path)
    assert [item.tables["ledger_line"]["month"].tolist() for item in found] == [
        ["2017-10"],
        ["2017-11"],
    ]
    assert [item.period for item in found] == ["2017-10", "2017-11"]
