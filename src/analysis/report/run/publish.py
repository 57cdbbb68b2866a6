"""Publishing: pages, their tables, and the measures, each moved in whole.

A reader of ``reports/`` meets the last good page or the new one, never half of either.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis import project
from analysis.cycles import results
from analysis.measures import COLUMNS
from analysis.project import notebooks
from analysis.report.page.cells import decimal_text, inert
from analysis.report.run.jobs import Job


@dataclass
class Outcome:
    """What came of a job: a page and its tables, or the error and the copy to look into.

    ``kept``: the page would come out the same; it is neither made nor read again.
    """

    job: Job
    html: str = ""
    notebook: str = ""
    downloads: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    stderr: str = ""
    cell: int | None = None
    cells: int = 0
    error: str = ""
    seconds: float = 0.0
    kept: bool = False

    @property
    def failed(self) -> bool:
        """Whether there is no page to publish."""
        return bool(self.error)


def publish(outcomes: list[Outcome], *, whole_folders: bool = True) -> None:
    """Publish what succeeded and keep a copy of what failed next to the last good pages.

    Pages of one folder (``localities/``) are swapped in together, a page that failed this time
    with its last good edition; ``whole_folders=False`` replaces the given pages only.
    """
    folders: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        if not outcome.kept:
            _keep_failure(outcome)
            _keep_log(outcome)
        folder = outcome.job.page.rpartition("/")[0]
        if folder and whole_folders:
            folders.setdefault((outcome.job.cycle, folder), []).append(outcome)
        elif not outcome.failed and not outcome.kept:
            place = outcome.job.place
            project.write_folder_whole(place / "tables" / outcome.job.tables, _tables(outcome, ""))
            project.write_whole(place / outcome.job.page, outcome.html)
    for (cycle, folder), members in folders.items():
        _publish_folder(project.reports(cycle), folder, members)


def make_folders(cycle: str, names: Iterable[str]) -> None:
    """Make the folders of notebooks that have a page for each area: DVC expects them, empty too."""
    for name in names:
        folder = notebooks.read(notebooks.path_of(name)).folder
        for place in (project.reports(cycle), project.reports(cycle) / "tables"):
            if folder:
                (place / folder).mkdir(parents=True, exist_ok=True)


def write_measures(cycle: str) -> Path | None:
    """Write ``measures.csv``: every figure that its audience may see; None where there is none."""
    measures = results.figures(cycle)
    if measures is None:
        return None
    path = project.reports(cycle) / "measures.csv"
    project.write_whole(path, measures_text(measures))
    return path


def measures_text(measures: pd.DataFrame) -> str:
    """The measures as the text of ``measures.csv``. One row per key, as it comes."""
    text = measures[COLUMNS].astype("object")
    for column in ("value", "numerator", "denominator"):
        values = measures[column].astype("float64")
        known = {value: decimal_text(value) for value in values.dropna().unique()}
        text[column] = values.map(known).astype("object")
    frame = text.fillna("").astype(str)
    for column in frame.columns.difference(["value", "numerator", "denominator"]):
        frame[column] = frame[column].map({one: inert(one) for one in frame[column].unique()})
    return frame.sort_values(COLUMNS, kind="stable").to_csv(index=False, lineterminator="\n")


def _publish_folder(place: Path, folder: str, members: list[Outcome]) -> None:
    pages: dict[str, bytes] = {}
    tables: dict[str, bytes] = {}
    for outcome in members:
        name = outcome.job.page.rpartition("/")[2]
        last, last_tables = place / outcome.job.page, place / "tables" / outcome.job.tables
        if not (outcome.failed or outcome.kept):
            pages[name] = outcome.html.encode("utf-8")
            tables |= _tables(outcome, f"{last_tables.name}/")
        elif last.exists():
            pages[name] = last.read_bytes()
            for path in last_tables.glob("*"):
                tables[f"{last_tables.name}/{path.name}"] = path.read_bytes()
    project.write_folder_whole(place / "tables" / folder, tables)
    project.write_folder_whole(place / folder, pages)


def _tables(outcome: Outcome, prefix: str) -> dict[str, bytes]:
    return {f"{prefix}{name}": base64.b64decode(it) for name, it in outcome.downloads.items()}


def _keep_failure(outcome: Outcome) -> None:
    folder = outcome.job.place / "failed"
    for ending, content in ((".ipynb", outcome.notebook), (".html", outcome.html)):
        path = folder / f"{outcome.job.report}{ending}"
        if outcome.failed and content:
            project.write_whole(path, content)
        else:
            path.unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _keep_log(outcome: Outcome) -> None:
    folder = project.logs() / outcome.job.cycle
    if outcome.notebook:
        project.write_whole(folder / f"{outcome.job.report}.ipynb", outcome.notebook)
    project.write_whole(folder / f"{outcome.job.report}.log", outcome.stderr)
