"""The sentences of the data-quality page."""

import pandas as pd

from analysis.checks import summary
from analysis.writing.phrases import count, first_up, joined


def answer(
    returns: pd.DataFrame, findings: pd.DataFrame, missing: pd.DataFrame
) -> list[tuple[str, str]]:
    """What arrived, what was set aside, what is odd, what is missing: each with its section."""
    counts = _counts(findings)
    sentences = [(_arrived(returns), "what-arrived"), (_set_aside(counts), "what-was-set-aside")]
    if counts.get("tell", 0):
        odd = first_up(count(counts["tell"], "oddity", "oddities"))
        sentences.append((f"{odd} to bear in mind.", "what-is-odd"))
    return [*sentences, (_missing(len(missing)), "what-is-missing")]


def _counts(findings: pd.DataFrame) -> pd.Series:
    """How many places of the returns each answer speaks of."""
    return summary.places(findings).groupby(findings["answer"]).sum()


def _arrived(returns: pd.DataFrame) -> str:
    files = summary.files_counted(returns)
    arrived = f"{first_up(count(files['arrived'], 'file'))} arrived"
    lacking = [
        f"{count(files[kind], 'is', 'are')} {what}"
        for kind, what in (
            ("unused", "not recognised or not used"),
            ("empty", "without a row, and counted as not supplied"),
        )
        if files[kind]
    ]
    return (
        f"{arrived}: {joined(lacking)}." if lacking else f"{arrived} and every one was recognised."
    )


def _set_aside(counts: pd.Series) -> str:
    aside = counts.get("set_aside", 0)
    if not aside:
        return "No row was set aside."
    findings = first_up(count(aside, "finding sets", "findings set"))
    return f"{findings} rows aside: they are in no figure."


def _missing(kinds: int) -> str:
    if not kinds:
        return "Every kind of return was supplied."
    were = count(kinds, "kind of return was", "kinds of return were")
    those = "it" if kinds == 1 else "them"
    return f"{first_up(were)} not supplied; the sections that need {those} say so."


def key_figures(
    returns: pd.DataFrame, findings: pd.DataFrame, missing: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """Four figures: files, rows, findings that set rows aside, kinds of return missing."""
    files = summary.files_counted(returns)
    rows = returns["rows"].fillna(0).sum()
    counts = _counts(findings)
    return [
        ("Files read", f"{files['read']:,}", f"of {files['arrived']:,} that arrived"),
        ("Rows", f"{rows:,.0f}", "in the returns as sent"),
        ("Findings", f"{counts.sum():,}", f"{counts.get('set_aside', 0):,} set rows aside"),
        ("Kinds of return missing", f"{len(missing):,}", "each named below"),
    ]


def tested(found: dict[str, int]) -> str:
    """What ``expectations.tested`` counted: a rule without rows is neither kept nor broken."""
    rules = f"{found['rules']:,} rules were tested on the rows of {count(found['tables'], 'table')}"
    if not found["untested"]:
        return f"{rules}."
    whose = "its" if found["untested"] == 1 else "their"
    empty = count(found["untested"], "table")
    return f"{rules}; {empty} had no row, so that {whose} rules had nothing to test."
