"""Running notebooks: many at once, each in a process of its own, and publishing what they give."""

import contextlib
import gc
import importlib
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable
from multiprocessing.connection import Connection, wait
from pathlib import Path

from analysis import project
from analysis.project import slow_imports
from analysis.report.naming import sibling_words, site_name
from analysis.report.run import cache, jobs, name_check
from analysis.report.run.jobs import Job, Notebook
from analysis.report.run.publish import Outcome, publish, write_measures

# Everything that would make a page differ between machines, for matplotlib and for Python.
_SETTLED = {
    "SOURCE_DATE_EPOCH": "0",
    "MPLBACKEND": "agg",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "80",
    "NO_COLOR": "1",
}


class BuildError(project.ProjectError):
    """One or more notebooks failed; the message has a line for each."""


def build(
    cycles: str | Iterable[str], names: Iterable[str] | None = None, *, workers: int | None = None
) -> None:
    """Run the notebooks of a cycle (or several) at once and publish their pages and measures.

    ``names`` are notebooks, all of them unless given. The measures come with the pages of the
    cycle itself. Raises ``BuildError`` at the end where any failed: what succeeded is
    published, what failed keeps its last good page, and what would come out the same is kept.
    """
    cycles = [cycles] if isinstance(cycles, str) else list(cycles)
    if names is None:
        names = [notebook.name for notebook in jobs.notebooks()]
    names = list(names)
    work = [job for cycle in cycles for name in names for job in jobs.jobs(name, cycle)]
    made_from = [cache.made_from(job) for job in work]
    standing = [cache.page(job, before) for job, before in zip(work, made_from, strict=True)]
    todo = [job for job, page in zip(work, standing, strict=True) if page is None]
    made = iter(run(todo, workers=workers))
    outcomes = [page or next(made) for page in standing]
    name_check.refuse_names(outcomes)
    publish(outcomes)
    cache.remember(outcomes, made_from)
    with_measures = set(jobs.names())
    for cycle in cycles:
        if with_measures & set(names):
            write_measures(cycle)
        for name in names:
            _clear_empty_folder(name, cycle, work)
    _finish(outcomes)


def render_one(name: str, cycle: str, **parameters: str) -> None:
    """Run one notebook and publish its page (or pages); with ``parameters``, that page alone.

    Prints where each page is. Raises ``BuildError`` where one failed.
    """
    work = jobs.jobs(name, cycle, parameters)
    made_from = [cache.made_from(job) for job in work]
    outcomes = run(work)
    name_check.refuse_names(outcomes)
    publish(outcomes, whole_folders=not parameters)
    cache.remember(outcomes, made_from)
    _finish(outcomes)
    for job in work:
        print(f"reports/{job.cycle}/{job.page}")


def run(work: list[Job], *, workers: int | None = None) -> list[Outcome]:
    """Run jobs, as many at once as there are processors, and give what came of each, in order."""
    for label in {job.cycle for job in work}:
        project.cycle(label)  # a misspelt cycle.yml is told once, before anything runs
    if not work:
        return []
    known = jobs.notebooks()
    _load_libraries(known)
    if sys.platform == "linux":
        _warm_up()
    # Fork copies a process that is ready to run; only Linux forks safely with these libraries.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    folder = str(project.root())
    progress = _Progress(work)
    waiting, running, outcomes = deque(enumerate(work)), {}, {}
    gc.collect()
    gc.freeze()  # spares the children copies of pages that only the collector would touch
    try:
        while waiting or running:
            while waiting and len(running) < (workers or os.cpu_count() or 1):
                place, job = waiting.popleft()
                receiver, sender = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(job, folder, known, sender))
                process.start()
                sender.close()
                running[receiver] = (place, job, process)
            for receiver in wait(list(running)):
                place, job, process = running[receiver]
                try:
                    kind, content = receiver.recv()
                except EOFError:
                    process.join()
                    kind, content = "done", Outcome(job, error=_died(process.exitcode))
                if kind == "cell":
                    progress.cell(job, *content)
                    continue
                outcomes[place] = content
                progress.done(content)
                del running[receiver]
                receiver.close()
                process.join()
    finally:
        gc.unfreeze()
        for _, _, process in running.values():
            process.terminate()
        progress.close()
    return [outcomes[place] for place in sorted(outcomes)]


