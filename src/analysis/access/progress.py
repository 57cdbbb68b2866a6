"""Programmes against their plans: how far each has come, by practices and by patients."""

import pandas as pd

from analysis.access.programme_list import PROGRAMMES
from analysis.measures import by_row, figure, pick, share, sources
from analysis.places import membership, patient_lists
from analysis.project import Cycle, periods

_BANDS = ("low_80", "high_80", "low_50", "high_50")
_SERIES = {
    "mou_plan": "Memorandum plan",
    "gpfv_plan": "Forward View plan",
    "national_deadline": "Target: national deadline",
    "comment_of_practices": "Target, if of practices",
    "comment_of_activity": "Target, if of activity",
}
_EITHER = "either training"


def reached(
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
    now_open = set(membership.open_at(practice, day)["practice_code"])
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


def months_reported(programme_return: pd.DataFrame, *, programme: str) -> list[str]:
    """The months for which a programme's progress is reported, to the return's day.

    From the first completion, or half a year back: that no practice was there yet is known too.
    """
    rows = programme_return[programme_return["programme"] == programme]
    if rows.empty:
        return []
    until = rows["as_at"].max()[:7]
    first = min([*rows["completed_on"].dropna().str[:7], periods.add_months(until, -6)])
    return periods.months(first, until)


def paths(measures: pd.DataFrame, *, measure: str) -> pd.DataFrame:
    """One measure's actual, planned, projected and straight-line paths, for a chart.

    Columns: period, series, kind (actual, plan, target, forecast), value_percent, and the ends of
    the projection's bands, low_80_percent to high_50_percent. A deadline is a target: it holds on
    its day. What practices plan themselves is left out where there is a projection made from it.

    One row per series, period.
    """
    rows = pick(measures, measure, area_type="commissioner")
    projected = rows["projection"] != ""
    line = rows[rows["projection"] == "straight_line"]
    own = rows["basis"] == "forecast"
    plain = rows[~projected & ~(own & projected.any())]
    names = plain["plan"].where(plain["plan"] != "", plain["basis"])
    bands = rows[projected].pivot_table(index="period", columns="projection", values="value")
    bands = (
        bands.reindex(columns=["median", *_BANDS])
        .reset_index()
        .rename(columns={"median": "value"} | {band: f"{band}_percent" for band in _BANDS})
    )
    parts = [
        plain.assign(
            series=[_SERIES.get(name, name.replace("_", " ").capitalize()) for name in names],
            kind=plain["basis"].replace("threshold", "target"),
        ),
        bands.assign(series="Forecast", kind="forecast"),
        line.assign(series="Straight-line forecast", kind="forecast"),
    ]
    whole = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    edges = [f"{band}_percent" for band in _BANDS]
    return whole.rename(columns={"value": "value_percent"}).reindex(
        columns=["period", "series", "kind", "value_percent", *edges]
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Plans, actuals and forecasts of the programmes, as rows of the long table."""
    found = []
    for row in tables["trajectory"].fillna({"plan_version": ""}).to_dict("records"):
        found += figure(
            row["measure"],
            row["value_percent"],
            area=cycle.commissioner,
            plan=row["plan_version"],
            period=row["period"],
            basis=row["basis"],
            source=row["source_file"],
        )
    if tables["programme_return"].empty or tables["practice"].empty:
        return found
    return [
        *found,
        *_programme_figures(tables, cycle),
        *_planned_days(tables, cycle),
        *_navigation_figures(tables, cycle),
        *_either_figures(tables, cycle),
    ]


def _programme_figures(tables, cycle):
    returned, practice, lists = tables["programme_return"], tables["practice"], tables["list_size"]
    ours, found = cycle.commissioner, []
    as_at = returned["as_at"].max()
    about = {"area": ours, "source": _sources(tables, ours)}
    # Planned dates are looked at from the return's day to the end of this and the next three years.
    year_end = periods.last_day(periods.financial_year(as_at))
    ahead = [f"{int(year_end[:4]) + i}-03" for i in range(4)]
    on_day: dict[str, pd.DataFrame] = {}  # the same few days are asked for again and again
    for programme in PROGRAMMES:
        rows = returned[returned["programme"] == programme.name]
        done = [(m, "actual") for m in months_reported(returned, programme=programme.name)]
        planned = [(m, "forecast") for m in ahead if rows["planned_on"].notna().any()]
        for month, basis in (*done, *planned):
            day = periods.month_end(month)
            day = min(day, as_at) if basis == "actual" else day
            if day not in on_day:
                on_day[day] = patient_lists.list_on(lists, commissioner=ours, day=day)
            got = reached(
                returned,
                practice,
                on_day[day],
                programme=programme.name,
                commissioner=ours,
                day=day,
                planned=basis == "forecast",
            )
            for name, of in programme.measures:
                whole = "patients_registered" if of == "patients" else "practices_open"
                found += share(
                    name, got[f"{of}_there"], got[whole], **about, period=month, basis=basis
                )
    return found


def _planned_days(tables, cycle):
    """How many open practices each programme plans for each day, of those not there yet."""
    returned, practice = tables["programme_return"], tables["practice"]
    now_open = membership.open_at(practice, returned["as_at"].max())["practice_code"]
    ahead = returned[returned["practice_code"].isin(now_open) & returned["completed_on"].isna()]
    days = ahead.groupby(["programme", "planned_on"], as_index=False)["practice_code"].nunique()
    by = {"programme": "programme", "period": "planned_on"}
    about = {"area": cycle.commissioner, "source": sources(returned, practice)}
    return by_row(days, {"practices_planned": "practice_code"}, by=by, basis="forecast", **about)


def _navigation_figures(tables, cycle):
    """Localities with care navigation, by month."""
    returned, practice, found = tables["programme_return"], tables["practice"], []
    locality = practice.set_index("practice_code")["locality"]
    navigation = returned[returned["programme"] == "care_navigation"]
    for month in months_reported(returned, programme="care_navigation"):
        day = min(periods.month_end(month), returned["as_at"].max())
        trained = navigation[navigation["completed_on"] <= day]
        reached_in = trained["practice_code"].map(locality).nunique()
        about: dict = {"period": month, "source": sources(returned, practice)}
        found += figure("care_navigation_localities", reached_in, area=cycle.commissioner, **about)
    return found


def _either_figures(tables, cycle):
    """Patients whom either training is to reach by the end of the financial year."""
    returned, trainings = tables["programme_return"], ["care_navigation", "correspondence_training"]
    either = returned[returned["programme"].isin(trainings)].assign(programme=_EITHER)
    if either.empty:
        return []
    year_end = periods.last_day(periods.financial_year(returned["as_at"].max()))
    got = reached(
        either,
        tables["practice"],
        tables["list_size"],
        programme=_EITHER,
        commissioner=cycle.commissioner,
        day=year_end,
        planned=True,
    )
    about = {"period": year_end[:7], "source": _sources(tables, cycle.commissioner)}
    parts = (got["patients_there"], got["patients_registered"])
    its = about | {"area": cycle.commissioner, "basis": "forecast"}
    return share("either_training_patients", *parts, **its)


def _sources(tables, commissioner) -> str:
    lists = membership.rows_of(tables["list_size"], commissioner)
    return sources(tables["programme_return"], tables["practice"], lists)
