"""What scrutiny asks: what changes, for whom, who was asked; paths to decision; projects."""

import pandas as pd

from analysis import places
from analysis.measures import figure, share, sources
from analysis.places import patient_lists
from analysis.project import Cycle, periods

PATH_STANDINGS = ("late", "under way", "not begun", "complete")
PROJECT_STANDINGS = ("late", "at_risk", "on_track", "done")
_OLDER_FROM = 65


def changes_briefing(
    tables: dict[str, pd.DataFrame], *, commissioner: str, day: str
) -> pd.DataFrame:
    """Every planned change with the patients it concerns and who had been asked by the day.

    Patients are those registered at the open practices of its place (one practice, a locality,
    or all) on the newest list by the day; the share of 65 and over is that of the same practices
    on the newest list by age. ``asked`` is "recorded", "planned" or "none"; ``events`` and
    ``people`` count what had been held by the day. Columns: change_id, change, kind, locality,
    one_practice, planned_for, patients, share_65_and_over_percent, effect_on_older_people,
    effect_on_rural_people, major_change, consultation, scrutiny_on, asked, events, people,
    outcome, owner_role.

    One row per change_id.
    """
    columns = (
        "change_id change kind locality one_practice planned_for patients "
        "share_65_and_over_percent effect_on_older_people effect_on_rural_people major_change "
        "consultation scrutiny_on asked events people outcome owner_role"
    ).split()
    open_now = places.members(tables, commissioner=commissioner, day=day)
    lists = patient_lists.list_on(tables["list_size"], commissioner=commissioner, day=day)
    older = _older(tables["list_age"], day=day)
    rows = []
    for change in tables["service_change"].to_dict("records"):
        codes = _concerned(change, open_now)
        held, to_come = _events(tables["engagement"], change["change_id"], day=day)
        ages = older[older["practice_code"].isin(codes)]
        rows.append(
            {
                **{column: change.get(column) for column in columns},
                "one_practice": "yes" if isinstance(change["practice_code"], str) else "no",
                "patients": lists.loc[
                    lists["practice_code"].isin(codes), "patients_registered"
                ].sum(min_count=1),
                "share_65_and_over_percent": _percent(ages["older"].sum(), ages["patients"].sum()),
                "asked": "recorded" if len(held) else "planned" if len(to_come) else "none",
                "events": float(len(held)),
                "people": held["people"].sum(min_count=1),
            }
        )
    found = pd.DataFrame(rows, columns=columns)
    due = found["planned_for"].map(periods.last_day, na_action="ignore")
    return found.assign(due=due).sort_values(["due", "change_id"])[columns].reset_index(drop=True)


