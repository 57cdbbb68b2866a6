"""What a person at the keyboard sees while notebooks run."""

import sys

from analysis.report.run.jobs import Job
from analysis.report.run.publish import Outcome


class Progress:
    """One line that moves on a terminal; elsewhere a line for each page that is done."""

    def __init__(self, jobs: list[Job]):
        self._live = sys.stderr.isatty()
        self._width = max((len(job.report) for job in jobs), default=0)
        self._done, self._count = 0, len(jobs)

    def cell(self, job: Job, place: tuple[int, int]) -> None:
        """A cell is about to run: ``place`` is its number and how many there are."""
        if self._live:
            number, count = place
            self._show(f"reports {job.cycle}  {job.report}  cell {number} of {count}")

    def done(self, outcome: Outcome) -> None:
        """A page is made, or has failed."""
        self._done += 1
        job, state = outcome.job, "failed" if outcome.failed else "done"
        self._show(
            f"reports {job.cycle}  {job.report:{self._width}}  {state} in "
            f"{outcome.seconds:.1f} s  ({self._done} of {self._count})\n"
        )

    def close(self) -> None:
        """Clear the line that moves."""
        if self._live:
            self._show("")

    def _show(self, text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}" if self._live else text)
        sys.stderr.flush()
