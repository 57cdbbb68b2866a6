"""The support that practices were offered, accepted and completed; those at risk, with theirs."""

import pandas as pd

from analysis import disclosure
from analysis.measures import by_row, in_order_of, pick, sources
from analysis.pack.practice_bands import BANDS, newest_bands
from analysis.places.patient_lists import AT_RISK, newly_at_risk
from analysis.project import Cycle, periods

STAGES = {"offered": "offered_on", "accepted": "accepted_on", "completed": "completed_on"}


def by_programme(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices offered, accepting and completing support, by programme and year.

    Columns: programme, financial_year, offered, accepted, completed.

    One row per programme, financial_year.
    """
    rows = pick(measures, "support_practices").rename(columns={"period": "financial_year"})
    wide = rows.pivot_table(
        index=["programme", "financial_year"], columns="stage", values="value", aggfunc="first"
    )
    return wide.reindex(columns=list(STAGES)).rename_axis(columns=None).reset_index()


def practices_at_risk(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """The practices of the two lowest bands in the newest month, with the support of each.

    Names practices: for the committee only. Columns: practice_code, practice_name, locality,
    band, new_this_month, and offered, accepted, completed: what had happened by the day, each a
    list of (day, programme), the first day first. The bands are those of the newest month that
    was over by then.

    One row per practice_code.
    """
    columns = (
        "practice_code practice_name locality band new_this_month offered accepted completed"
    ).split()
    profile = tables["practice_profile"]
    newest = newest_bands(profile, day=day)
    if newest.empty:
        return pd.DataFrame(columns=columns)
    month = newest["month"].iloc[0]
    register = tables["practice"].reindex(columns=["practice_code", "practice_name", "locality"])
    found = newest.loc[newest["band"].isin(AT_RISK), ["practice_code", "band"]].merge(
        register, on="practice_code", how="left", validate="one_to_one"
    )
    reached = {
        stage: found["practice_code"].map(_reached(tables["support_offer"], column, day=day))
        for stage, column in STAGES.items()
    }
    fresh = newly_at_risk(profile, month=month)
    # Without the month before no practice can be called new.
    first = periods.add_months(month, -1) not in set(profile["month"])
    new = [None if first else "yes" if code in fresh else "no" for code in found["practice_code"]]
    found = found.assign(**reached, new_this_month=new)
    found = in_order_of(found, "band", BANDS, then=["practice_code"])
    return disclosure.of_practices(found[columns])


def _reached(offers: pd.DataFrame, column: str, *, day: str) -> pd.Series:
    """The offers that had reached a stage by the day. One list of (day, programme) a practice."""
    done = offers[(offers["offered_on"] <= day) & (offers[column] <= day)]
    done = done.sort_values([column, "programme"])
    pairs = pd.Series(list(zip(done[column], done["programme"], strict=True)), dtype="object")
    return pairs.groupby(done["practice_code"].to_numpy()).agg(list)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Practices with support by programme, year and stage."""
    offers, found = tables["support_offer"], []
    offers = offers[offers["offered_on"] <= cycle.as_at]
    of = ["programme", offers["offered_on"].map(periods.financial_year).rename("year")]
    for stage, column in STAGES.items():
        reached = offers["practice_code"].where(offers[column] <= cycle.as_at)
        found += by_row(
            offers.assign(practices=reached).groupby(of)["practices"].nunique().reset_index(),
            {"support_practices": "practices"},
            by={"programme": "programme", "period": "year"},
            stage=stage,
            area=cycle.commissioner,
            source=sources(offers),
        )
    return found
