"""Outbreaks of influenza: how many were confirmed where, and how soon people were treated."""

from typing import Any

import pandas as pd

from analysis.measures import figure, sources
from analysis.project import Cycle


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Outbreaks by setting, confirmed or only notified, and the span of hours to treatment.

    The period is the day of the newest that is known.
    """
    rows = tables["outbreak"]
    known = rows[rows["notified_on"] <= cycle.as_at]
    about: dict[str, Any] = {"area": cycle.commissioner, "period": known["notified_on"].max()}
    about["source"] = sources(known)
    found = []
    for (setting, is_confirmed), those in known.groupby(["setting", "confirmed"]):
        status = "confirmed" if is_confirmed == "yes" else "notified_only"
        found += figure("outbreaks", len(those), setting=setting, status=status, **about)
        hours = those["hours_to_treatment"].dropna()
        for end, value in (("shortest", hours.min()), ("longest", hours.max())):
            found += figure("hours_to_treatment", value, setting=setting, end=end, **about)
    return found
