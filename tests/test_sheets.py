"""Files as they arrive: encodings, delimiters, titles, broken ones; text and lines stay true."""

import csv
import gzip
import io
import zipfile

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from project_cases import examples
from returns_cases import write_xlsx

from analysis.returns import read_file, read_folder
from analysis.returns import sheets as opened
from analysis.returns.sheets import Sheet, UnreadableFileError, open_sheets

CODES = ["0123", "06", "1E1", "NA", "no", "null", "1,5", "#REF!", "00:00"]


def sheets(path, content):
    path.write_bytes(content)
    return list(open_sheets(path, name=path.name))


def sheet(path, text, encoding="utf-8"):
    (found,) = sheets(path, text.encode(encoding))
    return found


def zipped(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, inside in members.items():
            archive.writestr(
                name.replace("__", "/", 1) if name.startswith("in__") else name, inside
            )
    return content.getvalue()


def cells(found, header_row=0):
    body, lines = found.below(header_row)
    return body.values.tolist(), lines.tolist()


# Text stays text


def as_csv(folder, rows):
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    return sheet(folder / "codes.csv", text)


def as_xlsx(folder, rows):
    (found,) = open_sheets(write_xlsx(folder / "codes.xlsx", {"S": rows}), name="codes.xlsx")
    return found


def as_zip(folder, rows):
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    (found,) = sheets(folder / "codes.zip", zipped(**{"codes.csv": text}))
    return found


@pytest.mark.parametrize("written", [as_csv, as_xlsx, as_zip])
def test_a_code_that_looks_like_something_else_stays_as_it_stands(tmp_path, written):
    found = written(tmp_path, [["code", "note"], *([code, "x"] for code in CODES)])
    assert [row[0] for row in cells(found)[0]] == CODES


def test_whole_numbers_of_a_workbook_have_no_decimals_and_fractions_keep_theirs(tmp_path):
    found = as_xlsx(tmp_path, [["a", "b"], [8300, 2.5], [1e15, -0.25]])
    assert cells(found)[0] == [["8300", "2.5"], ["1000000000000000", "-0.25"]]


def test_a_cell_that_a_formula_left_in_error_is_not_blank(tmp_path):
    path = write_xlsx(tmp_path / "book.xlsx", {"Cover": [["x"]], "Ledger": [["a", "b"], [1, 2]]})
    content = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(content, "w") as broken:
        for member in book.namelist():
            inside = book.read(member)
            if member.endswith("sheet2.xml"):
                inside = inside.replace(b"<c><v>2</v></c>", b'<c r="B2" t="e"><v>#REF!</v></c>')
            broken.writestr(member, inside)
    _, ledger = sheets(tmp_path / "broken.xlsx", content.getvalue())
    assert ledger.file == "broken.xlsx [Ledger]"
    assert cells(ledger)[0] == [["1", "#REF!"]]


# Encodings and delimiters


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_pound_sign_and_a_dash_survive_the_encodings_of_spreadsheets(tmp_path, encoding):
    found = sheet(tmp_path / "a.csv", "name,budget\r\nYork – Street,£5\r\n", encoding)
    assert found.head[0] == ("name", "budget")
    assert cells(found) == ([["York – Street", "£5"]], [2])


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path, mark):
    found = sheet(tmp_path / "a.csv", mark.join("abc") + "\n" + mark.join("123") + "\n")
    assert found.head == (("a", "b", "c"), ("1", "2", "3"))


def test_commas_in_amounts_do_not_make_a_tab_delimited_ledger_a_comma_delimited_one(tmp_path):
    rows = "".join(f"L{i}\t1,234,567\t2,345,678\n" for i in range(9))
    found = sheet(tmp_path / "a.txt", "line\tbudget\tforecast\n" + rows)
    assert cells(found)[0][0] == ["L0", "1,234,567", "2,345,678"]


