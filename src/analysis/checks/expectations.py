"""What a table's declaration expects of its rows, for Great Expectations and in words.

A rule is a dictionary: ``type`` (Great Expectations' name), ``arguments`` and ``meta``, which holds
the answer where it is broken, the column, the rule in words and what its sentence needs.
"""

from collections.abc import Iterator

import pandas as pd

from analysis.project import periods
from analysis.tables import TABLES
from analysis.tables.declare import Column, Table

CORRECT = "Correct it in the return and run again."
LEFT_OUT = "The row is left out."
LATE = "not after the committee's day"

# What a row is called that adds up the others.
_TOTAL = r"(?i)^\s*(?:grand|sub|overall)?[\s-]*totals?\s*:?\s*$"

# The sentence of each rule where a row breaks it.
_BROKEN = {
    "required": "{column} is empty",
    "choice": "{column} '{value}' is not one of {choices}",
    "possible range": "{column} is {value}; it must be {bound}",
    "usual range": "{column} is {value}; it is usually {bound}",
    "known practice": "{column} '{value}' is not in the practice register",
    "order of dates": "{column} {value} comes before {earlier} {before}",
    "form of a code": "{column} '{value}' is not {form}",
    "no totals row": "{column} is '{value}': totals are worked out here, so a total's row counts "
    "twice",
    LATE: "{column} {value} {is_after} the committee's day, {day}; check it, or committee_date in "
    "cycle.yml",
    "one row each": "a second row for the same {column}; {first}",
}


def expectations(
    table: Table, *, practices: frozenset[str] = frozenset(), late: dict[str, list] | None = None
) -> list[dict]:
    """The expectations that a table's declaration implies.

    ``practices`` are the codes in the local register, which local returns may refer to; empty
    where there is no register. ``late`` gives the periods of each of the table's ``actual_on``
    that are after the committee's day, as ``after_the_day`` finds them.
    """
    rules = [
        rule
        for column in table.columns
        for rule in (*_of_column(column, table), *_of_practices(column, table, practices))
    ]
    if late is not None:
        # A published file is what it is: of one newer than the committee's day we only tell.
        answer, kind = (
            "set_aside" if table.local else "tell",
            "expect_column_values_to_not_be_in_set",
        )
        for name in table.actual_on:
            rules.append(_rule(kind, name, LATE, answer, {"value_set": late.get(name, [])}))
    for order in table.orders:
        pair = {
            "column_A": order.column,
            "column_B": order.not_before,
            "or_equal": True,
            "ignore_row_if": "either_value_is_missing",
        }
        kind = "expect_column_pair_values_a_to_be_greater_than_b"
        about = {"earlier": order.not_before, "remedy": order.remedy}
        rules.append(_rule(kind, order.column, "order of dates", "set_aside", pair, **about))
    return [*rules, _one_row_each(table)]


def _rule(
    kind: str, column: str, rule: str, answer: str, arguments: dict | None = None, **meta
) -> dict:
    """A rule; its arguments begin with the column unless they name their columns themselves."""
    given = arguments or {}
    if not given.keys() & {"column_A", "column_list"}:
        given = {"column": column, **given}
    about = {"answer": answer, "column": column, "rule": rule, **meta}
    return {"type": kind, "arguments": given, "meta": about}


