"""A small project for the tests of ``analysis.report``: two cycles, a notebook, a few figures."""

import json
from pathlib import Path

import nbformat
import pandas as pd

PARAMS = 'commissioner: "11J"\ncycles:\n  - "2017-12"\n  - "2018-02"\naudience: {audience}\n'
CYCLE = """\
committee_date: 2018-02-07
status: draft
illustrative: true
commentary:
  - section: Position
    text: "Lists grew **less** than assumed. <script>alert(1)</script> [here](javascript:alert(1))"
    signed_by: Head of Primary Care
    dated: 2018-01-31
"""
OPENING = """\
from analysis import report

page = report.open(cycle)"""


def notebook(*cells: str, tags: str = "parameters") -> nbformat.NotebookNode:
    """A notebook: a cell that begins with ``#`` and a space is Markdown, the first other
    one is tagged ``parameters``."""
    made, tagged = [], False
    for place, source in enumerate(cells):
        if source.startswith("#"):
            cell = nbformat.v4.new_markdown_cell(source, id=f"cell-{place}")
        else:
            cell = nbformat.v4.new_code_cell(source, id=f"cell-{place}")
            if not tagged:
                cell.metadata["tags"], tagged = [tags], True
        made.append(cell)
    whole = nbformat.v4.new_notebook(cells=made)
    whole.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return whole


FINANCE = (
    "# Finance\n\nHow the budget stands.",
    'cycle = "2017-12"',
    OPENING,
    "page.status()",
    'page.answer([("The budget is underspent by £229,000.", "Position"), "And so it stays."])',
    'page.key_figures([("Forecast variance", "£229,000", "underspend")])',
    "## Position",
    'page.finding("The budget is underspent")',
    'page.table(page.measures, caption="Every figure", name="figures")',
    'page.commentary("Position")',
    'page.method(["Budget less forecast."])',
    "## Sources",
    "page.sources()",
    "page.provenance()",
)
LOCALITY = (
    "# Locality",
    'cycle = "2017-12"\nlocality = "Purbeck"',
    OPENING,
    'page.answer([f"About {locality}."])',
    "## Size",
    'page.table(page.measures[["area", "value"]], caption="Lists", name="lists")',
    "page.provenance(locality=locality)",
)
MEASURES = (
    ("list", "locality", "Purbeck", "", "2017-11", "actual", 61200.0, "patients", None, None),
    ("list", "locality", "East Dorset", "", "2017-11", "actual", 72400.5, "patients", None, None),
    ("list", "locality", "Unmapped", "", "2017-11", "actual", 3.0, "patients", None, None),
    ("share", "commissioner", "11J", "", "2017-11", "actual", 100 / 3, "percent", 1.0, 3.0),
    ("share", "practice", "X10001", "", "2017-11", "actual", 50.0, "percent", 1.0, 2.0),
)


def make_project(folder: Path, *, audience: str = "committee", **notebooks) -> Path:
    """Write a project into ``folder``: ``notebooks`` gives each notebook's cells by its name."""
    processed = folder / "data" / "processed" / "2018-02"
    processed.mkdir(parents=True)
    for cycle in ("2017-12", "2018-02"):
        (folder / "data" / "raw" / cycle).mkdir(parents=True)
    (folder / "data" / "raw" / "2018-02" / "cycle.yml").write_text(CYCLE, encoding="utf-8")
    (folder / "dvc.yaml").write_text("stages: {}\n", encoding="utf-8")
    (folder / "params.yaml").write_text(PARAMS.format(audience=audience), encoding="utf-8")
    (folder / "notebooks").mkdir()
    for name, cells in notebooks.items():
        write_notebook(folder, name, *cells)
    columns = "measure area_type area category period basis value unit numerator denominator"
    pd.DataFrame(MEASURES, columns=columns.split()).assign(source="ledger.csv").astype(
        {"numerator": "float64", "denominator": "float64"}
    ).to_parquet(processed / "measures.parquet")
    returned = {
        "file": "ledger <b>.csv",
        "publication": "Budget ledger",
        "layout": "template",
        "vintage": None,
        "period": "2017-04 to 2017-11",
        "rows": 88,
        "sha256": "ab" * 32,
        "illustrative": True,
        "oddities": [],
    }
    unknown = {"file": "notes.xlsx", "publication": None, "sha256": "cd" * 32}
    (processed / "returns.json").write_text(json.dumps([returned, unknown]), encoding="utf-8")
    (processed / "findings.csv").write_text(
        "answer,file,line,table,column,rule,message\ntell,ledger.csv,3,,,odd,Odd.\n",
        encoding="utf-8",
    )
    return folder


def write_notebook(folder: Path, name: str, *cells: str) -> None:
    """Write one notebook into a project."""
    nbformat.write(notebook(*cells), folder / "notebooks" / f"{name}.ipynb")
