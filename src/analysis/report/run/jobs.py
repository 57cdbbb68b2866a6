"""Which pages a cycle has, read from its notebooks and its measures.

A notebook that takes ``cycle`` alone gives one page. One that takes one parameter more, named
for a type of area (``locality``), gives a page for each area of that type in the measures; where
a cycle knows no localities, one for each primary care network of the published map.
"""

import ast
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis import places, project
from analysis.report.page.blocks import slug

# The folder of a type of area's pages: the plural, as a reader of the address says it.
_FOLDERS = {
    "area": "areas",
    "locality": "localities",
    "pcn": "pcns",
    "practice": "practices",
}
# Where a cycle has no area of a type, the type that stands in for it.
_INSTEAD = {"locality": "pcn"}
_LONGEST = 60  # characters of a file name: folders and endings come on top
# Names that Windows keeps for itself, whatever their ending.
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d|index)$")


class NotebookError(project.ProjectError):
    """A notebook that cannot be run as a report; the message names it and the remedy."""


@dataclass(frozen=True)
class Notebook:
    """A notebook of the project: its name, its title, what it is about, what it takes.

    ``across`` says that it looks at other cycles too (``"looks_at": "other cycles"`` in its
    metadata); such a page has a stage of its own.
    """

    name: str
    title: str
    about: str
    takes: tuple[str, ...]
    imports: tuple[str, ...] = ()
    order: int = 99
    across: bool = False
    compact: bool = False

    @property
    def one_more(self) -> str | None:
        """The parameter it takes beside ``cycle``, or None."""
        return next((name for name in self.takes if name != "cycle"), None)

    @property
    def folder(self) -> str | None:
        """The folder of its pages where it has one for each area."""
        return _FOLDERS.get(self.one_more, f"{slug(self.one_more)}s") if self.one_more else None

    @property
    def workbook(self) -> str:
        """The file name of its tables' workbook: one for all of its pages."""
        return f"{self.folder or slug(self.name)}.xlsx"


@dataclass(frozen=True)
class Job:
    """One page to make: a notebook with its parameters, and where the page goes."""

    notebook: str
    cycle: str
    page: str
    parameters: dict[str, str] = field(default_factory=dict)
    called: str = ""

    @property
    def subject(self) -> str:
        """What the page is about beside the cycle: a locality's name, or nothing."""
        given = ", ".join(value for key, value in self.parameters.items() if key != "cycle")
        return self.called or given

    @property
    def report(self) -> str:
        """The page's own name in file names: ``finance``, ``locality-purbeck``."""
        folder, _, name = self.page.removesuffix(".html").rpartition("/")
        return f"{slug(self.notebook)}-{name}" if folder else slug(self.notebook)

    @property
    def tables(self) -> str:
        """Where its tables stand under ``tables/``: ``finance``, ``localities/purbeck``."""
        return self.page.removesuffix(".html")


def notebook_path(name: str) -> Path:
    """Where a notebook of the project is. Raises ``NotebookError`` where there is none."""
    path = project.root() / "notebooks" / f"{name.replace('-', '_')}.ipynb"
    if not path.exists():
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.ipynb"))) or "none"
        raise NotebookError(f"No notebook is called '{name}'. Notebooks: {known}.")
    return path


def notebooks() -> list[Notebook]:
    """Every notebook of the project, in the order that their metadata (``order``) asks for.

    Those that ask for none come last, by name.
    """
    paths = sorted((project.root() / "notebooks").glob("*.ipynb"))
    return sorted((read_notebook(path) for path in paths), key=lambda one: (one.order, one.name))


def names(*, across: bool = False) -> list[str]:
    """The notebooks of one stage: those of the cycle alone, or those that look at others too."""
    return [notebook.name for notebook in notebooks() if notebook.across == across]


def read_notebook(path: Path) -> Notebook:
    """What a notebook says of itself, without running it."""
    return _read(path, path.stat().st_mtime_ns)


