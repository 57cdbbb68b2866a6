"""Hours after 18:30 and at weekends, same-day appointments, and contacts."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from analysis.project import periods
from illustrative.world import AREAS, LAST_DAY, View, lists, open_on
from illustrative.writing import draws, local

_FIRST_CONTACTS = "2016-04"
_WEEKS = 5


def write(folder: Path, view: View) -> list[Path]:
    """Three returns on hours, same-day appointments and contacts."""
    return [
        local(folder, "access_capacity", _capacity(view)),
        local(folder, "same_day_week", _same_day(view)),
        local(folder, "contact", _contacts(view)),
    ]


def _weeks(view: View) -> list[date]:
    """The Mondays of the last weeks before the register's day."""
    last = date.fromisoformat(view.register_day)
    first = last - timedelta(days=last.weekday() + 7 * _WEEKS)
    return [first + timedelta(days=7 * week) for week in range(_WEEKS)]


def _patients(area: str) -> int:
    patients = lists("2018-01-01")
    return sum(patients[p.code] for p in open_on(LAST_DAY) if p.locality.area == area)


def _capacity(view: View) -> Iterator[dict]:
    """What practices open for already: some evenings, some Saturdays, hardly a Sunday."""
    for area in AREAS:
        stream = draws(f"hours {area}")
        size = _patients(area)
        usual, saturday = stream.uniform(9, 26) * size / 1000, stream.uniform(0, 5) * size / 1000
        opens_sunday = stream.random() < 0.15
        for monday in _weeks(view):
            weekday = round(usual * stream.uniform(0.85, 1.15), -1)
            yield {
                "area": area,
                "week": monday.isoformat(),
                "weekday_extra_minutes": weekday,
                "weekday_least_minutes": round(weekday / 5 * stream.uniform(0.1, 0.7), -1),
                "saturday_minutes": round(saturday * stream.uniform(0.8, 1.2), -1),
                "sunday_minutes": 120 if opens_sunday else 0,
                "pre_bookable": "yes",
                "same_day": "yes" if stream.random() < 0.6 else "no",
                "as_at": view.register_day,
            }


def _same_day(view: View) -> Iterator[dict]:
    """Same-day appointments and what patients ask for: illustrative, winter above autumn.

    That winter money was won is the papers' (fin_winter_bid), from December 2017; how much, and
    what it bought where, they do not say.
    """
    for area in AREAS:
        stream = draws(f"same day {area} {view.label}")
        size = _patients(area)
        offered = draws(f"same day {area}").uniform(33, 43) * size / 1000
        asked = draws(f"asked {area}").uniform(34, 42) * size / 1000
        asked_now = 1.06 if view.latest else 1.0
        for day in _weeks(view):
            # Four days' work in the two weeks of Christmas and New Year, and more asked for.
            days = 0.8 if (day.month, day.day) >= (12, 25) or (day.month, day.day) <= (1, 1) else 1
            winter = round(offered * 0.05 * stream.uniform(0.4, 1.4)) if day.month < 4 else 0
            usual = round(offered * days * stream.uniform(0.96, 1.04))
            yield {
                "area": area,
                "week": day.isoformat(),
                "slots_same_day": usual + winter,
                "requests_same_day": round(asked * days * asked_now * stream.uniform(0.93, 1.07)),
                "slots_winter": winter,
                "as_at": view.register_day,
            }


def _contacts(view: View) -> Iterator[dict]:
    """Contacts of every practice and month; online ones by web forms, before any scheme."""
    months = [_FIRST_CONTACTS]
    while months[-1] < view.online_months[-1]:
        months.append(periods.add_months(months[-1], 1))
    common = {month: draws(f"contacts {month}") for month in months}
    for place, month in enumerate(months):
        busy = common[month].uniform(0.92, 1.08)
        share = 0.006 + 0.0007 * place + common[month].gauss(0, 0.0006)
        end = periods.month_end(month)
        patients = lists(max(end, "2016-10-01"))
        for practice in open_on(max(end, "2016-10-01")):
            if practice.code not in patients:
                continue
            stream = draws(f"contacts {practice.code} {month}")
            contacts = round(patients[practice.code] * 0.47 * busy * stream.uniform(0.9, 1.1))
            online = round(contacts * max(0.0, share) * stream.uniform(0.4, 1.6))
            yield {
                "practice_code": practice.code,
                "month": month,
                "contacts": contacts,
                "contacts_online": online,
            }
