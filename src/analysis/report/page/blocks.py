"""The pieces of HTML that a notebook shows: escaped by construction, with a plain fallback."""

import base64
import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

# Marks an output as built here, from escaped parts. The page takes it as it is; every other
# HTML that a cell gives (a frame's own, a styler's) is cleaned first.
MARK = {"analysis": "block"}

_MISSING_WORDS = "not known"
_PLAIN_ENOUGH = 10_000  # characters of HTML: nobody reads a long table in a terminal


@dataclass(frozen=True, repr=False)
class Block:
    """One thing shown in a notebook: HTML, and the words a terminal shows in its place."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": self.text}, {"text/html": dict(MARK)}

    def __repr__(self) -> str:
        return self.text

    def __add__(self, other: "Block") -> "Block":
        """One block after another: a figure and what to read with care beside it."""
        kept = [part for part in (self, other) if part.html]
        return Block(*("\n".join(getattr(p, kind) for p in kept) for kind in ("html", "text")))


EMPTY = Block("", "")


def block(*html: str) -> Block:
    """A block from pieces of HTML; its plain text is what a reader would hear."""
    whole = "\n".join(piece for piece in html if piece)
    return Block(whole, _plain(whole))


def slug(text: str) -> str:
    """An id or file name from words: ``Underlying position`` gives ``underlying-position``."""
    return re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-") or "section"


def words(value) -> str:
    """Any value as escaped text; missing ones as ``not known``, never as zero or nothing."""
    if value is None or value != value:  # NaN is the one value that is not itself
        return _MISSING_WORDS
    return escape(str(value), quote=True)


def notice(kind: str, lead: str, *paragraphs: str) -> str:
    """A paragraph or more set apart by a rule, led by bold words. All arguments are text."""
    first, *rest = paragraphs or ("",)
    return (
        f'<div class="notice {kind}"><p><strong>{escape(lead)}</strong> {escape(first)}</p>'
        + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in rest)
        + "</div>"
    )


def details(summary: str, body: str, *, kind: str = "", is_open: bool = False) -> str:
    """A part that the reader opens. ``summary`` is text, ``body`` is HTML."""
    attributes = (f' class="{kind}"' if kind else "") + (" open" if is_open else "")
    return f"<details{attributes}><summary>{escape(summary)}</summary>\n{body}\n</details>"


def withheld(what: str) -> Block:
    """What stands in the public edition in place of rows about single practices."""
    text = "The public edition shows no row about a single practice."
    return block(notice("gap", f"{what.rstrip('.')}: not shown.", text))


def instead(said: str) -> Block:
    """What is said in place of a gap; nothing where it is blank."""
    return block(f"<p>{escape(said)}</p>") if said.strip() else EMPTY


def data_url(kind: str, content: str) -> str:
    """Content as a URL that needs no file and no network."""
    return f"data:{kind};base64,{base64.b64encode(content.encode('utf-8')).decode('ascii')}"


def _plain(html: str) -> str:
    html = re.sub(r'(href|src)="data:[^"]*"', "", html)
    reader = _Reader()
    reader.feed(html[:_PLAIN_ENOUGH])
    if len(html) > _PLAIN_ENOUGH:
        reader.parts.append("\n…")
    reader.close()
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Collects the words of our own HTML, a line per block, a bar between cells."""

    _LINES = frozenset(
        ("p", "li", "tr", "h2", "h3", "caption", "dt", "dd", "summary", "figcaption")
    )

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in self._LINES:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" | ")
        elif tag == "img":
            self.parts.append("\n" + (dict(attrs).get("alt") or ""))

    def handle_data(self, data):
        self.parts.append(data.replace("\n", " "))
