"""Governance in words: the monitoring summary, promises, maturity, milestones, risks, decisions."""

import pandas as pd

from analysis.access.words.all_trajectories import chance
from analysis.measures import pick
from analysis.pack.milestones import PROJECT_STANDINGS
from analysis.writing.phrases import (
    agree,
    count,
    figure,
    first_up,
    joined,
    none_or,
    of_them,
    quoted,
    when,
)


def monitoring(checked: pd.DataFrame) -> str | None:
    """How many rows of the summary disagree with the pack's own body."""
    if checked.empty:
        return None
    wrong = checked["check"].str.startswith("says no action").sum()
    blank = checked["check"].isin(["not filled in", "not considered"]).sum()
    if not wrong and not blank:
        return "Every row of the monitoring summary agrees with what is open in the pack."
    parts = []
    if wrong:
        parts.append(
            f"{count(wrong, 'row')} of the monitoring summary {agree(wrong, 'says', 'say')} that "
            "no action is required while actions are open in the pack"
        )
    if blank:
        parts.append(f"{count(blank, 'row')} {agree(blank, 'is', 'are')} not filled in")
    return f"{first_up(joined(parts))}."


def promised(promises: pd.DataFrame, *, what: str) -> str | None:
    """How many promises are met, below their target, overdue, or without a figure."""
    if promises.empty:
        return None
    counts = promises["standing"].value_counts()
    parts = [
        f"{count(counts[standing], 'is', 'are')} {words}"
        for standing, words in (
            ("met", "met"),
            ("below", "below target with the day still to come"),
            ("overdue", "overdue"),
            ("no target", "without a target to measure against"),
            ("no figure", "without a figure"),
        )
        if counts.get(standing)
    ]
    return f"Of {count(len(promises), what)}, {joined(parts)}."


def commitments_in_words(commitments: pd.DataFrame) -> pd.DataFrame:
    """The commitments with their targets, where they are now and their chances, a line each.

    Columns: commitment, target, where_we_are, chance, risk.

    One row per commitment.
    """
    found = []
    for commitment, rows in commitments.groupby("commitment", sort=False):
        targets = rows.to_dict("records")
        now = dict.fromkeys(_current(row) for row in targets)
        position = rows["position"].dropna().unique()
        found.append(
            {
                "commitment": commitment,
                "target": "\n".join(f"{row['aim']}: {_target(row)}" for row in targets),
                "where_we_are": "\n".join(
                    [*(f"Now {one}" for one in now), *(f"{one}." for one in position)]
                ),
                "chance": "\n".join(dict.fromkeys(_chance(row) for row in targets)),
                "risk": "; ".join(rows["risk"].dropna().unique()),
            }
        )
    return pd.DataFrame(found, columns="commitment target where_we_are chance risk".split())


def _chance(row: dict) -> str:
    if row["standing"] != "below":
        return row["standing"]
    if pd.isna(row["chance_percent"]):
        return "no trajectory"
    return f"{chance(row['chance_percent'])} by {when(row['due_on'])}"


def promises_in_words(promises: pd.DataFrame) -> pd.DataFrame:
    """The promises with their figure (``figure_now``) and their ``target`` in words.

    One row per promise.
    """
    rows = promises.to_dict("records")
    return promises.assign(
        figure_now=[_current(row) for row in rows], target=[_target(row) for row in rows]
    )


def _current(row: dict) -> str:
    if pd.isna(row["value"]):
        return "not known"
    return f"{figure(row['value'], row['unit'])} ({when(row['period'])})"


def _target(row: dict) -> str:
    if pd.isna(row["target_value"]):
        return "none set"
    target = figure(row["target_value"], row["unit"] if isinstance(row["unit"], str) else "")
    return f"{target} by {when(row['due_on'])}" if when(row["due_on"]) else target


def maturity(measures: pd.DataFrame, areas: int) -> str | None:
    """On how many areas have reached their step, on each pillar: the most first."""
    rows = pick(measures, "areas_at_target_step")
    if rows.empty:
        return None
    rows = rows[rows["period"] == rows["period"].max()].sort_values(
        ["value", "pillar"], ascending=[False, True]
    )
    most = rows["value"].iloc[0]
    if most == rows["value"].iloc[-1]:
        are = agree(most, "is", "are")
        return f"On every pillar {of_them(most)} of {areas} areas {are} at the target step."
    parts = [
        f"{of_them(number)} on {quoted(pillars['pillar'])}"
        for number, pillars in rows.groupby("value", sort=False)
    ]
    return f"Of {areas} areas, at the target step: {'; '.join(parts)}."


def milestones(slipped: pd.DataFrame) -> str | None:
    """How many milestones are done, late and moved, and the longest slip of those not done."""
    if slipped.empty:
        return None
    counts = slipped["standing"].value_counts()
    late, moved, done = (counts.get(standing, 0) for standing in ("late", "moved", "done"))
    sentence = (
        f"{first_up(of_them(done, 'not one'))} of {count(len(slipped), 'milestone')} "
        f"{'is' if done <= 1 else 'are'} done, {none_or(late, 'is', 'are')} late "
        f"and {none_or(moved, 'has', 'have')} moved"
    )
    waiting = slipped[slipped["standing"] != "done"].dropna(subset="slip_days")
    if len(waiting):
        worst = waiting.loc[waiting["slip_days"].idxmax()]
        slip = f"{worst['slip_days']:.0f} days ({quoted([worst['milestone']])})"
        sentence += f"; the longest slip is {slip}"
    return f"{sentence}."


