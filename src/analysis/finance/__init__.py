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
from analysis.project import Cycle

# The returns that the finance report can use, in the order of its sections.
RETURNS = (
    "ledger_line",
    "list_size",
    "payment_claim",
    "finance_risk",
    "contract",
    "practice",
    "budget_line",
    "allocation",
    "funding_award",
    "reinvestment",
    "criterion",
    "scheme_service",
    "scheme_signup",
    "scheme_price",
    "decision",
    "path_step",
    "les_claim",
    "saving",
    "payment_year",
    "assumption",
    "contradiction",
)
_MODULES = (
    ledger,
    movement,
    exposure,
    outturn,
    plans,
    promises,
    schemes,
    scenario,
    payments,
    practices,
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
    """Every figure of the finance report that the cycle's returns allow, as rows of the table."""
    return [row for module in _MODULES for row in module.figures(tables, cycle)]
