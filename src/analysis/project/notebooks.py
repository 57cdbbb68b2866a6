"""What each notebook of the project is, read from its file without running it."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis import project

# The folder of a type of area's pages: the plural, as a reader of the address expects.
_FOLDERS = {"locality": "localities"}


# What a notebook may say in its metadata of how it prints.
_CLASSES = ("compact", "paper", "prints-method")


class NotebookError(project.ProjectError):
    """A notebook that cannot be run as a report; the message names it and the remedy."""


@dataclass(frozen=True)
class Notebook:
    """A notebook of the project; ``takes`` are its parameters, ``code`` the text of each cell.

    ``report`` is the report that it opens, None where it looks at every figure. ``across`` is
    whether it looks at other cycles too (``"looks_at": "other cycles"`` in its metadata);
    ``classes`` are what its metadata says of paper: ``"compact": true`` prints on two sides,
    ``"paper": true`` as the committee's paper, ``"prints_method": true`` prints how figures are
    worked out, which is folded on a screen.
    ``on_request`` (``"on_request": true``): no run makes its pages, ``analysis report`` does.
    """

    name: str
    title: str
    about: str
    takes: tuple[str, ...]
    code: tuple[str, ...] = ()
    report: str | None = None
    order: int = 99
    across: bool = False
    classes: str = ""
    on_request: bool = False

    @property
    def one_more(self) -> str | None:
        """The parameter it takes besides ``cycle``, or None."""
        return next((name for name in self.takes if name != "cycle"), None)

    @property
    def folder(self) -> str | None:
        """The folder of its pages where it has one for each area."""
        area = self.one_more
        return _FOLDERS.get(area, f"{area.replace('_', '-')}s") if area else None

    @property
    def workbook(self) -> str:
        """The file name of its tables' workbook: one for all of its pages."""
        return f"{self.folder or self.name.replace('_', '-')}.xlsx"

    @property
    def imports(self) -> tuple[str, ...]:
        """The modules that its cells import, and the names taken from them."""
        return tuple(dict.fromkeys(name for tree in _trees(self.code) for name in imported(tree)))


def path_of(name: str) -> Path:
    """Where a notebook of the project is. Raises ``NotebookError`` where there is none."""
    path = project.root() / "notebooks" / f"{name.replace('-', '_')}.ipynb"
    if not path.exists():
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.ipynb"))) or "none"
        raise NotebookError(f"No notebook is called '{name}'. Notebooks: {known}.")
    return path


def notebooks() -> list[Notebook]:
    """Every notebook whose pages a run makes, by ``order`` in its metadata, then by name."""
    found = map(read, (project.root() / "notebooks").glob("*.ipynb"))
    return sorted(
        (one for one in found if not one.on_request), key=lambda one: (one.order, one.name)
    )


def names(*, across: bool = False) -> list[str]:
    """The notebooks of one stage: those of the cycle alone, or those that look at others too."""
    return [notebook.name for notebook in notebooks() if notebook.across == across]


def read(path: Path) -> Notebook:
    """The notebook of a file, which is not run."""
    return _read(path, path.stat().st_mtime_ns)


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a piece of code imports wherever it does, and the names taken from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> Notebook:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [(c["cell_type"], "".join(c["source"]), c["metadata"]) for c in notebook["cells"]]
    except (ValueError, KeyError, TypeError) as error:
        raise NotebookError(f"notebooks/{path.name} is not a notebook: {error!r}") from None
    words = "\n\n".join(source for kind, source, _ in cells if kind == "markdown")
    heading = re.search(r"^# +(.+?)\s*$", words, flags=re.MULTILINE)
    if not heading:
        raise NotebookError(
            f"notebooks/{path.name} has no H1. Begin it with a Markdown cell '# Title'."
        )
    about = words[heading.end() :].strip().split("\n\n")[0].strip()
    code = tuple(source for kind, source, _ in cells if kind == "code")
    tagged = [source for _, source, about in cells if "parameters" in about.get("tags", [])]
    takes = tuple(name for source in tagged for name in _assigned(source))
    if "cycle" not in takes:
        raise NotebookError(
            f"notebooks/{path.name} takes no cycle. Tag a code cell 'parameters' and write "
            'cycle = "2018-02" in it.'
        )
    metadata = notebook.get("metadata", {})
    return Notebook(
        name=path.stem,
        title=heading[1],
        about="" if about.startswith("#") else " ".join(about.split()),
        takes=takes,
        code=code,
        report=_opened(code),
        order=int(metadata.get("order", 99)),
        across=metadata.get("looks_at") == "other cycles",
        on_request=bool(metadata.get("on_request", False)),
        classes=" ".join(name for name in _CLASSES if metadata.get(name.replace("-", "_"))),
    )


def _assigned(source: str) -> list[str]:
    return [
        target.id
        for statement in ast.parse(source).body
        for target in getattr(statement, "targets", [getattr(statement, "target", None)])
        if isinstance(target, ast.Name)
    ]


def _opened(code: tuple[str, ...]) -> str | None:
    """The report that the cells open: ``report.open(cycle, "finance")`` gives ``finance``."""
    for tree in _trees(code):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "report.open":
                named = [part for part in node.args[1:] if isinstance(part, ast.Constant)]
                return str(named[0].value) if named else None
    return None


def _trees(code: tuple[str, ...]) -> Iterator[ast.Module]:
    """The cells as Python reads them; one that is not Python fails where it is run."""
    for source in code:
        lines = (line for line in source.split("\n") if not line.startswith(("%", "!")))
        try:
            yield ast.parse("\n".join(lines))
        except SyntaxError:
            continue
