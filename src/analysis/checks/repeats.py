"""Rows that have the key of another row, and files that repeat another file."""

import pandas as pd

from analysis.checks.expectations import shown
from analysis.tables.declare import Table

# From so many rows on, it is the file that is wrong and not its rows: it has one message.
WHOLE_FILE_FROM = 5


def repeats(frame: pd.DataFrame, table: Table) -> dict:
    """The labels of the second and later rows of each key, each with that of the first."""
    grain = list(table.grain)
    labels = pd.Series(frame.index, index=frame.index)
    keys = frame[grain].dropna() if len(grain) == 1 else frame[grain]
    groups = [keys[name] for name in grain]
    first = labels.loc[keys.index].groupby(groups, dropna=False, sort=False).transform("first")
    later = first[first != labels.loc[keys.index]]
    return dict(zip(later.index, later, strict=True))


def repeated_files(frame: pd.DataFrame, first_of: dict, *, key: str) -> dict[str, str]:
    """Files that repeat most of another file, each with a message on what to do about it.

    Somebody left last week's file in the folder, or saved the corrected one next to it.
    ``first_of`` is what ``repeats`` gives; ``key`` names the columns of the key.
    """
    found: dict[str, str] = {}
    pairs = pd.DataFrame({"row": list(first_of), "first": list(first_of.values())})
    pairs = pairs.assign(
        file=frame.loc[pairs["row"], "source_file"].to_numpy(),
        other=frame.loc[pairs["first"], "source_file"].to_numpy(),
    )
    for (file, other), rows in pairs.groupby(["file", "other"], sort=True):
        total = int((frame["source_file"] == file).sum())
        if file == other or len(rows) < max(WHOLE_FILE_FROM, total / 2):
            continue
        differences = [
            f"line {frame.loc[row, 'source_line']}: {how}"
            for row, first in zip(rows["row"], rows["first"], strict=True)
            if (how := _difference(frame, row, first))
        ]
        first_one = f" ({differences[0]})" if differences else ""
        found[file] = (
            f"{len(rows):,} of its {total:,} rows are for the same {key} as rows of {other}, "
            f"{len(differences) or 'none'} of them different{first_one}. Are they two versions of "
            "one return? Take one of them out of the folder and run again."
        )
    return found


def first_row(frame: pd.DataFrame, row, first) -> str:
    """Where the first row of a key is and how a later one differs from it, in words."""
    place = f"{frame.loc[first, 'source_file']} line {frame.loc[first, 'source_line']}"
    how = _difference(frame, row, first)
    return f"the first is {place}" + (f": {how}" if how else "")


def _difference(frame: pd.DataFrame, row, first) -> str:
    """The first two cells in which two rows differ, in words; blank where none does."""
    columns = [name for name in frame if not name.startswith("source_")]
    cells = ((name, shown(frame.loc[row, name]), shown(frame.loc[first, name])) for name in columns)
    differing = [(name, here, there) for name, here, there in cells if here != there]
    return ", ".join(
        f"{name} is {here} here and {there} there" for name, here, there in differing[:2]
    )
