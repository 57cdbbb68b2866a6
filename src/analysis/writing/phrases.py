"""The phrases that every report shares: a figure, a variance, a movement, a list of names."""

import math
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from analysis.project.periods import in_words

# Unit: decimals shown, and what follows the number.
_UNITS = {
    "gbp": (0, ""),
    "percent": (1, "%"),
    "fte": (1, " FTE"),
    "fte_per_1000": (2, " FTE per 1,000 patients"),
    "headcount": (0, " people"),
    "patients": (0, " patients"),
    "practices": (0, " practices"),
    "days": (None, " days"),  # a median of two may end in a half
    "points": (1, " points"),
    "appointments": (0, " appointments"),
    "appointments_per_1000": (0, " appointments per 1,000 patients"),
    "contacts_per_1000": (0, " contacts per 1,000 patients"),
    "minutes_per_1000": (1, " minutes per 1,000 patients"),
}
_NUMBERS = "no one two three four five six seven eight nine".split()


def figure(value: float | None, unit: str, *, signed: bool = False) -> str:
    """A number with its unit as a reader sees it: ``£229,000``, ``73.3%``, ``12.5 FTE``.

    Pounds keep their pence below £1,000 where they have any. Missing is ``not known``, never
    zero. ``signed`` writes the sign of a positive number too.
    """
    if value is None or math.isnan(value):
        return "not known"
    decimals, follows = _UNITS.get(unit, (None, f" {unit.replace('_', ' ')}" if unit else ""))
    if unit == "gbp" and abs(value) < 1000 and round(value, 2) != round(value):
        decimals = 2
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 1
    size = f"{abs(value):,.{decimals}f}"
    sign = ""
    if size.strip("0.,"):  # what rounds to zero has no sign
        sign = "-" if value < 0 else "+" if signed else ""
    if size == "1" and " per " not in follows:
        follows = " person" if unit == "headcount" else follows.removesuffix("s")
    return f"{sign}{'£' if unit == 'gbp' else ''}{size}{follows}"


def money(value: float | None) -> str:
    """Pounds in prose, without sign: ``£229k``, ``£1.20m``, ``£132.1m``, ``£1,000m``.

    A half is rounded up, as a reader with the table next to it would: £1,105,000 is ``£1.11m``.
    """
    if value is None or math.isnan(value):
        return "not known"
    size = abs(value)
    if size < 999.5:
        return f"£{_half_up(size, 0)}"
    if size < 999_500:
        return f"£{_half_up(size, 0, 3)}k"
    decimals = 2 if size < 9_995_000 else 1 if size < 999_950_000 else 0
    return f"£{_half_up(size, decimals, 6)}m"


def _half_up(size: float, decimals: int, thousands: int = 0) -> str:
    shown = Decimal(repr(float(size))).scaleb(-thousands)
    return f"{shown.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):,f}"


def pence(value: float | None) -> str:
    """Pounds a head, always with their pence, so that two of them compare: ``£161.00``."""
    return "not known" if value is None or math.isnan(value) else f"£{value:,.2f}"


def underspend(variance: float | None) -> str:
    """A variance in words: ``underspend of £229k``, ``overspend of £150k``, ``on budget``."""
    if variance is None or math.isnan(variance):
        return "not known"
    if money(variance) == "£0":
        return "on budget"
    return f"{'underspend' if variance > 0 else 'overspend'} of {money(variance)}"


def moved(now: float | None, before: float | None, unit: str, *, since: str = "") -> str | None:
    """How a figure moved: ``up 2.1 FTE since September 2015``.

    A movement that rounds to nothing is ``unchanged`` where there is none, ``unchanged as
    rounded`` where both figures print alike, and else ``up by less than`` the last digit: a reader
    who sees two different figures learns why.
    """
    if now is None or before is None or math.isnan(now) or math.isnan(before):
        return None
    change = now - before
    large = unit == "gbp" and abs(change) >= 1000
    size = money(change) if large else figure(abs(change), unit)
    if unit == "percent":
        size = f"{abs(change):.1f} points"
    after = f" since {since}" if since else ""
    if not any(digit in size.split(" per ")[0] for digit in "123456789"):
        if abs(change) < 1e-9:
            return f"unchanged{after}"
        if figure(now, unit) == figure(before, unit):
            return f"unchanged as rounded{after}"
        decimals = 2 if unit == "gbp" else _UNITS.get(unit, (1, ""))[0] or 0
        least = "0.1 points" if unit == "percent" else figure(10**-decimals, unit)
        return f"{'up' if change > 0 else 'down'} by less than {least}{after}"
    return f"{'up' if change > 0 else 'down'} {size}{after}"


