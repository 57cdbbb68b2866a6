"""The local register of practices, their profiling and the support they were offered."""

from collections.abc import Iterator
from pathlib import Path

from analysis.project import periods
from analysis.tables import TABLES
from illustrative.world import LAST_DAY, View, open_on, practices
from illustrative.writing import draws, local, rows, share_out

_PER_HUNDRED = (1, 18, 32, 33, 16)  # about a quarter at risk in 2016, fewer since
OFFERED = 15  # gov_resilience_supported
BANDS = ("special_measures", "vulnerable", "surviving", "sustainable", "succeeding")
# How often, of a hundred practices in a band, each kind of cause for concern is seen.
_FLAGGED = dict(zip(BANDS, (75, 55, 25, 8, 3), strict=True))
# Which bands a practice moves between, by the month in which it does.
_MOVES = {
    "2017-11": ((2, 1), (2, 1), (1, 2), (3, 2)),
    "2017-12": ((2, 1), (3, 4), (1, 2), (4, 3)),
    "2018-01": ((1, 2), (1, 2), (3, 2), (2, 3), (3, 4)),
}


def write(folder: Path, view: View) -> list[Path]:
    """Four returns on the practices themselves."""
    return [
        local(folder, "practice", _register(view)),
        local(folder, "practice_profile", _profiles(view)),
        local(folder, "support_offer", _offers(view)),
        local(folder, "contract_event", _events(view)),
    ]


def _register(view: View) -> Iterator[dict]:
    """All 96; what happened after the register's day is not yet in it."""
    # Three joined a transformation group, two began to move to the shared clinical system,
    # between the cycles.
    open_last = open_on(LAST_DAY)
    waiting = draws("groups").sample([p.code for p in open_last], 3)
    not_begun = [p.code for p in open_last if p.system_status == "migrating"][:2]
    for practice in practices():
        gone = not practice.open_on(view.register_day)
        is_later = not view.latest and practice.code in not_begun
        status = "other" if is_later else practice.system_status
        yield {
            "practice_code": practice.code,
            "practice_name": practice.name,
            "locality": practice.locality.name,
            "transformation_area": practice.locality.area,
            "cluster": practice.locality.cluster,
            "contract_type": practice.contract,
            "opened_on": practice.opened_on,
            "closed_on": practice.closed_on if gone else "",
            "close_reason": practice.close_reason if gone else "",
            "successor_code": practice.successor if gone else "",
            "delivery_sites": practice.sites,
            "clinical_system": "SystmOne" if status == "live" else "EMIS Web",
            "clinical_system_status": status,
            "transformation_group": "yes" if view.latest or practice.code not in waiting else "no",
            "primary_care_home_phase": practice.locality.phase,
            "as_at": view.register_day,
        }


def _profiles(view: View) -> Iterator[dict]:
    """Bands by month: nobody is newly in the two lowest in January 2018 (gov_new_at_risk_2018)."""
    stream = draws("profiles")
    codes = [p.code for p in practices() if not p.closed_on or p.closed_on > "2017-10-31"]
    shuffled = stream.sample(codes, len(codes))
    counts = share_out(len(codes), dict(zip(BANDS, _PER_HUNDRED, strict=True)))
    spread = [band for band in BANDS for _ in range(counts[band])]
    bands = {"2017-10": dict(zip(shuffled, spread, strict=True))}
    for month, moves in _MOVES.items():
        before = bands[periods.add_months(month, -1)]
        bands[month] = dict(before)
        moved: set[str] = set()
        for was, becomes in moves:
            movers = [code for code in codes if before[code] == BANDS[was] and code not in moved]
            mover = stream.choice(movers)
            moved.add(mover)
            bands[month][mover] = BANDS[becomes]
    for month in view.profile_months:
        for practice in open_on(f"{month}-28"):
            band = bands[month][practice.code]
            flags = _flags(practice.code, band)
            yield {"practice_code": practice.code, "month": month, "band": band, **flags}


def _flags(code: str, band: str) -> dict[str, str]:
    """What gives cause for concern: the same while the band is; the two lowest have some."""
    stream = draws(f"flags {code}")
    found = {
        flag: stream.randrange(100) < _FLAGGED[band]
        for flag in TABLES["practice_profile"].named_after("flag_")
    }
    found["workforce"] |= band in BANDS[:2] and not any(found.values())
    return {f"flag_{flag}": "yes" if seen else "no" for flag, seen in found.items()}


def _events(view: View) -> Iterator[dict]:
    """The mergers and the closure of the register, and others at practices drawn."""
    stream = draws("events")
    still_open = [p.code for p in open_on(LAST_DAY)]
    events = [
        {**row, "practice_code": stream.choice(still_open)}
        for row in rows("parameters/contract_event")
    ]
    events += [
        {
            "practice_code": practice.code,
            "event_type": practice.close_reason,
            "requested_on": _months_later(practice.closed_on, -7),
            "decided_on": _months_later(practice.closed_on, -4),
            "decision": "approved",
            "source_document": "illustrative",
        }
        for practice in practices()
        if practice.closed_on
    ]
    events.sort(key=lambda row: (row["requested_on"], row["practice_code"]))
    for number, row in enumerate(events, start=1):
        if row["requested_on"] <= view.register_day:
            is_known = row["decided_on"] <= view.register_day
            yield {
                **row,
                "event_id": f"E{number:02d}",
                "decided_on": row["decided_on"] if is_known else "",
                "decision": row["decision"] if is_known else "",
            }


def _offers(view: View) -> Iterator[dict]:
    """Fifteen practices in 2017/18, two of them twice, and four under an earlier programme."""
    stream = draws("offers")
    still_open = [p.code for p in open_on(LAST_DAY)]
    chosen = stream.sample(still_open, OFFERED)
    offers = [(code, "resilience", 2017) for code in chosen]
    offers += [(code, "resilience", 2017) for code in chosen[:2]]
    offers += [(code, "vulnerable practices", 2016) for code in stream.sample(still_open, 4)]
    drawn = []
    for place, (code, programme, year) in enumerate(offers):
        again = OFFERED <= place < OFFERED + 2
        month = 5 + place % 8 if year == 2017 and not again else 12 if again else 7 + place % 4
        offered = f"{year}-{month:02d}-{stream.randrange(3, 28):02d}"
        accepted = _months_later(offered, 1) if stream.random() < 0.8 else ""
        completed = _months_later(offered, 6) if accepted and stream.random() < 0.7 else ""
        offer = "facilitator" if place % 3 else "money"
        drawn.append((code, programme, offered, accepted, completed, offer))
    for code, programme, offered, accepted, completed, offer in sorted(drawn):
        if offered <= view.register_day:
            yield {
                "practice_code": code,
                "programme": programme,
                "offer": offer,
                "offered_on": offered,
                "accepted_on": accepted if accepted <= view.register_day else "",
                "completed_on": completed if completed <= view.register_day else "",
            }


def _months_later(day: str, months: int) -> str:
    return periods.add_months(day[:7], months) + day[7:]
