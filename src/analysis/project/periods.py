"""Dates as the field writes them: financial years, months M1 to M12, days.

Everywhere in the project a day is ``2017-09-18``, a month ``2017-11`` and a financial year
``2017/18``, all as text, so that they sort, compare and print alike.
"""

import calendar
import re
from datetime import date, timedelta

MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])\Z")
FINANCIAL_YEAR = re.compile(r"([0-9]{4})/([0-9]{2})\Z")

_SPAN = re.compile(r"[0-9]{4}/[0-9]{2}-[0-9]{4}/[0-9]{2}\Z")
# The spreadsheet's number of 1 January 2100: a larger one is something else than a day.
_NO_DAY_NUMBER = 73_050


def financial_year(period: str) -> str:
    """The financial year (April to March) of a month or a day: ``2017-11`` gives ``2017/18``."""
    if FINANCIAL_YEAR.match(period):
        return period
    year, month = int(period[:4]), int(period[5:7])
    first = year if month >= 4 else year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def year_before(year: str) -> str:
    """The financial year before one: ``2017/18`` gives ``2016/17``."""
    first = int(year[:4]) - 1
    return f"{first}/{(first + 1) % 100:02d}"


def month_number(month: str) -> int:
    """The month's number in the financial year: April is 1, March is 12."""
    return (int(month[5:7]) - 4) % 12 + 1


def month_end(month: str) -> str:
    """The last day of a month: ``2018-02`` gives ``2018-02-28``."""
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, calendar.monthrange(year, number)[1]).isoformat()


def add_months(month: str, count: int) -> str:
    """The month ``count`` months later, earlier where negative."""
    index = int(month[:4]) * 12 + int(month[5:7]) - 1 + count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def months(first: str, last: str) -> list[str]:
    """Every month from ``first`` to ``last``; none where ``last`` is earlier."""
    found, month = [], first
    while month <= last:
        found.append(month)
        month = add_months(month, 1)
    return found


def first_day(period: str) -> str:
    """The first day of a day, month or financial year."""
    if FINANCIAL_YEAR.match(period):
        return f"{period[:4]}-04-01"
    return f"{period}-01" if MONTH.match(period) else period


def last_day(period: str) -> str:
    """The last day of a day, month, financial year or span of years."""
    if _SPAN.match(period):
        period = period.split("-")[1]
    if FINANCIAL_YEAR.match(period):
        return f"{int(period[:4]) + 1}-03-31"
    return month_end(period) if MONTH.match(period) else period


def is_over(period, day: str) -> bool:
    """Whether a period has ended by a day; not where it is missing."""
    return isinstance(period, str) and last_day(period) <= day


def is_past(period, day: str) -> bool:
    """Whether a period ended before a day; not where it is missing."""
    return isinstance(period, str) and last_day(period) < day


def days_between(earlier: str, later: str) -> int:
    """Days from one day to another; negative where ``later`` comes first."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def in_words(period: str) -> str:
    """A period as a reader writes it: ``30 November 2017``, ``November 2017``, ``2017/18``."""
    if MONTH.match(period):
        return f"{calendar.month_name[int(period[5:7])]} {period[:4]}"
    if FINANCIAL_YEAR.match(period):
        return period
    try:
        day = date.fromisoformat(period)
    except ValueError:
        return period
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def in_short(period: str) -> str:
    """A period in a narrow column: ``1 Oct 2018``, ``Mar 2018``; a year as its last month."""
    if FINANCIAL_YEAR.match(period):
        period = last_day(period)[:7]
    month = f"{calendar.month_abbr[int(period[5:7])]} {period[:4]}"
    return f"{int(period[8:])} {month}" if len(period) == 10 else month


def read_day(text: str) -> str | None:
    """A day from any way the publishers write one, or None for any other text.

    Known: ``2026-07-01``, ``20130401``, ``01/04/2015``, ``01JAN2021``, ``1 October 2017``,
    ``2016-04-01 00:00:00``, and a spreadsheet's day number such as ``36251`` (two digits of
    year are refused: the century would be a guess). Days come before months, as in Britain.
    """
    text = text.strip()
    for form in (
        r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[ T][0-9:.+Z]*)?\Z",
        r"([0-9]{4})([0-9]{2})([0-9]{2})\Z",
    ):
        if found := re.match(form, text):
            return _day(*found.groups())
    found = re.match(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?: [0-9:.]*)?\Z", text)
    if found:
        return _day(*reversed(found.groups()))
    found = re.match(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]?([A-Za-z]{3,9})[ -]?([0-9]{4})\Z", text)
    if found:
        return _day(found.group(3), _month_called(found.group(2)) or 0, found.group(1))
    if re.match(r"[1-9][0-9]{4}(\.0+)?\Z", text) and float(text) < _NO_DAY_NUMBER:
        # Days since 30 December 1899, as spreadsheets count.
        return (date(1899, 12, 30) + timedelta(days=int(float(text)))).isoformat()
    return None


def read_month(text: str) -> str | None:
    """A month from ``2017-11``, ``201711``, ``11/2017``, ``MAR2019``, ``Mar-19`` or any day."""
    text = text.strip()
    found = re.match(r"([0-9]{4})[-/]?(0[1-9]|1[0-2])\Z", text)
    if found:
        return f"{found.group(1)}-{found.group(2)}"
    found = re.match(r"(0?[1-9]|1[0-2])/([0-9]{4})\Z", text)
    if found:
        return f"{found.group(2)}-{int(found.group(1)):02d}"
    found = re.match(r"([A-Za-z]{3,9})[ -]?([0-9]{4}|[0-9]{2})\Z", text)
    if found and _month_called(found.group(1)):
        year = found.group(2) if len(found.group(2)) == 4 else f"20{found.group(2)}"
        return f"{year}-{_month_called(found.group(1)):02d}"
    day = read_day(text)
    return day[:7] if day else None


def read_financial_year(text: str) -> str | None:
    """A financial year from ``2017/18``, ``2017-18``, ``201718``, ``2017/2018`` or ``17/18``.

    Four digits alone are refused: ``2021`` is a calendar year more often than 2020/21.
    """
    text = text.strip()
    found = re.match(r"(?:FY ?)?([0-9]{4})[-/_ ]?([0-9]{4})\Z", text)
    if found and int(found.group(2)) == int(found.group(1)) + 1:
        return f"{found.group(1)}/{found.group(2)[2:]}"
    found = re.match(r"(?:FY ?)?(?:([0-9]{4})[-/_ ]?|([0-6][0-9])[-/_ ])([0-9]{2})\Z", text)
    if found:
        first = int(found.group(1) or f"20{found.group(2)}")
        if (first + 1) % 100 == int(found.group(3)):
            return f"{first}/{found.group(3)}"
    return None


def read_period(text: str) -> str | None:
    """A day, month, financial year or span of years, whichever the text is.

    ``2011-12`` is December 2011, as months are written here; ``2011/12`` is the year.
    """
    text = text.strip()
    if _SPAN.match(text):
        years = text.split("-")
        return text if all(map(read_financial_year, years)) and years[0] < years[1] else None
    if MONTH.match(text):
        return text
    return read_financial_year(text) or read_day(text) or read_month(text)


def _month_called(word: str) -> int | None:
    """The number of a month by its name or its first letters, three at least."""
    names = enumerate(calendar.month_name)
    return next((i for i, name in names if i and name.lower().startswith(word.lower())), None)


def _day(year, month, day) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
