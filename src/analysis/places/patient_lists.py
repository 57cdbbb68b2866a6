"""The register: how many practices, sites, places and patients there are, at a date."""

from collections.abc import Iterable

import pandas as pd

from analysis import places
from analysis.measures import by_place, figure, share, sources
from analysis.project import Cycle, periods

AT_RISK = ("special_measures", "vulnerable")


def list_on(list_size: pd.DataFrame, *, commissioner: str, day: str) -> pd.DataFrame:
    """The commissioner's lists at the last extract up to a day, or the first where all are later.

    One row per practice_code.
    """
    ours = list_size[list_size["commissioner_code"] == commissioner]
    chosen = list_day(list_size, commissioner=commissioner, day=day)
    return ours if chosen is None else ours[ours["extract_date"] == chosen]


def list_day(list_size: pd.DataFrame, *, commissioner: str, day: str) -> str | None:
    """The extract that ``list_on`` takes for a day; None where the commissioner has no list."""
    dates = list_size.loc[list_size["commissioner_code"] == commissioner, "extract_date"].dropna()
    if dates.empty:
        return None
    before = dates[dates <= day]
    return before.max() if len(before) else dates.min()


def later_lists(
    list_size: pd.DataFrame, *, commissioner: str, days: Iterable[str]
) -> dict[str, str]:
    """The days for which no list is old enough, each with the later extract that stands in.

    An extract of the next month's first day counts as the month's own. A page says so beside
    every rate that rests on one (``words.later_lists``).
    """
    used = {day: list_day(list_size, commissioner=commissioner, day=day) for day in sorted(days)}
    return {day: on for day, on in used.items() if on and periods.days_between(day, on) > 1}


def weighted_lists(tables: dict[str, pd.DataFrame], *, commissioner: str) -> pd.DataFrame:
    """Weighted and registered patients of the commissioner's practices, by financial year.

    From the published payments (practices open at the year's end: a closed one keeps its last
    list) and, for years that these lack, from the weighted populations of the allocation.
    Columns: practice_code, financial_year, patients_weighted, patients_registered, source_file.

    One row per practice_code, financial_year.
    """
    columns = [
        "practice_code",
        "financial_year",
        "patients_weighted",
        "patients_registered",
        "source_file",
    ]
    paid, allocated = tables["payment_year"], tables["weighted_list"]
    still_open = paid["closed_on"].isna() | (
        paid["closed_on"] > paid["financial_year"].map(periods.last_day)
    )
    paid = paid[(paid["commissioner_code"] == commissioner) & still_open]
    allocated = allocated[
        (allocated["commissioner_code"] == commissioner)
        & ~allocated["financial_year"].isin(paid["financial_year"].unique())
    ]
    both = pd.concat([paid[columns], allocated[columns]], ignore_index=True)
    return both[both["patients_weighted"] > 0].reset_index(drop=True)


