"""Words from numbers: figures as a reader sees them, and the sentences of each report.

Every number, direction and superlative in a report's prose is made here from the long table of
measures; nothing here computes a measure.
"""

from analysis.words import (
    access,
    changes,
    finance,
    locality,
    pack,
    quality,
    workforce,
    workforce_plan,
)
from analysis.words.phrases import (
    count,
    figure,
    joined,
    later_lists,
    moved,
    named,
    underspend,
)

__all__ = [
    "access",
    "changes",
    "count",
    "figure",
    "finance",
    "joined",
    "later_lists",
    "locality",
    "moved",
    "named",
    "pack",
    "quality",
    "underspend",
    "workforce",
    "workforce_plan",
]
