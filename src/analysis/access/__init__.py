"""The arithmetic of the access report: programmes against their plans, and today's access.

A share names its denominator in its measure's name: ``_patients`` or ``_coverage`` of registered
patients, ``_practices`` of open practices.
"""

import pandas as pd

from analysis.access import activity, contacts, outlook, programmes
from analysis.access.activity import appointment_shares, appointments_by_month, special_causes
from analysis.access.board import BOARD, board, calibration
from analysis.access.cards import CARDS, OF_WHAT, PLANNED, PROGRAMMES
from analysis.access.programmes import PATH, months_of, paths, standing
from analysis.measures import COLUMNS
from analysis.project import Cycle

__all__ = [
    "BOARD",
    "CARDS",
    "OF_WHAT",
    "PATH",
    "PLANNED",
    "PROGRAMMES",
    "appointment_shares",
    "appointments_by_month",
    "board",
    "calibration",
    "measures",
    "months_of",
    "paths",
    "special_causes",
    "standing",
]


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the access report that the cycle's returns allow."""
    found = [
        *programmes.figures(tables, cycle),
        *contacts.figures(tables, cycle),
        *activity.figures(tables, cycle),
    ]
    worked_out = pd.DataFrame(found, columns=COLUMNS)
    return [
        *found,
        *outlook.figures(tables, cycle, found),
        *activity.limit_figures(worked_out, cycle),
    ]
