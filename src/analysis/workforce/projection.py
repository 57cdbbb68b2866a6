"""Where the number of GPs is heading: an age-band cohort model, its fan, and its back test.

Every rate is a dated, sourced row of the assumptions log. The fan comes of drawing each year's
leavers and joiners many times with a fixed seed: the same assumptions give the same fan.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures import figure, pick, sources
from analysis.project import Cycle
from analysis.workforce import national_growth
from analysis.workforce.ages import first_age

YEARS = 5
_DRAWS, _SEED = 4_000, 20160930
_PERCENTILES = {"low": 10, "middle": 50, "high": 90}
# First age of a band that a leaving rate goes for, and its assumption.
_LEAVING = (
    (0, "gp_leavers_under_40"),
    (40, "gp_leavers_40_54"),
    (55, "gp_leavers_55_59"),
    (60, "gp_leavers_60_plus"),
)
ASSUMPTIONS = (*(name for _, name in _LEAVING), "gp_joiners", "gp_rates_spread")
_NATIONAL = (national_growth.PROMISED["gp"], national_growth.YEARS)
LOGGED = (*ASSUMPTIONS, *_NATIONAL)  # all that the projection and the expectation rest on


@dataclass(frozen=True)
class Rates:
    """What the model assumes: shares that leave in a year by first age, FTE that join, spread."""

    leaving: tuple[tuple[int, float], ...]
    joiners_fte: float
    spread: float

    def of_age(self, age: int) -> float:
        """The share of a band that leaves in a year, by the band's first age."""
        return [share for first, share in self.leaving if first <= age][-1]


def rates(assumption: pd.DataFrame) -> Rates | None:
    """The model's rates from the assumptions log; None where one of them is not there."""
    known = assumption.set_index("assumption_id")["value"]
    if not set(ASSUMPTIONS) <= set(known.dropna().index):
        return None
    return Rates(
        leaving=tuple((age, known[name] / 100) for age, name in _LEAVING),
        joiners_fte=float(known["gp_joiners"]),
        spread=known["gp_rates_spread"] / 100,
    )


def fte_by_age(practice_staff: pd.DataFrame, practice_staff_age: pd.DataFrame) -> pd.Series:
    """GP FTE by the first age of its band: FTE shared out by headcount of known ages.

    The publisher gives ages as headcount alone: GPs of every age are taken to work the same
    hours. Index: first age of the band (0 for the youngest). Empty where either is not known.
    """
    gps = practice_staff[
        (practice_staff["staff_group"] == "gp") & (practice_staff["role"] == "all")
    ]
    ages = practice_staff_age[practice_staff_age["staff_group"] == "gp"]
    ages = ages.assign(age=ages["age_band"].map(first_age)).dropna(subset=["age"])
    heads = ages.groupby("age")["headcount"].sum()
    fte = gps["fte"].sum(min_count=1)
    if pd.isna(fte) or heads.sum() <= 0:
        return pd.Series(dtype="float64")
    return (heads / heads.sum() * fte).sort_index()


def step(
    cohorts: np.ndarray, *, ages: np.ndarray, leaving: np.ndarray, joiners: np.ndarray
) -> np.ndarray:
    """One year on: some leave, a fifth of each band grows into the next, new GPs join.

    ``cohorts`` is FTE by draw and band; ``leaving`` the share that leaves, likewise; ``joiners``
    FTE by draw, who join the bands that begin before 40 in the proportion of those there. The
    youngest band (all below the second one's first age) spans ten years: a tenth grows out of it.
    Conserves FTE: what is there after is what was there, less leavers, plus joiners.
    """
    stay = cohorts * (1 - leaving)
    growing = np.full(len(ages), 1 / 5)
    growing[0] = 1 / 10
    growing[-1] = 0.0
    moved = stay * growing
    after = stay - moved
    after[:, 1:] += moved[:, :-1]
    young = ages < 40
    weights = np.where(young, 1.0, 0.0) / max(young.sum(), 1)
    return after + joiners[:, None] * weights[None, :]


def project(start: pd.Series, assumed: Rates, *, years: int = YEARS) -> pd.DataFrame:
    """GP FTE year by year: middle of all draws and the span in which four of five end.

    Columns: year (0 is the start), low, middle, high.

    One row per year.
    """
    if start.empty:
        return pd.DataFrame(columns=["year", *_PERCENTILES])
    chance = np.random.default_rng(_SEED)
    ages = start.index.to_numpy(dtype=float)
    shares = np.array([assumed.of_age(int(age)) for age in ages])
    cohorts = np.tile(start.to_numpy(dtype=float), (_DRAWS, 1))
    rows = [{"year": 0, **dict.fromkeys(_PERCENTILES, float(start.sum()))}]
    for year in range(1, years + 1):
        # One draw for all bands of a year: a bad year is bad for every age.
        stray = np.clip(chance.normal(1.0, assumed.spread, (_DRAWS, 2)), 0.0, None)
        leaving = np.clip(shares[None, :] * stray[:, :1], 0.0, 1.0)
        joiners = assumed.joiners_fte * stray[:, 1]
        cohorts = step(cohorts, ages=ages, leaving=leaving, joiners=joiners)
        total = cohorts.sum(axis=1)
        ends = {name: float(np.percentile(total, at)) for name, at in _PERCENTILES.items()}
        rows.append({"year": year, **ends})
    return pd.DataFrame(rows)


