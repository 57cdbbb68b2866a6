"""Where each programme is heading: projections, and the chance and pace of each planned step.

A projection is kept under its own measure, basis forecast, with the dimension ``projection``
(median, low_80, straight_line, ...); what practices plan themselves is a forecast without it.
"""

from typing import NamedTuple

import pandas as pd

from analysis.access import backtests
from analysis.access.contacts import online_share
from analysis.access.programme_list import PLANNED, PROGRAMMES, Programme
from analysis.measures import by_row, figure, pick, sources
from analysis.methods.trajectory import against_plan, backtest, events, series
from analysis.places import membership, patient_lists
from analysis.project import Cycle, periods

_BANDS = ("median", "low_50", "high_50", "low_80", "high_80")
_MONTHS_AHEAD = 3  # shown month by month; quarter ends after that
_SERIES_MONTHS = 48
_SHARES_AHEAD = (1, 3, 6)


class Outlook(NamedTuple):
    """A measure carried forward from a day, with the straight line and the backtest of both."""

    projected: events.Simulated | series.Fitted
    line: series.Fitted | None
    tested: pd.DataFrame
    as_at: str
    source: str


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle, known: pd.DataFrame) -> list[dict]:
    """Projections, chances, distances and backtests, as rows of the long table.

    ``known`` is the long table of the measures themselves, worked out before.
    """
    found = [*_slip_figures(tables, cycle), *_shares_ahead(tables, cycle, known)]
    outlooks = _of_programmes(tables, cycle) | _of_contacts(tables)
    for measure, outlook in outlooks.items():
        about = {"of_measure": measure, "month": outlook.as_at[:7], "source": outlook.source}
        found += backtests.figures(outlook.tested, cycle, **about)
        found += _path_figures(measure, outlook, _shown(tables, measure, outlook), cycle)
    return [*found, *_against_plans(tables, cycle, known, outlooks)]


def units_of(
    tables: dict[str, pd.DataFrame], *, programme: str, commissioner: str, of: str
) -> tuple[pd.DataFrame, float]:
    """A programme's practices as units of an event trajectory, and their denominator.

    Only practices open on the return's day. Columns: first_planned_on, planned_on, completed_on,
    weight (patients of the list nearest before, or one a practice).

    One row per practice_code.
    """
    returned = tables["programme_return"]
    as_at = returned["as_at"].max()
    now_open = membership.open_at(tables["practice"], as_at)[["practice_code"]]
    rows = returned[returned["programme"] == programme]
    units = now_open.merge(rows, on="practice_code", how="left", validate="one_to_one")
    lists = patient_lists.list_on(tables["list_size"], commissioner=commissioner, day=as_at)
    if of == "practices":
        return units.assign(weight=1.0), float(len(units))
    patients = lists.set_index("practice_code")["patients_registered"]
    weighed = units.assign(weight=units["practice_code"].map(patients).astype("float64"))
    return weighed, float(patients.sum())


def slips_of(tables: dict[str, pd.DataFrame], *, programme: Programme) -> list[float]:
    """The slips that a programme's simulation draws from: its own, or borrowed; ``events.pool``."""
    others = [_slips(tables, other) for other in PROGRAMMES if other != programme]
    return events.pool(_slips(tables, programme), others)


def _slips(tables, programme: Programme) -> list[float]:
    """Days by which a programme's practices and milestones have slipped so far.

    Practices: done compared with first planned, or planned now compared with first planned.
    Milestones: likewise.
    """
    returned = tables["programme_return"]
    rows = returned[returned["programme"] == programme.name]
    done = rows[rows["completed_on"].notna()]
    moved = rows[rows["completed_on"].isna() & (rows["planned_on"] != rows["first_planned_on"])]
    # Practices moved together from one day to another are one decision, not many.
    moved = moved.drop_duplicates(["programme", "first_planned_on", "planned_on"])
    moved = moved.assign(completed_on=moved["planned_on"])
    found = events.slips_seen(pd.concat([done, moved]))
    steps = tables["milestone"]
    steps = steps[steps["programme"] == programme.also_called]
    steps = steps.assign(now=steps["completed_on"].fillna(steps["revised_to"])).dropna(subset="now")
    return found + [
        float(against_plan.slip_days(planned, periods.last_day(now)))
        for planned, now in zip(steps["planned_for"], steps["now"], strict=True)
    ]


