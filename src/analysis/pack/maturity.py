"""How mature joint working is: the step of each area on each pillar."""

import pandas as pd

from analysis.measures import figure, sources
from analysis.project import Cycle


def steps_by_pillar(maturity: pd.DataFrame) -> pd.DataFrame:
    """The newest step of each area on each pillar, in words with the steps still to go.

    A cell reads ``Step 1, 1 to go``; areas run down, pillars across in the order of the return.

    One row per area.
    """
    if maturity.empty:
        return pd.DataFrame()
    newest = maturity[maturity["as_at"] == maturity["as_at"].max()]
    cells = [_step(*steps) for steps in zip(newest["step"], newest["target_step"], strict=True)]
    wide = newest.assign(cell=cells).pivot_table(
        index="area", columns="pillar", values="cell", aggfunc="first"
    )
    return wide[newest["pillar"].unique()].rename_axis(columns=None).reset_index()


def _step(step: float, target: float) -> str:
    if pd.isna(target):
        return f"Step {step:g}"
    gap = target - step
    return f"Step {step:g}, there" if gap <= 0 else f"Step {step:g}, {gap:g} to go"


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Areas at their target step, by pillar."""
    found = []
    aimed = tables["maturity"].dropna(subset="target_step")
    for (pillar, as_at), rows in aimed.groupby(["pillar", "as_at"]):
        reached = (rows["step"] >= rows["target_step"]).sum()
        about = {"area": cycle.commissioner, "period": as_at, "source": sources(rows)}
        found += figure("areas_at_target_step", reached, pillar=pillar, **about)
    return found
