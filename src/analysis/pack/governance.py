"""Milestones with their slip, risks with their age and trend, maturity, decisions."""

import pandas as pd

from analysis.measures import figure, share, sources
from analysis.pack.assurance import OVERALL, is_assured
from analysis.project import Cycle, periods

STANDINGS = ("late", "moved", "to come", "done")


def milestones_with_slip(milestone: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every milestone with where it stands and its slip in days, the latest first.

    A period counts at its last day. Slip is from the first planned day to the day it was done;
    of what is not done, to the day planned now, or to the committee's day where that is past.
    Blank where it was done early or on time and where it is still as planned. Columns:
    programme, milestone, planned_for, planned_now, completed_on, standing, slip_days, owner_role.

    One row per programme, milestone.
    """
    rows = []
    for row in milestone.to_dict("records"):
        planned, done = row["planned_for"], row["completed_on"]
        now = row["revised_to"] if isinstance(row["revised_to"], str) else planned
        first, due = periods.last_day(planned), periods.last_day(now)
        if isinstance(done, str) and done <= day:
            standing, end = "done", done
        elif due < day:
            standing, end = "late", day
        else:
            standing, end = ("moved" if due > first else "to come"), due
        slip = periods.days_between(first, end)
        rows.append(
            {
                "programme": row["programme"],
                "milestone": row["milestone"],
                "planned_for": planned,
                "planned_now": now,
                "completed_on": done,
                "standing": standing,
                "slip_days": float(slip) if slip > 0 else None,
                "owner_role": row["owner_role"],
            }
        )
    columns = (
        "programme milestone planned_for planned_now completed_on standing slip_days owner_role"
    )
    found = pd.DataFrame(rows, columns=columns.split())
    found["slip_days"] = found["slip_days"].astype("float64")
    rank = found["standing"].map(STANDINGS.index)
    due = found["planned_now"].map(periods.last_day)
    return (
        found.assign(rank=rank, due=due)
        .sort_values(["rank", "due", "programme", "milestone"], kind="stable")
        .drop(columns=["rank", "due"])
        .reset_index(drop=True)
    )


def risks_with_trend(risk: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every open risk with its score, its age and its trend, the highest score first.

    The score is likelihood times impact. The trend compares the newest month with the month
    scored before it. Columns: risk_id, risk, opened_on, age_days, likelihood, impact, score,
    score_before, trend (rising, falling, steady, new), mitigation, concerns, owner_role.

    One row per risk_id.
    """
    columns = (
        "risk_id risk opened_on age_days likelihood impact score score_before trend mitigation "
        "concerns owner_role"
    ).split()
    rows = []
    newest_of_all = risk["month"].max() if len(risk) else None
    for _, scored in risk.sort_values("month").groupby("risk_id", sort=True):
        now = scored.iloc[-1]
        closed = isinstance(now["closed_on"], str) and now["closed_on"] <= day
        if closed or now["month"] != newest_of_all:
            continue
        scores = (scored["likelihood"] * scored["impact"]).tolist()
        before = scores[-2] if len(scores) > 1 else None
        rows.append(
            {
                **{column: now[column] for column in columns if column in scored.columns},
                "age_days": float(periods.days_between(now["opened_on"], day)),
                "score": scores[-1],
                "score_before": before,
                "trend": _trend(scores[-1], before),
            }
        )
    found = pd.DataFrame(rows, columns=columns)
    numbers = ["age_days", "likelihood", "impact", "score", "score_before"]
    found[numbers] = found[numbers].astype("float64")
    return found.sort_values(
        ["score", "risk_id"], ascending=[False, True], kind="stable"
    ).reset_index(drop=True)


def _trend(now: float, before: float | None) -> str:
    if before is None or pd.isna(before) or pd.isna(now):
        return "new"
    return "rising" if now > before else "falling" if now < before else "steady"


def maturity_map(maturity: pd.DataFrame) -> pd.DataFrame:
    """The newest step of each area on each pillar, in words with the steps still to go.

    A cell reads ``Step 1, one to go``; areas run down and pillars across.

    One row per area.
    """
    if maturity.empty:
        return pd.DataFrame()
    newest = maturity[maturity["as_at"] == maturity["as_at"].max()]
    cells = newest.assign(
        cell=[
            _step(step, target)
            for step, target in zip(newest["step"], newest["target_step"], strict=True)
        ]
    )
    wide = cells.pivot_table(index="area", columns="pillar", values="cell", aggfunc="first")
    return wide.rename_axis(columns=None).reset_index()


def _step(step: float, target: float) -> str:
    said = f"Step {step:g}"
    if pd.isna(target):
        return said
    gap = target - step
    return f"{said}, there" if gap <= 0 else f"{said}, {gap:g} to go"


def decisions_listed(decision: pd.DataFrame) -> pd.DataFrame:
    """Decisions taken, newest first, then those to come.

    One row per decision, body.
    """
    order = decision["decided_on"].fillna("").astype("str")
    taken = decision[order != ""].assign(at=order[order != ""])
    taken = taken.sort_values(["at", "decision"], ascending=[False, True], kind="stable")
    coming = decision[order == ""].sort_values(["planned_for", "decision"], kind="stable")
    return pd.concat([taken.drop(columns="at"), coming]).reset_index(drop=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Requirements, milestones, risks and maturity as figures."""
    ours, day, found = cycle.commissioner, cycle.as_at, []
    asked = tables["assurance"]
    asked = asked[asked["area"].str.lower() != OVERALL]
    last = asked["submitted_on"].max()
    for submitted, rows in asked.groupby("submitted_on"):
        # As it stood on the day of the submission, and for the last one on the committee's day.
        for at in (submitted, day) if submitted == last else (submitted,):
            done = sum(is_assured(row, day=at) for row in rows.to_dict("records"))
            about = {"area": ours, "period": at, "source": sources(rows)}
            found += share("requirements_assured", done, len(rows), **about)
            found += figure("requirements_open", len(rows) - done, **about)
    milestones = milestones_with_slip(tables["milestone"], day=day)
    for standing in STANDINGS if len(milestones) else ():
        found += figure(
            "milestones",
            milestones["standing"].eq(standing).sum(),
            area=ours,
            category=standing.replace(" ", "_"),
            period=day,
            source=sources(tables["milestone"]),
        )
    risks = tables["risk"]
    if len(risks):
        still_open = risks_with_trend(risks, day=day)
        about = {"area": ours, "period": risks["month"].max(), "source": sources(risks)}
        found += figure("risks_open", len(still_open), **about)
        found += figure("risk_score", still_open["score"].max(), **about)
    steps = tables["maturity"]
    for (pillar, as_at), rows in steps.groupby(["pillar", "as_at"]):
        known = rows[rows["target_step"].notna()]
        if len(known):
            found += figure(
                "areas_at_target_step",
                (known["step"] >= known["target_step"]).sum(),
                area=ours,
                category=pillar,
                period=as_at,
                source=sources(rows),
            )
    return found
