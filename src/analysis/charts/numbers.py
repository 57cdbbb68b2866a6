"""Numbers as a chart's labels and axes print them, and where axes put their marks."""

import math
from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd

from analysis.project import periods

# What a unit is called in words. Pounds and percent carry their sign on every label instead.
_WORDS = {
    "gbp": "pounds",
    "percent": "percent",
    "fte": "FTE",
    "headcount": "people",
    "points": "points",
    "fte_per_1000": "FTE per 1,000 patients",
    "appointments_per_1000": "appointments per 1,000 patients",
    "contacts_per_1000": "contacts per 1,000 patients",
    "minutes_per_1000": "minutes per 1,000 patients",
}
_SIGNED = ("gbp", "percent")


def unit_words(unit: str) -> str:
    """A unit in words: ``fte`` gives ``FTE``, ``patients_weighted`` loses its mark."""
    return _WORDS.get(unit, unit.replace("_", " "))


def unit_note(unit: str) -> str:
    """What to print once at an axis, empty where every label carries the unit's own sign."""
    return "" if unit in _SIGNED else unit_words(unit)


def labeller(values: Sequence[float], *, unit: str) -> Callable[[float], str]:
    """A function from a value to its label, with one precision for all ``values``."""
    if unit == "gbp":
        pence = any(abs(v) < 1000 and v != round(v) for v in values) and max(map(abs, values)) < 1e4
        return lambda value: _pounds(value, pence=pence)
    places = _places(values, unit)
    if unit == "percent":  # none and all are exact, and look it
        return lambda value: f"{number(value, 0 if value in (0, 100) else places)}%"
    return lambda value: number(value, places)


def figure(value: float, unit: str) -> str:
    """A value with its unit, as a sentence has it."""
    label = labeller([value], unit=unit)(value)
    return label if unit in _SIGNED else f"{label} {unit_words(unit)}"


def signed(label: str) -> str:
    """A label with its plus sign where it has no minus."""
    return label if label.startswith("−") else f"+{label}"


def number(value: float, places: int) -> str:
    """A number with thousands commas and a true minus sign; no minus before a zero."""
    text = f"{abs(value):,.{places}f}"
    return f"−{text}" if value < 0 and any(c in "123456789" for c in text) else text


def ticks(low: float, high: float, *, most: int = 6) -> list[float]:
    """At most ``most`` round values from at or under ``low`` to at or over ``high``."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / (most - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    for times in (1, 2, 2.5, 5, 10, 20, 25):
        step = times * power
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first < most:
            break
    return [round(step * count, 10) for count in range(first, last + 1)]


def tick_labels(values: Sequence[float], *, unit: str) -> list[str]:
    """Labels for an axis: one scale and the fewest decimals that tell the marks apart."""
    scale, end = 1.0, ""
    if unit == "gbp":
        top = max(map(abs, values))
        scale, end = next(
            ((s, e) for s, e in ((1e9, "bn"), (1e6, "m"), (1e3, "k")) if top >= s), (1.0, "")
        )
    elif unit == "percent":
        end = "%"
    places = next(
        (p for p in range(4) if all(abs(v / scale - round(v / scale, p)) < 1e-9 for v in values)), 3
    )
    printed = [number(value / scale, places if value else 0) for value in values]
    if unit != "gbp":
        return [f"{text}{end}" for text in printed]
    pairs = zip(printed, values, strict=True)
    return [_with_pound(text, end if value else "") for text, value in pairs]


def day_number(period: str) -> int:
    """Where a period is on the time axis: its last day, counted in days."""
    try:
        return date.fromisoformat(periods.last_day(str(period))).toordinal()
    except ValueError:
        raise ValueError(
            f"'{period}' is not a period. Write a day as 2017-09-18, a month as 2017-11 "
            "or a financial year as 2017/18."
        ) from None


def time_marks(named: Sequence[str], *, room: float, each: float) -> list[tuple[int, str, str]]:
    """Marks for a time axis ``room`` points wide on which a label takes ``each`` points.

    Gives (day number, label, year under it or nothing). Financial years are marked as such;
    else month ends are, so that steps of a quarter or more fall on the financial year's own.
    """
    if all(periods.FINANCIAL_YEAR.match(p) for p in named):
        years = sorted(set(named))
        every = max(1, math.ceil(len(years) * (each + 8) / max(room, 1)))
        return [(day_number(y), y, "") for y in years[::-1][::every][::-1]]
    with_day = any(len(p) == len("2017-09-18") for p in named)
    days = sorted(day_number(p) for p in named)
    ends = (date.fromordinal(d) for d in (days[0], days[-1]))
    months = pd.period_range(*ends, freq="M")
    most = max(2, int(room // each))
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) / s <= most), 240)
    anchor = 3 if step > 2 else months[-1].month
    marks: list[tuple[int, str, str]] = []
    year = ""
    for month in months[(12 * months.year + months.month - anchor) % step == 0]:
        day = day_number(str(month))
        if not days[0] - 1 <= day <= days[-1] + (31 if with_day else 0):
            continue
        name = periods.in_words(str(month))[:3]
        label = f"{month.days_in_month} {name}" if with_day else name
        marks.append((day, label, str(month.year) if str(month.year) != year else ""))
        year = str(month.year)
    return marks


def _places(values: Sequence[float], unit: str) -> int:
    top = max((abs(v) for v in values), default=0.0)
    if top >= 1000 or all(abs(v - round(v)) < 1e-9 for v in values):
        return 0
    small = top < 1 or "_per_" in unit
    return 2 if small and unit != "percent" and top < 10 else 1


def _pounds(value: float, *, pence: bool) -> str:
    size = abs(value)
    if size >= 999_500_000:
        return _with_pound(number(value / 1e9, 1), "bn")
    if size >= 999_500:
        return _with_pound(number(value / 1e6, 1), "m")
    if size >= 999.5 and not pence:
        return _with_pound(number(value / 1e3, 0 if size >= 9_950 else 1), "k")
    return _with_pound(number(value, 2 if pence else 0), "")


def _with_pound(text: str, end: str) -> str:
    return f"−£{text[1:]}{end}" if text.startswith("−") else f"£{text}{end}"
