"""Open risks with their score, their age and their trend."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.measures import figure, sources
from analysis.project import Cycle, periods


def open_risks(risk: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every risk of the newest month that is open on the day, the highest score first.

    The score is likelihood times impact. The trend compares the newest month with the month
    scored before it. Adds age_days, score, score_before and ``trend`` (rising, falling, steady,
    new) to the columns of the return.

    One row per risk_id.
    """
    scored = risk.assign(score=risk["likelihood"] * risk["impact"]).sort_values(
        ["risk_id", "month"]
    )
    scored["score_before"] = scored.groupby("risk_id")["score"].shift()
    now = scored[(scored["month"] == risk["month"].max()) & ~(scored["closed_on"] <= day)]
    score, before = now["score"], now["score_before"]
    age = [float(periods.days_between(opened, day)) for opened in now["opened_on"]]
    trend = np.select(
        [score.isna() | before.isna(), score > before, score < before],
        ["new", "rising", "falling"],
        "steady",
    )
    listed = now.assign(age_days=pd.Series(age, now.index, dtype="float64"), trend=trend)
    return listed.sort_values(["score", "risk_id"], ascending=[False, True], ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """How many risks are open, and the highest score."""
    risk = tables["risk"]
    if risk.empty:
        return []
    listed = open_risks(risk, day=cycle.as_at)
    about: dict[str, Any] = {"area": cycle.commissioner, "period": risk["month"].max()}
    about["source"] = sources(risk)
    return [
        *figure("risks_open", len(listed), **about),
        *figure("risk_score", listed["score"].max(), **about),
    ]
