"""Frames as tables and downloads: headings, figures, what is missing, what is hostile."""

import base64
import re

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis.report.page import cells as page_cells
from analysis.report.page import table_html


def table(frame, **options):
    html = table_html.table_html(frame, caption="Lines", name="lines", **options)
    return BeautifulSoup(html, "html.parser")


def cells(frame):
    return [[cell.get_text() for cell in row.select("th, td")] for row in table(frame).select("tr")]


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("annual_budget_gbp", "Annual budget (£)"),
        ("share_trained_percent", "Share trained (%)"),
        ("gp_fte", "GP (FTE)"),
        ("nurse_headcount", "Nurse (headcount)"),
        ("patients_registered", "Patients registered"),
        ("appointments_per_1000_weighted", "Appointments per 1,000 weighted"),
        ("cost_gbp_per_patient", "Cost (£ per patient)"),
        ("pcn_name", "PCN name"),
        ("Already written", "Already written"),
        ("what it shows", "What it shows"),
        ("fte", "FTE"),
        ("low_80_percent", "Low end of 80% band (%)"),
        ("high_998_gbp", "High end of 99.8% band (£)"),
    ],
)
def test_a_column_name_becomes_a_heading(name, heading):
    assert page_cells.heading(name) == heading


def test_figures_of_a_column_share_their_decimals():
    rows = cells(
        pd.DataFrame(
            {
                "line": ["GMS", "QOF"],
                "budget_gbp": [52_100_000.4, -300],
                "spent_percent": [66.666, 7],
                "gp_fte": [12.25, 3],
                "patients": [1000.0, 2.0],
            }
        )
    )
    assert rows[1] == ["GMS", "52,100,000", "66.7", "12.2", "1,000"]
    assert rows[2] == ["QOF", "-300", "7.0", "3.0", "2"]


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT])
def test_what_is_missing_is_not_known_and_never_zero(missing):
    assert cells(pd.DataFrame({"line": ["GMS"], "spent_gbp": [missing]}))[1] == ["GMS", "not known"]


def test_zero_is_zero_and_has_no_sign():
    assert cells(pd.DataFrame({"line": ["GMS"], "spent_gbp": [-0.001]}))[1] == ["GMS", "0.00"]
    assert cells(pd.DataFrame({"line": ["GMS"], "spent_gbp": [0]}))[1] == ["GMS", "0"]


def test_months_and_days_are_written_in_words():
    days = {"period": ["2017-11"], "as_at": ["2017-09-18"], "year": [2017]}
    rows = cells(pd.DataFrame(days | {"span": ["2017-04 to 2017-11"]}))
    assert rows[1] == ["November 2017", "18 September 2017", "2017", "April 2017 to November 2017"]


def test_a_table_has_caption_and_scopes():
    found = table(pd.DataFrame({"line": ["GMS"], "spent_gbp": [1]}))
    assert found.caption.get_text() == "Lines"
    assert [head["scope"] for head in found.select("thead th")] == ["col", "col"]
    assert found.select_one("tbody th")["scope"] == "row"
    assert found.select_one(".scroll")["aria-labelledby"] == found.caption["id"]


def test_a_named_index_comes_first():
    frame = pd.DataFrame({"gp_fte": [1.0]}, index=pd.Index(["Purbeck"], name="locality"))
    assert cells(frame) == [["Locality", "GP (FTE)"], ["Purbeck", "1.0"]]


def test_hostile_text_stays_text():
    nasty = "<script>alert(1)</script>"
    found = table(pd.DataFrame({nasty: [f"{nasty}'\""]}), note=nasty)
    assert found.script is None
    assert found.select_one("tbody th").get_text() == f"{nasty}'\""
    assert found.select_one("thead th").get_text() == nasty


def test_long_tables_are_folded():
    assert table(pd.DataFrame({"line": range(20)})).details is None
    folded = table(pd.DataFrame({"line": range(21)}))
    assert folded.details.summary.get_text() == "Lines (21 rows)"


def test_the_download_carries_the_table():
    link = table(pd.DataFrame({"line": ["GMS"], "spent_gbp": [1.5]})).select_one("a[download]")
    assert link["download"] == "lines.csv"
    assert link.get_text() == "Download this table (1 KB CSV): Lines"
    kind, content = re.fullmatch(r"data:([^,]*);base64,(.*)", link["href"]).groups()
    assert kind == "text/csv;charset=utf-8"
    assert base64.b64decode(content).decode() == "line,spent_gbp\nGMS,1.5\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+44 1202", "'+44 1202"),
        ("-cmd|x", "'-cmd|x"),
        ("@risk", "'@risk"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("＋44", "'＋44"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("\u200b@risk", "'\u200b@risk"),
        ("-65.5", "-65.5"),
        (-65.5, "-65.5"),
        (1e21, "1000000000000000000000"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (2.0, "2"),
        (None, '""'),
        (True, "yes"),
        ("0123", "0123"),
    ],
)
def test_a_download_runs_nothing_and_keeps_numbers(value, written):
    assert page_cells.csv_text(pd.DataFrame({"a": [value]})) == f"a\n{written}\n"


def test_a_formula_in_a_heading_runs_nothing():
    assert page_cells.csv_text(pd.DataFrame({"=A1": [1]})) == "'=A1\n1\n"