def other_lists(stand_ins: Mapping[str, str]) -> str | None:
    """That rates of some days divide by a later list, or that there is none; None without such.

    ``stand_ins`` is ``patient_lists.other_lists``: each such day with the day of the list used,
    blank where there is none.
    """
    without = [day for day, on in sorted(stand_ins.items()) if not on]
    later = {day: on for day, on in sorted(stand_ins.items()) if on}
    sentences = []
    if later:
        lists = set(later.values())
        which = f"the list of {in_words(min(lists))}" if len(lists) == 1 else "a later list"
        sentences.append(f"Rates of {_months(later)} divide by {which}, the nearest there is.")
    if without:
        sentences.append(
            f"No list of patients lies within a quarter of {_months(without)}: there is no rate."
        )
    return " ".join(sentences) or None


def _months(days: Iterable[str]) -> str:
    months = [in_words(day[:7]) for day in days]
    return joined(months) if len(months) < 4 else f"{len(months)} months"


def count(number: float | None, noun: str, plural: str | None = None) -> str:
    """A count in prose: ``no practices``, ``one practice``, ``two practices``, ``86 practices``."""
    if number is None or math.isnan(number):
        return f"an unknown number of {plural or f'{noun}s'}"
    whole = round(number)
    word = _NUMBERS[whole] if 0 <= whole < len(_NUMBERS) else f"{whole:,}"
    return f"{word} {noun if whole == 1 else plural or f'{noun}s'}"


def counted(number: int, noun: str) -> str:
    """A count in figures, for lists and messages: ``1 row``, ``1,204 rows``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def of_them(number: float, none: str = "none") -> str:
    """A number of things already named: ``none``, ``one``, ``seven``, ``14``.

    A sentence begins with ``not one``: a page that prints "None" has lost a figure.
    """
    whole = round(number)
    return none if not whole else _NUMBERS[whole] if whole < len(_NUMBERS) else f"{whole:,}"


def quoted(titles) -> str:
    """Titles as their owners wrote them, in quotation marks: never in our own voice."""
    return joined([f"“{title}”" for title in titles])


def joined(items: list[str]) -> str:
    """A list in prose: ``a``, ``a and b``, ``a, b and c``."""
    items = list(items)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def named(code: str) -> str:
    """A category's code as words: ``gpfv_plan`` gives ``GPFV plan``, ``gps`` gives ``GPs``."""
    special = {
        "gp": "GPs",
        "gps": "GPs",
        "nurse": "Nurses",
        "admin": "Administration",
        "gpfv_plan": "GP Forward View plan",
        "mou_plan": "Memorandum plan",
        "c_clip": "C-CLIP",
        "over_75": "Over-75 schemes",
        "pms_basket": "PMS basket of services",
        "right_care": "RightCare",
        "gp_contract_plus": "GP Contract Plus",
    }
    if code in special:
        return special[code]
    text = code.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def first_up(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def first_down(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation: ``GPs``."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def agree(number: float, one: str, many: str) -> str:
    """The form that agrees with a number: ``is`` after one, ``are`` after none or several."""
    return one if round(number) == 1 else many


def none_or(number: float, one: str, many: str) -> str:
    """Of things already named, with its verb: ``none is``, ``one is``, ``seven are``."""
    return f"{of_them(number)} {one if round(number) <= 1 else many}"


def when(period, none: str = "") -> str:
    """A period in words; ``none`` where it is missing."""
    return in_words(period) if isinstance(period, str) and period else none


def written(values: Iterable, form: str, none: str = "–") -> list[str]:
    """Numbers as the cells of a column, such as ``{:.1f}%``; ``none`` where one is missing."""
    return [none if value is None or value != value else form.format(value) for value in values]


def k_of_n(parts: Iterable, wholes: Iterable) -> list[str]:
    """Parts of their wholes as the cells of a column: ``79 of 80``, or ``not known``."""
    return [
        "not known" if k != k or n != n else f"{k:,.0f} of {n:,.0f}"
        for k, n in zip(parts, wholes, strict=True)
    ]
