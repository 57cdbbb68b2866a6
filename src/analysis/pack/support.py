"""How practices fare in bands, and the support they were offered, accepted and completed."""

import pandas as pd

from analysis.measures import figure, pick, share, sources
from analysis.places.patient_lists import AT_RISK, newly_at_risk
from analysis.project import Cycle, periods

BANDS = ("special_measures", "vulnerable", "surviving", "sustainable", "succeeding")
STAGES = (("offered", "offered_on"), ("accepted", "accepted_on"), ("completed", "completed_on"))


def bands_by_month(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices in each band, the lowest band first, a column for each month.

    One row per band.
    """
    rows = pick(measures, "practices_by_band")
    if rows.empty:
        return pd.DataFrame()
    wide = rows.pivot_table(index="category", columns="period", values="value", aggfunc="first")
    wide = wide.reindex([band for band in BANDS if band in wide.index])
    wide.index = [band.replace("_", " ").capitalize() for band in wide.index]
    wide.columns = [periods.in_words(month) for month in wide.columns]
    return wide.rename_axis("Band").reset_index()


def support_table(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices offered, accepting and completing support, by programme and year.

    One row per programme, year.
    """
    rows = pick(measures, "support_practices")
    if rows.empty:
        return pd.DataFrame()
    parts = rows["category"].str.rsplit(": ", n=1)
    split = rows.assign(programme=parts.str[0], stage=parts.str[1])
    wide = split.pivot_table(
        index=["programme", "period"], columns="stage", values="value", aggfunc="first"
    )
    wide = wide.reindex(columns=[stage for stage, _ in STAGES]).rename_axis(columns=None)
    return wide.reset_index().rename(columns={"period": "financial_year"})


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
    profile = profile[profile["month"].map(periods.last_day) <= day]
    if profile.empty:
        return pd.DataFrame(columns=columns)
    month = profile["month"].max()
    now = profile[(profile["month"] == month) & profile["band"].isin(AT_RISK)]
    register = tables["practice"].reindex(columns=["practice_code", "practice_name", "locality"])
    fresh = newly_at_risk(profile, month=month)
    known = set(profile["month"])
    first = periods.add_months(month, -1) not in known
    found = now[["practice_code", "band"]].merge(
        register, on="practice_code", how="left", validate="one_to_one"
    )
    reached = {
        stage: found["practice_code"].map(_reached(tables["support_offer"], column, day=day))
        for stage, column in STAGES
    }
    # Without the month before nobody can be called new.
    new = [None if first else "yes" if code in fresh else "no" for code in found["practice_code"]]
    return (
        found.assign(**reached, new_this_month=new, rank=found["band"].map(BANDS.index))
        .sort_values(["rank", "practice_code"])
        .assign(band=lambda frame: frame["band"].str.replace("_", " "))[columns]
        .reset_index(drop=True)
    )


def _reached(offers: pd.DataFrame, column: str, *, day: str) -> pd.Series:
    """The offers that had reached a stage by the day. One list of (day, programme) a practice."""
    done = offers[offers[column].notna() & (offers["offered_on"] <= day)]
    done = done[done[column] <= day].sort_values([column, "programme"])
    pairs = pd.Series(list(zip(done[column], done["programme"], strict=True)), dtype="object")
    return pairs.groupby(done["practice_code"].to_numpy()).agg(list)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Practices by band and month, and support by programme, year and stage."""
    ours, found = cycle.commissioner, []
    profile = tables["practice_profile"]
    for month, rows in profile.groupby("month"):
        about = {"area": ours, "period": month, "source": sources(rows)}
        for band in BANDS:
            count = rows["band"].eq(band).sum()
            found += figure("practices_by_band", count, category=band, **about)
        at_risk = rows["band"].isin(AT_RISK).sum()
        found += share("practices_at_risk_share", at_risk, len(rows), **about)
    offers = tables["support_offer"]
    offers = offers[offers["offered_on"] <= cycle.as_at]
    years = offers["offered_on"].map(periods.financial_year)
    for (programme, year), rows in offers.groupby(["programme", years]):
        for stage, column in STAGES:
            reached = rows[rows[column].notna() & (rows[column] <= cycle.as_at)]
            found += figure(
                "support_practices",
                reached["practice_code"].nunique(),
                area=ours,
                category=f"{programme}: {stage}",
                period=year,
                source=sources(offers),
            )
    return found
