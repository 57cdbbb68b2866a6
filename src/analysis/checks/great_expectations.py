"""Declarations become Great Expectations suites, and what fails becomes findings.

Published files cannot be mended here, so what would stop a local return sets aside their rows.
This is the only file that imports Great Expectations, and only when it validates: the import
takes seconds.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.checks.expectations import (
    CORRECT,
    LATE,
    LEFT_OUT,
    after_the_day,
    expectations,
    sentence,
)
from analysis.checks.findings import Recorder
from analysis.checks.repeats import WHOLE_FILE_FROM, first_row, repeated_files, repeats
from analysis.project import parallel, slow_imports
from analysis.tables import TABLES
from analysis.tables.declare import Table


@dataclass
class Outcome:
    """What validation found: clean tables, findings, and the rows set aside.

    ``findings`` has ``FINDING_COLUMNS``, one row a finding; ``set_aside`` has one row a row left
    out, with its file, line, table, rule and its cells.
    """

    tables: dict[str, pd.DataFrame]
    findings: pd.DataFrame
    set_aside: pd.DataFrame

    @property
    def stopped(self) -> bool:
        """Whether any finding stops the run."""
        return bool((self.findings["answer"] == "stop").any())


def validate(
    typed: dict[str, pd.DataFrame],
    unread: dict[str, pd.DataFrame],
    *,
    day: str | None = None,
    data_docs: Path | None = None,
) -> Outcome:
    """Validate all tables.

    ``typed`` and ``unread`` are what ``column_types.conform`` gave, by table name; ``day`` is the
    committee's, after which nothing can have happened. With ``data_docs`` Great Expectations'
    own pages are written into that folder.
    """
    recorder = Recorder()
    for name, cells in unread.items():
        _record_unread(recorder, TABLES[name], typed[name], cells)
    supplied = {name: frame for name, frame in typed.items() if len(frame)}
    for name, broken in _broken_rules(supplied, day, data_docs).items():
        for meta, rows in broken:
            _record_broken(recorder, TABLES[name], supplied[name], meta, rows, day=day or "")
    clean = {
        name: frame.drop(index=list(recorder.dropped.get(name, ()))).reset_index(drop=True)
        for name, frame in supplied.items()
    }
    findings, set_aside = recorder.tables()
    return Outcome(
        {name: frame for name, frame in clean.items() if len(frame)}, findings, set_aside
    )


def _record_unread(
    recorder: Recorder, table: Table, frame: pd.DataFrame, cells: pd.DataFrame
) -> None:
    """Cells that could not be read: stop for a local return, otherwise the row or the cell goes."""
    required = {column.name for column in table.columns if column.required}
    for cell in cells.itertuples():
        recorder.unread.setdefault((table.name, cell.row), {})[cell.column] = cell.value
    for (column, expected), group in cells.groupby(["column", "expected"], sort=True):
        if table.local:
            answer, then = "stop", CORRECT
        elif column in required:
            answer, then = "set_aside", LEFT_OUT
        else:
            answer, then = "tell", "It is read as missing."
        about = {"answer": answer, "table": table.name, "column": column, "rule": "readable"}
        messages = f"{column} '" + group.set_index("row")["value"] + f"' is not {expected}. {then}"
        recorder.record(about, frame=frame, rows=messages.index, say=_of_row(messages))


def _of_row(messages: pd.Series) -> Callable[[pd.Series], str]:
    return lambda row: messages[row.name]


def _record_broken(
    recorder: Recorder, table: Table, frame: pd.DataFrame, meta: dict, rows: list, *, day: str
) -> None:
    """The rows that break one rule."""
    column, rule = meta["column"], meta["rule"]
    first_of: dict = {}
    of_file: dict[str, str] = {}
    if rule == "one row each":
        first_of = repeats(frame, table)
        rows = list(first_of)
        if meta["answer"] == "stop":
            of_file = repeated_files(frame, first_of, key=column)
    if rule == LATE and meta["answer"] == "tell":
        of_file = _files_after_the_day(frame, rows, table=table.name, column=column, day=day)
    if rule == "required":  # a cell that could not be read has its own finding
        rows = [row for row in rows if column not in recorder.unread.get((table.name, row), {})]

    def say(row: pd.Series) -> str:
        first = first_row(frame, row.name, first_of[row.name]) if first_of else ""
        return sentence(row, meta, day=day, first=first)

    about = {"answer": meta["answer"], "table": table.name, "column": column, "rule": rule}
    recorder.record(about, frame=frame, rows=rows, of_file=of_file, say=say)


def _files_after_the_day(
    frame: pd.DataFrame, late: list, *, table: str, column: str, day: str
) -> dict[str, str]:
    """Published files with many rows after the committee's day: one message each."""
    rows_of = frame["source_file"].value_counts()
    found = {}
    for file, periods in frame.loc[late].groupby("source_file", sort=True)[column]:
        if len(periods) >= WHOLE_FILE_FROM:
            first, last = periods.min(), periods.max()
            span = first if first == last else f"{first} to {last}"
            found[file] = (
                f"{len(periods):,} of its {rows_of[file]:,} rows of {table}, {column} {span}, are "
                f"after the committee's day, {day}; check the file, or committee_date in cycle.yml."
            )
    return found


