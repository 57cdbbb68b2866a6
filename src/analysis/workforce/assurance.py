"""Whether the workforce measures of the GP Forward View are evidenced."""

import pandas as pd

from analysis.measures import counts, sources
from analysis.project import Cycle


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The measures of the latest return by how far their evidence goes."""
    returned = tables["workforce_assurance"]
    day = returned["as_at"].max()
    statuses = returned.loc[returned["as_at"] == day, "status"].str.replace(" ", "_")
    about = {"area": cycle.commissioner, "period": day, "source": sources(returned)}
    choices = ("evidenced", "partly_evidenced", "not_evidenced")
    return counts("workforce_assurance_measures", statuses, choices, dimension="status", **about)
