"""Assurance in words: requirements, the assurer's comments, and who has signed the pack."""

import pandas as pd

from analysis.access.words.all_trajectories import chance, version
from analysis.measures import latest, pick
from analysis.measures.cards import cards
from analysis.pack.submissions import COMMENT_STATUSES, without_overall
from analysis.project import periods
from analysis.writing.phrases import (
    agree,
    count,
    first_down,
    first_up,
    joined,
    money,
    named,
    of_them,
    when,
)


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


def answer(
    measures: pd.DataFrame, asked: pd.DataFrame, log: pd.DataFrame, steps: pd.DataFrame
) -> list[tuple[str | None, str]]:
    """The answer to the assurer, the most important first, each with its section.

    ``asked`` are the requirements with their standing, ``log`` the comments, ``steps`` those of
    the plan.
    """
    return [
        (assured(measures, asked), "areas"),
        (past_due(measures, asked), "areas"),
        (least_likely(steps), "steps-and-chances"),
        (unanswered(log), "questions"),
    ]


def past_due(measures: pd.DataFrame, asked: pd.DataFrame) -> str | None:
    """How many requirements are past the day of full assurance, and on what it depends."""
    past = latest(measures, "requirements_past_due")
    if past is None or not past["value"]:
        return None
    rows = without_overall(asked)
    is_late = (rows["standing"] != "assured") & rows["due_on"].notna()
    is_late &= rows["due_on"].map(lambda due: periods.is_past(due, past["period"])).astype("bool")
    days = joined([periods.in_words(due) for due in sorted(set(rows.loc[is_late, "due_on"]))])
    terms = joined(sorted(set(rows.loc[is_late, "condition"].dropna())))
    number = past["value"]
    return (
        f"{first_up(count(number, 'requirement'))} should have been fully assured in {days}"
        f"{f', {terms}' if terms else ''}, and {agree(number, 'is', 'are')} not."
    )


def least_likely(steps: pd.DataFrame) -> str | None:
    """The target ahead with the smallest chance, and how many have less than an even one."""
    ahead = steps.dropna(subset=["chance_percent"])
    if ahead.empty:
        return None
    low = ahead.loc[ahead["chance_percent"].idxmin()]
    unlikely = (ahead["chance_percent"] < 50).sum()
    return (
        f"Of {count(len(ahead), 'dated target')} ahead, {of_them(unlikely)} "
        f"{agree(unlikely, 'has', 'have')} less than an even chance; the least likely is "
        f"{first_down(target(low))} by {periods.in_words(low['planned_now'])} "
        f"({chance(low['chance_percent'])})."
    )


def unanswered(log: pd.DataFrame) -> str | None:
    """How many questions are not closed, and which have no answer at all."""
    waiting = log[log["status"] != "closed"]
    if waiting.empty:
        return None
    none = waiting.loc[waiting["status"] == "open", "comment"]
    sentence = (
        f"Of {count(len(log), 'question')} from NHS England, {of_them(len(waiting))} "
        f"{agree(len(waiting), 'is', 'are')} not closed"
    )
    if none.empty:
        return f"{sentence}; each has an answer."
    return f"{sentence}; without an answer: {joined([f'“{text}”' for text in none])}."


def target(step: pd.Series) -> str:
    """A step of a trajectory: ``Extended access: 50% of patients (Memorandum plan)``."""
    what = cards()[step["measure"]].label.split(":")[0]
    plan = f" ({version(step['step'], 'plan')})" if step["step"] else ""
    return f"{what}: {step['value_percent']:g}% of {step['denominator']}{plan}"


def targets_in_words(steps: pd.DataFrame) -> pd.DataFrame:
    """The targets ahead: area, target, by, chance. One row per row with a measure."""
    ahead = steps[steps["measure"].notna()]
    return pd.DataFrame(
        {
            "area": ahead["area"],
            "target": [target(row) for _, row in ahead.iterrows()],
            "by": ahead["planned_now"].map(periods.in_words),
            "chance": ahead["chance_percent"].map(chance, na_action="ignore").fillna("not known"),
        }
    ).reset_index(drop=True)


def steps_in_words(steps: pd.DataFrame, *, done: bool) -> pd.DataFrame:
    """The dated steps that are done, or are not: area, step, first planned, standing, in time.

    ``programme_in_time`` is how many steps of its programme were done by the day first planned.

    One row per row of ``steps`` without a measure.
    """
    dated = steps[steps["measure"].isna() & (steps["standing"].eq("done") == done)]
    kept = [
        "none due yet" if pd.isna(due) else f"{on_time:.0f} of {due:.0f}"
        for on_time, due in zip(dated["steps_on_time"], dated["steps_due"], strict=True)
    ]
    return pd.DataFrame(
        {
            "area": dated["area"],
            "step": dated["step"],
            "first_planned": dated["planned_for"].map(periods.in_words),
            "standing": [_standing(row) for row in dated.to_dict("records")],
            "programme_in_time": kept,
        }
    ).reset_index(drop=True)


def _standing(step: dict) -> str:
    days = "" if pd.isna(step["slip_days"]) else count(step["slip_days"], "day")
    if step["standing"] == "done":
        return f"done, {days} late" if days else "done"
    if step["standing"] == "late":
        return f"late by {days}" if days else "late"
    now = periods.in_words(step["planned_now"])
    return f"moved to {now}, {days} on" if step["standing"] == "moved" else "to come"