def test_semicolons_in_a_text_do_not_cut_a_comma_delimited_file(tmp_path):
    rows = "".join(f"C{i},one; two; three; four,5\n" for i in range(9))
    assert sheet(tmp_path / "a.csv", "code,note,n\n" + rows).head[1] == (
        "C0",
        "one; two; three; four",
        "5",
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts_lines_alike(tmp_path, ending):
    found = sheet(tmp_path / "a.csv", ending.join(["a,b", "1,2", "3,4", ""]))
    assert cells(found) == ([["1", "2"], ["3", "4"]], [2, 3])


# Lines


def test_a_quoted_line_break_in_a_heading_is_no_row_and_lines_stay_true(tmp_path):
    found = sheet(tmp_path / "a.csv", '"Total\npayments",code\n5,A\n6,B\n')
    assert cells(found) == ([["5", "A"], ["6", "B"]], [3, 4])


def test_a_quoted_line_break_in_a_cell_moves_the_lines_below_it(tmp_path):
    found = sheet(tmp_path / "a.csv", 'code,note\nA,"one\ntwo"\nB,three\n')
    assert cells(found) == ([["A", "one\ntwo"], ["B", "three"]], [2, 4])


@pytest.mark.parametrize("blank", ["", ",,", " , , "])
def test_blank_rows_are_left_out_and_the_lines_of_the_others_stay_true(tmp_path, blank):
    found = sheet(tmp_path / "a.csv", f"a,b,c\n1,2,3\n{blank}\n4,5,6\n{blank}\n")
    assert cells(found) == ([["1", "2", "3"], ["4", "5", "6"]], [2, 4])


def test_a_row_that_only_begins_with_a_blank_is_kept(tmp_path):
    assert cells(sheet(tmp_path / "a.csv", "a,b\n,2\n3,\n")) == ([["", "2"], ["3", ""]], [2, 3])


def test_short_rows_are_filled_up_with_blanks(tmp_path):
    found = sheet(tmp_path / "a.csv", "a,b,c\n1\n2,3\n4,5,6\n")
    assert cells(found) == ([["1", "", ""], ["2", "3", ""], ["4", "5", "6"]], [2, 3, 4])


def test_rows_below_title_rows_keep_their_line(tmp_path):
    found = sheet(tmp_path / "a.csv", "A title\n\na,b\n1,2\n3,4\n")
    assert found.head[2] == ("a", "b")
    assert cells(found, header_row=2) == ([["1", "2"], ["3", "4"]], [4, 5])


def test_a_header_without_rows_has_none(tmp_path):
    for text in ("a,b", "a,b\n", "a,b\r\n\r\n"):
        assert cells(sheet(tmp_path / "a.csv", text)) == ([], [])


def test_a_header_of_a_thousand_columns_is_read(tmp_path):
    header = ",".join(f"COLUMN_{i}" for i in range(1000))
    found = sheet(tmp_path / "a.csv", f"{header}\n{','.join('7' * 1000)}\n")
    assert len(found.head[0]) == 1000
    assert cells(found)[0] == [["7"] * 1000]


def test_inner_quotation_marks_that_nobody_doubled_lose_no_row(tmp_path):
    found = sheet(tmp_path / "a.csv", 'code,name,n\nA,"The "Old" Surgery",1\nB,5" pipe,2\n')
    assert [row[0] for row in cells(found)[0]] == ["A", "B"]
    assert [row[2] for row in cells(found)[0]] == ["1", "2"]


def test_a_quotation_mark_that_swallows_rows_is_told_with_its_line(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text('code,name,n\nA,x,1\nB,"Heron,2\nC,"Wren,3\nD,z,4\n', encoding="utf-8")
    with pytest.raises(UnreadableFileError) as told:
        list(open_sheets(path, name="list.csv"))
    assert str(told.value) == (
        "list.csv line 3: a quotation mark opens here and the lines below it become one cell. "
        "Remove it or close it."
    )


# What cannot be opened says so


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "a.csv is empty. Save it again from its source."),
        ("a.csv", b" \r\n\r\n", "a.csv is empty. Save it again from its source."),
        ("a.pdf", b"%PDF-1.7 ...", "a.pdf is a PDF. Ask for the data file behind it."),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "a.png is neither text nor a workbook. Save it as .csv or .xlsx.",
        ),
        (
            "a.csv.gz",
            gzip.compress(b"a,b\n1,2\n", mtime=0),
            "a.csv.gz is packed by gzip. Unpack it, or pack it as .zip, and put that here.",
        ),
        (
            "a.csv",
            b"\r\n<!DOCTYPE html><html lang='en'><title>Page not found</title>",
            "a.csv is a web page. Download the data file that it links to.",
        ),
        (
            "a.zip",
            zipped(**{"a.csv": "a,b\n1,2\n" * 500})[:200],
            "a.zip starts as a zip or workbook but is cut off. Download it again.",
        ),
        ("a.zip", zipped(**{"a.pdf": "%PDF-"}), "a.zip holds no CSV and no workbook."),
        ("a.zip", zipped(**{"a.csv": ""}), "a.zip/a.csv is empty. Save it again from its source."),
    ],
)
def test_a_file_that_cannot_be_opened_is_named_with_what_to_do(tmp_path, name, content, message):
    with pytest.raises(UnreadableFileError) as told:
        sheets(tmp_path / name, content)
    assert str(told.value) == message


