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
import yaml

from analysis.project import ProjectError

_KEYS = {"table", "match", "column", "expect", "value", "reason", "status"}


def read(folder: Path) -> list[dict]:
    """The corrections of a cycle; none where there is no file."""
    path = folder / "corrections.yml"
    if not path.exists():
        return []
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    for number, entry in enumerate(entries, start=1):
        lacking = sorted(_KEYS - set(entry))
        if lacking:
            raise ProjectError(f"corrections.yml, correction {number}: {lacking[0]} is missing.")
    return entries


def apply(text: dict[str, pd.DataFrame], entries: list[dict]) -> tuple[dict, list[dict]]:
    """The tables of text with the corrections made, and a finding for each that was made.

    Raises ``ProjectError`` where a correction matches no row or the value it expects is gone.
    """
    corrected, findings = dict(text), []
    for entry in entries:
        frame = corrected.get(entry["table"])
        if frame is None:
            continue
        rows = pd.Series(True, index=frame.index)
        for column, value in entry["match"].items():
            rows &= frame[column] == str(value)
        found = frame.loc[rows, entry["column"]]
        what = f"corrections.yml: {entry['table']} {entry['match']}"
        if found.empty:
            raise ProjectError(f"{what} matches no row. Remove it, or correct its match.")
        expected = None if entry["expect"] is None else str(entry["expect"])
        standing = {None if pd.isna(value) else value for value in found}
        if standing != {expected}:
            raise ProjectError(
                f"{what}: {entry['column']} is {', '.join(map(str, standing))}, no longer "
                f"{entry['expect']}. The publisher has changed it: remove the correction."
            )
        frame = frame.copy()
        frame.loc[rows, entry["column"]] = str(entry["value"])
        corrected[entry["table"]] = frame
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
                        f"{entry['expect']} is read as {entry['value']}; {entry['reason']} "
                        f"({entry['status']})."
                    ),
                }
            )
    return corrected, findings
