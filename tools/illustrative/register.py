"""The local register of practices, their profiling and the support they were offered."""

from collections.abc import Iterator
from pathlib import Path

from analysis.tables import TABLES
from illustrative.world import View, open_on, practices
from illustrative.writing import draws, local, share_out

_PER_HUNDRED = (1, 18, 32, 33, 16)  # about a quarter at risk in 2016, fewer since
OFFERED = 15  # gov_resilience_supported
BANDS = ("special_measures", "vulnerable", "surviving", "sustainable", "succeeding")
# How often, of a hundred practices in a band, each kind of cause for concern is seen.
_FLAGGED = dict(zip(BANDS, (75, 55, 25, 8, 3), strict=True))
_UPDATE = "Paper to the Health Scrutiny Committee, September 2016"
_MADE_UP = "illustrative"


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
    waiting = _not_yet_grouped() if not view.latest else set()
    not_begun = _not_yet_moving() if not view.latest else set()
    for practice in practices():
        gone = not practice.open_on(view.register_day)
        status = "other" if practice.code in not_begun else practice.system_status
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
            "transformation_group": "no" if practice.code in waiting else "yes",
            "primary_care_home_phase": practice.locality.phase,
            "as_at": view.register_day,
        }


def _not_yet_grouped() -> set[str]:
    """Practices that joined a transformation group between the cycles; then all are in one."""
    return set(draws("groups").sample([p.code for p in open_on("2018-02-07")], 3))


def _not_yet_moving() -> set[str]:
    """Practices that began to move to the shared clinical system between the cycles."""
    moving = [p.code for p in open_on("2018-02-07") if p.system_status == "migrating"]
    return set(moving[:2])


def _profiles(view: View) -> Iterator[dict]:
    """Bands by month: nobody is newly in the two lowest in January 2018 (gov_new_at_risk_2018)."""
    stream = draws("profiles")
    codes = [p.code for p in practices() if not p.closed_on or p.closed_on > "2017-10-31"]
    shuffled = stream.sample(codes, len(codes))
    counts = share_out(len(codes), dict(zip(BANDS, _PER_HUNDRED, strict=True)))
    spread = [band for band in BANDS for _ in range(counts[band])]
    first = dict(zip(shuffled, spread, strict=True))
    bands = {"2017-10": first}
    for before, month, steps in (
        ("2017-10", "2017-11", ((2, 1), (2, 1), (1, 2), (3, 2))),
        ("2017-11", "2017-12", ((2, 1), (3, 4), (1, 2), (4, 3))),
        ("2017-12", "2018-01", ((1, 2), (1, 2), (3, 2), (2, 3), (3, 4))),
    ):
        bands[month] = dict(bands[before])
        moved: set[str] = set()
        for was, becomes in steps:
            movers = [
                code for code in codes if bands[before][code] == BANDS[was] and code not in moved
            ]
            mover = stream.choice(movers)
            moved.add(mover)
            bands[month][mover] = BANDS[becomes]
    for month in view.profile_months:
        for practice in open_on(f"{month}-28"):
            yield {
                "practice_code": practice.code,
                "month": month,
                "band": bands[month][practice.code],
                **_flags(practice.code, bands[month][practice.code]),
            }


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
    """The mergers and the closure of the register, a list that was to close, and others."""
    stream = draws("events")
    still_open = [p.code for p in open_on("2018-02-07")]
    # gov_list_closure_requests: one practice had asked by August 2016, for want of staff
    rows = [
        (stream.choice(still_open), "list_closure", "2016-08-01", "2016-09-14", "refused",
         "Too few staff", _UPDATE),
    ]  # fmt: skip
    for practice in practices():
        if practice.closed_on:
            rows.append(
                (practice.code, practice.close_reason, _months_later(practice.closed_on, -7),
                 _months_later(practice.closed_on, -4), "approved", "", _MADE_UP)
            )  # fmt: skip
    for kind, requested, decided, decision, detail in (
        ("boundary_change", "2017-06-12", "2017-09-20", "approved", "Smaller practice area"),
        ("contract_variation", "2017-07-03", "2017-08-16", "approved", "A partner joins"),
        ("contract_variation", "2017-09-11", "2017-10-18", "approved", "A partner leaves"),
        ("improvement_grant", "2017-05-08", "2017-10-18", "approved", "Consulting rooms"),
        ("improvement_grant", "2017-10-02", "2018-01-17", "refused", "Car park"),
        ("breach", "2017-10-23", "2017-11-15", "upheld", "Notice to put records right"),
        ("list_closure", "2017-11-20", "", "", "Two GPs retire"),
        ("local_variation", "2017-12-04", "2018-01-17", "approved", "Frailty scheme"),
        ("merger", "2018-01-08", "", "", "To take effect in July"),
        ("list_closure", "2018-01-22", "", "", "Too few staff"),
    ):
        rows.append(
            (stream.choice(still_open), kind, requested, decided, decision, detail, _MADE_UP)
        )
    for number, row in enumerate(sorted(rows, key=lambda row: (row[2], row[0])), start=1):
        code, kind, requested, decided, decision, detail, source = row
        if requested > view.register_day:
            continue
        known = decided and decided <= view.register_day
        yield {
            "event_id": f"E{number:02d}",
            "practice_code": code,
            "event_type": kind,
            "requested_on": requested,
            "decided_on": decided if known else "",
            "decision": decision if known else "",
            "detail": detail,
            "source_document": source,
        }


def _offers(view: View) -> Iterator[dict]:
    """Fifteen practices in 2017/18, two of them twice, and four under an earlier programme."""
    stream = draws("offers")
    still_open = [p.code for p in open_on("2018-02-07")]
    chosen = stream.sample(still_open, OFFERED)
    offers = [(code, "resilience", 2017) for code in chosen]
    offers += [(code, "resilience", 2017) for code in chosen[:2]]
    offers += [(code, "vulnerable practices", 2016) for code in stream.sample(still_open, 4)]
    rows = []
    for place, (code, programme, year) in enumerate(offers):
        again = OFFERED <= place < OFFERED + 2
        month = 5 + place % 8 if year == 2017 and not again else 12 if again else 7 + place % 4
        offered = f"{year}-{month:02d}-{stream.randrange(3, 28):02d}"
        accepted = _months_later(offered, 1) if stream.random() < 0.8 else ""
        completed = _months_later(offered, 6) if accepted and stream.random() < 0.7 else ""
        rows.append(
            (code, programme, offered, accepted, completed, "facilitator" if place % 3 else "money")
        )
    for code, programme, offered, accepted, completed, offer in sorted(rows):
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
    index = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    return f"{index // 12}-{index % 12 + 1:02d}{day[7:]}"
