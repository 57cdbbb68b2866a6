"""What is withheld, and from whom: the one place that decides it.

Tables and cards declare their level, and so does a frame (``declared``, ``of_practices``), whose
level goes with it through pandas. ``none`` is for every reader; of any other level (``tables``
says which there are) the public edition shows no row.
"""

import pandas as pd

from analysis.disclosure.practice_names import PracticeNames
from analysis.tables.declare import DISCLOSURE

_LEVEL = "disclosure"


def declared(frame: pd.DataFrame, level: str) -> pd.DataFrame:
    """The frame with its level, one of ``tables.declare.DISCLOSURE``; ``none`` takes it away.

    What is summed up from a frame keeps its level until it is declared to have another.
    Raises ``ValueError`` for a level nobody declared.
    """
    if level not in DISCLOSURE:
        raise ValueError(f"no disclosure rule is called {level!r}: {', '.join(DISCLOSURE)}")
    frame = frame.copy(deep=False)
    frame.attrs[_LEVEL] = level
    return frame


def of_practices(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, its rows declared to be about single practices: for the committee only."""
    return declared(frame, "committee_only")


def is_public(audience: str) -> bool:
    """Whether an edition for this audience names no practice and protects small numbers."""
    return audience == "public"


def is_withheld(frame: pd.DataFrame, *, names: PracticeNames) -> bool:
    """Whether the public edition may not show the frame.

    It may not where the frame's level forbids it, nor where anything in a frame that nobody
    declared names a practice.
    """
    is_declared = frame.attrs.get(_LEVEL, "none") != "none"
    return is_declared or bool(names.named_in(frame.to_csv()))
