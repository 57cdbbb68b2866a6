"""One illustrative world, from which the returns of both cycles are written.

Built once from a fixed seed: 96 practices on 1 November 2016 of which ten have merged or closed
by January 2018, and their lists on any day. A cycle's returns hold what was known on its day, so
two cycles can differ and never contradict each other.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import yaml

from illustrative.writing import HERE, draws, parameters, share_out

CCG_CODE, CCG_NAME, CCG_ONS = "11J", "NHS DORSET CCG", "E38000045"

PATIENTS_2016_10 = 766_000  # pop_registered_2016
APMS_LOCALITY = "West Dorset"  # in place of the place that the papers name
SITES_2016_11 = 131  # est_locations_131
SHARED_SYSTEM = 77  # chk_est_clinical_system_n: of the 86 open, live or migrating
BASE_DAY, LAST_DAY = "2016-10-01", "2018-02-07"
_SMALLEST, _LARGEST = 1_200, 23_500
_GROWTH_A_YEAR = 0.0055


# Localities, areas and phases are the papers' (org_localities, org_transformation_areas,
# prg_pch_phase1 to 3); which cluster each belongs to, its shares and its plans are illustrative.
LOCALITIES = parameters("locality")
AREAS = sorted({place.area for place in LOCALITIES})


@dataclass(frozen=True)
class Practice:
    """A practice as it is at the end of the story; ``closed_on`` is blank where it is open."""

    code: str
    name: str
    locality: Any  # a row of parameters/locality.csv
    contract: str
    dispensing: bool
    opened_on: str
    patients_2016: int
    growth_a_year: float
    weighting: float
    sites: int = 1
    system_status: str = "live"
    closed_on: str = ""
    close_reason: str = ""
    successor: str = ""

    def open_on(self, day: str) -> bool:
        """Whether it is open on a day."""
        return not self.closed_on or day < self.closed_on


@dataclass(frozen=True)
class View:
    """What one cycle can know: its label and the days and months of its returns."""

    label: str
    register_day: str
    finance_month: str
    claims_day: str
    lists: list[str]
    profile_months: list[str]
    online_months: list[str]

    @property
    def latest(self) -> bool:
        """Whether this is the later of the two cycles."""
        return self.label == VIEWS[-1].label


VIEWS = [View(**view) for view in yaml.safe_load((HERE / "cycles" / "known.yml").read_text())]


@cache
def practices() -> tuple[Practice, ...]:
    """All 96 practices, by code."""
    stream = draws("practices")
    names = [row.name for row in parameters("practice_name")]
    stream.shuffle(names)
    drawn: list[Practice] = []
    totals = share_out(
        PATIENTS_2016_10, {place.name: place.patients_per_mille for place in LOCALITIES}
    )
    for place in LOCALITIES:
        codes = [f"X{10001 + len(drawn) + i}" for i in range(place.practices)]
        for code, patients in _sizes(codes, totals[place.name], stream).items():
            contract = stream.choices(("GMS", "PMS"), weights=(70, 30))[0]
            drawn.append(
                Practice(
                    code=code,
                    name=names.pop(),
                    locality=place,
                    contract=contract,
                    dispensing=place.rural and stream.random() < 0.6,
                    opened_on=stream.choice(
                        ("1948-07-05", "1974-04-01", "1989-10-16", "1998-04-01")
                    ),
                    patients_2016=patients,
                    growth_a_year=stream.gauss(0, 0.008),
                    weighting=1.0 + (place.over_65_percent - 24) / 60 + stream.gauss(0, 0.03),
                )
            )
    return _with_systems(_with_sites(_with_one_apms(_with_closings(_with_growth(drawn)))))


def open_on(day: str) -> list[Practice]:
    """The practices open on a day, by code."""
    return [practice for practice in practices() if practice.open_on(day)]


@cache
def lists(day: str) -> dict[str, int]:
    """Patients registered on a day by practice code; a closed practice's are with its successor."""
    years = (date.fromisoformat(day) - date.fromisoformat(BASE_DAY)).days / 365
    grown = {p.code: round(p.patients_2016 * (1 + p.growth_a_year * years)) for p in practices()}
    for practice in practices():
        if practice.open_on(day):
            continue
        leaving = grown.pop(practice.code)
        if practice.close_reason == "merger":
            grown[practice.successor] += leaving
            continue
        # Where a practice closes, patients choose: most follow its list, the others spread.
        others = {
            p.code: 1.0
            for p in practices()
            if p.locality == practice.locality and p.open_on(day) and p.code != practice.successor
        }
        followed = leaving * 6 // 10
        grown[practice.successor] += followed
        for code, patients in share_out(leaving - followed, others).items():
            grown[code] += patients
    return grown


def _sizes(codes: list[str], total: int, stream) -> dict[str, int]:
    """Lists of a locality's practices, skewed as lists are, within bounds and with a given sum."""
    spare = total - _SMALLEST * len(codes)
    while True:
        weights = {code: stream.lognormvariate(0, 0.65) for code in codes}
        sizes = {code: _SMALLEST + part for code, part in share_out(spare, weights).items()}
        if max(sizes.values()) <= _LARGEST:
            return sizes


def _with_growth(drawn: list[Practice]) -> list[Practice]:
    """Lists grow unevenly and, all together, at the given rate."""
    whole = sum(p.patients_2016 * p.growth_a_year for p in drawn) / PATIENTS_2016_10
    return [replace(p, growth_a_year=p.growth_a_year - whole + _GROWTH_A_YEAR) for p in drawn]


def _with_closings(drawn: list[Practice]) -> list[Practice]:
    """The smaller of a locality's practices close; a middling one of the same locality succeeds."""
    closed: dict[str, Practice] = {}
    for row in parameters("closing"):
        here = sorted(
            (p for p in drawn if p.locality.name == row.locality and p.code not in closed),
            key=lambda p: p.patients_2016,
        )
        leaver = here[0] if row.reason == "closure" else here[1]
        closed[leaver.code] = replace(
            leaver,
            closed_on=row.closed_on,
            close_reason=row.reason,
            successor=here[len(here) // 2].code,
        )
    return [closed.get(p.code, p) for p in drawn]


def _with_one_apms(drawn: list[Practice]) -> list[Practice]:
    """One practice has an APMS contract: the smallest of its locality (contract_ending)."""
    here = [p for p in drawn if p.locality.name == APMS_LOCALITY and not p.closed_on]
    smallest = min(here, key=lambda p: p.patients_2016)
    return [replace(p, contract="APMS") if p is smallest else p for p in drawn]


def _with_sites(drawn: list[Practice]) -> list[Practice]:
    """Branch sites go to larger and rural practices; with one main site each they sum to 131."""
    stream = draws("sites")
    weights = {
        p.code: (p.patients_2016 * (2.0 if p.locality.rural else 1.0) * stream.uniform(0.3, 1.7))
        ** 1.6
        for p in drawn
    }
    branches = share_out(SITES_2016_11 - len(drawn), weights)
    return [replace(p, sites=1 + branches[p.code]) for p in drawn]


def _with_systems(drawn: list[Practice]) -> tuple[Practice, ...]:
    """Nine open practices keep another clinical system, nine are moving to the shared one."""
    stream = draws("systems")
    still_open = [p.code for p in drawn if not p.closed_on]
    stream.shuffle(still_open)
    status = dict.fromkeys(still_open[SHARED_SYSTEM:], "other")
    status |= dict.fromkeys(still_open[: len(status)], "migrating")
    return tuple(replace(p, system_status=status.get(p.code, "live")) for p in drawn)
