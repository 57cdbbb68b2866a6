"""General Practice Workforce at practice level, in the wide layout of 2015 and 2016.

People are drawn one by one, so that roles, ages, headcounts and hours agree; a September a year
earlier is the same people a year younger, some of them not yet there and others since gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from illustrative import world
from illustrative.registrations import ages_of
from illustrative.world import Practice, View
from illustrative.writing import draws, parameters, published

FULL_WEEK = 37.5
GPS, NURSES, DPC, ADMIN = "GP", "NURSES", "DPC", "ADMIN"

# Role, how common it is among its group's people, and the usual span of weekly hours.
_ROLES = {
    group: [row for row in parameters("workforce_role") if row.staff_group == group]
    for group in (GPS, NURSES, DPC, ADMIN)
}
_FTE_PER_1000 = {GPS: 0.55, NURSES: 0.27, DPC: 0.18, ADMIN: 1.15}
# Few practices had a clinical pharmacist of their own in 2016, and half of those a year before.
_PHARMACIST_IN_EVERY = 15
_WOMEN = {GPS: 0.49, NURSES: 0.98, DPC: 0.92, ADMIN: 0.95}
_AGES = {GPS: (29, 71), NURSES: (24, 70), DPC: (20, 70), ADMIN: (18, 74)}
_BANDS = (25, 30, 35, 40, 45, 50, 55, 60, 65, 70)  # of GPs from the second on
_REGISTRARS = ("REG_ST3_4", "REG_F1_2")
_LOCUMS = ("LOCUM_VAC", "LOCUM_ABS", "LOCUM_OTH")
_WITHOUT = {
    "EXRRL": (*_REGISTRARS, "RET", *_LOCUMS),
    "EXRL": (*_REGISTRARS, *_LOCUMS),
    "EXL": _LOCUMS,
}
_PATIENT_BANDS = ("0TO4", "5TO14", "15TO44", "45TO64", "65TO74", "75TO84", "85PLUS")
# How many practices gave nothing usable for a group: ND failed validation, NS was not supplied,
# EST was estimated by the publisher, who does not print it at this level.
_MISSING = ((DPC, "ND", 3), (NURSES, "NS", 2), (GPS, "ND", 1), (ADMIN, "EST", 1))


@dataclass(frozen=True)
class Person:
    """Someone who works in a practice."""

    group: str
    role: str
    woman: bool
    age: int
    hours: float


def write(folder: Path, view: View) -> list[Path]:
    """Two Septembers; the latest full return is that of 2016 (wf_baseline_snapshot_002)."""
    return [_write_snapshot(folder, year) for year in (2015, 2016)]


def _write_snapshot(folder: Path, year: int) -> Path:
    missing = _gave_nothing(year)
    written = [_cells(p, year, missing.get(p.code, {})) for p in world.practices()]
    return published(
        folder
        / "published"
        / "workforce"
        / f"General Practice September {year} Practice Level.csv",
        written[0],
        [cells.values() for cells in written],
        newline="\r\n",
    )


def _cells(practice: Practice, year: int, missing: dict[str, str]) -> dict[str, object]:
    """One practice's row, heading by heading."""
    cells: dict[str, object] = {
        "PRAC_CODE": practice.code,
        "PRAC_NAME": practice.name.upper(),
        "CCG_CODE": world.CCG_CODE,
        "CCG_NAME": world.CCG_NAME,
        "REGION_CODE": "Y57",
        "REGION_NAME": "SOUTH OF ENGLAND",
        "CONTRACT": practice.contract,
        **_patients(practice, f"{year}-10-01"),
    }
    people = _people(practice, year)
    for group in _ROLES:
        here = [person for person in people if person.group == group]
        for sex, chosen in (
            ("TOTAL", here),
            ("MALE", [p for p in here if not p.woman]),
            ("FEMALE", [p for p in here if p.woman]),
        ):
            counted = dict(_counted(group, sex, chosen))
            if group in missing:
                counted = dict.fromkeys(counted, missing[group])
            cells |= counted
    return cells


def _counted(group: str, sex: str, people: list[Person]) -> Iterator[tuple[str, object]]:
    """Headcount and FTE of a group, its definitions and roles; headcounts by age."""
    narrower = {
        f"GP_{name}": [p for p in people if p.role not in left_out]
        for name, left_out in (_WITHOUT.items() if group == GPS else ())
    }
    prefix = "GP_" if group == GPS else ""
    by_role = {prefix + role: [p for p in people if p.role == role] for role in _roles(group)}
    # By sex the publisher gives fewer columns; the narrowest definition of GPs is among them.
    shown = {**narrower, **by_role} if sex == "TOTAL" else dict(list(narrower.items())[:1])
    for measure, count in (("HC", len), ("FTE", _fte)):
        for name, chosen in {group: people, **shown}.items():
            yield f"{sex}_{name}_{measure}", count(chosen)
    aged = {group: people} if sex == "TOTAL" else {}
    if group == GPS:
        aged["GP_EXRRL"] = narrower["GP_EXRRL"]
    for name, chosen in aged.items():
        for band, low, high in _bands(group):
            yield f"{sex}_{name}_HC_{band}", sum(low <= p.age < high for p in chosen)
        yield f"{sex}_{name}_HC_UNKNOWN_AGE", sum(p.age == 0 for p in chosen)


