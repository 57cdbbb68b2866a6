"""How a tidy table is declared: its grain, its columns, and what they may hold.

A declaration says each thing once, in the YAML files of this folder, a file for each group of
tables. It yields the Great Expectations suite (``analysis.checks.great_expectations``), the
template of a local return and its reader (``analysis.returns.local``) and the data dictionary
(``docs/data-dictionary.md``). A file called ``local_*.yml`` declares local returns, whose
templates are ours; any other declares published files.

A column that begins ``like: practice`` starts from the column ``practice`` of ``shared.yml`` and
gives only the keys that differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.project import strict_yaml

# Who may see a table's rows. ``none``: whoever sees the page. ``committee_only``: the committee.
# ``people`` and ``small_numbers``: the committee, and small counts from them are protected.
DISCLOSURE = ("none", "committee_only", "people", "small_numbers")

# Kinds of column; ``column_types`` reads each. A period stays text, as ``periods`` writes it.
KINDS = ("code", "text", "choice", "flag", "day", "month", "financial_year", "period", "number")

_SHARED = Path(__file__).with_name("shared.yml")


@dataclass(frozen=True)
class Column:
    """One column: what it holds, in which unit, and which values are allowed.

    ``required`` means that a row without it is no row; ``low`` and ``high`` bound a number
    (a value outside is set aside); ``odd_low`` and ``odd_high`` bound what is usual (a value
    outside is reported); ``choices`` are the only texts allowed, ``pattern`` the only form of a
    code, in words ``pattern_says``; ``remedy`` tells whoever filled the return what to look at;
    ``example`` is the value in the template's example row.
    """

    name: str
    kind: str
    describes: str
    unit: str = ""
    required: bool = False
    low: float | None = None
    high: float | None = None
    odd_low: float | None = None
    odd_high: float | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    pattern_says: str = ""
    remedy: str = ""
    example: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.name}: no kind of column is called {self.kind!r}")


@dataclass(frozen=True)
class Order:
    """A day that may not come before another of its row, and the remedy where it does."""

    column: str
    not_before: str
    remedy: str


@dataclass(frozen=True)
class Table:
    """One tidy table: what a row is, its columns, its warnings and its disclosure rule.

    ``title`` is the plain name of the return that feeds it and ``shows`` what the reports show
    with it, in a sentence that also serves where it is missing. A ``local`` table is a return
    whose template is ours. ``actual_on`` names the columns that say when something happened or
    was counted. A row whose day, month or year is not over by the committee's day is set aside in
    a local return, because it cannot be an actual; in a published file, which is only newer than
    the cycle, it is reported.
    """

    name: str
    title: str
    row: str
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    shows: str
    local: bool = False
    disclosure: str = "none"
    warnings: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    orders: tuple[Order, ...] = ()
    actual_on: tuple[str, ...] = ()

    def __post_init__(self):
        if self.disclosure not in DISCLOSURE:
            raise ValueError(f"{self.name}: no disclosure rule is called {self.disclosure!r}")
        kinds = {column.name: column.kind for column in self.columns}
        ordered = [name for order in self.orders for name in (order.column, order.not_before)]
        for name in (*self.grain, *self.actual_on, *ordered):
            if name not in kinds:
                raise ValueError(f"{self.name} has no column {name}")
        for name in self.actual_on:
            if kinds[name] not in ("day", "month", "financial_year"):
                raise ValueError(f"{self.name}: {name} is no day, month or financial year")

    @property
    def duplicates(self) -> str:
        """The answer to two rows of the same grain: whoever filled our template can mend it."""
        return "stop" if self.local else "set_aside"

    @property
    def names(self) -> list[str]:
        """The columns' names, in order, without the source's."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column of that name."""
        return self.columns[self.names.index(name)]

    def named_after(self, prefix: str) -> tuple[str, ...]:
        """The endings of the columns whose names begin with ``prefix``, in order."""
        return tuple(name.removeprefix(prefix) for name in self.names if name.startswith(prefix))

    def empty(self) -> pd.DataFrame:
        """A frame of this table without a row: what a return that was not supplied gives."""
        dtypes = {c.name: "float64" if c.kind == "number" else "str" for c in self.columns}
        frame = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})
        return frame.assign(
            source_file=pd.Series(dtype="str"), source_line=pd.Series(dtype="int64")
        )


def read_groups(paths: Iterable[Path]) -> dict[str, Table]:
    """The tables of several files by name, in order. Raises ``DataFileError``."""
    found: dict[str, Table] = {}
    for path in paths:
        for table in read_tables(path):
            if table.name in found:
                raise strict_yaml.DataFileError(f"{path}: {table.name} is declared twice.")
            found[table.name] = table
    return found


def read_tables(path: Path) -> list[Table]:
    """The tables of one file, in order. Raises ``DataFileError`` with file, line and remedy."""
    local = path.name.startswith("local_")
    return [
        _table(name, given, local=local)
        for name, given in strict_yaml.read(path, what="table").items()
    ]


def _table(name: str, given: strict_yaml.Entry, *, local: bool) -> Table:
    if "local" in given:
        raise given.refused(f"{name}: the name of the file says whether a table is local.", "local")
    columns = given.get("columns")
    if not isinstance(columns, strict_yaml.Entry):
        raise given.refused(f"{name}: write its columns by name below 'columns:'.", "columns")
    built = tuple(
        strict_yaml.build(Column, _with_shared(keys), name=column)
        for column, keys in strict_yaml.entries(columns, what="column").items()
    )
    return strict_yaml.build(Table, given.without("columns"), name=name, columns=built, local=local)


def _with_shared(given: strict_yaml.Entry) -> strict_yaml.Entry:
    """A column's keys over those of the shared column that it starts from."""
    if "like" not in given:
        return given
    shared, name = _shared(), given["like"]
    if name not in shared:
        known = ", ".join(shared)
        raise given.refused(f"no shared column is called '{name}'. Known: {known}.", "like")
    return given.without("like").over(shared[name])


@cache
def _shared() -> dict[str, strict_yaml.Entry]:
    return strict_yaml.read(_SHARED, what="column")
