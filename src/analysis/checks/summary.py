"""What arrived, what is missing, what was set aside, and which figures that touches."""

import pandas as pd

from analysis.tables import TABLES

_SHEET = r"(?i)^(?P<book>.*\.(?:xlsx|xlsm|xlsb|xls|ods)) \[.*\]$"


def files_counted(returns: pd.DataFrame) -> dict[str, int]:
    """How many files arrived, were read, hold no row, and are no return or not used.

    ``returns`` has a row for each sheet that is read: a workbook of two sheets is one file, and
    is read where one of them is. Keys: arrived, read, empty, unused.
    """
    book = returns["file"].str.extract(_SHEET)["book"].fillna(returns["file"])
    known = returns["publication"].notna()
    filled = known & returns["rows"].fillna(0).gt(0)
    each = pd.DataFrame({"known": known, "filled": filled}).groupby(book).any()
    return {
        "arrived": len(each),
        "read": int(each["filled"].sum()),
        "empty": int((each["known"] & ~each["filled"]).sum()),
        "unused": int((~each["known"]).sum()),
    }


def missing(supplied: set[str]) -> pd.DataFrame:
    """The kinds of return that were not supplied, and what the reports would show with them.

    ``supplied`` names the tables that have rows.

    One row per kind of return.
    """
    lacking = [table for name, table in TABLES.items() if name not in supplied]
    return pd.DataFrame(
        {
            "return": [table.title for table in lacking],
            "what it would show": [table.shows for table in lacking],
            "template": ["ours" if table.local else "published" for table in lacking],
        }
    )


def places(findings: pd.DataFrame) -> pd.Series:
    """How many places of a return each finding speaks of.

    One, except for the finding that counts the rest of a rule's rows after the first twenty.

    One row per finding.
    """
    rest = findings["message"].str.extract(r": ([0-9,]+) more rows? breaks? the rule", expand=False)
    return rest.str.replace(",", "").astype("float64").fillna(1).astype("int64")


def findings_by_rule(findings: pd.DataFrame, *, answer: str) -> pd.DataFrame:
    """Findings of one answer by file and rule, with the reports whose figures they touch.

    Columns: file, rule, findings (the places they speak of), example (the first message),
    touches.

    One row per file, rule.
    """
    rows = findings[findings["answer"] == answer]
    if rows.empty:
        return pd.DataFrame(columns=["file", "rule", "findings", "example", "touches"])
    return (
        rows.assign(findings=places(rows))
        .groupby(["file", "rule"], sort=True, as_index=False)
        .agg(
            findings=("findings", "sum"),
            example=("message", "first"),
            touches=("table", lambda tables: touches(*tables.unique())),
        )
    )


def touches(*tables: str) -> str:
    """The reports that use any of these tables, in words; none where they feed no report."""
    reports = [report for name in tables if name in TABLES for report in TABLES[name].reports]
    return ", ".join(dict.fromkeys(r.replace("_", " ") for r in reports)) or "no report yet"


def table_sizes(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """What was kept: rows by table with what a row is.

    One row per table that has rows.
    """
    kept = [(name, len(frame)) for name, frame in tables.items() if len(frame)]
    return pd.DataFrame(
        {
            "table": [name for name, _ in kept],
            "a row is": [TABLES[name].row for name, _ in kept],
            "from": [TABLES[name].title for name, _ in kept],
            "rows": [rows for _, rows in kept],
        }
    )
