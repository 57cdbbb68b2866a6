"""An executed notebook as one self-contained page: our own nbconvert exporter and template."""

import re
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape

import nh3
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode

from analysis.report.page import abbreviations, markdown
from analysis.report.page.blocks import MARK, TEMPLATES, data_url, notice, stylesheet, table_script
from analysis.report.run import print_css
from analysis.writing import phrases

# A larger download is a file of its own only: the page must stay fit to be mailed.
EMBED_BYTES = 150_000

_DOWNLOAD = re.compile(
    r'<a download="([^"]+)" href="(data:(text/csv;charset=utf-8|image/png);base64,([^"]*))">'
)
_LINK = re.compile(r'<a class="to" href="#([^"]+)">(.*?)</a>')
_ID = re.compile(r'\sid="([^"]+)"')
_GAP = re.compile(
    r'(<div class="notice gap"><p><strong>)([^<]+)(: not (?:known|shown)\.</strong>(?:(?!<div).)*)',
    re.DOTALL,
)
_NO_ALTERNATIVE = "It has no written alternative. Show it with page.figure, which gives it one."

# What may stay of HTML that a cell gives by itself, such as a frame's own.
_TAGS = frozenset(
    """a b blockquote br caption code col colgroup dd div dl dt em h3 h4 h5 h6 hr i li ol p pre
    s small span strong sub sup table tbody td tfoot th thead tr u ul""".split()
)
_ATTRIBUTES = {"th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}, "a": {"href"}}


class PageError(Exception):
    """An executed notebook from which no page can be made; the message is the remedy."""


@dataclass(frozen=True)
class Sibling:
    """Another page of the cycle: where it is from here, and what it is, in words."""

    href: str
    words: str


@dataclass
class Rendered:
    """A page, the tables it carries by file name (as base64), and what to tell its author."""

    html: str
    downloads: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def render(
    notebook: NotebookNode,
    *,
    report: str,
    site: str,
    subject: str = "",
    siblings: tuple[Sibling, ...] = (),
    tables_at: str = "",
    classes: str = "",
    marks: tuple[str, ...] = (),
) -> Rendered:
    """Make the page of an executed notebook.

    ``report`` is the page's own name, which leads the file names of its downloads; ``site``
    closes its title; ``subject`` is added to its H1 (a locality's name); ``tables_at`` is the
    folder of its downloads, seen from the page; ``classes`` are its body's, for the style sheet;
    ``marks`` are on every printed sheet. Raises ``PageError`` where the notebook has not exactly
    one H1, or two downloads of one name.
    """
    body = _Body(report=report, tables_at=tables_at, subject=subject)
    for cell in notebook.cells:
        body.add(cell)
    body.close()
    parts = abbreviations.explained([*body.opening, *body.sections])
    opening, sections = parts[: len(body.opening)], parts[len(body.opening) :]
    html, _ = _exporter().from_notebook_node(
        notebook,
        resources={
            "page": {
                "title": f"{unescape(body.title)} – {site}",
                "heading": body.title,
                "opening": "\n".join(opening),
                "sections": "\n".join(sections),
                "contents": body.contents,
                "code": body.code,
                "siblings": siblings,
                "style": stylesheet() + print_css.sheet(marks, title=unescape(body.title)),
                "classes": classes,
                "script": table_script(*parts),
            }
        },
    )
    return Rendered(html, body.downloads, body.warnings)


class _Body:
    """The page's parts, gathered cell by cell."""

    def __init__(self, *, report: str, tables_at: str, subject: str):
        self.report, self.tables_at, self.subject = report, tables_at, subject
        self.title = ""
        self.opening: list[str] = []
        self.sections: list[str] = []
        self.contents: list[tuple[str, str]] = []
        self.code: list[str] = []
        self.downloads: dict[str, str] = {}
        self.warnings: list[str] = []

    def add(self, cell: NotebookNode) -> None:
        """Take one cell in: its words, or what it showed."""
        if cell.cell_type == "markdown":
            self._add_words(cell.source)
        elif cell.cell_type == "code":
            if cell.source.strip():
                self.code.append(cell.source.rstrip())
            for output in cell.outputs:
                self._put(self._output(output))

    def close(self) -> None:
        """Check the whole, and take out links to sections that the page does not have."""
        if not self.title:
            raise PageError("the notebook has no H1: begin it with a Markdown cell '# Title'.")
        ids = _ID.findall("\n".join((*self.opening, *self.sections)))
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise PageError(
                f"two parts of the page are called '{twice[0]}': give one another heading or name."
            )

        def link(found: re.Match) -> str:
            if found[1] not in ids:
                self.warnings.append(f"the answer links to '{found[1]}': no such section")
                return ""
            named = dict(self.contents).get(found[1])
            return f'<a class="to" href="#{found[1]}">{named or found[2]}</a>'

        self.opening = [_LINK.sub(link, part) for part in self.opening]

    def _put(self, html: str) -> None:
        if not html:
            return
        parts = self.sections if self.contents else self.opening
        gathered = one_gap(parts[-1], html) if parts else None
        if gathered:
            parts[-1] = gathered
        else:
            parts.append(html)

    def _add_words(self, source: str) -> None:
        html, headings = markdown.page_html(source)
        for words in (words for level, _, words in headings if level == 1):
            if self.title:
                raise PageError(f"a second H1, '{unescape(words)}': a page has exactly one.")
            self.title = words + (f": {escape(self.subject)}" if self.subject else "")
            html = re.sub(r"<h1[^>]*>.*?</h1>\n?", "", html, count=1, flags=re.DOTALL)
        # A cell may hold several sections: what comes before the first belongs to the opening.
        for part in re.split(r"(?=<h2 )", html):
            found = re.match(r'<h2 id="([^"]+)">(.*?)</h2>', part, flags=re.DOTALL)
            if found:
                self.contents.append((found[1], re.sub(r"<[^>]+>", "", found[2])))
            self._put(part.strip())

    def _output(self, output: NotebookNode) -> str:
        if output.output_type == "stream":
            return "" if output.name == "stderr" else _printed(output.text)
        if output.output_type == "error":
            return notice("gap", f"{output.ename}:", output.evalue)
        data, metadata = output.get("data", {}), output.get("metadata", {})
        if "text/html" in data:
            if metadata.get("text/html") == MARK:
                return self._with_downloads(data["text/html"])
            return '<div class="scroll" tabindex="0">' + _cleaned(data["text/html"]) + "</div>"
        if "text/markdown" in data:
            return markdown.note_html(data["text/markdown"])
        for kind in ("image/svg+xml", "image/png", "image/jpeg"):
            if kind in data:
                return _picture(kind, data[kind], metadata.get(kind, {}).get("alt", ""))
        return _printed(data.get("text/plain", ""))

    def _with_downloads(self, html: str) -> str:
        """A block whose downloads are kept as files too, under the report's own name.

        A large table, and the picture of a figure that the page shows already, is a file alone.
        """

        def kept(link: re.Match) -> str:
            name, url, kind, content = link.groups()
            is_picture = kind == "image/png"
            if is_picture and not self.tables_at:
                return link[0]
            if name in self.downloads:
                raise PageError(f"two downloads are called '{name}': rename one.")
            self.downloads[name] = content
            if self.tables_at and (is_picture or len(url) > EMBED_BYTES):
                url = f"{self.tables_at}/{name}"
            return f'<a download="{self.report}-{name}" href="{url}">'

        return _DOWNLOAD.sub(kept, html)


def one_gap(first: str, second: str) -> str | None:
    """Two gaps in a row that say the same of two things as one that names both; else None."""
    one, other = (_GAP.fullmatch(html.strip()) for html in (first, second))
    if not one or not other or one[3] != other[3]:
        return None
    return f"{one[1]}{one[2]}; {phrases.first_down(other[2])}{one[3]}"


def _printed(text: str) -> str:
    return f'<pre tabindex="0">{escape(text.rstrip())}</pre>' if text.strip() else ""


def _cleaned(html: str) -> str:
    html = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel=None)
    # A frame's own table has an empty heading over its index, which tells a screen reader nothing.
    return re.sub(r"<th[^>]*>(\s|&nbsp;|\xa0)*</th>", "<td></td>", html)


def _picture(kind: str, content: str, alternative: str) -> str:
    if not alternative:
        return notice("gap", "A picture was left out.", _NO_ALTERNATIVE)
    encoded = "".join(content.split())
    source = data_url(kind, content) if "svg" in kind else f"data:{kind};base64,{encoded}"
    return f'<figure><img alt="{escape(alternative, quote=True)}" src="{source}"></figure>'


@cache
def _exporter() -> TemplateExporter:
    exporter = TemplateExporter(
        template_file="page.html.j2", template_paths=[str(TEMPLATES)], file_extension=".html"
    )
    exporter.output_mimetype = "text/html"
    # The cells are arranged above; nbconvert's own filters would only touch a copy.
    for preprocessor in list(exporter._preprocessors):
        preprocessor.enabled = False
    return exporter
