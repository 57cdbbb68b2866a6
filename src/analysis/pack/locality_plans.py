"""What localities plan, theme by theme, and which areas have held their engagement workshop."""

from typing import Any

import pandas as pd

from analysis.measures import by_row, pick, share, sources
from analysis.project import Cycle

WORKSHOP = "Engagement workshop"
STAGES = ("planned", "under_way", "in_place")


def themes(measures: pd.DataFrame) -> pd.DataFrame:
    """How many localities have each theme in their plan, and how far it has come there.

    Columns: theme, localities, and each of ``STAGES``.

    One row per theme, the most common first.
    """
    rows = pick(measures, "locality_plan_themes")
    wide = rows.pivot_table(index="theme", columns="stage", values="value", aggfunc="last")
    wide = wide.reindex(columns=list(STAGES)).fillna(0.0)
    wide.insert(0, "localities", wide.sum(axis="columns"))
    ordered = wide.sort_values(["localities", "theme"], ascending=[False, True])
    return ordered.rename_axis(columns=None).reset_index()


def workshops(engagement: pd.DataFrame) -> pd.DataFrame:
    """The engagement workshops of transformation areas, the earliest first.

    One row per area, held_on.
    """
    held = engagement[engagement["event"].eq(WORKSHOP) & engagement["area"].notna()]
    return held.sort_values(["held_on", "area"], ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Localities by theme and stage of their plan; areas that have held a workshop."""
    plans, events = tables["locality_plan"], workshops(tables["engagement"])
    newest = plans[plans["as_at"] == plans["as_at"].max()]
    about: dict[str, Any] = {"area": cycle.commissioner}
    counted = newest.groupby(["theme", "stage", "as_at"]).size().reset_index(name="localities")
    found = by_row(
        counted,
        {"locality_plan_themes": "localities"},
        by={"theme": "theme", "stage": "stage", "period": "as_at"},
        source=sources(newest),
        **about,
    )
    areas = set(tables["practice"]["transformation_area"].dropna())
    if events.empty:
        return found
    held = areas & set(events.loc[events["held_on"] <= cycle.as_at, "area"])
    about |= {"period": cycle.as_at, "source": sources(tables["practice"], events)}
    return found + share("engagement_workshops", len(held), len(areas), **about)
