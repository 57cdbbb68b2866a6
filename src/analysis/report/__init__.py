"""Reports: the page of a notebook, how it is run and published, and what is taken away.

In a notebook: ``page = report.open(cycle)``, then one call for each thing that the page shows.
"""

from analysis.report.page import Page
from analysis.report.page.cover import cover

__all__ = ["cover", "open"]


def open(cycle: str, report: str | None = None) -> Page:  # noqa: A001 - it reads as what it does
    """Everything a notebook shows of one cycle. Reads files when asked, writes none.

    ``report`` is its report's name (``finance``): its sources and its fingerprint are then those
    of the returns behind it; without one, of all the cycle's.
    """
    return Page(str(cycle), report)
