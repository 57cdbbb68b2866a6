"""Files of publications that the project knows, and does not read: what each is, what serves.

They come in the same archive as a file that is read, or go by nearly its name. An analyst who
finds one in the folder should learn what to put there instead, not that a column is missing. They
are listed in ``unread.yml``.
"""

from dataclasses import dataclass
from pathlib import Path

from analysis.project import strict_yaml
from analysis.returns.layout import Layout, Reading, Tables


@dataclass(frozen=True)
class _File:
    name: str
    publication: str
    vintage: str
    headings: tuple[str, ...]
    instead: str
    lacks: tuple[str, ...] = ()


def _read(reading: Reading) -> Tables:
    reading.oddities.append(f"not read: {reading.layout.not_read}")
    return {}


def _layout(file: _File) -> Layout:
    """A layout of which nothing is read."""
    return Layout(
        publication=file.publication,
        name=file.name,
        vintage=file.vintage,
        read=_read,
        columns={heading: tuple(heading.split(" | ")) for heading in file.headings},
        not_read=file.instead,
        lacks=file.lacks,
    )


LAYOUTS = tuple(
    _layout(strict_yaml.build(_File, given, name=name))
    for name, given in strict_yaml.read(Path(__file__).with_suffix(".yml"), what="file").items()
)
