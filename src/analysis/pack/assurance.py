"""What the assurer asked, how it was rated, and what changed since the submission before."""

import pandas as pd

from analysis.project import periods

OVERALL = "overall"
_COLUMNS = ["rating", "reason", "action", "due_on", "assured_on"]


def is_assured(requirement: dict, *, day: str) -> bool:
    """Whether a requirement is assured on a day: rated so, or assured later and by that day."""
    on = requirement["assured_on"]
    later = isinstance(on, str) and periods.last_day(on) <= day
    return str(requirement["rating"]).lower() == "assured" or later


def latest_submission(assurance: pd.DataFrame) -> pd.DataFrame:
    """The requirements of the last submission, the overall row last and never left out.

    Where the assurer gave no overall rating, ``rating`` says so in words.

    One row per area, requirement.
    """
    if assurance.empty:
        return assurance
    rows = assurance[assurance["submitted_on"] == assurance["submitted_on"].max()]
    is_overall = rows["area"].str.lower() == OVERALL
    last = rows[is_overall]
    if last.empty:
        last = pd.DataFrame([{"area": "Overall", "requirement": "Overall assessment"}])
    last = last.assign(rating=last.get("rating", pd.Series(dtype="str")))
    last["rating"] = last["rating"].fillna("left blank by the assurer")
    listed = pd.concat([rows[~is_overall].sort_values(["area", "requirement"]), last])
    return listed.reindex(columns=assurance.columns).reset_index(drop=True)


def since_last_submission(assurance: pd.DataFrame) -> pd.DataFrame:
    """The last submission beside the one before: what is new, dropped, re-rated or as it was.

    Columns: area, requirement, rating_before, rating, difference (new, no longer asked, rating
    changed, response changed, as before), reason, action, due_on, assured_on.

    One row per area, requirement.
    """
    columns = ["area", "requirement", "rating_before", "rating", "difference", *_COLUMNS[1:]]
    if assurance.empty:
        return pd.DataFrame(columns=columns)
    days = sorted(assurance["submitted_on"].dropna().unique())
    now = latest_submission(assurance)[["area", "requirement", *_COLUMNS]]
    then = (
        assurance[assurance["submitted_on"] == days[-2]] if len(days) > 1 else assurance.iloc[:0]
    )[["area", "requirement", *_COLUMNS]]
    both = now.merge(
        then,
        on=["area", "requirement"],
        how="outer",
        suffixes=("", "_before"),
        indicator="where",
        validate="one_to_one",
    )
    overall = both["area"].str.lower() == OVERALL
    both["difference"] = [_difference(row) for row in both.to_dict("records")]
    return pd.concat([both[~overall], both[overall]])[columns].reset_index(drop=True)


def _difference(row: dict) -> str:
    if row["where"] == "left_only":
        return "new"
    if row["where"] == "right_only":
        return "no longer asked"
    if not _equal(row, "rating"):
        return "rating changed"
    same = all(_equal(row, column) for column in _COLUMNS)
    return "as before" if same else "response changed"


def _equal(row: dict, column: str) -> bool:
    first, second = row[column], row[f"{column}_before"]
    return first == second or (pd.isna(first) and pd.isna(second))
