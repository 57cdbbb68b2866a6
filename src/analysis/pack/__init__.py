"""The committee's paper and its annex: what is promised, what could go wrong, what changed.

Takes its positions from the measures of the other reports, by name; works nothing out twice. The
paper: ``key_findings``, ``promises`` (commitments), ``risks``, ``decisions``, ``needs`` (what no
return carries). The annex, by section: ``open_actions`` (monitoring summary), ``decisions``,
``outbreaks``, ``locality_plans``, ``maturity``, ``reporting``, ``milestones`` (and projects),
``practice_bands``, ``support_offers``, ``contract_events``, ``cqc_ratings`` and
``practice_variation`` (practices under strain), ``premises`` and ``estate_schemes`` (estate and
systems), ``promises`` (ambitions), ``planned_changes`` (scrutiny),
``statement`` (assurance statement).
The report on assurance: ``submissions`` and ``assurer``.
"""

import pandas as pd

from analysis.pack import (
    assurer,
    contract_events,
    cqc_ratings,
    decisions,
    estate_schemes,
    locality_plans,
    maturity,
    milestones,
    outbreaks,
    planned_changes,
    practice_bands,
    practice_variation,
    premises,
    reporting,
    risks,
    submissions,
    support_offers,
)
from analysis.project import Cycle

# The returns that paper and annex can use, besides those of the three reports.
RETURNS = (
    "monitoring commitment maturity milestone risk decision ambition practice_profile "
    "support_offer premises practice assumption service_change engagement "
    "path_step highlight cqc_rating contract_event estate_scheme estate_option reporting heard "
    "locality_plan outbreak"
).split()
# The returns of the report on assurance.
ASSURANCE = (
    "assurance assurance_comment assurance_part milestone trajectory funding_award ledger_line"
).split()
_WITH_FIGURES = (
    assurer,
    submissions,
    milestones,
    risks,
    maturity,
    support_offers,
    premises,
    planned_changes,
    decisions,
    cqc_ratings,
    practice_bands,
    contract_events,
    practice_variation,
    estate_schemes,
    reporting,
    locality_plans,
    outbreaks,
)


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the pack's own that the cycle's returns allow."""
    return [row for module in _WITH_FIGURES for row in module.figures(tables, cycle)]
