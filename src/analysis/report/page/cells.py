"""A frame's columns and values as a reader meets them, and as a CSV keeps them."""

import math
import re
import unicodedata
from collections.abc import Iterable
from html import escape
from numbers import Real

import numpy as np
import pandas as pd

from analysis.project import periods
from analysis.report.page.blocks import data_url, words
from analysis.writing import phrases

# Last words of a column's name that are units, as its heading writes them.
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
_HARMLESS = re.compile(r"^[-+]?£?[0-9,]*\.?[0-9]+%?$")
_UNSEEN = re.compile(r"^[\s\ufeff\u00ad\u200b-\u200f\u2060\x00-\x1f]+")


def heading(name) -> str:
    """A column's name as a heading: ``annual_budget_gbp`` gives ``Annual budget (£)``.

    A name that is already written for a reader (capitals or spaces) keeps its words.
    """
    name = str(name)
    if not re.fullmatch(r"[a-z0-9_]+", name):
        return phrases.first_up(name)
    parts, unit = name.split("_"), ""
    if "gbp" in parts[1:] and "per" in parts[parts.index("gbp") :]:  # cost_gbp_per_patient
        place = parts.index("gbp")
        parts, unit = parts[:place], f"£ {_spelled(parts[place + 1 :])}"
    elif len(parts) > 1 and parts[-1] in _UNITS:
        parts, unit = parts[:-1], _UNITS[parts[-1]]
    return phrases.first_up(_spelled(parts)) + (f" ({unit})" if unit else "")


def cells(values: pd.Series, *, units: pd.Series | None = None) -> tuple[list[str], bool]:
    """A column's cells as escaped text, and whether they are figures (and align to the right).

    The unit is that of the column's name, or each row's own in ``units``.
    """
    if units is not None:
        pairs = zip(values, units, strict=True)
        return [escape(phrases.figure(None if pd.isna(v) else v, u)) for v, u in pairs], True
    present = [value for value in values if not pd.isna(value)]
    numbers = [float(value) for value in present if _is_number(value)]
    written = (isinstance(value, str) and _NUMERAL.match(value) for value in present)
    form = _form(str(values.name), numbers)
    is_figures = bool(present) and (len(numbers) == len(present) or all(written))
    return [_cell(value, form) for value in values], is_figures


def number_format(name: str, numbers: list[float]) -> str:
    """How a spreadsheet shows a column of numbers: as many decimals as the page shows."""
    form = _form(name, numbers)
    places = int(form[-2])
    return ("#,##0" if "," in form else "0") + ("." + "0" * places if places else "")


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its named index as first columns and one line of column names."""
    named = any(name is not None for name in frame.index.names)
    made = frame.reset_index(drop=not named)
    made.columns = [
        " ".join(str(part) for part in column if part != "")
        if isinstance(column, tuple)
        else column
        for column in made.columns
    ]
    return made


def csv_text(frame: pd.DataFrame) -> str:
    """A frame as CSV: LF line ends, numbers as decimals, text that no spreadsheet will run."""
    safe = flat(frame).astype("object").map(_csv_cell)
    safe.columns = [_csv_cell(str(column)) for column in safe.columns]
    return safe.to_csv(index=False, lineterminator="\n")


def decimal_text(value: float) -> str:
    """A number as decimal text without an exponent, to 12 digits: more differ by machine."""
    number = float(value)
    if not math.isfinite(number):
        return ""
    text = np.format_float_positional(number, precision=12, fractional=False, trim="-")
    return "0" if text == "-0" else text


def _cell(value, form: str) -> str:
    if pd.isna(value):
        return words(None)
    if isinstance(value, (bool, np.bool_)):
        return "Yes" if value else "No"
    if _is_number(value):
        text = format(float(value), form)
        return text if text.strip("-0.,") else text.removeprefix("-")  # no sign on nothing
    if hasattr(value, "svg"):  # a small chart in the row of its figure
        source = data_url("image/svg+xml", value.svg)
        kind = "icon" if len(value.data) == 0 else "spark"
        return f'<img class="{kind}" alt="{escape(value.alt)}" src="{source}">'
    text = _text(value)
    if all(_DAY.match(part) for part in text.split(" to ")):
        text = " to ".join(periods.in_words(part) for part in text.split(" to "))
    return lines(text)


def lines(text: str) -> str:
    """Text as HTML that breaks where its author broke it."""
    return escape(text).replace("\n", "<br>")


def _csv_cell(value) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if _is_number(value):
        return decimal_text(value)
    text = value.alt if hasattr(value, "alt") else _text(value)
    return inert(text)


def inert(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what would start a formula.

    Full-width signs count as the plain ones, and signs that nobody sees (a byte-order mark, a
    space without width) as none.
    """
    starts = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).startswith(("=", "+", "-", "@"))
    runs = starts or text.startswith(("\t", "\r"))
    return f"'{text}" if runs and not _HARMLESS.match(text) else text


def _text(value) -> str:
    return value.strftime("%Y-%m-%d") if hasattr(value, "strftime") else str(value)


def _is_number(value) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _form(column: str, numbers: list[float]) -> str:
    """How Python writes the numbers of a column: all with the same decimals, so that they line up.

    The unit is what the column's name ends in, or pounds where ``gbp`` is part of it.
    """
    parts = column.split("_")
    if parts[-1] == "year":
        return ".0f"
    largest = max((abs(number) for number in numbers), default=0.0)
    whole = all(number == round(number) for number in numbers)
    if parts[-1] in ("percent", "pp", "fte"):
        places = 1
    elif parts[-1] in ("headcount", "days") or whole:
        places = 0
    elif "gbp" in parts:
        places = 0 if largest >= 1000 else 2
    else:
        places = 1 if largest >= 10 else 2
    return f",.{places}f"


def _spelled(parts: Iterable[str]) -> str:
    """The parts of a column's name as words: ``low``, ``95`` as ``low end of 95% band``."""
    spelled: list[str] = []
    for part in parts:
        before = spelled[-1] if spelled else ""
        if part in _CAPITALS:
            part = part.upper()
        elif part.isdigit() and before == "per":
            part = f"{int(part):,}"
        elif part.isdigit() and before in ("low", "high"):  # low_95, high_998
            part = f"end of {part[:2]}{'.' if part[2:] else ''}{part[2:]}% band"
        spelled.append("£" if part == "gbp" else part)
    return " ".join(spelled)
