"""Working at scale and the shared clinical system: measures that are never merged."""

import pandas as pd

from analysis.measures import pick

# Measure, category, what a reader calls it.
_LINES = (
    ("practices_in_transformation_groups", "", "Practices in transformation groups"),
    ("patients_in_transformation_groups", "", "Patients of practices in transformation groups"),
    ("primary_care_home_practices", "", "Practices in Primary Care Home"),
    ("shared_clinical_system_practices", "live", "Practices live on the shared clinical system"),
    ("shared_clinical_system_practices", "migrating", "Practices migrating to it"),
)


def at_scale(measures: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """How many practices and patients work at scale, each against a target of its own.

    Columns: measured, count, of, share_percent, period, target_percent, target_period.

    One row per measured.
    """
    ours, rows = measures[measures["area"] == commissioner], []
    for measure, category, words in _LINES:
        every = pick(ours, measure)
        actual = every[(every["basis"] == "actual") & (every["category"] == category)]
        target = every[every["basis"].isin(["target", "plan"])]
        if actual.empty:
            continue
        now = actual.iloc[-1]
        aim = None if target.empty else target.iloc[0]
        rows.append(
            {
                "measured": words,
                "count": now["numerator"],
                "of": now["denominator"],
                "share_percent": now["value"],
                "period": now["period"],
                "target_percent": None if aim is None else float(aim["value"]),
                "target_period": None if aim is None else aim["period"],
            }
        )
    return pd.DataFrame(rows)
