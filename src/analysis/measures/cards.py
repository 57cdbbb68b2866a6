"""Measure cards: what each figure is. They are data, in the ``cards.yml`` of each report's room."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from analysis.project import strict_yaml

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Card:
    """What a measure is: its unit, its definition, and what to beware of.

    ``report`` is the report that gives it, by default the room of its file. ``category`` says how
    a figure's dimensions are joined into its category, a piece for each dimension in order:
    ``["{role}", " {model_version}"]``; the piece of a dimension that a figure lacks is left out.
    ``follows`` is for a figure worked out from a plan and from what has happened since (a pace
    still needed, money not yet decided on): what moves it while the plan stays as it is.
    ``disclosure`` is ``committee_only`` where the public edition leaves out every figure of it.
    """

    name: str
    label: str
    unit: str
    definition: str
    report: str
    caveat: str = ""
    follows: str = ""
    category: tuple[str, ...] = ()
    disclosure: str = "none"

    def __post_init__(self):
        if self.disclosure not in ("none", "committee_only"):
            raise ValueError(f"{self.name}: write disclosure as none or committee_only.")
        if not all(_is_piece(piece) for piece in self.category):
            raise ValueError(f"{self.name}: each piece of category names one '{{dimension}}'.")

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
                raise strict_yaml.DataFileError(
                    f"{path.parent.name}/cards.yml: {card.name} has a card already."
                )
            found[card.name] = card
    return MappingProxyType(found)


def read_cards(path: Path) -> list[Card]:
    """The cards of one file. Raises ``DataFileError`` with file, line and remedy."""
    return [
        strict_yaml.build(Card, given, name=name, report=path.parent.name)
        for name, given in strict_yaml.read(path, what="measure").items()
    ]


def _is_piece(piece: str) -> bool:
    try:
        return _field(piece).isidentifier()
    except ValueError:
        return False


def _field(piece: str) -> str:
    """The one dimension that a piece names. Raises ``ValueError`` where it names none or two."""
    (name,) = [name for _, name, _, _ in Formatter().parse(piece) if name is not None]
    return name
