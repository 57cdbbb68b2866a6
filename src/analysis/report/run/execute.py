"""Running one notebook and making its page, in a process of its own."""

import importlib
import logging
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from analysis import project
from analysis.project import notebooks, slow_imports
from analysis.project.notebooks import Notebook
from analysis.report.naming import marks, sibling_words, site_name
from analysis.report.page import Page
from analysis.report.run.jobs import Job
from analysis.report.run.publish import Outcome

with slow_imports.without():
    import nbformat
    import papermill

    from analysis.report.run import papermill_engine, render, reproducible

# Everything that would make a page differ between machines, for matplotlib and for Python.
_SAME_EVERYWHERE = {
    "SOURCE_DATE_EPOCH": "0",
    "MPLBACKEND": "agg",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "80",
    "NO_COLOR": "1",
}


def load_libraries(modules: Iterable[str]) -> None:
    """Import what notebooks import, and compile what every page needs, once for all copies."""
    os.environ.setdefault("MPLBACKEND", _SAME_EVERYWHERE["MPLBACKEND"])
    with slow_imports.without():
        for name in ("pyarrow.parquet", *modules):
            with suppress(Exception):  # the notebook fails in the cell that asks for it
                importlib.import_module(name)
    empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Title")])
    for relaxed in (False, True):  # nbformat reads with the one and writes with the other
        nbformat.validate(empty, relax_add_props=relaxed)
    render.render(empty, report="title", site="Title")


def run_notebook(job: Job, on_cell: Callable[[tuple[int, int]], None]) -> Outcome:
    """Run a job's notebook with nothing of this machine in it; the page, or what went wrong.

    ``on_cell`` is called with the number of each cell, and how many there are, before it runs.
    """
    import numpy as np

    os.chdir(project.root())
    os.environ.update(_SAME_EVERYWHERE)
    if hasattr(time, "tzset"):
        time.tzset()
    random.seed(0)
    np.random.seed(0)
    started = time.perf_counter()
    try:
        outcome = _page(job, on_cell)
    except Exception as error:
        outcome = Outcome(job, error=f"{type(error).__name__}: {error}")
    outcome.seconds = time.perf_counter() - started
    return outcome


def _page(job: Job, on_cell: Callable[[tuple[int, int]], None]) -> Outcome:
    logging.getLogger("papermill").setLevel(logging.ERROR)
    source = nbformat.read(notebooks.path_of(job.notebook), as_version=4)
    outcome = Outcome(job, cells=len(source.cells))
    with tempfile.TemporaryDirectory(prefix="analysis-report-") as aside:
        output = Path(aside) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                source,
                output,
                parameters=dict(job.parameters),
                engine_name=papermill_engine.NAME,
                on_cell=on_cell,
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
        page = _render(executed, job)
        outcome.html, outcome.downloads = page.html, page.downloads
        outcome.warnings = page.warnings
    except render.PageError as error:
        outcome.error = outcome.error or f"no page: {error}"
    return outcome


def _render(executed: nbformat.NotebookNode, job: Job) -> render.Rendered:
    known = notebooks.notebooks()
    page, up = Page(job.cycle), "../" * job.page.count("/")
    return render.render(
        executed,
        report=job.report,
        subject=job.subject,
        site=site_name(page.cycle),
        siblings=_siblings(job, known, up),
        tables_at=f"{up}tables/{job.tables}",
        marks=marks(page),
        printed=next((one.printed for one in known if one.name == job.notebook), ""),
    )


def _siblings(job: Job, known: list[Notebook], up: str) -> tuple[render.Sibling, ...]:
    """The pages that a page leads to: a locality's leads to the cycle's index alone.

    A report leads to no page that looks at other cycles: it would depend on it.
    """
    index = render.Sibling(f"{up}index.html", "All reports of this cycle")
    if up:
        return (index,)
    across = {notebook.name for notebook in known if notebook.across}
    pages = (
        render.Sibling(f"{one.name.replace('_', '-')}.html", sibling_words(one.title))
        for one in known
        if one.one_more is None
        and one.name != job.notebook
        and (job.notebook in across or not one.across)
    )
    return (index, *pages)
