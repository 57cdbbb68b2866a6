"""How practices were rated at inspection by the Care Quality Commission."""

import pandas as pd

from analysis import places
from analysis.measures import figure, pick, share, sources
from analysis.project import Cycle, periods

RATINGS = ("outstanding", "good", "requires_improvement", "inadequate")
# gov_special_measures_warning, gov_special_measures_other: months to put right what was found.
WARNING_MONTHS, OTHER_MONTHS = 3, 6


def ratings_on(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """The open practices with their newest overall rating by the day; ``not_rated`` without one.

    Columns: practice_code, practice_name, locality, rating, published_on, source_file.

    One row per practice_code.
    """
    members = places.members(tables, commissioner=commissioner, day=day)
    if len(tables["practice"]):
        still_open = places.open_at(tables["practice"], day)["practice_code"]
        members = members[members["practice_code"].isin(still_open)]
    rated = tables["cqc_rating"]
    rated = rated[(rated["question"] == "overall") & ~(rated["published_on"] > day)]
    rated = rated.sort_values(["published_on", "location_id"], na_position="first")
    newest = rated.drop_duplicates("practice_code", keep="last")
    found = members.merge(
        newest[["practice_code", "rating", "published_on", "source_file"]],
        on="practice_code",
        how="left",
        validate="one_to_one",
    )
    keys = found["rating"].str.strip().str.lower().str.replace(r"[^a-z]+", "_", regex=True)
    columns = ["practice_code", "practice_name", "locality", "rating", "published_on"]
    return found.assign(rating=keys.where(keys.isin(RATINGS), "not_rated"))[
        [*columns, "source_file"]
    ]


def ratings_table(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices by rating, the best first. One row per rating."""
    rows = pick(measures, "practices_by_cqc_rating")
    if rows.empty:
        return pd.DataFrame()
    rows = rows[rows["period"] == rows["period"].max()].set_index("category")
    kept = [rating for rating in (*RATINGS, "not_rated") if rating in rows.index]
    return pd.DataFrame(
        {
            "Rating": [rating.replace("_", " ").capitalize() for rating in kept],
            "practices": rows.loc[kept, "value"].to_numpy(),
        }
    )


def put_right(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """Practices rated inadequate, and by when what was found must be put right.

    Names practices: for the committee only. ``neighbours`` counts the other open practices of the
    locality, which such a practice puts under strain. Columns: practice_code, practice_name,
    locality, published_on, warning_notice_until, other_matters_until, neighbours.

    One row per practice_code.
    """
    every = ratings_on(tables, commissioner=commissioner, day=day)
    low = every[every["rating"] == "inadequate"]
    beside = every.groupby("locality")["practice_code"].transform("size") - 1
    return pd.DataFrame(
        {
            **{c: low[c] for c in ("practice_code", "practice_name", "locality", "published_on")},
            "warning_notice_until": low["published_on"].map(
                lambda day: _later(day, WARNING_MONTHS), na_action="ignore"
            ),
            "other_matters_until": low["published_on"].map(
                lambda day: _later(day, OTHER_MONTHS), na_action="ignore"
            ),
            "neighbours": beside[low.index],
        }
    ).reset_index(drop=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Practices by rating, and the share of rated ones that are at least good."""
    ours, found = cycle.commissioner, []
    if tables["cqc_rating"].empty:
        return found
    every = ratings_on(tables, commissioner=ours, day=cycle.as_at)
    rated = every[every["rating"] != "not_rated"]
    if rated.empty:
        return found
    about = {"area": ours, "period": cycle.as_at, "source": sources(rated)}
    for rating in (*RATINGS, "not_rated"):
        count = every["rating"].eq(rating).sum()
        found += figure("practices_by_cqc_rating", count, category=rating, **about)
    good = rated["rating"].isin(RATINGS[:2]).sum()
    return found + share("cqc_good_or_better", good, len(rated), **about)


def _later(day: str, months: int) -> str:
    month = periods.add_months(day[:7], months)
    return min(f"{month}{day[7:]}", periods.month_end(month))
