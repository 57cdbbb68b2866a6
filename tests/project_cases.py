"""The project under test, and copies of it."""

import contextlib
import shutil
from pathlib import Path

import pandas as pd

from analysis.stages import make_measures, make_tables

KEY = ["measure", "area_type", "area", "category", "period", "basis"]
ROOT = Path(__file__).resolve().parents[1]


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
