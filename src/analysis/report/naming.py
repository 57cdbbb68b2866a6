"""What the project's pages call themselves, and what marks them."""

from analysis import disclosure, project
from analysis.project import periods
from analysis.report.page import Page

CONFIDENTIAL = "Confidential: for the committee; practices are named"


def site_name(cycle: project.Cycle, *, month: bool = True) -> str:
    """Whose reports these are, and of which month: what closes every page's title."""
    name = cycle.commissioner_name or f"commissioner {cycle.commissioner}"
    return f"{name} – {periods.in_words(cycle.label)}" if month else name


def sibling_words(title: str) -> str:
    """The words of a link to a page: ``Workforce`` gives ``Workforce report of this cycle``."""
    last = title.lower().split()[-1]
    kind = "" if last in ("report", "pack", "quality", "page") else " report"
    return f"{title}{kind} of this cycle"


def archive_name(cycle: str) -> str:
    """The file name of a cycle's archive."""
    return f"general-practice-{cycle}.zip"


def marks(page: Page) -> tuple[str, ...]:
    """What is on every sheet that leaves the house: for whom, how far signed, illustrative."""
    public = disclosure.is_public(page.cycle.audience)
    return (
        "Public edition" if public else CONFIDENTIAL,
        "Approved" if page.cycle.status == "approved" else "Draft, not approved",
        *(["Illustrative"] if page.illustrative else []),
    )
