"""How practices were rated at inspection by the Care Quality Commission."""

import pandas as pd

from analysis import disclosure
from analysis.measures import counts, in_order_of, pick, share, sources
from analysis.places import membership
from analysis.project import Cycle, periods

RATINGS = ("outstanding", "good", "requires_improvement", "inadequate")
_EVERY = (*RATINGS, "not_rated")
# gov_special_measures_warning, gov_special_measures_other: months to put right what was found.
WARNING_MONTHS, OTHER_MONTHS = 3, 6


def ratings_on(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """The open practices with their newest overall rating by the day; ``not_rated`` without one.

    Columns: practice_code, practice_name, locality, rating, published_on, source_file.

    One row per practice_code.
    """
    rated = tables["cqc_rating"]
    rated = rated[(rated["question"] == "overall") & ~(rated["published_on"] > day)]
    newest = rated.sort_values(["published_on", "location_id"], na_position="first")
    newest = newest.drop_duplicates("practice_code", keep="last")
    found = membership.open_members(tables, commissioner=commissioner, day=day).merge(
        newest[["practice_code", "rating", "published_on", "source_file"]],
        on="practice_code",
        how="left",
        validate="one_to_one",
    )
    keys = found["rating"].str.strip().str.lower().str.replace(r"[^a-z]+", "_", regex=True)
    columns = "practice_code practice_name locality rating published_on source_file"
    return found.assign(rating=keys.where(keys.isin(RATINGS), "not_rated"))[columns.split()]


def practices_by_rating(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices by their newest rating, the best first. Columns: rating, practices.

    One row per rating.
    """
    rows = pick(measures, "practices_by_cqc_rating")
    listed = in_order_of(rows[rows["period"] == rows["period"].max()], "rating", _EVERY)
    rating = listed["rating"].str.replace("_", " ").str.capitalize()
    return pd.DataFrame({"rating": rating, "practices": listed["value"]})


def inadequate(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """Practices rated inadequate, and by when what was found must be put right.

    Names practices: for the committee only. ``neighbours`` counts the other open practices of the
    locality, which such a practice puts under strain. Columns: practice_code, practice_name,
    locality, published_on, warning_notice_until, other_matters_until, neighbours.

    One row per practice_code.
    """
    every = ratings_on(tables, commissioner=commissioner, day=day)
    every["neighbours"] = every.groupby("locality")["practice_code"].transform("size") - 1
    low = every[every["rating"] == "inadequate"]
    published = low["published_on"]
    low = low.assign(
        warning_notice_until=published.map(_later, na_action="ignore", months=WARNING_MONTHS),
        other_matters_until=published.map(_later, na_action="ignore", months=OTHER_MONTHS),
    )
    columns = (
        "practice_code practice_name locality published_on warning_notice_until "
        "other_matters_until neighbours"
    )
    return disclosure.of_practices(low[columns.split()].reset_index(drop=True))


def _later(day: str, months: int) -> str:
    month = periods.add_months(day[:7], months)
    return min(f"{month}{day[7:]}", periods.month_end(month))


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Practices by rating, and the share of rated ones that are at least good."""
    if tables["cqc_rating"].empty:
        return []
    ours, day = cycle.commissioner, cycle.as_at
    every = ratings_on(tables, commissioner=ours, day=day)
    rated = every[every["rating"] != "not_rated"]
    if rated.empty:
        return []
    good = rated["rating"].isin(RATINGS[:2]).sum()
    about = {"area": ours, "period": day, "source": sources(rated)}
    return [
        *counts("practices_by_cqc_rating", every["rating"], _EVERY, dimension="rating", **about),
        *share("cqc_good_or_better", good, len(rated), **about),
    ]
