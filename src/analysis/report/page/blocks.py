"""The pieces of HTML that a notebook shows: escaped by construction, with a plain fallback."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import jinja2
import pandas as pd

# Marks an output as built here, from escaped parts. The page takes it as it is; every other
# HTML that a cell gives (a frame's own, a styler's) is cleaned first.
MARK = {"analysis": "block"}

_LONG_TABLE = re.compile(r'<table class="[^"]*\blong\b')
TEMPLATES = Path(__file__).parents[1] / "template"
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


EMPTY = Block("", "")


def block(*html: str) -> Block:
    """A block from pieces of HTML; its plain text is what a reader would hear."""
    whole = "\n".join(piece for piece in html if piece)
    return Block(whole, _plain(whole))


def part(name: str, **about) -> str:
    """A piece of HTML: the macro of that name in ``parts.html.j2``, its words escaped."""
    return str(getattr(_parts(), name)(**about))


@cache
def _parts():
    return template("parts.html.j2").module


def table_script(*parts: str) -> dict[str, str] | None:
    """The script of long tables, where one is in these parts of a page; None where none is.

    ``hash`` is the digest by which the page's policy allows it, and it alone.
    """
    if not any(_LONG_TABLE.search(part) for part in parts):
        return None
    text = (TEMPLATES / "tables.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return {"text": text, "hash": f"sha256-{digest}"}


def template(name: str) -> jinja2.Template:
    """A template of pages: words are escaped, a name that nobody gives is refused."""
    return _environment().get_template(name)


def stylesheet() -> str:
    """The one style sheet of every page."""
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )


def notice(kind: str, lead: str, *paragraphs: str) -> str:
    """A paragraph or more set apart by a rule, led by bold words. All arguments are text."""
    return part("notice", kind=kind, lead=lead, paragraphs=paragraphs or ("",))


def slug(text: str) -> str:
    """An id or file name from words: ``Underlying position`` gives ``underlying-position``."""
    return re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-") or "section"


def words(value) -> str:
    """Any value as text; a missing one is ``not known``, never zero or nothing."""
    return "not known" if pd.isna(value) else str(value)


def data_url(kind: str, content: str | bytes) -> str:
    """Content as a URL that needs no file and no network."""
    content = content.encode("utf-8") if isinstance(content, str) else content
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _plain(html: str) -> str:
    """The words of our own HTML, a line for each block, a bar before each cell."""
    html = re.sub(r'(href|src)="data:[^"]*"', "", html).replace("\n", " ")
    if len(html) > _PLAIN_ENOUGH:
        html = re.sub(r"<[^>]*$", "", html[:_PLAIN_ENOUGH]) + "<p>…"
    html = re.sub(r'<img[^>]*?alt="([^"]*)"[^>]*>', r"\n\1", html)
    html = re.sub(r"<(p|li|tr|h2|h3|caption|dt|dd|summary|figcaption)\b[^>]*>", "\n", html)
    html = re.sub(r"<t[dh]\b[^>]*>", " | ", html)
    words_of = unescape(re.sub(r"<[^>]*>", "", html))
    lines = (re.sub(r"\s+", " ", line).strip() for line in words_of.split("\n"))
    return "\n".join(line for line in lines if line)
