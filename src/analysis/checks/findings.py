"""Findings: what is wrong with which row, and which of three answers it gets.

*Stop*: a key, a type or the structure of a local return is wrong, and somebody here can mend it.
*Set aside*: these rows are left out, counted and listed with their file and line.
*Tell*: the reader should know of it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pandas as pd

ANSWERS = ("stop", "set_aside", "tell")
FINDING_COLUMNS = ["answer", "file", "line", "table", "column", "rule", "message"]

# So many messages for a rule that a whole file breaks, then a count: nobody reads 6,000 lines.
_MESSAGES_AT_MOST = 20


@dataclass
class Recorder:
    """Gathers findings and the rows that are set aside.

    ``dropped`` holds the labels of the rows set aside by table; ``unread`` the cells that could
    not be read, by table and label of their row: column to text.
    """

    findings: list[dict] = field(default_factory=list)
    set_aside: list[dict] = field(default_factory=list)
    dropped: dict[str, set] = field(default_factory=dict)
    unread: dict[tuple, dict] = field(default_factory=dict)

    def record(
        self,
        about: dict[str, str],
        *,
        frame: pd.DataFrame,
        rows: Iterable,
        say: Callable[[pd.Series], str],
        of_file: dict[str, str] | None = None,
    ) -> None:
        """Record the rows that break one rule; ``say`` words the message of a row.

        ``about`` is the rule: answer, table, column, rule. ``of_file`` are files with one message
        in place of one for each of their rows.
        """
        of_file, table = of_file or {}, about["table"]
        aside = about["answer"] == "set_aside"
        broken: Counter[str] = Counter()
        for label in rows:
            row = frame.loc[label]
            file, line = row["source_file"], int(row["source_line"])
            broken[file] += 1
            if file not in of_file and broken[file] <= _MESSAGES_AT_MOST:
                message = f"{file} line {line}{_practice(row)}: {say(row)}"
                self.findings.append({**about, "file": file, "line": line, "message": message})
            if aside and label not in self.dropped.setdefault(table, set()):
                self.dropped[table].add(label)
                cells = _cells(row) | self.unread.get((table, label), {})
                text = json.dumps(cells, ensure_ascii=False)
                place = {"file": file, "line": line, "table": table, "rule": about["rule"]}
                self.set_aside.append({**place, "row": text})
        messages = dict(of_file)
        for file, count in broken.items():
            more = count - _MESSAGES_AT_MOST
            if more > 0 and file not in of_file:
                rows_break = "row breaks" if more == 1 else "rows break"
                where = ", listed in set_aside.csv" if aside else ""
                messages[file] = f"{more:,} more {rows_break} the rule '{about['rule']}'{where}."
        for file, message in messages.items():
            self.findings.append(
                {**about, "file": file, "line": None, "message": f"{file}: {message}"}
            )

    def tables(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The findings, stops first, one row a finding; and the rows set aside, one row a row."""
        aside = pd.DataFrame(self.set_aside, columns=["file", "line", "table", "rule", "row"])
        return in_order(pd.DataFrame(self.findings, columns=FINDING_COLUMNS)), aside


def tell(
    file: str, table: str, column: str, rule: str, message: str, *, line: float | None = None
) -> dict:
    """A finding that only the reader should know of; its message begins with file and line.

    ``line`` is a row's ``source_line``, blank where the row has none.
    """
    line = None if line is None or pd.isna(line) else int(line)
    place = file if line is None else f"{file} line {line}"
    about = {"table": table, "column": column, "rule": rule, "message": f"{place}: {message}"}
    return {"answer": "tell", "file": file, "line": line, **about}


def in_order(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings by answer, stops first, then by file, line, column and rule."""
    return (
        findings.assign(
            line=findings["line"].astype("Int64"), rank=findings["answer"].map(ANSWERS.index)
        )
        .sort_values(["rank", "file", "line", "column", "rule"], kind="stable")
        .drop(columns="rank")
        .reset_index(drop=True)
    )


def _practice(row: pd.Series) -> str:
    code = row.get("practice_code")
    return f", {code}" if isinstance(code, str) else ""


def _cells(row: pd.Series) -> dict:
    """A row's cells by column; missing ones are left out."""
    return row.drop(["source_file", "source_line"]).dropna().to_dict()
