"""Training in practices and in patients, side by side; who has neither; what makes the gap."""

import pandas as pd

from analysis import places
from analysis.access.planned import PROGRAMMES
from analysis.measures import by_place, figure, pick, share, sources, value_of
from analysis.places import patient_lists
from analysis.project import Cycle, periods

_TRAININGS = ("correspondence_training", "care_navigation")
_REACHED = [
    "practice_code",
    "practice_name",
    "locality",
    "patients_registered",
    *_TRAININGS,
    "either",
    "adds_points",
]


def reached(tables: dict[str, pd.DataFrame], *, commissioner: str) -> pd.DataFrame:
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
        return pd.DataFrame(columns=_REACHED)
    as_at = returned["as_at"].max()
    year_end = periods.last_day(periods.financial_year(as_at))
    lists = patient_lists.list_on(tables["list_size"], commissioner=commissioner, day=year_end)
    now_open = places.open_at(practice, year_end)[["practice_code", "practice_name", "locality"]]
    known = now_open.merge(
        lists[["practice_code", "patients_registered"]],
        on="practice_code",
        how="left",
        validate="one_to_one",
    )
    by_then = returned["completed_on"].fillna(returned["planned_on"])
    there = returned[(by_then <= year_end).fillna(False)]
    for name in _TRAININGS:
        codes = there.loc[there["programme"] == name, "practice_code"]
        known = known.assign(**{name: known["practice_code"].isin(codes)})
    patients = lists["patients_registered"].sum()
    adds = (known["patients_registered"] / patients - 1 / len(known)) * 100
    return known.assign(
        either=known[list(_TRAININGS)].any(axis=1),
        adds_points=adds.where(known["correspondence_training"], 0.0),
    )


def neither(known: pd.DataFrame) -> pd.DataFrame:
    """Patients whom no training reaches, by locality; ``known`` is what ``reached`` gives.

    Columns: locality, practices, practices_with_neither, patients_registered,
    patients_with_neither, share_percent.

    One row per locality with such a patient.
    """
    if known.empty:
        return pd.DataFrame(columns=["locality", "patients_with_neither"])
    placed = known.assign(
        locality=known["locality"].fillna(places.UNMAPPED),
        without=known["patients_registered"].where(~known["either"], 0.0),
    )
    found = placed.groupby("locality", as_index=False).agg(
        practices=("practice_code", "nunique"),
        practices_with_neither=("either", lambda reached: int((~reached).sum())),
        patients_registered=("patients_registered", "sum"),
        patients_with_neither=("without", "sum"),
    )
    found = found[found["patients_with_neither"] > 0]
    return found.assign(
        share_percent=found["patients_with_neither"] / found["patients_registered"] * 100
    ).sort_values("patients_with_neither", ascending=False, ignore_index=True)


def share_difference(known: pd.DataFrame, *, most: int = 10) -> pd.DataFrame:
    """The practices that make the share of patients differ most from that of practices.

    ``known`` is what ``reached`` gives. Columns: practice_code, practice_name, locality,
    patients_registered, adds_points.

    One row per practice_code, the most first.
    """
    trained = known[known["correspondence_training"].astype("bool")]
    ordered = trained.sort_values("adds_points", ascending=False, ignore_index=True)
    columns = ["practice_code", "practice_name", "locality", "patients_registered", "adds_points"]
    return ordered[columns].head(most)


def side_by_side(measures: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """Each training on each denominator: now, by the year's end, and its target on that one.

    Columns: training, counted_in, now_count, now_of, now_percent, now_period, forecast_percent
    (where practices keep the dates they plan), forecast_period, projected_percent with its 80%
    band (slipping as dates have so far), target_percent, target_period, plan_version,
    distance_points (forecast less target), chance_percent (of meeting the target).

    One row per training, counted_in, target.
    """
    ours = measures[measures["area"] == commissioner]
    rows = []
    for programme in PROGRAMMES:
        if programme.name not in _TRAININGS:
            continue
        for measure, of in programme.measures:
            every = pick(ours, measure)
            actual = every[(every["basis"] == "actual") & (every["category"] == "")]
            ahead = every[(every["basis"] == "forecast") & (every["category"] == "")]
            if actual.empty:
                continue
            now = actual.iloc[-1]
            then = None if ahead.empty else ahead.iloc[0]
            day = periods.last_day(now["period"] if then is None else then["period"])
            ahead = every[every["period"].map(periods.last_day) == day]
            band = ahead.set_index("category")["value"]
            targets = every[every["basis"].isin(["plan", "target"])]
            targets = targets[targets["period"].map(periods.last_day) == day]
            for target in targets.to_dict("records") or [None]:
                value = None if then is None else float(then["value"])
                rows.append(
                    {
                        "training": programme.title,
                        "counted_in": of,
                        "now_count": now["numerator"],
                        "now_of": now["denominator"],
                        "now_percent": now["value"],
                        "now_period": now["period"],
                        "forecast_percent": value,
                        "forecast_period": None if then is None else then["period"],
                        "projected_percent": band.get("projected_median"),
                        "low_80_percent": band.get("projected_low_80"),
                        "high_80_percent": band.get("projected_high_80"),
                        "target_percent": target and target["value"],
                        "target_period": target and target["period"],
                        "plan_version": target and target["category"],
                        "distance_points": value - target["value"]
                        if target and value is not None
                        else None,
                        "chance_percent": target and _chance(ours, target),
                    }
                )
    return pd.DataFrame(rows)


def _chance(ours: pd.DataFrame, target: dict) -> float | None:
    key = (target["measure"], target["category"], target["basis"])
    category = ":".join(part for part in key if part)
    return value_of(ours, "trajectory_chance", category=category, period=target["period"])


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Who has neither training, and what makes the two shares differ, in the long table."""
    returned, practice, ours = tables["programme_return"], tables["practice"], cycle.commissioner
    trained = returned["programme"].isin(_TRAININGS)
    if practice.empty or not trained.any():
        return []
    known, found = reached(tables, commissioner=ours), []
    month = periods.last_day(periods.financial_year(returned["as_at"].max()))[:7]
    lists = tables["list_size"]
    about = {
        "period": month,
        "basis": "forecast",
        "source": sources(returned, practice, lists[lists["commissioner_code"] == ours]),
    }
    without = known[~known["either"]]
    found += share("neither_training_practices", len(without), len(known), area=ours, **about)
    found += figure(
        "neither_training_patients",
        without["patients_registered"].sum(),
        area=ours,
        **about,
    )
    found += by_place(
        "neither_training_patients",
        neither(known),
        area="locality",
        value="patients_with_neither",
        area_type="locality",
        **about,
    )
    found += figure("training_share_difference", known["adds_points"].sum(), area=ours, **about)
    found += by_place(
        "training_share_difference",
        known[known["correspondence_training"]],
        area="practice_code",
        value="adds_points",
        area_type="practice",
        **about,
    )
    return found
