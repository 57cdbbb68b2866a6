"""What a notebook shows of one cycle.

Every method copes with what is missing by itself, so that a notebook holds no logic: it asks,
and is shown the figure or the gap. Nothing here writes to disk.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from html import escape

import pandas as pd

from analysis import project
from analysis.checks.findings import FINDING_COLUMNS
from analysis.cycles import results
from analysis.disclosure import public_edition
from analysis.measures import long_table
from analysis.project import periods
from analysis.report.page import blocks, markdown, table_html
from analysis.report.page import provenance as report_provenance
from analysis.report.page.blocks import EMPTY, Block, block, slug
from analysis.report.page.data_age import data_as_at
from analysis.tables import TABLES

ILLUSTRATIVE = "Illustrative: built from synthetic returns; no figure describes a real practice."
_MOST_CARDS = 4
_MOST_FILES = 4
_COMMENTARY_LASTS = 60  # days before the meeting: an older judgement was carried over unread
# Columns that name a practice: never shown, drawn or given away in the public edition.
_PRACTICE_COLUMNS = frozenset(("practice", "practice_code", "practice_name"))


class Page:
    """One cycle, ready to be shown: ``page.measures``, ``page["ledger_line"]``, ``page.table``.

    ``report`` is the report whose page it is; None for one that looks at everything.
    """

    def __init__(self, label: str, report: str | None = None):
        self.label, self.report = label, report
        self._tables: dict[str, pd.DataFrame] = {}

    def __repr__(self) -> str:
        return f"The cycle {self.label} of commissioner {self.cycle.commissioner}"

    # What there is to show

    @cached_property
    def cycle(self) -> project.Cycle:
        """The cycle: its committee, dates, sign-off and commentary."""
        return project.cycle(self.label)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """Every figure of the cycle, one row per measure, area, category, period and basis.

        The public edition holds no practice rows and protects small numbers. Empty where the
        cycle has no measures yet.
        """
        measures = results.figures(self.label)
        if measures is None:
            return long_table([]).drop(columns="fewest_practices")
        return measures.reset_index(drop=True)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A tidy table, or an empty frame of its columns where its return was not supplied."""
        if name not in TABLES:
            raise KeyError(f"No table is called {name!r}. Tables: {', '.join(sorted(TABLES))}.")
        if name not in self._tables:
            path = project.processed(self.label) / "tables" / f"{name}.parquet"
            self._tables[name] = pd.read_parquet(path) if path.exists() else TABLES[name].empty()
        return self._tables[name]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every declared table by name, empty where its return was not supplied."""
        return {name: self[name] for name in TABLES}

    @property
    def supplied(self) -> set[str]:
        """The names of the tables that have rows."""
        return {name for name, frame in self.tables().items() if len(frame)}

    @cached_property
    def returns(self) -> pd.DataFrame:
        """The return files of the cycle, one row per file; ``publication`` blank where unknown."""
        columns = dict.fromkeys(("file", "publication", "layout", "vintage", "period"), "str")
        columns |= {"rows": "float64", "sha256": "str", "illustrative": "object"}
        columns |= {"oddities": "object"}
        path = project.processed(self.label) / "returns.json"
        files = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        return pd.DataFrame(
            {
                name: pd.Series([one.get(name) for one in files], dtype=dtype)
                for name, dtype in columns.items()
            }
        )

    @cached_property
    def used(self) -> pd.DataFrame:
        """The return files that stand behind the page; all of them where there are no figures.

        A file without a row of the commissioner's, or a map without figures of its own, says
        nothing of how old the figures are.
        """
        found = report_provenance.files(
            self.report,
            measures=self.measures,
            definitions=results.read(self.label).definitions if len(self.measures) else None,
            tables=self.tables(),
        )
        used = self.returns[self.returns["file"].isin(found)]
        return used if len(used) else self.returns

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What validation found, one row per finding: ``answer`` is stop, set_aside or tell.

        In the public edition no message names a practice.
        """
        found = self._csv("findings.csv", FINDING_COLUMNS)
        if self.cycle.audience != "public":
            return found
        names = public_edition.identities(self.tables())
        return found.assign(message=public_edition.without_names(found["message"], names))

    @cached_property
    def set_aside(self) -> pd.DataFrame:
        """The rows that were set aside, as they came."""
        return self._csv("set_aside.csv", ())

    # The head of the page

    def status(self, *more: str | None) -> Block:
        """Committee and date, draft or approved, data as at, and whether it is illustrative.

        ``more``: sentences that a report adds; one that is None is left out.
        """
        cycle = self.cycle
        when = (
            periods.in_words(cycle.committee_date)
            if cycle.committee_date
            else f"{periods.in_words(cycle.label)}, day not set"
        )
        approved = cycle.status.lower() == "approved"
        state = "Approved" if approved else "DRAFT, not approved"
        lines = [
            f"{escape(cycle.committee)}, {when}",
            f'<strong class="state">{state}</strong>',
            data_as_at(self.used, cycle.as_at),
            *(escape(line) for line in more if line),
        ]
        html = "".join(f"<li>{line}</li>" for line in lines if line)
        illustrative = (
            f'<p class="illustrative"><strong>{ILLUSTRATIVE}</strong></p>'
            if self.illustrative
            else ""
        )
        return block(f'<div class="status"><ul>{html}</ul>{illustrative}</div>')

    @property
    def illustrative(self) -> bool:
        """Whether any return, or the cycle itself, says that it is made up for illustration."""
        return self.cycle.illustrative or bool(self.returns["illustrative"].eq(True).any())

    def answer(self, sentences: Iterable, *, figures: Iterable = ()) -> Block:
        """The answer in computed sentences, each with a link to its section, and its figures.

        ``figures`` is what ``key_figures`` takes, shown below: the first screen is one cell.
        ``sentences``: ``(sentence, section)`` pairs or plain sentences, the most important
        first. ``section`` is a section's heading or its id. A sentence that is None is left out.
        """
        items = []
        for entry in sentences:
            sentence, section = (entry, None) if isinstance(entry, str) or not entry else entry
            if not sentence:
                continue
            link = ""
            if section:
                label = str(section).replace("-", " ")
                label = label[:1].upper() + label[1:]
                link = f' <a class="to" href="#{slug(section)}">{escape(label)}</a>'
            items.append(f"<li>{escape(sentence)}{link}</li>")
        body = (
            f"<ul>{''.join(items)}</ul>"
            if items
            else "<p>No answer can be computed from the returns of this cycle.</p>"
        )
        said = f'<div class="answer"><h2 id="the-answer">The answer</h2>{body}</div>'
        return block(said, self.key_figures(figures).html)

    def key_figures(self, cards: Iterable[Sequence[str] | None]) -> Block:
        """At most four figures: ``(label, figure, comparison)``. None is left out."""
        kept = [card for card in cards if card]
        if len(kept) > _MOST_CARDS:
            raise ValueError(f"{len(kept)} key figures: a reader takes in {_MOST_CARDS} at most.")
        groups = []
        for label, figure, *comparison in kept:
            compared = "".join(
                f'<dd class="comparison">{blocks.words(line)}</dd>' for line in comparison if line
            )
            groups.append(
                f'<div><dt>{escape(label)}</dt><dd class="figure">{blocks.words(figure)}</dd>'
                f"{compared}</div>"
            )
        return block(f'<dl class="key-figures">{"".join(groups)}</dl>') if groups else EMPTY

    # A section

    def finding(self, text: str | None) -> Block:
        """The section's headline, computed. Nothing where there is nothing to say."""
        return block(f'<h3 class="finding">{escape(text)}</h3>') if text else EMPTY

    def table(
        self,
        frame: pd.DataFrame | None,
        *,
        caption: str,
        title: str | None = None,
        name: str | None = None,
        needs: Sequence[str] = (),
        note: str | None = None,
        care: Iterable[str] | str = (),
        otherwise: str | None = None,
        download: pd.DataFrame | None = None,
        open: bool = True,  # noqa: A002 - the word a notebook's author expects
        wide: bool = False,
    ) -> Block:
        """A frame as a table with its download; a gap where the frame is None or empty.

        ``title`` is the computed headline above it (``finding``) and ``care`` what to bear in mind
        below it (``read_with_care``): with them a section is one cell. ``name`` is the download's
        file name, unique in the notebook; ``needs`` names the tables that the frame was made
        from. More than 20 rows, or ``open=False``, fold away. ``otherwise`` is said in place of
        the gap where no row is good news. ``download`` is what the download holds where it holds
        more than the table shows. A ``wide`` table is for one board that has to fit a screen.
        """
        if otherwise and (frame is None or not len(frame)):
            shown = blocks.instead(otherwise)
        elif frame is None or not len(frame):
            shown = self._gap(caption, needs)
        elif self._is_withheld(frame) or self._is_withheld(download):
            shown = blocks.withheld(caption)
        else:
            shown = block(
                table_html.table_html(
                    frame,
                    caption=caption,
                    name=name or slug(caption),
                    note=note,
                    is_open=open,
                    download=download,
                    wide=wide,
                    source=self._files(needs),
                )
            )
        return self._between(title, shown, care)

    def heat(self, grid: pd.DataFrame | None, *, caption: str, **about) -> Block:
        """A table whose cells read ``Step 1, 1 to go``, shaded by what is still to go.

        The words say all that the shade says.
        """
        shown = self.table(grid, caption=caption, **about)
        return block(table_html.shaded(shown.html))

    def figure(
        self,
        chart,
        *,
        title: str | None,
        subtitle: str = "",
        name: str | None = None,
        needs: Sequence[str] = (),
        care: Iterable[str] | str = (),
        otherwise: str | None = None,
        picture: bool = False,
    ) -> Block:
        """A chart with its headline, its statistical subtitle and the data behind it.

        ``chart`` has ``svg``, ``alt`` and ``data``; None gives the gap. Where ``title`` is None
        the subtitle leads. ``care`` and ``otherwise`` are as of a table. ``picture`` offers the
        figure as a PNG as well, which the Word document of the page takes over.
        """
        if not title:
            title, subtitle = subtitle, ""
        if chart is None:
            shown = blocks.instead(otherwise) if otherwise else self._gap(title, needs)
            return self._between(None, shown, care)
        if self._is_withheld(chart.data):
            return blocks.withheld(subtitle or title)
        if not chart.alt.strip():
            raise ValueError(f"The chart '{title}' has no written alternative.")
        data = ""
        if chart.data is not None and len(chart.data):
            data = table_html.table_html(
                chart.data,
                caption=f"Data: {subtitle or title}",
                name=name or slug(title),
                is_open=False,
                summary="The data behind this figure",
                source=self._files(needs),
            )
        content = chart.picture() if picture else None
        if content:
            data += "\n" + table_html.picture_html(content, name=name or slug(title), title=title)
        below = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
        drawn = block(
            f'<figure><figcaption><p class="title">{escape(title)}</p>{below}</figcaption>\n'
            f'<div class="scroll chart" tabindex="0"><img alt="{escape(chart.alt, quote=True)}" '
            f'src="{blocks.data_url("image/svg+xml", chart.svg)}"></div>\n{data}</figure>'
        )
        return self._between(None, drawn, care)

    def _between(self, title: str | None, shown: Block, care: Iterable[str] | str) -> Block:
        """An exhibit between its headline and its cautions, as far as it has them."""
        return block(self.finding(title).html, shown.html, self.read_with_care(care).html)

    def read_with_care(self, cautions: Iterable[str] | str) -> Block:
        """What to bear in mind while reading the section, in a line or two."""
        lines = [cautions] if isinstance(cautions, str) else list(cautions)
        lines = [line for line in lines if line]
        return block(blocks.notice("care", "Read with care.", *lines)) if lines else EMPTY

    def method(self, text: str | Iterable[str]) -> Block:
        """How the section's figures are worked out, folded away. Light Markdown."""
        if not isinstance(text, str):
            text = "\n".join(f"- {line}" for line in text if line)
        if not text.strip():
            return EMPTY
        return block(
            blocks.details("How this is worked out", markdown.note_html(text), kind="method")
        )

    def commentary(self, section: str) -> Block:
        """What people wrote about the section in ``cycle.yml``, signed by role and dated.

        What was written long before the meeting, or without a day, is marked as not renewed.
        """
        notes = []
        for entry in self.cycle.commentary:
            if slug(entry.get("section", "")) != slug(section) or not entry.get("text"):
                continue
            role, dated = entry.get("signed_by") or "Not signed", entry.get("dated")
            signed = f"{role}, {periods.in_words(str(dated)) if dated else 'not dated'}"
            read = periods.read_day(str(dated)) if dated else None
            if not read or periods.days_between(read, self.cycle.as_at) > _COMMENTARY_LASTS:
                signed += ". Expired: not renewed for this meeting"
            notes.append(
                f'<blockquote class="commentary">{markdown.note_html(str(entry["text"]))}'
                f'<p class="signed">{escape(signed)}</p></blockquote>'
            )
        return block(*notes) if notes else EMPTY

    # The foot of the page

    def gaps(self, tables: Iterable[str]) -> Block:
        """The returns among ``tables`` that were not supplied, and what each would show."""
        missing = [TABLES[name] for name in tables if self[name].empty]
        if not missing:
            return block("<p>Every return that this report can use was supplied.</p>")
        return block(
            '<dl class="gaps">'
            + "".join(
                f"<div><dt>{escape(table.title)}: not supplied</dt>"
                f"<dd>{escape(table.shows)}</dd></div>"
                for table in missing
            )
            + "</dl>"
        )

    def sources(self, *publications: str) -> Block:
        """The return files behind the page, or those of the publications named."""
        files = self.returns if self.report is None else self.used
        if publications:
            files = files[files["publication"].isin(publications)]
        caption = "Returns used for this " + ("cycle" if self.report is None else "page")
        return self.table(report_provenance.listed(files), caption=caption, name="sources")

    def provenance(self, **parameters: str) -> Block:
        """What made the page: commissioner, cycle, parameters, returns and package versions.

        A report's fingerprint is that of the returns behind it: another return changes nothing.
        """
        facts = {
            "Commissioner": self.cycle.commissioner,
            "Cycle": self.label,
            **parameters,
            "Audience": self.cycle.audience,
        }
        whole = self.report is None
        returns = self.returns if whole else self.used
        return block(report_provenance.provenance(facts, returns=returns, whole=whole))

    # Inside

    def _files(self, needs: Sequence[str]) -> str:
        """The return files that fed the tables named, in a line: an assurer's way back.

        A published file without a row of the commissioner's stands behind no figure.
        """
        fed = {name: set(self[name]["source_file"].dropna()) for name in needs}
        behind = set(self.used["file"])
        ours = {f for name in fed for f in fed[name] if TABLES[name].local or f in behind}
        files = sorted(ours or set().union(*fed.values()))
        more = f" and {len(files) - _MOST_FILES} more" if len(files) > _MOST_FILES else ""
        return ", ".join(files[:_MOST_FILES]) + more

    def _gap(self, what: str, needs: Sequence[str]) -> Block:
        missing = [TABLES[name] for name in needs if self[name].empty]
        if not missing:
            lead = f"{what.rstrip('.')}: not known."
            return block(blocks.notice("gap", lead, "The returns of this cycle do not give it."))
        titles = ", ".join(table.title for table in missing)
        return block(
            blocks.notice(
                "gap",
                f"{what.rstrip('.')}: not known.",
                f"Missing from this cycle: {titles}.",
                *dict.fromkeys(table.shows for table in missing),
            )
        )

    def _is_withheld(self, frame: pd.DataFrame | None) -> bool:
        if self.cycle.audience != "public" or frame is None:
            return False
        names = {str(column) for column in (*frame.columns, *frame.index.names)}
        by_type = "area_type" in names and frame["area_type"].eq("practice").any()
        return bool(names & _PRACTICE_COLUMNS) or bool(by_type)

    def _csv(self, name: str, columns: Sequence[str]) -> pd.DataFrame:
        path = project.processed(self.label) / name
        try:
            return pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
        except (FileNotFoundError, pd.errors.EmptyDataError):
            return pd.DataFrame({column: pd.Series(dtype="str") for column in columns})


def _instead(said: str) -> Block:
    return block(f"<p>{escape(said)}</p>") if said.strip() else EMPTY  # a blank says nothing