def jobs(name: str, cycle: str, only: dict[str, str] | None = None) -> list[Job]:
    """The pages that a notebook gives for a cycle; with ``only``, those of these parameters."""
    notebook = read_notebook(notebook_path(name))
    more, only = notebook.one_more, only or {}
    unknown = sorted(set(only) - set(notebook.takes))
    if unknown:
        raise NotebookError(
            f"notebooks/{notebook.name}.ipynb takes no '{unknown[0]}'. "
            f"It takes {', '.join(notebook.takes)}."
        )
    if more is None:
        return [Job(notebook.name, cycle, f"{slug(notebook.name)}.html", {"cycle": cycle})]
    known = areas(cycle, more)
    files = file_names([*known, *(str(only[more]) for _ in only if more in only)])
    called = _called(cycle, known)
    return [
        Job(
            notebook.name,
            cycle,
            f"{notebook.folder}/{files[value]}.html",
            {"cycle": cycle, more: value},
            called.get(value, ""),
        )
        for value in ([str(only[more])] if more in only else known)
    ]


def areas(cycle: str, area_type: str) -> list[str]:
    """The areas of a type (or of the one that stands in for it) that the cycle's measures know.

    The unmapped rest is none of them.
    """
    path = project.processed(cycle) / "measures.parquet"
    if not path.exists() or (area_type == "practice" and project.parameters().audience == "public"):
        return []
    known = pd.read_parquet(path, columns=["area"], filters=[("area_type", "==", area_type)])
    found = sorted(set(known["area"].dropna().astype(str)) - {places.UNMAPPED, ""})
    return found or (areas(cycle, _INSTEAD[area_type]) if area_type in _INSTEAD else [])


def file_names(values: list[str]) -> dict[str, str]:
    """A file name for each of several names: safe on every system, and no two alike.

    Lower case letters, digits and hyphens; where two names would share one, or the system keeps
    it for itself, a few characters of the name's own digest are added.
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
    names = places.network_names(pd.read_parquet(path))
    return {value: f"{names[value]} ({value})" for value in values if value in names}


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> Notebook:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [(c["cell_type"], "".join(c["source"]), c["metadata"]) for c in notebook["cells"]]
    except (ValueError, KeyError, TypeError) as error:
        raise NotebookError(f"notebooks/{path.name} is no notebook: {error!r}") from None
    words = "\n\n".join(source for kind, source, _ in cells if kind == "markdown")
    found = re.search(r"^# +(.+?)\s*$", words, flags=re.MULTILINE)
    if not found:
        raise NotebookError(
            f"notebooks/{path.name} has no H1. Begin it with a Markdown cell '# Title'."
        )
    after = (part.strip() for part in words[found.end() :].split("\n\n"))
    about = next((part for part in after if part), "")
    code = "\n".join(source for kind, source, _ in cells if kind == "code")
    takes = [
        name
        for _, source, metadata in cells
        if "parameters" in metadata.get("tags", [])
        for name in _assigned(source)
    ]
    if "cycle" not in takes:
        raise NotebookError(
            f"notebooks/{path.name} takes no cycle. Tag a code cell 'parameters' and write "
            'cycle = "2018-02" in it.'
        )
    return Notebook(
        name=path.stem,
        title=found[1],
        about="" if about.startswith("#") else " ".join(about.split()),
        takes=tuple(takes),
        imports=_imported(code),
        order=int(notebook.get("metadata", {}).get("order", 99)),
        across=notebook.get("metadata", {}).get("looks_at") == "other cycles",
        compact=bool(notebook.get("metadata", {}).get("compact", False)),
    )


def _assigned(source: str) -> list[str]:
    return [
        target.id
        for statement in ast.parse(source).body
        for target in getattr(statement, "targets", [getattr(statement, "target", None)])
        if isinstance(target, ast.Name)
    ]


def _imported(source: str) -> tuple[str, ...]:
    """The modules that the cells import, so that a parent process can load them once."""
    lines = [line.strip() for line in source.split("\n")]
    found = []
    for line in lines:
        if re.match(r"(import|from)\s+[\w.]+", line):
            try:
                statement = ast.parse(line).body[0]
            except SyntaxError:
                continue
            if isinstance(statement, ast.ImportFrom):
                found.append(statement.module)
                found += [f"{statement.module}.{alias.name}" for alias in statement.names]
            elif isinstance(statement, ast.Import):
                found += [alias.name for alias in statement.names]
    return tuple(dict.fromkeys(name for name in found if name))
