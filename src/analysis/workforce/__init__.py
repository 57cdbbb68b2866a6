"""The arithmetic of the workforce report: who works here, what is advertised, what is to come.

Headcount is not added above practice level (people who work in two practices would count twice);
a share of headcount is, since both its parts count them so.
"""

import pandas as pd

from analysis.project import Cycle
from analysis.workforce import coming, staff
from analysis.workforce.cards import CARDS, GROUPS
from analysis.workforce.coming import adverts, network_roles, targets
from analysis.workforce.staff import (
    age_profile,
    gps_by_place,
    gps_overall,
    latest_ages,
    roles,
    staff_by_group,
)

__all__ = [
    "CARDS",
    "GROUPS",
    "adverts",
    "age_profile",
    "gps_by_place",
    "gps_overall",
    "latest_ages",
    "measures",
    "network_roles",
    "roles",
    "staff_by_group",
    "targets",
]


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the workforce report that the cycle's returns allow."""
    return [
        *staff.figures(tables, cycle),
        *coming.network_figures(tables, cycle),
        *coming.coming_figures(tables, cycle),
    ]
