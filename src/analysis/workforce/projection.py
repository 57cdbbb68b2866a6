"""Where the number of GPs is heading: an age-band cohort model, its fan, and its back test.

Every rate is a dated, sourced row of the assumptions log. The fan comes of drawing each year's
leavers and joiners many times with a fixed seed: the same assumptions give the same fan.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.measures import figure, pick, sources
from analysis.places import patient_lists
from analysis.project import Cycle

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
NATIONAL = ("gp_growth_national", "gp_growth_years", "patients_of_england")


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


def first_age(age_band: str) -> int | None:
    """The first age of a band: ``under 30`` gives 0, ``30-34`` 30, ``70+`` 70, ``unknown`` none."""
    if age_band.startswith("under"):
        return 0
    found = re.match(r"\d+", age_band)
    return int(found[0]) if found else None


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

    Columns: year (0 is the start), low, middle, high, leavers, joiners (means over draws).

    One row per year.
    """
    if start.empty:
        return pd.DataFrame(columns=["year", *_PERCENTILES, "leavers", "joiners"])
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
        left = (cohorts * leaving).sum(axis=1)
        cohorts = step(cohorts, ages=ages, leaving=leaving, joiners=joiners)
        total = cohorts.sum(axis=1)
        rows.append(
            {
                "year": year,
                **{name: float(np.percentile(total, at)) for name, at in _PERCENTILES.items()},
                "leavers": float(left.mean()),
                "joiners": float(joiners.mean()),
            }
        )
    return pd.DataFrame(rows)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle, mine, ages) -> list[dict]:
    """The projection, its back test and the national expectation, as rows of the long table."""
    assumption, found = tables["assumption"], []
    assumed = rates(assumption)
    days = sorted(set(mine["snapshot_date"]) & set(ages["snapshot_date"]))
    if assumed is None or not days:
        return found
    log = assumption[assumption["assumption_id"].isin([*ASSUMPTIONS, *NATIONAL])]
    starts = {
        day: fte_by_age(mine[mine["snapshot_date"] == day], ages[ages["snapshot_date"] == day])
        for day in days
    }
    files = sources(mine[mine["staff_group"] == "gp"], log)
    last = days[-1]
    for row in project(starts[last], assumed).to_dict("records"):
        for name in _PERCENTILES:
            found += figure(
                "gp_fte_projected",
                row[name],
                area=cycle.commissioner,
                category=name,
                period=_later(last, int(row["year"])),
                basis="forecast",
                source=files,
            )
    for day, later in pairwise(days):
        years = int(later[:4]) - int(day[:4])
        if later[5:] != day[5:] or not 1 <= years <= YEARS or starts[day].empty:
            continue
        end = project(starts[day], assumed, years=years).iloc[-1]
        about = {"area": cycle.commissioner, "period": later[:7], "source": files}
        for name in _PERCENTILES:
            found += figure(
                "gp_fte_back_test",
                end[name],
                category=f"{name} from {day[:7]}",
                basis="forecast",
                **about,
            )
        found += figure(
            "gp_fte_back_test",
            starts[later].sum() if len(starts[later]) else None,
            category=f"actual against {day[:7]}",
            **about,
        )
    return [*found, *_national(tables, cycle, starts[last], last, log)]


def _national(tables, cycle, start, day, log):
    """The local share, by patients, of the growth that is expected of England."""
    known = log.set_index("assumption_id")["value"]
    lists = patient_lists.list_on(tables["list_size"], commissioner=cycle.commissioner, day=day)
    if not set(NATIONAL) <= set(known.index) or lists.empty or start.empty:
        return []
    share = lists["patients_registered"].sum() / known["patients_of_england"]
    more = known["gp_growth_national"] * share
    years = int(known["gp_growth_years"])
    found = []
    for year in range(years + 1):
        found += figure(
            "gp_fte_national_expectation",
            start.sum() + more * year / years,
            area=cycle.commissioner,
            period=_later(day, year),
            basis="target",
            source=sources(log, lists),
        )
    return found


def _later(day: str, years: int) -> str:
    return f"{int(day[:4]) + years}{day[4:7]}"


def paths(measures: pd.DataFrame) -> pd.DataFrame:
    """GP FTE at the snapshots, as projected with its interval, and as nationally expected.

    Columns: period, series, kind, fte, low_fte, high_fte.

    One row per series, period.
    """
    columns = ["period", "series", "kind", "fte", "low_fte", "high_fte"]
    fan = pick(measures, "gp_fte_projected")
    if fan.empty:
        return pd.DataFrame(columns=columns)
    found = []
    for period, rows in fan.groupby("period"):
        ends = rows.set_index("category")["value"]
        found.append((period, "Forecast", "forecast", ends["middle"], ends["low"], ends["high"]))
    for name, series, kind in (
        ("gp_fte", "GPs", "actual"),
        ("gp_fte_national_expectation", "National expectation", "plan"),
    ):
        rows = pick(measures, name, area_type="commissioner")
        rows = rows[rows["category"].isin(["", "all"])]
        found += [
            (row["period"], series, kind, row["value"], None, None)
            for row in rows.to_dict("records")
        ]
    return pd.DataFrame(found, columns=columns)


def back_test(measures: pd.DataFrame) -> pd.DataFrame:
    """What the model would have said of a later snapshot, beside what it was.

    Columns: from_period, of_period, low_fte, middle_fte, high_fte, actual_fte, inside.

    One row per pair of snapshots.
    """
    rows = pick(measures, "gp_fte_back_test")
    rows = rows.assign(
        which=rows["category"].str.split(" ").str[0],
        from_period=rows["category"].str.split(" ").str[-1],
    )
    found = []
    for (start, end), pair in rows.groupby(["from_period", "period"]):
        ends = pair.set_index("which")["value"]
        actual = ends.get("actual")
        found.append(
            {
                "from_period": start,
                "of_period": end,
                "low_fte": ends["low"],
                "middle_fte": ends["middle"],
                "high_fte": ends["high"],
                "actual_fte": actual,
                "inside": None
                if actual is None
                else ("yes" if ends["low"] <= actual <= ends["high"] else "no"),
            }
        )
    columns = ["from_period", "of_period", "low_fte", "middle_fte", "high_fte", "actual_fte"]
    return pd.DataFrame(found, columns=[*columns, "inside"])


def assumptions(assumption: pd.DataFrame) -> pd.DataFrame:
    """The assumptions that the projection and the expectation rest on, as the log has them.

    One row per assumption.
    """
    columns = ["assumption", "value", "unit", "dated_on", "source_document", "quality", "impact"]
    rows = assumption[assumption["assumption_id"].isin([*ASSUMPTIONS, *NATIONAL])]
    return rows[columns].reset_index(drop=True)
