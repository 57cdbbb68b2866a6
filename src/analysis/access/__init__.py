"""The arithmetic of the access report: programmes against their plans, and today's access.

A share names its denominator in its measure's name: ``_patients`` or ``_coverage`` of registered
patients, ``_practices`` of open practices.
"""

import pandas as pd

from analysis.access import (
    activity,
    contacts,
    experience,
    hours,
    milestones,
    outlook,
    programmes,
    same_day,
    training,
)
from analysis.access.activity import (
    CONTACTS,
    CONTACTS_UNIT,
    CONTROL,
    appointments_by_month,
    appointments_today,
    special_cause_summary,
    special_causes,
)
from analysis.access.board import BOARD, board, calibration
from analysis.access.experience import experience_by_area, surveyed
from analysis.access.hours import clusters, hours_by_area, hours_by_week, minutes_by_week
from analysis.access.milestones import milestone_slips, programmes_register
from analysis.access.planned import OF_WHAT, PLANNED, PROGRAMMES
from analysis.access.programmes import PATH, months_of, paths, standing
from analysis.access.same_day import same_day_by_area, same_day_by_week
from analysis.access.scale import at_scale
from analysis.access.training import neither, reached, share_difference, side_by_side
from analysis.measures import COLUMNS
from analysis.project import Cycle

__all__ = [
    "BOARD",
    "CONTACTS",
    "CONTACTS_UNIT",
    "CONTROL",
    "OF_WHAT",
    "PATH",
    "PLANNED",
    "PROGRAMMES",
    "RETURNS",
    "appointments_by_month",
    "appointments_today",
    "at_scale",
    "board",
    "calibration",
    "clusters",
    "experience_by_area",
    "hours_by_area",
    "hours_by_week",
    "measures",
    "milestone_slips",
    "minutes_by_week",
    "months_of",
    "neither",
    "paths",
    "programmes_register",
    "reached",
    "same_day_by_area",
    "same_day_by_week",
    "share_difference",
    "side_by_side",
    "special_cause_summary",
    "special_causes",
    "standing",
    "surveyed",
]

# The returns that this report can use.
RETURNS = (
    "trajectory",
    "programme_return",
    "practice",
    "list_size",
    "milestone",
    "programme",
    "cluster",
    "access_capacity",
    "access_standard",
    "same_day_week",
    "contact",
    "appointments",
    "appointment_coverage",
    "online_consultation",
    "patient_survey",
    "qof",
)


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the access report that the cycle's returns allow."""
    found = [
        *programmes.figures(tables, cycle),
        *contacts.figures(tables, cycle),
        *activity.figures(tables, cycle),
        *experience.figures(tables, cycle),
        *hours.figures(tables, cycle),
        *same_day.figures(tables, cycle),
        *milestones.figures(tables, cycle),
        *training.figures(tables, cycle),
    ]
    worked_out = pd.DataFrame(found, columns=COLUMNS)
    return [
        *found,
        *outlook.figures(tables, cycle, found),
        *activity.limit_figures(worked_out, cycle),
    ]
