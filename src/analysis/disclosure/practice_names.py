"""The names and codes of practices: which there are, and texts in which one of them occurs."""

import re
from collections.abc import Iterable

import pandas as pd

NAMELESS = "a practice"
# Names shorter than this are words of the language, not identities.
_SHORTEST = 8


def identities(tables: dict[str, pd.DataFrame]) -> set[str]:
    """Every practice's code and name that a cycle's tables hold."""
    found = _values(tables, "practice_code", "practice_name")
    return {text for text in found if len(text) >= _SHORTEST or re.fullmatch(r"[A-Z]\w{5}", text)}


class PracticeNames:
    """What the public edition may not print: every practice's code, and the names of our own.

    ``own_names`` are those of the commissioner's practices.
    """

    def __init__(self, tables: dict[str, pd.DataFrame], *, own_names: pd.Series):
        ours = {str(name).lower() for name in own_names.dropna()}
        every = identities(tables)
        self.names = {name for name in every if " " not in name or name.lower() in ours}
        self.places = {name.lower() for name in _values(tables, "locality", "pcn_name")}

    def named_in(self, text: str) -> list[str]:
        """The codes and names of practices that a text holds.

        A locality or a network may be called after a practice: its own name tells of the place.
        """
        text = text.lower()
        for place in sorted(self.places, key=len, reverse=True):
            text = text.replace(place, "")
        return named_in(text, self.names)


def without_names(texts: Iterable[str], names: set[str]) -> list[str]:
    """Texts in which every code and name of a practice is replaced by ``a practice``."""
    lowered = {name.lower() for name in names}
    longest = sorted((name for name in lowered if " " in name), key=len, reverse=True)
    pattern = re.compile(r"\w+")

    def clean(text: str) -> str:
        for name in longest:
            if name in text.lower():
                text = re.sub(re.escape(name), NAMELESS, text, flags=re.IGNORECASE)
        return pattern.sub(lambda word: NAMELESS if word[0].lower() in lowered else word[0], text)

    return [clean(text) if isinstance(text, str) else text for text in texts]


def named_in(text: str, names: set[str]) -> list[str]:
    """The codes and names of practices that a text holds."""
    words = set(re.findall(r"\w+", text.lower()))
    plain = text.lower()
    return sorted(
        name for name in names if (name.lower() in plain if " " in name else name.lower() in words)
    )


def _values(tables: dict[str, pd.DataFrame], *columns: str) -> set[str]:
    """The different values that columns of these names hold, in any of the tables."""
    return {
        str(value)
        for frame in tables.values()
        for column in columns
        if column in frame
        for value in frame[column].dropna().unique()
    }