def _roles(group: str) -> list[str]:
    drawn = [row.role for row in _ROLES[group]]
    return ["SEN_PTNR", *drawn] if group == GPS else drawn


def _bands(group: str) -> Iterator[tuple[str, int, int]]:
    edges = _BANDS[1:] if group == GPS else _BANDS
    yield f"UNDER{edges[0]}", 1, edges[0]
    for low, high in pairwise(edges):
        yield f"{low}TO{high - 1}", low, high
    yield f"{edges[-1]}PLUS", edges[-1], 200


def _fte(people: list[Person]) -> float:
    return round(sum(person.hours for person in people) / FULL_WEEK, 6)


def _people(practice: Practice, year: int) -> list[Person]:
    """The people of September 2016, or as they were a September before."""
    people = _people_of_2016(practice)
    if year == 2016:
        return people
    stream = draws(f"people {year} {practice.code}")
    earlier = []
    for place, person in enumerate(people):
        fate = stream.random()
        if not place or people[place - 1].group != person.group:
            fate = 0.5  # the first of a group stays, so that no group is empty
        if person.role == "DPC_PHARMA" and int(practice.code[1:]) % 2 == 0:
            continue
        if fate < 0.05:  # came since
            continue
        age = person.age and max(person.age - 1, 18)
        earlier.append(Person(person.group, person.role, person.woman, age, person.hours))
        if fate > 0.945 and person.role != "SEN_PTNR":  # worked with a colleague who has left
            left_at = stream.randrange(40, 68)
            earlier.append(Person(person.group, person.role, person.woman, left_at, person.hours))
    return earlier


def _people_of_2016(practice: Practice) -> list[Person]:
    stream = draws(f"people {practice.code}")
    people: list[Person] = []
    for group, per_1000 in _FTE_PER_1000.items():
        roles = [r for r in _ROLES[group] if r.role != "DPC_DISPENSER" or practice.dispensing]
        weights = [row.share for row in roles]
        wanted = practice.patients_2016 / 1000 * per_1000 * stream.uniform(0.8, 1.2)
        here: list[Person] = []
        while not here or _fte(here) < wanted - 0.35:
            drawn = stream.choices(roles, weights=weights)[0]
            role, low, high = drawn.role, drawn.least_hours, drawn.most_hours
            if group == GPS and not here:
                role, low, high = "SEN_PTNR", 26, 40
            if group == ADMIN and not here:
                role, low, high = "ADMIN_MANAGER", 30, 40
            here.append(_person(group, role, low, high, stream))
        people += here
    if int(practice.code[1:]) % _PHARMACIST_IN_EVERY == 5:
        people.append(_person(DPC, "DPC_PHARMA", 14, 38, stream))
    return people


def _person(group: str, role: str, low: int, high: int, stream) -> Person:
    youngest, oldest = _AGES[group]
    middle = 28 if role in _REGISTRARS else 52 if role in ("SEN_PTNR", "ADMIN_MANAGER") else 47
    age = round(stream.triangular(youngest, oldest, min(max(middle, youngest), oldest)))
    if role in _REGISTRARS:
        age = stream.randrange(26, 36)
    if stream.random() < 0.006:
        age = 0  # not known
    hours = stream.randrange(low * 2, high * 2 + 1) / 2
    return Person(group, role, stream.random() < _WOMEN[group], age, hours)


def _patients(practice: Practice, day: str) -> dict[str, int]:
    """The list by sex in the seven bands of this publication."""
    split = ages_of(practice, day)
    starts = {band: int(band.split("TO")[0].removesuffix("PLUS")) for band in _PATIENT_BANDS}
    cells: dict[str, int] = {}
    for sex in ("MALE", "FEMALE"):
        for band in _PATIENT_BANDS:
            cells[f"{sex}_PATIENTS_{band}"] = 0
        for (who, five_years), people in split.items():
            if who == sex:
                start = int(five_years.split("_")[0].removesuffix("+"))
                band = [name for name, first in starts.items() if first <= start][-1]
                cells[f"{sex}_PATIENTS_{band}"] += people
    men = sum(people for name, people in cells.items() if name.startswith("MALE"))
    women = sum(cells.values()) - men
    return {"TOTAL_PATIENTS": men + women, "TOTAL_MALE": men, "TOTAL_FEMALE": women, **cells}


def _gave_nothing(year: int) -> dict[str, dict[str, str]]:
    stream = draws(f"gave nothing {year}")
    found: dict[str, dict[str, str]] = {}
    for group, marker, count in _MISSING:
        for practice in stream.sample(list(world.practices()), count):
            found.setdefault(practice.code, {})[group] = marker
    return found
