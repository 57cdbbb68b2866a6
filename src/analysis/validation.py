"""Declarations become Great Expectations suites, and failures one of three answers.

*Stop*: a key, a type or the structure of a local return is wrong, and somebody here can mend it.
*Set aside*: these rows are left out, counted and listed with their file and line.
*Tell*: an oddity that the reader should know.

Published files cannot be mended here, so what would stop a local return sets aside their rows.
This is the only file that imports Great Expectations, and only when it validates: the import
takes seconds.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis import imports
from analysis.tables import TABLES, Table

ANSWERS = ("stop", "set_aside", "tell")
FINDING_COLUMNS = ["answer", "file", "line", "table", "column", "rule", "message"]

# A rule broken by a whole file is said this often, then counted: a page of 6,000 lines is no page.
_SAID_AT_MOST = 20

_CORRECT = "Correct it in the return and run again."


@dataclass
class Outcome:
    """What validation found: clean tables, findings, and the rows set aside.

    ``findings`` has ``FINDING_COLUMNS``, one row a finding; ``set_aside`` has one row a row left
    out, with its file, line, table, rule and what stood in it.
    """

    tables: dict[str, pd.DataFrame]
    findings: pd.DataFrame
    set_aside: pd.DataFrame

    @property
    def stopped(self) -> bool:
        """Whether any finding stops the run."""
        return bool((self.findings["answer"] == "stop").any())


@dataclass
class _Ledger:
    """Findings and rows set aside while they are being gathered."""

    findings: list[dict] = field(default_factory=list)
    set_aside: list[dict] = field(default_factory=list)
    dropped: dict[str, set] = field(default_factory=dict)
    unread: dict[tuple, dict] = field(default_factory=dict)

    def record(self, *, answer, table, frame, rows, column, rule, say):
        """Record one rule's failing rows; ``say`` words the message of a row."""
        said: dict[str, int] = {}
        for index in rows:
            row = frame.loc[index]
            file, line = row["source_file"], int(row["source_line"])
            place = f"{file} line {line}{_whose(row)}"
            message = f"{place}: {say(row)}"
            said[file] = said.get(file, 0) + 1
            if said[file] <= _SAID_AT_MOST:
                self._find(answer, file, line, table, column, rule, message)
            if answer == "set_aside" and index not in self.dropped.setdefault(table, set()):
                self.dropped[table].add(index)
                self.set_aside.append(
                    {
                        "file": file,
                        "line": line,
                        "table": table,
                        "rule": rule,
                        "row": json.dumps(
                            _plain(row) | self.unread.get((table, index), {}), ensure_ascii=False
                        ),
                    }
                )
        for file, count in said.items():
            if count > _SAID_AT_MOST:
                more = f"{file}: {count - _SAID_AT_MOST:,} more rows break the rule '{rule}'"
                where = ", listed in set_aside.csv." if answer == "set_aside" else "."
                self._find(answer, file, None, table, column, rule, more + where)

    def _find(self, answer, file, line, table, column, rule, message):
        values = (answer, file, line, table, column, rule, message)
        self.findings.append(dict(zip(FINDING_COLUMNS, values, strict=True)))


def validate(
    typed: dict[str, pd.DataFrame],
    unread: dict[str, pd.DataFrame],
    *,
    data_docs: Path | None = None,
) -> Outcome:
    """Validate all tables in one process.

    ``typed`` and ``unread`` are what ``tables.conform`` gave, by table name. With ``data_docs``
    Great Expectations' own pages are written into that folder.
    """
    ledger = _Ledger()
    for name, cells in unread.items():
        _judge_unread(ledger, TABLES[name], typed[name], cells)
    supplied = {name: frame for name, frame in typed.items() if len(frame)}
    for name, results in _run(supplied, data_docs).items():
        for meta, rows in results:
            frame = supplied[name]
            if meta["rule"] == "required":  # what could not be read has been said already
                said = ledger.unread
                rows = [row for row in rows if meta["column"] not in said.get((name, row), {})]
            ledger.record(
                answer=meta["answer"],
                table=name,
                frame=frame,
                rows=rows,
                column=meta["column"],
                rule=meta["rule"],
                say=lambda row, meta=meta: _sentence(row, meta),
            )
    clean = {
        name: frame.drop(index=list(ledger.dropped.get(name, ()))).reset_index(drop=True)
        for name, frame in supplied.items()
    }
    findings = pd.DataFrame(ledger.findings, columns=FINDING_COLUMNS)
    findings["line"] = findings["line"].astype("Int64")
    order = findings["answer"].map({answer: i for i, answer in enumerate(ANSWERS)})
    findings = (
        findings.assign(order=order)
        .sort_values(["order", "file", "line", "column", "rule"], kind="stable")
        .drop(columns="order")
        .reset_index(drop=True)
    )
    set_aside = pd.DataFrame(ledger.set_aside, columns=["file", "line", "table", "rule", "row"])
    return Outcome(
        {name: frame for name, frame in clean.items() if len(frame)}, findings, set_aside
    )


