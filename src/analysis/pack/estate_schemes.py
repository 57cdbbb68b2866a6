"""Estate and technology schemes that ask for capital, and the options that localities weighed."""

import numpy as np
import pandas as pd

from analysis.measures import counts, in_order_of, sources
from analysis.project import Cycle, periods
from analysis.tables import TABLES

STAGES = ("done", "under_way", "approved", "recommended", "proposed", "withdrawn")
# The tests that an option is scored on.
TESTS = TABLES["estate_option"].named_after("score_")
ENDED = ("done", "withdrawn")


def schemes(estate_scheme: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every scheme with its stage, the furthest first and what has ended last.

    ``since_recommended_days`` counts from the day it was recommended to the day of the paper;
    ``overdue`` (yes or no) is whether its next step is past the day. Neither of what has ended.
    Both are added to the columns of the return.

    One row per scheme_id.
    """
    ended = estate_scheme["stage"].isin(ENDED)
    recommended = estate_scheme["recommended_on"]
    recommended = recommended.where(~ended & (recommended <= day))
    since = recommended.map(lambda on: periods.days_between(on, day), na_action="ignore")
    past = estate_scheme["next_due"].map(lambda due: periods.is_past(due, day)).astype("bool")
    listed = estate_scheme.assign(
        since_recommended_days=since.astype("float64"),
        overdue=np.where(past & ~ended, "yes", "no"),
    )
    order = [*(stage for stage in STAGES if stage not in ENDED), *ENDED]
    return in_order_of(listed, "stage", order, then=["scheme_id"])


def options(estate_option: pd.DataFrame) -> pd.DataFrame:
    """The options of each locality with their scores on the six tests, the best first.

    ``score_percent`` is the sum of the scores of the most it could be, over the tests that were
    scored. Columns: locality, option, a score of 0 to 5 for each of ``TESTS``, score_percent,
    cost_gbp_a_year, preferred, and ``best`` (whether no other of its locality scores more).

    One row per locality, option.
    """
    listed = estate_option.rename(columns={f"score_{test}": test for test in TESTS})
    given = listed[list(TESTS)]
    most = given.notna().sum(axis="columns") * 5.0
    percent = given.sum(axis="columns", min_count=1) / most.where(most > 0) * 100
    best = percent == percent.groupby(listed["locality"]).transform("max")
    found = listed.assign(score_percent=percent, best=best).sort_values(
        ["locality", "score_percent", "option"], ascending=[True, False, True], ignore_index=True
    )
    last = ["score_percent", "cost_gbp_a_year", "preferred", "best"]
    return found[["locality", "option", *TESTS, *last]]


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Schemes by stage."""
    rows = tables["estate_scheme"]
    about = {"area": cycle.commissioner, "period": rows["as_at"].max(), "source": sources(rows)}
    return counts("estate_schemes", rows["stage"], STAGES, dimension="stage", **about)
