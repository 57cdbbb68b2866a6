"""What a table's declaration expects of its rows, as Great Expectations is told and as people are.

A rule is a dictionary: ``type`` (Great Expectations' name), ``arguments`` and ``meta``, which holds
the answer where it is broken, the column, the rule in words and what its sentence needs.
"""

import pandas as pd

from analysis.project import periods
from analysis.tables import TABLES
from analysis.tables.declare import Table

CORRECT = "Correct it in the return and run again."
LATE = "not after the committee's day"
_LEFT_OUT = "The row is left out."

# What a row is called that adds up the others.
_TOTAL = r"(?i)^\s*(?:grand|sub|overall)?[\s-]*totals?\s*:?\s*$"


def expectations(
    table: Table, *, practices: frozenset[str] = frozenset(), late: dict[str, list] | None = None
) -> list[dict]:
    """The expectations that a table's declaration implies.

    ``practices`` are the codes in the local register, which local returns may refer to; empty
    where there is no register. ``late`` gives the periods of each of the table's ``actual_on``
    that lie after the committee's day, as ``after_the_day`` finds them.
    """
    firm = "stop" if table.local else "set_aside"
    found = []

    def expect(kind, arguments, *, answer, column, rule, **meta):
        about = {"answer": answer, "column": column, "rule": rule, **meta}
        found.append({"type": kind, "arguments": arguments, "meta": about})

    for column in table.columns:
        name = column.name
        if column.required:
            expect(
                "expect_column_values_to_not_be_null",
                {"column": name},
                answer=firm,
                column=name,
                rule="required",
            )
        if column.choices:
            expect(
                "expect_column_values_to_be_in_set",
                {"column": name, "value_set": list(column.choices)},
                answer=firm,
                column=name,
                rule="choice",
                choices=", ".join(column.choices),
            )
        for rule, low, high, answer in (
            ("possible range", column.low, column.high, "set_aside"),
            ("usual range", column.odd_low, column.odd_high, "tell"),
        ):
            if low is not None or high is not None:
                expect(
                    "expect_column_values_to_be_between",
                    {"column": name, "min_value": low, "max_value": high},
                    answer=answer,
                    column=name,
                    rule=rule,
                    low=low,
                    high=high,
                    remedy=column.remedy,
                )
        if column.pattern:
            expect(
                "expect_column_values_to_match_regex",
                {"column": name, "regex": f"^(?:{column.pattern})$"},
                answer=firm,
                column=name,
                rule="form of a code",
                form=column.pattern_says,
            )
        if table.local and column.kind in ("code", "text") and column.required:
            expect(
                "expect_column_values_to_not_match_regex",
                {"column": name, "regex": _TOTAL},
                answer="stop",
                column=name,
                rule="no totals row",
            )
        if name in ("practice_code", "successor_code") and table.local and practices:
            expect(
                "expect_column_values_to_be_in_set",
                {"column": name, "value_set": sorted(practices)},
                # A register's row stays without its successor: it counts on the days it was open.
                answer="set_aside" if name == "practice_code" else "tell",
                column=name,
                rule="known practice",
            )
    for name in table.actual_on if late is not None else ():
        expect(
            "expect_column_values_to_not_be_in_set",
            {"column": name, "value_set": late.get(name, [])},
            # A published file is what it is: one newer than the committee's day is told.
            answer="set_aside" if table.local else "tell",
            column=name,
            rule=LATE,
        )
    for order in table.orders:
        expect(
            "expect_column_pair_values_a_to_be_greater_than_b",
            {
                "column_A": order.column,
                "column_B": order.not_before,
                "or_equal": True,
                "ignore_row_if": "either_value_is_missing",
            },
            answer="set_aside",
            column=order.column,
            rule="order of dates",
            earlier=order.not_before,
            remedy=order.remedy,
        )
    single = len(table.grain) == 1
    expect(
        "expect_column_values_to_be_unique" if single else "expect_compound_columns_to_be_unique",
        {"column": table.grain[0]}
        if single
        else {"column_list": list(table.grain), "ignore_row_if": "never"},
        answer=table.duplicates,
        column=", ".join(table.grain),
        rule="one row each",
    )
    return found


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

    ``day`` is the committee's; ``first`` says which row of the same key stays, and why.
    """
    column, rule = meta["column"], meta["rule"]
    remedy = meta.get("remedy") or ""
    if meta["answer"] == "stop":
        then = CORRECT
    else:
        then = _LEFT_OUT if meta["answer"] == "set_aside" else ""
    value = "" if rule in ("one row each",) else shown(row[column])
    if rule == "required":
        said = f"{column} is empty"
    elif rule == "choice":
        said = f"{column} '{value}' is none of {meta['choices']}"
    elif rule in ("possible range", "usual range"):
        low, high = meta["low"], meta["high"]
        bound = " to ".join(shown(b) for b in (low, high) if b is not None)
        if low is None or high is None:
            bound = f"{'at least' if high is None else 'at most'} {bound}"
        kind = "possible" if rule == "possible range" else "usual"
        said = f"{column} is {value}; {kind} is {bound}"
    elif rule == "known practice":
        said = f"{column} '{value}' is not in the practice register"
    elif rule == "order of dates":
        said = f"{column} {value} comes before {meta['earlier']} {shown(row[meta['earlier']])}"
    elif rule == "form of a code":
        said = f"{column} '{value}' is not {meta['form']}"
    elif rule == "no totals row":
        said = f"{column} is '{value}': totals are worked out here, so a total's row counts twice"
        then = "Delete the row from the return and run again."
    elif rule == LATE:
        said = (
            f"{column} {value} {'lies' if len(value) == 10 else 'ends'} after the committee's day, "
            f"{day}; check it, or committee_date in cycle.yml"
        )
    else:
        said = f"a second row for the same {column}; {first}"
    return " ".join(part for part in (f"{said}{f'; {remedy}' if remedy else ''}.", then) if part)


def shown(value) -> str:
    """A cell as a message says it: thousands set off, and nothing where nothing stands."""
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
    tested = [table for name, table in TABLES.items() if name in supplied]
    return {
        "rules": sum(len(expectations(table)) for table in tested),
        "tables": len(tested),
        "untested": len(TABLES) - len(tested),
    }
