"""Build everything again in another folder and compare it, byte by byte, with what is here."""

import contextlib
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from analysis import project
from analysis.report import downloads, index
from analysis.report.run.build import build
from analysis.stages import make_measures, make_tables

_SOURCES = ("dvc.yaml", "params.yaml", "notebooks", "data/raw")
_MADE = ("data/processed", "reports")


def verify() -> int:
    """Rebuild every cycle aside and print each file that differs; 0 where none does, else 1."""
    here = project.root()
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder).resolve()
        for name in _SOURCES:
            source, target = here / name, there / name
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if source.is_dir() else shutil.copy2
            copy(source, target)
        _build(there)
        differing = differences(here, there)
    for line in differing:
        print(line)
    made = sum(len(hashes(here / name)) for name in _MADE)
    print(
        f"{len(differing)} of {made} files differ."
        if differing
        else f"All {made} files are byte for byte the same."
    )
    return 1 if differing else 0


def differences(here: Path, there: Path) -> list[str]:
    """The made files of two folders that differ, a line each: changed, only here, only there."""
    found = []
    for name in _MADE:
        ours, theirs = hashes(here / name), hashes(there / name)
        for path in sorted(ours.keys() | theirs.keys()):
            if ours.get(path) != theirs.get(path):
                only = "only here:" if path not in theirs else "missing:"
                how = "differs:" if path in ours and path in theirs else only
                found.append(f"{how:11} {name}/{path}")
    return found


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under a folder by its path; hidden and failed ones left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.name.startswith(".")
        and "failed" not in path.relative_to(folder).parts
    }


def _build(folder: Path) -> None:
    """Run every stage in a folder, in this process, as ``dvc repro`` would."""
    with contextlib.chdir(folder):
        labels, whole = project.parameters().cycles, []
        for label in labels:
            if make_tables.write_tables(label).stopped:
                print(f"{label} stops at its returns: nothing to compare.", file=sys.stderr)
                continue
            make_measures.write_measures(label)
            whole.append(label)
        # The pack looks at other cycles: every cycle has its figures by now.
        build(whole)
        for label in whole:
            downloads.write(label)
        for label in labels:
            index.write_cycle_index(label)
        index.write_front_door()
