"""What a notebook shows of one cycle.

Every method copes with what is missing: a notebook is shown the figure or the gap.
"""

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from analysis.project import Cycle, periods
from analysis.report.page import markdown, measure_card, provenance, table_html
from analysis.report.page.blocks import EMPTY, Block, block, data_url, notice, part, slug, words
from analysis.report.page.cycle_data import CycleData
from analysis.report.page.data_age import data_as_at
from analysis.tables import TABLES
from analysis.writing.phrases import first_up

ILLUSTRATIVE = "Illustrative: built from synthetic returns; no figure describes a real practice."
_MOST_CARDS = 4
_LASTS = 60  # days before the meeting: an older judgement was carried over unread


class Page(CycleData):
    """One cycle, ready to be shown: ``page.measures``, ``page["ledger_line"]``, ``page.table``."""

    # The head of the page

    def status(self, *more: str | None) -> Block:
        """Committee and date, draft or approved, data as at, illustrative; ``more`` sentences."""
        cycle, data = self.cycle, data_as_at(self.ages, self.cycle.as_at)
        day = periods.in_words(cycle.committee_date or cycle.label)
        unset = "" if cycle.committee_date else ", day not set"
        return block(
            part(
                "status",
                committee=f"{cycle.committee}, {day}{unset}",
                state="Approved" if cycle.status == "approved" else "DRAFT, not approved",
                lines=[line for line in (data, *more) if line],
                illustrative=ILLUSTRATIVE if self.illustrative else "",
            )
        )

    def answer(self, sentences: Iterable, *, figures: Iterable = ()) -> Block:
        """The answer in computed sentences, the most important first, and its ``key_figures``.

        ``sentences`` are plain or ``(sentence, section)``: a link to a section's heading or id.
        A sentence that is None is left out.
        """
        shown = []
        for entry in sentences:
            sentence, section = (entry, "") if isinstance(entry, str) or not entry else entry
            if sentence:
                title = first_up(str(section or "").replace("-", " "))
                shown.append((sentence, section and slug(section), title))
        return block(part("answer", sentences=shown), self.key_figures(figures).html)

    def key_figures(self, cards: Iterable[Sequence[str] | None]) -> Block:
        """At most four figures: ``(label, figure, comparison)``. None is left out.

        Raises ``ValueError`` for a fifth.
        """
        kept = [card for card in cards if card]
        if len(kept) > _MOST_CARDS:
            raise ValueError(f"{len(kept)} key figures: a reader takes in {_MOST_CARDS} at most.")
        shown = [
            (label, words(figure), [line for line in comparison if line])
            for label, figure, *comparison in kept
        ]
        return block(part("key_figures", cards=shown)) if shown else EMPTY

    # A section

    def finding(self, text: str | None) -> Block:
        """The section's headline, computed. Nothing where there is nothing to say."""
        return block(f'<h3 class="finding">{escape(text)}</h3>') if text else EMPTY

    def paragraph(self, sentences: Iterable[str | None]) -> Block:
        """Computed sentences as a paragraph; those that are None are left out."""
        text = " ".join(one for one in sentences if one)
        return block(f"<p>{escape(text)}</p>") if text else EMPTY

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

        ``title`` is the computed headline above it, ``care`` what to bear in mind below it.
        ``name`` is the download's file name, unique in the notebook; ``needs`` names the tables
        that the frame was made from. More than 20 rows, or ``open=False``, fold away.
        ``otherwise`` is written in place of the gap where no row is good news. ``download`` is a
        fuller frame to take away. A ``wide`` table may be wider than the text.
        """
        if frame is None or not len(frame):
            shown = self._instead(otherwise, caption, needs)
        elif self.is_withheld(frame, download):
            shown = _withheld(caption)
        else:
            shown = table_html.table_html(
                frame,
                caption=caption,
                name=name or slug(caption),
                note=note,
                is_open=open,
                download=download,
                wide=wide,
                source=self.files_behind(needs),
            )
        return block(self.finding(title).html, shown, self.read_with_care(care).html)

    def heat(self, grid: pd.DataFrame | None, *, caption: str, **about) -> Block:
        """A table whose cells read ``Step 1, 1 to go``, shaded by what is still to go."""
        return block(table_html.shaded(self.table(grid, caption=caption, **about).html))

    def figure(
        self,
        chart,
        *,
        title: str | None = None,
        subtitle: str = "",
        name: str | None = None,
        needs: Sequence[str] = (),
        care: Iterable[str] | str = (),
        otherwise: str | None = None,
        picture: bool = False,
    ) -> Block:
        """A chart with its headline, its statistical subtitle and the data behind it.

        ``chart`` has ``svg``, ``alt`` and ``data``; None gives the gap. Other options are as of a
        table. ``picture`` offers a PNG as well, which the Word document of the page shows.
        """
        if not title:
            title, subtitle = subtitle, ""
        if chart is None:
            shown = self._instead(otherwise, title, needs)
            return block(shown, self.read_with_care(care).html)
        if self.is_withheld(chart.data):
            return block(_withheld(subtitle or title), self.read_with_care(care).html)
        if not chart.alt.strip():
            raise ValueError(f"The chart '{title}' has no written alternative.")
        name, data = name or slug(title), ""
        if chart.data is not None and len(chart.data):
            data = table_html.table_html(
                chart.data,
                caption=f"Data: {subtitle or title}",
                name=name,
                is_open=False,
                summary="The data behind this figure",
                source=self.files_behind(needs),
            )
        content = chart.picture() if picture else None
        if content:
            data += "\n" + table_html.picture_html(content, name=name, title=title)
        url = data_url("image/svg+xml", chart.svg)
        icons = [
            (icon.alt, data_url("image/svg+xml", icon.svg)) for icon in getattr(chart, "icons", ())
        ]
        about = {"title": title, "subtitle": subtitle, "alt": chart.alt, "url": url}
        drawn = part("figure", **about, icons=icons, data=data)
        return block(drawn, self.read_with_care(care).html)

    def read_with_care(self, cautions: Iterable[str] | str) -> Block:
        """What to bear in mind while reading the section, in a line or two."""
        lines = [cautions] if isinstance(cautions, str) else cautions
        lines = [line for line in lines if line]
        return block(notice("care", "Read with care.", *lines)) if lines else EMPTY

    def method(self, text: str | Iterable[str]) -> Block:
        """How the section's figures are worked out, folded away. Light Markdown."""
        if not isinstance(text, str):
            text = "\n".join(f"- {line}" for line in text if line)
        if not text.strip():
            return EMPTY
        summary, body = "How this is worked out", markdown.note_html(text)
        return block(part("details", kind="method", summary=summary, body=body))

    def commentary(self, section: str) -> Block:
        """What people wrote about the section in ``cycle.yml``; what is old or undated says so."""
        written = [one for one in self.cycle.commentary if slug(one["section"]) == slug(section)]
        return block(
            *(
                part(
                    "commentary",
                    text=markdown.note_html(str(entry["text"])),
                    signed=_signed(entry, self.cycle),
                )
                for entry in written
            )
        )

    # The foot of the page

    def gaps(self, tables: Iterable[str]) -> Block:
        """The returns among ``tables`` that were not supplied, and what each would show."""
        missing = [TABLES[name] for name in tables if self[name].empty]
        if not missing:
            return block("<p>Every return that this report can use was supplied.</p>")
        rows = [(f"{table.title}: not supplied", table.shows) for table in missing]
        return block(part("facts", kind="gaps", rows=rows))

    def sources(self, *publications: str) -> Block:
        """The return files behind the page, or those of the publications named."""
        files = self._files_of_page()
        if publications:
            files = files[files["publication"].isin(publications)]
        caption = "Returns used for this " + ("cycle" if self.report is None else "page")
        return self.table(provenance.listed(files), caption=caption, name="sources", open=False)

    def provenance(self, **parameters: str) -> Block:
        """What made the page: commissioner, cycle, parameters, returns and package versions."""
        facts = {
            "Commissioner": self.cycle.commissioner,
            "Cycle": self.label,
            **parameters,
            "Audience": self.cycle.audience,
        }
        whole = self.report is None
        return block(provenance.provenance(facts, returns=self._files_of_page(), whole=whole))

    # For who writes the notebook

    def how(self, measure: str) -> Block:
        """For JupyterLab: a measure's card, its function and the returns behind it."""
        return measure_card.how(measure, figures=self.measures, returns=self.returns)

    # Inside

    def _files_of_page(self) -> pd.DataFrame:
        return self.returns if self.report is None else self.used

    def _instead(self, otherwise: str | None, what: str, needs: Sequence[str]) -> str:
        """What is written in place of an exhibit: ``otherwise``, of which a blank is nothing."""
        if otherwise:
            return f"<p>{escape(otherwise)}</p>" if otherwise.strip() else ""
        missing = [TABLES[name] for name in needs if self[name].empty]
        lines = ["The returns of this cycle do not give it."]
        if missing:
            titles = ", ".join(table.title for table in missing)
            shows = dict.fromkeys(table.shows for table in missing)
            lines = [f"Missing from this cycle: {titles}.", *shows]
        return notice("gap", f"{what.rstrip('.')}: not known.", *lines)


def _withheld(what: str) -> str:
    """What the public edition has in place of rows about single practices."""
    text = "The public edition shows no row about a single practice."
    return notice("gap", f"{what.rstrip('.')}: not shown.", text)


def _signed(entry: dict, cycle: Cycle) -> str:
    """Who wrote it and when, and that it has expired where it was written long before."""
    day = entry.get("dated") and periods.read_day(str(entry["dated"]))
    written = periods.in_words(str(entry["dated"])) if entry.get("dated") else "not dated"
    signed = f"{entry.get('signed_by') or 'Not signed'}, {written}"
    if day and periods.days_between(day, cycle.as_at) <= _LASTS:
        return signed
    return f"{signed}. Expired: not renewed for this meeting"
