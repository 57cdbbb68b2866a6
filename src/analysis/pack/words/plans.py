"""Estate schemes and options, the reporting calendar, and one figure by month, quarter and year."""

import pandas as pd

from analysis.pack.capital import TESTS
from analysis.pack.words.tables import _period
from analysis.project import periods
from analysis.writing.phrases import count, figure, first_up, joined, underspend


def schemes(listed: pd.DataFrame) -> str | None:
    """How many schemes stand at which stage, and which step is overdue."""
    if listed.empty:
        return None
    counts = listed["stage"].value_counts()
    parts = [
        f"{counts[stage]} {stage.replace('_', ' ')}"
        for stage in ("done", "under_way", "approved", "recommended", "proposed", "withdrawn")
        if counts.get(stage)
    ]
    late = listed.loc[listed["overdue"] == "yes", "scheme"].tolist()
    named = f"; overdue: {joined([f'{one[:1].lower()}{one[1:]}' for one in late])}" if late else ""
    unpriced = int(listed["capital_gbp"].isna().sum())
    none = {0: "", len(listed): " No scheme states its cost."}
    price = none.get(unpriced, f" {first_up(count(unpriced, 'states', 'state'))} no cost.")
    lead = f"Of {count(len(listed), 'scheme')} for estate and technology {joined(parts)}"
    return f"{lead}{named}.{price}"


def schemes_as_read(listed: pd.DataFrame) -> pd.DataFrame:
    """Schemes as a committee reads them. One row per scheme."""
    return pd.DataFrame(
        {
            "Scheme": listed["scheme"],
            "Locality": listed["locality"].fillna("all"),
            "Stage": listed["stage"].str.replace("_", " "),
            "Recommended": [_period(day) or "not stated" for day in listed["recommended_on"]],
            "Days since": listed["since_recommended_days"],
            "Next step": [
                f"{step} ({_period(due)}{', overdue' if late == 'yes' else ''})"
                if isinstance(step, str)
                else "none"
                for step, due, late in zip(
                    listed["next_step"], listed["next_due"], listed["overdue"], strict=True
                )
            ],
            "Owner": listed["owner_role"].fillna("not named"),
        }
    )


def options(listed: pd.DataFrame) -> str | None:
    """Which option each locality prefers, and whether its scores bear it out."""
    if listed.empty:
        return None
    parts = []
    for locality, rows in listed.groupby("locality"):
        chosen = rows[rows["preferred"] == "yes"]
        if chosen.empty:
            parts.append(f"{locality}, none yet")
            continue
        one = chosen.iloc[0]
        best = one["score_percent"] == rows["score_percent"].max()
        said = f"{one['option'][:1].lower()}{one['option'][1:]}"
        parts.append(f"{locality}, {said} ({'the' if best else 'not the'} best scored)")
    return f"Preferred: {'; '.join(parts)}."


def options_as_read(listed: pd.DataFrame) -> pd.DataFrame:
    """Options with their scores as a committee reads them. One row per locality and option."""
    scores = {
        test.replace("_", " ").capitalize(): listed[f"score_{test}"].map("{:.0f}".format)
        for test in TESTS
    }
    return pd.DataFrame(
        {
            "Locality": listed["locality"],
            "Option": [
                f"{option} (preferred)" if said == "yes" else option
                for option, said in zip(listed["option"], listed["preferred"], strict=True)
            ],
            **scores,
            "score_percent": listed["score_percent"],
            "Cost a year": [
                "not stated" if pd.isna(cost) else figure(cost, "gbp")
                for cost in listed["cost_gbp_a_year"]
            ],
        }
    )


def owed(listed: pd.DataFrame) -> str | None:
    """How many reports went out late or are overdue, and what is due next."""
    if listed.empty:
        return None
    counts = listed["standing"].value_counts()
    sent = counts.get("sent on time", 0) + counts.get("sent late", 0)
    late = counts.get("sent late", 0)
    overdue = listed.loc[listed["standing"] == "overdue", "report"].tolist()
    said = (
        f"Of {count(sent, 'report')} sent {count(late, 'was', 'were') if late else 'none was'} late"
    )
    said += f"; overdue: {joined([f'{o[:1].lower()}{o[1:]}' for o in overdue])}" if overdue else ""
    coming = listed[listed["standing"] == "to come"]
    if len(coming):
        one = coming.iloc[0]
        said += f"; next: {one['report'][:1].lower()}{one['report'][1:]} ({_period(one['due_on'])})"
    return f"{said}."


def owed_as_read(listed: pd.DataFrame) -> pd.DataFrame:
    """The reporting calendar as a committee reads it. One row per report and period."""

    return pd.DataFrame(
        {
            "Report": listed["report"],
            "To": listed["recipient"].fillna("not stated"),
            "How often": listed["cadence"],
            "For": [_period(period) for period in listed["period"]],
            "Due": [_period(day) for day in listed["due_on"]],
            "Standing": [
                f"{said}, {_period(on)}"
                if isinstance(on, str) and said.startswith("sent")
                else said
                for said, on in zip(listed["standing"], listed["sent_on"], strict=True)
            ],
            "Owner": listed["owner_role"].fillna("not named"),
        }
    )


def not_in_time(shown: pd.DataFrame) -> pd.DataFrame:
    """What is overdue, to come, or went out late. One row per report and period."""
    return shown[~shown["Standing"].astype("str").str.startswith("sent on time")].reset_index(
        drop=True
    )


def rolled_as_read(rolled: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """One figure for the monthly, the quarterly and the yearly paper. One row per measure."""
    return pd.DataFrame(
        {
            "Figure": [titles.get(name, name) for name in rolled["measure"]],
            "Monthly": [_at(row, "month") for row in rolled.to_dict("records")],
            "Quarterly": [_at(row, "quarter") for row in rolled.to_dict("records")],
            "Yearly": [_at(row, "year") for row in rolled.to_dict("records")],
        }
    )


def _at(row: dict, span: str) -> str:
    value = row[f"{span}_value"]
    if pd.isna(value):
        return "none yet"
    when = row["year"] if span == "year" else periods.in_words(row[span])
    said = figure(value, row["unit"])
    if row["unit"] == "gbp":  # the one kind of money here: a variance, which is never without
        said = underspend(value)
    return f"{said} ({when})"