def milestones_in_words(slipped: pd.DataFrame) -> pd.DataFrame:
    """The milestones with their slip in words, and ``done late`` where that is their standing.

    One row per milestone.
    """
    days = slipped["slip_days"]
    return slipped.assign(
        slip=["none" if pd.isna(number) else figure(number, "days") for number in days],
        standing=slipped["standing"].mask(slipped["standing"].eq("done") & (days > 0), "done late"),
    )


def projects(listed: pd.DataFrame) -> str | None:
    """How projects are going, how many are overdue, and for how many equality was assessed."""
    if listed.empty:
        return None
    counts = listed["standing"].value_counts()
    parts = [
        f"{count(counts[standing], 'is', 'are')} {standing.replace('_', ' ')}"
        for standing in PROJECT_STANDINGS
        if counts.get(standing)
    ]
    overdue = listed["overdue"].eq("yes").sum()
    assessed = listed["equality_assessed"].eq("yes").sum()
    return (
        f"Of {count(len(listed), 'project')}, {joined(parts)}; "
        f"{none_or(overdue, 'has', 'have')} an overdue step, and the effect "
        f" on equality was assessed for {of_them(assessed)}."
    )


def projects_in_words(listed: pd.DataFrame) -> pd.DataFrame:
    """The projects with their next step, its day, and whether it is overdue, in one cell.

    One row per project.
    """
    overdue = listed["overdue"].map({"yes": ", overdue", "no": ""})
    return listed.assign(next_step=_steps(listed, "next_step", "next_due") + overdue)


def _steps(rows: pd.DataFrame, step: str, on: str) -> pd.Series:
    """Each step with its day in brackets; ``none`` where there is none."""
    cells = [
        "none" if not isinstance(text, str) else f"{text} ({when(day)})" if when(day) else text
        for text, day in zip(rows[step], rows[on], strict=True)
    ]
    return pd.Series(cells, rows.index, dtype="str")


def risks(trends: pd.DataFrame) -> str | None:
    """How many risks are open, which score highest, and how many rise."""
    if trends.empty:
        return None
    top = trends[trends["score"] == trends["score"].max()]
    rising = trends["trend"].eq("rising").sum()
    return (
        f"{first_up(count(len(trends), 'risk'))} {agree(len(trends), 'is', 'are')} open, "
        f"{of_them(rising)} of them rising; {quoted(top['risk'])} "
        f"{agree(len(top), 'scores', 'score')} highest, {top['score'].iloc[0]:.0f} of 25."
    )


def risks_in_words(trends: pd.DataFrame) -> pd.DataFrame:
    """The risks with the score before in the cell of their trend: ``rising, from 9``.

    One row per risk.
    """
    scores = zip(trends["trend"], trends["score_before"], strict=True)
    return trends.assign(
        trend=[trend if pd.isna(was) else f"{trend}, from {was:.0f}" for trend, was in scores]
    )


def decisions(listed: pd.DataFrame) -> str | None:
    """How many decisions were taken, how many are to come, and the next of them."""
    if listed.empty:
        return None
    coming = listed[listed["decided_on"].isna()].sort_values("planned_for")
    taken = len(listed) - len(coming)
    sentence = f"{first_up(count(taken, 'decision'))} taken, {of_them(len(coming))} to come"
    if len(coming):
        due = coming.iloc[0]
        day = f" ({when(due['planned_for'])})" if when(due["planned_for"]) else ""
        sentence += f"; next: {quoted([due['decision']])}{day}"
    return f"{sentence}."


def decisions_in_words(listed: pd.DataFrame) -> pd.DataFrame:
    """The decisions with the day they were taken or are planned for (``when``).

    One row per decision, body.
    """
    days = zip(listed["decided_on"], listed["planned_for"], strict=True)
    return listed.assign(
        when=[when(on) or f"planned for {when(due, 'a day not set')}" for on, due in days]
    )


def paths(listed: pd.DataFrame) -> str | None:
    """How many paths are complete, and where the late ones wait."""
    if listed.empty:
        return None
    done = listed["standing"].eq("complete").sum()
    late = listed[listed["standing"] == "late"]
    sentence = (
        f"{first_up(of_them(done, 'not one'))} of {count(len(listed), 'path')} to a decision "
        f"{'is' if done <= 1 else 'are'} complete"
    )
    if late.empty:
        return f"{sentence}; none is late."
    waits = [
        f"{row['path']} (next step {quoted([row['next_step']])}, planned for "
        f"{when(row['next_planned_for'])})"
        for row in late.to_dict("records")
    ]
    return f"{sentence}; late: {joined(waits)}."


def paths_in_words(listed: pd.DataFrame) -> pd.DataFrame:
    """The paths with their steps and days in words: ``3 of 5``, ``Ratings returned (May 2017)``.

    One row per path.
    """
    whole = listed[["steps_done", "steps"]].astype("int64").astype("str")
    return listed.assign(
        steps_done=whole["steps_done"] + " of " + whole["steps"],
        last_step=_steps(listed, "last_step", "last_done_on"),
        next_step=_steps(listed, "next_step", "next_planned_for"),
    )
