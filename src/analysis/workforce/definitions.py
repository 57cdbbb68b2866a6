"""Whom the publisher counts as a GP, year by year: definitions kept apart, breaks said aloud."""

import pandas as pd

from analysis import places
from analysis.measures import figure, pick, ratio, sources
from analysis.project import Cycle
from analysis.workforce.lists import national_days, patients_at, with_lists

# What a reader asks for, and the publisher's definitions that answer it, the newest first: of two
# that answer for one snapshot, the newest stands. Two answers to one question are two measures:
# where the publisher changed from one to the other the series breaks.
READER = (
    ("Everyone counted", ("all",)),
    ("Fully qualified", ("excluding_training", "excluding_registrars")),
    (
        "Fully qualified, without locums",
        ("excluding_training_and_locums", "excluding_registrars_and_locums"),
    ),
    ("Everyone but locums", ("excluding_locums",)),
    (
        "No registrars, retainers or locums",
        ("excluding_registrars_retainers_and_locums",),
    ),
)


def series(measures: pd.DataFrame) -> pd.DataFrame:
    """GP FTE by what a reader asks for and the publisher's definition that answers it.

    Columns: definition, publisher_definition, period, fte, fte_per_1000 and, where the national
    file is there, england_per_1000.

    One row per definition, publisher_definition, period.
    """
    rows = pick(measures, "gp_fte", area_type="commissioner")
    rates = pick(measures, "gp_fte_per_1000_registered", area_type="commissioner")
    rate = rates.set_index(["category", "period"])["value"]
    found = [
        {
            "definition": called,
            "publisher_definition": name.replace("_", " "),
            "period": row["period"],
            "fte": row["value"],
            "fte_per_1000": rate.get((name, row["period"])),
            "england_per_1000": rate.get((f"{name}_england", row["period"])),
        }
        for called, names in READER
        for name in names
        for row in rows[rows["category"] == name].to_dict("records")
    ]
    columns = ["definition", "publisher_definition", "period", "fte", "fte_per_1000"]
    frame = pd.DataFrame(found, columns=[*columns, "england_per_1000"])
    frame = frame.drop_duplicates(["definition", "period"], ignore_index=True)
    return frame if frame["england_per_1000"].notna().any() else frame[columns]


def lines(measures: pd.DataFrame) -> pd.DataFrame:
    """The series for a chart: where a definition changed, two lines and never one.

    Columns: series, period, fte.

    One row per series, period.
    """
    rows = series(measures)
    several = rows.groupby("definition")["publisher_definition"].transform("nunique") > 1
    named = rows["definition"] + " (" + rows["publisher_definition"] + ")"
    return pd.DataFrame(
        {
            "series": rows["definition"].where(~several, named),
            "period": rows["period"],
            "fte": rows["fte"],
        }
    )


def breaks(measures: pd.DataFrame) -> pd.DataFrame:
    """Where a question's answer changed its definition from one snapshot to a later one.

    Columns: definition, before, last_period, after, first_period.

    One row per change.
    """
    found = []
    for called, rows in series(measures).groupby("definition", sort=False):
        spans = rows.groupby("publisher_definition", sort=False)["period"].agg(["min", "max"])
        spans = spans.sort_values("min")
        for (before, old), (after, new) in zip(
            spans.iloc[:-1].iterrows(), spans.iloc[1:].iterrows(), strict=True
        ):
            if old["max"] < new["min"]:
                found.append(
                    {
                        "definition": called,
                        "before": before,
                        "last_period": old["max"],
                        "after": after,
                        "first_period": new["min"],
                    }
                )
    columns = ["definition", "before", "last_period", "after", "first_period"]
    return pd.DataFrame(found, columns=columns)


