"""The figures of the register: practices, sites, places and patients at a date, and support."""

import pandas as pd

from analysis.measures import by_row, figure, share, sources
from analysis.places import membership
from analysis.places.patient_lists import lists_by_place, newly_at_risk
from analysis.project import Cycle, periods

Tables = dict[str, pd.DataFrame]

_AREA_TYPES = {
    "practice_code": "practice",
    "locality": "locality",
    "transformation_area": "area",
    "pcn_code": "pcn",
}


def measures(tables: Tables, cycle: Cycle) -> list[dict]:
    """Every figure about the register that the cycle's returns allow, one dictionary a figure."""
    return [
        *_practice_figures(tables, cycle),
        *_list_figures(tables, cycle),
        *_support_figures(tables, cycle),
    ]


def _practice_figures(tables: Tables, cycle: Cycle) -> list[dict]:
    """How many practices are open, in how many places, by the local and the national register."""
    register, ours = tables["practice"], cycle.commissioner
    found: list[dict] = []
    if len(register):
        found += _register_figures(register, cycle)
    active = membership.active_practices(tables["ods_practice"], commissioner=ours)
    if len(active):
        found += figure(
            "practices_open",
            len(active),
            area=ours,
            register="national_register" if len(register) else "",
            period="",
            source=sources(active),
        )
    return found


def _register_figures(register: pd.DataFrame, cycle: Cycle) -> list[dict]:
    """The local register's figures on the committee's day and the days it is compared with."""
    source, found = sources(register), []
    for day in sorted({cycle.as_at, *cycle.comparison_dates}):
        now_open = membership.open_at(register, day)
        for name, count in (
            ("practices_open", len(now_open)),
            ("delivery_sites", now_open["delivery_sites"].sum(min_count=1)),
            ("localities", now_open["locality"].nunique() or None),
            ("transformation_areas", now_open["transformation_area"].nunique() or None),
        ):
            found += figure(name, count, area=cycle.commissioner, period=day, source=source)
    as_at = register["as_at"].max()
    phases = membership.open_at(register, as_at).groupby("primary_care_home_phase")
    for phase, areas in phases["transformation_area"].nunique().items():
        found += figure(
            "primary_care_home_areas",
            areas,
            area=cycle.commissioner,
            phase=f"{phase:g}",
            period=as_at[:7],
            basis="plan",
            source=source,
        )
    return found


def _list_figures(tables: Tables, cycle: Cycle) -> list[dict]:
    """Registered patients at every extract, by practice and by each kind of place."""
    ours = membership.rows_of(tables["list_size"], cycle.commissioner)
    source_of = {day: sources(rows) for day, rows in ours.groupby("extract_date")}
    by = {"period": "extract_date", "source": "source"}
    held = ours.assign(with_patients=ours["patients_registered"] > 0)
    totals = held.groupby("extract_date", as_index=False)[["patients_registered", "with_patients"]]
    found = by_row(
        _with_source(totals.sum(), source_of),
        {"registered_patients": "patients_registered", "practices_with_patients": "with_patients"},
        by=by,
        area=cycle.commissioner,
    )
    for place, area_type in _AREA_TYPES.items():
        rows = ours if place == "practice_code" else lists_by_place(tables, cycle, by=place)
        found += by_row(
            _with_source(rows, source_of),
            {"registered_patients": "patients_registered"},
            by=by | {"area": place},
            area_type=area_type,
        )
    return found


def _with_source(rows: pd.DataFrame, source_of: dict[str, str]) -> pd.DataFrame:
    """Rows of lists with the returns behind their extract."""
    return rows.assign(source=rows["extract_date"].map(source_of))


def _support_figures(tables: Tables, cycle: Cycle) -> list[dict]:
    """Practices offered resilience support in the year, and those newly at risk by month."""
    offers, register, profile = (
        tables[name] for name in ("support_offer", "practice", "practice_profile")
    )
    ours, found = cycle.commissioner, []
    resilience = offers[offers["programme"].str.lower() == "resilience"]
    if len(resilience):
        year = periods.financial_year(cycle.as_at)
        this_year = resilience["offered_on"].map(periods.financial_year) == year
        count = resilience.loc[this_year, "practice_code"].nunique()
        name, source = "resilience_offers", sources(offers)
        found += figure(name, count, area=ours, period=year, source=source)
        name, source = "resilience_offers_share", sources(offers, register)
        now_open = len(membership.open_at(register, cycle.as_at))
        found += share(name, count, now_open, area=ours, period=year, source=source)
    # A first month has nothing to be compared with.
    for month in sorted(profile["month"].dropna().unique())[1:]:
        name, count = "practices_newly_at_risk", len(newly_at_risk(profile, month=month))
        found += figure(name, count, area=ours, period=month, source=sources(profile))
    return found
