"""A long table sorts and filters, by mouse and by keyboard; without script it is all there."""

import nbformat
import pandas as pd
import pytest
from report_fixture import notebook
from test_pages import CHROMIUM, without

import lengths
from analysis.report.page.blocks import MARK
from analysis.report.page.table_html import SORTED, table_html
from analysis.report.run.render import render

pytestmark = pytest.mark.browser
PRACTICES = [f"Practice {number}" for number in range(1, SORTED + 1)]
PATIENTS = [*range(900, 900 + 100 * (SORTED - 2), 100), None, 20_000.0]
ROWS = pd.DataFrame(
    {"practice": [*PRACTICES, "All practices"], "patients": [*PATIENTS, 99_000.0], "at_scale": "no"}
)


def written(folder, rows):
    made = notebook("# Title", "## Section", 'cycle = "2018-02"')
    html = table_html(rows, caption="Patients", name="patients")
    about = {"metadata": {"text/html": MARK}, "data": {"text/html": html}}
    made.cells[-1].outputs = [nbformat.v4.new_output("display_data", **about)]
    path = folder / "page.html"
    path.write_text(render(made, report="title", site="Title").html, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tab():
    if not CHROMIUM.exists():
        without(f"no Chromium at {CHROMIUM}")
    with lengths.opened_tab() as opened:
        yield opened


def column(tab, number):
    return tab.locator(f"tbody tr:visible > :nth-child({number})").all_inner_texts()


def test_a_heading_sorts_up_then_down_then_as_printed(tab, tmp_path):
    tab.goto(written(tmp_path, ROWS).as_uri())
    heading, as_printed = tab.locator("thead th").nth(1), column(tab, 2)
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert column(tab, 2)[:2] == ["900", "1,000"]
    assert column(tab, 2)[-3:] == ["20,000", "not known", "99,000"]  # the total stays below
    heading.get_by_role("button").press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    assert column(tab, 2)[0] == "20,000"
    assert column(tab, 2)[-2:] == ["not known", "99,000"]
    heading.get_by_role("button").press("Space")
    assert heading.get_attribute("aria-sort") is None
    assert column(tab, 2) == as_printed


def test_words_are_sorted_with_their_numbers_in_order(tab, tmp_path):
    tab.goto(written(tmp_path, ROWS.iloc[::-1]).as_uri())
    tab.locator("thead button").first.click()
    assert column(tab, 1) == [*PRACTICES, "All practices"]


def test_a_filter_leaves_the_rows_with_its_words_and_says_how_many(tab, tmp_path):
    tab.goto(written(tmp_path, ROWS).as_uri())
    tab.get_by_label("Show rows with").fill("practice 12")
    assert column(tab, 1) == ["Practice 12"]
    assert tab.locator(".filter output").inner_text().strip() == f"1 of {len(ROWS)}"
    tab.get_by_label("Show rows with").fill("")
    assert len(column(tab, 1)) == len(ROWS)


def test_a_short_table_and_a_page_without_a_long_one_run_no_script(tab, tmp_path):
    path = written(tmp_path, ROWS.head(SORTED))
    assert "<script" not in path.read_text(encoding="utf-8")
    assert "script-src" not in path.read_text(encoding="utf-8")
