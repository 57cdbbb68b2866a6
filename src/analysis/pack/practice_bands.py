"""Practices by band and by what they are flagged for, and the neighbours of those at risk."""

import pandas as pd

from analysis import disclosure
from analysis.measures import by_row, counts, figure, pick, share, sources
from analysis.places import membership, patient_lists
from analysis.places.patient_lists import AT_RISK
from analysis.project import Cycle, periods
from analysis.tables import TABLES

BANDS = ("special_measures", "vulnerable", "surviving", "sustainable", "succeeding")
# What the strategy calls them where that is not the code in words.
_CALLED = {"Vulnerable": "Vulnerable practice"}
# What a practice is flagged for.
FLAGS = TABLES["practice_profile"].named_after("flag_")
SEVERAL, NONE = "two or more", "nothing"
# A locality is warned of where so large a part of its patients is with practices at risk.
WARNED_FROM_PERCENT = 33.0


def bands_by_month(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices in each band, the lowest band first: band, and a column for each month.

    One row per band.
    """
    shown = _by_month(measures, "practices_by_band", "band", BANDS)
    return shown.replace({"band": _CALLED}) if len(shown) else shown


def flags_by_month(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices by what they are flagged for: flag, and a column for each month.

    One row per flag.
    """
    return _by_month(measures, "practices_by_flag", "flag", (*FLAGS, SEVERAL, NONE))


def _by_month(measures, name: str, dimension: str, order: tuple[str, ...]) -> pd.DataFrame:
    rows = pick(measures, name)
    if rows.empty:
        return pd.DataFrame()
    wide = rows.pivot_table(index=dimension, columns="period", values="value", aggfunc="first")
    wide = wide.reindex([value for value in order if value in wide.index])
    wide.index = wide.index.str.replace("_", " ").str.capitalize()
    return wide.rename_axis(columns=None).reset_index()


def newest_bands(practice_profile: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """The profile of the newest month that was over by the day.

    One row per practice_code.
    """
    known = practice_profile[practice_profile["month"].map(periods.last_day) <= day]
    return known[known["month"] == known["month"].max()]


def neighbours(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """The localities with a practice in the two lowest bands, and what its neighbours would bear.

    The bands are those of the newest month over by the day. Where practices of a locality fail,
    their patients go to the others there: ``added_to_others_percent`` is what each of these would
    take on, shared by their lists, in percent of its own. Names practices (``practice_name`` lists
    those at risk): for the committee only. Columns: locality, practice_name, practices,
    practices_at_risk, patients, patients_at_risk, share_at_risk_percent, added_to_others_percent,
    warned (yes where a third of the patients or more are with practices at risk).

    One row per locality, the largest share first.
    """
    columns = (
        "locality practice_name practices practices_at_risk patients patients_at_risk "
        "share_at_risk_percent added_to_others_percent warned"
    ).split()
    bands = newest_bands(tables["practice_profile"], day=day)
    lists = patient_lists.list_on(tables["list_size"], commissioner=commissioner, day=day)
    if bands.empty or lists.empty:
        return pd.DataFrame(columns=columns)
    low = bands.loc[bands["band"].isin(AT_RISK), "practice_code"]
    each = membership.open_at(tables["practice"], day)
    at_risk = each["practice_code"].isin(low)
    patients = each["practice_code"].map(lists.set_index("practice_code")["patients_registered"])
    found = (
        each.assign(
            at_risk=at_risk.astype("float64"),
            patients_registered=patients,
            with_risk=patients.where(at_risk, 0.0),
            named=each["practice_name"].where(at_risk),
        )
        .groupby("locality", as_index=False)
        .agg(
            practice_name=("named", lambda names: "; ".join(sorted(names.dropna()))),
            practices=("practice_code", "size"),
            practices_at_risk=("at_risk", "sum"),
            patients=("patients_registered", "sum"),
            patients_at_risk=("with_risk", "sum"),
        )
        .query("practices_at_risk > 0")
    )
    others = found["patients"] - found["patients_at_risk"]
    percent = found["patients_at_risk"] / found["patients"].where(found["patients"] > 0) * 100
    found = found.assign(
        share_at_risk_percent=percent,
        added_to_others_percent=found["patients_at_risk"] / others.where(others > 0) * 100,
        warned=["yes" if at >= WARNED_FROM_PERCENT else "no" for at in percent],
    ).sort_values(["share_at_risk_percent", "locality"], ascending=[False, True])
    return disclosure.of_practices(found[columns].reset_index(drop=True))


def warned_localities(measures: pd.DataFrame) -> pd.DataFrame:
    """The localities where a third of the patients or more are with practices at risk.

    Columns of the long table, and ``added_to_others_percent``. Empty in the public edition, whose
    measures do not hold it.

    One row per locality, the largest share first.
    """
    rows = pick(measures, "patients_of_practices_at_risk", area_type="locality")
    rows = rows[rows["value"] >= WARNED_FROM_PERCENT].sort_values("value", ascending=False)
    others = rows["denominator"] - rows["numerator"]
    return rows.assign(added_to_others_percent=rows["numerator"] / others * 100)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Practices by band, by flag and at risk, by month; patients of those at risk, by locality."""
    ours, found = cycle.commissioner, []
    for month, rows in tables["practice_profile"].groupby("month"):
        about = {"area": ours, "period": month, "source": sources(rows)}
        found += counts("practices_by_band", rows["band"], BANDS, dimension="band", **about)
        low = rows["band"].isin(AT_RISK).sum()
        found += share("practices_at_risk_share", low, len(rows), **about)
    return [*found, *_flags(tables, cycle), *_patients_at_risk(tables, cycle)]


def _flags(tables, cycle) -> list[dict]:
    columns = [f"flag_{flag}" for flag in FLAGS]
    profile, found = tables["practice_profile"].dropna(subset=columns, how="all"), []
    for month, rows in profile.groupby("month"):
        flagged = rows[columns].eq("yes")
        number = flagged.sum(axis="columns")
        practices = {flag: flagged[f"flag_{flag}"].sum() for flag in FLAGS}
        practices |= {SEVERAL: (number > 1).sum(), NONE: (number == 0).sum()}
        about = {"area": cycle.commissioner, "period": month, "source": sources(rows)}
        for flag, count in practices.items():
            found += figure("practices_by_flag", count, flag=flag, **about)
    return found


def _patients_at_risk(tables, cycle) -> list[dict]:
    behind = ("practice_profile", "practice", "list_size")
    of_row = {"area": "locality", "numerator": "patients_at_risk", "denominator": "patients"}
    return by_row(
        neighbours(tables, commissioner=cycle.commissioner, day=cycle.as_at),
        {"patients_of_practices_at_risk": "share_at_risk_percent"},
        by=of_row,
        area_type="locality",
        period=cycle.as_at,
        source=sources(*(tables[name] for name in behind)),
        # Lists are published: a sum of a few of them tells whose they are.
        fewest_practices=1.0,
    )
