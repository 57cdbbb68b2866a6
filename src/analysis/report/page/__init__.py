"""What a notebook shows of one cycle.

Every method copes with what is missing: a notebook is shown the figure or the gap.
"""

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from analysis.report.page import (
    commentary,
    head,
    markdown,
    measure_card,
    missing_returns,
    provenance,
    table_html,
)
from analysis.report.page.blocks import EMPTY, Block, block, data_url, notice, part, slug
from analysis.report.page.cycle_data import CycleData
from analysis.report.page.data_age import data_as_at


class Page(CycleData):
    """One cycle, ready to be shown: ``page.measures``, ``page["ledger_line"]``, ``page.table``."""

    # The head of the page

    def status(self, *more: str | None) -> Block:
        """Committee and date, draft or approved, data as at, illustrative; ``more`` sentences."""
        data = data_as_at(self.used, self.cycle.as_at)
        return head.status(self.cycle, data=data, more=more, illustrative=self.illustrative)

    def answer(self, sentences: Iterable, *, figures: Iterable = ()) -> Block:
        """The answer in computed sentences, the most important first, and its ``key_figures``.

        ``sentences`` are plain or ``(sentence, section)``: a link to a section's heading or id.
        A sentence that is None is left out.
        """
        return block(head.answer(sentences).html, self.key_figures(figures).html)

    def key_figures(self, cards: Iterable[Sequence[str] | None]) -> Block:
        """At most four figures: ``(label, figure, comparison)``. None is left out."""
        return head.key_figures(cards)

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
        title: str | None,
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
            return block(_withheld(subtitle or title))
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
        drawn = part("figure", title=title, subtitle=subtitle, alt=chart.alt, url=url, data=data)
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
        """What people wrote about the section in ``cycle.yml``, signed by role and dated."""
        return commentary.commentary(self.cycle, section)

    # The foot of the page

    def gaps(self, tables: Iterable[str]) -> Block:
        """The returns among ``tables`` that were not supplied, and what each would show."""
        return missing_returns.listed(self._missing(tables))

    def sources(self, *publications: str) -> Block:
        """The return files behind the page, or those of the publications named."""
        files = self._files_of_page()
        if publications:
            files = files[files["publication"].isin(publications)]
        caption = "Returns used for this " + ("cycle" if self.report is None else "page")
        return self.table(provenance.listed(files), caption=caption, name="sources")

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

    def _missing(self, tables: Iterable[str]) -> list[str]:
        return [name for name in tables if self[name].empty]

    def _instead(self, otherwise: str | None, what: str, needs: Sequence[str]) -> str:
        """What is written in place of an exhibit: ``otherwise``, of which a blank is nothing."""
        if otherwise:
            return f"<p>{escape(otherwise)}</p>" if otherwise.strip() else ""
        return missing_returns.gap(what, self._missing(needs)).html


def _withheld(what: str) -> str:
    """What the public edition has in place of rows about single practices."""
    text = "The public edition shows no row about a single practice."
    return notice("gap", f"{what.rstrip('.')}: not shown.", text)
