"""A frame as a reader meets it: an accessible table, and a CSV to take away."""

import base64
import math
import re
from html import escape

import numpy as np
import pandas as pd

from analysis.project import periods
from analysis.report.page.blocks import data_url, details, slug
from analysis.report.page.blocks import words as in_words
from analysis.writing import phrases

LONG = 20  # rows that a reader takes in at a glance; more are folded away
_MANY = 7  # columns that fill the width of the text

# Last words of a column's name that are units, as they stand in its heading.
_UNITS = {
    "gbp": "£",
    "percent": "%",
    "fte": "FTE",
    "headcount": "headcount",
    "days": "days",
    "pp": "percentage points",
}
_CAPITALS = frozenset(
    """aho apms ccg cqc des dna ehr fte gms gp gpad gpfv icb it les nhs ods odt pca pcn pms ppg
    qipp qof sha256 sicbl spc stp ytd""".split()
)
_DAY = re.compile(r"^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$")
_NUMERAL = re.compile(
    r"^[-+−]?£?[\d,]+(\.\d+)?( ?(%|FTE|headcount|days|patients|practices)| \(\d+\))?$"
)
_DOWNLOAD = re.compile(r"^[-+]?£?[\d,]*\.?\d+%?$")


def heading(name) -> str:
    """A column's name as a heading: ``annual_budget_gbp`` gives ``Annual budget (£)``.

    A name that is already written for a reader (capitals or spaces) keeps its words.
    """
    name = str(name)
    if not re.fullmatch(r"[a-z0-9_]+", name):
        return name[:1].upper() + name[1:]
    parts = name.split("_")
    unit = ""
    if "gbp" in parts[1:] and "per" in parts[parts.index("gbp") :]:  # cost_gbp_per_patient
        place = parts.index("gbp")
        unit = "£ " + _phrase(parts[place + 1 :], first=False)
        parts = parts[:place]
    elif len(parts) > 1 and parts[-1] in _UNITS:
        unit = _UNITS[parts[-1]]
        parts = parts[:-1]
    phrase = _phrase(parts)
    return f"{phrase} ({unit})" if unit else phrase


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
    the frame to take away, where it holds more than is shown. A ``wide`` table may be wider than
    the text where the screen is. ``source`` names the return files behind it.
    """
    frame = _flat(frame)
    shown = _shown(frame)
    columns = [_column(shown[column], unit) for column, unit in _with_units(frame, shown)]
    label = slug(name)
    head = "".join(
        f'<th scope="col"{_right(numeric)}>{_lines(heading(column))}</th>'
        for column, (_, numeric) in zip(shown.columns, columns, strict=True)
    )
    body = []
    for number in range(len(shown)):
        first, *rest = ((cells[number], numeric) for cells, numeric in columns)
        total = ' class="total"' if re.match(r"(Total|All)\b", first[0]) else ""
        body.append(
            f'<tr{total}><th scope="row"{_right(first[1])}>{first[0]}</th>'
            + "".join(f"<td{_right(numeric)}>{cell}</td>" for cell, numeric in rest)
            + "</tr>"
        )
    many = ' class="many"' if len(columns) >= _MANY else ""
    html = (
        f'<div class="scroll" role="group" aria-labelledby="caption-{label}" tabindex="0">\n'
        f'<table{many}><caption id="caption-{label}"><span>{escape(caption)}</span></caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(body) + "\n</tbody></table></div>"
    )
    if note:
        html += f'\n<p class="note">{escape(note)}</p>'
    saved = frame if download is None else download
    html += f"\n{download_html(saved, caption=caption, name=name, source=source)}"
    if is_open and len(shown) <= LONG:
        return f'<div class="table{" wide" if wide else ""}">\n{html}\n</div>'
    rows = f"{len(shown):,} row" + ("" if len(shown) == 1 else "s")
    return details(summary or f"{caption} ({rows})", html, kind="table")


def shaded(html: str) -> str:
    """Mark a table's cells by the steps that their words say are still to go."""
    html = re.sub(r"<td>(Step [^<]*, there)</td>", r'<td class="there">\1</td>', html)
    return re.sub(r"<td>(Step [^<]*, (\d)[\d.]* to go)</td>", r'<td class="to-go-\2">\1</td>', html)


def download_html(frame: pd.DataFrame, *, caption: str, name: str, source: str = "") -> str:
    """The link that saves a frame: it carries the file, so that a mailed page still has it."""
    content = csv_text(frame)
    size = max(1, math.ceil(len(content.encode("utf-8")) / 1024))
    return (
        f'<p class="download"><a download="{slug(name)}.csv" '
        f'href="{data_url("text/csv;charset=utf-8", content)}">'
        f'Download this table ({size:,} KB CSV)<span class="hidden">: {escape(caption)}</span>'
        f"</a>{escape(f' Source: {source}') if source else ''}</p>"
    )


def picture_html(content: bytes, *, name: str, title: str) -> str:
    """The link that saves a figure as a PNG."""
    coded = base64.b64encode(content).decode("ascii")
    return (
        f'<p class="download"><a download="{slug(name)}.png" href="data:image/png;base64,{coded}">'
        f'Save this figure as a picture<span class="hidden">: {escape(title)}</span></a></p>'
    )


def csv_text(frame: pd.DataFrame) -> str:
    """A frame as CSV: LF line ends, numbers as decimals, text that no spreadsheet will run."""
    frame = _flat(frame)
    safe = pd.DataFrame(
        {
            place: [_csv_cell(value) for value in frame.iloc[:, place]]
            for place in range(frame.shape[1])
        }
    )
    safe.columns = [_csv_cell(str(column)) for column in frame.columns]
    return safe.to_csv(index=False, lineterminator="\n")


