"""Where each programme is heading: projections, the chance of each step, and how they were tested.

A projection stands in the long table under its own measure, basis forecast, with a category that
begins ``projected_``; what practices plan themselves stands there without a category.
"""

import pandas as pd

from analysis import places
from analysis.access.contacts import online_share
from analysis.access.planned import PLANNED, PROGRAMMES
from analysis.measures import figure, sources
from analysis.methods import trajectory
from analysis.places import patient_lists
from analysis.project import Cycle, periods

_BANDS = ("median", "low_50", "high_50", "low_80", "high_80")
_ENOUGH_SLIPS = 10  # fewer of its own, and a programme borrows the others'
_MONTHS_AHEAD = 3  # shown month by month; quarter ends after that
_SERIES_MONTHS = 48
_SHARES_AHEAD = (1, 3, 6)


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
    now_open = places.open_at(tables["practice"], as_at)[["practice_code"]]
    rows = returned[returned["programme"] == programme]
    units = now_open.merge(rows, on="practice_code", how="left", validate="one_to_one")
    lists = patient_lists.list_on(tables["list_size"], commissioner=commissioner, day=as_at)
    if of == "practices":
        return units.assign(weight=1.0), float(len(units))
    patients = lists.set_index("practice_code")["patients_registered"]
    weighed = units.assign(weight=units["practice_code"].map(patients).astype("float64"))
    return weighed, float(patients.sum())


def slips_of(tables: dict[str, pd.DataFrame], *, programme) -> list[float]:
    """Days by which a programme's practices and milestones have slipped so far.

    Practices: done against first planned, or planned now against first planned. Milestones: done
    or planned now against first planned. With fewer than ten, those of every programme.
    """
    own = _slips(tables, [programme])
    return own if len(own) >= _ENOUGH_SLIPS else _slips(tables, PROGRAMMES)


def _slips(tables, programmes) -> list[float]:
    returned = tables["programme_return"]
    rows = returned[returned["programme"].isin([p.name for p in programmes])]
    done = rows[rows["completed_on"].notna()]
    moved = rows[rows["completed_on"].isna() & (rows["planned_on"] != rows["first_planned_on"])]
    # Practices moved together from one day to another are one decision, not many.
    moved = moved.drop_duplicates(["programme", "first_planned_on", "planned_on"])
    moved = moved.assign(completed_on=moved["planned_on"])
    found = trajectory.slips_seen(pd.concat([done, moved]))
    steps = tables["milestone"]
    steps = steps[steps["programme"].isin([p.also_called for p in programmes])]
    now = steps["completed_on"].fillna(steps["revised_to"])
    pairs = zip(steps["planned_for"], now, strict=True)
    return found + [
        float(trajectory.slip_days(planned, periods.last_day(period)))
        for planned, period in pairs
        if isinstance(period, str)
    ]


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle, actual: list[dict]) -> list[dict]:
    """Projections, chances, distances and backtests, as rows of the long table.

    ``actual`` are the rows of the measures themselves, worked out before.
    """
    known = pd.DataFrame(actual, columns=["measure", "category", "period", "basis", "value"])
    found = _backtested_shares(tables, cycle, known)
    outlooks = {**_event_outlooks(tables, cycle, found), **_series_outlooks(tables, cycle, found)}
    for measure, (outlook, line, as_at, source) in outlooks.items():
        found += _projection(tables, cycle, measure, outlook, line, as_at, source)
    found += _standings(tables, cycle, known, outlooks)
    return found


