"""The arithmetic of the access report: programmes against their plans, and today's access.

A share names its denominator in its measure's name: ``_patients`` or ``_coverage`` of registered
patients, ``_practices`` of open practices.
"""

import pandas as pd

from analysis.access import (
    activity,
    clusters,
    contacts,
    experience,
    hours,
    milestones,
    outlook,
    programme_items,
    progress,
    same_day,
    scale,
    special_causes,
    training_reach,
)
from analysis.measures import long_table
from analysis.project import Cycle

# The returns that this report can use.
RETURNS = (
    "trajectory programme_return practice list_size milestone programme programme_item cluster "
    "access_capacity access_standard same_day_week contact appointments appointment_coverage "
    "online_consultation online_service patient_survey qof"
).split()


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the access report that the cycle's returns allow."""
    found = [
        *progress.figures(tables, cycle),
        *scale.figures(tables, cycle),
        *contacts.figures(tables, cycle),
        *activity.figures(tables, cycle),
        *experience.figures(tables, cycle),
        *clusters.figures(tables, cycle),
        *hours.figures(tables, cycle),
        *same_day.figures(tables, cycle),
        *milestones.figures(tables, cycle),
        *training_reach.figures(tables, cycle),
        *programme_items.figures(tables, cycle),
    ]
    known = long_table(found)
    return [
        *found,
        *outlook.figures(tables, cycle, known),
        *special_causes.figures(known, cycle),
    ]
