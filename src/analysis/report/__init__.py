"""Reports: what a notebook shows, how it is run, and the page that comes of it.

In a notebook: ``page = report.open(cycle)``, then one call for each thing that the page shows.
Beside it: ``build`` runs and publishes a cycle's notebooks, ``render_one`` one of them, and
``write_cycle_index`` and ``write_front_door`` the pages that lead to them.
"""

from analysis.report.cover import cover
from analysis.report.display import Block
from analysis.report.page import Page

__all__ = [
    "Block",
    "Page",
    "build",
    "cover",
    "open",
    "render_one",
    "write_cycle_index",
    "write_front_door",
    "write_measures",
]


def open(cycle: str, report: str | None = None) -> Page:  # noqa: A001 - it reads as what it does
    """Everything a notebook shows of one cycle. Reads files when asked, writes none.

    ``report`` is its report's name (``finance``): its sources and its fingerprint are then those
    of the returns behind it; without one, of all the cycle's.
    """
    return Page(str(cycle), report)


def __getattr__(name: str):
    # A notebook needs the page only: papermill and nbconvert wait until a build asks for them.
    if name in ("build", "render_one"):
        from analysis.report import building

        return getattr(building, name)
    if name in ("write_cycle_index", "write_front_door"):
        from analysis.report import index

        return getattr(index, name)
    if name == "write_measures":
        from analysis.report.publish import write_measures

        return write_measures
    raise AttributeError(f"module 'analysis.report' has no attribute {name!r}")