def expectations(table: Table, *, practices: frozenset[str] = frozenset()) -> list[dict]:
    """The expectations that a table's declaration implies.

    Each is ``type`` (Great Expectations' name), ``arguments`` and ``meta``: the answer, the
    column, the rule in words and the remedy. ``practices`` are the codes in the local register,
    which local returns may refer to; empty where there is no register.
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


def _run(supplied: dict[str, pd.DataFrame], data_docs: Path | None) -> dict[str, list]:
    """Great Expectations' verdict: for every table, each broken rule's meta and failing rows."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    with imports.without():
        import great_expectations as gx
        from great_expectations.expectations.registry import get_expectation_impl

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_pandas("returns")
    register = supplied.get("practice")
    practices = frozenset() if register is None else frozenset(register["practice_code"].dropna())
    broken: dict[str, list] = {}
    for name, frame in supplied.items():
        batches = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
        # A suite that no store keeps is made whole: adding to a kept one saves it each time.
        suite = gx.ExpectationSuite(
            name=name,
            expectations=[
                get_expectation_impl(item["type"])(**item["arguments"], meta=item["meta"])
                for item in expectations(TABLES[name], practices=practices)
            ],
        )
        if data_docs:
            context.suites.add(suite)
        result = batches.get_batch({"dataframe": frame}).validate(
            suite, result_format={"result_format": "COMPLETE"}
        )
        for verdict in result.results:
            if verdict.exception_info and verdict.exception_info.get("raised_exception"):
                raise RuntimeError(f"{name}: {verdict.exception_info['exception_message']}")
            if not verdict.success:
                meta = verdict.expectation_config.meta
                rows = verdict.result.get("unexpected_index_list") or []
                if meta["rule"] == "one row each":
                    rows = _repeats(frame, list(TABLES[name].grain))
                broken.setdefault(name, []).append((meta, rows))
    if data_docs:
        _write_data_docs(gx, context, supplied, data_docs)
    return broken


def _repeats(frame: pd.DataFrame, grain: list[str]) -> list:
    """The second and later rows of each key: the first stays."""
    return list(frame.index[frame.duplicated(grain, keep="first")])


def _judge_unread(ledger: _Ledger, table: Table, frame: pd.DataFrame, cells: pd.DataFrame) -> None:
    """Cells that could not be read: stop for a local return, otherwise the row or the cell goes."""
    required = {column.name for column in table.columns if column.required}
    for cell in cells.itertuples():
        ledger.unread.setdefault((table.name, cell.row), {})[cell.column] = cell.value
    for (column, expected), group in cells.groupby(["column", "expected"], sort=True):
        values = dict(zip(group["row"], group["value"], strict=True))
        if table.local:
            answer, then = "stop", _CORRECT
        elif column in required:
            answer, then = "set_aside", "The row is left out."
        else:
            answer, then = "tell", "It is read as missing."
        ledger.record(
            answer=answer,
            table=table.name,
            frame=frame,
            rows=list(values),
            column=column,
            rule="readable",
            say=lambda row, v=values, c=column, e=expected, t=then: (
                f"{c} '{v[row.name]}' is not {e}. {t}"
            ),
        )


def _sentence(row: pd.Series, meta: dict) -> str:
    """One broken rule in words, with what to do about it."""
    column, rule = meta["column"], meta["rule"]
    remedy = meta.get("remedy") or ""
    if meta["answer"] == "stop":
        then = _CORRECT
    else:
        then = "The row is left out." if meta["answer"] == "set_aside" else ""
    value = "" if rule in ("one row each",) else _shown(row[column])
    if rule == "required":
        said = f"{column} is empty"
    elif rule == "choice":
        said = f"{column} '{value}' is none of {meta['choices']}"
    elif rule in ("possible range", "usual range"):
        low, high = meta["low"], meta["high"]
        bound = " to ".join(_shown(b) for b in (low, high) if b is not None)
        if low is None or high is None:
            bound = f"{'at least' if high is None else 'at most'} {bound}"
        kind = "possible" if rule == "possible range" else "usual"
        said = f"{column} is {value}; {kind} is {bound}"
    elif rule == "known practice":
        said = f"{column} '{value}' is not in the practice register"
    elif rule == "order of dates":
        said = f"{column} {value} comes before {meta['earlier']} {_shown(row[meta['earlier']])}"
    else:
        said = f"a second row for the same {column}"
    return " ".join(part for part in (f"{said}{f'; {remedy}' if remedy else ''}.", then) if part)


def _shown(value) -> str:
    if isinstance(value, float) and value.is_integer():
        return f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, float) else str(value)


def _whose(row: pd.Series) -> str:
    code = row.get("practice_code")
    return f", {code}" if isinstance(code, str) else ""


def _plain(row: pd.Series) -> dict:
    """A row as JSON keeps it: what is missing is left out."""
    return {
        name: value
        for name, value in row.items()
        if name not in ("source_file", "source_line") and not pd.isna(value)
    }


def _write_data_docs(gx, context, supplied: dict[str, pd.DataFrame], folder: Path) -> None:
    """Great Expectations' own pages on this run, for analysts: they call outside hosts."""
    site = {
        "class_name": "SiteBuilder",
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(folder),
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
    context.add_data_docs_site(site_name="returns", site_config=site)
    for name, frame in supplied.items():
        batches = context.data_sources.get("returns").get_asset(name).get_batch_definition("all")
        definition = context.validation_definitions.add(
            gx.ValidationDefinition(name=name, data=batches, suite=context.suites.get(name))
        )
        checkpoint = gx.Checkpoint(name=name, validation_definitions=[definition])
        context.checkpoints.add(checkpoint).run(batch_parameters={"dataframe": frame})
    context.build_data_docs(site_names=["returns"])
