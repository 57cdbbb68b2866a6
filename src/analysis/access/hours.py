"""The extra hours that areas offer in the evening and at weekends, and the standard for them."""

import pandas as pd

from analysis.measures import by_row, ratio, share, sources
from analysis.places import membership, patient_lists
from analysis.project import Cycle

_MINUTES = ["weekday_extra_minutes", "saturday_minutes", "sunday_minutes"]
ALL_AREAS = "All areas"
MET = ["weekdays_met", "saturday_met", "sunday_met", "booking_met", "standard_met"]


def by_week(tables: dict[str, pd.DataFrame], *, commissioner: str) -> pd.DataFrame:
    """Every area's extra hours in every week, against each part of the standard.

    Weekdays are met where the least of the five has the minutes asked for after 18:30; each
    weekend day where it has any; booking where appointments can be had both ahead and on the
    day; all blank where no standard was supplied. ``minutes_per_1000`` is of registered
    patients, blank where the area's list is not known. Columns: area, week, minutes,
    patients_registered, minutes_per_1000, and the five of ``MET`` (True or False).

    One row per area, week.
    """
    capacity = tables["access_capacity"]
    columns = ["area", "week", "minutes", "patients_registered", "minutes_per_1000", *MET]
    if capacity.empty:
        return pd.DataFrame(columns=columns)
    stated = tables["access_standard"]
    asked = dict(zip(stated["standard"], stated["value"], strict=True))
    patients = area_lists(tables, commissioner=commissioner, day=capacity["as_at"].max())
    weeks = capacity.assign(minutes=capacity[_MINUTES].sum(axis=1, min_count=3)).merge(
        patients, on="area", how="left", validate="many_to_one"
    )
    weekend = (weeks[["saturday_minutes", "sunday_minutes"]] > 0).sum(axis=1)
    least = asked.get("weekday_minutes", float("nan"))
    met = {
        "weekdays_met": weeks["weekday_least_minutes"] >= least,
        "saturday_met": weeks["saturday_minutes"] > 0,
        "sunday_met": weeks["sunday_minutes"] > 0,
        "booking_met": (weeks["pre_bookable"] == "yes") & (weeks["same_day"] == "yes"),
    }
    days = asked.get("weekend_days", float("nan"))
    met["standard_met"] = met["weekdays_met"] & (weekend >= days) & met["booking_met"]
    if least != least or days != days:  # no area is judged by a standard that was not supplied
        met = dict.fromkeys(MET, float("nan"))
    return weeks.assign(
        minutes_per_1000=weeks["minutes"] * 1000 / weeks["patients_registered"],
        **met,
    )[columns].sort_values(["area", "week"], ignore_index=True)


def by_area(weeks: pd.DataFrame) -> pd.DataFrame:
    """Areas with how many of their weeks met each part of the standard.

    Columns: area, weeks, patients_registered, the five of ``MET`` as counts of weeks, and
    standard_met_in (the weeks that met the whole of it, as a tuple of their first days).

    One row per area.
    """
    if weeks.empty:
        return pd.DataFrame(
            columns=["area", "weeks", "patients_registered", *MET, "standard_met_in"]
        )
    met_in = weeks["week"].where(weeks["standard_met"].eq(True))
    return (
        weeks.assign(standard_met_in=met_in)
        .groupby("area", as_index=False)
        .agg(
            weeks=("week", "nunique"),
            patients_registered=("patients_registered", "first"),
            **{name: (name, lambda met: met.sum(min_count=1)) for name in MET},
            standard_met_in=("standard_met_in", lambda days: tuple(sorted(days.dropna()))),
        )
    )


def minutes_by_week(weeks: pd.DataFrame) -> pd.DataFrame:
    """Extra minutes per 1,000 registered patients: an area a row, a week a column.

    ``weeks`` is what ``by_week`` gives. The last row, ``All areas``, is total over total of
    the areas whose minutes and list are both known. Columns: area, and each week's first day.

    One row per area.
    """
    known = weeks.dropna(subset=["minutes", "patients_registered"])
    if known.empty:
        return pd.DataFrame(columns=["area"])
    every = known.groupby("week", as_index=False)[["minutes", "patients_registered"]].sum()
    every = every.assign(
        area=ALL_AREAS,
        minutes_per_1000=every["minutes"] * 1000 / every["patients_registered"],
    )
    wide = pd.concat([known, every]).pivot_table(
        index="area", columns="week", values="minutes_per_1000"
    )
    order = [*sorted(known["area"].unique()), ALL_AREAS]
    return wide.reindex(order).rename_axis(columns=None).reset_index()


def area_lists(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """Registered patients of each area, by the list nearest to a day.

    Columns: area, patients_registered.

    One row per area.
    """
    return membership.roll_up(
        patient_lists.list_near(tables["list_size"], commissioner=commissioner, day=day),
        places=membership.members(tables, commissioner=commissioner, day=day),
        by=["transformation_area"],
        sums=["patients_registered"],
    ).rename(columns={"transformation_area": "area"})


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The standard, extra minutes and the weeks that met it, as rows of the long table."""
    ours = cycle.commissioner
    asked, by = {"extended_access_standard": "value"}, {"standard": "standard"}
    by |= {"period": "dated_on", "source": "source_file"}
    found = by_row(tables["access_standard"], asked, by=by, area=ours, basis="threshold")
    capacity = tables["access_capacity"]
    if capacity.empty:
        return found
    day = capacity["as_at"].max()
    lists = patient_lists.list_near(tables["list_size"], commissioner=ours, day=day)
    source = sources(capacity, tables["practice"], lists)
    weeks = by_week(tables, commissioner=ours)
    minutes, by = {"extended_access_minutes_per_1000": "minutes_per_1000"}, {"area": "area"}
    by_week_too = {"period": "week", "numerator": "minutes", "denominator": "patients_registered"}
    found += by_row(weeks, minutes, by=by | by_week_too, area_type="area", source=source)
    last, areas = weeks["week"].max(), by_area(weeks)
    about: dict = {"period": last, "source": source}
    for part in MET:
        met, its = {"extended_access_weeks_met": (part, "weeks")}, {"part_of_standard": part}
        found += by_row(areas, met, by=by, area_type="area", **its, **about)
        whole = weeks[part].sum(min_count=1)
        found += share("extended_access_weeks_met", whole, len(weeks), area=ours, **its, **about)
    now = weeks[weeks["week"] == last].dropna(subset=["minutes", "patients_registered"])
    count, patients = now["minutes"].sum(), now["patients_registered"].sum()
    name = "extended_access_minutes_per_1000"
    return found + ratio(name, count, patients, times=1000.0, area=ours, **about)
