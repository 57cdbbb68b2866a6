"""Patients on practices' lists: which list counts at a date, weighted lists, lists by place."""

from collections.abc import Iterable

import pandas as pd

from analysis.places import membership
from analysis.project import Cycle, periods

# England has 6,000 to 8,000 practices; a file of fewer is not the national one.
NATIONAL_PRACTICES = 5_000
AT_RISK = ("special_measures", "vulnerable")
LISTED = ("extract_date", "patients_registered")  # what ``membership.unplaced`` looks at
SMALL_LIST = 1_000  # patients: under so many a practice's rates say little, no funnel shows it
_A_QUARTER = 92  # days


def list_on(list_size: pd.DataFrame, *, commissioner: str, day: str) -> pd.DataFrame:
    """The commissioner's lists at the last extract up to a day, or the first where all are later.

    What practices weigh on a day; a rate of something counted divides by ``list_near``.

    One row per practice_code.
    """
    ours = membership.rows_of(list_size, commissioner)
    return ours[ours["extract_date"] == membership.extract_on(ours["extract_date"], day)]


def list_near(list_size: pd.DataFrame, *, commissioner: str | None, day: str) -> pd.DataFrame:
    """The lists that a rate of a day divides by: nearest in time, either side, within a quarter.

    All England's where ``commissioner`` is None. Empty where there is none: then there is no rate.

    One row per practice_code.
    """
    ours = list_size if commissioner is None else membership.rows_of(list_size, commissioner)
    return ours[ours["extract_date"] == nearest(ours["extract_date"], day)]


def nearest(dates: pd.Series, day: str) -> str | None:
    """The date nearest to a day, at most a quarter away; of two as near, the earlier."""
    away = [(abs(periods.days_between(day, one)), one) for one in dates.dropna().unique()]
    days, found = min(away, default=(_A_QUARTER + 1, None))
    return found if days <= _A_QUARTER else None


def other_lists(
    list_size: pd.DataFrame, *, commissioner: str, days: Iterable[str]
) -> dict[str, str]:
    """The days whose rates divide by a later list, with its day, or by none (blank).

    An extract of the next month's first day counts as the month's own. A page says so with
    every such rate (``phrases.other_lists``).
    """
    dates = membership.rows_of(list_size, commissioner)["extract_date"]
    used = {day: nearest(dates, day) or "" for day in sorted(days)} if len(dates) else {}
    return {day: on for day, on in used.items() if not on or periods.days_between(day, on) > 1}


def of_england(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """England's patients at the latest extract of its regions, or of a national list of practices.

    Columns: extract_date, age_band (where ages are given), patients_registered, source_file.
    Empty where the cycle holds the commissioner's practices alone.

    One row per region or practice, sex, age_band.
    """
    regions, lists = tables["list_age_region"], tables["list_size"]
    if len(regions):
        return regions[regions["extract_date"] == regions["extract_date"].max()]
    newest = lists[lists["extract_date"] == lists["extract_date"].max()]
    return newest if newest["practice_code"].nunique() >= NATIONAL_PRACTICES else newest[:0]


def weighted_lists(tables: dict[str, pd.DataFrame], *, commissioner: str) -> pd.DataFrame:
    """Weighted and registered patients of the commissioner's practices, by financial year.

    From the published payments (practices open at the year's end: a closed one keeps its last
    list) and, for years that these lack, from the weighted populations of the allocation.
    Columns: practice_code, financial_year, patients_weighted, patients_registered, source_file.

    One row per practice_code, financial_year.
    """
    columns = (
        "practice_code financial_year patients_weighted patients_registered source_file".split()
    )
    paid, allocated = (
        membership.rows_of(tables[name], commissioner) for name in ("payment_year", "weighted_list")
    )
    years_end = paid["financial_year"].map(periods.last_day)
    paid = paid[paid["closed_on"].isna() | (paid["closed_on"] > years_end)]
    allocated = allocated[~allocated["financial_year"].isin(paid["financial_year"].unique())]
    both = pd.concat([paid[columns], allocated[columns]], ignore_index=True)
    return both[both["patients_weighted"] > 0].reset_index(drop=True)


def weighted_on(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """The weighted lists of the financial year of a day, else of the year before it.

    One row per practice_code.
    """
    lists = weighted_lists(tables, commissioner=commissioner)
    years = lists["financial_year"]
    upto = years[years <= periods.financial_year(day)]
    return lists[years == upto.max()] if len(upto) else lists.iloc[:0]


def newly_at_risk(practice_profile: pd.DataFrame, *, month: str) -> set[str]:
    """Practices in the two lowest bands in a month and not in the month before."""
    risky = practice_profile[practice_profile["band"].isin(AT_RISK)]
    now = set(risky.loc[risky["month"] == month, "practice_code"])
    return now - set(risky.loc[risky["month"] == periods.add_months(month, -1), "practice_code"])


def lists_by_place(tables: dict[str, pd.DataFrame], cycle: Cycle, *, by: str) -> pd.DataFrame:
    """Registered patients by place at every extract; ``by`` is locality, area or network.

    An extract that cannot be compared with the last (``membership.unplaced``) is left out.
    Columns: extract_date, ``by``, patients_registered. Empty where no practice has such a place.

    One row per extract_date, place.
    """
    known = membership.placed(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    ours = membership.rows_of(tables["list_size"], cycle.commissioner)
    if known[by].isna().all() or ours.empty:
        return pd.DataFrame(columns=["extract_date", by, "patients_registered"])
    last = ours["extract_date"].max()
    alike = [
        day
        for day in ours["extract_date"].unique()
        if not membership.unplaced(ours, known=known, by=by, days=[day, last], of=LISTED)
    ]
    return membership.roll_up(
        ours[ours["extract_date"].isin(alike)],
        places=known,
        by=["extract_date", by],
        sums=["patients_registered"],
    )