def _of_column(column: Column, table: Table) -> Iterator[dict]:
    """What a column's own declaration implies of its values."""
    name, firm, values = column.name, "stop" if table.local else "set_aside", "expect_column_values"
    if column.required:
        yield _rule(f"{values}_to_not_be_null", name, "required", firm)
    if column.choices:
        allowed, in_words = {"value_set": list(column.choices)}, ", ".join(column.choices)
        yield _rule(f"{values}_to_be_in_set", name, "choice", firm, allowed, choices=in_words)
    for rule, low, high, answer in (
        ("possible range", column.low, column.high, "set_aside"),
        ("usual range", column.odd_low, column.odd_high, "tell"),
    ):
        if low is not None or high is not None:
            ends = {"min_value": low, "max_value": high}
            about = {"low": low, "high": high, "remedy": column.remedy}
            yield _rule(f"{values}_to_be_between", name, rule, answer, ends, **about)
    if column.pattern:
        form = {"regex": f"^(?:{column.pattern})$"}
        says = column.pattern_says
        yield _rule(f"{values}_to_match_regex", name, "form of a code", firm, form, form=says)
    if table.local and column.kind in ("code", "text") and column.required:
        total = {"regex": _TOTAL}
        yield _rule(f"{values}_to_not_match_regex", name, "no totals row", "stop", total)


def _of_practices(column: Column, table: Table, practices: frozenset[str]) -> Iterator[dict]:
    """A local return refers only to practices of the register, where there is one."""
    if column.name in ("practice_code", "successor_code") and table.local and practices:
        # A register's row stays without its successor: it counts on the days it was open.
        answer = "set_aside" if column.name == "practice_code" else "tell"
        known = {"value_set": sorted(practices)}
        kind = "expect_column_values_to_be_in_set"
        yield _rule(kind, column.name, "known practice", answer, known)


def _one_row_each(table: Table) -> dict:
    name, kind, columns = ", ".join(table.grain), "expect_column_values_to_be_unique", {}
    if len(table.grain) > 1:
        kind = "expect_compound_columns_to_be_unique"
        columns = {"column_list": list(table.grain), "ignore_row_if": "never"}
    return _rule(kind, name, "one row each", table.duplicates, columns)


def after_the_day(rows: pd.DataFrame, *, table: Table, day: str) -> dict[str, list[str]]:
    """The periods in each of a table's ``actual_on`` that are not over by the committee's day."""
    return {
        name: sorted(
            period for period in rows[name].dropna().unique() if periods.last_day(period) > day
        )
        for name in table.actual_on
    }


def sentence(row: pd.Series, meta: dict, *, day: str | None = None, first: str = "") -> str:
    """One broken rule in words, with what to do about it.

    ``day`` is the committee's; ``first`` says which row of the same key is kept, and why.
    """
    rule = meta["rule"]
    value = shown(row.get(meta["column"]))
    broken = _BROKEN[rule].format(
        **meta,
        value=value,
        bound=_bound(meta.get("low"), meta.get("high")),
        before=shown(row.get(meta.get("earlier"))),
        is_after="is after" if len(value) == 10 else "ends after",
        day=day,
        first=first,
    )
    if meta.get("remedy"):
        broken = f"{broken}; {meta['remedy']}"
    then = {"stop": f" {CORRECT}", "set_aside": f" {LEFT_OUT}"}.get(meta["answer"], "")
    if rule == "no totals row":
        then = " Delete the row from the return and run again."
    return f"{broken}.{then}"


def _bound(low: float | None, high: float | None) -> str:
    """A range in words: ``0 to 100``, ``at least 0``, ``at most 5``."""
    if low is None or high is None:
        return f"at least {shown(low)}" if high is None else f"at most {shown(high)}"
    return f"{shown(low)} to {shown(high)}"


def shown(value) -> str:
    """A cell as a message prints it: thousands set off, ``blank`` where it is missing."""
    if pd.isna(value):
        return "blank"
    if isinstance(value, float):  # as many places as a return prints, not those of its arithmetic
        value = round(value, 6)
        if value.is_integer():
            return f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


def tested(supplied: set[str]) -> dict[str, int]:
    """How many rules had rows to test, and how many tables had none to test theirs on.

    Keys: rules, tables, untested.
    """
    tables = [table for name, table in TABLES.items() if name in supplied]
    return {
        "rules": sum(len(expectations(table)) for table in tables),
        "tables": len(tables),
        "untested": len(TABLES) - len(tables),
    }
