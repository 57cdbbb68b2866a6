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

from analysis.checks.expectations import CORRECT, LATE, after_the_day, expectations, sentence, shown
from analysis.project import parallel, slow_imports
from analysis.tables import TABLES
from analysis.tables.declare import Table

ANSWERS = ("stop", "set_aside", "tell")
FINDING_COLUMNS = ["answer", "file", "line", "table", "column", "rule", "message"]

# A rule broken by a whole file is said this often, then counted: a page of 6,000 lines is no page.
_SAID_AT_MOST = 20
# From so many rows on, it is the file that is wrong and not its rows: one message says it.
_WHOLE_FILE_FROM = 5


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

    def record(self, *, answer, table, frame, rows, column, rule, say, of_file=None):
        """Record one rule's failing rows; ``say`` words the message of a row.

        ``of_file`` are files of which one message says what it would be of each of their rows.
        """
        of_file = of_file or {}
        said: dict[str, int] = {}
        for index in rows:
            row = frame.loc[index]
            file, line = row["source_file"], int(row["source_line"])
            place = f"{file} line {line}{_whose(row)}"
            message = f"{place}: {say(row)}"
            said[file] = said.get(file, 0) + (file not in of_file)
            if 0 < said[file] <= _SAID_AT_MOST:
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
        for file, message in of_file.items():
            self._find(answer, file, None, table, column, rule, f"{file}: {message}")
        for file, count in said.items():
            if count > _SAID_AT_MOST:
                rest = count - _SAID_AT_MOST
                rows_break = "row breaks" if rest == 1 else "rows break"
                more = f"{file}: {rest:,} more {rows_break} the rule '{rule}'"
                where = ", listed in set_aside.csv." if answer == "set_aside" else "."
                self._find(answer, file, None, table, column, rule, more + where)

    def _find(self, answer, file, line, table, column, rule, message):
        values = (answer, file, line, table, column, rule, message)
        self.findings.append(dict(zip(FINDING_COLUMNS, values, strict=True)))


def validate(
    typed: dict[str, pd.DataFrame],
    unread: dict[str, pd.DataFrame],
    *,
    day: str | None = None,
    data_docs: Path | None = None,
) -> Outcome:
    """Validate all tables in one process.

    ``typed`` and ``unread`` are what ``tables.conform`` gave, by table name; ``day`` is the
    committee's, after which nothing can have happened. With ``data_docs`` Great Expectations'
    own pages are written into that folder.
    """
    ledger = _Ledger()
    for name, cells in unread.items():
        _judge_unread(ledger, TABLES[name], typed[name], cells)
    supplied = {name: frame for name, frame in typed.items() if len(frame)}
    for name, results in _run(supplied, day, data_docs).items():
        for meta, rows in results:
            frame, twins, versions = supplied[name], {}, {}
            if meta["rule"] == "one row each":
                twins = _repeats(frame, TABLES[name])
                rows = list(twins)
                versions = _versions(frame, twins, meta)
            if meta["rule"] == LATE and meta["answer"] == "tell":
                versions = _newer(frame.loc[rows], frame, name, meta["column"], day)
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
                of_file=versions,
                say=lambda row, meta=meta, frame=frame, twins=twins: sentence(
                    row,
                    meta,
                    day=day,
                    first=_beside(frame, row.name, twins[row.name]) if twins else "",
                ),
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