def weighted_on(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """The weighted lists of the financial year that a day lies in, else of the year before it.

    One row per practice_code.
    """
    lists = weighted_lists(tables, commissioner=commissioner)
    years = lists["financial_year"]
    upto = years[years <= periods.financial_year(day)]
    return lists[years == upto.max()] if len(upto) else lists.iloc[:0]


def newly_at_risk(practice_profile: pd.DataFrame, *, month: str) -> set[str]:
    """Practices in the two lowest bands in a month and not in the month before."""
    risky = practice_profile[practice_profile["band"].isin(AT_RISK)]
    now = set(risky.loc[risky["month"] == month, "practice_code"])
    return now - set(risky.loc[risky["month"] == periods.add_months(month, -1), "practice_code"])


def lists_by_place(tables: dict[str, pd.DataFrame], cycle: Cycle, *, by: str) -> pd.DataFrame:
    """Registered patients by place at every extract; ``by`` is locality, area or network.

    Columns: extract_date, ``by``, patients_registered. Empty where no practice has such a place.

    One row per extract_date, place.
    """
    known = places.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    lists = tables["list_size"]
    ours = lists[lists["commissioner_code"] == cycle.commissioner]
    if known[by].isna().all() or ours.empty:
        return pd.DataFrame(columns=["extract_date", by, "patients_registered"])
    return places.roll_up(ours, places=known, by=["extract_date", by], sums=["patients_registered"])


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure about the register that the cycle's returns allow."""
    return [
        *_practice_figures(tables, cycle),
        *_list_figures(tables, cycle),
        *_support_figures(tables, cycle),
    ]


def _practice_figures(tables, cycle):
    register, ours, found = tables["practice"], cycle.commissioner, []
    source = sources(register)
    for day in sorted({cycle.as_at, *cycle.comparison_dates}) if len(register) else ():
        about = {"area": ours, "period": day, "source": source}
        now_open = places.open_at(register, day)
        found += figure("practices_open", len(now_open), **about)
        found += figure("delivery_sites", now_open["delivery_sites"].sum(min_count=1), **about)
        for name, column in (
            ("localities", "locality"),
            ("transformation_areas", "transformation_area"),
        ):
            count = now_open[column].nunique()
            found += figure(name, count or None, **about)
    if len(register):
        as_at = register["as_at"].max()
        now_open = places.open_at(register, as_at)
        phases = now_open.groupby("primary_care_home_phase")["transformation_area"].nunique()
        for phase, areas in phases.items():
            found += figure(
                "primary_care_home_areas",
                areas,
                area=ours,
                category=f"phase_{phase:g}",
                period=as_at[:7],
                basis="plan",
                source=source,
            )
    national = tables["ods_practice"]
    active = national[
        (national["commissioner_code"] == ours)
        & (national["gp_practice"] == "yes")
        & (national["status"] == "active")
    ]
    if len(active):
        found += figure(
            "practices_open",
            len(active),
            area=ours,
            category="national_register" if len(register) else "",
            period="",
            source=sources(active),
        )
    return found


def _list_figures(tables, cycle):
    lists, ours, found = tables["list_size"], cycle.commissioner, []
    mine = lists[lists["commissioner_code"] == ours]
    source_of = {day: sources(rows) for day, rows in mine.groupby("extract_date")}
    for day, rows in mine.groupby("extract_date"):
        about = {"period": day, "source": source_of[day]}
        patients = rows["patients_registered"]
        found += figure("registered_patients", patients.sum(), area=ours, **about)
        found += figure("practices_with_patients", (patients > 0).sum(), area=ours, **about)
        found += by_place(
            "registered_patients",
            rows,
            area="practice_code",
            value="patients_registered",
            area_type="practice",
            **about,
        )
    for by, area_type in (
        ("locality", "locality"),
        ("transformation_area", "area"),
        ("pcn_code", "pcn"),
    ):
        for day, rows in lists_by_place(tables, cycle, by=by).groupby("extract_date"):
            found += by_place(
                "registered_patients",
                rows,
                area=by,
                value="patients_registered",
                area_type=area_type,
                period=day,
                source=source_of[day],
            )
    return found


def _support_figures(tables, cycle):
    offers, profile, ours, found = (
        tables["support_offer"],
        tables["practice_profile"],
        cycle.commissioner,
        [],
    )
    resilience = offers[offers["programme"].str.lower() == "resilience"]
    year = periods.financial_year(cycle.as_at)
    offered = resilience[resilience["offered_on"].map(periods.financial_year) == year]
    if len(resilience):
        count = offered["practice_code"].nunique()
        about = {"area": ours, "period": year}
        found += figure("resilience_offers", count, source=sources(offers), **about)
        now_open = places.open_at(tables["practice"], cycle.as_at)
        found += share(
            "resilience_offers_share",
            count,
            len(now_open),
            source=sources(offers, tables["practice"]),
            **about,
        )
    months = sorted(profile["month"].dropna().unique())
    # A first month has nothing to be compared with.
    for month in months[1:]:
        found += figure(
            "practices_newly_at_risk",
            len(newly_at_risk(profile, month=month)),
            area=ours,
            period=month,
            source=sources(profile),
        )
    return found
