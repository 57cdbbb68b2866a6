"""What is planned to change for patients, for how many, and who was asked."""

import numpy as np
import pandas as pd

from analysis import disclosure
from analysis.measures import counts, sources
from analysis.places import membership, patient_lists
from analysis.project import Cycle, periods

ASKED = ("recorded", "planned", "none")
NOT_SHOWN = "not shown"
_OLDER_FROM = 65
_OF_PATIENTS = ["patients", "share_65_and_over_percent"]
_ADDED = ["one_practice", *_OF_PATIENTS, "asked", "events", "people"]


def briefing(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """Every planned change with the patients it concerns and who had been asked by the day.

    Patients are those registered at the open practices of its place (one practice, a locality,
    or all) on the newest list by the day; the share of 65 and over is that of the same practices
    on the newest list by age. ``asked`` is "recorded", "planned" or "none"; ``events`` and
    ``people`` count what had been held by the day. Adds patients,
    share_65_and_over_percent, asked, events and people to the columns of the return, and has
    ``one_practice`` (yes or no) in place of the practice's code.

    One row per change_id.
    """
    open_now = membership.members(tables, commissioner=commissioner, day=day)
    lists = patient_lists.list_on(tables["list_size"], commissioner=commissioner, day=day)
    changes = tables["service_change"]
    older, engaged = _older(tables["list_age"], day=day), tables["engagement"]
    rows = []
    for change in changes.to_dict("records"):
        codes = _concerned(change, open_now)
        events = engaged[engaged["change_id"] == change["change_id"]]
        held = events[events["held_on"] <= day]
        ages = older[older["practice_code"].isin(codes)]
        patients = lists.loc[lists["practice_code"].isin(codes), "patients_registered"]
        all_ages = ages["patients"].sum()
        rows.append(
            {
                "one_practice": "yes" if isinstance(change["practice_code"], str) else "no",
                "patients": patients.sum(min_count=1),
                "share_65_and_over_percent": (
                    ages["older"].sum() / all_ages * 100 if all_ages else None
                ),
                "asked": "recorded" if len(held) else "planned" if len(events) else "none",
                "events": float(len(held)),
                "people": held["people"].sum(min_count=1),
            }
        )
    added = pd.DataFrame(rows, columns=_ADDED, index=changes.index)
    due = changes["planned_for"].map(periods.last_day, na_action="ignore")
    return (
        pd.concat([changes, added], axis="columns")
        .assign(due=due)
        .sort_values(["due", "change_id"], ignore_index=True)
        .drop(columns=["due", "practice_code"])
    )


def for_audience(briefing: pd.DataFrame, audience: str) -> pd.DataFrame:
    """The briefing as an audience may see it: the public gets no figure of a single practice.

    One row per change_id.
    """
    hidden = briefing["one_practice"].eq("yes") & disclosure.is_public(audience)
    shown = briefing[_OF_PATIENTS].astype("object")
    return briefing.assign(**shown.mask(hidden, NOT_SHOWN))


def engagement(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """Every engagement event, the newest first, each with the change that it was about.

    Adds ``standing`` (held, to come) and ``change`` to the columns of the return.

    One row per event, held_on, change_id.
    """
    events = tables["engagement"]
    changes = tables["service_change"].set_index("change_id")["change"]
    return events.assign(
        standing=np.where(events["held_on"] <= day, "held", "to come"),
        change=events["change_id"].map(changes),
    ).sort_values(["held_on", "event"], ascending=[False, True], ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Changes by whether people were asked."""
    listed = briefing(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    source = sources(tables["service_change"], tables["engagement"])
    about = {"area": cycle.commissioner, "period": cycle.as_at, "source": source}
    return counts("changes_by_engagement", listed["asked"], ASKED, dimension="engagement", **about)


def _concerned(change: dict, practices: pd.DataFrame) -> list[str]:
    """The codes of the practices of a change: its one, those of its locality, or all."""
    if isinstance(change["practice_code"], str):
        return [change["practice_code"]]
    if isinstance(change["locality"], str):
        practices = practices[practices["locality"] == change["locality"]]
    return practices["practice_code"].tolist()


def _older(ages: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Patients, and those of 65 and over, of the newest list by age. One row per practice_code."""
    known = ages[ages["extract_date"] <= day]
    known = known[known["extract_date"] == known["extract_date"].max()]
    first = known["age_band"].str.extract(r"^(\d+)", expand=False).astype("float64")
    counted = known.assign(
        patients=known["patients_registered"],
        older=known["patients_registered"].where(first >= _OLDER_FROM, 0.0),
    )
    return counted.groupby("practice_code", as_index=False)[["patients", "older"]].sum()