def test_a_zip_whose_inside_is_damaged_is_named(tmp_path):
    content = bytearray(zipped(**{"a.csv": "a,b\n1,2\n"}))
    content[content.index(b"1,2")] = ord("9")  # its checksum no longer holds
    with pytest.raises(UnreadableFileError, match=r"a\.zip/a\.csv is damaged\. Download a\.zip"):
        sheets(tmp_path / "a.zip", bytes(content))


def test_a_workbook_locked_with_a_password_says_so(tmp_path):
    locked = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableFileError, match=r"ledger\.xlsx is locked with a password\. Save"):
        sheets(tmp_path / "ledger.xlsx", locked)


def test_a_letter_saved_from_a_word_processor_is_no_workbook(tmp_path):
    letter = zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    with pytest.raises(UnreadableFileError, match=r"letter\.docx cannot be opened as a workbook"):
        sheets(tmp_path / "letter.docx", letter)


def test_a_cut_off_return_stops_the_run_and_a_letter_does_not(tmp_path):
    (tmp_path / "ledger.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    letter, ledger = sorted(read_folder(tmp_path), key=lambda item: item.file, reverse=True)
    assert ledger.faults == [
        "ledger.xlsx starts as a zip or workbook but is cut off. Download it again."
    ]
    assert letter.faults == []
    assert letter.oddities == ["letter.pdf is a PDF. Ask for the data file behind it."]


def test_a_return_packed_in_a_way_that_is_not_read_stops_the_run(tmp_path):
    (tmp_path / "list.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n", mtime=0))
    (found,) = read_folder(tmp_path)
    assert found.faults == [
        "list.csv.gz is packed by gzip. Unpack it, or pack it as .zip, and put that here."
    ]


# What is inside a zip, what is hidden, what comes twice

LIST = (
    "EXTRACT_DATE,PUBLICATION,TYPE,CCG_CODE,CODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "01JAN2018,GP,GP,11J,X10001,ALL,ALL,8300\n"
)


def test_a_zip_in_a_zip_is_read_and_what_an_operating_system_adds_is_not(tmp_path):
    inner = zipped(**{"list.csv": LIST, "__MACOSX/._list.csv": "junk", ".DS_Store": "junk"})
    (found,) = sheets(tmp_path / "all.zip", zipped(**{"2018/list.zip": inner, "2018/": ""}))
    assert found.file == "all.zip/2018/list.zip/list.csv"


def test_lock_files_hidden_files_and_our_own_notes_are_no_returns(tmp_path):
    for name in ("~$ledger.xlsx", ".hidden.csv", "cycle.yml", "README.md", "Thumbs.db"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "list.csv").write_text(LIST)
    assert read_folder(tmp_path) == []


def test_a_file_is_found_in_any_sub_folder_under_any_name(tmp_path):
    place = tmp_path / "from NHS Digital" / "2018 – January"
    place.mkdir(parents=True)
    (place / "Copy of DATA (final) v2.CSV").write_text(LIST)
    (found,) = read_folder(tmp_path)
    assert found.layout == "patients_registered_totals"
    assert found.file == "from NHS Digital/2018 – January/Copy of DATA (final) v2.CSV"
    assert found.period == "2018-01-01"


