"""The GP Patient Survey by practice and by area, and the quality that practices achieve."""

import pandas as pd

from analysis import disclosure
from analysis.measures import by_row, figure, share, sources
from analysis.methods.special_cause import INNER
from analysis.places import membership
from analysis.project import Cycle

# The publisher's codes of one question, in the series to 2023 and in that from 2024.
APPOINTMENT = ("q18_12pct", "gpcontactoverall.pcteval")
OVERALL = ("q28_12pct", "overallexp.pcteval")
_QUESTIONS = {"appointment": APPOINTMENT, "overall": OVERALL}
_PLACES = {"area": "transformation_area", "pcn": "pcn_code"}


def surveyed(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """The latest survey's practices with their places on a day, both questions side by side.

    Columns: practice_code, practice_name, transformation_area, pcn_code, pcn_name, year, and of
    each question (appointment, overall) ``_responses`` (the weighted base) and ``_percent`` (the
    weighted share, blank where it is suppressed).

    One row per practice_code, the lowest share first.
    """
    survey = tables["patient_survey"]
    mine = survey[survey["commissioner_code"] == commissioner]
    mine = mine[mine["year"] == mine["year"].max()]
    found = mine[["practice_code", "year"]].drop_duplicates("practice_code")
    for name, codes in _QUESTIONS.items():
        asked = mine[mine["question"].isin(codes)].rename(
            columns={"responses": f"{name}_responses", "share_percent": f"{name}_percent"}
        )
        found = found.merge(
            asked[["practice_code", f"{name}_responses", f"{name}_percent"]],
            on="practice_code",
            how="left",
            validate="one_to_one",
        )
    members = membership.members(tables, commissioner=commissioner, day=day)
    placed = found.merge(
        members.drop(columns="locality"), on="practice_code", how="left", validate="one_to_one"
    )
    placed = placed.sort_values(["appointment_percent", "practice_code"], ignore_index=True)
    return disclosure.of_practices(placed)


def by_area(known: pd.DataFrame) -> pd.DataFrame:
    """Good experience by area, the lowest first; by network where there are no areas.

    ``known`` is what ``surveyed`` gives. A share is weighted by the practices' responses; a
    practice without a place counts under ``Unmapped``. Columns: area, practices,
    appointment_responses, appointment_percent, overall_percent, and appointment_margin_points:
    by how much that share may be off either way by chance, in 19 surveys of 20.

    One row per area.
    """
    columns = ["area", "practices", "appointment_responses"]
    columns += ["appointment_percent", "overall_percent", "appointment_margin_points"]
    by = next((by for by in _PLACES.values() if known[by].notna().any()), None)
    if by is None:
        return pd.DataFrame(columns=columns)
    named = known["pcn_name"].fillna(known["pcn_code"]) if by == "pcn_code" else known[by]
    rows = known.assign(area=named.fillna(membership.UNMAPPED))
    for name in _QUESTIONS:
        base = rows[f"{name}_responses"].where(rows[f"{name}_percent"].notna())
        good = rows[f"{name}_percent"] / 100 * base
        rows = rows.assign(**{f"{name}_responses": base, f"{name}_good": good})
    parts = [f"{name}_{part}" for name in _QUESTIONS for part in ("responses", "good")]
    found = rows.groupby("area", as_index=False).agg(
        practices=("practice_code", "nunique"), **{part: (part, "sum") for part in parts}
    )
    for name in _QUESTIONS:
        of = found[f"{name}_responses"]
        found[f"{name}_percent"] = found[f"{name}_good"] / of.mask(of == 0) * 100
    good = found["appointment_percent"] / 100
    margin = INNER * (good * (1 - good) / found["appointment_responses"]) ** 0.5 * 100
    found = found.assign(appointment_margin_points=margin)
    found = found[columns].sort_values(["appointment_percent", "area"], ignore_index=True)
    return disclosure.declared(found, "none")  # areas: what is published of them may be shown


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Quality by year, and the survey by year; of its latest, by area and by practice too."""
    return [*_quality_figures(tables, cycle), *_survey_figures(tables, cycle)]


def _quality_figures(tables, cycle):
    qof, found = tables["qof"], []
    mine = qof[qof["commissioner_code"] == cycle.commissioner].dropna(subset=["points"])
    for year, rows in mine.groupby("financial_year"):
        about: dict = {"area": cycle.commissioner, "period": year, "source": sources(rows)}
        mean, most = rows["points"].mean(), rows["points_maximum"].max()
        found += figure("qof_achievement", mean, statistic="mean_points", **about)
        found += figure("qof_achievement", most, statistic="maximum_points", **about)
    return found


def _survey_figures(tables, cycle):
    survey, ours, found = tables["patient_survey"], cycle.commissioner, []
    mine = survey[survey["commissioner_code"] == ours]
    answered = mine.dropna(subset=["responses", "share_percent"])
    answered = answered.assign(good=answered["share_percent"] / 100 * answered["responses"])
    members = membership.members(tables, commissioner=ours, day=cycle.as_at)
    for (year, question), rows in answered.groupby(["year", "question"]):
        about = {"question": question, "period": f"{year:.0f}", "source": sources(rows)}
        found += share(
            "survey_share", rows["good"].sum(), rows["responses"].sum(), area=ours, **about
        )
        if year < answered["year"].max():
            continue
        own, its = {"survey_share": "share_percent"}, {"area": "practice_code"}
        found += by_row(rows, own, by=its, area_type="practice", **about)
        for area_type, by in _PLACES.items():
            if members[by].isna().all():
                continue
            placed = membership.roll_up(rows, places=members, by=[by], sums=["good", "responses"])
            good = {"survey_share": ("good", "responses")}
            found += by_row(placed, good, by={"area": by}, area_type=area_type, **about)
    return found
