"""YAML files (cards, tables, the project's settings), read strictly.

An unknown key, a missing one, one written twice and a value of the wrong type are each refused
with file, line and remedy.
"""

from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

import yaml

Kind = TypeVar("Kind")

# The values that count as of a type, and how to write one.
_PLAIN: dict[type, tuple[tuple[type, ...], str]] = {
    str: ((str,), "text, in quotation marks if need be"),
    bool: ((bool,), "true or false"),
    float: ((int, float), "a number"),
}
_DAY = "tag:yaml.org,2002:timestamp"


class DataFileError(ValueError):
    """A data file that cannot be used; the message names file, line and remedy."""


class Entry(dict):
    """A mapping of a data file that knows the place, file and line, of itself and of its keys."""

    def __init__(self, values: dict, *, place: str, places: dict[str, str]):
        super().__init__(values)
        self.place, self.places = place, places

    def refused(self, remedy: str, key: str = "") -> DataFileError:
        """The error for a key of this entry, or for all of it."""
        return DataFileError(f"{self.places.get(key, self.place)}: {remedy}")

    def over(self, base: "Entry") -> "Entry":
        """This entry with the keys of ``base`` that it does not give itself."""
        return Entry(base | self, place=self.place, places=base.places | self.places)

    def without(self, key: str) -> "Entry":
        """This entry without one of its keys."""
        rest = {name: value for name, value in self.items() if name != key}
        return Entry(rest, place=self.place, places=self.places)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML whose mappings are entries and whose days stay text, as in the tables."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, form) for tag, form in forms if tag != _DAY]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _entry(loader, node) -> Entry:
    values: dict[str, Any] = {}
    places: dict[str, str] = {}
    for name_node, value_node in node.value:
        name = loader.construct_object(name_node)
        place = _place(name_node.start_mark)
        if name in values:
            raise DataFileError(f"{place}: '{name}' is given twice. Keep one.")
        values[name], places[name] = loader.construct_object(value_node, deep=True), place
        if isinstance(values[name], Entry):
            values[name].place = place
    return Entry(values, place=_place(node.start_mark), places=places)


def _place(mark) -> str:
    return f"{mark.name}, line {mark.line + 1}"


_Loader.add_constructor("tag:yaml.org,2002:map", _entry)


def load(path: Path) -> Any:
    """What a file holds, its mappings as entries. Raises ``DataFileError`` where it is not YAML."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            return yaml.load(file, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "it holds signs that no text has"
        place = _place(mark) if mark else path
        raise DataFileError(f"{place}: not readable as YAML: {why}.") from None


def read(path: Path, *, what: str) -> dict[str, Entry]:
    """The entries of a file by name, in order; ``what`` an entry is called in messages.

    Raises ``DataFileError`` where the file is not YAML, an entry has no keys, or its name has
    other signs than lower case, digits and underscores.
    """
    found = load(path)
    if not isinstance(found, Entry):
        raise DataFileError(f"{path}, line 1: write the name of each {what}, its keys below it.")
    return entries(found, what=what)


def entries(found: Entry, *, what: str) -> dict[str, Entry]:
    """The entries that a mapping holds, by name. Raises ``DataFileError`` as ``read`` does."""
    for name, given in found.items():
        if not (isinstance(name, str) and name.isascii() and name.isidentifier()) or (
            name != name.lower()
        ):
            remedy = f"'{name}' is no name of a {what}: lower case, digits and underscores."
            raise found.refused(remedy, name)
        if not isinstance(given, Entry):
            raise found.refused(f"{name} has no keys: write them below it.", name)
    return found


def build(kind: type[Kind], given: Entry, *, name: str, **otherwise: Any) -> Kind:
    """A dataclass ``kind`` with the values of an entry, which is called ``name``.

    ``otherwise`` are values for keys that the entry does not give. Raises ``DataFileError`` for
    an unknown key, a missing one, a value of the wrong type, and what ``kind`` itself refuses.
    """
    types, needed = _fields(kind)  # type: ignore[arg-type]  # a type is hashable
    values = dict(otherwise)
    for key, value in given.items():
        if key not in types:
            what, known = kind.__name__.lower(), ", ".join(types)
            raise given.refused(f"{name} has '{key}', which no {what} has. Known: {known}.", key)
        values[key] = _value(types[key], value, given=given, name=name, key=key)
    missing = [key for key in needed if key not in values]
    if missing:
        raise given.refused(f"{name} lacks {missing[0]}.")
    try:
        return kind(**{"name": name} | values) if "name" in kind.__annotations__ else kind(**values)
    except ValueError as error:
        raise given.refused(str(error)) from None


@cache
def _fields(kind) -> tuple[dict[str, Any], list[str]]:
    """The types of a dataclass's fields by key, and the keys that must be given."""
    types = {key: of for key, of in get_type_hints(kind).items() if key != "name"}
    return types, [f.name for f in fields(kind) if f.default is MISSING and f.name in types]


def _value(of: Any, value: Any, *, given: Entry, name: str, key: str) -> Any:
    """A value of type ``of``. Raises ``DataFileError`` where it is of another."""
    if isinstance(of, UnionType):  # float | None: None is for a key that is not given
        of = get_args(of)[0]
    if get_origin(of) is tuple:
        if not isinstance(value, list):
            raise given.refused(f"{name}: {key} is {value!r}. Write a list.", key)
        part = get_args(of)[0]
        return tuple(_value(part, one, given=given, name=name, key=key) for one in value)
    if isinstance(of, type) and is_dataclass(of) and isinstance(value, Entry):
        return build(of, value, name=f"{name}: {key}")
    fits, how = _PLAIN.get(of, ((), "'key: value' lines"))
    blank = isinstance(value, str) and not value.strip() and key != "unit"
    if not isinstance(value, fits) or blank or (isinstance(value, bool) and of is not bool):
        raise given.refused(f"{name}: {key} is {value!r}. Write {how}.", key)
    return value
