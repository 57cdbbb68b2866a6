"""The few figures that a committee asks after first."""

import pandas as pd

from analysis.measures import pick

# Measure and basis, in their order; the rest follows by the size of its movement.
HEADLINES = (
    ("delegated_forecast_variance", "forecast"),
    ("delegated_underlying_variance", "forecast"),
    ("disputed_claims_exposure", "actual"),
    ("practices_open", "actual"),
    ("registered_patients", "actual"),
    ("extended_access_coverage", "actual"),
    ("correspondence_training_practices", "actual"),
    ("correspondence_training_patients", "actual"),
    ("care_navigation_patients", "actual"),
    ("online_consultation_practices", "actual"),
    ("shared_clinical_system_practices", "actual"),
    ("resilience_offers", "actual"),
    ("practices_newly_at_risk", "actual"),
)
_RANK = {pair: place for place, pair in enumerate(HEADLINES)}


def newest(figures: pd.DataFrame, *, commissioner: str) -> dict[str, dict[str, float]]:
    """The commissioner's newest value of each headline measure, by category (``all`` for none)."""
    found = {}
    for name, basis in HEADLINES:
        rows = pick(figures, name, area=commissioner, basis=basis)
        values = rows.groupby("category", sort=True)["value"].last()
        if len(values):
            found[name] = {category or "all": round(value, 6) for category, value in values.items()}
    return found


def changes(compared: pd.DataFrame) -> pd.DataFrame:
    """The commissioner's series of ``comparison.compare`` that are headlines, in their order.

    One row per measure, category, basis.
    """
    ours = compared[compared["area_type"] == "commissioner"]
    pairs = zip(ours["measure"], ours["basis"], strict=True)
    rank = pd.Series([_RANK.get(pair) for pair in pairs], ours.index, dtype="float64")
    return ours.loc[rank.dropna().sort_values(kind="stable").index]
