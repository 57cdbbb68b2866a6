"""The arithmetic of the finance report: frames of returns in, frames and figures out.

Sign: variance is budget minus forecast, so positive is an underspend. The underlying position is
the forecast variance without its non-recurrent benefit.
"""

import pandas as pd

from analysis.finance import (
    exposure,
    ledger,
    movement,
    outturn,
    payments,
    plans,
    practices,
    promises,
    scenario,
    schemes,
)
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
from analysis.finance.payments import payments_per_patient
from analysis.finance.plans import (
    allocation_against_plan,
    allocation_years,
    growth_shown,
    growth_test,
    latest_categories,
    local_contracts,
    plan_by_category,
    plan_by_stream,
)
from analysis.finance.practices import (
    contract_types_shown,
    funnel_lines,
    payments_backtest,
    payments_by_contract,
    payments_shown,
    real_terms,
    reconciled,
    spread,
)
from analysis.finance.promises import (
    money_by_use,
    premium_matrix,
    premium_shown,
    promise_tests,
    savings,
)
from analysis.finance.scenario import (
    compound_gap,
    contradictions,
    contradictions_shown,
    delivery,
    gap_explained,
    opportunities,
    sensitivity,
)
from analysis.finance.schemes import (
    catalogue,
    claims_by_practice,
    claims_quality,
    coverage,
    double_claims,
    price_and_volume,
)
from analysis.project import Cycle

__all__ = [
    "RETURNS",
    "allocation_against_plan",
    "allocation_years",
    "assumptions_used",
    "backtest",
    "backtests",
    "catalogue",
    "claims_by_practice",
    "claims_by_status",
    "claims_quality",
    "compound_gap",
    "contract_types_shown",
    "contracts_ending",
    "contradictions",
    "contradictions_shown",
    "coverage",
    "credibility",
    "delivery",
    "double_claims",
    "expiry_calendar",
    "forecast_bridge",
    "funnel_lines",
    "gap_explained",
    "growth_shown",
    "growth_test",
    "in_thousands",
    "latest_categories",
    "list_size_check",
    "local_contracts",
    "measures",
    "money_by_use",
    "opportunities",
    "payments_backtest",
    "payments_by_contract",
    "payments_per_patient",
    "payments_shown",
    "plan_by_category",
    "plan_by_stream",
    "position",
    "position_by_line",
    "position_by_month",
    "position_by_stream",
    "premium_matrix",
    "premium_shown",
    "price_and_volume",
    "promise_tests",
    "real_terms",
    "reconciled",
    "reported_month",
    "savings",
    "sensitivity",
    "spread",
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


def assumptions_used(assumption: pd.DataFrame) -> pd.DataFrame:
    """The assumptions that this report works with: unit, date, source, quality and impact.

    One row per assumption_id.
    """
    used = (*movement.LIST_ASSUMPTIONS, *promises.ASSUMPTIONS, *scenario.ASSUMPTIONS)
    names = assumption["assumption_id"]
    rows = assumption[names.isin(used) | names.str.startswith(practices.PRICES)]
    columns = ["assumption", "value", "unit", "dated_on", "source_document", "quality", "impact"]
    return rows[columns].reset_index(drop=True)


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the finance report that the cycle's returns allow."""
    return [
        *ledger.figures(tables, cycle),
        *movement.figures(tables, cycle),
        *exposure.figures(tables, cycle),
        *outturn.figures(tables, cycle),
        *plans.plan_figures(tables, cycle),
        *promises.figures(tables, cycle),
        *schemes.figures(tables, cycle),
        *scenario.figures(tables, cycle),
        *payments.figures(tables, cycle),
        *practices.figures(tables, cycle),
    ]
