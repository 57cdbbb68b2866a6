"""Assurance in words: requirements, the assurer's comments, and who has signed the pack."""

import pandas as pd

from analysis.measures import latest
from analysis.pack.submissions import COMMENT_STATUSES, without_overall
from analysis.project import periods
from analysis.writing.phrases import agree, count, joined, of_them, when


def assured(measures: pd.DataFrame, submission: pd.DataFrame) -> str | None:
    """How many requirements are assured, how many open, and what the overall rating says."""
    now = latest(measures, "requirements_assured")
    if now is None:
        return None
    still_open = now["denominator"] - now["numerator"]
    sentence = (
        f"On {periods.in_words(now['period'])}, {of_them(now['numerator'])} of the "
        f"{count(now['denominator'], 'requirement')} of the last submission "
        f"{agree(now['numerator'], 'was', 'were')} assured and {of_them(still_open)} "
        f"{agree(still_open, 'was', 'were')} open"
    )
    overall = submission.drop(index=without_overall(submission).index)["rating"]
    return f"{sentence}. The overall rating: {overall.iloc[0]}." if len(overall) else f"{sentence}."


def resubmitted(differences: pd.DataFrame) -> str | None:
    """What changed since the submission before, in numbers that add up to the requirements.

    The overall assessment is no requirement; what is no longer asked is counted apart.
    """
    counts = without_overall(differences)["difference"].value_counts()
    parts = [
        f"{of_them(counts[kind])} {words}"
        for kind, words in (
            ("rating changed", "rated otherwise"),
            ("new", "new"),
            ("response changed", "with another response and the same rating"),
            ("no longer asked", "no longer asked"),
            ("as before", "as before"),
        )
        if counts.get(kind)
    ]
    return f"Since the submission before: {joined(parts)}." if parts else None


def ratings(differences: pd.DataFrame) -> list[str]:
    """Each requirement's rating, and the one before where that was another."""
    now, before = differences["rating"].fillna("no longer asked"), differences["rating_before"]
    return [
        rating if rating == was or pd.isna(was) else f"{rating}; before: {was}"
        for rating, was in zip(now, before, strict=True)
    ]


def comments(log: pd.DataFrame) -> str | None:
    """How many comments are open, answered and closed, and what the last submission brought."""
    if log.empty:
        return None
    counts, since = log["status"].value_counts(), log["difference"].value_counts()
    words = (
        ("has no answer yet", "have no answer yet"),
        ("is answered and with the assurer", "are answered and with the assurer"),
        ("is closed", "are closed"),
    )
    parts = [
        count(counts.get(status, 0), one, many)
        for status, (one, many) in zip(COMMENT_STATUSES, words, strict=True)
    ]
    brought = [
        f"{of_them(since[kind])} {kind}"
        for kind in ("new", "asked again", "not asked again")
        if since.get(kind)
    ]
    return (
        f"Of {count(len(log), 'comment')}, {joined(parts)}. "
        f"On the submission of {periods.in_words(log['submitted_on'].max())}: {joined(brought)}."
    )


def statuses(log: pd.DataFrame) -> list[str]:
    """Each comment's status, with the day of the answer or the close."""
    return [
        ", ".join(part for part in (status, when(since)) if part)
        for status, since in zip(log["status"], log["since"], strict=True)
    ]


def signed(is_assured: bool, *, unsigned: list[str] | None = None) -> str:
    """Whether the pack is assured, in words, and who has still to sign where that is given."""
    if not is_assured and not unsigned:
        return "Draft, not assured: assurer and approver have not both signed."
    sentence = "Assured: assurer and approver have signed." if is_assured else "Draft, not assured."
    return f"{sentence} Still to sign: {joined(unsigned)}." if unsigned else sentence
