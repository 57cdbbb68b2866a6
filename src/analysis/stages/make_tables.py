"""From raw returns to validated tables: the stage ``tables``."""

import json
import shutil
from pathlib import Path

import pandas as pd

from analysis import project
from analysis.checks import across_returns, corrections, overlaps
from analysis.checks.findings import FINDING_COLUMNS, in_order, tell
from analysis.checks.great_expectations import Outcome, validate
from analysis.places import succession
from analysis.returns import Return, read_folder
from analysis.tables import TABLES
from analysis.tables.column_types import conform


def prepare(label: str, *, data_docs: Path | None = None) -> tuple[list[Return], Outcome]:
    """Read and validate a cycle's returns; nothing is written."""
    cycle = project.cycle(label)
    folder = project.raw(label)
    returns = read_folder(
        folder, stated_periods=dict(cycle.periods), illustrative=cycle.illustrative
    )
    text, noted = corrections.apply(_gather(returns), corrections.read(folder))
    typed, unread = {}, {}
    for name in list(text):
        typed[name], unread[name] = conform(text.pop(name), table=TABLES[name])
        if not TABLES[name].local:
            typed[name], parts = succession.added_up(typed[name], TABLES[name])
            noted += [_added_up(file, name, rows) for file, rows in sorted(parts.items())]
            typed[name], repeats = overlaps.settled(typed[name], TABLES[name])
            noted += repeats
            unread[name] = unread[name][unread[name]["row"].isin(typed[name].index)]
    outcome = validate(typed, unread, day=cycle.as_at, data_docs=data_docs)
    succession.refuse_unknown(outcome.tables, cycle.commissioner)
    outcome.tables = succession.as_of_cycle(outcome.tables, cycle)
    if not outcome.stopped:  # the rows of a run that stops may lack what makes them rows
        noted += across_returns.found(outcome.tables, cycle, files=[item.file for item in returns])
    noted = pd.DataFrame(_of_files(returns) + noted, columns=FINDING_COLUMNS)
    if len(noted):
        noted["line"] = noted["line"].astype("Int64")
        outcome.findings = in_order(pd.concat([outcome.findings, noted], ignore_index=True))
    return returns, outcome


def write_tables(label: str) -> Outcome:
    """Stage ``tables``: read, validate, and keep the tables whole or not at all.

    ``returns.json``, ``findings.csv`` and ``set_aside.csv`` are written also when the answer is
    stop; the tables are not.
    """
    returns, outcome = prepare(label)
    folder = project.processed(label)
    keep_findings(label, returns, outcome)
    if outcome.stopped:
        shutil.rmtree(folder / "tables", ignore_errors=True)
        return outcome
    frames = sorted(outcome.tables.items())
    files = {f"{name}.parquet": frame.to_parquet(index=False) for name, frame in frames}
    project.write_folder_whole(folder / "tables", files)
    return outcome


def keep_findings(label: str, returns: list[Return], outcome: Outcome) -> None:
    """Write what arrived and what was found: ``returns.json`` and the two lists of findings."""
    folder = project.processed(label)
    listed = json.dumps([item.as_json() for item in returns], indent=2, ensure_ascii=False)
    project.write_whole(folder / "returns.json", f"{listed}\n")
    for name, frame in (("findings", outcome.findings), ("set_aside", outcome.set_aside)):
        text = frame.to_csv(index=False, lineterminator="\n")
        project.write_whole(folder / f"{name}.csv", text)


def _gather(returns: list[Return]) -> dict[str, pd.DataFrame]:
    """The returns' tables of text, one frame a table."""
    parts: dict[str, list[pd.DataFrame]] = {}
    for item in returns:
        for name, frame in item.hand_over().items():
            parts.setdefault(name, []).append(frame)
    return {name: pd.concat(parts.pop(name), ignore_index=True) for name in sorted(parts)}


def _added_up(file: str, name: str, rows: int) -> dict:
    """That a file gives a commissioner's counts in parts, one for each of its former codes."""
    message = f"{rows:,} rows share their key with another, as after a merger; they are added up."
    return tell(file, name, ", ".join(TABLES[name].grain), "added up", message)


def _of_files(returns: list[Return]) -> list[dict]:
    """What is odd about the files themselves: unrecognised ones, and what their readers noted."""
    found = []
    for item in returns:
        known = item.publication is not None
        faults = [("stop", "structure", text) for text in item.faults]
        for answer, rule, text in (*faults, *(("tell", "oddity", text) for text in item.oddities)):
            file = f"{item.file}: {'' if known else 'not read. '}"
            named = text.startswith(item.file)  # what could not be opened names itself
            found.append(
                {
                    "answer": answer,
                    "file": item.file,
                    "line": None,
                    "table": item.layout or item.near_template or "",
                    "column": "",
                    "rule": rule if known else "recognised",
                    "message": text if named else f"{file}{text}",
                }
            )
    return found
