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
from analysis.words.finance.plans import growth, largest_category, plan, promises
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
    "answer",
    "claims",
    "contracts",
    "contrast",
    "credibility",
    "growth",
    "key_figures",
    "largest_category",
    "list_size",
    "movement",
    "no_contracts",
    "outlook",
    "payments",
    "plan",
    "position",
    "projection_method",
    "promises",
    "scenario",
    "streams",
    "trend",
    "tried",
    "underlying",
]
