"""What the project's pages call themselves."""

from analysis import project
from analysis.project import periods


def site_name(cycle: project.Cycle, *, month: bool = True) -> str:
    """Whose reports these are, and of which month: what closes every page's title."""
    name = getattr(cycle, "commissioner_name", None) or f"commissioner {cycle.commissioner}"
    return f"{name} – {periods.in_words(cycle.label)}" if month else name


def sibling_words(title: str) -> str:
    """What a link to a page says: ``Workforce`` gives ``Workforce report of this cycle``."""
    last = title.lower().split()[-1]
    kind = "" if last in ("report", "pack", "quality", "page") else " report"
    return f"{title}{kind} of this cycle"


def archive_name(cycle: str) -> str:
    """The file name of a cycle's archive."""
    return f"general-practice-{cycle}.zip"
