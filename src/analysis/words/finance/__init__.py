"""The sentences of the finance report, by the section that they stand in."""

from analysis.words.finance.front import answer, key_figures
from analysis.words.finance.outlook import (
    claims,
    contracts,
    credibility,
    no_contracts,
    outlook,
    projection_method,
    tried,
)
from analysis.words.finance.plans import (
    allocations,
    broken,
    claims_made,
    coverage,
    growth,
    kept,
    largest_category,
    no_double_claims,
    plan,
    premium,
    promises,
    scheme_names,
    training,
)
from analysis.words.finance.position import (
    age,
    list_size,
    movement,
    position,
    streams,
    trend,
    underlying,
)
from analysis.words.finance.practices import contrast, payments
from analysis.words.finance.scenario import scenario

__all__ = [
    "age",
    "allocations",
    "answer",
    "broken",
    "claims",
    "claims_made",
    "contracts",
    "contrast",
    "coverage",
    "credibility",
    "growth",
    "kept",
    "key_figures",
    "largest_category",
    "list_size",
    "movement",
    "no_contracts",
    "no_double_claims",
    "outlook",
    "payments",
    "plan",
    "position",
    "premium",
    "projection_method",
    "promises",
    "scenario",
    "scheme_names",
    "streams",
    "training",
    "trend",
    "tried",
    "underlying",
]
