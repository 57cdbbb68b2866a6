"""The assurer's comments: what was asked of each submission, what was answered, what is open."""

import pandas as pd

from analysis.measures import figure, sources
from analysis.project import Cycle

STATUSES = ("open", "answered", "closed")
_COLUMNS = "comment_id area comment response evidence owner_role".split()


def comment_log(comments: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every comment as it was last made, with its status on a day, the open ones first.

    ``status`` is closed (the assurer was content by the day), answered (we answered by the day)
    or open. ``difference`` compares the last submission with the one before: new, asked again, or
    not asked again. Columns: comment_id, area, comment, response, evidence, owner_role,
    submitted_on, status, since (the day of the answer or the close), difference.

    One row per comment_id.
    """
    columns = [*_COLUMNS, "submitted_on", "status", "since", "difference"]
    known = comments[comments["submitted_on"] <= day]
    if known.empty:
        return pd.DataFrame(columns=columns)
    last = known["submitted_on"].max()
    before = set(known.loc[known["submitted_on"] < last, "comment_id"])
    newest = known.sort_values("submitted_on").drop_duplicates("comment_id", keep="last")
    rows = []
    for row in newest.to_dict("records"):
        status, since = _status(row, day)
        in_last = row["submitted_on"] == last
        again = "asked again" if row["comment_id"] in before else "new"
        rows.append(
            {
                **{column: row[column] for column in _COLUMNS},
                "submitted_on": row["submitted_on"],
                "status": status,
                "since": since,
                "difference": again if in_last else "not asked again",
            }
        )
    found = pd.DataFrame(rows, columns=columns)
    order = found["comment_id"].str.extract(r"(\d+)", expand=False).astype("float64")
    return (
        found.assign(rank=found["status"].map(STATUSES.index), order=order)
        .sort_values(["rank", "order", "comment_id"], kind="stable")[columns]
        .reset_index(drop=True)
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Comments by status on the committee's day."""
    log = comment_log(tables["assurance_comment"], day=cycle.as_at)
    found = []
    for status in STATUSES if len(log) else ():
        found += figure(
            "assurer_comments",
            log["status"].eq(status).sum(),
            area=cycle.commissioner,
            category=status,
            period=cycle.as_at,
            source=sources(tables["assurance_comment"]),
        )
    return found


def _status(row: dict, day: str) -> tuple[str, str | None]:
    closed, answered = row["closed_on"], row["answered_on"]
    if isinstance(closed, str) and closed <= day:
        return "closed", closed
    if isinstance(answered, str) and answered <= day and isinstance(row["response"], str):
        return "answered", answered
    return "open", None