def _slip_figures(tables, cycle) -> list[dict]:
    """How many slips each programme has seen, their median, and how many others lend to it."""
    returned, found = tables["programme_return"], []
    seen = {p.name: pd.Series(_slips(tables, p), dtype="float64") for p in PROGRAMMES}
    for programme in PROGRAMMES if len(tables["practice"]) else ():
        rows = returned[returned["programme"] == programme.name]
        if rows.empty:
            continue
        about = {"area": cycle.commissioner, "programme": programme.name}
        about |= {"period": returned["as_at"].max(), "source": sources(rows, tables["milestone"])}
        own = seen[programme.name]
        found += figure("slips_seen", len(own), **about)
        found += figure("slip_median", own.median(), **about)
        if len(own) < events.ENOUGH_SLIPS:
            for name, slips in seen.items():
                lent = len(slips) if name != programme.name else 0
                found += figure("slips_borrowed", lent or None, lender=name, **about)
    return found


def _of_programmes(tables, cycle) -> dict[str, Outlook]:
    """The outlook of each programme's measures: its practices simulated from their dates."""
    returned, practice, lists = tables["programme_return"], tables["practice"], tables["list_size"]
    if returned.empty or practice.empty:
        return {}
    as_at, ours, found = returned["as_at"].max(), cycle.commissioner, {}
    mine = lists[lists["commissioner_code"] == ours]
    for programme in PROGRAMMES:
        rows = returned[returned["programme"] == programme.name]
        if rows.empty:
            continue
        slips = slips_of(tables, programme=programme)
        for measure, of in programme.measures:
            units, whole = units_of(tables, programme=programme.name, commissioner=ours, of=of)
            about = {"as_at": as_at, "whole": whole, "name": measure}
            simulated = events.simulate(units, slips=slips, **about)
            if simulated is not None:
                found[measure] = Outlook(
                    simulated,
                    series.straight_line(_monthly(units, whole, as_at), months=_SERIES_MONTHS),
                    backtest.of_events(units, **about),
                    as_at,
                    sources(rows, practice, mine),
                )
    # Most programmes have hardly begun: all of them together decide whether to use the method.
    together = (
        pd.concat([outlook.tested for outlook in found.values()]) if found else pd.DataFrame()
    )
    if backtest.beats_line(together) is False:
        return {name: o._replace(projected=o.line or o.projected) for name, o in found.items()}
    return found


def _monthly(units: pd.DataFrame, whole: float, as_at: str) -> pd.DataFrame:
    """Share done by month from six months before the return's day, or the first done."""
    first = min([*units["completed_on"].dropna().str[:7], periods.add_months(as_at[:7], -6)])
    done = events.done_by_month(units, months=periods.months(first, as_at[:7]), whole=whole)
    return done.rename_axis("period").reset_index(name="value")


def _of_contacts(tables) -> dict[str, Outlook]:
    path = online_share(tables)[["period", "value"]]
    outlook = _of_series(path, months=_SERIES_MONTHS, source=sources(tables["contact"]))
    return {"online_consultation_contacts": outlook} if outlook else {}


def _of_series(path: pd.DataFrame, *, months: int, source: str) -> Outlook | None:
    """A monthly share carried forward by the better method; None where there is no line either."""
    line = series.straight_line(path, months=months)
    if line is None:
        return None
    tested = backtest.of_series(path)
    better = series.theta(path, months=months) if backtest.beats_line(tested) else None
    return Outlook(better or line, line, tested, periods.month_end(path["period"].iloc[-1]), source)


def _shares_ahead(tables, cycle, known) -> list[dict]:
    """Shares of appointments: tested by rolling origin, and carried six months forward."""
    found = []
    files = [tables["appointments"], tables["practice_appointments"]]
    source = sources(*(f[f["commissioner_code"] == cycle.commissioner] for f in files))
    for kind, rows in pick(known, "appointments_share").groupby("kind"):
        path = rows[["period", "value"]].reset_index(drop=True)
        outlook = _of_series(path, months=max(_SHARES_AHEAD), source=source)
        if outlook is None or outlook.tested.empty:
            continue
        last, of = path["period"].iloc[-1], "appointments_share"
        about = {"of_measure": of, "kind": kind, "month": last, "source": source}
        found += backtests.figures(outlook.tested, cycle, **about)
        ahead = [periods.add_months(last, months) for months in _SHARES_AHEAD]
        found += _path_figures(of, outlook, ahead, cycle, kind=kind)
    return found


