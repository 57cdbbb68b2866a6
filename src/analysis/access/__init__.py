"""The arithmetic of the access report: programmes against their plans, and today's access.

A share names its denominator in its measure's name: ``_patients`` or ``_coverage`` of registered
patients, ``_practices`` of open practices.
"""

import pandas as pd

from analysis.access import activity, programmes
from analysis.access.activity import appointment_shares, appointments_by_month
from analysis.access.cards import CARDS, PROGRAMMES
from analysis.access.programmes import board, months_of, paths, standing
from analysis.project import Cycle

__all__ = [
    "CARDS",
    "PROGRAMMES",
    "appointment_shares",
    "appointments_by_month",
    "board",
    "measures",
    "months_of",
    "paths",
    "standing",
]


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the access report that the cycle's returns allow."""
    return [*programmes.figures(tables, cycle), *activity.figures(tables, cycle)]