def kept_so_far(measures: pd.DataFrame) -> str | None:
    """How many steps that were due so far were done by the day first planned."""
    rows = pick(measures, "steps_on_time", area_type="commissioner")
    if rows.empty:
        return None
    return (
        f"Of {count(rows['denominator'].sum(), 'step')} due or moved so far, "
        f"{of_them(rows['numerator'].sum())} {agree(rows['numerator'].sum(), 'was', 'were')} "
        "done by the day first planned."
    )


def requirements_in_words(asked: pd.DataFrame) -> pd.DataFrame:
    """Each requirement as the assurer reads it; the overall assessment last.

    Columns: area, requirement, rating (with the one before), reason, our_answer,
    fully_assured_by (with its condition), standing, since_the_submission_before.

    One row per area, requirement.
    """
    overall = ~asked.index.isin(without_overall(asked).index)
    standing = [
        "–"
        if is_overall
        else f"{count(row['comments_open'], 'comment')} open, not assured"
        if row["standing"] != "assured" and row["comments_open"]
        else row["standing"]
        for is_overall, row in zip(overall, asked.to_dict("records"), strict=True)
    ]
    due = asked["due_on"].map(periods.in_words, na_action="ignore")
    terms = asked["condition"]
    by = due.str.cat(terms, sep=", ").fillna(due).fillna(terms).fillna("not set")
    return pd.DataFrame(
        {
            "area": asked["area"],
            "requirement": asked["requirement"],
            "rating": ratings(asked),
            "reason": asked["reason"].fillna("none given"),
            "our_answer": asked["action"].fillna("none given"),
            "fully_assured_by": by,
            "on_the_day": standing,
            "since_the_submission_before": asked["difference"],
        }
    )


def areas_in_words(areas: pd.DataFrame) -> pd.DataFrame:
    """Each area with its cost and the bodies that govern it: area, cost, governed_by.

    One row per area.
    """
    cost = [
        "not stated in any return"
        if pd.isna(row["plan_gbp"])
        else f"{money(row['plan_gbp'])} in {' and '.join(row['years'])}"
        for row in areas.to_dict("records")
    ]
    bodies = areas["bodies"].map("; ".join, na_action="ignore").fillna("none named")
    return pd.DataFrame({"area": areas["area"], "cost": cost, "governed_by": bodies})


def without_cost(areas: pd.DataFrame) -> str | None:
    """The areas whose cost no return states."""
    none = list(areas.loc[areas["plan_gbp"].isna(), "area"])
    if areas.empty or not none:
        return None
    return (
        f"{first_up(of_them(len(none)))} of {count(len(areas), 'area')} "
        f"{agree(len(none), 'has', 'have')} no cost in any return: {joined(none)}."
    )


def money_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The money: programme, year, in the plan, secured, spent. One row per programme, year."""
    spent = [
        "not known" if pd.isna(amount) else f"{money(amount)} to {periods.in_words(month)}"
        for amount, month in zip(rows["spent_gbp"], rows["spent_to"], strict=True)
    ]
    return pd.DataFrame(
        {
            "programme": rows["programme"].map(named),
            "year": rows["financial_year"],
            "in_the_plan": rows["plan_gbp"].map(money),
            "secured": rows["secured_gbp"].map(money),
            "spent": spent,
        }
    )


def secured(total: pd.Series) -> str | None:
    """How much of the plan's money is secured and how much is spent (``assurer.total``)."""
    if pd.isna(total["plan_gbp"]):
        return None
    sentence = (
        f"{money(total['secured_gbp'])} of {money(total['plan_gbp'])} in the plan is secured by "
        "the record of awards"
    )
    if pd.isna(total["spent_gbp"]):
        return f"{sentence}; what is spent is not known."
    spent = f"{money(total['spent_gbp'])} was spent by {periods.in_words(total['spent_to'])}"
    return f"{sentence}; {spent} where a ledger line is named."


def spent_beyond(rows: pd.DataFrame) -> list[str]:
    """Where the ledger shows more spent than the record of awards has secured: a line each."""
    beyond = rows[rows["spent_gbp"] > rows["secured_gbp"]]
    return [
        f"The ledger shows {money(row['spent_gbp'])} spent on the "
        f"{first_down(named(row['programme']))} by {periods.in_words(row['spent_to'])}; the record "
        f"of awards shows {money(row['secured_gbp'])} secured for {row['financial_year']}."
        for row in beyond.to_dict("records")
    ]


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


def comments_in_words(log: pd.DataFrame) -> pd.DataFrame:
    """Each question: question, area, our_answer, evidence, status, owner. One row per comment."""
    return pd.DataFrame(
        {
            "question": log["comment"],
            "area": log["area"].fillna("every area"),
            "our_answer": log["response"].fillna("none yet"),
            "evidence": log["evidence"].fillna("none given"),
            "status": statuses(log),
            "owner": log["owner_role"].fillna("not named"),
        }
    )


def key_figures(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """At most four figures with their comparison: label, figure, comparison."""
    now = latest(measures, "requirements_assured")
    if now is None:
        return []
    past = latest(measures, "requirements_past_due")
    comments = pick(measures, "assurer_comments", area_type="commissioner")
    still = comments[comments["status"] != "closed"]["value"].sum()
    shown = [
        (
            "Requirements assured",
            f"{now['numerator']:.0f} of {now['denominator']:.0f}",
            f"on {periods.in_words(now['period'])}",
        )
    ]
    if past is not None:
        shown.append(
            ("Past their day of assurance", f"{past['value']:.0f}", "requirements not assured")
        )
    if len(comments):
        asked = comments["value"].sum()
        shown.append(("Questions not closed", f"{still:.0f}", f"of {asked:.0f} from NHS England"))
    return shown


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
