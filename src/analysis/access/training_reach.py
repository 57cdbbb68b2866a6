"""Whom training reaches, in practices and in patients; who has neither; what makes the gap."""

import pandas as pd

from analysis import disclosure
from analysis.access.programme_list import PROGRAMMES
from analysis.measures import by_row, figure, pick, share, sources, value_of
from analysis.places import membership, patient_lists
from analysis.project import Cycle, periods

_TRAININGS = ("correspondence_training", "care_navigation")
_PRACTICE = ["practice_code", "practice_name", "locality", "patients_registered"]
_SIDES = ["training", "counted_in", "now_count", "now_of", "now_percent", "now_period"]
_SIDES += ["forecast_percent", "forecast_period", "projected_percent", "low_80_percent"]
_SIDES += ["high_80_percent", "target_percent", "target_period", "plan_version"]
_SIDES += ["distance_points", "chance_percent"]


def by_practice(tables: dict[str, pd.DataFrame], *, commissioner: str) -> pd.DataFrame:
    """Each open practice with its list, and whether each training reaches it by the year's end.

    Reached: trained already, or planned to be by the end of the return's financial year.
    Columns: practice_code, practice_name, locality, patients_registered,
    correspondence_training, care_navigation, either (True or False), and ``adds_points``: what
    the practice adds to the share of patients over the share of practices in correspondence
    training, in percentage points (nothing where it is not reached).

    One row per practice_code.
    """
    returned, practice = tables["programme_return"], tables["practice"]
    if returned.empty or practice.empty:
        return pd.DataFrame(columns=[*_PRACTICE, *_TRAININGS, "either", "adds_points"])
    as_at = returned["as_at"].max()
    year_end = periods.last_day(periods.financial_year(as_at))
    lists = patient_lists.list_on(tables["list_size"], commissioner=commissioner, day=year_end)
    on_lists = lists.set_index("practice_code")["patients_registered"]
    known = membership.open_at(practice, year_end)
    known = known.assign(patients_registered=known["practice_code"].map(on_lists))[_PRACTICE]
    by_then = returned["completed_on"].fillna(returned["planned_on"])
    there = returned[(by_then <= year_end).fillna(False)]
    for name in _TRAININGS:
        codes = there.loc[there["programme"] == name, "practice_code"]
        known = known.assign(**{name: known["practice_code"].isin(codes)})
    adds = (known["patients_registered"] / on_lists.sum() - 1 / len(known)) * 100
    return known.assign(
        either=known[list(_TRAININGS)].any(axis=1),
        adds_points=adds.where(known["correspondence_training"], 0.0),
    )


def with_neither(known: pd.DataFrame) -> pd.DataFrame:
    """Patients whom no training reaches, by locality; ``known`` is what ``by_practice`` gives.

    Columns: locality, practices, practices_with_neither, patients_registered,
    patients_with_neither, share_percent.

    One row per locality with such a patient.
    """
    either = known["either"].astype("bool")
    placed = known.assign(
        locality=known["locality"].fillna(membership.UNMAPPED),
        neither=~either,
        without=known["patients_registered"].mask(either, 0.0),
    )
    found = placed.groupby("locality", as_index=False).agg(
        practices=("practice_code", "nunique"),
        practices_with_neither=("neither", "sum"),
        patients_registered=("patients_registered", "sum"),
        patients_with_neither=("without", "sum"),
    )
    found = found[found["patients_with_neither"] > 0]
    return found.assign(
        share_percent=found["patients_with_neither"] / found["patients_registered"] * 100
    ).sort_values("patients_with_neither", ascending=False, ignore_index=True)


def share_difference(known: pd.DataFrame) -> pd.DataFrame:
    """The practices that make the share of patients differ most from that of practices.

    ``known`` is what ``by_practice`` gives. Columns: practice_code, practice_name, locality,
    patients_registered, adds_points.

    One row per practice_code, the most first.
    """
    trained = known[known["correspondence_training"].astype("bool")]
    ordered = trained.sort_values("adds_points", ascending=False, ignore_index=True)
    return disclosure.of_practices(ordered[[*_PRACTICE, "adds_points"]])


