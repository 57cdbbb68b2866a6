"""The tables of the committee pack as a reader meets them: codes and dates in words."""

import pandas as pd

from analysis.project import periods
from analysis.writing.phrases import figure


def as_read(positions: pd.DataFrame, *, first: str, extra: str) -> pd.DataFrame:
    """Positions as a committee reads them: figures and targets in words. One row per row."""
    listed = positions.to_dict("records")
    return pd.DataFrame(
        {
            first.capitalize(): [row[first] for row in listed],
            "Where it stands": [_stands(row) for row in listed],
            "Target": [_target(row) for row in listed],
            "Standing": [row["standing"] for row in listed],
            extra.replace("_", " ").capitalize(): [row[extra] for row in listed],
        }
    )


def _stands(row: dict) -> str:
    if pd.isna(row["value"]):
        return "not known"
    return f"{figure(row['value'], row['unit'])} ({_period(row['period'])})"


def _target(row: dict) -> str:
    if pd.isna(row["target_value"]):
        return "none set"
    unit = row["unit"] if isinstance(row["unit"], str) else ""
    due = _period(row["due_on"])
    return f"{figure(row['target_value'], unit)}{f' by {due}' if due else ''}"


def _period(period) -> str:
    return periods.in_words(period) if isinstance(period, str) and period else ""


def assurance_as_read(differences: pd.DataFrame) -> pd.DataFrame:
    """Requirements as a committee reads them. One row per area and requirement."""
    return pd.DataFrame(
        {
            "Area": differences["area"],
            "Requirement": differences["requirement"],
            "Rating at the submission": [
                now if before == now or pd.isna(before) else f"{now}; before: {before}"
                for now, before in zip(
                    differences["rating"].fillna("no longer asked"),
                    differences["rating_before"],
                    strict=True,
                )
            ],
            "Since the one before": differences["difference"],
            "Reason": differences["reason"].fillna("none given"),
            "Action": differences["action"].fillna("none given"),
            "Due": [_period(due) or "not set" for due in differences["due_on"]],
            "Assured since": [_period(on) or "not yet" for on in differences["assured_on"]],
        }
    )


def monitoring_as_read(checked: pd.DataFrame) -> pd.DataFrame:
    """The monitoring summary as a committee reads it. One row per consideration."""
    return pd.DataFrame(
        {
            "Considered": checked["consideration"],
            "Yes or no": checked["considered"].fillna("not filled in"),
            "Action required": checked["action_required"].fillna("not filled in"),
            "Open in this pack": checked["open_actions"],
            "Check": checked["check"],
        }
    )


def milestones_as_read(slipped: pd.DataFrame, *, done: bool) -> pd.DataFrame:
    """Milestones done, or not done, as a committee reads them. One row per milestone."""
    rows = slipped[slipped["standing"].eq("done") == done]
    return pd.DataFrame(
        {
            "Milestone": rows["milestone"],
            "Programme": rows["programme"],
            "First planned": [_period(one) for one in rows["planned_for"]],
            "Done" if done else "Planned now": [
                _period(one) for one in rows["completed_on" if done else "planned_now"]
            ],
            "Standing": [
                "done late" if done and days > 0 else standing
                for standing, days in zip(rows["standing"], rows["slip_days"], strict=True)
            ],
            "Slip": [
                "none" if pd.isna(days) else figure(days, "days") for days in rows["slip_days"]
            ],
            "Owner": rows["owner_role"],
        }
    ).reset_index(drop=True)


def at_risk_as_read(listed: pd.DataFrame) -> pd.DataFrame:
    """Practices at risk as the committee reads them. One row per practice."""
    stages = ("offered", "accepted", "completed")
    return listed.assign(
        **{stage: [_offers(reached) or "none" for reached in listed[stage]] for stage in stages}
    )


def _offers(reached) -> str:
    pairs = reached if isinstance(reached, list) else []
    return "; ".join(f"{_period(day)} ({programme})" for day, programme in pairs)


def risks_as_read(trends: pd.DataFrame) -> pd.DataFrame:
    """Open risks as a committee reads them. One row per risk."""
    before = trends["score_before"]
    return pd.DataFrame(
        {
            "Risk": trends["risk"],
            "Score": trends["score"],
            "Trend": [
                trend if pd.isna(then) else f"{trend}, from {then:.0f}"
                for trend, then in zip(trends["trend"], before, strict=True)
            ],
            "Known for (days)": trends["age_days"],
            "Mitigation": trends["mitigation"],
            "Owner": trends["owner_role"],
            "Number": trends["risk_id"],
        }
    )


def decisions_as_read(listed: pd.DataFrame) -> pd.DataFrame:
    """Decisions as a committee reads them. One row per decision and body."""
    return pd.DataFrame(
        {
            "Decision": listed["decision"],
            "Body": listed["body"],
            "When": [
                _period(done) or f"planned for {_period(due) or 'a day not set'}"
                for done, due in zip(listed["decided_on"], listed["planned_for"], strict=True)
            ],
            "Outcome": listed["outcome"].fillna("to come"),
            "Source": listed["source_document"],
        }
    )