def engagement_held(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """Every event, the newest first, each with the change that it was about.

    Columns: event, held_on, standing (held, to come), change, audience, people, heard.

    One row per event, held_on, change_id.
    """
    events = tables["engagement"]
    about = tables["service_change"].set_index("change_id")["change"].to_dict()
    standing = ["held" if held <= day else "to come" for held in events["held_on"]]
    return (
        events.assign(standing=standing, change=events["change_id"].map(about))
        .sort_values(["held_on", "event"], ascending=[False, True], kind="stable")[
            ["event", "held_on", "standing", "change", "audience", "people", "heard"]
        ]
        .reset_index(drop=True)
    )


def paths_standing(steps: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """How far each path to a decision has come, and what is next; the late ones first.

    A path is late where its next step's day is past. Columns: path, standing, steps_done, steps,
    last_step, last_done_on, next_step, next_body, next_planned_for.

    One row per path.
    """
    columns = (
        "path standing steps_done steps last_step last_done_on next_step next_body next_planned_for"
    ).split()
    rows = []
    for path, of_path in steps.sort_values("step_number").groupby("path", sort=True):
        done_on = of_path["done_on"].map(
            lambda on: isinstance(on, str) and periods.last_day(on) <= day
        )
        done, waiting = of_path[done_on.astype("bool")], of_path[~done_on.astype("bool")]
        last = done.iloc[-1] if len(done) else None
        coming = waiting.iloc[0] if len(waiting) else None
        due = None if coming is None else coming["planned_for"]
        late = isinstance(due, str) and periods.last_day(due) < day
        standing = "complete" if coming is None else "late" if late else "under way"
        if last is None and standing == "under way":
            standing = "not begun"
        rows.append(
            {
                "path": path,
                "standing": standing,
                "steps_done": float(len(done)),
                "steps": float(len(of_path)),
                "last_step": None if last is None else last["step"],
                "last_done_on": None if last is None else last["done_on"],
                "next_step": None if coming is None else coming["step"],
                "next_body": None if coming is None else coming["body"],
                "next_planned_for": due,
            }
        )
    found = pd.DataFrame(rows, columns=columns)
    rank = found["standing"].map(PATH_STANDINGS.index)
    return found.assign(rank=rank).sort_values(["rank", "path"])[columns].reset_index(drop=True)


def projects(highlight: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """The newest highlight report of each project, the late first; ``overdue`` by the day.

    Columns: project, locality, month, standing, overdue, progress, next_step, next_due,
    equality_assessed, owner_role.

    One row per project.
    """
    columns = (
        "project locality month standing overdue progress next_step next_due equality_assessed "
        "owner_role"
    ).split()
    newest = highlight.sort_values("month").drop_duplicates("project", keep="last")
    overdue = [
        "yes" if isinstance(due, str) and periods.last_day(due) < day and said != "done" else "no"
        for due, said in zip(newest["next_due"], newest["standing"], strict=True)
    ]
    rank = (
        newest["standing"]
        .map({name: place for place, name in enumerate(PROJECT_STANDINGS)})
        .fillna(len(PROJECT_STANDINGS))
    )
    return (
        newest.assign(overdue=overdue, rank=rank)
        .sort_values(["rank", "project"], kind="stable")[columns]
        .reset_index(drop=True)
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Changes by whether people were asked, paths and projects by standing."""
    about = {"area": cycle.commissioner, "period": cycle.as_at}
    found = []
    briefing = changes_briefing(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    behind = sources(tables["service_change"], tables["engagement"])
    for asked in ("recorded", "planned", "none") if len(briefing) else ():
        count = briefing["asked"].eq(asked).sum()
        found += figure("changes_by_engagement", count, category=asked, source=behind, **about)
    paths = paths_standing(tables["path_step"], day=cycle.as_at)
    for standing in PATH_STANDINGS if len(paths) else ():
        found += figure(
            "decision_paths",
            paths["standing"].eq(standing).sum(),
            category=standing.replace(" ", "_"),
            source=sources(tables["path_step"]),
            **about,
        )
    listed = projects(tables["highlight"], day=cycle.as_at)
    behind = sources(tables["highlight"])
    for standing in PROJECT_STANDINGS if len(listed) else ():
        count = listed["standing"].eq(standing).sum()
        found += figure("projects", count, category=standing, source=behind, **about)
    if len(listed):
        late = listed["overdue"].eq("yes").sum()
        found += figure("projects_overdue", late, source=behind, **about)
        assessed = listed["equality_assessed"].eq("yes").sum()
        found += share("projects_equality_assessed", assessed, len(listed), source=behind, **about)
    return found


def _concerned(change: dict, practices: pd.DataFrame) -> list[str]:
    if isinstance(change["practice_code"], str):
        return [change["practice_code"]]
    if isinstance(change["locality"], str):
        return practices.loc[practices["locality"] == change["locality"], "practice_code"].tolist()
    return practices["practice_code"].tolist()


def _events(events: pd.DataFrame, change_id: str, *, day: str):
    about = events[events["change_id"] == change_id]
    return about[about["held_on"] <= day], about[about["held_on"] > day]


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


def _percent(part: float, whole: float) -> float | None:
    return part / whole * 100 if whole else None