def decimal_text(value: float) -> str:
    """A number as decimal text: no exponent, no trailing zero, 12 significant digits.

    Beyond the twelfth digit stands the arithmetic's noise, which differs between machines.
    """
    number = float(value)
    if not math.isfinite(number):
        return ""
    text = np.format_float_positional(number, precision=12, fractional=False, trim="-")
    return "0" if text == "-0" else text


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its named index as first columns and one line of column names."""
    named = [name for name in frame.index.names if name is not None]
    flat = frame.reset_index(drop=not named)
    flat.columns = [
        " ".join(str(part) for part in column if part != "")
        if isinstance(column, tuple)
        else column
        for column in flat.columns
    ]
    return flat


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    hidden = {"unit"} if {"value", "unit"} <= set(frame.columns) else set()
    return frame[[column for column in frame.columns if column not in hidden]]


def _with_units(frame: pd.DataFrame, shown: pd.DataFrame):
    for column in shown.columns:
        by_row = column == "value" and "unit" in frame.columns
        yield column, frame["unit"] if by_row else _unit(str(column))


def _column(values: pd.Series, unit) -> tuple[list[str], bool]:
    """A column's cells as escaped text, and whether they are figures (and stand to the right)."""
    if isinstance(unit, pd.Series):
        pairs = zip(values, unit, strict=True)
        cells = [in_words(None) if _missing(v) else escape(phrases.figure(v, u)) for v, u in pairs]
        return cells, True
    present = [value for value in values if not _missing(value)]
    numbers = [float(value) for value in present if _is_number(value)]
    places = _places(numbers, unit)
    cells = [_cell(value, places, unit) for value in values]
    numeric = bool(present) and (
        len(numbers) == len(present)
        or all(isinstance(value, str) and _NUMERAL.match(value) for value in present)
    )
    return cells, numeric


def _cell(value, places: int, unit: str) -> str:
    if _missing(value):
        return in_words(None)
    if isinstance(value, (bool, np.bool_)):
        return "Yes" if value else "No"
    if _is_number(value):
        if unit == "year":
            return f"{float(value):.0f}"
        text = f"{float(value):,.{places}f}"
        return text if text.strip("-0.,") else text.removeprefix("-")  # no sign on nothing
    if hasattr(value, "svg") and hasattr(value, "alt"):  # a sparkline beside its figure
        source = data_url("image/svg+xml", value.svg)
        return f'<img class="spark" alt="{escape(value.alt, quote=True)}" src="{source}">'
    if hasattr(value, "strftime"):
        value = value.strftime("%Y-%m-%d")
    text = str(value)
    if all(_DAY.match(part) for part in text.split(" to ")):
        text = " to ".join(periods.in_words(part) for part in text.split(" to "))
    return _lines(text)


def _lines(text: str) -> str:
    """Text as HTML that breaks where its author broke it."""
    return escape(text).replace("\n", "<br>")


def _unit(column: str) -> str:
    if column == "year" or column.endswith("_year"):
        return "year"
    parts = column.split("_")
    return parts[-1] if parts[-1] in _UNITS else ("gbp" if "gbp" in parts else "")


def _places(numbers: list[float], unit: str) -> int:
    """How many decimals a whole column shows, so that its figures line up."""
    largest = max((abs(number) for number in numbers), default=0.0)
    whole = all(number == round(number) for number in numbers)
    if unit == "gbp":
        return 0 if whole or largest >= 1000 else 2
    if unit in ("percent", "pp", "fte"):
        return 1
    if whole or unit in ("headcount", "days"):
        return 0
    return 1 if largest >= 10 else 2


def number_format(name: str, numbers: list[float]) -> str:
    """How a spreadsheet shows a column of numbers: as many decimals as the page shows."""
    unit = _unit(name)
    if unit == "year":
        return "0"
    places = _places(numbers, unit)
    return "#,##0" + ("." + "0" * places if places else "")


def _phrase(parts: list[str], *, first: bool = True) -> str:
    spelled = []
    for part in parts:
        after_per = spelled and spelled[-1] == "per"
        of_a_band = spelled and spelled[-1] in ("low", "high") and part.isdigit()
        if part in _CAPITALS:
            spelled.append(part.upper())
        elif after_per and part.isdigit():
            spelled.append(f"{int(part):,}")
        elif of_a_band:  # low_95, high_998
            spelled.append(f"end of {part[:2]}{'.' if part[2:] else ''}{part[2:]}% band")
        else:
            spelled.append("£" if part == "gbp" else part)
    text = " ".join(spelled)
    return text[:1].upper() + text[1:] if first else text


def _right(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def _missing(value) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value


def _is_number(value) -> bool:
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def _csv_cell(value) -> str:
    if _missing(value):
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if _is_number(value):
        return decimal_text(value)
    if hasattr(value, "alt") and hasattr(value, "svg"):
        value = value.alt
    elif hasattr(value, "strftime"):
        value = value.strftime("%Y-%m-%d")
    text = str(value)
    # A spreadsheet runs a cell that starts so; an apostrophe makes it text again.
    runs = text.lstrip().startswith(("=", "+", "-", "@")) or text.startswith(("\t", "\r"))
    return f"'{text}" if runs and not _DOWNLOAD.match(text) else text
