"""One place seen across all reports: its patients, staff, services and money beside the others.

A place is a locality of the local register or, in cycles without localities, a primary care
network of the published map, named by its code.
"""

import pandas as pd

from analysis.locality import population, services
from analysis.locality.inside import homes, issues, practices, practices_as_read
from analysis.locality.standing import place_type, standing
from analysis.project import Cycle

__all__ = [
    "homes",
    "issues",
    "measures",
    "place_type",
    "practices",
    "practices_as_read",
    "standing",
]


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure by place that the other rooms do not give."""
    return [*population.figures(tables, cycle), *services.figures(tables, cycle)]
