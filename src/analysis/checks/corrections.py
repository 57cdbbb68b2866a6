"""Known errors of publishers, as data: ``data/raw/<cycle>/corrections.yml``.

Raw files are never edited. A correction names the rows it is for, the value that stands there
(``expect``) and the value that should; once the publisher has mended the error, ``expect`` no
longer holds and the run stops, so that a correction cannot outlive its cause.

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

from analysis.project import ProjectError, read_yaml
from analysis.tables import TABLES

_KEYS = {"table", "match", "column", "expect", "value", "reason", "status"}


def read(folder: Path) -> list[dict]:
    """The corrections of a cycle; none where there is no file.

    Raises ``ProjectError`` where an entry lacks a key or names a table or column there is not.
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
    """The tables of text with the corrections made, and a finding for each that was made.

    Texts are compared as they stand in the file; nothing stands where ``match``, ``expect`` or
    ``value`` is null. Raises ``ProjectError`` where a correction matches no row or the value it
    expects is gone.
    """
    corrected, findings = dict(text), []
    for entry in entries:
        frame = corrected.get(entry["table"], pd.DataFrame(columns=[*entry["match"]]))
        rows = pd.Series(True, index=frame.index)
        for column, value in entry["match"].items():
            standing = frame[column].astype("str").str.strip()
            rows &= standing.isna() if value is None else standing == str(value)
        what = f"corrections.yml: {entry['table']} {_said(entry['match'])}"
        if not rows.any():
            raise ProjectError(f"{what} matches no row. Remove it, or correct its match.")
        expected, value = (
            None if entry[key] is None else str(entry[key]) for key in ("expect", "value")
        )
        standing = {None if pd.isna(v) else v.strip() for v in frame.loc[rows, entry["column"]]}
        if standing != {expected}:
            raise ProjectError(
                f"{what}: {entry['column']} is {', '.join(sorted(map(_shown, standing)))}, no "
                f"longer {_shown(expected)}. The publisher has changed it: remove the correction."
            )
        corrected[entry["table"]] = frame = frame.assign(
            **{
                entry["column"]: frame[entry["column"]].mask(
                    rows, pd.NA if value is None else value
                )
            }
        )
        for _, row in frame[rows].iterrows():
            findings.append(
                {
                    "answer": "tell",
                    "file": row["source_file"],
                    "line": row["source_line"],
                    "table": entry["table"],
                    "column": entry["column"],
                    "rule": "correction",
                    "message": (
                        f"{row['source_file']} line {row['source_line']}: {entry['column']} "
                        f"{_shown(expected)} is read as {_shown(value)}; {entry['reason']} "
                        f"({entry['status']})."
                    ),
                }
            )
    return corrected, findings


def _shown(value: str | None) -> str:
    return "blank" if value is None else value


def _said(match: dict) -> str:
    return ", ".join(f"{column} {_shown(value)}" for column, value in match.items())