def _event_outlooks(tables, cycle, found) -> dict:
    """For each programme's measures: the outlook, the yardstick, its day and its sources."""
    returned, practice = tables["programme_return"], tables["practice"]
    if returned.empty or practice.empty:
        return {}
    as_at, ours = returned["as_at"].max(), cycle.commissioner
    milestones = tables["milestone"]
    outlooks, tested = {}, {}
    for programme in PROGRAMMES:
        rows = returned[returned["programme"] == programme.name]
        if rows.empty:
            continue
        slips = slips_of(tables, programme=programme)
        about = {"area": ours, "category": programme.name, "period": as_at}
        about["source"] = sources(rows, milestones)
        found += figure("slips_seen", len(slips), **about)
        found += figure("slip_median", pd.Series(slips).median(), **about)
        for measure, of in programme.measures:
            units, whole = units_of(tables, programme=programme.name, commissioner=ours, of=of)
            lists = tables["list_size"]
            source = sources(rows, practice, lists[lists["commissioner_code"] == ours])
            outlook = trajectory.simulate(
                units, slips=slips, as_at=as_at, whole=whole, name=measure
            )
            if outlook is None:
                continue
            line = trajectory.line(_monthly(units, whole, as_at), months=_SERIES_MONTHS)
            outlooks[measure] = (outlook, line, as_at, source)
            tested[measure] = trajectory.event_backtest(
                units, whole=whole, as_at=as_at, name=measure
            )
    for measure, rows in tested.items():
        found += _calibration(measure, rows, cycle, as_at[:7], outlooks[measure][3])
    # Most programmes have hardly begun: all of them together say whether to believe the method.
    together = pd.concat(tested.values()) if tested else pd.DataFrame()
    if len(together) and trajectory.beats_line(together) is False:
        outlooks = {m: (line or o, line, day, s) for m, (o, line, day, s) in outlooks.items()}
    return outlooks


def _series_outlooks(tables, cycle, found) -> dict:
    share = online_share(tables)
    if share.empty:
        return {}
    measure = "online_consultation_contacts"
    path, source = share[["period", "value"]], sources(tables["contact"])
    as_at = periods.month_end(share["period"].iloc[-1])
    tested = trajectory.series_backtest(path)
    found += _calibration(measure, tested, cycle, as_at[:7], source)
    line = trajectory.line(path, months=_SERIES_MONTHS)
    better = trajectory.fit(path, months=_SERIES_MONTHS) if trajectory.beats_line(tested) else None
    return {measure: (better or line, line, as_at, source)} if line else {}


def _backtested_shares(tables, cycle, known) -> list[dict]:
    """Shares of appointments: tested by rolling origin, and carried six months forward."""
    shares, found = known[known["measure"] == "appointments_share"], []
    files = [tables["appointments"], tables["practice_appointments"]]
    source = sources(*(f[f["commissioner_code"] == cycle.commissioner] for f in files))
    for category, rows in shares.groupby("category"):
        path = rows[["period", "value"]].sort_values("period", ignore_index=True)
        tested = trajectory.series_backtest(path)
        if tested.empty:
            continue
        last = path["period"].iloc[-1]
        found += _calibration(f"appointments_share:{category}", tested, cycle, last, source)
        months = max(_SHARES_AHEAD)
        line = trajectory.line(path, months=months)
        better = trajectory.fit(path, months=months) if trajectory.beats_line(tested) else None
        ahead = [periods.add_months(last, i) for i in _SHARES_AHEAD]
        found += _path_rows(
            "appointments_share", better or line, line, ahead, cycle, source, f"{category}:"
        )
    return found


def _monthly(units, whole, as_at) -> pd.DataFrame:
    """Share done by month from six months before the return's day, or the first done."""
    done = units["completed_on"].dropna()
    first = min([*done.str[:7], periods.add_months(as_at[:7], -6)])
    months = [first]
    while months[-1] < as_at[:7]:
        months.append(periods.add_months(months[-1], 1))
    return pd.DataFrame(
        {
            "period": months,
            "value": [
                units.loc[
                    (units["completed_on"] <= periods.month_end(m)).fillna(False), "weight"
                ].sum()
                / whole
                * 100
                for m in months
            ],
        }
    )


def _steps(tables, measure) -> pd.DataFrame:
    plan = tables["trajectory"]
    return plan[plan["measure"] == measure]