def _shown(tables, measure: str, outlook: Outlook) -> list[str]:
    """The periods of a projected path: three months, then quarter ends and each planned step."""
    plan = tables["trajectory"]
    planned = plan.loc[plan["measure"] == measure, "period"]
    month = outlook.as_at[:7]
    until = max([periods.add_months(month, 12), *(periods.last_day(p)[:7] for p in planned)])
    until = min(until, periods.add_months(month, _SERIES_MONTHS))
    ahead = periods.months(periods.add_months(month, 1), until)
    quarters = [m for m in ahead[_MONTHS_AHEAD:] if m[5:] in ("03", "06", "09", "12")]
    shown = [*ahead[:_MONTHS_AHEAD], *quarters]
    # A step between quarter ends, or on a day within a month, is a point of its own.
    ends = {periods.month_end(m) for m in shown}
    steps = [
        p
        for p in sorted(set(planned))
        if outlook.as_at < periods.last_day(p) <= periods.month_end(until)
        and periods.last_day(p) not in ends
    ]
    return [*shown, *steps]


def _path_figures(measure, outlook: Outlook, shown, cycle, **dimensions) -> list[dict]:
    about = {"area": cycle.commissioner, "basis": "forecast", "source": outlook.source}
    about |= dimensions
    by, path, found = {"period": "period"}, outlook.projected.path(shown), []
    for band in _BANDS:
        found += by_row(path, {measure: band}, by=by, projection=band, **about)
    if outlook.line:
        line = outlook.line.path(shown)
        found += by_row(line, {measure: "median"}, by=by, projection="straight_line", **about)
    return found


def _against_plans(tables, cycle, known, outlooks) -> list[dict]:
    """Distance from plan, pace needed, chance and lateness of each step of each plan."""
    found: list[dict] = []
    plans, day = tables["trajectory"].fillna({"plan_version": ""}), cycle.as_at
    for (measure, version, basis), plan in plans.groupby(["measure", "plan_version", "basis"]):
        actual = pick(known, measure, area_type="commissioner", basis="actual")
        if measure not in PLANNED or actual.empty:
            continue
        value = float(actual["value"].iloc[-1])
        path = plan[["period", "value_percent"]].rename(columns={"value_percent": "value"})
        outlook = outlooks.get(measure)
        files = {*sources(plan).split(";"), *(outlook.source.split(";") if outlook else ())}
        about: dict = {
            "area": cycle.commissioner,
            "source": ";".join(sorted(files - {""})),
            "of_measure": measure,
            "plan": version,
            "of_basis": basis,
        }
        planned = against_plan.planned_at(path, day)
        if planned is not None:
            found += figure("trajectory_distance", value - planned, period=day, **about)
        needed = against_plan.required_rate(path, actual=value, day=day)
        if needed:
            next_step, _, pace = needed
            about_pace = about | {"period": next_step, "basis": "plan"}
            found += figure("trajectory_required_rate", pace, **about_pace)
        for step in path.to_dict("records") if outlook else ():
            if periods.last_day(step["period"]) > day and step["value"] > value:
                found += _step_figures(outlook, step, about)
    return found


def _step_figures(outlook: Outlook, step: dict, about: dict) -> list[dict]:
    """The chance of one planned step, and by how many days it is projected to be late."""
    found, about = [], about | {"period": step["period"], "basis": "forecast"}
    try:
        chance = outlook.projected.chance(step["value"], step["period"])
        found += figure("trajectory_chance", chance, **about)
    except ValueError:  # beyond the months that a series is carried forward
        pass
    reached = outlook.projected.date_of(step["value"])
    if reached:
        last = periods.last_day(step["period"])
        late = periods.days_between(last, periods.last_day(reached))
        found += figure("trajectory_days_late", late, **about)
    return found
