"""Appointments for the day itself against what patients ask for, and what winter money adds."""

import pandas as pd

from analysis.access.hours import area_lists
from analysis.measures import ratio, share, sources
from analysis.places import patient_lists
from analysis.project import Cycle

_COUNTED = ["slots_same_day", "requests_same_day", "slots_winter"]
ALL_WEEKS = "all_weeks"


def by_week(tables: dict[str, pd.DataFrame], *, commissioner: str) -> pd.DataFrame:
    """Every area's same-day appointments and requests by week, with its registered patients.

    Patients are those of the list nearest before the return's day, blank where the area's list is
    not known. Columns: area, week, slots_same_day, requests_same_day, slots_winter,
    patients_registered.

    One row per area, week.
    """
    returned = tables["same_day_week"]
    columns = ["area", "week", *_COUNTED, "patients_registered"]
    if returned.empty:
        return pd.DataFrame(columns=columns)
    patients = area_lists(tables, commissioner=commissioner, day=returned["as_at"].max())
    return returned.merge(patients, on="area", how="left", validate="many_to_one")[
        columns
    ].sort_values(["area", "week"], ignore_index=True)


def by_area(weeks: pd.DataFrame) -> pd.DataFrame:
    """Each area's mean week, and the weeks in which patients asked for more than there was.

    ``weeks`` is what ``by_week`` gives. Columns: area, weeks, weeks_short,
    slots_per_1000, requests_per_1000 (a week, of registered patients), slots_per_100_requests,
    winter_percent (of the slots).

    One row per area, the shortest first.
    """
    names = ["area", "weeks", "weeks_short", "slots_per_1000", "requests_per_1000"]
    names += ["slots_per_100_requests", "winter_percent"]
    if weeks.empty:
        return pd.DataFrame(columns=names)
    short = weeks["slots_same_day"] < weeks["requests_same_day"]
    found = (
        weeks.assign(short=short)
        .groupby("area", as_index=False)
        .agg(
            weeks=("week", "nunique"),
            weeks_short=("short", "sum"),
            patients=("patients_registered", "first"),
            **{name: (name, "sum") for name in _COUNTED},
        )
    )
    patient_weeks = found["patients"] * found["weeks"]
    asked = found["requests_same_day"].mask(found["requests_same_day"] == 0)
    slots = found["slots_same_day"].mask(found["slots_same_day"] == 0)
    return found.assign(
        slots_per_1000=found["slots_same_day"] * 1000 / patient_weeks,
        requests_per_1000=found["requests_same_day"] * 1000 / patient_weeks,
        slots_per_100_requests=found["slots_same_day"] / asked * 100,
        winter_percent=found["slots_winter"] / slots * 100,
    )[names].sort_values("slots_per_100_requests", ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Same-day appointments and requests by week, and by area over all weeks, in the long table."""
    weeks = by_week(tables, commissioner=cycle.commissioner)
    if weeks.empty:
        return []
    found: list[dict] = []
    returned, ours = tables["same_day_week"], cycle.commissioner
    day = returned["as_at"].max()
    lists = patient_lists.list_near(tables["list_size"], commissioner=ours, day=day)
    source = sources(returned, tables["practice"], lists)
    whole = {"area": ours, "source": source}
    for week, rows in weeks.groupby("week"):
        found += _rates(rows, period=week, **whole)
    last = weeks["week"].max()
    for area, rows in weeks.groupby("area"):
        about = {"area_type": "area", "area": area, "source": source, "period": last}
        found += _per_100(rows, weeks=ALL_WEEKS, **about)
    return found + _per_100(weeks, weeks=ALL_WEEKS, period=last, **whole)


def _rates(rows, **about) -> list[dict]:
    # Patients and appointments of the same areas: one without a list is in neither.
    known = rows.dropna(subset=["patients_registered"])
    patients = known["patients_registered"].sum()
    found = _per_100(rows, **about)
    for name in ("slots", "requests"):
        count = known[f"{name}_same_day"].sum()
        found += ratio(f"same_day_{name}_per_1000", count, patients, times=1000.0, **about)
    slots, paid = rows["slots_same_day"].sum(), rows["slots_winter"].sum()
    return found + share("same_day_winter_share", paid, slots, **about)


def _per_100(rows, **about) -> list[dict]:
    slots, asked = rows["slots_same_day"].sum(), rows["requests_same_day"].sum()
    return ratio("same_day_slots_per_100_requests", slots, asked, times=100.0, **about)
