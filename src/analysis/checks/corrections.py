"""Known errors of publishers, as data: ``data/raw/<cycle>/corrections.yml``.

Raw files are never edited. A correction names the rows it is for, the value that they have
(``expect``) and the value that they should have; once the publisher has mended the error,
``expect`` no longer holds and the run stops, so that a correction cannot outlive its cause.

.. code-block:: yaml

    - table: list_size
      match: {practice_code: X10001, extract_date: 01OCT2017}
      column: patients_registered
      expect: "83000"
      value: "8300"
      reason: a digit too many; the practice confirmed its list
      status: reported
"""

from pathlib import Path

import pandas as pd

from analysis.checks.findings import tell
from analysis.project import ProjectError, read_yaml
from analysis.tables import TABLES

_KEYS = {"table", "match", "column", "expect", "value", "reason", "status"}


def read(folder: Path) -> list[dict]:
    """The corrections of a cycle; none where there is no file.

    Raises ``ProjectError`` where an entry lacks a key or names an unknown table or column.
    """
    path = folder / "corrections.yml"
    entries = read_yaml(path, list) if path.exists() else []
    for number, entry in enumerate(entries, start=1):
        place = f"corrections.yml, correction {number}"
        if not isinstance(entry, dict) or not isinstance(entry.get("match", {}), dict):
            raise ProjectError(f"{place}: expected 'key: value' lines.")
        for what, keys in (("is missing", _KEYS - set(entry)), ("is unknown", set(entry) - _KEYS)):
            if keys:
                raise ProjectError(f"{place}: {min(keys)} {what}.")
        if entry["table"] not in TABLES:
            raise ProjectError(f"{place}: no table is called {entry['table']}.")
        known = [*TABLES[entry["table"]].names, "source_file", "source_line"]
        for column in (*entry["match"], entry["column"]):
            if column not in known:
                raise ProjectError(f"{place}: {entry['table']} has no column {column}.")
        if not entry["match"]:
            raise ProjectError(f"{place}: match names no row.")
    return entries


def apply(text: dict[str, pd.DataFrame], entries: list[dict]) -> tuple[dict, list[dict]]:
    """The tables of text with the corrections made, and a finding for each row corrected.

    Texts are compared as the file has them; null in ``match``, ``expect`` or ``value`` means
    blank. Raises ``ProjectError`` where a correction matches no row or the value it expects is
    gone.
    """
    corrected, findings = dict(text), []
    for entry in entries:
        table, column = entry["table"], entry["column"]
        frame = corrected.get(table, pd.DataFrame(columns=[*entry["match"]]))
        rows = _matching(frame, entry["match"])
        matched = ", ".join(f"{name} {_shown(value)}" for name, value in entry["match"].items())
        if not rows.any():
            raise ProjectError(
                f"corrections.yml: {table} {matched} matches no row. Remove it, or correct its "
                "match."
            )
        expected, value = _shown(entry["expect"]), entry["value"]
        cells = frame.loc[rows, column].str.strip().map(_shown)
        if set(cells) != {expected}:
            raise ProjectError(
                f"corrections.yml: {table} {matched}: {column} is {', '.join(sorted(set(cells)))}, "
                f"no longer {expected}. The publisher has changed it: remove the correction."
            )
        put = frame[column].mask(rows, pd.NA if value is None else str(value))
        corrected[table] = frame.assign(**{column: put})
        for row in frame[rows].to_dict("records"):
            file, line = row["source_file"], row["source_line"]
            message = (
                f"{column} {expected} is read as {_shown(value)}; {entry['reason']} "
                f"({entry['status']})."
            )
            findings.append(tell(file, table, column, "correction", message, line=line))
    return corrected, findings


def _matching(frame: pd.DataFrame, match: dict) -> pd.Series:
    """Which rows have the values of a correction's ``match``."""
    rows = pd.Series(True, index=frame.index)
    for column, value in match.items():
        cells = frame[column].astype("str").str.strip()
        rows &= cells.isna() if value is None else cells == str(value)
    return rows


def _shown(value) -> str:
    return "blank" if pd.isna(value) else str(value)