def like_for_like(
    practice_staff: pd.DataFrame, successors: dict[str, str] | None = None
) -> pd.DataFrame:
    """FTE at the first and the last snapshot over the practices that supplied both.

    A practice that supplied one of them alone would show as a change that did not happen; so
    would a merger, hence ``successors`` (closed practice to the open one that took it over):
    practices that have become one are looked at as one, and only where each of them supplied.
    Columns: staff_group, first_period, last_period, practices, fte_first, fte_last, fte_change.

    One row per staff_group.
    """
    rows = practice_staff[practice_staff["role"] == "all"]
    days = sorted(rows.loc[rows["fte"].notna(), "snapshot_date"].unique())
    columns = ["staff_group", "first_period", "last_period", "practices"]
    columns += ["fte_first", "fte_last", "fte_change"]
    if len(days) < 2:
        return pd.DataFrame(columns=columns)
    joined = rows["practice_code"].replace(successors or {})
    rows = rows.assign(practice_code=joined, known=rows["fte"].notna())
    keys = ["practice_code", "staff_group"]

    def at(day):
        summed = rows[rows["snapshot_date"] == day].groupby(keys, as_index=False)
        summed = summed.agg(fte=("fte", "sum"), known=("known", "all"))
        return summed.loc[summed["known"], [*keys, "fte"]]

    both = at(days[0]).merge(
        at(days[-1]), on=keys, suffixes=("_first", "_last"), validate="one_to_one"
    )
    summed = both.groupby("staff_group", as_index=False).agg(
        practices=("practice_code", "size"),
        fte_first=("fte_first", "sum"),
        fte_last=("fte_last", "sum"),
    )
    return summed.assign(
        first_period=days[0][:7],
        last_period=days[-1][:7],
        fte_change=summed["fte_last"] - summed["fte_first"],
    )[columns]


def fully_qualified(gp_staff: pd.DataFrame) -> pd.DataFrame:
    """GPs less registrars and foundation doctors, where a file gives those one by one.

    Files first published to 2019 do, and lack the figure without any trainee that the publisher
    prints since, also for those years again; with it the series runs on. FTE alone: a person may
    hold two roles, so headcount does not add up. Blank where a part of it is.

    One row per practice_code, snapshot_date of the snapshots without the publisher's own figure.
    """
    own = gp_staff.loc[gp_staff["role"] == "excluding_training", "snapshot_date"]
    rows = gp_staff[~gp_staff["snapshot_date"].isin(own)]
    keys = ["practice_code", "snapshot_date"]
    trainees = rows[rows["role"].str.startswith("registrar")].groupby(keys)["fte"]
    parts = trainees.sum().where(trainees.count() == trainees.size()).rename("trainees")
    whole = rows[rows["role"] == "all"].merge(
        parts.reset_index(), on=keys, how="inner", validate="many_to_one"
    )
    derived = whole.assign(role="excluding_training", fte=whole["fte"] - whole["trainees"])
    return derived.drop(columns="trainees")


def _by_definition(gp_staff: pd.DataFrame) -> pd.DataFrame:
    """The publisher's definitions, and the one that is worked out where it is lacking.

    One row per practice_code, snapshot_date, role.
    """
    wanted = {name for _, names in READER for name in names}
    rows = gp_staff[gp_staff["staff_group"] == "gp"]
    named = rows[rows["role"].isin(wanted)]
    derived = fully_qualified(rows)
    return pd.concat([named, derived], ignore_index=True) if len(derived) else named


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle, mine: pd.DataFrame) -> list[dict]:
    """GP definitions, like-for-like change and England, as rows of the long table."""
    ours, found = cycle.commissioner, []
    for (day, name), rows in _by_definition(mine).groupby(["snapshot_date", "role"]):
        about = {"area": ours, "category": name, "period": day[:7]}
        found += figure("gp_fte", rows["fte"].sum(min_count=1), source=sources(rows), **about)
        lists = patients_at(tables, commissioner=ours, day=day)
        found += _rate(rows, lists[lists["practice_code"].isin(rows["practice_code"])], **about)
    found += _england(tables, cycle)
    newest = mine["snapshot_date"].max() if len(mine) else cycle.as_at
    taken_over = places.successors(tables["practice"], newest)
    for row in like_for_like(mine, taken_over).to_dict("records"):
        found += figure(
            "staff_fte_change_like_for_like",
            row["fte_change"],
            area=ours,
            category=f"{row['staff_group']} since {row['first_period']}",
            period=row["last_period"],
            source=sources(mine[mine["staff_group"] == row["staff_group"]]),
        )
    return found


def _england(tables, cycle):
    """GPs per 1,000 patients of all England by definition, where the file is the national one."""
    staff, found = tables["practice_staff"], []
    gps = _by_definition(staff)
    for day in national_days(staff):
        lists = patients_at(tables, commissioner=None, day=day)
        for name, rows in gps[gps["snapshot_date"] == day].groupby("role"):
            about = {"area": cycle.commissioner, "category": f"{name}_england"}
            found += _rate(rows, lists, period=day[:7], **about)
    return found


def _rate(rows, lists, **about):
    """Full-time equivalent GPs per 1,000 patients of the practices that have both."""
    both = with_lists(rows, registered=lists)
    return ratio(
        "gp_fte_per_1000_registered",
        both["fte_of_registered"].sum(min_count=1),
        both["patients_registered"].sum(min_count=1),
        times=1000.0,
        source=sources(rows, lists),
        **about,
    )
