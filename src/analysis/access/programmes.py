"""Programmes against their plans: where each stands, by practices and by patients."""

import pandas as pd

from analysis import places
from analysis.access.planned import PROGRAMMES
from analysis.measures import figure, pick, share, sources
from analysis.places import patient_lists
from analysis.project import Cycle, periods


def standing(
    programme_return: pd.DataFrame,
    practice: pd.DataFrame,
    list_size: pd.DataFrame,
    *,
    programme: str,
    commissioner: str,
    day: str,
    planned: bool,
) -> dict[str, float]:
    """How far a programme has come by a day: practices and patients, with their denominators.

    ``planned`` counts practices that plan to be there by the day as well as those that are. Only
    practices open on the day count; patients are those of the list nearest before it. Keys:
    practices_there, practices_open, patients_there, patients_registered.
    """
    now_open = set(places.open_at(practice, day)["practice_code"])
    rows = programme_return[programme_return["programme"] == programme]
    there = rows["completed_on"].notna() & (rows["completed_on"] <= day)
    if planned:
        there |= rows["completed_on"].isna() & (rows["planned_on"] <= day).fillna(False)
    codes = set(rows.loc[there, "practice_code"]) & now_open
    lists = patient_lists.list_on(list_size, commissioner=commissioner, day=day)
    patients = lists["patients_registered"]
    return {
        "practices_there": float(len(codes)),
        "practices_open": float(len(now_open)),
        "patients_there": float(patients[lists["practice_code"].isin(codes)].sum()),
        "patients_registered": float(patients.sum()),
    }


def months_of(programme_return: pd.DataFrame, *, programme: str) -> list[str]:
    """The months a programme's progress is reported for, to the return's day.

    From the first completion, or half a year back: that nobody was there yet is known too.
    """
    rows = programme_return[programme_return["programme"] == programme]
    if rows.empty:
        return []
    until = rows["as_at"].max()[:7]
    months = [min([*rows["completed_on"].dropna().str[:7], periods.add_months(until, -6)])]
    while months[-1] < until:
        months.append(periods.add_months(months[-1], 1))
    return months


# How a chart reads what ``paths`` gives.
PATH = {
    "unit": "percent",
    "period": "period",
    "value": "value_percent",
    "series": "series",
    "kind": "kind",
    "low": "low_80_percent",
    "high": "high_80_percent",
    "inner": ("low_50_percent", "high_50_percent"),
}
_BANDS = ("median", "low_80", "high_80", "low_50", "high_50")


def paths(measures: pd.DataFrame, *, measure: str, commissioner: str) -> pd.DataFrame:
    """One measure's actual, planned, projected and yardstick paths, for a chart.

    Columns: period, series, kind (actual, plan, target, forecast), value_percent, and the ends of
    the projection's bands, low_80_percent to high_50_percent. A deadline is a target: it holds on
    its day. What practices plan themselves is left out where there is a projection made from it.

    One row per series, period.
    """
    rows = pick(measures, measure, area=commissioner)
    projected = rows["category"].str.startswith("projected_")
    band = rows[projected].pivot_table(index="period", columns="category", values="value")
    band = band.reindex(columns=[f"projected_{name}" for name in _BANDS])
    edges = [f"{name}_percent" for name in _BANDS[1:]]
    line = rows[rows["category"] == "projected_straight_line"]
    own = rows["basis"] == "forecast"
    plain = rows[~projected & ~(own & projected.any())]
    told = [
        plain.assign(
            series=[
                _series_name(*row) for row in zip(plain["category"], plain["basis"], strict=True)
            ],
            kind=plain["basis"].replace("threshold", "target"),
        ),
        pd.DataFrame(
            {
                "period": band.index,
                "series": "Forecast",
                "kind": "forecast",
                "value": band["projected_median"].to_numpy(),
                **{f"{name}_percent": band[f"projected_{name}"].to_numpy() for name in _BANDS[1:]},
            }
        ),
        line.assign(series="Straight-line forecast", kind="forecast"),
    ]
    whole = pd.concat([part for part in told if len(part)] or told, ignore_index=True)
    return whole.rename(columns={"value": "value_percent"}).reindex(
        columns=["period", "series", "kind", "value_percent", *edges]
    )


def _series_name(category: str, basis: str) -> str:
    known = {
        "mou_plan": "Memorandum plan",
        "gpfv_plan": "Forward View plan",
        "national_deadline": "Target: national deadline",
        "comment_of_practices": "Target, if of practices",
        "comment_of_activity": "Target, if of activity",
        "": basis.capitalize(),
    }
    return known.get(category, category.replace("_", " ").capitalize())


