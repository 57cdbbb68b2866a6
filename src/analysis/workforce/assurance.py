"""Whether the workforce measures of the GP Forward View are evidenced."""

import pandas as pd

from analysis.measures import figure, sources
from analysis.project import Cycle


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The measures of the latest return by how far their evidence goes."""
    returned, found = tables["workforce_assurance"], []
    day = returned["as_at"].max()
    statuses = returned.loc[returned["as_at"] == day, "status"].str.replace(" ", "_")
    about = {"area": cycle.commissioner, "period": day, "source": sources(returned)}
    for status in ("evidenced", "partly_evidenced", "not_evidenced") if len(returned) else ():
        number = (statuses == status).sum()
        found += figure("workforce_assurance_measures", number, status=status, **about)
    return found
