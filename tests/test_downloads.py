"""Workbooks and archives: accessible, harmless, and the same every time."""

import io
import re
import shutil
import subprocess
import zipfile

import pandas as pd
import pytest
import python_calamine
from report_fixture import FINANCE, make_project

from analysis.report import downloads
from analysis.report.downloads import workbooks
from analysis.report.page import Page
from analysis.report.run import jobs
from analysis.report.run.build import build

HOSTILE = "=HYPERLINK(1)"
ROWS = pd.DataFrame(
    {
        "practice": [HOSTILE, "[here](http://example.org)", "two $$notes$$"],
        "payments_gbp": ["1200.5", "", "-3"],
        "code": ["007", "010", "100"],
    }
)


@pytest.fixture
def book(tmp_path, monkeypatch) -> bytes:
    monkeypatch.chdir(make_project(tmp_path))
    tables = [("by-practice", "Payments", ROWS), ("by-practice", "Payments again", ROWS)]
    return workbooks.workbook("Finance", tables, Page("2018-02"))


def sheets(content: bytes) -> python_calamine.CalamineWorkbook:
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return {name: whole.read(name).decode("utf-8") for name in whole.namelist()}


def test_a_workbook_has_a_cover_contents_notes_and_one_table_a_sheet(book):
    names = sheets(book).sheet_names
    assert names == ["Cover", "Contents", "Notes", "by-practice", "by-practice-2"]
    tables = [name for name in parts(book) if name.startswith("xl/tables/")]
    assert len(tables) == 4  # contents, notes and the two


def test_no_cell_is_merged_and_nothing_is_a_formula(book):
    for name, text in parts(book).items():
        if name.startswith("xl/worksheets/"):
            assert "mergeCell" not in text
            assert not re.search(r"<f[ >]", text)


def test_no_link_leads_out_of_the_workbook(book):
    outward = [n for n, text in parts(book).items() if 'TargetMode="External"' in text]
    assert outward == []


def test_numbers_are_numbers_codes_are_text_and_a_blank_says_that_it_is_not_known(book):
    rows = sheets(book).get_sheet_by_name("by-practice").to_python()
    at = next(place for place, row in enumerate(rows) if row[0] == "Practice")
    assert rows[at + 1] == [HOSTILE, 1200.5, "007"]
    assert rows[at + 2][1] == "[x]"


def test_headings_are_a_readers_and_not_a_programs(book):
    rows = sheets(book).get_sheet_by_name("by-practice").to_python()
    assert ["Practice", "Payments (£)", "Code"] in rows


def test_a_sheet_prints_on_one_page_wide_with_its_headings_its_marks_and_its_number(book):
    sheet = parts(book)["xl/worksheets/sheet4.xml"]
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "Confidential: for the committee" in sheet
    assert "Page &amp;P of &amp;N" in sheet
    assert "_xlnm.Print_Titles" in parts(book)["xl/workbook.xml"]


