"""What many tests share: a project in a folder of its own, and the folder of real files."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import settings
from project_cases import ROOT, measures_in

settings.register_profile("patient", deadline=None)  # a busy machine is no finding
settings.load_profile("patient")


@pytest.fixture
def project_folder(tmp_path, monkeypatch):
    """An empty project with one cycle, 2018-02, as the working directory."""
    (tmp_path / "dvc.yaml").write_text("stages: {}\n", encoding="utf-8")
    (tmp_path / "params.yaml").write_text(
        'commissioner: "11J"\ncycles:\n  - "2018-02"\naudience: committee\n', encoding="utf-8"
    )
    (tmp_path / "data" / "raw" / "2018-02").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def real_returns() -> Path:
    """The folder of real published files, where REAL_RETURNS names one."""
    folder = os.environ.get("REAL_RETURNS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("REAL_RETURNS names no folder of real published files")
    return Path(folder)


@pytest.fixture(scope="session")
def sample_measures(tmp_path_factory) -> dict[str, pd.DataFrame]:
    """The measures of both sample cycles, from the committed raw returns."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    for name in ("dvc.yaml", "params.yaml"):
        shutil.copy2(ROOT / name, folder / name)
    cycles = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))["cycles"]
    return {cycle: measures_in(folder, cycle) for cycle in cycles}
