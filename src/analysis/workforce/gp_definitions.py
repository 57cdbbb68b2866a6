"""GPs by the publisher's definitions, which changed over the years: kept apart, breaks named."""

import pandas as pd

from analysis.measures import figure, pick, ratio, sources
from analysis.project import Cycle
from analysis.workforce.denominators import national_snapshots, patients_at, with_patients
from analysis.workforce.staff import with_figures

# What a reader asks for, and the publisher's definitions that answer it, the newest first: of two
# that answer for one snapshot, the newest counts. Two answers to one question are two measures:
# where the publisher changed from one to the other the series breaks.
_ANSWERS = (
    ("Everyone counted", "all"),
    ("Fully qualified", "excluding_training"),
    ("Fully qualified", "excluding_registrars"),
    ("Fully qualified, without locums", "excluding_training_and_locums"),
    ("Fully qualified, without locums", "excluding_registrars_and_locums"),
    ("Everyone but locums", "excluding_locums"),
    ("No registrars, retainers or locums", "excluding_registrars_retainers_and_locums"),
)
ANSWERS = pd.DataFrame(_ANSWERS, columns=["asked", "definition"])


def series(measures: pd.DataFrame) -> pd.DataFrame:
    """GP FTE by what a reader asks for and the publisher's definition that answers it.

    Columns: definition, publisher_definition, period, fte, fte_per_1000 and, where the national
    file is there, england_per_1000.

    One row per definition, publisher_definition, period.
    """
    rows = with_figures(
        pick(measures, "gp_fte", area_type="commissioner").rename(columns={"value": "fte"}),
        measures,
        by="definition",
        fte_per_1000=("gp_fte_per_1000_registered", ""),
        england_per_1000=("gp_fte_per_1000_registered", "england"),
    )
    rows = ANSWERS.merge(rows, on="definition", validate="one_to_many")
    rows = rows.drop_duplicates(["asked", "period"], ignore_index=True)
    rows = rows.assign(
        publisher_definition=rows["definition"].str.replace("_", " "), definition=rows["asked"]
    )
    columns = ["definition", "publisher_definition", "period", "fte", "fte_per_1000"]
    return rows.filter([*columns, "england_per_1000"])


def lines(measures: pd.DataFrame) -> pd.DataFrame:
    """The series for a chart: where a definition changed, two lines and never one.

    Columns: series, period, fte.

    One row per series, period.
    """
    rows = series(measures)
    several = rows.groupby("definition")["publisher_definition"].transform("nunique") > 1
    named = rows["definition"] + " (" + rows["publisher_definition"] + ")"
    return rows.assign(series=rows["definition"].where(~several, named))[
        ["series", "period", "fte"]
    ]


def breaks(measures: pd.DataFrame) -> pd.DataFrame:
    """Where a question's answer changed its definition from one snapshot to a later one.

    Columns: definition, before, last_period, after, first_period.

    One row per change.
    """
    spans = series(measures).groupby(["definition", "publisher_definition"], sort=False)["period"]
    spans = spans.agg(["min", "max"]).reset_index().sort_values("min", kind="stable")
    before = spans.groupby("definition")[["publisher_definition", "max"]].shift()
    found = pd.DataFrame(
        {
            "definition": spans["definition"],
            "before": before["publisher_definition"],
            "last_period": before["max"],
            "after": spans["publisher_definition"],
            "first_period": spans["min"],
        }
    )
    return found[before["max"] < spans["min"]].sort_index(ignore_index=True)


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


def _by_definition(staff: pd.DataFrame) -> pd.DataFrame:
    """The publisher's definitions, and the one that is worked out where it is lacking.

    One row per practice_code, snapshot_date, role.
    """
    gps = staff[staff["staff_group"] == "gp"]
    named = gps[gps["role"].isin(ANSWERS["definition"])]
    derived = fully_qualified(gps)
    return pd.concat([named, derived], ignore_index=True) if len(derived) else named


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle, mine: pd.DataFrame) -> list[dict]:
    """GPs by definition and their rates, England's too, as rows of the long table."""
    ours, found = cycle.commissioner, []
    for (day, name), rows in _by_definition(mine).groupby(["snapshot_date", "role"]):
        about = {"area": ours, "definition": name, "period": day[:7]}
        found += figure("gp_fte", rows["fte"].sum(min_count=1), source=sources(rows), **about)
        lists = patients_at(tables, commissioner=ours, day=day)
        found += _rate(rows, lists[lists["practice_code"].isin(rows["practice_code"])], **about)
    staff = tables["practice_staff"]
    gps = _by_definition(staff)
    for day in national_snapshots(staff):
        lists = patients_at(tables, commissioner=None, day=day)
        for name, rows in gps[gps["snapshot_date"] == day].groupby("role"):
            about = {"area": ours, "definition": name, "period": day[:7]}
            found += _rate(rows, lists, comparator="england", **about)
    return found


def _rate(rows, lists, **about):
    """Full-time equivalent GPs per 1,000 patients of the practices that have both."""
    both = with_patients(rows, registered=lists)
    return ratio(
        "gp_fte_per_1000_registered",
        both["fte_of_registered"].sum(min_count=1),
        both["patients_registered"].sum(min_count=1),
        times=1000.0,
        source=sources(rows, lists),
        **about,
    )