def _load_libraries(known: list[Notebook]) -> None:
    """Import what the workers need, and whatever the notebooks import, once for all."""
    with slow_imports.without():
        for name in (
            "analysis.report.run.engine",
            "analysis.report.run.render",
            "pyarrow.parquet",
        ):
            importlib.import_module(name)
        os.environ.setdefault("MPLBACKEND", _SETTLED["MPLBACKEND"])
        for name in dict.fromkeys(name for notebook in known for name in notebook.imports):
            # What cannot be imported is the notebook's to report, in the cell that asks for it.
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def _warm_up() -> None:
    """Compile the notebook's schema and the page's template here, once for all workers."""
    import nbformat

    from analysis.report.run.render import render

    title = nbformat.v4.new_markdown_cell("# Warm")
    notebook = nbformat.v4.new_notebook(cells=[title])
    for relaxed in (False, True):  # nbformat reads with the one and writes with the other
        nbformat.validate(notebook, relax_add_props=relaxed)
    render(notebook, report="warm", site="Warm")


def _work(job: Job, folder: str, known: list[Notebook], sender: Connection) -> None:
    """Run one job in this process and send what came of it."""
    os.chdir(folder)
    os.environ.update(_SETTLED)
    if hasattr(time, "tzset"):
        time.tzset()
    random.seed(0)
    _load_libraries([])
    import numpy as np

    np.random.seed(0)
    started = time.perf_counter()
    try:
        outcome = _execute(job, known, lambda *counts: sender.send(("cell", counts)))
    except Exception as error:
        outcome = Outcome(job, error=f"{type(error).__name__}: {error}")
    outcome.seconds = time.perf_counter() - started
    sender.send(("done", outcome))
    sender.close()


def _execute(job: Job, known: list[Notebook], on_cell) -> Outcome:
    import logging

    import nbformat
    import papermill

    from analysis.report.run import engine, render, reproducible

    logging.getLogger("papermill").setLevel(logging.ERROR)
    source = nbformat.read(jobs.notebook_path(job.notebook), as_version=4)
    outcome = Outcome(job, cells=len(source.cells))
    with tempfile.TemporaryDirectory(prefix="analysis-report-") as aside:
        output = Path(aside) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                source,
                output,
                parameters=dict(job.parameters),
                engine_name=engine.register(on_cell),
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
            )
        except papermill.PapermillExecutionError as error:
            # papermill counts the cell of parameters that it put in; the author's file has none.
            outcome.cell = error.cell_index
            outcome.error = f"{error.ename}: {error.evalue}"
        executed = nbformat.read(output, as_version=4)
    executed, warnings = reproducible.normalise(executed, folder=str(project.root()))
    outcome.stderr = "".join(warnings)
    outcome.notebook = reproducible.as_text(executed)
    try:
        page = render.render(executed, siblings=_siblings(job, known), **_naming(job, known))
        outcome.html, outcome.downloads = page.html, page.downloads
        outcome.warnings = page.warnings
    except render.PageError as error:
        outcome.error = outcome.error or f"no page: {error}"
    return outcome


def _naming(job: Job, known: list[Notebook]) -> dict[str, object]:
    from analysis.report.downloads.workbooks import marks
    from analysis.report.page import Page

    cycle = project.cycle(job.cycle)
    up = "../" * job.page.count("/")
    return {
        "report": job.report,
        "subject": job.subject,
        "site": site_name(cycle),
        "beside": f"{up}tables/{job.tables}",
        "marks": marks(Page(job.cycle)),
        "compact": any(one.compact for one in known if one.name == job.notebook),
    }