def _projection(tables, cycle, measure, outlook, line, as_at, source) -> list[dict]:
    """The projected path: three months, then quarter ends and every planned step to the last."""
    planned = list(_steps(tables, measure)["period"])
    month = as_at[:7]
    until = max([periods.add_months(month, 12), *(periods.last_day(p)[:7] for p in planned)])
    until = min(until, periods.add_months(month, _SERIES_MONTHS))
    ahead = [periods.add_months(month, i) for i in range(1, _SERIES_MONTHS + 1)]
    shown = [
        m
        for place, m in enumerate(ahead, start=1)
        if m <= until and (place <= _MONTHS_AHEAD or m[5:] in ("03", "06", "09", "12"))
    ]
    # A step between quarter ends, or on a day within a month, is a point of its own.
    ends = {periods.month_end(m) for m in shown}
    shown += [
        p
        for p in sorted(set(planned))
        if as_at < periods.last_day(p) <= periods.month_end(until)
        and periods.last_day(p) not in ends
    ]
    return _path_rows(measure, outlook, line, shown, cycle, source)


def _path_rows(card, outlook, line, months, cycle, source, before="") -> list[dict]:
    about = {"area": cycle.commissioner, "basis": "forecast", "source": source}
    found = []
    for row in outlook.path(months).to_dict("records"):
        for band in _BANDS:
            found += figure(
                card, row[band], category=f"{before}projected_{band}", period=row["period"], **about
            )
    for row in line.path(months).to_dict("records") if line else ():
        found += figure(
            card,
            row["median"],
            category=f"{before}projected_straight_line",
            period=row["period"],
            **about,
        )
    return found


def _standings(tables, cycle, known, outlooks) -> list[dict]:
    """Distance from plan, pace needed, chance and lateness of each step of each plan."""
    found = []
    plans, day = tables["trajectory"], cycle.as_at
    actual = known[(known["basis"] == "actual") & (known["category"] == "")]
    for (measure, version, basis), plan in plans.fillna({"plan_version": ""}).groupby(
        ["measure", "plan_version", "basis"]
    ):
        rows = actual[actual["measure"] == measure].sort_values("period")
        if measure not in PLANNED or rows.empty:
            continue
        value, path = float(rows["value"].iloc[-1]), _as_path(plan)
        about = {
            "area": cycle.commissioner,
            "category": ":".join(part for part in (measure, version, basis) if part),
        }
        outlook, _, _, source = outlooks.get(measure, (None, None, None, ""))
        about["source"] = ";".join(sorted({*source.split(";"), *sources(plan).split(";")} - {""}))
        planned = trajectory.planned_at(path, day)
        if planned is not None:
            found += figure("trajectory_distance", value - planned, period=day, **about)
        needed = trajectory.required_rate(path, actual=value, day=day)
        if needed:
            found += figure(
                "trajectory_required_rate",
                needed[2],
                period=needed[0],
                basis="plan",
                **about,
            )
        for step in path.to_dict("records"):
            last = periods.last_day(step["period"])
            if outlook is None or last <= day or step["value"] <= value:
                continue
            about |= {"period": step["period"], "basis": "forecast"}
            found += figure("trajectory_chance", _chance(outlook, step), **about)
            reached = outlook.date_of(step["value"])
            if reached:
                late = periods.days_between(last, periods.last_day(reached))
                found += figure("trajectory_days_late", late, **about)
            about = {key: about[key] for key in ("area", "category", "source")}
    return found


def _chance(outlook, step) -> float | None:
    try:
        return outlook.chance(step["value"], step["period"])
    except ValueError:  # beyond the months that a series is carried forward
        return None


def _as_path(plan) -> pd.DataFrame:
    return pd.DataFrame({"period": plan["period"], "value": plan["value_percent"]})


def _calibration(name, tested, cycle, month, source) -> list[dict]:
    found = []
    for row in trajectory.held(tested).to_dict("records") if len(tested) else ():
        about = {
            "area": cycle.commissioner,
            "category": f"{name}:{row['method'].replace(' ', '_')}:{row['horizon']}",
            "period": month,
            "source": source,
        }
        found += figure(
            "backtest_held",
            row["held_percent"],
            numerator=float(row["held"]),
            denominator=float(row["origins"]),
            **about,
        )
        found += figure("backtest_error", row["error_points"], **about)
    return found
