"""Pages and downloads that need not be made again: what they are made from is what it was.

A stage makes many pages, and an edit should cost those that it can change and no other. A page is
kept where its notebook, parameters, code, packages and data are those that it was made from, and
the page and its tables are as they were written. ``logs/<cycle>/made.json`` remembers; to make
everything again, delete it.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis import project
from analysis.measures.cards import cards, read_cards
from analysis.project import fingerprints, notebooks
from analysis.project.notebooks import Notebook
from analysis.report.run.jobs import Job
from analysis.report.run.publish import Outcome

# What turns every notebook into a page, and what makes every download.
PAGES, DOWNLOADS = "analysis.report.run.build", "analysis.report.downloads"
_FIGURES = {"measures.parquet", "definitions.csv"}
_NO_PAGE_READS = {"headlines.json"}


def page_if_unchanged(job: Job, made_from: str) -> Outcome | None:
    """The page as it is, where making it again would give the same; None otherwise."""
    known = _remembered(job.cycle).get(job.page)
    if not known or known["from"] != made_from or known["gives"] != _given(job):
        return None
    return Outcome(job, warnings=known["warnings"], kept=True)


def remember(outcomes: Iterable[Outcome], made_from: Iterable[str]) -> None:
    """Note what the published pages were made from; what failed is forgotten.

    ``made_from`` is of before the run: what was edited meanwhile is not what a page shows.
    """
    by_cycle: dict[str, dict[str, dict | None]] = {}
    for outcome, before in zip(outcomes, made_from, strict=True):
        job = outcome.job
        made = {"from": before, "gives": _given(job), "warnings": outcome.warnings}
        by_cycle.setdefault(job.cycle, {})[job.page] = None if outcome.failed else made
    for cycle, pages in by_cycle.items():
        _write(cycle, pages)


def download_is_current(cycle: str, path: Path, made_from: str) -> bool:
    """Whether a download is there as it was written, from the same (``made_from``) as now."""
    return _remembered(cycle).get(path.name) == _download(path, made_from)


def remember_downloads(cycle: str, made: dict[Path, str]) -> None:
    """Note what each download was made from."""
    _write(cycle, {path.name: _download(path, before) for path, before in made.items()})


def made_from(job: Job) -> str:
    """The digest of everything that makes the page: notebook, parameters, code, data."""
    notebook, asked = notebooks.read(notebooks.path_of(job.notebook)), project.parameters()
    parts = [
        f"{sys.version} {asked.commissioner} {asked.audience}",
        f"{job.parameters} {job.called}",
        *(
            f"{one.name} {one.title} {one.one_more}"
            for one in notebooks.notebooks()
            if notebook.across or not one.across
        ),
        _digest_of(notebooks.path_of(job.notebook)),
        fingerprints.listing((PAGES, *notebook.imports)),
        *(str(cycle) for cycle in (asked.cycles if notebook.across else ())),
        *_data(job.cycle, notebook),
    ]
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()


def measures_read(notebook: Notebook) -> set[str] | None:
    """The measures that a notebook's page can read; None where it can read every one.

    They are those of its report, of the rooms whose code is behind it, and those that this code
    or a cell names. A page without a report, or of one place, reads every one.
    """
    if notebook.report is None or notebook.one_more:
        return None
    named = {word for text in notebook.code for word in fingerprints.words_of(text)}
    found = {card.name for card in cards().values() if card.report == notebook.report}
    for room, words in fingerprints.words_by_room(notebook.imports).items():
        path = fingerprints.LIBRARY / room / "cards.yml"
        if path.exists():
            found |= {card.name for card in read_cards(path)}
            named |= words
    return found | (named & set(cards()))


def _data(cycle: str, notebook: Notebook) -> list[str]:
    """A line with a digest for everything that a page can read of the project's data."""
    data = project.root() / "data"
    folder = "" if notebook.across else cycle
    files = [*_files(data / "raw" / folder, "*.yml"), *_files(data / "processed" / folder, "*")]
    read = None if notebook.across else measures_read(notebook)
    left_out = _NO_PAGE_READS if read is None else _NO_PAGE_READS | _FIGURES
    kept = (path for path in files if path.name not in left_out)
    lines = [f"{path.relative_to(data)} {_digest_of(path)}" for path in kept]
    return lines if read is None else [*lines, *_figures(project.processed(cycle), read)]


def _figures(folder: Path, read: set[str]) -> list[str]:
    """A line for each file of a cycle's figures, with a digest of the measures read.

    Columns without a value, such as the dimensions of other measures, count for nothing.
    """
    unread, lines = set(cards()) - read, []
    for path in (folder / name for name in sorted(_FIGURES) if (folder / name).exists()):
        frame = _frame(path, *_stamp(path))
        rows = frame[~frame["measure"].isin(unread)]
        rows = rows.loc[:, (rows.notna() & (rows != "")).any()]
        whole = hashlib.sha256("\n".join(rows.columns).encode("utf-8"))
        whole.update(pd.util.hash_pandas_object(rows, index=False).to_numpy().tobytes())
        lines.append(f"{path.name} {whole.hexdigest()}")
    return lines


@lru_cache(maxsize=4)
def _frame(path: Path, _changed: int, _size: int) -> pd.DataFrame:
    return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path, dtype="str")


def _download(path: Path, made_from: str) -> dict[str, str]:
    whole = f"{sys.version}\n{fingerprints.listing((DOWNLOADS,))}\n{made_from}"
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


def _write(cycle: str, changes: dict[str, dict | None]) -> None:
    known = {name: made for name, made in (_remembered(cycle) | changes).items() if made}
    project.write_whole(_memory(cycle), json.dumps(dict(sorted(known.items())), indent=1) + "\n")


def _given(job: Job) -> str:
    """The digest of the page and its tables as they are; empty where there is no page."""
    path = project.reports(job.cycle) / job.page
    if not path.exists():
        return ""
    whole = hashlib.sha256(path.read_bytes())
    for table in _files(project.reports(job.cycle) / "tables" / job.tables, "*"):
        whole.update(table.name.encode("utf-8") + table.read_bytes())
    return whole.hexdigest()


def _files(folder: Path, like: str) -> list[Path]:
    return sorted(path for path in folder.rglob(like) if path.is_file())


def _digest_of(path: Path) -> str:
    return _digest(path, *_stamp(path))


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=4096)
def _digest(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