def _broken_rules(
    supplied: dict[str, pd.DataFrame], day: str | None, data_docs: Path | None
) -> dict[str, list]:
    """For every table, the meta of each broken rule and the labels of the rows that break it."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    with slow_imports.without():
        import great_expectations  # noqa: F401 (its seconds are spent once, before the copies)
    register = supplied.get("practice")
    codes = [] if register is None else register["practice_code"].dropna()
    rules = {
        name: expectations(
            TABLES[name],
            practices=frozenset(codes),
            late=after_the_day(frame, table=TABLES[name], day=day) if day else None,
        )
        for name, frame in supplied.items()
    }

    def broken_in(names: list[str]) -> dict[str, list]:
        return run_rules(supplied, rules, names=names, data_docs=data_docs)

    # What a table costs goes with its rules far more than with its rows.
    weights = {name: float(len(items)) for name, items in rules.items()}
    parts = parallel.side_by_side(
        broken_in, parallel.shares(weights, most=1 if data_docs else None)
    )
    broken = {name: found for part in parts for name, found in part.items()}
    return {name: broken[name] for name in supplied if name in broken}


def run_rules(
    supplied: dict[str, pd.DataFrame],
    rules: dict[str, list[dict]],
    *,
    names: list[str],
    data_docs: Path | None,
) -> dict[str, list]:
    """The broken rules of some of the tables, in one context of Great Expectations."""
    import great_expectations as gx
    from great_expectations.expectations.registry import get_expectation_impl

    context = gx.get_context(mode="ephemeral")
    bars = {"globally": False, "metric_calculations": False}
    context.variables.progress_bars = bars  # type: ignore[assignment]  # a dictionary is taken too
    source = context.data_sources.add_pandas("returns")
    broken: dict[str, list] = {}
    for name in names:
        batches = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
        # A suite that no store keeps is made whole: adding to a kept one saves it each time.
        suite = gx.ExpectationSuite(
            name=name,
            expectations=[
                get_expectation_impl(item["type"])(**item["arguments"], meta=item["meta"])
                for item in rules[name]
            ],
        )
        if data_docs:
            context.suites.add(suite)
        result = batches.get_batch({"dataframe": supplied[name]}).validate(
            suite, result_format={"result_format": "COMPLETE"}
        )
        for verdict in result.results:
            if verdict.exception_info and verdict.exception_info.get("raised_exception"):
                raise RuntimeError(f"{name}: {verdict.exception_info['exception_message']}")
            if not verdict.success and verdict.expectation_config:
                rows = verdict.result.get("unexpected_index_list") or []
                broken.setdefault(name, []).append((verdict.expectation_config.meta, rows))
    if data_docs:
        _write_data_docs(gx, context, supplied, data_docs)
    return broken


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
