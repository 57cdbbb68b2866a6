"""What the figures of a place raise: issues for its chair, each found by a stated rule."""

import pandas as pd

from analysis.locality.comparison import (
    GPS,
    LIST_GROWTH,
    NURSES,
    OLDER_GPS,
    OLDER_NURSES,
    OLDEST,
    PROGRAMMES,
    beyond,
    in_table,
    peers,
    place_type,
    rank_words,
)
from analysis.measures import pick
from analysis.project import Cycle, periods
from analysis.workforce.roles import TITLES
from analysis.writing.phrases import agree, count, figure, joined, of_them

_PLURAL = {"locality": "localities", "pcn": "networks"}
_ENDS = 3  # a place among the three highest or lowest is worth a word
_WATCHED = (
    (GPS, "lowest", "Few GPs for the patients"),
    (NURSES, "lowest", "Few nurses for the patients"),
    (OLDER_GPS, "highest", "Many GPs near retirement"),
    (OLDER_NURSES, "highest", "Many nurses near retirement"),
    (LIST_GROWTH, "highest", "The list grows fast"),
    (OLDEST, "highest", "Many patients of 75 and over"),
)


def raised(
    measures: pd.DataFrame, tables: dict[str, pd.DataFrame], cycle: Cycle, *, place: str
) -> pd.DataFrame:
    """What a locality's chair should look at first, each with its evidence and its rule.

    Columns: issue, evidence, rule. Empty where no rule applies. No row is about one practice.

    One row per issue.
    """
    area_type = place_type(measures, place)
    if area_type is None:
        return pd.DataFrame(columns=["issue", "evidence", "rule"])
    found = [
        *_at_an_end(measures, place, area_type),
        *_short_of_need(measures, place),
        *_not_supplied(measures, place, area_type),
        *_not_reached(measures, place, area_type),
        *_closed(tables, cycle, place),
    ]
    return pd.DataFrame(found, columns=["issue", "evidence", "rule"])


def _at_an_end(measures, place, area_type):
    for line, end, issue in _WATCHED:
        rows = peers(measures, line, area_type=area_type)
        if len(rows) <= 2 * _ENDS or place not in set(rows["area"]):
            continue
        own = rows.loc[rows["area"] == place, "value"].iloc[0]
        unit = rows["unit"].iloc[0]
        say, values = in_table(unit), rows["value"].tolist()
        above, below = beyond(own, values, say=say)
        if (below if end == "lowest" else above) >= _ENDS or above == below == 0:
            continue
        evidence = (
            f"{figure(own, unit)} {_when(rows['period'].iloc[0])}, "
            f"{rank_words(own, values, say=say)}; "
            f"the middle of all {len(rows)} is {figure(rows['value'].median(), unit)}"
        )
        yield issue, evidence, f"among the three {end}, ties included"


def _when(period: str) -> str:
    return f"{'on' if len(period) == len('2017-10-01') else 'in'} {periods.in_words(period)}"


def _short_of_need(measures, place):
    gaps = pick(measures, "workforce_fte_gap", area=place, status="in use")
    gaps = gaps[gaps["value"] < -0.05].sort_values("value")
    for row in gaps.head(2).to_dict("records"):
        issue = f"{TITLES[row['role']]}: fewer than the model asks for"
        by = f"{periods.in_words(row['period'])}, model {row['model_version']}"
        evidence = f"{figure(-row['value'], 'fte')} short of the need by {by}"
        yield issue, evidence, "the two largest shortfalls against the version in use"


def _not_supplied(measures, place, area_type):
    where = {"area": place, "area_type": area_type, "basis": "actual"}
    rows = pick(measures, "practices_supplying_workforce", **where)
    rows = rows[(rows["period"] == rows["period"].max()) & (rows["value"] < 100)]
    for row in rows.to_dict("records"):
        issue = f"{TITLES[row['staff_group']]}: the figures are not complete"
        lacking = of_them(row["denominator"] - row["numerator"])
        month = periods.in_words(row["period"])
        evidence = f"{lacking} of {row['denominator']:.0f} practices supplied none in {month}"
        yield issue, evidence, "any practice without a figure"


def _not_reached(measures, place, area_type):
    for line in PROGRAMMES:
        rows = peers(measures, line, area_type=area_type)
        own = rows.loc[rows["area"] == place, "value"]
        ahead = rows[rows["value"] > 0]
        if len(own) and own.iloc[0] == 0 and len(ahead):
            evidence = (
                f"{of_them(len(ahead))} of {len(rows) - 1} other {_PLURAL[area_type]} "
                f"{agree(len(ahead), 'has', 'have')} begun, by "
                f"{periods.in_words(rows['period'].iloc[0])}"
            )
            yield f"{line.title}: none yet", evidence, "none here, some elsewhere"


def _closed(tables, cycle, place):
    practice, since = tables["practice"], periods.add_months(cycle.as_at[:7], -24)
    here = practice[practice["locality"] == place]
    gone = here[(here["closed_on"] >= since) & (here["closed_on"] <= cycle.as_at)]
    if len(gone):
        reasons = gone["close_reason"].fillna("not stated").value_counts()
        closed = joined([count(n, reason) for reason, n in reasons.items()])
        evidence = f"{closed} since {periods.in_words(gone['closed_on'].min())}"
        rule = "in the two years to the committee's day"
        yield "Practices have closed or merged", evidence, rule
