"""Submissions to the assurer: what was asked, how it was rated, what changed, what was remarked."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.measures import counts, figure, in_order_of, share, sources
from analysis.project import Cycle, periods

COMMENT_STATUSES = ("open", "answered", "closed")
_OVERALL = "overall"
_KEY = ["area", "requirement"]
_ANSWER = ["rating", "reason", "action", "due_on", "condition", "assured_on"]


def without_overall(rows: pd.DataFrame) -> pd.DataFrame:
    """Requirements alone: the overall assessment of a submission is no requirement."""
    return rows[rows["area"].str.lower() != _OVERALL]


def with_standing(requirements: pd.DataFrame, comments: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Requirements with whether they are assured on a day, and the comments that keep them open.

    A requirement is assured where it is rated so, or was assured later and by the day, and the
    assurer has closed every comment on it and on its area as a whole. Adds ``comments_open``
    (how many are not closed) and ``standing``: "assured", "comment open" (rated so, a comment is
    not closed) or "not assured".

    One row per row of ``requirements``.
    """
    log = comment_log(comments, day=day)
    waiting = log[log["status"] != "closed"]
    rows = requirements.to_dict("records")
    pairs = pd.Series(list(zip(waiting["area"], waiting["requirement"], strict=True)), dtype=object)
    known = pairs.isin([(row["area"], row["requirement"]) for row in rows]).to_numpy()
    on_one = pairs[known].value_counts().to_dict()
    on_area = waiting.loc[~known, "area"].value_counts().to_dict()
    still = [on_one.get((r["area"], r["requirement"]), 0) + on_area.get(r["area"], 0) for r in rows]
    rated = [
        str(row["rating"]).lower() == "assured" or periods.is_over(row["assured_on"], day)
        for row in rows
    ]
    standing = [
        ("comment open" if number else "assured") if is_rated else "not assured"
        for is_rated, number in zip(rated, still, strict=True)
    ]
    return requirements.assign(comments_open=still, standing=standing)


def last_submission(assurance: pd.DataFrame) -> pd.DataFrame:
    """The requirements of the last submission, the overall row last and never left out.

    Where the assurer gave no overall rating, ``rating`` says so in words.

    One row per area, requirement.
    """
    if assurance.empty:
        return assurance
    rows = assurance[assurance["submitted_on"] == assurance["submitted_on"].max()]
    asked = without_overall(rows)
    overall = rows.drop(index=asked.index)
    if overall.empty:
        overall = pd.DataFrame([{"area": "Overall", "requirement": "Overall assessment"}])
    overall = overall.assign(rating=overall.get("rating", pd.Series(dtype="str")))
    overall = overall.fillna({"rating": "left blank by the assurer"})
    listed = pd.concat([asked.sort_values(_KEY), overall])
    return listed.reindex(columns=assurance.columns).reset_index(drop=True)


def compared_with_the_one_before(assurance: pd.DataFrame) -> pd.DataFrame:
    """The last submission and the one before: what is new, dropped, re-rated or as it was.

    Columns: area, requirement, rating_before, rating, difference (new, no longer asked, rating
    changed, response changed, as before), reason, action, due_on,
    condition, assured_on.

    One row per area, requirement; the overall row last.
    """
    columns = [*_KEY, "rating_before", "rating", "difference", *_ANSWER[1:]]
    if assurance.empty:
        return pd.DataFrame(columns=columns)
    earlier = assurance[assurance["submitted_on"] < assurance["submitted_on"].max()]
    then = earlier[earlier["submitted_on"] == earlier["submitted_on"].max()]
    both = last_submission(assurance)[[*_KEY, *_ANSWER]].merge(
        then[[*_KEY, *_ANSWER]],
        on=_KEY,
        how="outer",
        suffixes=("", "_before"),
        indicator="where",
        validate="one_to_one",
    )
    both["difference"] = [_difference(row) for row in both.to_dict("records")]
    asked = without_overall(both)
    return pd.concat([asked, both.drop(index=asked.index)])[columns].reset_index(drop=True)


def _difference(row: dict) -> str:
    if row["where"] != "both":
        return "new" if row["where"] == "left_only" else "no longer asked"
    changed = [
        column
        for column in _ANSWER
        if row[column] != row[f"{column}_before"]
        and not (pd.isna(row[column]) and pd.isna(row[f"{column}_before"]))
    ]
    if "rating" in changed:
        return "rating changed"
    return "response changed" if changed else "as before"


def comment_log(comments: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every comment of the assurer as last made, with its status on a day, the open ones first.

    ``status`` is closed (the assurer was content by the day), answered (we answered by the day)
    or open. ``difference`` compares the last submission with the one before: new, asked again, or
    not asked again. Both, and ``since`` (the day of the answer or the close), are added to the
    columns of the return.

    One row per comment_id.
    """
    known = comments[comments["submitted_on"] <= day].sort_values("submitted_on")
    last = known["submitted_on"].max()
    before = known.loc[known["submitted_on"] < last, "comment_id"]
    newest = known.drop_duplicates("comment_id", keep="last")
    closed = newest["closed_on"] <= day
    answered = (newest["answered_on"] <= day) & newest["response"].notna()
    status = np.select([closed, answered], ["closed", "answered"], "open")
    not_asked, again = newest["submitted_on"] < last, newest["comment_id"].isin(before)
    listed = newest.assign(
        status=status,
        since=newest["closed_on"].where(closed, newest["answered_on"].where(answered)),
        difference=np.select([not_asked, again], ["not asked again", "asked again"], "new"),
        number=newest["comment_id"].str.extract(r"(\d+)", expand=False).astype("float64"),
    )
    then = ["number", "comment_id"]
    return in_order_of(listed, "status", COMMENT_STATUSES, then=then).drop(columns="number")


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Requirements assured, open and past due at each submission, and comments by status."""
    ours, day, found = cycle.commissioner, cycle.as_at, []
    comments = tables["assurance_comment"]
    asked = without_overall(tables["assurance"])
    last = asked["submitted_on"].max()
    for submitted, rows in asked.groupby("submitted_on"):
        # As on the day of the submission, and for the last one also as on the committee's day.
        for at in (submitted, day) if submitted == last else (submitted,):
            is_open = with_standing(rows, comments, day=at)["standing"] != "assured"
            past = rows["due_on"].map(lambda due, at=at: periods.is_past(due, at)).astype("bool")
            about: dict[str, Any] = {"area": ours, "period": at}
            about["source"] = sources(rows, comments)
            found += share("requirements_assured", (~is_open).sum(), len(rows), **about)
            found += figure("requirements_open", is_open.sum(), **about)
            found += figure("requirements_past_due", (is_open & past).sum(), **about)
    status = comment_log(comments, day=day)["status"]
    about = {"area": ours, "period": day, "source": sources(comments)}
    return found + counts("assurer_comments", status, COMMENT_STATUSES, dimension="status", **about)
