"""The assurance statement in the Aqua Book's sense, from where each of its parts lives.

Assumptions live in the assumption returns, decisions in the decision return, the data log in what
the reading of the returns left behind, known limits beside the tables and measures they limit,
and who answers for it in the cycle's own settings.
"""

import pandas as pd

from analysis.tables import TABLES

DUTIES = ("commissioner of the analysis", "analyst", "assurer", "approver")
_MUST_SIGN = ("assurer", "approver")


def roles(sign_off: tuple[tuple[str, str | None, str | None], ...]) -> pd.DataFrame:
    """Who answers for the analysis, duty by duty, and whether they have signed.

    One row per duty.
    """
    given = {duty.lower(): (role, day) for duty, role, day in sign_off}
    every = [*DUTIES, *(duty for duty in given if duty not in DUTIES)]
    return pd.DataFrame(
        {
            "Duty": [duty.capitalize() for duty in every],
            "Signed by": [given.get(duty, (None, None))[0] or "not signed" for duty in every],
            "On": [given.get(duty, (None, None))[1] or "" for duty in every],
        }
    )


def is_assured(sign_off: tuple[tuple[str, str | None, str | None], ...]) -> bool:
    """Whether assurer and approver have both signed, each with a day."""
    signed = {duty.lower() for duty, role, day in sign_off if role and day}
    return set(_MUST_SIGN) <= signed


def assumptions(assumption: pd.DataFrame) -> pd.DataFrame:
    """Every assumption with unit, date, source, quality and impact, the most telling first.

    One row per assumption.
    """
    columns = "assumption value unit dated_on quality impact source_document".split()
    rank = {"high": 0, "medium": 1, "low": 2}
    return (
        assumption.assign(rank=assumption["impact"].map(rank).fillna(3))
        .sort_values(["rank", "assumption"], kind="stable")[columns]
        .reset_index(drop=True)
    )


def data_log(returns: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Each return file with what was set aside of it and what was told.

    One row per file.
    """
    counts = findings.groupby(["file", "answer"]).size()
    files = returns.drop_duplicates("file").sort_values("file")
    named = files["file"].tolist()
    return pd.DataFrame(
        {
            "File": files["file"],
            "Publication": files["publication"].fillna("not recognised"),
            "Period": files["period"].fillna("none stated"),
            "Findings that set rows aside": [counts.get((f, "set_aside"), 0) for f in named],
            "Oddities told": [counts.get((f, "tell"), 0) for f in named],
            "SHA-256 (first 12)": files["sha256"].str[:12],
        }
    ).reset_index(drop=True)


def limits(supplied: set[str], definitions: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """What is known to limit the figures: of each table supplied, and of each measure printed.

    One row per limit.
    """
    of_tables = [
        (TABLES[name].title, warning)
        for name in sorted(supplied)
        for warning in TABLES[name].warnings
    ]
    printed = set(measures["measure"])
    of_measures = [
        (row["title"], row["beware"])
        for row in definitions.to_dict("records")
        if row["measure"] in printed and row["beware"]
    ]
    return pd.DataFrame([*of_tables, *of_measures], columns=["Of", "Known limit"])
