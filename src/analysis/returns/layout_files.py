"""Layouts as data: ``layouts/<publication>.yml``, a file for each module that reads a publication.

An entry is a layout. Its keys:

- ``publication``, ``vintage``: what the file is called, and which of its vintages this is;
- ``columns``: the headings that it must have, by our name of the column: one as printed, or a list
  of the spellings seen. ``#`` is any number; a file without a header has the places of its columns;
- ``optional``: headings that it may have, likewise;
- ``costs``: of an optional column that is expected, the figures that a file without it does not
  give, as a sentence says them; of ``commissioner_code`` none is needed;
- ``missing``: texts that mean "no value";
- ``not_read``, ``lacks``: for a file of which nothing is read (``Layout``).
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from analysis.project import strict_yaml
from analysis.returns.layout import Layout, Reader, Recogniser

_FOLDER = Path(__file__).with_name("layouts")


def layouts_of(
    publication: str,
    readers: Mapping[str, Reader] = MappingProxyType({}),
    *,
    otherwise: Reader | None = None,
    recognise: Mapping[str, Recogniser] = MappingProxyType({}),
) -> dict[str, Layout]:
    """The layouts of ``layouts/<publication>.yml`` by name, in its order, each with its reader.

    ``otherwise`` reads those that ``readers`` does not name; ``recognise`` are the functions for
    files without a header. Raises ``DataFileError`` with file, line and remedy where the file is
    invalid, a layout has no reader, or a function no layout.
    """
    path = _FOLDER / f"{publication}.yml"
    given = strict_yaml.read(path, what="layout")
    for name in (*readers, *recognise):
        if name not in given:
            raise strict_yaml.DataFileError(f"{path}: {publication}.py reads {name}: declare it.")
    return {
        name: _layout(name, entry, readers.get(name, otherwise), recognise.get(name))
        for name, entry in given.items()
    }


def _layout(
    name: str, given: strict_yaml.Entry, read: Reader | None, recognise: Recogniser | None
) -> Layout:
    if read is None:
        raise given.refused(f"{name} has no reader: name its function in the module's LAYOUTS.")
    return strict_yaml.build(
        Layout,
        given.without("columns").without("optional").without("costs"),
        name=name,
        columns=_headings(name, given, "columns"),
        optional=_headings(name, given, "optional"),
        costs={column: what for column, (what,) in _headings(name, given, "costs").items()},
        read=read,
        recognise=recognise,
    )


def _headings(name: str, given: strict_yaml.Entry, key: str) -> dict[str, tuple[str, ...]]:
    """The headings of each column below a key; none where the key is not given."""
    if key not in given:
        return {}
    columns = given[key]
    if not isinstance(columns, strict_yaml.Entry):
        raise given.refused(f"{name}: write column and heading below '{key}:', one a line.", key)
    found = {}
    for column, printed in columns.items():
        spellings = printed if isinstance(printed, list) else [printed]
        if not spellings or not all(isinstance(one, str) and one.strip() for one in spellings):
            remedy = f"{name}: {column} is {printed!r}. Write its heading in quotation marks."
            raise columns.refused(remedy, column)
        found[column] = tuple(spellings)
    return found
