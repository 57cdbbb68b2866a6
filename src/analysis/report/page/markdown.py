"""Markdown that people write, as safe HTML.

Raw HTML in it stays text, links lead to pages or places in this page only, and nothing is
fetched: a picture that is not part of the text is replaced by its words.
"""

import re
from html import escape, unescape

import mistune

from analysis.report.page.blocks import slug

_NAMED = re.compile(r"\s*\{#([A-Za-z][\w-]*)\}\s*$")
_SAFE_LINK = re.compile(r"^(https?://|mailto:|#|[\w./-]+(#|$))", re.IGNORECASE)


class _Renderer(mistune.HTMLRenderer):
    """Headings with ids (or none, inside a notice), safe links, pictures as their words."""

    def __init__(self, *, headings: bool):
        super().__init__(escape=True)
        self.headings = headings
        self.found: list[tuple[int, str, str]] = []

    def heading(self, text, level, **attributes):
        # mistune has already turned quotes and signs into entities: strip tags only.
        named = _NAMED.search(text)
        text = _NAMED.sub("", text)
        words = re.sub(r"<[^>]+>", "", text)
        if not self.headings:
            return f"<p><strong>{text}</strong></p>\n"
        name = named.group(1) if named else slug(unescape(words))
        self.found.append((level, name, words))
        return f'<h{level} id="{name}">{text}</h{level}>\n'

    def link(self, text, url, title=None):
        if not _SAFE_LINK.match(url.strip()):
            return text
        return f'<a href="{escape(url.strip(), quote=True)}">{text}</a>'

    def image(self, text, url, title=None):
        return escape(text or "", quote=True)

    def block_code(self, code, info=None):
        return f'<pre tabindex="0"><code>{escape(code)}</code></pre>\n'

    def table(self, text):
        """A table that scrolls inside the page."""
        return f'<div class="scroll" tabindex="0"><table>\n{text}</table></div>\n'

    def table_cell(self, text, align=None, head=False):
        """A cell whose heading has the scope that a screen reader needs."""
        tag = 'th scope="col"' if head else "td"
        aligned = f' class="{align}"' if align == "right" else ""
        return f"<{tag}{aligned}>{text}</{tag[:2]}>\n"


def page_html(source: str) -> tuple[str, list[tuple[int, str, str]]]:
    """A notebook's Markdown as HTML, with its headings as (level, id, escaped words)."""
    return _render(source, headings=True)


def note_html(source: str) -> str:
    """A note inside a page: its headings become bold lines, so that the page keeps its own."""
    return _render(source, headings=False)[0]


def _render(source: str, *, headings: bool) -> tuple[str, list[tuple[int, str, str]]]:
    renderer = _Renderer(headings=headings)
    markdown = mistune.create_markdown(renderer=renderer, plugins=["table", "strikethrough"])
    return str(markdown(source)), renderer.found
