"""The first screen of a place's report, its answer and its key figures; and its method."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd

from analysis import disclosure
from analysis.locality.comparison import OPEN_PRACTICES, of_all_practices, own_figure, place_type
from analysis.locality.words import patients_and_staff, services
from analysis.places.membership import UNMAPPED
from analysis.project import periods
from analysis.workforce.words import how_many_needed
from analysis.writing.phrases import count, joined, other_lists, pence

_KINDS = {"locality": ("locality", "localities"), "pcn": ("network", "networks")}
_GPS = {"staff_group": "gp"}
_PAID = "practice_payments_per_registered_patient"
_CARDS: tuple[tuple[str, str, dict[str, str], Callable[[float], str]], ...] = (
    ("GPs for 1,000 patients", "staff_fte_per_1000_registered", _GPS, "{:.2f} FTE".format),
    ("GPs aged 55 or over", "staff_share_55_plus", _GPS, "{:.1f}%".format),
    ("Payments for each patient", _PAID, OPEN_PRACTICES, pence),
    ("Weighted over registered", "weighted_to_registered", {}, "{:.1f}%".format),
)


def answer(measures: pd.DataFrame, place: str, name: str | None = None) -> list[tuple]:
    """The answer at the top of the page: at most four sentences, the most important first."""
    every = [
        (unknown(measures, place), None),
        (patients_and_staff.patients(measures, place, name), "patients-and-staff"),
        (patients_and_staff.staff(measures, place), "patients-and-staff"),
        (how_many_needed.needed(measures, area=place), "staff-needed"),
        (services.programmes(measures, place), "services"),
        (services.payments(measures, place), "services"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:4]


def unknown(measures: pd.DataFrame, place: str) -> str | None:
    """That no practice of the cycle belongs to a place, and which places there are."""
    if place_type(measures, place):
        return None
    for area_type, (_, plural) in _KINDS.items():
        known = set(measures.loc[measures["area_type"] == area_type, "area"]) - {UNMAPPED}
        if known:
            return (
                f"No practice of this cycle belongs to {place}. Its {plural} are "
                f"{joined(sorted(known))}."
            )
    return f"No practice of this cycle belongs to {place}, and no return says where any belongs."


def key_figures(measures: pd.DataFrame, place: str) -> list[tuple[str, str, str]]:
    """At most four figures with their comparison."""
    cards = []
    patients = own_figure(measures, "registered_patients", place)
    if patients is not None:
        on = f"on {periods.in_words(patients['period'])}"
        cards.append(("Registered patients", f"{patients['value']:,.0f}", on))
    for label, measure, where, say in _CARDS:
        row = own_figure(measures, measure, place, **where)
        if row is not None:
            whole = of_all_practices(measures, row)
            every = "" if whole is None else f"all practices {say(whole)}; "
            cards.append((label, say(row["value"]), f"{every}{periods.in_words(row['period'])}"))
    return cards[:4]


def method(
    measures: pd.DataFrame,
    place: str,
    later: Mapping[str, str] = MappingProxyType({}),
    broken: tuple[str, set[str]] | None = None,
    audience: str = "committee",
) -> list[str | None]:
    """How the figures of the report are worked out.

    ``later``: the snapshots whose rates divide by a later list (``denominators.other_lists``);
    ``broken``: ``population.not_comparable``.
    """
    one, several = _KINDS[place_type(measures, place) or "locality"]
    return [
        f"A {one}'s rate is its total over its total, never a mean of its practices' rates.",
        f"Standing is the place among all {several}, as rounded; the strip shows each of them as a "
        "ring, this one as a diamond, and all practices together as a bar.",
        "Staff, patients and payments are of practices as the register places them today: a "
        "practice that moved is counted where it is now.",
        "FTE is at 37.5 hours a week. Payments are cash paid in the year to practices open at "
        "its end.",
        other_lists(dict(later)),
        _not_comparable(broken, audience),
    ]


def _not_comparable(broken: tuple[str, set[str]] | None, audience: str) -> str | None:
    """Why no growth since a day is given, and which practices that rests on."""
    if broken is None:
        return None
    since, codes = broken
    public = disclosure.is_public(audience)
    of = count(len(codes), "practice") if public else joined(sorted(codes))
    return (
        f"No growth since {periods.in_words(since)} is given: no map or register of the cycle says "
        f"where the patients of {of} are counted on both days."
    )