def test_the_same_file_twice_is_read_once_and_told(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(LIST)
    first, second = read_folder(tmp_path)
    assert (first.rows, second.rows) == (1, 0)
    assert second.oddities == ["the same file as a.csv; read once"]


def test_one_member_of_a_zip_that_is_not_recognised_is_told_beside_those_that_are(tmp_path):
    renamed = LIST.replace("NUMBER_OF_PATIENTS", "PATIENTS_TOTAL")
    path = tmp_path / "lists.zip"
    path.write_bytes(zipped(**{"1.csv": LIST, "2.csv": renamed}))
    read, lost = read_file(path)
    assert read.layout == "patients_registered_totals"
    assert (lost.file, lost.publication) == ("lists.zip/2.csv", None)
    assert "it lacks 'NUMBER_OF_PATIENTS'; it has" in lost.oddities[0]


def test_the_cover_of_a_workbook_is_no_return_where_another_sheet_is_one(tmp_path):
    rows = [line.split(",") for line in LIST.splitlines()]
    book = {"Cover": [["Patients registered"], ["Published by"]], "Data": rows}
    (found,) = read_file(write_xlsx(tmp_path / "list.xlsx", book))
    assert found.file == "list.xlsx [Data]"


def test_a_file_that_another_program_holds_is_told(tmp_path, monkeypatch):
    from pathlib import Path

    path = tmp_path / "ledger.csv"
    path.write_text("a,b\n1,2\n")

    def held(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", held)
    (found,) = read_folder(tmp_path)
    assert found.faults == [
        "ledger.csv cannot be read (Permission denied). Close it in other programs, then try again."
    ]


# Whatever arrives


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.zip", "a.pdf", "a"]))
@examples(150)
def test_any_bytes_are_a_return_or_are_told(tmp_path_factory, content, name):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    for found in read_file(path):
        assert found.publication or found.faults or found.oddities


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=6)),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
@examples(150)
def test_no_row_of_a_table_is_lost_or_moved_whatever_its_cells_hold(rows, delimiter, ending):
    # A cell with both is taken for rows that a stray quotation mark swallowed.
    assume(not any("\n" in cell and delimiter in cell for row in rows for cell in row))
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(rows)
    lines, line = [], 1
    for row in rows:
        alone = io.StringIO()
        csv.writer(alone, delimiter=delimiter, lineterminator=ending).writerow(row)
        lines.append(line)
        line += len(io.StringIO(alone.getvalue(), newline="").readlines())
    found = Sheet(file="a.csv", head=(), text=text.getvalue(), delimiter=delimiter)
    body, at = found.below(None)
    expected = [
        (place, row)
        for place, row in zip(lines, rows, strict=True)
        if any(cell.strip() for cell in row)
    ]
    assert at.tolist() == [place for place, _ in expected]
    for (_, row), read in zip(expected, body.to_numpy().tolist(), strict=True):
        assert read[: len(row)] == row
        assert not any(read[len(row) :])


# What would exhaust the machine, or break a page


def test_a_zip_that_would_unpack_to_far_more_than_it_is_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(opened, "_SMALL", 1_000_000)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "a,b\n" + "0" * 2_000_000)
    with pytest.raises(UnreadableFileError, match=r"a\.zip would unpack to 2 MB from 0\.0 MB"):
        sheets(tmp_path / "a.zip", content.getvalue())


def test_zips_within_zips_without_end_are_refused(tmp_path):
    content = zipped(**{"a.csv": LIST})
    for _ in range(6):
        content = zipped(**{"in.zip": content})
    with pytest.raises(UnreadableFileError, match=r"^all\.zip holds more than 5 zips, each in an"):
        sheets(tmp_path / "all.zip", content)


@pytest.mark.parametrize("cell", ["XFD1048576", "BZ1048576"])
def test_a_cell_far_away_from_its_table_is_named_before_room_is_made_for_it(tmp_path, cell):
    path = write_xlsx(tmp_path / "book.xlsx", {"Ledger": [["a", "b"], [1, 2]]})
    content = io.BytesIO()
    far = f'<row r="1048576"><c r="{cell}"><v>2</v></c></row></sheetData>'.encode()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(content, "w") as vast:
        for member in book.namelist():
            inside = book.read(member)
            if member.endswith("sheet1.xml"):
                inside = inside.replace(b"</sheetData>", far)
            vast.writestr(member, inside)
    with pytest.raises(UnreadableFileError, match=r"sheet Ledger reaches to row 1,048,576"):
        sheets(tmp_path / "vast.xlsx", content.getvalue())


def test_entities_that_grow_without_end_are_no_workbook(tmp_path):
    grown = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{grown}]><workbook>&a11;</workbook>'
    links = "<Relationships/>"
    book = zipped(
        **{
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": bomb,
            "xl/_rels/workbook.xml.rels": links,
        }
    )
    with pytest.raises(UnreadableFileError, match=r"a\.xlsx cannot be opened as a workbook"):
        sheets(tmp_path / "a.xlsx", book)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_sign_that_no_document_may_hold_is_a_blank(tmp_path, encoding):
    found = sheet(tmp_path / "a.csv", "risk,owner\nRent\x0breview £,A\x07B\n", encoding)
    assert cells(found)[0] == [["Rent review £", "A B"]]
