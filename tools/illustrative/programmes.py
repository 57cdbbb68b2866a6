"""Who is trained or live in each programme."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from illustrative.world import LAST_DAY, View, lists, open_on
from illustrative.writing import draws, local, rows

TRAINED = 63  # prg_mcc_practices_trained: completed, or planned by the end of March 2018
TRAINED_PATIENTS_PERCENT = 80  # prg_mcc_patients_covered
COMPLETED_BY_JANUARY = 40
# Practices planned to be live with online consultation by each year's end: at least a quarter
# more of 86 each year (acc_oc_annual_step).
_ONLINE = {"2018-03-26": 22, "2019-03-18": 43, "2020-03-16": 65, "2021-03-15": 87}

# Areas by the days on which their practices plan to join Primary Care Home: the phases are
# prg_pch_phase1 to prg_pch_phase3, the days illustrative, half of practices by August 2018
# (prg_pch_half, chk_prg_pch_n).
_PRIMARY_CARE_HOME = {1: "2018-03-26", 2: "2018-07-30", 3: "2019-02-25"}

# Days by which dates slip, drawn evenly: illustrative.
_SLIPS = (0, 0, 0, 7, 14, 14, 21, 28, 42, 63)


def write(folder: Path, view: View) -> list[Path]:
    """The returns of five programmes; where plans say they should be is in ``rows/``."""
    return [local(folder, "programme_return", _programme_returns(view))]


def _programme_returns(view: View) -> Iterator[dict]:
    practices = open_on(view.register_day)
    for programme, dates in (
        ("care_navigation", _care_navigation()),
        ("correspondence_training", _correspondence(view)),
        ("extended_access", _extended_access()),
        ("online_consultation", _online()),
        ("primary_care_home", _primary_care_home()),
    ):
        slips = draws(f"slips of {programme}")
        for practice in practices:
            if practice.code not in dates:
                continue
            planned, completed, provider = dates[practice.code]
            slipped = slips.choice(_SLIPS)
            yield {
                "practice_code": practice.code,
                "programme": programme,
                "first_planned_on": _first_planned(programme, planned, completed, slipped),
                "planned_on": planned,
                "completed_on": completed if completed <= view.register_day else "",
                "provider": provider,
                "as_at": view.register_day,
            }


def _first_planned(programme: str, planned: str, completed: str, slipped: int) -> str:
    """The day first planned: training was done that much later than first planned."""
    if programme == "care_navigation" or not planned:
        return planned
    if programme == "correspondence_training" and completed:
        return (date.fromisoformat(completed) - timedelta(days=slipped)).isoformat()
    # The first localities were to have extended access four weeks earlier.
    return "2018-02-26" if (programme, planned) == ("extended_access", "2018-03-26") else planned


def _care_navigation() -> dict[str, tuple[str, str, str]]:
    """Every practice of two localities, the last of them in November 2017 (prg_cn_completion).

    Which two of the papers' (prg_cn_localities) is not printed; these have 15% of patients
    (prg_cn_patients_covered).
    """
    stream = draws("care navigation")
    here = [p.code for p in open_on(LAST_DAY) if p.locality.care_navigation]
    days = sorted(
        f"2017-{month:02d}-{stream.randrange(2, 28):02d}"
        for month in (stream.choice((10, 11)) for _ in here[1:])
    )
    stream.shuffle(here)
    days.append("2017-11-28")
    return {
        code: ("2017-11-30", day, "Care navigation trainers")
        for code, day in zip(here, days, strict=True)
    }


def _correspondence(view: View) -> dict[str, tuple[str, str, str]]:
    """63 practices by March 2018, 40 of them by January; eight later or not yet planned."""
    stream = draws("correspondence training")
    trained, later = _trained_and_later()
    order = list(trained)
    stream.shuffle(order)
    dates = {}
    for place, code in enumerate(order):
        if place < COMPLETED_BY_JANUARY:
            month = 7 + place * 7 // COMPLETED_BY_JANUARY  # July 2017 to January 2018
            year, month = (2017, month) if month <= 12 else (2018, month - 12)
            day = f"{year}-{month:02d}-{stream.randrange(3, 28):02d}"
            dates[code] = (day, day, "Correspondence trainers")
        else:
            month = 2 + (place - COMPLETED_BY_JANUARY) % 2
            day = f"2018-{month:02d}-{stream.randrange(8, 28):02d}"
            # Three had a later date when the earlier cycle reported, and were brought forward.
            if not view.latest and place >= TRAINED - 3:
                day = "2018-05-16"
            dates[code] = (day, "", "Correspondence trainers")
    for place, code in enumerate(later):
        dates[code] = ("2018-09-19" if place % 2 else "", "", "")
    return dates


@cache
def _trained_and_later() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split the practices outside care navigation so that the trained ones have 80% of patients."""
    patients = lists("2018-01-01")
    pool = [p.code for p in open_on(LAST_DAY) if not p.locality.care_navigation]
    aim = sum(patients.values()) * TRAINED_PATIENTS_PERCENT // 100
    stream = draws("who trains later")
    best: tuple[int, tuple[str, ...]] | None = None
    small = sorted(pool, key=lambda code: (patients[code], code))[:24]
    for _ in range(4_000):
        later = tuple(sorted(stream.sample(small, len(pool) - TRAINED)))
        miss = abs(sum(patients[code] for code in pool if code not in later) - aim)
        if best is None or miss < best[0]:
            best = (miss, later)
    later = best[1]
    return tuple(code for code in pool if code not in later), later


def _extended_access() -> dict[str, tuple[str, str, str]]:
    """All patients are in a business case (acc_ia_cluster_coverage), none has the service yet.

    The days by locality are chosen so that half of patients are covered by March 2018 and all by
    March 2019; providers are one for each cluster (acc_ia_providers).
    """
    providers = {row["cluster"]: row["lead_provider"] for row in rows("rows/cluster")}
    return {
        p.code: (p.locality.extended_access_on, "", providers[p.locality.cluster])
        for p in open_on("2017-11-30")
    }


def _online() -> dict[str, tuple[str, str, str]]:
    """None live before the national purchasing system opens in January 2018 (acc_oc_dps_live)."""
    stream = draws("online consultation")
    order = [p.code for p in open_on(LAST_DAY)]
    stream.shuffle(order)
    order += [p.code for p in open_on("2017-11-30") if p.code not in order]
    return {
        code: (next(day for day, until in _ONLINE.items() if place < until), "", "")
        for place, code in enumerate(order)
    }


def _primary_care_home() -> dict[str, tuple[str, str, str]]:
    """Practices join with their area's phase."""
    return {p.code: (_PRIMARY_CARE_HOME[p.locality.phase], "", "") for p in open_on("2017-11-30")}
