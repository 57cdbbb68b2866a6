"""The same returns in another wrapping give the same tables: formats, cases, folders, orders."""

import csv
import io
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from returns_cases import write_xlsx

from analysis.stages import make_tables
from illustrative import write_sample

pytestmark = pytest.mark.build

FIGURES = ("practice", "ledger_line", "programme_return", "list_size")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A few returns of the sample's later cycle: local ones and a published list."""
    root = tmp_path_factory.mktemp("sample")
    write_sample(root)
    cycle = root / "data" / "raw" / "2018-02"
    chosen = [cycle / "local" / f"{name}.csv" for name in FIGURES if name != "list_size"]
    return [*chosen, *cycle.glob("published/registrations/2018-01/*.csv")]


@pytest.fixture(scope="module")
def known():
    """What was read of the returns as they are: read once."""
    return {}


@pytest.fixture
def tables(project_folder):
    """What is made of the files that a function put into the cycle's folder."""

    def read(put, *, names=None):
        folder = project_folder / "data" / "raw" / "2018-02"
        shutil.rmtree(folder)
        folder.mkdir()
        (folder / "cycle.yml").write_text("committee_date: 2018-02-07\n", encoding="utf-8")
        put(folder)
        _, outcome = make_tables.prepare("2018-02")
        assert not outcome.stopped, outcome.findings["message"].tolist()
        assert set(outcome.tables) == set(names or FIGURES)
        return {
            name: frame.drop(columns=["source_file", "source_line"]).sort_values(
                [*frame.columns[:4]], ignore_index=True
            )
            for name, frame in outcome.tables.items()
        }

    return read


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def delimited(rows, delimiter=",", ending="\r\n"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return text.getvalue()


def as_they_are(folder, sample):
    for path in sample:
        shutil.copy(path, folder)


def semicolons_in_utf_16(folder, sample):
    for path in sample:
        text = delimited(rows_of(path), ";")
        (folder / f"{path.stem} export.txt").write_bytes(text.encode("utf-16"))


def one_workbook(folder, sample):
    book = {path.stem: rows_of(path) for path in sample}
    write_xlsx(folder / "everything.xlsx", {"Cover": [["Returns, February"]], **book})


def a_zip_in_a_zip(folder, sample):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for path in sample:
            archive.write(path, f"deep/down/{path.name}")
    with zipfile.ZipFile(folder / "mail.zip", "w") as archive:
        archive.writestr("attachments.zip", inner.getvalue())


def titles_blank_rows_and_columns_turned_round(folder, sample):
    for path in sample:
        rows = [row[::-1] for row in rows_of(path)]
        blank = [""] * len(rows[0])
        title = ["General practice, February 2018", *blank[1:]]
        text = delimited([title, blank, *rows[:3], blank, *rows[3:], blank, blank])
        (folder / path.name).write_bytes(text.encode("utf-8-sig"))


def codes_in_small_letters_with_spaces(folder, sample):
    for path in sample:
        rows = [
            [f" {cell.lower()} " if is_code(cell) else cell for cell in r] for r in rows_of(path)
        ]
        (folder / path.name).write_text(delimited(rows), encoding="utf-8")


def is_code(cell):
    return len(cell) == 6 and cell[0] == "X" and cell[1:].isdigit()


def days_as_a_spreadsheet_shows_them(folder, sample):
    for path in sample:
        rows = [[british(cell) for cell in row] for row in rows_of(path)]
        (folder / path.name).write_text(delimited(rows), encoding="utf-8")


def british(cell):
    parts = cell.split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return "/".join(reversed(parts))
    return cell


WRAPPINGS = (
    semicolons_in_utf_16,
    one_workbook,
    a_zip_in_a_zip,
    titles_blank_rows_and_columns_turned_round,
    codes_in_small_letters_with_spaces,
    days_as_a_spreadsheet_shows_them,
)


@pytest.mark.parametrize("wrap", WRAPPINGS, ids=lambda wrap: wrap.__name__)
def test_the_wrapping_makes_no_difference(sample, tables, wrap, known):
    if not known:
        known.update(tables(lambda folder: as_they_are(folder, sample)))
    wrapped = tables(lambda folder: wrap(folder, sample))
    for name, frame in known.items():
        assert len(frame) > 1
        pd.testing.assert_frame_equal(wrapped[name], frame)


def test_a_ledger_in_one_file_a_month_is_the_ledger_of_the_year(sample, tables):
    ledger = next(path for path in sample if path.stem == "ledger_line")
    header, *rows = rows_of(ledger)

    def by_month(folder: Path):
        for month in {row[0] for row in rows}:
            text = delimited([header, *(row for row in rows if row[0] == month)])
            (folder / f"M {month}.csv").write_text(text, encoding="utf-8")

    whole = tables(lambda folder: shutil.copy(ledger, folder), names=["ledger_line"])
    parts = tables(by_month, names=["ledger_line"])
    pd.testing.assert_frame_equal(parts["ledger_line"], whole["ledger_line"])
