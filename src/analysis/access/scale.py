"""Working at scale and the shared clinical system: measures that are never merged."""

import pandas as pd

from analysis.measures import pick, share, sources
from analysis.places import membership, patient_lists
from analysis.project import Cycle

_SYSTEM = "shared_clinical_system_practices"
# Measure, status, what a reader calls it.
_LINES = (
    ("practices_in_transformation_groups", "", "Practices in transformation groups"),
    ("patients_in_transformation_groups", "", "Patients of practices in transformation groups"),
    ("primary_care_home_practices", "", "Practices in Primary Care Home"),
    (_SYSTEM, "live", "Practices live on the shared clinical system"),
    (_SYSTEM, "migrating", "Practices migrating to it"),
)
_COLUMNS = ["measured", "count", "of", "share_percent", "period", "target_percent", "target_period"]


def by_measure(measures: pd.DataFrame) -> pd.DataFrame:
    """How many practices and patients work at scale, each against a target of its own.

    Columns: measured, count, of, share_percent, period, target_percent, target_period.

    One row per measured.
    """
    rows = []
    for measure, status, name in _LINES:
        every = pick(measures, measure, area_type="commissioner")
        actual = every[(every["basis"] == "actual") & (every["status"] == status)]
        target = every[every["basis"].isin(["target", "plan"])]
        if len(actual):
            now = actual.iloc[-1][["numerator", "denominator", "value", "period"]]
            aim = {} if target.empty else target.iloc[0]
            rows.append((name, *now, aim.get("value"), aim.get("period")))
    return pd.DataFrame(rows, columns=_COLUMNS)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Transformation groups and the shared clinical system, as rows of the long table."""
    practice, ours = tables["practice"], cycle.commissioner
    if practice.empty:
        return []
    found: list[dict] = []
    as_at = practice["as_at"].max()
    now_open = membership.open_at(practice, as_at)
    about = {"area": ours, "period": as_at[:7], "source": sources(practice)}
    in_group = now_open["transformation_group"] == "yes"
    if now_open["transformation_group"].notna().any():
        lists = patient_lists.list_on(tables["list_size"], commissioner=ours, day=as_at)
        inside = lists["practice_code"].isin(now_open.loc[in_group, "practice_code"])
        found += share("practices_in_transformation_groups", in_group.sum(), len(now_open), **about)
        found += share(
            "patients_in_transformation_groups",
            lists.loc[inside, "patients_registered"].sum(),
            lists["patients_registered"].sum(),
            **about | {"source": sources(practice, lists)},
        )
    on_system = now_open["clinical_system_status"]
    if on_system.notna().any():
        for status, counted in (
            ("live", ["live"]),
            ("migrating", ["migrating"]),
            ("live_or_migrating", ["live", "migrating"]),
        ):
            there = on_system.isin(counted).sum()
            found += share(_SYSTEM, there, len(now_open), status=status, **about)
    return found
