"""Hours after 18:30 and at weekends, same-day appointments, contacts, and the clusters."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from analysis.project import periods
from illustrative.places import LOCALITIES
from illustrative.programmes import PROVIDERS
from illustrative.world import View, lists, open_on
from illustrative.writing import draws, local

_FIRST_CONTACTS = "2016-04"
_WEEKS = 5
# The papers leave the extra capacity open (acc_capacity_per_1000); 30 minutes is NHS England's
# minimum as the press reported it.
_STANDARDS = (
    # acc_ia_weekday_extra (1.5 hours), acc_ia_weekend
    ("weekday_minutes", 90, "minutes a day", "2016-09",
     "Primary Care Commissioning Strategy and Plan, December 2016"),
    ("weekend_days", 2, "days a week", "2016-09",
     "Primary Care Commissioning Strategy and Plan, December 2016"),
    ("minutes_per_1000", 30, "minutes a week per 1,000 patients", "2017/18",
     "NHS England's minimum for extended access, reported in the press"),
)  # fmt: skip
# acc_ia_key_issues: four issues for all providers; which weighs most where is illustrative.
_RISKS = {
    "East": "IT interoperability; recruiting key staff; reporting",
    "Mid": "Winter planning; IT interoperability; communications",
    "West": "Provider capacity; time to mobilise; communications",
}


# The assurer asks how the service works with these three; what is agreed where is illustrative.
_INTERFACES = {
    "East": "Out-of-hours agreed; 111 booking and urgent care hub in design",
    "Mid": "Acute urgent care agreed; 111 booking in design",
    "West": "Out-of-hours agreed; acute urgent care not yet",
}


def write(folder: Path, view: View) -> list[Path]:
    """Five returns on hours, same-day appointments, contacts and clusters."""
    return [
        local(folder, "access_capacity", _capacity(view)),
        local(folder, "access_standard", _standards()),
        local(folder, "same_day_week", _same_day(view)),
        local(folder, "cluster", _clusters(view)),
        local(folder, "contact", _contacts(view)),
    ]


def _capacity(view: View) -> Iterator[dict]:
    """What practices open for already: some evenings, some Saturdays, hardly a Sunday."""
    last = date.fromisoformat(view.register_day)
    monday = last - timedelta(days=last.weekday() + 7 * _WEEKS)
    patients = lists("2018-01-01")
    for area in sorted({place.area for place in LOCALITIES}):
        stream = draws(f"hours {area}")
        size = sum(patients[p.code] for p in open_on("2018-02-07") if p.locality.area == area)
        usual, saturday = stream.uniform(9, 26) * size / 1000, stream.uniform(0, 5) * size / 1000
        opens_sunday = stream.random() < 0.15
        for week in range(_WEEKS):
            weekday = round(usual * stream.uniform(0.85, 1.15), -1)
            yield {
                "area": area,
                "week": (monday + timedelta(days=7 * week)).isoformat(),
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
    last = date.fromisoformat(view.register_day)
    monday = last - timedelta(days=last.weekday() + 7 * _WEEKS)
    patients = lists("2018-01-01")
    for area in sorted({place.area for place in LOCALITIES}):
        stream = draws(f"same day {area} {view.label}")
        size = sum(patients[p.code] for p in open_on("2018-02-07") if p.locality.area == area)
        offered = draws(f"same day {area}").uniform(33, 43) * size / 1000
        asked = draws(f"asked {area}").uniform(34, 42) * size / 1000
        for week in range(_WEEKS):
            day = monday + timedelta(days=7 * week)
            # Four days' work in the two weeks of Christmas and New Year, and more asked for.
            days = 0.8 if (day.month, day.day) >= (12, 25) or (day.month, day.day) <= (1, 1) else 1
            winter = round(offered * 0.05 * stream.uniform(0.4, 1.4)) if day.month < 4 else 0
            usual = round(offered * days * stream.uniform(0.96, 1.04))
            yield {
                "area": area,
                "week": day.isoformat(),
                "slots_same_day": usual + winter,
                "requests_same_day": round(
                    asked * days * (1.06 if view.latest else 1.0) * stream.uniform(0.93, 1.07)
                ),
                "slots_winter": winter,
                "as_at": view.register_day,
            }


def _standards() -> Iterator[dict]:
    names = ("standard", "value", "unit", "dated_on", "source_document")
    for row in _STANDARDS:
        yield dict(zip(names, row, strict=True))


def _clusters(view: View) -> Iterator[dict]:
    """Three business cases, approved in January 2018 (acc_ia_cluster_cases)."""
    for cluster, provider in PROVIDERS.items():
        yield {
            "cluster": cluster,
            "lead_provider": provider,
            "business_case_approved_on": "2018-01-24" if view.latest else "",
            "contract_signed_on": "",
            "main_risks": _RISKS[cluster],
            "interfaces": _INTERFACES[cluster] if view.latest else "",
            "cost_gbp": "",  # no paper says what the service costs
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
