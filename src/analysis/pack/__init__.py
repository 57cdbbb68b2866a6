"""The committee pack: what the three reports say, what was promised, and what could go wrong.

Takes its positions from the measures of the other reports, by name; works nothing out twice. By
section of the paper: ``key_findings`` (headlines), ``open_actions`` (monitoring summary),
``submissions`` and ``assurer`` (assurance, a report of its own), ``planned_changes`` (scrutiny),
``promises`` (commitments, ambitions), ``maturity``, ``milestones`` (and projects), ``risks``,
``decisions`` and ``reporting`` (decisions), ``practice_bands``, ``support_offers``,
``contract_events``, ``cqc_ratings`` and ``practice_variation`` (practices under strain),
``premises`` and ``estate_schemes`` (estate and systems), ``statement`` (assurance statement),
``needs`` (sources and method).
"""

import pandas as pd

from analysis.pack import (
    assurer,
    contract_events,
    cqc_ratings,
    decisions,
    estate_schemes,
    maturity,
    milestones,
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

# The returns that the pack itself can use, besides those of the three reports.
RETURNS = (
    "monitoring commitment maturity milestone risk decision ambition practice_profile "
    "support_offer premises practice assumption service_change engagement "
    "path_step highlight cqc_rating contract_event estate_scheme estate_option reporting"
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
)


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the pack's own that the cycle's returns allow."""
    return [row for module in _WITH_FIGURES for row in module.figures(tables, cycle)]
