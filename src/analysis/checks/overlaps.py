"""Published files that overlap: rows given twice, and which of two files prevails.

Of two files that differ about one key, that one prevails which its publisher marks as the later:
it reaches further in time, its name says revised or a higher version, or it holds a later day.
Where no mark decides, the run asks. The order of names and of arrival decides nothing.
"""

import re

import pandas as pd

from analysis.checks.expectations import shown
from analysis.checks.findings import tell
from analysis.tables.declare import Table
from analysis.writing.phrases import agree

_VERSION = re.compile(r"(?<![a-z])v(?:ersion)?[ ._-]?(\d+(?:\.\d+)*)(?![a-z0-9])", re.IGNORECASE)
_REVISED = re.compile(r"(?<![a-z])(?:revis|correct|amend|re-?issue)", re.IGNORECASE)
_PROVISIONAL = re.compile(r"(?<![a-z])provisional", re.IGNORECASE)
_WHY = (
    "it reaches further in time",
    "its name says that it is the later version",
    "it holds a later day",
)


def settled(frame: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[dict]]:
    """A published table in which every key's first row is the one that prevails, and findings.

    Of rows that say the same, the fuller is kept. Of rows that differ all are kept, those of the
    file that prevails first: validation keeps the first. A finding stops where none prevails.

    One row per row of the files.
    """
    grain = list(table.grain)
    frame, noted = _read_once(frame, table)
    twice = frame.duplicated(grain, keep=False) & frame[grain].notna().all(axis=1)
    rivals = frame[twice]
    apart = rivals.groupby(grain)["source_file"].transform("nunique") > 1
    rivals = rivals[apart]
    if rivals.empty:
        return frame, noted
    ranks = _ranks(frame, table)
    order = sorted(ranks, key=lambda file: (ranks[file], file), reverse=True)
    place = frame["source_file"].map({file: i for i, file in enumerate(order)})
    frame = frame.loc[place.sort_values(kind="stable").index]
    rivals = frame.loc[frame.index.isin(rivals.index)]
    first = rivals.groupby(grain)["source_file"].transform("first")
    later = rivals.assign(first=first)[rivals["source_file"] != first]
    for (file, other), rows in later.groupby(["source_file", "first"], sort=True):
        noted.append(_which_prevails(rows, rivals, table, file, other, ranks))
    return frame, noted


def _which_prevails(
    rows: pd.DataFrame,
    rivals: pd.DataFrame,
    table: Table,
    file: str,
    other: str,
    ranks: dict[str, tuple],
) -> dict:
    """The finding on a file of which some rows differ from those of another."""
    key, row = ", ".join(table.grain), rows.iloc[0]
    same = rivals[(rivals[list(table.grain)] == row[list(table.grain)]).all(axis=1)]
    first = same[same["source_file"] == other].iloc[0]
    names = [c for c in table.names if c not in table.grain and shown(row[c]) != shown(first[c])]
    example = f" (line {row['source_line']}: {names[0]} is {shown(row[names[0]])} here and "
    example = f"{example}{shown(first[names[0]])} there)" if names else ""
    message = (
        f"{len(rows):,} {agree(len(rows), 'row gives', 'rows give')} other values than {other} for "
        f"the same {key}{example}"
    )
    why = next(
        (why for why, a, b in zip(_WHY, ranks[other], ranks[file], strict=True) if a > b), ""
    )
    if why:
        return tell(file, table.name, key, "prevails", f"{message}; {other} prevails: {why}.")
    asked = (
        f"{message}. Nothing in their names or dates says which is the later publication: take the "
        "earlier one out of the folder, or correct its rows in corrections.yml, and run again."
    )
    return {**tell(file, table.name, key, "prevails", asked), "answer": "stop"}


def _read_once(frame: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[dict]]:
    """The table without rows that repeat another file's row, and how many each file lost."""
    grain, columns = list(table.grain), table.names
    twice = frame.duplicated(grain, keep=False) & frame[grain].notna().all(axis=1)
    if not twice.any():
        return frame, []
    # Two files of one publication print one number with more decimals or fewer.
    rows = frame[twice].assign(**frame.loc[twice].select_dtypes("number").round(6))
    group = rows.groupby(grain, sort=False)
    alike = group[columns].transform("nunique").le(1).all(axis=1)
    apart = group["source_file"].transform("nunique") > 1
    same = rows[alike & apart]
    fullness = same[columns].notna().sum(axis=1)
    kept = same.assign(fullness=fullness).sort_values("fullness", ascending=False, kind="stable")
    dropped = kept[kept.duplicated(grain, keep="first")]
    noted = [
        tell(
            file,
            table.name,
            ", ".join(grain),
            "said twice",
            f"{len(rows):,} {agree(len(rows), 'row says', 'rows say')} what another file says; "
            "read once.",
        )
        for file, rows in dropped.groupby("source_file", sort=True)
    ]
    return frame.drop(index=dropped.index), noted


def _ranks(frame: pd.DataFrame, table: Table) -> dict[str, tuple]:
    """What the publisher's marks say of how late each file is, in the order of ``_WHY``."""
    reach = [name for name in table.grain if name in table.actual_on]
    days = [c.name for c in table.columns if c.kind == "day" and c.name not in reach]
    ranks = {}
    for file, rows in frame.groupby("source_file"):
        name = str(file)
        furthest = tuple(rows[column].dropna().max() for column in reach)
        last = max(
            (rows[column].dropna().max() for column in days if rows[column].notna().any()),
            default="",
        )
        ranks[name] = (tuple(map(str, furthest)), _version(name), last)
    return ranks


def _version(name: str) -> tuple[int, ...]:
    """The version that a file's name gives: v2 is 2, revised is 2, provisional 0, else 1."""
    given = [tuple(map(int, number.split("."))) for number in _VERSION.findall(name)]
    if _REVISED.search(name):
        given.append((2,))
    return max(given, default=(0,) if _PROVISIONAL.search(name) else (1,))
