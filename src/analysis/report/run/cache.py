"""Pages and downloads that need not be made again: what they are made from is what it was.

DVC runs a stage when anything that it depends on has changed, and a stage makes many pages. So
that one changed notebook costs its own page and no other, a page stays where its notebook, its
parameters, the cycle's data, the library and the packages are those that it was made from, and
the page and its tables are still as they were written. ``logs/<cycle>/made.json`` remembers; to
make everything again, delete it.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import analysis
from analysis import project
from analysis.report.run.jobs import Job, notebook_path, notebooks
from analysis.report.run.publish import Outcome

_LIBRARY = Path(analysis.__file__).parent
_NOT_SOURCES = {"__pycache__", ".ipynb_checkpoints"}


def page(job: Job, made_from: str) -> Outcome | None:
    """The page as it stands, where making it again would give the same; None otherwise."""
    known = _remembered(job.cycle).get(job.page)
    if not known or known["from"] != made_from or known["gives"] != _given(job):
        return None
    place = project.reports(job.cycle)
    tables = {
        path.name: base64.b64encode(path.read_bytes()).decode("ascii") for path in _tables(job)
    }
    html = (place / job.page).read_text(encoding="utf-8")
    return Outcome(job, html=html, downloads=tables, warnings=known["warnings"], kept=True)


def remember(outcomes: Iterable[Outcome], made_from: Iterable[str]) -> None:
    """Note what the published pages were made from; what failed is forgotten.

    ``made_from`` is of before the run: what was edited meanwhile is not what a page shows.
    """
    by_cycle: dict[str, list[tuple[Outcome, str]]] = {}
    for outcome, before in zip(outcomes, made_from, strict=True):
        by_cycle.setdefault(outcome.job.cycle, []).append((outcome, before))
    for cycle, members in by_cycle.items():
        known = _remembered(cycle)
        for outcome, before in members:
            job = outcome.job
            known.pop(job.page, None)
            if not outcome.failed:
                known[job.page] = {
                    "from": before,
                    "gives": _given(job),
                    "warnings": outcome.warnings,
                }
        _write(cycle, known)


def stands(cycle: str, path: Path, made_from: str) -> bool:
    """Whether a download is there as it was written, from the same (``made_from``) as now."""
    known = _remembered(cycle).get(path.name)
    return bool(known) and known == _noted(path, made_from)


def note(cycle: str, made: dict[Path, str]) -> None:
    """Note what each download was made from."""
    known = _remembered(cycle) | {path.name: _noted(path, said) for path, said in made.items()}
    _write(cycle, known)


def _noted(path: Path, made_from: str) -> dict[str, str]:
    packages = project.root() / "requirements.lock"
    locked = packages.read_text(encoding="utf-8") if packages.exists() else ""
    whole = f"{sys.version}\n{locked}\n{_digest_of_library()}\n{made_from}"
    return {
        "from": hashlib.sha256(whole.encode("utf-8")).hexdigest(),
        "gives": hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "",
    }


def _memory(cycle: str) -> Path:
    return project.logs() / cycle / "made.json"


def _remembered(cycle: str) -> dict[str, dict]:
    try:
        return json.loads(_memory(cycle).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _write(cycle: str, known: dict[str, dict]) -> None:
    project.write_whole(_memory(cycle), json.dumps(dict(sorted(known.items())), indent=1) + "\n")


def made_from(job: Job) -> str:
    """The digest of everything that the page could read."""
    root, known, asked = project.root(), notebooks(), project.parameters()
    across = any(one.across for one in known if one.name == job.notebook)
    files = [notebook_path(job.notebook), root / "requirements.lock"]
    for folder in (root / "data" / "raw", root / "data" / "processed"):
        read = folder if across else folder / job.cycle
        files += _files(read, "*.yml" if folder.name == "raw" else "*")
    parts = [
        f"{sys.version} {asked.commissioner} {asked.audience} {asked.cycles if across else ''}",
        f"{job.parameters} {job.called}",
        *(f"{one.name} {one.title} {one.one_more}" for one in known if not one.across),
        *(
            f"{path.relative_to(root)} {_digest(path, *_stamp(path))}"
            for path in files
            if path.exists()
        ),
        _digest_of_library(),
    ]
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()


def _given(job: Job) -> str:
    """The digest of the page and its tables as they stand; empty where the page does not."""
    path = project.reports(job.cycle) / job.page
    if not path.exists():
        return ""
    whole = hashlib.sha256(path.read_bytes())
    for table in _tables(job):
        whole.update(table.name.encode("utf-8") + table.read_bytes())
    return whole.hexdigest()


def _tables(job: Job) -> list[Path]:
    folder = project.reports(job.cycle) / "tables" / job.tables
    return sorted(path for path in folder.glob("*") if path.suffix in (".csv", ".png"))


@lru_cache(maxsize=1)
def _digest_of_library() -> str:
    """The library as it was loaded: what is edited meanwhile is another process's to see."""
    whole = hashlib.sha256()
    for path in _files(_LIBRARY):
        whole.update(str(path.relative_to(_LIBRARY)).encode("utf-8") + path.read_bytes())
    return whole.hexdigest()


def _files(folder: Path, like: str = "*") -> list[Path]:
    return sorted(
        path for path in folder.rglob(like) if path.is_file() and not _NOT_SOURCES & set(path.parts)
    )


def _stamp(path: Path) -> tuple[int, int]:
    stated = path.stat()
    return stated.st_mtime_ns, stated.st_size


@lru_cache(maxsize=4096)
def _digest(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
