"""Which function works out a measure: found in the code, so that it is always the present one."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from inspect import getmembers, isfunction
from pathlib import Path
from typing import get_type_hints

from analysis import measures
from analysis.measures.cards import read_cards

_SOURCE = Path(__file__).parents[3]
# The functions that make rows of the long table, and calls of those that read it.
_LONG_TABLE = {
    name: get_type_hints(function) for name, function in getmembers(measures, isfunction)
}
_MAKERS = {name for name, hints in _LONG_TABLE.items() if hints.get("return") == list[dict]}
_READERS = {name for name, hints in _LONG_TABLE.items() if "table" in hints}
_READING = re.compile(rf"\b({'|'.join(_READERS)})\([^()]*\)")
_TEXT = re.compile(r"""["'](\w*(?:{[^{}]*}\w*)*)["']""")
_LETTERS = 6  # of a name that is put together: with fewer it could be any measure's


@dataclass(frozen=True)
class _Statement:
    """A function or a constant of a module: its texts, the names in it, its room's cards."""

    name: str
    module: str
    place: str
    texts: frozenset[str]
    names: frozenset[str]
    calls: frozenset[str]  # none where it is a constant
    cards: frozenset[str]

    def writes(self, measure: str) -> bool:
        """Whether the measure's name is written in it."""
        return measure in self.texts

    def puts_together(self, measure: str) -> bool:
        """Whether it has a text with places to fill in that could become the measure's name."""
        texts = [re.split("{[^{}]*}", text) for text in self.texts if "{" in text]
        return any(
            sum(map(len, written)) >= _LETTERS and re.fullmatch(r"\w+".join(written), measure)
            for written in texts
        )


def makers(measure: str) -> dict[str, str]:
    """The functions that make a measure, by dotted name, each with its file and line.

    They make rows of the long table and hold the measure's name, or use a constant that does; a
    name that is written out goes before one that is put together (``f"{role}_fte"``), the room
    that has the measure's card before the others.
    """
    functions = _making_figures()
    for holds in (_Statement.writes, _Statement.puts_together):
        holding = [one for one in _statements() if holds(one, measure)]
        constants = {one.name for one in holding if not one.calls}
        found = [one for one in holding if one in functions]
        found = found or [one for one in functions if one.names & constants]
        if found:
            at_home = [one for one in found if measure in one.cards]
            return {f"{one.module}.{one.name}": one.place for one in at_home or found}
    return {}


@cache
def _making_figures() -> list[_Statement]:
    """The functions that call a maker of rows, or a function that does."""
    functions, making = [one for one in _statements() if one.calls], set(_MAKERS)
    while more := {one.name for one in functions if one.calls & making} - making:
        making |= more
    return [one for one in functions if one.calls & making]


@cache
def _statements() -> list[_Statement]:
    """The functions and constants of every room that has cards, but for its words and charts."""
    found = []
    for room in sorted(path.parent for path in (_SOURCE / "analysis").glob("*/cards.yml")):
        cards = frozenset(card.name for card in read_cards(room / "cards.yml"))
        for path in sorted(room.glob("*.py")):
            if path.stem not in ("words", "charts"):
                found += _statements_of(path, cards)
    return found


def _statements_of(path: Path, cards: frozenset[str]) -> list[_Statement]:
    code, inside = path.read_text(encoding="utf-8"), path.relative_to(_SOURCE)
    lines, found = code.split("\n"), []
    for node in ast.parse(code).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", node)
        name = getattr(target, "id", getattr(target, "name", None))
        if name:
            written = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            calls = frozenset(re.findall(r"(\w+)\(", written))
            found.append(
                _Statement(
                    name=name,
                    module=".".join(inside.with_suffix("").parts).removesuffix(".__init__"),
                    place=f"{inside.as_posix()}, line {node.lineno}",
                    texts=frozenset(_TEXT.findall(_READING.sub("", written))),
                    names=frozenset(re.findall(r"\w+", written)),
                    calls=calls if isinstance(node, ast.FunctionDef) else frozenset(),
                    cards=cards,
                )
            )
    return found
