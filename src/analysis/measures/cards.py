"""Measure cards: what each figure is. They are data, in the ``cards.yml`` of their report's room.

A card is read once, checked, and refused with file and line where it has a key that is not known,
lacks one that it needs, or has a value of the wrong kind.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

import yaml

_PACKAGE = Path(__file__).parents[1]
_NAME = "abcdefghijklmnopqrstuvwxyz0123456789_"


class CardError(ValueError):
    """A card that cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True)
class Card:
    """What a measure is: its unit, its definition, and what to beware of.

    ``report`` is the report that gives it, by default the room of its file. ``category`` says how
    a figure's dimensions are joined into its category, a piece for each dimension in order:
    ``["{role}", " {model_version}"]``; the piece of a dimension that a figure lacks is left out.
    ``follows`` is for a figure worked out from a plan and from what has happened since (a pace
    still needed, money not yet decided on): what moves it while the plan stays as it is.
    """

    name: str
    label: str
    unit: str
    definition: str
    report: str
    caveat: str = ""
    follows: str = ""
    category: tuple[str, ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The names of the dimensions, in the order in which they are joined."""
        return tuple(_field(piece) for piece in self.category)

    def joined(self, **values: str) -> str:
        """The category of a figure with these dimensions.

        Raises ``ValueError`` for a dimension that the card does not declare.
        """
        unknown = sorted(set(values) - set(self.dimensions))
        if unknown:
            raise ValueError(f"the card of {self.name} declares no dimension {unknown[0]}")
        given = {name: value for name, value in values.items() if value not in ("", None)}
        pieces = (piece for piece in self.category if _field(piece) in given)
        return "".join(piece.format(**given) for piece in pieces)


@lru_cache(maxsize=1)
def cards() -> MappingProxyType[str, Card]:
    """Every card of every room by name, in the order of rooms and of their files."""
    found: dict[str, Card] = {}
    for path in sorted(_PACKAGE.glob("*/cards.yml")):
        for card in read_cards(path):
            if card.name in found:
                raise CardError(f"{path.parent.name}/cards.yml: {card.name} has a card already.")
            found[card.name] = card
    return MappingProxyType(found)


def read_cards(path: Path) -> list[Card]:
    """The cards of one file. Raises ``CardError`` with file, line and remedy."""
    text = path.read_text(encoding="utf-8")
    values = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(values, dict):
        raise CardError(f"{path}: write one card a name, each with its keys below it.")
    found = []
    for name, given in values.items():
        wrong = _wrong(name, given)
        if wrong:
            key, remedy = wrong
            raise CardError(f"{path}, line {_line(text, str(name), key)}: {remedy}")
        given = {"report": path.parent.name} | given
        found.append(Card(name=name, **given | {"category": tuple(given.get("category", ()))}))
    return found


def _wrong(name: str, given: dict) -> tuple[str, str] | None:
    """The key of a card that is wrong, and the remedy; None where the card is right."""
    if not isinstance(name, str) or set(name) - set(_NAME):
        return "", f"'{name}' is no name of a measure: lower case, digits and underscores."
    if not isinstance(given, dict):
        return "", f"{name} has no keys: give it label, unit and definition."
    known = [field.name for field in fields(Card) if field.name != "name"]
    for key, value in given.items():
        if key not in known:
            return key, f"{name} has '{key}', which no card has. Known: {', '.join(known)}."
        if key == "category":
            if not (isinstance(value, list) and all(_is_piece(piece) for piece in value)):
                return key, f"{name}: write category as a list of pieces such as '{{role}}'."
        elif not isinstance(value, str) or (not value.strip() and key != "unit"):
            return key, f"{name}: {key} is {value!r}. Write text, in quotation marks if need be."
    missing = [key for key in ("label", "unit", "definition") if key not in given]
    return ("", f"{name} lacks {missing[0]}.") if missing else None


def _is_piece(piece) -> bool:
    try:
        return isinstance(piece, str) and bool(_field(piece).isidentifier())
    except (ValueError, IndexError):
        return False


def _field(piece: str) -> str:
    """The one dimension that a piece names. Raises ``ValueError`` where it names none or two."""
    (name,) = [name for _, name, _, _ in Formatter().parse(piece) if name is not None]
    return name


def _line(text: str, name: str, key: str) -> int:
    """The line of a card, or of a key of it, from 1."""
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.startswith(f"{name}:")), 0)
    within = (
        number
        for number, line in enumerate(lines[start + 1 :], start + 1)
        if key and line.lstrip().startswith(f"{key}:")
    )
    return next(within, start) + 1