def _run(
    supplied: dict[str, pd.DataFrame], day: str | None, data_docs: Path | None
) -> dict[str, list]:
    """Great Expectations' verdict: for every table, each broken rule's meta and failing rows."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    with slow_imports.without():
        import great_expectations  # noqa: F401 (its seconds are spent once, before the copies)
    register = supplied.get("practice")
    practices = frozenset() if register is None else frozenset(register["practice_code"].dropna())
    rules = {
        name: expectations(
            TABLES[name],
            practices=practices,
            late=after_the_day(frame, table=TABLES[name], day=day) if day else None,
        )
        for name, frame in supplied.items()
    }
    # What a table costs goes with its rules far more than with its rows.
    weights = {name: len(items) for name, items in rules.items()}
    parts = parallel.side_by_side(
        lambda names: _judge(supplied, rules, names=names, data_docs=data_docs),
        parallel.shares(weights, most=1 if data_docs else None),
    )
    broken = {name: found for part in parts for name, found in part.items()}
    return {name: broken[name] for name in supplied if name in broken}


def _judge(
    supplied: dict[str, pd.DataFrame],
    rules: dict[str, list[dict]],
    *,
    names: list[str],
    data_docs: Path | None,
) -> dict[str, list]:
    """The verdict on some of the tables, in one context of Great Expectations."""
    import great_expectations as gx
    from great_expectations.expectations.registry import get_expectation_impl

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
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
            if not verdict.success:
                meta = verdict.expectation_config.meta
                rows = verdict.result.get("unexpected_index_list") or []
                broken.setdefault(name, []).append((meta, rows))
    if data_docs:
        _write_data_docs(gx, context, supplied, data_docs)
    return broken


def _repeats(frame: pd.DataFrame, table: Table) -> dict:
    """The second and later rows of each key, each with the row that stays: the first."""
    grain = list(table.grain)
    labels = pd.Series(frame.index, index=frame.index)
    keys = frame[grain].dropna() if len(grain) == 1 else frame[grain]
    groups = [keys[name] for name in grain]
    first = labels.loc[keys.index].groupby(groups, dropna=False, sort=False).transform("first")
    repeats = first[first != labels.loc[keys.index]]
    return dict(zip(repeats.index, repeats, strict=True))


def _versions(frame: pd.DataFrame, twins: dict, meta: dict) -> dict[str, str]:
    """Files that another file says nearly all over again, each with what to do about it.

    Somebody left last week's file in the folder, or saved the corrected one beside it.
    """
    found = {}
    if meta["answer"] != "stop":
        return found
    repeats = pd.DataFrame({"row": list(twins), "first": list(twins.values())})
    repeats = repeats.assign(
        file=frame.loc[repeats["row"], "source_file"].to_numpy(),
        other=frame.loc[repeats["first"], "source_file"].to_numpy(),
    )
    for (file, other), pairs in repeats.groupby(["file", "other"], sort=True):
        total = int((frame["source_file"] == file).sum())
        if file == other or len(pairs) < max(_WHOLE_FILE_FROM, total / 2):
            continue
        beside = [
            (frame.loc[pair.row, "source_line"], _differing(frame, pair.row, pair.first))
            for pair in pairs.itertuples()
        ]
        otherwise = [(line, how) for line, how in beside if how]
        differ = f"{len(otherwise):,} of them otherwise" if otherwise else "none of them otherwise"
        first = f" (line {otherwise[0][0]}: {otherwise[0][1]})" if otherwise else ""
        found[file] = (
            f"{len(pairs):,} of its {total:,} rows are for the same {meta['column']} as rows of "
            f"{other}, {differ}{first}. Are they two versions of one return? Take one of them out "
            "of the folder and run again."
        )
    return found


def _newer(
    late: pd.DataFrame, frame: pd.DataFrame, table: str, column: str, day: str
) -> dict[str, str]:
    """Published files newer than the committee's day, in whole or in part: one message each."""
    rows_of = frame["source_file"].value_counts()
    found = {}
    for file, rows in late.groupby("source_file", sort=True):
        if len(rows) < _WHOLE_FILE_FROM:
            continue
        first, last = rows[column].min(), rows[column].max()
        span = first if first == last else f"{first} to {last}"
        found[file] = (
            f"{len(rows):,} of its {rows_of[file]:,} rows of {table}, {column} {span}, lie after "
            f"the committee's day, {day}; check the file, or committee_date in cycle.yml."
        )
    return found


def _differing(frame: pd.DataFrame, row, first) -> str:
    """The first two cells in which two rows differ; blank where they say the same."""
    differing = [
        f"{name} is {shown(frame.loc[row, name])} here and {shown(frame.loc[first, name])} there"
        for name in frame
        if not name.startswith("source_")
        and shown(frame.loc[row, name]) != shown(frame.loc[first, name])
    ]
    return ", ".join(differing[:2])


def _beside(frame: pd.DataFrame, row, first) -> str:
    """Where a key's first row stands and how a later one differs from it."""
    place = f"{frame.loc[first, 'source_file']} line {frame.loc[first, 'source_line']}"
    how = _differing(frame, row, first)
    return f"the first is {place}" + (f": {how}" if how else "")


def _judge_unread(ledger: _Ledger, table: Table, frame: pd.DataFrame, cells: pd.DataFrame) -> None:
    """Cells that could not be read: stop for a local return, otherwise the row or the cell goes."""
    required = {column.name for column in table.columns if column.required}
    for cell in cells.itertuples():
        ledger.unread.setdefault((table.name, cell.row), {})[cell.column] = cell.value
    for (column, expected), group in cells.groupby(["column", "expected"], sort=True):
        values = dict(zip(group["row"], group["value"], strict=True))
        if table.local:
            answer, then = "stop", CORRECT
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
