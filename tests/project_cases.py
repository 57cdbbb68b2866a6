"""The project under test, and copies of it."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def copy_project(target: Path, *, raw: dict[str, Path] | None = None) -> Path:
    """The project's notebooks and settings in another folder; ``raw`` maps cycles to returns."""
    shutil.copytree(ROOT / "notebooks", target / "notebooks")
    for name in ("dvc.yaml", "params.yaml"):
        shutil.copy2(ROOT / name, target / name)
    for cycle, folder in (raw or {}).items():
        shutil.copytree(folder, target / "data" / "raw" / cycle)
    return target
