"""The arithmetic of the workforce report: who works here, what is advertised, what is to come.

Headcount is not added above practice level (people who work in two practices would count twice);
a share of headcount is, since both its parts count them so.
"""

import pandas as pd

from analysis.project import Cycle
from analysis.workforce import (
    adverts,
    assurance,
    completeness,
    gp_definitions,
    national_growth,
    need,
    networks,
    new_roles,
    place_rates,
    plans,
    projection,
    staff,
)

# The tables that the report is made from, for its list of what is missing.
RETURNS = (
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
    "workforce_role",
    "workforce_plan",
    "list_size",
    "list_age_region",
    "practice",
)


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the workforce report that the cycle's returns allow."""
    everyone, ages = tables["practice_staff"], tables["practice_staff_age"]
    mine = everyone[everyone["commissioner_code"] == cycle.commissioner]
    ages = ages[ages["commissioner_code"] == cycle.commissioner]
    rates = place_rates.figures(tables, cycle, mine, ages)
    promised = national_growth.figures(tables, cycle)
    return [
        *rates,
        *promised,
        *gp_definitions.figures(tables, cycle, mine),
        *staff.figures(tables, cycle, mine),
        *completeness.figures(cycle, mine),
        *projection.figures(tables, cycle, mine, ages, promised),
        *need.figures(tables, cycle, rates),
        *plans.figures(tables, cycle),
        *networks.figures(tables, cycle),
        *adverts.figures(tables, cycle),
        *new_roles.figures(tables, cycle, mine),
        *assurance.figures(tables, cycle),
    ]
