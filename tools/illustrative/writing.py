"""Write a return as its sender would: the same bytes on every run and every machine."""

import csv
import io
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

from analysis.tables import TABLES

SEED = 20180207


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


def local(folder: Path, table: str, rows: Iterable[Mapping]) -> Path:
    """Write a local return: the template's columns in its order, one row a mapping.

    Raises ``ValueError`` where a row has a column that the template lacks.
    """
    names = TABLES[table].names
    lines = []
    for row in rows:
        unknown = set(row) - set(names)
        if unknown:
            raise ValueError(f"{table}: no column is called {sorted(unknown)[0]!r}")
        lines.append([row.get(name, "") for name in names])
    return published(folder / "local" / f"{table}.csv", names, lines)


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