def figures(
    tables: dict[str, pd.DataFrame], cycle: Cycle, mine, ages, promised: list[dict]
) -> list[dict]:
    """The projection, its back test and the national expectation, as rows of the long table.

    ``promised`` are the figures of ``national_growth``.
    """
    assumption = tables["assumption"]
    assumed = rates(assumption)
    days = sorted(set(mine["snapshot_date"]) & set(ages["snapshot_date"]))
    if assumed is None or not days:
        return []
    log = assumption[assumption["assumption_id"].isin(LOGGED)]
    starts = {
        day: fte_by_age(mine[mine["snapshot_date"] == day], ages[ages["snapshot_date"] == day])
        for day in days
    }
    files = sources(mine[mine["staff_group"] == "gp"], log)
    about: dict[str, Any] = {"area": cycle.commissioner, "source": files}
    last, found = days[-1], []
    for row in project(starts[last], assumed).to_dict("records"):
        period = _later(last, int(row["year"]))
        found += _outcomes("gp_fte_projected", row, period=period, **about)
    for day, later in pairwise(days):
        years = int(later[:4]) - int(day[:4])
        if later[5:] != day[5:] or not 1 <= years <= YEARS or starts[day].empty:
            continue
        end = project(starts[day], assumed, years=years).iloc[-1].to_dict()
        name, actual = "gp_fte_back_test", starts[later].sum() if len(starts[later]) else None
        dated, start = {**about, "period": later[:7]}, day[:7]
        found += _outcomes(name, end, since=start, **dated)
        found += figure(name, actual, outcome="actual", against=start, **dated)
    return [*found, *_national(cycle, starts[last], last, log, promised)]


def _outcomes(measure, projected, **about):
    """The middle and the two ends of the span in which four of five draws end."""
    return [
        row
        for name in _PERCENTILES
        for row in figure(measure, projected[name], outcome=name, basis="forecast", **about)
    ]


def _national(cycle, start, day, log, promised):
    """The path of GPs with the local share, by patients, of the growth that England expects."""
    about_gps = ("national_growth_local_share", "gp")
    share = next((row for row in promised if (row["measure"], row.get("role")) == about_gps), None)
    years = log.loc[log["assumption_id"] == national_growth.YEARS, "value"]
    if share is None or start.empty:
        return []
    found, years = [], int(years.iloc[0])
    about = {"area": cycle.commissioner, "basis": "target", "source": share["source"]}
    for year in range(years + 1):
        expected, period = start.sum() + share["value"] * year / years, _later(day, year)
        found += figure("gp_fte_national_expectation", expected, period=period, **about)
    return found


def _later(day: str, years: int) -> str:
    return f"{int(day[:4]) + years}{day[4:7]}"


def paths(measures: pd.DataFrame) -> pd.DataFrame:
    """GP FTE at the snapshots, as projected with its interval, and as nationally expected.

    Columns: period, series, kind, fte, low_fte, high_fte. Empty without a projection.

    One row per series, period.
    """
    columns = ["period", "series", "kind", "fte", "low_fte", "high_fte"]
    fan = pick(measures, "gp_fte_projected")
    if fan.empty:
        return pd.DataFrame(columns=columns)
    fan = fan.pivot_table(index="period", columns="outcome", values="value", aggfunc="first")
    fan = fan.rename(columns={"middle": "fte", "low": "low_fte", "high": "high_fte"}).reset_index()
    gps = pick(measures, "gp_fte", area_type="commissioner", definition="all")
    expected = pick(measures, "gp_fte_national_expectation", area_type="commissioner")
    parts = [
        fan.assign(series="Forecast", kind="forecast"),
        gps.assign(series="GPs", kind="actual").rename(columns={"value": "fte"}),
        expected.assign(series="National expectation", kind="plan", fte=expected["value"]),
    ]
    return pd.concat(parts, ignore_index=True).reindex(columns=columns)


def back_test(measures: pd.DataFrame) -> pd.DataFrame:
    """The model started at an earlier snapshot, compared with a later snapshot itself.

    Columns: from_period, of_period, low_fte, middle_fte, high_fte, actual_fte, inside (yes or no;
    blank where the later snapshot's GPs are not known).

    One row per pair of snapshots.
    """
    rows = pick(measures, "gp_fte_back_test").rename(columns={"period": "of_period"})
    rows["from_period"] = rows["since"].mask(rows["since"] == "", rows["against"])
    keys = ["from_period", "of_period"]
    wide = rows.pivot_table(index=keys, columns="outcome", values="value", aggfunc="first")
    wide = wide.reindex(columns=["low", "middle", "high", "actual"]).add_suffix("_fte")
    wide = wide.rename_axis(columns=None).reset_index()
    inside = wide["actual_fte"].between(wide["low_fte"], wide["high_fte"])
    inside = inside.map({True: "yes", False: "no"}).where(wide["actual_fte"].notna())
    return wide.assign(inside=inside)