def side_by_side(measures: pd.DataFrame) -> pd.DataFrame:
    """Each training on each denominator: now, by the year's end, and its target on that one.

    Columns: training, counted_in, now_count, now_of, now_percent, now_period, forecast_percent
    (where practices keep the dates they plan), forecast_period, projected_percent with its 80%
    band (slipping as dates have so far), target_percent, target_period, plan_version,
    distance_points (forecast less target), chance_percent (of meeting the target).

    One row per training, counted_in, target.
    """
    rows = []
    for programme in PROGRAMMES:
        for measure, of in programme.measures if programme.name in _TRAININGS else ():
            every = pick(measures, measure, area_type="commissioner")
            if (every["basis"] == "actual").any():
                about = {"training": programme.title, "counted_in": of}
                rows += [about | row for row in _by_target(measures, every)]
    return pd.DataFrame(rows, columns=_SIDES)


def _by_target(measures: pd.DataFrame, every: pd.DataFrame) -> list[dict]:
    """A measure now and by the year's end, once for each of its targets, or once without."""
    now = every[every["basis"] == "actual"].iloc[-1]
    ahead = every[(every["basis"] == "forecast") & (every["projection"] == "")]
    then = {} if ahead.empty else ahead.iloc[0]
    day = periods.last_day(then.get("period", now["period"]))
    by_then = every[every["period"].map(periods.last_day) == day]
    projected = by_then[by_then["projection"] != ""].set_index("projection")["value"]
    forecast = then.get("value")
    about = {
        "now_count": now["numerator"],
        "now_of": now["denominator"],
        "now_percent": now["value"],
        "now_period": now["period"],
        "forecast_percent": forecast,
        "forecast_period": then.get("period"),
        "projected_percent": projected.get("median"),
        "low_80_percent": projected.get("low_80"),
        "high_80_percent": projected.get("high_80"),
    }
    targets = by_then[by_then["basis"].isin(["plan", "target"])]
    return [
        about
        | {
            "target_percent": target["value"],
            "target_period": target["period"],
            "plan_version": target["plan"],
            "distance_points": None if forecast is None else forecast - target["value"],
            "chance_percent": value_of(
                measures,
                "trajectory_chance",
                of_measure=target["measure"],
                plan=target["plan"],
                of_basis=target["basis"],
                period=target["period"],
            ),
        }
        for target in targets.to_dict("records")
    ] or [about]


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Who has neither training, and what makes the two shares differ, in the long table."""
    returned, practice, ours = tables["programme_return"], tables["practice"], cycle.commissioner
    trained = returned["programme"].isin(_TRAININGS)
    if practice.empty or not trained.any():
        return []
    known, found = by_practice(tables, commissioner=ours), []
    month = periods.last_day(periods.financial_year(returned["as_at"].max()))[:7]
    lists = membership.rows_of(tables["list_size"], ours)
    source = sources(returned, practice, lists)
    about: dict = {"period": month, "basis": "forecast", "source": source}
    without = known[~known["either"]]
    found += share("neither_training_practices", len(without), len(known), area=ours, **about)
    patients = without["patients_registered"].sum()
    found += figure("neither_training_patients", patients, area=ours, **about)
    for programme, rows in returned[trained].groupby("programme"):
        enrolled = known["practice_code"].isin(rows["practice_code"]).sum()
        days = [*rows["planned_on"].dropna(), *rows["completed_on"].dropna()]
        last = max(days, default=rows["as_at"].max())
        its = about | {"period": periods.financial_year(last), "programme": programme}
        found += share("training_enrolled_practices", enrolled, len(known), area=ours, **its)
    columns, its = {"neither_training_patients": "patients_with_neither"}, {"area": "locality"}
    found += by_row(with_neither(known), columns, by=its, area_type="locality", **about)
    found += figure("training_share_difference", known["adds_points"].sum(), area=ours, **about)
    trained_by_then = known[known["correspondence_training"]]
    columns, its = {"training_share_difference": "adds_points"}, {"area": "practice_code"}
    return found + by_row(trained_by_then, columns, by=its, area_type="practice", **about)
