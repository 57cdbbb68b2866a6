"""The arithmetic of the finance report: frames of returns in, frames and figures out.

Sign: variance is budget minus forecast, so positive is an underspend. The underlying position is
the forecast variance without its non-recurrent benefit.
"""

import pandas as pd

from analysis.finance import ledger, payments, plans, scenario
from analysis.finance.cards import CARDS
from analysis.finance.ledger import (
    claims_by_status,
    forecast_bridge,
    position,
    position_by_month,
    position_table,
    reported_month,
    variances,
)
from analysis.finance.payments import payments_by_contract, payments_per_patient
from analysis.finance.plans import (
    growth_test,
    latest_categories,
    plan_by_category,
    plan_by_stream,
    promises,
)
from analysis.finance.scenario import compound_gap
from analysis.project import Cycle

__all__ = [
    "CARDS",
    "claims_by_status",
    "compound_gap",
    "forecast_bridge",
    "growth_test",
    "latest_categories",
    "measures",
    "payments_by_contract",
    "payments_per_patient",
    "plan_by_category",
    "plan_by_stream",
    "position",
    "position_by_month",
    "position_table",
    "promises",
    "reported_month",
    "variances",
]


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the finance report that the cycle's returns allow."""
    return [
        *ledger.figures(tables, cycle),
        *plans.plan_figures(tables, cycle),
        *plans.promise_figures(tables, cycle),
        *scenario.figures(tables, cycle),
        *payments.figures(tables, cycle),
    ]