def _siblings(job: Job, known: list[Notebook]) -> tuple:
    """The pages that a page leads to; one of many of its kind leads to the cycle's index alone.

    So a locality's page hangs on no other notebook, and a report on none that looks at other
    cycles: the index leads to those.
    """
    from analysis.report.run.render import Sibling

    up = "../" * job.page.count("/")
    if up:
        return (Sibling(f"{up}index.html", "All reports of this cycle"),)
    across = {notebook.name for notebook in known if notebook.across}
    pages = [
        Sibling(f"{notebook.name.replace('_', '-')}.html", sibling_words(notebook.title))
        for notebook in known
        if notebook.one_more is None
        and notebook.name != job.notebook
        and (job.notebook in across or notebook.name not in across)
    ]
    return (Sibling("index.html", "All reports of this cycle"), *pages)


def _clear_empty_folder(name: str, cycle: str, work: list[Job]) -> None:
    """Where a notebook has no area left, its folder still stands, empty: DVC expects it."""
    folder = jobs.read_notebook(jobs.notebook_path(name)).folder
    if folder and not any(job.cycle == cycle and job.notebook == name for job in work):
        for place in (project.reports(cycle), project.reports(cycle) / "tables"):
            (place / folder).mkdir(parents=True, exist_ok=True)


def _finish(outcomes: list[Outcome]) -> None:
    """Keep the timings, tell what should be told, and raise where a notebook failed."""
    if not outcomes:
        return
    timings = {
        f"{outcome.job.cycle} {outcome.job.report}": round(outcome.seconds, 2)
        for outcome in outcomes
        if not outcome.kept
    }
    if len(timings) < len(outcomes):
        count = len(outcomes) - len(timings)
        print(
            f"reports  {count} of {len(outcomes)} stand: nothing they need has changed",
            file=sys.stderr,
        )
    (project.logs() / "reports.json").write_text(json.dumps(timings, indent=1) + "\n", "utf-8")
    lines = []
    for outcome in outcomes:
        job = outcome.job
        for warning in outcome.warnings:
            print(f"reports {job.cycle}  {job.report}: {warning}", file=sys.stderr)
        if outcome.failed:
            where = f" at cell {outcome.cell} of {outcome.cells}" if outcome.cell else ""
            copy = f"reports/{job.cycle}/failed/{job.report}.ipynb"
            lines.append(
                f"reports {job.cycle}: notebooks/{job.notebook}.ipynb"
                f"{f' ({job.subject})' if job.subject else ''} failed{where}: {outcome.error}"
                + (f". See {copy}" if outcome.notebook else "")
            )
    if lines:
        raise BuildError("\n".join(lines))


def _died(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"its process was ended by signal {-exit_code} (out of memory, perhaps)"
    return f"its process ended without a result (exit code {exit_code})"


class _Progress:
    """One line that moves on a terminal; elsewhere a line for each page that is done."""

    def __init__(self, work: list[Job]):
        self._live = sys.stderr.isatty()
        self._width = max((len(job.report) for job in work), default=0)
        self._done, self._count = 0, len(work)

    def cell(self, job: Job, number: int, count: int) -> None:
        if self._live:
            self._show(f"\r\x1b[Kreports {job.cycle}  {job.report}  cell {number} of {count}")

    def done(self, outcome: Outcome) -> None:
        self._done += 1
        job, state = outcome.job, "failed" if outcome.failed else "done"
        start = "\r\x1b[K" if self._live else ""
        self._show(
            f"{start}reports {job.cycle}  {job.report:{self._width}}  {state} in "
            f"{outcome.seconds:.1f} s  ({self._done} of {self._count})\n"
        )

    def close(self) -> None:
        if self._live:
            self._show("\r\x1b[K")

    def _show(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