def test_long_text_runs_over_lines_and_a_cell_of_signs_alone_is_said_in_words(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(make_project(tmp_path))
    rows = pd.DataFrame({"reason": ["word " * 200, "-", "?", " "], "score": ["1", "2", "3", "4"]})
    content = workbooks.workbook("Pack", [("risks", "Risks", rows)], Page("2018-02"))
    shown = sheets(content).get_sheet_by_name("risks").to_python()
    assert [row[0] for row in shown[-3:]] == ["sent as -", "sent as ?", "sent as a blank"]
    width = re.search(
        r'<col min="1" max="1" width="([\d.]+)"', parts(content)["xl/worksheets/sheet4.xml"]
    )
    assert float(width[1]) < 65
    high = re.findall(r'<row [^>]*\bht="([\d.]+)"', parts(content)["xl/worksheets/sheet4.xml"])
    assert max(float(height) for height in high) > 200  # its thousand letters can be read


def test_a_number_keeps_its_digits_and_shows_what_the_page_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(make_project(tmp_path))
    rows = pd.DataFrame({"share_percent": ["33.333333333333", "5"], "year": ["2017", "2018"]})
    content = workbooks.workbook("Pack", [("s", "Shares", rows)], Page("2018-02"))
    assert sheets(content).get_sheet_by_name("s").to_python()[-2][0] == 33.333333333333
    styles = parts(content)["xl/styles.xml"]
    assert 'formatCode="#,##0.0"' in styles
    assert 'numFmtId="1"' in styles  # a year has no thousands


def test_the_same_tables_give_the_same_bytes(book, tmp_path):
    again = workbooks.workbook(
        "Finance",
        [("by-practice", "Payments", ROWS), ("by-practice", "Payments again", ROWS)],
        Page("2018-02"),
    )
    assert again == book


def place_page(folder, name: str, tables: dict[str, str]) -> jobs.Job:
    job = jobs.Job("locality", "2018-02", f"localities/{name.lower()}.html", {"locality": name})
    links = "".join(
        f'<a download="{job.report}-{file}.csv" href="data:,">Save'
        f'<span class="hidden">: The {file}</span></a>'
        for file in tables
    )
    (folder / job.page).parent.mkdir(exist_ok=True)
    (folder / job.page).write_text(links, encoding="utf-8")
    for file, rows in tables.items():
        path = folder / "tables" / job.tables / f"{file}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rows, encoding="utf-8")
    return job


def test_one_workbook_holds_every_place_a_table_alike_everywhere_once(tmp_path):
    alike = "place,gps\nPurbeck,1\n"
    work = [
        place_page(tmp_path, "Purbeck", {"staff": "role,fte\nGPs,3\n", "beside": alike}),
        place_page(tmp_path, "Swanage", {"staff": "role,fte,gap\nNurses,2,1\n", "beside": alike}),
    ]
    staff, beside = downloads.tables_of_places(tmp_path, work, what="locality")
    assert staff[:2] == ("staff", "The staff")
    assert staff[2].to_dict("list") == {
        "locality": ["Purbeck", "Swanage"],
        "role": ["GPs", "Nurses"],
        "fte": ["3", "2"],
        "gap": ["", "1"],
    }
    assert beside[2].to_dict("list") == {"place": ["Purbeck"], "gps": ["1"]}


def test_a_workbook_stands_until_its_tables_change_or_it_is_spoilt(tmp_path, monkeypatch):
    monkeypatch.chdir(make_project(tmp_path, finance=FINANCE))
    build("2018-02")
    place, written, really = tmp_path / "reports/2018-02", [], downloads._write_side_by_side

    def watched(stale):
        written.append([one.path.name for one in stale])
        really(stale)

    monkeypatch.setattr(downloads, "_write_side_by_side", watched)
    downloads.write("2018-02")
    first = (place / "workbooks/finance.xlsx").read_bytes()
    downloads.write("2018-02")
    assert written == [["finance.xlsx"]]
    (place / "workbooks/finance.xlsx").write_bytes(b"spoilt")
    downloads.write("2018-02")
    assert (place / "workbooks/finance.xlsx").read_bytes() == first
    (place / "tables/finance/figures.csv").write_text("patients\n3\n", encoding="utf-8")
    downloads.write("2018-02")
    assert written == [["finance.xlsx"]] * 3
    assert (place / "workbooks/finance.xlsx").read_bytes() != first


def test_an_archive_holds_the_pages_with_a_fixed_date_and_leaves_out_what_failed(tmp_path):
    for name in ("finance.html", "index.html", "failed/a.html", "tables/finance/a.csv", ".b"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    first = downloads.archive(tmp_path, "2018-02")
    (tmp_path / "finance.html").touch()
    assert downloads.archive(tmp_path, "2018-02") == first
    with zipfile.ZipFile(io.BytesIO(first)) as whole:
        assert whole.namelist() == [
            "general-practice-2018-02/finance.html",
            "general-practice-2018-02/tables/finance/a.csv",
        ]
        assert {entry.date_time[0] for entry in whole.infolist()} == {1980}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook_and_prints_its_wide_sheet_on_one_page(book, tmp_path):
    path = tmp_path / "finance.xlsx"
    path.write_bytes(book)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "finance.pdf").read_bytes())
    assert len(pages) == 5  # cover, contents, notes and two tables
