"""Write a return as its sender would: the same bytes on every run and every machine."""

import csv
import io
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from analysis.tables import TABLES

SEED = 20180207
HERE = Path(__file__).parent
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def draws(topic: str) -> random.Random:
    """A stream of random numbers of its own, so that one return's draws never shift another's."""
    return random.Random(f"{SEED} {topic}")


def share_out(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Split a whole number by weight so that the parts add up to it exactly (largest remainder)."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: int(value) for key, value in exact.items()}
    left = total - sum(parts.values())
    by_remainder = sorted(exact, key=lambda key: (parts[key] - exact[key], key))
    for key in by_remainder[:left]:
        parts[key] += 1
    return parts


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder, such as ``rows/cluster``, all as text.

    A column ``fact`` is left out: it names the papers' own figures, for whoever reads the file.
    """
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    return [{key: cell for key, cell in row.items() if key != "fact"} for row in found]


def parameters(name: str) -> list:
    """The rows of a file of ``parameters/`` as named tuples, numbers as numbers."""
    frame = pd.read_csv(HERE / "parameters" / f"{name}.csv", keep_default_na=False)
    return list(frame.itertuples(index=False, name=name))


def local(folder: Path, table: str, rows: Iterable[Mapping], *, name: str = "") -> Path:
    """Write a local return: the template's columns in its order, one row a mapping.

    The file is called as its table, or ``name``. Raises ``ValueError`` where a row has a column
    that the template lacks.
    """
    names = TABLES[table].names
    lines = []
    for row in rows:
        unknown = set(row) - set(names)
        if unknown:
            raise ValueError(f"{table}: no column is called {sorted(unknown)[0]!r}")
        lines.append([row.get(name, "") for name in names])
    return published(folder / "local" / f"{name or table}.csv", names, lines)


def published(
    path: Path,
    header: Iterable[str] | None,
    rows: Iterable[Iterable],
    *,
    encoding: str = "utf-8",
    newline: str = "\n",
    quote_all: bool = False,
) -> Path:
    """Write a delimited file in its publisher's encoding, line ends and quoting."""
    text = io.StringIO()
    writer = csv.writer(
        text,
        lineterminator=newline,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    )
    if header is not None:
        writer.writerow(list(header))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return whole(path, text.getvalue().encode(encoding))


def publishers_day(day: str) -> str:
    """``2016-10-01`` as NHS Digital's files have it: ``01OCT2016``."""
    return f"{day[8:]}{_MONTHS[int(day[5:7]) - 1]}{day[:4]}"


def british_day(day: str) -> str:
    """``2016-10-01`` as other publishers have it: ``01/10/2016``; blank stays blank."""
    return f"{day[8:]}/{day[5:7]}/{day[:4]}" if day else ""


def whole(path: Path, content: bytes) -> Path:
    """Write a file's bytes, its folder first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)
