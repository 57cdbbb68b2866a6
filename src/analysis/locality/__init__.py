"""One place seen across all reports: its patients, staff, services and money, and all others'.

A place is a locality of the local register or, in cycles without localities, a primary care
network of the published map, named by its code.
"""

import pandas as pd

from analysis.locality import population, practices, primary_care_home, programmes_and_payments
from analysis.project import Cycle

# The tables that the report is made from, for its list of what is missing.
RETURNS = ("practice_staff", "list_age", "workforce_need", "community_staff", "programme_return")


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure by place that the other rooms do not give."""
    return [
        *population.figures(tables, cycle),
        *practices.figures(tables, cycle),
        *primary_care_home.figures(tables, cycle),
        *programmes_and_payments.figures(tables, cycle),
    ]
