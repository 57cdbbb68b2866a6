"""A frame as an accessible table with a CSV to take away; a picture to save."""

import math
import re

import pandas as pd

from analysis.report.page.blocks import data_url, part, slug
from analysis.report.page.cells import cells, csv_text, flat, heading, lines
from analysis.writing.phrases import counted

LONG = 20  # rows that a reader takes in at a glance; more are folded away
SORTED = 15  # rows from which a reader looks for one: more can be sorted and filtered
_MANY = 7  # columns that fill the width of the text


def table_html(
    frame: pd.DataFrame,
    *,
    caption: str,
    name: str,
    note: str | None = None,
    is_open: bool = True,
    summary: str | None = None,
    download: pd.DataFrame | None = None,
    wide: bool = False,
    source: str = "",
) -> str:
    """One row per row of the frame, its first column naming the row, with its download.

    More than ``LONG`` rows, or ``is_open=False``, are folded behind ``summary``. ``download`` is
    a fuller frame to take away. A ``wide`` table may be wider than the text. ``source`` names the
    return files behind it. A column ``unit`` is not shown: it is the unit of ``value``.
    """
    frame = flat(frame)
    units = frame["unit"] if {"value", "unit"} <= set(frame.columns) else None
    shown = frame if units is None else frame.drop(columns="unit")
    columns = [cells(shown[c], units=units if c == "value" else None) for c in shown.columns]
    figures = [is_figures for _, is_figures in columns]
    rows = [
        (re.match(r"(Total|All)\b", row[0]), list(zip(row, figures, strict=True)))
        for row in zip(*(column for column, _ in columns), strict=True)
    ]
    html = part(
        "table",
        label=slug(name),
        caption=caption,
        headings=[
            (lines(heading(column)), is_figures)
            for column, is_figures in zip(shown.columns, figures, strict=True)
        ],
        rows=rows,
        classes=" ".join(["many"] * (len(columns) >= _MANY) + ["long"] * (len(rows) > SORTED)),
        note=note,
        download=download_html(
            frame if download is None else download, caption=caption, name=name, source=source
        ),
    )
    if is_open and len(rows) <= LONG:
        return f'<div class="table{" wide" if wide else ""}">\n{html}\n</div>'
    summary = summary or f"{caption} ({counted(len(rows), 'row')})"
    return part("details", kind="table", summary=summary, body=html)


def shaded(html: str) -> str:
    """Mark a table's cells by the steps that their words say are still to go."""
    html = re.sub(r"<td>(Step [^<]*, there)</td>", r'<td class="there">\1</td>', html)
    return re.sub(r"<td>(Step [^<]*, (\d)[\d.]* to go)</td>", r'<td class="to-go-\2">\1</td>', html)


def download_html(frame: pd.DataFrame, *, caption: str, name: str, source: str = "") -> str:
    """The link that saves a frame: it carries the file, so that a mailed page still has it."""
    content = csv_text(frame)
    size = max(1, math.ceil(len(content.encode("utf-8")) / 1024))
    return part(
        "saved",
        file=f"{slug(name)}.csv",
        url=data_url("text/csv;charset=utf-8", content),
        words=f"Download this table ({size:,} KB CSV)",
        caption=caption,
        source=source,
    )


def picture_html(content: bytes, *, name: str, title: str) -> str:
    """The link that saves a figure as a PNG."""
    return part(
        "saved",
        file=f"{slug(name)}.png",
        url=data_url("image/png", content),
        words="Save this figure as a picture",
        caption=title,
        source="",
    )
