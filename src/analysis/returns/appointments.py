"""Appointments in General Practice: by commissioner (monthly, daily), by practice, and coverage.

Layouts seen: 2018 to 2026. ``CCG_CODE`` became ``SUB_ICB_LOCATION_CODE`` in July 2022. Months are
written ``MAR2019`` or as their first day, ``01APR2025``; days ``01-Nov-17``. Words change between
vintages (``Video Conference/Online``, ``Video/Online``) and carry double spaces
(``15  to 21 Days``). A month may come in two files, each of some regions.

The month is the grain: the daily files are summed to months here, the one sum a reader makes.

The coverage file comes with the daily files in one archive and gives, for each commissioner and
month, how many of its open practices sent data and how many patients are registered with them.
Its months are written ``01-NOV-2017``, ``01NOV2017`` or ``Nov-17``.
"""

import pandas as pd

from analysis.project import periods
from analysis.returns import cell_text
from analysis.returns.layout import Reading, Tables
from analysis.returns.layout_files import layouts_of
from analysis.tables.column_types import map_distinct

_COUNTED = ("practices_included", "practices_open", "patients_included", "patients_open")
_WORDED = ("status", "professional", "mode", "wait")

# By the publisher's words in lower case; others stay, in lower case.
_WORDS = {
    "dna": "did not attend",
    "gp": "GP",
    "face-to-face": "face to face",
    "video/online": "video or online",
    "video conference/online": "video or online",
    # Not the publisher's "Unknown", which the same file has too.
    "appt status not provided": "not provided",
    "hcp type not provided": "not provided",
}


def _read_months(reading: Reading) -> Tables:
    return {"appointments": _in_words(reading.pick())}


def _read_days(reading: Reading) -> Tables:
    """Days to months; a count that is no number is passed on, so that a finding names its line."""
    rows = _in_words(reading.pick())
    days = rows.pop("day")
    rows["month"] = cell_text.read_or_keep(days, _month_of)
    reading.oddities += _months_cut_short(days)
    return {
        "appointments": cell_text.summed(
            rows, "appointments", by=["commissioner_code", "month", *_WORDED]
        )
    }


def _read_practices(reading: Reading) -> Tables:
    rows = _in_words(reading.pick())
    rows["category"] = map_distinct(rows["category"], lambda text: " ".join(text.split()))
    unallocated = rows["pcn_code"].str.upper().isin(["U", "UNMAPPED", "UNALIGNED", "UNALLOCATED"])
    return {"practice_appointments": rows.assign(pcn_code=rows["pcn_code"].mask(unallocated))}


def _read_coverage(reading: Reading) -> Tables:
    """Coverage as published; that more sent data than were open is reported, not mended."""
    rows = reading.pick()
    rows["month"] = cell_text.read_or_keep(rows["month"], _month_of)
    included, still_open, patients, of = (
        pd.to_numeric(rows[name], errors="coerce") for name in _COUNTED
    )
    beyond = rows[(included > still_open) | (patients > of)]
    if len(beyond):
        first = beyond.iloc[0]
        reading.oddities.append(
            f"line {first['source_line']}, {first['commissioner_code']} in {first['month']}: more "
            "practices or patients are included than there are, look at the publisher's own file"
            + _and_more(len(beyond) - 1)
        )
    return {"appointment_coverage": rows}


def _and_more(others: int) -> str:
    if not others:
        return ""
    return "; so is one more line" if others == 1 else f"; so are {others:,} more lines"


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    if "month" in rows:
        rows["month"] = cell_text.read_or_keep(rows["month"], periods.read_month)
    return rows.assign(**{name: map_distinct(rows[name], _readable) for name in _WORDED})


def _readable(text: str) -> str:
    """``15  to 21 Days`` gives 15 to 21 days, ``Unknown / Data Issue`` unknown, ``GP`` GP."""
    words = " ".join(text.lower().split())
    return "unknown" if words.startswith("unknown") else _WORDS.get(words, words)


def _month_of(text: str) -> str | None:
    day = cell_text.recent_day(text)
    return day[:7] if day else periods.read_month(text)


def _months_cut_short(days: pd.Series) -> list[str]:
    """Months that start after their 5th day or end before their 25th: a part of a month."""
    found = sorted(filter(None, map(cell_text.recent_day, days.dropna().unique())))
    oddities = []
    for month in sorted({day[:7] for day in found}):
        inside = [int(day[8:]) for day in found if day[:7] == month]
        if inside[0] > 5 or inside[-1] < 25:
            oddities.append(
                f"{periods.in_words(month)} runs from day {inside[0]} to day {inside[-1]} only: "
                "its total is of a part of the month"
            )
    return oddities


LAYOUTS = layouts_of(
    "appointments",
    {
        "appointments_by_month": _read_months,
        "appointments_by_day": _read_days,
        "appointments_by_practice": _read_practices,
        "appointments_coverage": _read_coverage,
    },
)
