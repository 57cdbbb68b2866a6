"""Which code a stage or a page is made from, so that an edit remakes what it can change.

The code behind a module is every file of the library that importing it reads, and the data
(cards, templates, style sheets) of the rooms that those files are in. Comments, docstrings and
the layout of lines count for nothing: what is compared is what Python makes of a file.
"""

import ast
import hashlib
import json
import re
import sys
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import analysis
from analysis import project
from analysis.project.notebooks import imported

LIBRARY = Path(analysis.__file__).parent
PACKAGED = (".css", ".csv", ".j2", ".js", ".yml")
_MOST_REMEMBERED = 1_000  # files of code, in all their editions
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


class Code(NamedTuple):
    """A file of code: the digest of what it does, what it imports, the words of its texts."""

    digest: str
    imports: list[str]
    words: list[str]


def listing(modules: Iterable[str]) -> str:
    """A line with a digest for each file that modules are made from, and for the packages' lock.

    Raises ``ProjectError`` for a file that is not Python.
    """
    files = _files(modules)
    lines = [f"{read_file(path).digest[:16]}  {_name(path)}" for path in sorted(files)]
    rooms = {path.relative_to(LIBRARY).parts[0] for path in files} - {"__init__.py", "__main__.py"}
    for room in sorted(rooms):
        packaged = sorted(p for p in (LIBRARY / room).rglob("*") if p.suffix in PACKAGED)
        lines += [f"{_digest(path)[:16]}  {_name(path)}" for path in packaged]
    packages = project.root() / "requirements.lock"
    if packages.exists():
        lines.append(f"{_digest(packages)[:16]}  {packages.name}")
    return "\n".join(lines) + "\n"


def words_by_room(modules: Iterable[str]) -> dict[str, set[str]]:
    """The rooms whose code modules are made from, and what the texts in that code name."""
    found: dict[str, set[str]] = {}
    for path in _files(modules):
        found.setdefault(path.relative_to(LIBRARY).parts[0], set()).update(read_file(path).words)
    return found


def read_code(text: str) -> Code:
    """What a text of Python does, imports and names. Raises ``SyntaxError`` where it is none."""
    tree = ast.parse(text)
    imports = sorted(set(imported(tree)))
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    words = sorted(set().union(*(words_of(one) for one in constants if isinstance(one, str))))
    return Code(hashlib.sha256(ast.dump(tree).encode()).hexdigest(), imports, words)


def words_of(text: str) -> set[str]:
    """The words of a text that could name a measure."""
    return set(re.findall(r"[a-z][a-z0-9_]+", text))


def _files(modules: Iterable[str]) -> set[Path]:
    """Every file of the library that importing these modules reads, whoever imports it."""
    found: set[Path] = set()
    waiting = [path for name in modules for path in _module_files(name)]
    remembered = len(_memory())
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [file for name in read_file(path).imports for file in _module_files(name)]
    if len(_memory()) > remembered:
        newest = dict(list(_memory().items())[-_MOST_REMEMBERED:])
        project.write_whole(project.logs() / "code.json", json.dumps(newest))
    return found


def _module_files(name: str) -> list[Path]:
    """The file of a module of the library and those of the packages around it; none otherwise."""
    first, *parts = name.split(".")
    if first != LIBRARY.name:
        return []
    found = []
    for depth in range(len(parts) + 1):
        place = LIBRARY.joinpath(*parts[:depth])
        found += [place / "__init__.py", place.with_suffix(".py")]
    return [file for file in found if file.exists()]


@cache
def read_file(path: Path) -> Code:
    """A file of code as it was when it was first asked for: as it was loaded."""
    text = path.read_text(encoding="utf-8")
    key = hashlib.sha256(f"{sys.version}\n{text}".encode()).hexdigest()
    if key not in _memory():
        try:
            _memory()[key] = read_code(text)
        except SyntaxError as error:
            raise project.ProjectError(
                f"src/{_name(path)}, line {error.lineno}, is not Python: {error.msg}."
            ) from None
    return Code(*_memory()[key])


@lru_cache(maxsize=1)
def _memory() -> dict[str, Code]:
    """What files of code came to when they were read before, by their text: reading takes time."""
    try:
        return json.loads((project.logs() / "code.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()


def _name(path: Path) -> str:
    return path.relative_to(LIBRARY.parent).as_posix()
