"""Running notebooks: the same bytes everywhere, and a failure that spoils nothing."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from report_fixture import FINANCE, LOCALITY, OPENING, make_project, write_notebook

from analysis.measures import COLUMNS
from analysis.project import notebooks, parallel
from analysis.report.run import build as build_module
from analysis.report.run import jobs, publish
from analysis.report.run.build import BuildError, build, render_one
from analysis.report.run.publish import write_measures

pytestmark = pytest.mark.build

BUILD = "from analysis.report.run.build import build; build('2018-02')"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = make_project(tmp_path / "project", finance=FINANCE, locality=LOCALITY)
    monkeypatch.chdir(made)
    return made


def published(folder: Path) -> dict[str, str]:
    """The digest of every published file and executed notebook, by its path."""
    files = [*folder.glob("reports/**/*.*"), *folder.glob("logs/**/*.ipynb")]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
        if path.is_file()
    }


def pages_made(folder: Path) -> list[str]:
    """The pages that the last build made rather than kept."""
    return sorted(json.loads((folder / "logs/reports.json").read_text(encoding="utf-8")))


def test_a_build_publishes_pages_tables_and_measures(folder):
    build("2018-02")
    assert [name for name in published(folder) if name.startswith("reports/")] == [
        "reports/2018-02/finance.html",
        "reports/2018-02/localities/east-dorset.html",
        "reports/2018-02/localities/purbeck.html",
        "reports/2018-02/measures.csv",
        "reports/2018-02/tables/finance/figures.csv",
        "reports/2018-02/tables/finance/sources.csv",
        "reports/2018-02/tables/localities/east-dorset/lists.csv",
        "reports/2018-02/tables/localities/purbeck/lists.csv",
    ]
    page = (folder / "reports/2018-02/localities/purbeck.html").read_text(encoding="utf-8")
    assert "About Purbeck." in page
    assert "<h1>Locality: Purbeck</h1>" in page
    assert 'download="locality-purbeck-lists.csv"' in page
    assert 'href="../index.html"' in page


def test_measures_are_sorted_decimal_text(folder):
    write_measures("2018-02")
    assert (folder / "reports/2018-02/measures.csv").read_bytes().decode().split("\n") == [
        "measure,area_type,area,category,period,basis,value,unit,numerator,denominator,source",
        "list,locality,East Dorset,,2017-11,actual,72400.5,patients,,,ledger.csv",
        "list,locality,Purbeck,,2017-11,actual,61200,patients,,,ledger.csv",
        "list,locality,Unmapped,,2017-11,actual,3,patients,,,ledger.csv",
        "share,commissioner,11J,,2017-11,actual,33.3333333333,percent,1,3,ledger.csv",
        "share,practice,X10001,,2017-11,actual,50,percent,1,2,ledger.csv",
        "",
    ]


def test_public_measures_name_no_practice(tmp_path, monkeypatch):
    monkeypatch.chdir(make_project(tmp_path, audience="public", finance=FINANCE))
    build("2018-02")
    for path in tmp_path.glob("reports/**/*.*"):
        assert "X10001" not in path.read_text(encoding="utf-8")


def test_two_builds_are_the_same_bytes_wherever_and_whenever(tmp_path):
    settings = (
        ("one", "0", "UTC", "en_GB.UTF-8", "."),
        ("another-longer-name", "4711", "Pacific/Auckland", "C", "notebooks"),
    )
    found = []
    for name, seed, zone, locale, below in settings:
        made = make_project(tmp_path / name, finance=FINANCE, locality=LOCALITY)
        awkward = ("print(page, {'a', 'b', 'c'} and object())", "import sys", "object()")
        write_notebook(made, "finance", *FINANCE, *awkward)
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        subprocess.run([sys.executable, "-c", BUILD], cwd=made / below, env=environment, check=True)
        found.append(published(made))
    assert found[0] == found[1]
    assert any(name.endswith(".ipynb") for name in found[0])


def test_pages_made_one_after_another_in_one_process_are_the_same_bytes(folder):
    build("2018-02")
    before = published(folder)
    shutil.rmtree(folder / "reports")
    alone = f"from analysis.project import parallel; parallel.COPIES = False; {BUILD}"
    subprocess.run([sys.executable, "-c", alone], cwd=folder, check=True)
    assert published(folder) == before


def test_a_failing_notebook_keeps_its_last_good_page(folder, capsys):
    build("2018-02")
    before = published(folder)
    write_notebook(folder, "finance", *FINANCE[:5], "1 / 0", "print('never')")
    with pytest.raises(BuildError) as error:
        build("2018-02")
    assert str(error.value) == (
        "reports 2018-02: notebooks/finance.ipynb failed at cell 6 of 7: "
        "ZeroDivisionError: division by zero. See reports/2018-02/failed/finance.ipynb"
    )
    after = published(folder)
    assert after["reports/2018-02/finance.html"] == before["reports/2018-02/finance.html"]
    assert after["reports/2018-02/localities/purbeck.html"]
    failed = nbformat.read(folder / "reports/2018-02/failed/finance.ipynb", as_version=4)
    outputs = [output for cell in failed.cells for output in cell.get("outputs", ())]
    assert outputs[-1].ename == "ZeroDivisionError"
    assert "never" not in str(outputs)

    write_notebook(folder, "finance", *FINANCE)
    build("2018-02")
    assert not (folder / "reports/2018-02/failed").exists()
    # Sibling links and bytes are as they were: a failure leaves no trace in what is published.
    assert {k: v for k, v in published(folder).items() if k.startswith("reports/")} == {
        k: v for k, v in before.items() if k.startswith("reports/")
    }


def test_one_locality_that_fails_keeps_its_last_good_page(folder):
    build("2018-02")
    before = published(folder)
    write_notebook(folder, "locality", *LOCALITY, 'assert locality != "Purbeck"')
    with pytest.raises(BuildError, match=r"\(Purbeck\) failed at cell 8 of 8: AssertionError"):
        build("2018-02", ["locality"])
    after = published(folder)
    for kept in ("localities/purbeck.html", "tables/localities/purbeck/lists.csv"):
        assert after[f"reports/2018-02/{kept}"] == before[f"reports/2018-02/{kept}"]
    changed = "reports/2018-02/localities/east-dorset.html"
    assert after[changed] != before[changed]  # its code is part of the page


def test_a_worker_that_dies_is_told_and_the_rest_finish(folder):
    write_notebook(folder, "finance", *FINANCE[:2], "import os", "os._exit(3)")
    with pytest.raises(BuildError, match="ended without a result"):
        build("2018-02")
    assert (folder / "reports/2018-02/localities/purbeck.html").exists()


def test_a_changed_notebook_costs_its_own_page_and_no_other(folder, capsys):
    build("2018-02")
    before = published(folder)
    write_notebook(folder, "finance", *FINANCE, "page.finding('Something else')")
    build("2018-02")
    assert pages_made(folder) == ["2018-02 finance"]
    assert "2 of 3 are kept" in capsys.readouterr().err
    after = published(folder)
    changed = {name for name in after if name.endswith(".html") and after[name] != before[name]}
    assert changed == {"reports/2018-02/finance.html"}


def test_nothing_changed_makes_no_page(folder):
    build("2018-02")
    before = published(folder)
    build("2018-02")
    assert pages_made(folder) == []
    assert published(folder) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "data/processed/2018-02/findings.csv").write_text("answer\n"),
        lambda folder: (folder / "data/raw/2018-02/cycle.yml").write_text("status: approved\n"),
        lambda folder: (folder / "requirements.lock").write_text("pandas==99\n"),
        lambda folder: (folder / "logs/2018-02/made.json").unlink(),
        lambda folder: (folder / "logs/2018-02/made.json").write_text("{"),
    ],
    ids=["data", "cycle.yml", "packages", "no memory", "a spoilt memory"],
)
def test_what_every_page_reads_makes_every_page_again(folder, change):
    build("2018-02")
    change(folder)
    build("2018-02")
    assert len(pages_made(folder)) == 3


@pytest.mark.parametrize("file", ["localities/purbeck.html", "tables/localities/purbeck/lists.csv"])
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_text("edited by hand")])
def test_a_page_that_is_gone_or_edited_is_made_again(folder, file, spoil):
    build("2018-02")
    before = published(folder)
    spoil(folder / "reports/2018-02" / file)
    build("2018-02")
    assert pages_made(folder) == ["2018-02 locality-purbeck"]
    assert published(folder) == before


def test_a_page_that_failed_is_tried_again(folder):
    write_notebook(folder, "finance", *FINANCE, "1 / 0")
    for _ in range(2):
        with pytest.raises(BuildError, match="ZeroDivisionError"):
            build("2018-02")


def test_a_notebook_edited_while_it_runs_is_run_again(folder, monkeypatch):
    really = build_module.run

    def edited_meanwhile(work, **options):
        outcomes = really(work, **options)
        write_notebook(folder, "finance", *FINANCE, "page.finding('Something else')")
        return outcomes

    monkeypatch.setattr(build_module, "run", edited_meanwhile)
    build("2018-02")
    monkeypatch.setattr(build_module, "run", really)
    build("2018-02")
    assert pages_made(folder) == ["2018-02 finance"]


def test_a_page_made_alone_need_not_be_made_again(folder):
    build("2018-02")
    write_notebook(folder, "finance", *FINANCE, "page.finding('Something else')")
    render_one("finance", "2018-02")
    build("2018-02")
    assert pages_made(folder) == []


def test_one_page_alone(folder, capsys):
    build("2018-02")
    write_notebook(folder, "locality", *LOCALITY, "# More")
    before = published(folder)
    with pytest.raises(BuildError, match="a second H1"):
        render_one("locality", "2018-02", locality="Purbeck")
    write_notebook(folder, "locality", *LOCALITY, "## More")
    render_one("locality", "2018-02", locality="Purbeck")
    assert capsys.readouterr().out == "reports/2018-02/localities/purbeck.html\n"
    after = published(folder)
    assert {name for name in after if after[name] != before.get(name)} - {
        "logs/2018-02/locality-purbeck.ipynb"
    } == {"reports/2018-02/localities/purbeck.html"}


def test_a_parameter_stays_the_text_it_is(folder):
    cells = (
        "# Codes",
        'cycle = ""\nlocality = ""',
        "assert (cycle, locality) == ('2018-02', '06')",
    )
    write_notebook(folder, "locality", *cells)
    render_one("locality", "2018-02", locality="06")


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [
        (("## Finance", 'cycle = ""'), "has no H1. Begin it with a Markdown cell '# Title'."),
        (("# Finance", "year = 1"), "takes no cycle. Tag a code cell 'parameters'"),
    ],
)
def test_a_notebook_that_is_no_report_says_what_to_change(folder, cells, remedy):
    write_notebook(folder, "finance", *cells)
    with pytest.raises(notebooks.NotebookError, match=remedy):
        build("2018-02", ["finance"])


def test_an_unknown_notebook_or_parameter_is_named(folder):
    with pytest.raises(notebooks.NotebookError, match="No notebook is called 'money'"):
        build("2018-02", ["money"])
    with pytest.raises(
        notebooks.NotebookError, match=r"takes no 'place'\. It takes cycle, locality"
    ):
        render_one("locality", "2018-02", place="x")


def test_what_cells_show_is_kept_as_a_kernel_would(folder):
    shown = (
        "import sys, warnings\nprint('one')\nprint('two', file=sys.stderr)\nprint('three')",
        "from IPython.display import Markdown, clear_output, display\ndisplay(Markdown('*x*'))\n7",
        "get_ipython().user_ns['cycle']",
        "print('gone'); clear_output(); print('kept')",
        "await __import__('asyncio').sleep(0, 'awaited')",
        "import pandas as pd\npd.DataFrame({'a': ['<script>alert(1)</script>']})",
    )
    write_notebook(folder, "finance", *FINANCE[:2], *shown)
    (outcome,) = build_module.run(jobs.jobs("finance", "2018-02"))
    cells = nbformat.reads(outcome.notebook, as_version=4).cells
    # The first two cells are the title and the parameters; papermill put in one more.
    outputs = [[dict(output) for output in cell.outputs] for cell in cells[3:]]
    assert [output["text"] for output in outputs[0]] == ["one\n", "three\n"]
    assert outcome.stderr == "two\n"
    assert outputs[1][0]["data"]["text/markdown"] == "*x*"
    assert outputs[1][1]["data"]["text/plain"] == "7"
    assert outputs[2][0]["data"]["text/plain"] == "'2018-02'"
    assert [output["text"] for output in outputs[3]] == ["kept\n"]
    assert outputs[4][0]["data"]["text/plain"] == "'awaited'"
    assert "<script>" not in outcome.html


@pytest.mark.parametrize(
    "leaves", ["import sys\nsys.exit(0)", "exit()", "raise SystemExit", "raise SystemExit(0)"]
)
def test_a_cell_that_ends_the_notebook_is_a_failure_and_the_last_page_stays(folder, leaves):
    write_notebook(folder, "finance", *FINANCE)
    build("2018-02", ["finance"], workers=1)
    page = (folder / "reports" / "2018-02" / "finance.html").read_bytes()
    write_notebook(folder, "finance", *FINANCE[:2], leaves, "1 / 0")
    with pytest.raises(build_module.BuildError, match=r"the cell ends the notebook\. Remove its"):
        build("2018-02", ["finance"], workers=1)
    assert (folder / "reports" / "2018-02" / "finance.html").read_bytes() == page


def test_an_exit_with_a_code_says_the_code(folder):
    write_notebook(folder, "finance", *FINANCE[:2], "import sys", "sys.exit(2)")
    (outcome,) = build_module.run(jobs.jobs("finance", "2018-02"))
    assert outcome.error == "SystemExit: 2"


@pytest.mark.skipif(not parallel.COPIES, reason="only a copy of the process can be ended")
def test_a_notebook_that_does_not_end_is_ended_and_the_others_are_published(folder):
    params = folder / "params.yaml"
    params.write_text(f"{params.read_text()}\nnotebook_minutes: 0.05\n")
    write_notebook(folder, "finance", *FINANCE[:2], "while True: pass")
    write_notebook(folder, "workforce", *FINANCE)
    with pytest.raises(build_module.BuildError, match=r"finance.* it ran for more than 3 s"):
        build("2018-02", ["finance", "workforce"], workers=2)
    assert (folder / "reports" / "2018-02" / "workforce.html").exists()


def test_notebooks_do_not_see_each_other(folder):
    spoil = "import pandas, builtins\nbuiltins.spoilt = pandas.spoilt = True"
    look = "import builtins\nassert not hasattr(builtins, 'spoilt')"
    write_notebook(folder, "finance", *FINANCE[:2], look, spoil)
    write_notebook(folder, "workforce", *FINANCE[:2], look, spoil)
    shutil.rmtree(folder / "reports", ignore_errors=True)
    build("2018-02", ["finance", "workforce"], workers=1)


def test_the_notebook_runs_with_papermill_alone(folder):
    command = [sys.executable, "-m", "papermill", "notebooks/finance.ipynb", "out.ipynb"]
    subprocess.run(
        [*command, "-r", "cycle", "2018-02"], cwd=folder, check=True, capture_output=True
    )
    plain = nbformat.read(folder / "out.ipynb", as_version=4)
    (ours,) = build_module.run(jobs.jobs("finance", "2018-02"))
    kept = nbformat.reads(ours.notebook, as_version=4)
    assert [_shown(cell) for cell in plain.cells] == [_shown(cell) for cell in kept.cells]


def test_cells_run_one_by_one_from_the_notebooks_folder(folder, monkeypatch):
    monkeypatch.chdir(folder / "notebooks")
    place = {"cycle": "2018-02"}
    exec(OPENING, place)
    assert place["page"].status()._repr_html_().startswith('<div class="status">')


def _shown(cell) -> list:
    return [
        {key: output.get(key) for key in ("output_type", "data", "metadata", "text")}
        for output in cell.get("outputs", ())
    ]


@pytest.mark.filterwarnings("error")
def test_measures_without_a_single_ratio_are_written_without_a_warning():
    one = dict.fromkeys(COLUMNS, "") | {"value": 1.0, "numerator": None, "denominator": None}
    text = publish.measures_text(pd.DataFrame([one]))
    assert text.splitlines()[1] == ",,,,,,1,,,,"
