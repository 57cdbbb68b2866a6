"""How old the staff are: headcount by age band, of those whose age is known."""

import re

import pandas as pd

from analysis.measures import pick
from analysis.places import membership
from analysis.workforce.staff import titled, with_figures

_BROAD = ["under_35_percent", "from_35_to_44_percent", "from_45_to_54_percent", "from_55_percent"]


def first_age(age_band: str) -> int | None:
    """The first age of a band: ``under 30`` gives 0, ``30-34`` 30, ``70+`` 70, ``unknown`` none."""
    if age_band.startswith("under"):
        return 0
    found = re.match(r"\d+", age_band)
    return int(found[0]) if found else None


def profile(practice_staff_age: pd.DataFrame) -> pd.DataFrame:
    """Headcount by staff group and age band at the latest snapshot, those of unknown age left out.

    Everyone below 30 is one band, as the publisher has it for GPs; bands run from young to old.
    Columns: staff_group, age_band, headcount, share_percent (of the group's known ages).

    One row per staff_group, age_band.
    """
    rows = _latest(practice_staff_age)
    young = rows["first_age"] < 30
    rows = rows.assign(
        age_band=rows["age_band"].mask(young, "under 30"),
        first_age=rows["first_age"].mask(young, 0),
    )
    keys = ["staff_group", "first_age", "age_band"]
    summed = rows.groupby(keys, as_index=False)["headcount"].sum(min_count=1)
    total = summed.groupby("staff_group")["headcount"].transform("sum")
    shares = summed.assign(share_percent=summed["headcount"] / total.where(total > 0) * 100)
    return titled(shares, "first_age").drop(columns="first_age")


def of_place(
    practice_staff_age: pd.DataFrame, *, members: pd.DataFrame, place: str
) -> pd.DataFrame:
    """The ages of one place's staff at the latest snapshot, as shares of known ages.

    ``members`` says where practices are (``membership.members``). Columns: staff_group, then
    under_35_percent, from_35_to_44_percent, from_45_to_54_percent, from_55_percent.

    One row per staff_group.
    """
    here = members[(members["locality"] == place) | (members["pcn_code"] == place)]
    rows = _latest(practice_staff_age)
    rows = rows[rows["practice_code"].isin(here["practice_code"])]
    bands = pd.cut(rows["first_age"], [-1, 34, 44, 54, 200], labels=_BROAD).astype("str")
    wide = rows.assign(band=bands).pivot_table(
        index="staff_group", columns="band", values="headcount", aggfunc="sum"
    )
    wide = wide.reindex(columns=_BROAD).fillna(0.0)
    share = wide.div(wide.sum(axis=1).where(lambda whole: whole > 0), axis=0) * 100
    return titled(share.rename_axis(columns=None).reset_index())


def older_over_time(measures: pd.DataFrame) -> pd.DataFrame:
    """The share aged 55 and over by group and snapshot, and England's where it is known.

    Columns: staff_group, snapshot, aged_55_plus_percent and, where the national file is there,
    england_percent.

    One row per staff_group, snapshot.
    """
    share = "staff_share_55_plus"
    rows = with_figures(
        pick(measures, share, area_type="commissioner", comparator=""),
        measures,
        by="staff_group",
        england_percent=(share, "england"),
    )
    rows = rows.rename(columns={"period": "snapshot", "value": "aged_55_plus_percent"})
    columns = ["staff_group", "snapshot", "aged_55_plus_percent", "england_percent"]
    return titled(rows, "snapshot").filter(columns)


def older_by_place(
    practice_staff_age: pd.DataFrame, *, known: pd.DataFrame, by: list[str]
) -> pd.DataFrame:
    """Headcount aged 55 and over, of headcount whose age is known, by places.

    ``by`` names columns of ``known`` (places' members); without any, all practices together.
    Columns: staff_group, ``by``, older, headcount.

    One row per staff_group, place.
    """
    rows = _of_known_age(practice_staff_age)
    # A headcount that is not known is in neither part.
    counted = rows["headcount"].notna() & (rows["first_age"] < 55)
    rows = rows.assign(older=rows["headcount"].mask(counted, 0.0))
    keys = ["staff_group", *by]
    return membership.roll_up(rows, places=known, by=keys, sums=["older", "headcount"])


def _of_known_age(practice_staff_age: pd.DataFrame) -> pd.DataFrame:
    """The rows whose age is known, with the first age of their band."""
    age = practice_staff_age["age_band"].map(first_age).astype("float64")
    return practice_staff_age.assign(first_age=age)[age.notna()]


def _latest(practice_staff_age: pd.DataFrame) -> pd.DataFrame:
    """The rows of the latest snapshot whose age is known."""
    newest = practice_staff_age["snapshot_date"] == practice_staff_age["snapshot_date"].max()
    return _of_known_age(practice_staff_age[newest])
