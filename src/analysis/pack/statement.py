"""The assurance statement in the Aqua Book's sense, from where each of its parts is kept.

Assumptions are in the assumption returns, the data log in what the reading of the returns left,
known limits with the tables and measures they limit, and who answers for it in ``cycle.yml``.
"""

import pandas as pd

from analysis.measures import in_order_of
from analysis.tables import TABLES

DUTIES = ("commissioner of the analysis", "analyst", "assurer", "approver")
_MUST_SIGN = {"assurer", "approver"}
SignOff = tuple[tuple[str, str | None, str | None], ...]  # duty, role that signed, day


def roles(sign_off: SignOff) -> pd.DataFrame:
    """Who answers for the analysis, and whether they have signed. Columns: duty, signed_by, on.

    One row per duty.
    """
    given = {duty.lower(): (role or "not signed", day or "") for duty, role, day in sign_off}
    every = dict.fromkeys(DUTIES, ("not signed", "")) | given
    rows = [(duty.capitalize(), *signed) for duty, signed in every.items()]
    return pd.DataFrame(rows, columns=["duty", "signed_by", "on"])


def unsigned(sign_off: SignOff) -> list[str]:
    """The duties that nobody has signed for."""
    listed = roles(sign_off)
    return listed.loc[listed["signed_by"] == "not signed", "duty"].str.lower().tolist()


def is_assured(sign_off: SignOff) -> bool:
    """Whether assurer and approver have both signed, each with a day."""
    return {duty.lower() for duty, role, day in sign_off if role and day} >= _MUST_SIGN


def assumptions(assumption: pd.DataFrame) -> pd.DataFrame:
    """Every assumption with unit, date, source, quality and impact, the most telling first.

    One row per assumption.
    """
    columns = "assumption value unit dated_on quality impact source_document".split()
    order = ["high", "medium", "low"]
    return in_order_of(assumption, "impact", order, then=["assumption"])[columns]


def data_log(returns: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Each return file with how many findings set rows aside and how many only say something.

    Columns: file, publication, period, set_aside, tell, sha256.

    One row per file.
    """
    files = returns.drop_duplicates("file").sort_values("file").set_index("file")
    found = pd.crosstab(findings["file"], findings["answer"]).reindex(
        index=files.index, columns=["set_aside", "tell"], fill_value=0
    )
    columns = ["publication", "period", "set_aside", "tell", "sha256"]
    return files.join(found)[columns].reset_index()


def limits(supplied: set[str], definitions: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """What is known to limit the figures: of each table supplied, and of each measure given.

    Columns: of, known_limit.

    One row per limit.
    """
    tables = [TABLES[name] for name in sorted(supplied)]
    rows = [(table.title, warning) for table in tables for warning in table.warnings]
    given = definitions[definitions["measure"].isin(measures["measure"])].query("beware != ''")
    rows += zip(given["title"], given["beware"], strict=True)
    return pd.DataFrame(rows, columns=["of", "known_limit"])
