"""Working at scale and the shared clinical system, in words."""

import pandas as pd

from analysis.measures import value_of
from analysis.project import periods


def target(scale: pd.DataFrame) -> list[str]:
    """The target of each measure as a cell: ``50% by 2017/18``, or ``none``."""
    return [
        "none" if pd.isna(percent) else f"{percent:.0f}% by {periods.in_words(period)}"
        for percent, period in zip(scale["target_percent"], scale["target_period"], strict=True)
    ]


def systems(measures: pd.DataFrame) -> str | None:
    """The shared clinical system: live, and migrating, apart."""
    live, migrating = (
        value_of(measures, "shared_clinical_system_practices", status=status)
        for status in ("live", "migrating")
    )
    if live is None:
        return None
    moving = "" if migrating is None else f" and {migrating:.1f}% are migrating to it"
    return f"{live:.1f}% of practices are live on the shared clinical system{moving}."
