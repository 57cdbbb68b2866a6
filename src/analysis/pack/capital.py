"""Estate and technology schemes that ask for capital, and the options that localities weighed."""

import pandas as pd

from analysis.measures import figure, sources
from analysis.project import Cycle, periods
from analysis.tables import TABLES

STAGES = ("proposed", "recommended", "approved", "under_way", "done", "withdrawn")
ENDED = ("done", "withdrawn")
# The tests that an option is scored on.
TESTS = TABLES["estate_option"].named_after("score_")


def schemes(estate_scheme: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every scheme with its stage, the furthest first; ``overdue`` by the day.

    ``since_recommended_days`` counts from the day it was recommended to the day of the paper; blank
    of what has ended. Columns: scheme, fund, locality, stage, recommended_on,
    since_recommended_days, next_step, next_due, overdue, capital_gbp, owner_role.

    One row per scheme_id.
    """
    columns = (
        "scheme fund locality stage recommended_on since_recommended_days next_step next_due "
        "overdue capital_gbp owner_role"
    ).split()
    rows = estate_scheme.to_dict("records")
    since = [
        float(periods.days_between(row["recommended_on"], day))
        if isinstance(row["recommended_on"], str)
        and row["recommended_on"] <= day
        and row["stage"] not in ENDED
        else None
        for row in rows
    ]
    overdue = [
        "yes"
        if isinstance(row["next_due"], str)
        and periods.last_day(row["next_due"]) < day
        and row["stage"] not in ENDED
        else "no"
        for row in rows
    ]
    rank = estate_scheme["stage"].map(lambda stage: -STAGES.index(stage))
    return (
        estate_scheme.assign(
            since_recommended_days=pd.Series(since, estate_scheme.index, dtype="float64"),
            overdue=pd.Series(overdue, estate_scheme.index, dtype="str"),
            ended=estate_scheme["stage"].isin(ENDED),
            rank=rank,
        )
        .sort_values(["ended", "rank", "scheme_id"])[columns]
        .reset_index(drop=True)
    )


def options(estate_option: pd.DataFrame) -> pd.DataFrame:
    """The options of each locality with their scores on the six tests, the best first.

    ``score_percent`` is the sum of the scores of the most it could be, over the tests that were
    scored. Columns: locality, option, the six scores, score_percent, cost_gbp_a_year, preferred.

    One row per locality, option.
    """
    scores = [f"score_{test}" for test in TESTS]
    given = estate_option[scores]
    most = given.notna().sum(axis="columns") * 5.0
    percent = given.sum(axis="columns", min_count=1) / most.where(most > 0) * 100
    return (
        estate_option.assign(score_percent=percent)
        .sort_values(["locality", "score_percent", "option"], ascending=[True, False, True])[
            ["locality", "option", *scores, "score_percent", "cost_gbp_a_year", "preferred"]
        ]
        .reset_index(drop=True)
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Schemes by stage."""
    rows, found = tables["estate_scheme"], []
    for stage in STAGES if len(rows) else ():
        found += figure(
            "estate_schemes",
            rows["stage"].eq(stage).sum(),
            area=cycle.commissioner,
            category=stage,
            period=rows["as_at"].max(),
            source=sources(rows),
        )
    return found
