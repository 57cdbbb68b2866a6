"""Abbreviations explained where a reader first meets them on a page, from one list."""

import re
from functools import cache
from html import escape
from pathlib import Path

from analysis.project import strict_yaml

_TAG = re.compile(r"(<[^>]*>)")
# Text in these is not explained: links and folds are names, code and pictures are as they are.
_NAMES = frozenset(("a", "abbr", "button", "code", "pre", "summary", "svg"))


def explained(parts: list[str]) -> list[str]:
    """The HTML of a page's parts, in order, each abbreviation marked up where it is first read.

    What is folded away is read last. One whose words lead to its first use, as in ``full-time
    equivalents (FTE)``, is left as it is.
    """
    pieces = [_TAG.split(part) for part in parts]
    text = " ".join(word for part in pieces for word in part[::2])
    pending = {short: words for short, words in _known().items() if short in text}
    for folded in (False, True):
        for part in pieces:
            _explain(part, pending, folded=folded)
    return ["".join(part) for part in pieces]


def _explain(pieces: list[str], pending: dict[str, str], *, folded: bool) -> None:
    """Mark up, in the pieces of one part (text and tags in turn), what is still ``pending``."""
    inside = dict.fromkeys((*_NAMES, "details"), 0)
    for place, piece in enumerate(pieces):
        if place % 2:
            name = re.sub(r"\W", " ", piece).split()[:1]
            if name and name[0] in inside:
                inside[name[0]] += -1 if piece.startswith("</") else 1
        elif (
            piece.strip()
            and bool(inside["details"]) == folded
            and not any(inside[name] for name in _NAMES)
        ):
            pieces[place] = _marked(piece, pending)


def _marked(text: str, pending: dict[str, str]) -> str:
    """A text with its first use of each pending abbreviation marked up, which is then done."""
    if not pending:
        return text
    longest_first = sorted(pending, key=len, reverse=True)
    either = "|".join(re.escape(short) for short in longest_first)

    def first(found: re.Match) -> str:
        words = pending.pop(found[0], None)
        if not words or re.search(rf"{words}s? \($", text[: found.start()], re.IGNORECASE):
            return found[0]
        within = ' class="within"' if text[: found.start()].endswith("(") else ""
        return f'<abbr{within} title="{words}">{found[0]}</abbr>'

    return re.sub(rf"(?<![\w-])({either})(?=s?\b)", first, text)


@cache
def _known() -> dict[str, str]:
    """Each abbreviation with its words, both as HTML has them."""
    listed = strict_yaml.load(Path(__file__).with_suffix(".yml"))
    return {escape(short): escape(words) for short, words in listed.items()}
