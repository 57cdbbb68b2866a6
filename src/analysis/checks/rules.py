"""Rules between a row and its neighbours, declared in ``rules.yml`` in a line or two each.

Of a rule, ``broken`` says in columns of its table which rows break it, as ``DataFrame.eval`` reads
it. With the table's own columns there are ``year`` and ``month_number`` of a ``month``, and
``per_m2`` and ``tariff``, the two prices that returns imply. ``joined`` and ``by`` bring in the row
of another table, whose columns of the same name end in ``_there`` (``year = financial_year`` is our
column and theirs). ``within`` groups rows: a name that ends in ``_most`` is the middle value of a
number, or the commonest text, of the group (of the whole table without ``within``), ``_before``
the value of the row before in time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.checks.findings import tell
from analysis.project import periods, strict_yaml
from analysis.tables import TABLES

_PATH = Path(__file__).with_name("rules.yml")
_AT_MOST = 5  # messages of one rule and file; the rest are counted
_WHEN = ("month", "week", "extract_date", "snapshot_date", "financial_year")
_NEIGHBOUR = re.compile(r"\b(\w+)_(most|before)\b")


@dataclass(frozen=True)
class Rule:
    """One rule: which rows of a table break it, and what is told of each."""

    name: str
    table: str
    broken: str
    column: str
    says: str
    within: tuple[str, ...] = ()
    joined: str = ""
    by: tuple[str, ...] = ()

    @property
    def pairs(self) -> dict[str, str]:
        """The other table's columns that rows are joined by, each with our column."""
        pairs = [[part.strip() for part in pair.split("=")] for pair in self.by]
        return {pair[-1]: pair[0] for pair in pairs}


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of ``rules.yml``. Raises ``DataFileError`` with file, line and remedy."""
    found = []
    for name, given in strict_yaml.read(_PATH, what="rule").items():
        rule = strict_yaml.build(Rule, given, name=name)
        for table, columns in ((rule.table, [rule.column]), (rule.joined, [*rule.pairs])):
            if table and (table not in TABLES or not {*columns} <= {*TABLES[table].names}):
                raise given.refused(f"{name}: {table} with {', '.join(columns)} is not declared.")
        found.append(rule)
    return tuple(found)


def broken(tables: dict[str, pd.DataFrame]) -> Iterator[dict]:
    """A finding for each row that breaks a rule, the first few of a file; then their number."""
    supplied = {name: frame for name, frame in tables.items() if len(frame)}
    own = {rule.table for rule in rules()} & set(supplied)
    complete = supplied | {name: _implied(supplied[name]) for name in own}
    for rule in rules():
        if not {rule.table, rule.joined or rule.table} <= set(supplied):
            continue
        rows = _with_neighbours(complete, rule)
        named = set(re.findall(r"[a-z]\w*", rule.broken)) - set(tables[rule.table])
        rows = rows.dropna(subset=[rule.column, *(named & set(rows))])
        rows = rows[rows.eval(rule.broken).fillna(False).astype("bool")]
        for file, of_file in rows.groupby("source_file", sort=True):
            yield from _told(rule, file, of_file)


def _told(rule: Rule, file: str, rows: pd.DataFrame) -> Iterator[dict]:
    name = rule.name.replace("_", " ")
    for row in rows.head(_AT_MOST).to_dict("records"):
        says = f"{rule.says.format(**row)}. Look at it."
        yield tell(file, rule.table, rule.column, name, says, line=row["source_line"])
    if (more := len(rows) - _AT_MOST) > 0:
        says = f"{more:,} more {'row breaks' if more == 1 else 'rows break'} the rule '{name}'."
        yield tell(file, rule.table, rule.column, name, says)


def _with_neighbours(tables: dict[str, pd.DataFrame], rule: Rule) -> pd.DataFrame:
    """A rule's table with what its words and its condition name besides the table's columns."""
    rows = tables[rule.table]
    if rule.joined:
        there = tables[rule.joined].drop(columns=["source_file", "source_line"])
        rows = rows.merge(
            there.rename(columns=rule.pairs),
            on=[*rule.pairs.values()],
            how="inner",
            suffixes=("", "_there"),
            validate="many_to_one",
        )
    order = [name for name in TABLES[rule.table].grain if name in _WHEN]
    rows = rows.sort_values([*order, "source_file", "source_line"], kind="stable")
    groups = rows.groupby(list(rule.within) or (lambda _: 0), dropna=False)
    for column, which in sorted(set(_NEIGHBOUR.findall(f"{rule.broken} {rule.says}"))):
        values = groups[column]
        is_before = which == "before"
        rows[f"{column}_{which}"] = values.shift() if is_before else values.transform(_middle)
    return rows.sort_values(["source_file", "source_line"], kind="stable")


def _middle(values: pd.Series):
    """The middle of numbers, of an even number the lower one; the commonest of texts."""
    known = values.dropna()
    if known.empty:
        return None
    if pd.api.types.is_numeric_dtype(known):
        return known.quantile(0.5, interpolation="lower")
    return known.mode().iloc[0]


def _implied(rows: pd.DataFrame) -> pd.DataFrame:
    """A table with the columns that follow from its own."""
    made: dict = {}
    if "month" in rows:
        made["year"] = rows["month"].map(periods.financial_year, na_action="ignore")
        made["month_number"] = rows["month"].map(periods.month_number, na_action="ignore")
    if "floor_area_m2" in rows:
        area = rows["floor_area_m2"].where(rows["floor_area_m2"] > 0)
        made["per_m2"] = rows["reimbursement_gbp"] / area
    if "activity" in rows:
        made["tariff"] = rows["amount_gbp"] / rows["activity"].where(rows["activity"] > 0)
    return rows.assign(**made)
