"""The arithmetic of the workforce report: who works here, what is advertised, what is to come.

Headcount is not added above practice level (people who work in two practices would count twice);
a share of headcount is, since both its parts count them so.
"""

import pandas as pd

from analysis.project import Cycle
from analysis.workforce import coming, definitions, levels, need, plan, projection, staff, supply
from analysis.workforce.coming import adverts, adverts_shown, network_roles
from analysis.workforce.lists import stand_ins
from analysis.workforce.need import (
    gaps_by_place,
    need_of,
    newer_asks_for_more,
    newer_by_more,
    required_by_place,
)
from analysis.workforce.roles import GROUPS, ROLE_TITLES
from analysis.workforce.staff import (
    age_profile,
    ages_in,
    by_place,
    claimed,
    groups_over_time,
    latest_ages,
    members,
    of_commissioner,
    older_over_time,
    roles,
)

__all__ = [
    "GROUPS",
    "ROLE_TITLES",
    "USES",
    "adverts",
    "adverts_shown",
    "age_profile",
    "ages_in",
    "by_place",
    "claimed",
    "definitions",
    "gaps_by_place",
    "groups_over_time",
    "latest_ages",
    "measures",
    "members",
    "need_of",
    "network_roles",
    "newer_asks_for_more",
    "newer_by_more",
    "of_commissioner",
    "older_over_time",
    "plan",
    "projection",
    "required_by_place",
    "roles",
    "stand_ins",
    "supply",
]


# What the report can use, for its list of what is missing.
USES = (
    "practice_staff",
    "practice_staff_age",
    "pcn_staff",
    "vacancy",
    "workforce_target",
    "workforce_need",
    "community_staff",
    "recruitment",
    "workforce_assurance",
    "workforce_issue",
    "list_size",
    "practice",
)


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the workforce report that the cycle's returns allow."""
    in_post = [*staff.figures(tables, cycle), *levels.figures(tables, cycle)]
    return [
        *in_post,
        *need.figures(tables, cycle, in_post),
        *coming.network_figures(tables, cycle),
        *coming.coming_figures(tables, cycle),
        *plan.figures(tables, cycle),
    ]
