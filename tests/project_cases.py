"""The project under test, copies of it, and what was made of it for an earlier test."""

import contextlib
import hashlib
import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
from filelock import FileLock
from hypothesis import settings

from analysis.checks import great_expectations
from analysis.report import downloads
from analysis.report.index import write_cycle_index, write_front_door
from analysis.report.run.build import build, render_one
from analysis.stages import make_measures, make_tables

KEY = ["measure", "area_type", "area", "category", "period", "basis"]
ROOT = Path(__file__).resolve().parents[1]
CYCLES = ("2017-12", "2018-02")
_MADE_FROM = ("src/analysis", "notebooks", "data/raw", "params.yaml", "requirements.lock")
_MOST_KEPT = 4


def copy_project(target: Path, *, raw: dict[str, Path] | None = None) -> Path:
    """The project's notebooks and settings in another folder; ``raw`` maps cycles to returns."""
    shutil.copytree(ROOT / "notebooks", target / "notebooks")
    for name in ("dvc.yaml", "params.yaml"):
        shutil.copy2(ROOT / name, target / name)
    for cycle, folder in (raw or {}).items():
        shutil.copytree(folder, target / "data" / "raw" / cycle)
    return target


def measures_in(folder: Path, cycle: str) -> pd.DataFrame:
    """The measures of a cycle of the project in a folder, through both data stages."""
    with contextlib.chdir(folder):
        outcome = make_tables.write_tables(cycle)
        assert not outcome.stopped, outcome.findings["message"].tolist()
        return make_measures.write_measures(cycle)


def kept(name: str, make: Callable[[Path], None], *, returns: Path | None = None) -> Path:
    """A folder that ``make`` filled, kept until anything that it is made from changes.

    Made once for all processes of a run, and by later runs found as it was: the key is the
    content of library, notebooks, raw returns, parameters, packages and this file, the names,
    sizes and ages of other ``returns``, and the version of Python. Nobody may write into it.
    """
    home = ROOT / ".cache" / "tests"
    home.mkdir(parents=True, exist_ok=True)
    folder = home / f"{name}-{_digest(returns)}"
    with FileLock(home / f"{name}.lock"):
        if not folder.exists():
            aside = home / f".{name}-{os.getpid()}"
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir()
            make(aside)
            aside.rename(folder)
            older = sorted(home.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)
            for path in older[:-_MOST_KEPT]:
                shutil.rmtree(path, ignore_errors=True)
    return folder


def examples(number: int) -> settings:
    """As many examples of a property as the profile asks for, ``number`` under ``make test``."""
    return settings(max_examples=max(3, round(number * settings.default.max_examples / 50)))


def kept_sample() -> Path:
    """The folder of a project with tables and measures of both sample cycles."""

    def make(folder: Path) -> None:
        copy_project(folder, raw={cycle: ROOT / "data" / "raw" / cycle for cycle in CYCLES})
        for cycle in CYCLES:
            measures_in(folder, cycle)

    return kept("sample-measures", make)


def build_for_the_public(folder: Path) -> None:
    """The sample's later cycle, built for the public: pages, tables, workbooks, archive."""
    copy_project(folder, raw={cycle: ROOT / "data" / "raw" / cycle for cycle in CYCLES})
    params = folder / "params.yaml"
    params.write_text(
        params.read_text(encoding="utf-8").replace("audience: committee", "audience: public"),
        encoding="utf-8",
    )
    # One locality is enough of thirteen.
    locality = folder / "notebooks" / "locality.ipynb"
    for cycle in CYCLES:
        measures_in(folder, cycle)
    with contextlib.chdir(folder):
        aside = shutil.move(locality, folder / "locality.ipynb")
        build(CYCLES[1])
        shutil.move(aside, locality)
        render_one("locality", CYCLES[1], locality="Purbeck")
        downloads.write(CYCLES[1])
        write_cycle_index(CYCLES[1])
        write_front_door()


def build_the_real_files(folder: Path, returns: Path) -> None:
    """A cycle of published files alone, to its pages and the indexes."""
    copy_project(folder, raw={"2026-11": returns})
    (folder / "params.yaml").write_text(
        'commissioner: "11J"\ncycles:\n  - "2026-11"\naudience: committee\n', encoding="utf-8"
    )
    measures_in(folder, "2026-11")
    with contextlib.chdir(folder):
        build("2026-11")
        write_cycle_index("2026-11")
        write_front_door()


def _digest(returns: Path | None) -> str:
    whole = hashlib.sha256(sys.version.encode())
    for name in (*_MADE_FROM, "tests/project_cases.py"):
        base = ROOT / name
        for path in sorted(base.rglob("*")) if base.is_dir() else [base]:
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
                whole.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    for path in sorted(returns.rglob("*")) if returns else []:
        stated = path.stat()
        whole.update(f"{path} {stated.st_size} {stated.st_mtime_ns}".encode())
    return whole.hexdigest()[:16]


@contextlib.contextmanager
def remembering_verdicts() -> Iterator[None]:
    """Within it, the verdict on a table is given again from memory where nothing about it changed.

    Great Expectations takes seconds for a cycle; a test that changes one cell of one return needs
    its verdict on one table. The key is the whole frame and all its rules.
    """
    really, known = great_expectations.run_rules, {}

    def run_rules(supplied, rules, *, names, data_docs):
        keys = {
            name: hashlib.sha256(pickle.dumps((supplied[name], rules[name]))).hexdigest()
            for name in names
        }
        fresh = [name for name in names if keys[name] not in known]
        found = really(supplied, rules, names=fresh, data_docs=data_docs) if fresh else {}
        known.update({keys[name]: found.get(name) for name in fresh})
        return {name: known[keys[name]] for name in names if known[keys[name]] is not None}

    here = great_expectations.parallel.side_by_side
    great_expectations.run_rules = run_rules
    # In this process, so that the memory outlives the call.
    great_expectations.parallel.side_by_side = lambda work, items: [work(one) for one in items]
    try:
        yield
    finally:
        great_expectations.run_rules = really
        great_expectations.parallel.side_by_side = here
