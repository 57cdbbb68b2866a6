"""The arithmetic of the workforce report: who works here, what is advertised, what is to come.

Headcount is not added above practice level (people who work in two practices would count twice);
a share of headcount is, since both its parts count them so.
"""

import pandas as pd

from analysis.project import Cycle
from analysis.workforce import by_place, coming, need, staff
from analysis.workforce.cards import CARDS, GROUPS, ROLE_TITLES
from analysis.workforce.coming import adverts, network_roles, targets
from analysis.workforce.need import need_of, newer_asks_for_more, required_by_place
from analysis.workforce.staff import (
    age_profile,
    claimed,
    gps_by_place,
    gps_overall,
    latest_ages,
    roles,
    staff_by_group,
)

__all__ = [
    "CARDS",
    "GROUPS",
    "ROLE_TITLES",
    "adverts",
    "age_profile",
    "claimed",
    "gps_by_place",
    "gps_overall",
    "latest_ages",
    "measures",
    "need_of",
    "network_roles",
    "newer_asks_for_more",
    "required_by_place",
    "roles",
    "staff_by_group",
    "targets",
]


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the workforce report that the cycle's returns allow."""
    in_post = [*staff.figures(tables, cycle), *by_place.figures(tables, cycle)]
    return [
        *in_post,
        *need.figures(tables, cycle, in_post),
        *coming.network_figures(tables, cycle),
        *coming.coming_figures(tables, cycle),
    ]
