"""What a declaration expects of its rows, in the names of Great Expectations."""

from analysis.tables.declare import Table

# Columns of the moment: what the path's step before says, for the rule that a plan never falls,
# and the cycle's day, after which nothing can have happened.
BEFORE = "value_of_the_step_before"
CYCLE_DAY = "day_of_the_cycle"


def expectations(
    table: Table, *, practices: frozenset[str] = frozenset(), as_at: str | None = None
) -> list[dict]:
    """The expectations that a table's declaration implies.

    Each is ``type`` (Great Expectations' name), ``arguments`` and ``meta``: the answer, the
    column, the rule in words and the remedy. ``practices`` are the codes in the local register,
    which local returns may refer to; empty where there is no register. ``as_at`` is the day
    after which nothing can have happened yet.
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
                remedy=column.remedy,
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
        if column.happened and as_at:
            expect(
                "expect_column_pair_values_a_to_be_greater_than_b",
                {  # as text a month sorts before its days: the cycle's own month has begun
                    "column_A": CYCLE_DAY,
                    "column_B": name,
                    "or_equal": True,
                    "ignore_row_if": "either_value_is_missing",
                },
                answer="set_aside",
                column=name,
                rule="not after the cycle",
                high=as_at,
            )
        if name in ("practice_code", "successor_code") and table.local and practices:
            expect(
                "expect_column_values_to_be_in_set",
                {"column": name, "value_set": sorted(practices)},
                answer="set_aside",
                column=name,
                rule="known practice",
            )
    for later, earlier, remedy in table.orders:
        expect(
            "expect_column_pair_values_a_to_be_greater_than_b",
            {
                "column_A": later,
                "column_B": earlier,
                "or_equal": True,
                "ignore_row_if": "either_value_is_missing",
            },
            answer="set_aside",
            column=later,
            rule="order of dates",
            earlier=earlier,
            remedy=remedy,
        )
    if table.rises:
        expect(
            "expect_column_pair_values_a_to_be_greater_than_b",
            {
                "column_A": table.rises[0],
                "column_B": BEFORE,
                "or_equal": True,
                "ignore_row_if": "either_value_is_missing",
            },
            answer="tell",
            column=table.rises[0],
            rule="never falls",
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
