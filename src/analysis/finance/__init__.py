"""The arithmetic of the finance report: frames of returns in, frames and figures out.

Sign: variance is budget minus forecast, so positive is an underspend. The underlying position is
the forecast variance without its non-recurrent benefit.
"""

import pandas as pd

from analysis.finance import exposure, ledger, movement, outturn, payments, plans, scenario
from analysis.finance.cards import CARDS
from analysis.finance.exposure import (
    claims_by_status,
    contracts_ending,
    expiry_calendar,
    year_end_range,
)
from analysis.finance.ledger import (
    in_thousands,
    position,
    position_by_line,
    position_by_month,
    position_by_stream,
    reported_month,
    variances,
    with_total,
)
from analysis.finance.movement import forecast_bridge, list_size_check, underlying_bridge
from analysis.finance.outturn import backtest, backtests, credibility
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
    "RETURNS",
    "backtest",
    "backtests",
    "claims_by_status",
    "compound_gap",
    "contracts_ending",
    "credibility",
    "expiry_calendar",
    "forecast_bridge",
    "growth_test",
    "in_thousands",
    "latest_categories",
    "list_size_check",
    "measures",
    "payments_by_contract",
    "payments_per_patient",
    "plan_by_category",
    "plan_by_stream",
    "position",
    "position_by_line",
    "position_by_month",
    "position_by_stream",
    "promises",
    "reported_month",
    "underlying_bridge",
    "variances",
    "with_total",
    "year_end_range",
]


# The returns that the finance report can use, in the order of its sections.
RETURNS = (
    "ledger_line",
    "list_size",
    "payment_claim",
    "finance_risk",
    "contract",
    "budget_line",
    "allocation",
    "funding_award",
    "reinvestment",
    "scheme_service",
    "scheme_signup",
    "scheme_price",
    "les_claim",
    "saving",
    "payment_year",
    "assumption",
    "contradiction",
)


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the finance report that the cycle's returns allow."""
    return [
        *ledger.figures(tables, cycle),
        *movement.figures(tables, cycle),
        *exposure.figures(tables, cycle),
        *outturn.figures(tables, cycle),
        *plans.plan_figures(tables, cycle),
        *plans.promise_figures(tables, cycle),
        *scenario.figures(tables, cycle),
        *payments.figures(tables, cycle),
    ]
