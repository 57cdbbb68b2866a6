"""What arrived, what is missing, what was set aside, and which figures that touches."""

import pandas as pd

from analysis.tables import TABLES


def arrived(returns: pd.DataFrame) -> pd.DataFrame:
    """The return files as a reader meets them; ``returns`` is ``returns.json`` as a frame.

    One row per file.
    """
    return pd.DataFrame(
        {
            "file": returns["file"],
            "what it is": returns["publication"].fillna("not recognised"),
            "vintage": returns["vintage"].fillna(""),
            "period": returns["period"].fillna("none stated"),
            "rows": returns["rows"],
        }
    ).reset_index(drop=True)


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


def findings_by_rule(findings: pd.DataFrame, *, answer: str) -> pd.DataFrame:
    """Findings of one answer by file and rule, with the reports whose figures they touch.

    Columns: file, rule, findings, example (the first message), touches.

    One row per file, rule.
    """
    rows = findings[findings["answer"] == answer]
    if rows.empty:
        return pd.DataFrame(columns=["file", "rule", "findings", "example", "touches"])
    grouped = rows.groupby(["file", "rule"], sort=True, as_index=False).agg(
        findings=("message", "size"), example=("message", "first"), table=("table", "first")
    )
    return grouped.assign(touches=grouped["table"].map(touches)).drop(columns="table")


def touches(table: str) -> str:
    """The reports that use a table, in words; none where it feeds no report."""
    if table not in TABLES or not TABLES[table].reports:
        return "no report yet"
    return ", ".join(report.replace("_", " ") for report in TABLES[table].reports)


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
