"""Building pages: which must be made, made many at once, and published with the measures."""

import json
import sys
from collections.abc import Iterable

from analysis import project
from analysis.project import notebooks, parallel
from analysis.report.run import cache, name_check
from analysis.report.run.jobs import Job, jobs
from analysis.report.run.progress import Progress
from analysis.report.run.publish import Outcome, make_folders, publish, write_measures


class BuildError(project.ProjectError):
    """One or more notebooks failed; the message has a line for each."""


def build(
    cycles: str | Iterable[str], names: Iterable[str] | None = None, *, workers: int | None = None
) -> None:
    """Run notebooks (all unless ``names`` are given) of cycles; publish their pages and measures.

    What would come out the same is kept. Raises ``BuildError`` at the end where any failed: what
    succeeded is published, what failed keeps its last good page.
    """
    cycles = [cycles] if isinstance(cycles, str) else list(cycles)
    asked = [*(names or (notebook.name for notebook in notebooks.notebooks()))]
    work = [job for cycle in cycles for name in asked for job in jobs(name, cycle)]
    made_from = [cache.made_from(job) for job in work]
    kept = [
        cache.page_if_unchanged(job, before) for job, before in zip(work, made_from, strict=True)
    ]
    todo = [job for job, page in zip(work, kept, strict=True) if page is None]
    made = iter(run(todo, workers=workers))
    outcomes = [page or next(made) for page in kept]
    _publish(outcomes, made_from)
    for cycle in cycles:
        if set(asked) & set(notebooks.names()):
            write_measures(cycle)
        make_folders(cycle, asked)
    _finish(outcomes)


def render_one(name: str, cycle: str, *wanted: dict[str, str], **parameters: str) -> None:
    """Publish a notebook's pages: of each of the ``wanted`` parameters, or of ``parameters``.

    Raises ``BuildError`` if one fails.
    """
    wanted = wanted or ((parameters,) if parameters else ())
    work = [job for only in wanted or ({},) for job in jobs(name, cycle, only)]
    made_from = [cache.made_from(job) for job in work]
    outcomes = run(work)
    _publish(outcomes, made_from, whole_folders=not (wanted or any(job.on_request for job in work)))
    _finish(outcomes)
    for job in work:
        print((job.place / job.page).relative_to(project.root()).as_posix())


def run(work: list[Job], *, workers: int | None = None) -> list[Outcome]:
    """Run jobs, as many at once as there are processors, and give what came of each, in order."""
    for label in {job.cycle for job in work}:
        project.cycle(label)  # a misspelt cycle.yml is reported once, before anything runs
    if not work:
        return []
    from analysis.report.run import execute  # a second or two that only a run needs

    execute.load_libraries(name for one in notebooks.notebooks() for name in one.imports)
    progress = Progress(work)
    try:
        return parallel.in_copies(
            execute.run_notebook,
            work,
            lost=lambda job, reason: Outcome(job, error=reason),
            at_once=workers,
            seconds=project.parameters().notebook_minutes * 60,
            on_message=progress.cell,
            on_result=progress.done,
        )
    finally:
        progress.close()


def _publish(outcomes: list[Outcome], made_from: list[str], *, whole_folders: bool = True) -> None:
    name_check.refuse_names(outcomes)
    publish(outcomes, whole_folders=whole_folders)
    cache.remember(outcomes, made_from)


def _finish(outcomes: list[Outcome]) -> None:
    """Keep the timings, print what an author should know, and raise where a notebook failed."""
    if not outcomes:
        return
    made = [outcome for outcome in outcomes if not outcome.kept]
    if len(made) < len(outcomes):
        kept = f"{len(outcomes) - len(made)} of {len(outcomes)}"
        print(f"reports  {kept} are kept: nothing they need has changed", file=sys.stderr)
    timings = {f"{one.job.cycle} {one.job.report}": round(one.seconds, 2) for one in made}
    (project.logs() / "reports.json").write_text(json.dumps(timings, indent=1) + "\n", "utf-8")
    for job, warning in ((one.job, warning) for one in outcomes for warning in one.warnings):
        print(f"reports {job.cycle}  {job.report}: {warning}", file=sys.stderr)
    failures = [_failure(outcome) for outcome in outcomes if outcome.failed]
    if failures:
        raise BuildError("\n".join(failures))


def _failure(outcome: Outcome) -> str:
    """A line about a notebook that failed: at which cell, why, and where to look into it."""
    job = outcome.job
    whose = f" ({job.subject})" if job.subject else ""
    where = f" at cell {outcome.cell} of {outcome.cells}" if outcome.cell else ""
    failures = (job.place / "failed").relative_to(project.root()).as_posix()
    copy = f". See {failures}/{job.report}.ipynb" if outcome.notebook else ""
    failed = f"reports {job.cycle}: notebooks/{job.notebook}.ipynb{whose} failed{where}"
    return f"{failed}: {outcome.error}{copy}"
