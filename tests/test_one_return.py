"""A change in one return reaches the pages made from it and leaves the others, byte for byte."""

import contextlib
import hashlib
import shutil

import pandas as pd
import pytest
from project_cases import ROOT, copy_project, measures_in

from analysis.report.page import provenance
from analysis.report.run.build import build, render_one
from analysis.tables import TABLES

CYCLE = "2018-02"


@pytest.fixture(scope="module")
def pages(tmp_path_factory, remembered_verdicts):
    """The reports of a cycle and one locality's page, before and after a forecast is changed."""
    folder = copy_project(
        tmp_path_factory.mktemp("one"), raw={CYCLE: ROOT / "data" / "raw" / CYCLE}
    )
    ledger = folder / "data" / "raw" / CYCLE / "local" / "ledger_line.csv"
    found = {}
    for edition in ("before", "after"):
        if edition == "after":
            rows = pd.read_csv(ledger, dtype="str", keep_default_na=False)
            last = rows.index[rows["month"] == rows["month"].max()][0]
            rows.loc[last, "forecast_gbp"] = str(float(rows.loc[last, "forecast_gbp"]) + 50_000)
            rows.to_csv(ledger, index=False, lineterminator="\n")
        measures_in(folder, CYCLE)
        with contextlib.chdir(folder):
            shutil.rmtree("logs", ignore_errors=True)  # nothing is kept: every page is made again
            build(CYCLE, ["finance", "workforce", "access"])
            render_one("locality", CYCLE, locality="Purbeck")
        made = folder / "reports" / CYCLE
        found[edition] = {
            path.relative_to(made).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in made.rglob("*.html")
        }
    return found


@pytest.mark.build
def test_a_changed_forecast_changes_the_finance_report(pages):
    assert pages["before"]["finance.html"] != pages["after"]["finance.html"]


@pytest.mark.build
@pytest.mark.parametrize("page", ["workforce.html", "access.html", "localities/purbeck.html"])
def test_a_changed_forecast_leaves_a_page_without_a_ledger_as_it_was(pages, page):
    assert pages["before"][page] == pages["after"][page]


FIGURES = pd.DataFrame(
    {
        "measure": ["gp_fte", "variance", "gp_fte", "visits"],
        "area_type": ["commissioner", "commissioner", "locality", "locality"],
        "source": ["staff.csv;list.csv", "ledger.csv", "staff.csv;map.csv", "visits.csv"],
    }
)
CARDS = pd.DataFrame(
    {"measure": ["gp_fte", "variance", "visits"], "report": ["workforce", "finance", "access"]}
)


def files(name: str | None, **tables: str) -> set[str]:
    """The files behind a report's page, where each table comes from the file given."""
    return provenance.files(
        name,
        measures=FIGURES,
        definitions=CARDS,
        commissioner="X0C",
        tables={
            table: pd.DataFrame({"source_file": [tables[table]] if table in tables else []})
            for table in TABLES
        },
    )


def test_a_report_stands_on_its_figures_and_on_the_tables_that_feed_it():
    assert files("finance", ledger_line="ledger.csv", vacancy="vacancy.csv") == {"ledger.csv"}
    assert files("workforce", vacancy="vacancy.csv") == {
        "staff.csv",
        "list.csv",
        "map.csv",
        "vacancy.csv",
    }


def test_a_places_page_stands_on_every_figure_of_a_place():
    assert files("locality") == {"staff.csv", "map.csv", "visits.csv"}


def test_a_page_that_looks_at_everything_stands_on_every_figure():
    assert files(None) == {"staff.csv", "list.csv", "map.csv", "ledger.csv", "visits.csv"}
