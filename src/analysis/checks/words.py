"""The sentences of the data-quality page."""

import pandas as pd

from analysis.checks import summary
from analysis.writing.phrases import count, joined

_ANSWERS = ("stop", "set_aside", "tell")


def answer(
    returns: pd.DataFrame, findings: pd.DataFrame, missing: pd.DataFrame
) -> list[tuple[str, str]]:
    """What arrived, what was set aside, what is missing: at most four sentences."""
    files = summary.files_counted(returns)
    said = f"{count(files['arrived'], 'file').capitalize()} arrived"
    lacking = [
        f"{count(files[kind], 'is', 'are')} {what}"
        for kind, what in (
            ("unused", "not recognised or not used"),
            ("empty", "without a row, and counted as not supplied"),
        )
        if files[kind]
    ]
    said += f": {joined(lacking)}." if lacking else " and every one was recognised."
    counts = summary.places(findings).groupby(findings["answer"]).sum()
    aside = counts.get("set_aside", 0)
    sentences = [(said, "what-arrived")]
    sentences.append(
        (
            f"{count(aside, 'finding').capitalize()} {'sets' if aside == 1 else 'set'} rows aside: "
            "they are in no figure."
            if aside
            else "No row was set aside.",
            "what-was-set-aside",
        )
    )
    told = counts.get("tell", 0)
    if told:
        sentences.append(
            (f"{count(told, 'oddity', 'oddities').capitalize()} to bear in mind.", "what-is-odd")
        )
    sentences.append(
        (
            f"{count(len(missing), 'kind').capitalize()} of return "
            f"{'was' if len(missing) == 1 else 'were'} not supplied; the sections that need "
            f"{'it' if len(missing) == 1 else 'them'} say so."
            if len(missing)
            else "Every kind of return was supplied.",
            "what-is-missing",
        )
    )
    return sentences[:4]


def key_figures(
    returns: pd.DataFrame, findings: pd.DataFrame, missing: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """Four figures: files, rows, findings that set rows aside, kinds of return missing."""
    files = summary.files_counted(returns)
    rows = returns["rows"].fillna(0).sum()
    counts = summary.places(findings).groupby(findings["answer"]).sum()
    return [
        ("Files read", f"{files['read']:,}", f"of {files['arrived']:,} that arrived"),
        ("Rows", f"{rows:,.0f}", "in the returns as sent"),
        ("Findings", f"{counts.sum():,}", f"{counts.get('set_aside', 0):,} set rows aside"),
        ("Kinds of return missing", f"{len(missing):,}", "each named below"),
    ]


def tested(found: dict[str, int]) -> str:
    """What ``rules.tested`` counted: a rule without rows is neither kept nor broken."""
    said = f"{found['rules']:,} rules were tested on the rows of {count(found['tables'], 'table')}"
    if found["untested"]:
        said += (
            f"; {count(found['untested'], 'table')} had no row, so that "
            f"{'its' if found['untested'] == 1 else 'their'} rules had nothing to test"
        )
    return f"{said}."
