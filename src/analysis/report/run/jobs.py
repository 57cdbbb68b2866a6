"""Which pages a cycle has, read from its notebooks and its measures.

A notebook that takes ``cycle`` alone gives one page. One that takes one parameter more, named
for a type of area (``locality``), gives a page for each area of that type in the measures; where
a cycle knows no localities, one for each primary care network of the published map.
"""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis import disclosure, project
from analysis.places import membership
from analysis.project import notebooks
from analysis.report.page.blocks import slug
from analysis.report.page.cycle_data import CycleData

# Where a cycle has no area of a type, the type that takes its place.
_INSTEAD = {"locality": "pcn"}
_LONGEST = 60  # characters of a file name: folders and endings come on top
# Names that Windows keeps for itself, whatever their ending.
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d|index)$")


@dataclass(frozen=True)
class Job:
    """One page to make: a notebook with its parameters, and where the page goes."""

    notebook: str
    cycle: str
    page: str
    parameters: dict[str, str] = field(default_factory=dict)
    called: str = ""
    on_request: bool = False

    @property
    def place(self) -> Path:
        """The folder of the cycle's pages, or of those that are made on request."""
        return (project.on_request if self.on_request else project.reports)(self.cycle)

    @property
    def subject(self) -> str:
        """What the page is about apart from the cycle: a locality's name, or nothing."""
        given = ", ".join(value for key, value in self.parameters.items() if key != "cycle")
        return self.called or given

    @property
    def report(self) -> str:
        """The page's own name in file names: ``finance``, ``locality-purbeck``."""
        folder, _, name = self.page.removesuffix(".html").rpartition("/")
        return f"{slug(self.notebook)}-{name}" if folder else slug(self.notebook)

    @property
    def tables(self) -> str:
        """Where its tables are under ``tables/``: ``finance``, ``localities/purbeck``."""
        return self.page.removesuffix(".html")


def jobs(name: str, cycle: str, only: dict[str, str] | None = None) -> list[Job]:
    """The pages that a notebook gives for a cycle; with ``only``, those of these parameters."""
    notebook = notebooks.read(notebooks.path_of(name))
    more, only = notebook.one_more, only or {}
    unknown = sorted(set(only) - set(notebook.takes))
    if unknown:
        raise notebooks.NotebookError(
            f"notebooks/{notebook.name}.ipynb takes no '{unknown[0]}'. "
            f"It takes {', '.join(notebook.takes)}."
        )
    if more is None:
        return [Job(notebook.name, cycle, f"{slug(notebook.name)}.html", {"cycle": cycle})]
    known = areas(cycle, more)
    if notebook.on_request and not known:
        raise notebooks.NotebookError(
            f"{cycle} has no {more} that its audience may see: its page is for the committee, "
            "after dvc repro."
        )
    wanted = [str(only[more])] if more in only else known[:1] if notebook.on_request else known
    files, called = file_names([*known, *wanted]), _called(cycle, known)
    return [
        Job(
            notebook.name,
            cycle,
            f"{notebook.folder}/{files[value]}.html",
            {"cycle": cycle, more: value},
            called.get(value, ""),
            notebook.on_request,
        )
        for value in wanted
    ]


def areas(cycle: str, area_type: str) -> list[str]:
    """The areas of a type (or of the one that takes its place) that the cycle's measures know.

    The unmapped rest is not an area.
    """
    path = project.processed(cycle) / "measures.parquet"
    public = disclosure.is_public(project.parameters().audience)
    if not path.exists() or (area_type == "practice" and public):
        return []
    known = pd.read_parquet(path, columns=["area"], filters=[("area_type", "==", area_type)])
    found = sorted(set(known["area"].dropna()) - {membership.UNMAPPED, ""})
    return found or (areas(cycle, _INSTEAD[area_type]) if area_type in _INSTEAD else [])


def practices_of(cycle: str, place: str) -> list[str]:
    """The codes of the open practices of a locality or network.

    Raises ``NotebookError`` where it has none.
    """
    data = CycleData(cycle)
    known = membership.open_members(
        data.tables(), commissioner=data.cycle.commissioner, day=data.cycle.as_at
    )
    here = known[(known["locality"] == place) | (known["pcn_code"] == place)]
    if here.empty:
        places = sorted(known["locality"].fillna(known["pcn_code"]).dropna().unique())
        raise notebooks.NotebookError(
            f"No open practice of {cycle} belongs to '{place}'. It has {', '.join(places)}."
        )
    return here["practice_code"].tolist()


def file_names(values: list[str]) -> dict[str, str]:
    """A file name for each of several names: safe on every system, and no two alike.

    Lower case letters, digits and hyphens; a few characters of the name's own digest are added
    where two names would share one, it is too long, or the system keeps it for itself.
    """
    values = list(dict.fromkeys(values))
    short = {value: slug(value)[:_LONGEST].strip("-") for value in values}
    shared = list(short.values())
    return {
        value: f"{name}-{hashlib.sha256(value.encode('utf-8')).hexdigest()[:8]}"
        if shared.count(name) > 1 or _RESERVED.match(name) or len(slug(value)) > _LONGEST
        else name
        for value, name in short.items()
    }


def _called(cycle: str, values: list[str]) -> dict[str, str]:
    """What a reader calls a network that is known by its code."""
    path = project.processed(cycle) / "tables" / "practice_map.parquet"
    if not path.exists():
        return {}
    names = membership.network_names(pd.read_parquet(path))
    return {value: f"{names[value]} ({value})" for value in values if value in names}
