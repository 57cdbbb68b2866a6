"""What an edit remakes: the stages and pages that it can change, and nothing else."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from project_cases import ROOT
from report_fixture import make_project

from analysis import project
from analysis.measures.cards import cards
from analysis.project import fingerprints, notebooks, periods
from analysis.report.run import cache
from analysis.report.run.build import run
from analysis.report.run.jobs import jobs
from analysis.stages import write_fingerprints

WORDS = "access/words/__init__.py"
ARITHMETIC = "access/activity.py"
CARDS = "finance/cards.yml"
PAGES = ("finance", "workforce", "access", "assurance", "data_quality")
PAGES += ("committee_pack", "committee_annex")


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def edit_card(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^  definition: ", "  definition: In short, ", text, count=1))


# What the code does


@pytest.mark.parametrize(
    "same",
    [
        "def f(x):\n    return x + 1  # a comment\n",
        '"""About the module."""\ndef f(x):\n    """About it."""\n    return x + 1\n',
        "\n\ndef f(\n    x,\n):\n    return (x + 1)\n",
    ],
    ids=["a comment", "docstrings", "the layout of lines"],
)
def test_what_python_makes_nothing_of_is_no_change(same):
    plain = fingerprints.read_code("def f(x):\n    return x + 1\n")
    assert fingerprints.read_code(same).digest == plain.digest


@pytest.mark.parametrize(
    "other", ["def f(x):\n    return x + 2\n", "def f(y):\n    return y + 1\n"]
)
def test_what_python_does_otherwise_is_a_change(other):
    plain = fingerprints.read_code("def f(x):\n    return x + 1\n")
    assert fingerprints.read_code(other).digest != plain.digest


def test_an_import_counts_wherever_it_is_written():
    text = "import a.b\n\ndef f():\n    from c import (\n        d,\n    )\n"
    assert fingerprints.read_code(text).imports == ["a.b", "c", "c.d"]


def test_every_file_beside_the_code_is_packaged_and_counts():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src/analysis"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split("\0")
    suffixes = {Path(name).suffix for name in listed if name} - {".py"}
    assert suffixes == set(fingerprints.PACKAGED)
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(f'"**/*{suffix}"' in settings for suffix in fingerprints.PACKAGED)


# Which stages and pages an edit can change


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A copy of the library, with the project's own notebooks, to edit."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    for name in ("dvc.yaml", "params.yaml", "requirements.lock"):
        shutil.copy2(ROOT / name, tmp_path / name)
    ours = tmp_path / "src" / "analysis"
    shutil.copytree(ROOT / "src" / "analysis", ours, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fingerprints, "LIBRARY", ours)
    return ours


def listings() -> dict[str, str]:
    """What every stage and every page is made from."""
    fingerprints.read_file.cache_clear()
    made = {path.stem: path.read_text("utf-8") for path in write_fingerprints.write_fingerprints()}
    return made | {
        notebook.name: fingerprints.listing((cache.PAGES, *notebook.imports))
        for notebook in notebooks.notebooks()
    }


def changed_by(edit) -> set[str]:
    before = listings()
    edit()
    after = listings()
    return {name for name in after if after[name] != before[name]}


def test_words_of_access_change_its_pages_and_the_pack(library):
    changed = changed_by(lambda: add(library / WORDS, "\nEXTRA = 1\n"))
    assert {"access", "committee_pack", "reports", "pack"} <= changed
    assert not {"finance", "workforce", "data_quality", "tables", "measures"} & changed


def test_arithmetic_of_access_changes_the_measures_too_and_nothing_of_finance(library):
    changed = changed_by(lambda: add(library / ARITHMETIC, "\nEXTRA = 1\n"))
    assert {"measures", "access", "committee_pack", "reports", "pack", "front_door"} <= changed
    assert not {"finance", "workforce", "data_quality", "tables"} & changed


def test_a_card_of_finance_changes_finance_and_what_follows_it(library):
    changed = changed_by(lambda: edit_card(library / CARDS))
    assert {"measures", "finance", "committee_pack", "reports", "pack"} <= changed
    assert not {"access", "workforce", "data_quality", "tables"} & changed


def test_a_reader_of_returns_changes_the_tables_alone(library):
    assert changed_by(lambda: add(library / "returns/payments.py", "\nEXTRA = 1\n")) == {"tables"}


def test_the_style_sheet_changes_every_page_and_no_figure(library):
    changed = changed_by(lambda: add(library / "report/template/page.css", "p { margin: 0 }\n"))
    assert {*PAGES, "locality", "reports", "pack", "front_door"} == changed


def test_comments_and_docstrings_change_nothing(library):
    def comment():
        for path in library.rglob("*.py"):
            add(path, "\n# A comment.\n")
        path = library / "project" / "periods.py"
        text = path.read_text(encoding="utf-8").replace(periods.__doc__, "Dates.\n")
        path.write_text(text, encoding="utf-8")

    assert changed_by(comment) == set()


def test_a_package_changes_everything(library):
    lock = Path("requirements.lock")
    assert changed_by(lambda: lock.write_text("pandas==99\n", "utf-8")) == set(listings())


def test_measures_are_made_from_arithmetic_and_cards_alone():
    made_from = fingerprints.listing(write_fingerprints.STAGES["measures"])
    others = re.findall(r"\S*/(?:words|charts|report)[/.]\S*|\S*/words\.py", made_from)
    assert others == []
    assert made_from.count("cards.yml") == len(list(fingerprints.LIBRARY.glob("*/cards.yml")))


def test_code_that_is_not_python_is_refused_before_anything_is_written(library):
    fingerprints.read_file.cache_clear()
    add(library / ARITHMETIC, "\ndef\n")
    with pytest.raises(project.ProjectError, match=r"^src/analysis/access/activity.py, line \d+, "):
        write_fingerprints.write_fingerprints()
    assert not Path("data/code").exists()


@pytest.fixture(autouse=True)
def _the_library_is_read_again():
    yield
    fingerprints.read_file.cache_clear()


def test_every_other_stage_depends_on_its_own_code_and_none_runs_always():
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
    code = stages.pop("code")
    assert {"src/analysis", "notebooks", "requirements.lock"} == set(code["deps"])
    assert code["outs"] == [f"data/code/{name}.txt" for name in write_fingerprints.STAGES]
    assert set(stages) == set(write_fingerprints.STAGES)
    for name, stage in stages.items():
        assert f"data/code/{name}.txt" in stage["deps"]
        assert [dep for dep in stage["deps"] if dep.startswith("src")] == []
        assert "always_changed" not in stage


# Which figures a page can read


def test_a_page_reads_the_figures_of_its_own_report_and_of_the_rooms_behind_it():
    by_name = {notebook.name: notebook for notebook in notebooks.notebooks()}
    read = cache.measures_read(by_name["finance"])
    reports = {card.report for card in cards().values() if card.name in read}
    assert "finance" in reports
    assert not {"access", "workforce"} & reports
    # A page without a report, and one of a place, lists the returns behind every figure.
    assert cache.measures_read(by_name["data_quality"]) is None
    assert cache.measures_read(by_name["locality"]) is None


def figures(folder: Path, rows: list[tuple[str, float]]) -> None:
    """Measures of these names and values, as a cycle keeps them."""
    path = folder / "data/processed/2018-02/measures.parquet"
    one = pd.read_parquet(path).iloc[:1]
    frames = [one.assign(measure=name, value=value) for name, value in rows]
    pd.concat(frames, ignore_index=True).to_parquet(path)


def test_a_figure_of_access_is_no_part_of_a_page_of_finance(tmp_path, monkeypatch):
    cells = ("# A page", 'cycle = ""', "from analysis import report", "report.open(cycle, '{}')")
    pages = {name: [cell.format(name) for cell in cells] for name in ("finance", "access")}
    monkeypatch.chdir(make_project(tmp_path, **pages))
    work = {name: jobs(name, "2018-02")[0] for name in pages}
    first = {
        report: next(card.name for card in cards().values() if card.report == report)
        for report in pages
    }
    figures(tmp_path, [(first["finance"], 1.0), (first["access"], 2.0)])
    before = {name: cache.made_from(job) for name, job in work.items()}
    figures(tmp_path, [(first["finance"], 1.0), (first["access"], 3.0)])
    after = {name: cache.made_from(job) for name, job in work.items()}
    assert after["finance"] == before["finance"]
    assert after["access"] != before["access"]


@pytest.mark.build
@pytest.mark.parametrize("name", ["finance", "workforce", "access"])
def test_a_page_without_the_figures_that_it_does_not_read_is_the_same(name, tmp_path, monkeypatch):
    made = ROOT / "data" / "processed" / "2018-02"
    if not (made / "measures.parquet").exists():
        pytest.skip("no figures are made: run make reports first")
    monkeypatch.chdir(ROOT)
    [whole] = run(jobs(name, "2018-02"))
    for copied in ("notebooks", "data/raw/2018-02", "data/processed/2018-02"):
        shutil.copytree(ROOT / copied, tmp_path / copied)
    for copied in ("dvc.yaml", "params.yaml"):
        shutil.copy2(ROOT / copied, tmp_path / copied)
    read = cache.measures_read(notebooks.read(notebooks.path_of(name)))
    for file in ("measures.parquet", "definitions.csv"):
        path = tmp_path / "data/processed/2018-02" / file
        if path.suffix == ".csv":
            rows = pd.read_csv(path, dtype="str", keep_default_na=False)
            rows[rows["measure"].isin(read)].to_csv(path, index=False)
        else:
            rows = pd.read_parquet(path)
            rows[rows["measure"].isin(read)].to_parquet(path, index=False)
    monkeypatch.chdir(tmp_path)
    [part] = run(jobs(name, "2018-02"))
    assert (whole.error, part.error) == ("", "")
    assert part.html == whole.html
    assert part.downloads == whole.downloads


# The whole way, with DVC

STAGE = re.compile(r"Running stage '(\w+)")
PAGE = re.compile(r"reports 2018-02  (\S+) +done")


@pytest.fixture(scope="module")
def repro(tmp_path_factory):
    """A copy of the project with an empty cycle and small notebooks, built once with DVC."""
    folder = tmp_path_factory.mktemp("repro")
    cells = "# {0}|cycle = ''|from analysis import {0}, report|report.open(cycle, '{0}').status()"
    pages = {name: cells.format(name).split("|") for name in ("finance", "workforce", "access")}
    pages["locality"] = ["# Locality", "cycle = locality = ''", "from analysis import locality"]
    for name in ("data_quality", "assurance"):
        pages[name] = ["# Of the cycle", "cycle = ''", "from analysis import checks"]
    looks_across = ("committee_pack", "committee_annex")
    for name in looks_across:
        pages[name] = ["# Pack", "cycle = ''", "from analysis import access, finance, pack"]
    make_project(folder, **pages)
    for name in looks_across:
        across = folder / "notebooks" / f"{name}.ipynb"
        notebook = json.loads(across.read_text(encoding="utf-8"))
        notebook["metadata"]["looks_at"] = "other cycles"
        across.write_text(json.dumps(notebook), encoding="utf-8")
    for made in (folder / "data" / "processed", folder / "data" / "raw" / "2017-12"):
        shutil.rmtree(made)
    shutil.copytree(
        ROOT / "src" / "analysis",
        folder / "src" / "analysis",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for name in ("dvc.yaml", ".dvcignore", "requirements.lock"):
        shutil.copy2(ROOT / name, folder / name)
    params = 'commissioner: "11J"\ncycles: ["2018-02"]\naudience: committee\n'
    (folder / "params.yaml").write_text(params, encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": str(folder / "src"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DVC_NO_ANALYTICS": "1",
    }

    def dvc(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "dvc", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    dvc("init", "--no-scm")
    dvc("repro")
    dvc.folder = folder
    return dvc


def remade(printed: str) -> tuple[set[str], set[str]]:
    """The stages that ran, and the pages that they made rather than kept."""
    return set(STAGE.findall(printed)), set(PAGE.findall(printed))


@pytest.mark.build
def test_dvc_remakes_what_an_edit_can_change(repro):
    library = repro.folder / "src" / "analysis"
    assert json.loads(repro("status", "--json")) == {}

    tools = repro.folder / "tools" / "illustrative"
    tools.mkdir(parents=True)
    (tools / "ledger.py").write_text("WRITES = 'the sample'\n", encoding="utf-8")
    assert json.loads(repro("status", "--json")) == {}

    for path in library.rglob("*.py"):
        add(path, "\n# A comment.\n")
    assert remade(repro("repro")) == ({"code"}, set())
    assert json.loads(repro("status", "--json")) == {}

    add(library / ARITHMETIC, "\nEXTRA = 1\n")
    stages, pages = remade(repro("repro"))
    assert stages == {"code", "measures", "reports", "pack", "front_door"}
    assert pages == {"access", "committee-pack", "committee-annex"}

    edit_card(library / CARDS)
    stages, pages = remade(repro("repro"))
    assert stages == {"code", "measures", "reports", "pack", "front_door"}
    assert {"finance", "committee-pack"} <= pages
    assert not {"access", "workforce"} & pages
    assert json.loads(repro("status", "--json")) == {}
