"""What many tests share: a project in a folder of its own, the sample's figures, real files."""

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings
from project_cases import (
    CYCLES,
    build_for_the_public,
    build_the_real_files,
    kept,
    kept_sample,
    remembering_verdicts,
)

# A busy machine is no finding: no deadline. `make quick` tries few examples, `make fuzz` many.
settings.register_profile("quick", deadline=None, max_examples=10)
settings.register_profile("test", deadline=None, max_examples=50)
settings.register_profile("fuzz", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))

# Fixtures that take the sample, or real files, through the pipeline.
_PIPELINE = {"sample_measures", "public", "real_build"}


def pytest_collection_modifyitems(items):
    """Mark the tests that hang on the whole pipeline, so that ``make quick`` leaves them out."""
    for item in items:
        if _PIPELINE & set(item.fixturenames):
            item.add_marker(pytest.mark.build)
        if "real_returns" in item.fixturenames:
            item.add_marker(pytest.mark.real)


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
def sample_measures() -> dict[str, pd.DataFrame]:
    """The measures of both sample cycles, from the committed raw returns."""
    folder = kept_sample()
    return {
        cycle: pd.read_parquet(folder / "data" / "processed" / cycle / "measures.parquet")
        for cycle in CYCLES
    }


@pytest.fixture(scope="session")
def public() -> Path:
    """The folder of a project built for the public: the sample's later cycle, one locality."""
    return kept("public-edition", build_for_the_public)


@pytest.fixture(scope="session")
def real_build(real_returns) -> Path:
    """The folder of a project built from the real published files alone, cycle 2026-11."""
    return kept(
        "real-files",
        lambda folder: build_the_real_files(folder, real_returns),
        returns=real_returns,
    )


@pytest.fixture(scope="module")
def remembered_verdicts():
    """Great Expectations judges a table again only where the table or its rules have changed."""
    with remembering_verdicts():
        yield