def _trajectory_figures(tables, cycle):
    found = []
    for row in tables["trajectory"].to_dict("records"):
        version = row["plan_version"]
        found += figure(
            row["measure"],
            row["value_percent"],
            area=cycle.commissioner,
            category=version if isinstance(version, str) else "",
            period=row["period"],
            basis=row["basis"],
            source=row["source_file"],
        )
    return found


def _programme_figures(tables, cycle):
    returned, practice, lists = (
        tables["programme_return"],
        tables["practice"],
        tables["list_size"],
    )
    if returned.empty or practice.empty:
        return []
    ours, found = cycle.commissioner, []
    as_at = returned["as_at"].max()
    source = sources(returned, practice, lists[lists["commissioner_code"] == ours])
    # Planned dates are looked at from the return's day to the end of this and the next three years.
    year_end = periods.last_day(periods.financial_year(as_at))
    ahead = [f"{int(year_end[:4]) + i}-03" for i in range(4)]

    on_day: dict[str, pd.DataFrame] = {}  # the same few days are asked for again and again

    def at(programme, day, planned):
        if day not in on_day:
            on_day[day] = patient_lists.list_on(lists, commissioner=ours, day=day)
        return standing(
            returned,
            practice,
            on_day[day],
            programme=programme.name,
            commissioner=ours,
            day=day,
            planned=planned,
        )

    for programme in PROGRAMMES:
        rows = returned[returned["programme"] == programme.name]
        done = [(m, "actual") for m in months_of(returned, programme=programme.name)]
        planned = [(m, "forecast") for m in ahead if rows["planned_on"].notna().any()]
        for month, basis in (*done, *planned):
            day = min(periods.month_end(month), as_at) if basis == "actual" else None
            got = at(programme, day or periods.month_end(month), basis == "forecast")
            about = {"area": ours, "period": month, "basis": basis, "source": source}
            for name, of in programme.measures:
                whole = "patients_registered" if of == "patients" else "practices_open"
                found += share(name, got[f"{of}_there"], got[whole], **about)
    found += _training_figures(tables, cycle, source)
    return found


def _training_figures(tables, cycle, source):
    """Care navigation by locality, and patients whom either training reaches."""
    returned, practice, lists = (
        tables["programme_return"],
        tables["practice"],
        tables["list_size"],
    )
    ours, found = cycle.commissioner, []
    as_at = returned["as_at"].max()
    locality = practice.set_index("practice_code")["locality"]
    navigation = returned[returned["programme"] == "care_navigation"]
    for month in months_of(returned, programme="care_navigation"):
        trained = navigation[navigation["completed_on"] <= min(periods.month_end(month), as_at)]
        found += figure(
            "care_navigation_localities",
            trained["practice_code"].map(locality).nunique(),
            area=ours,
            period=month,
            source=sources(returned, practice),
        )
    either = returned[
        returned["programme"].isin(["care_navigation", "correspondence_training"])
    ].assign(programme="either")
    if len(either):
        year_end = periods.last_day(periods.financial_year(as_at))
        got = standing(
            either,
            practice,
            lists,
            programme="either",
            commissioner=ours,
            day=year_end,
            planned=True,
        )
        found += share(
            "either_training_patients",
            got["patients_there"],
            got["patients_registered"],
            area=ours,
            period=year_end[:7],
            basis="forecast",
            source=source,
        )
    return found


def _register_figures(tables, cycle):
    practice, ours, found = tables["practice"], cycle.commissioner, []
    if practice.empty:
        return found
    as_at = practice["as_at"].max()
    now_open = places.open_at(practice, as_at)
    about = {"area": ours, "period": as_at[:7], "source": sources(practice)}
    grouped = now_open["transformation_group"]
    if grouped.notna().any():
        found += share(
            "practices_in_transformation_groups",
            (grouped == "yes").sum(),
            len(now_open),
            **about,
        )
        lists = patient_lists.list_on(tables["list_size"], commissioner=ours, day=as_at)
        inside = lists["practice_code"].isin(now_open.loc[grouped == "yes", "practice_code"])
        found += share(
            "patients_in_transformation_groups",
            lists.loc[inside, "patients_registered"].sum(),
            lists["patients_registered"].sum(),
            **about | {"source": sources(practice, lists)},
        )
    status = now_open["clinical_system_status"]
    if status.notna().any():
        for category, counted in (
            ("live", ["live"]),
            ("migrating", ["migrating"]),
            ("live_or_migrating", ["live", "migrating"]),
        ):
            found += share(
                "shared_clinical_system_practices",
                status.isin(counted).sum(),
                len(now_open),
                category=category,
                **about,
            )
    return found


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Plans, actuals and forecasts of the programmes, as rows of the long table."""
    return [
        *_trajectory_figures(tables, cycle),
        *_programme_figures(tables, cycle),
        *_register_figures(tables, cycle),
    ]
