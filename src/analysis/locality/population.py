"""Who is registered in a place: ages, growth, and the list weighted for need."""

import pandas as pd

from analysis import places
from analysis.measures import by_place, figure, share, sources
from analysis.places import patient_lists
from analysis.project import Cycle, periods

# Name of the share, first age in it, first age beyond it.
AGES = (("under_20", 0, 20), ("65_plus", 65, 200), ("70_plus", 70, 200), ("75_plus", 75, 200))
LEVELS = (("locality", "locality"), ("pcn_code", "pcn"))
_A_YEAR = 360  # days: lists are extracted on the first of a month, which leap years shift


def first_age(age_band: str) -> int | None:
    """The first age of a band: ``65-69`` gives 65, ``95+`` 95; None where it has none."""
    digits = age_band.split("-")[0].rstrip("+").strip()
    return int(digits) if digits.isdigit() else None


def ages_by_practice(list_age: pd.DataFrame) -> pd.DataFrame:
    """Patients of each practice in each of ``AGES``, and of all known ages, as columns.

    One row per practice_code.
    """
    start = list_age["age_band"].map(first_age)
    patients = list_age["patients_registered"]
    columns = {"all_ages": patients.where(start.notna())}
    for name, low, high in AGES:
        columns[name] = patients.where((start >= low) & (start < high), 0.0)
    wide = pd.DataFrame({"practice_code": list_age["practice_code"], **columns})
    return wide.groupby("practice_code", as_index=False, sort=True).sum(min_count=1)


def year_before(dates: list[str]) -> str | None:
    """The extract that the latest is compared with: the last one a year before it.

    Where none lies a year back, the earliest; None where there is only one.
    """
    if len(dates) < 2:
        return None
    ordered = sorted(dates)
    far = [day for day in ordered if periods.days_between(day, ordered[-1]) >= _A_YEAR]
    return far[-1] if far else ordered[0]


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Age, growth and weight of the commissioner's list and of every place's."""
    known = places.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    return [
        *_growth(tables, cycle),
        *_ages(tables, cycle, known),
        *_weights(tables, cycle, known),
        *_home_sizes(tables, cycle),
    ]


def _growth(tables, cycle):
    lists, ours, found = tables["list_size"], cycle.commissioner, []
    mine = lists[lists["commissioner_code"] == ours]
    days = sorted(mine["extract_date"].dropna().unique())
    before = year_before(days)
    if before is None:
        return found
    about = {"period": days[-1], "category": f"since {before}"}
    pair = mine[mine["extract_date"].isin([before, days[-1]])]
    total = pair.groupby("extract_date")["patients_registered"].sum()
    found += share(
        "list_growth",
        total[days[-1]] - total[before],
        total[before],
        area=ours,
        source=sources(pair),
        **about,
    )
    for by, area_type in LEVELS:
        rows = patient_lists.lists_by_place(tables, cycle, by=by).set_index(by)
        then = rows.loc[rows["extract_date"] == before, "patients_registered"]
        now = rows.loc[rows["extract_date"] == days[-1], "patients_registered"]
        shown = pd.DataFrame({"change": now - then, "before": then}).rename_axis(by).reset_index()
        shown["percent"] = shown["change"].div(shown["before"].where(shown["before"] > 0)) * 100
        found += by_place(
            "list_growth",
            shown,
            area=by,
            value="percent",
            numerator="change",
            denominator="before",
            area_type=area_type,
            source=sources(pair),
            **about,
        )
    return found


def _ages(tables, cycle, known):
    ages, ours, found = tables["list_age"], cycle.commissioner, []
    # The file carries no commissioner: its practices are placed by the register or the map.
    mine = ages[ages["practice_code"].isin(known["practice_code"])]
    if mine.empty:
        return found
    day = mine["extract_date"].max()
    mine = mine[mine["extract_date"] == day]
    wide, source = ages_by_practice(mine), sources(mine)
    names = [name for name, _, _ in AGES]
    for name in names:
        found += share(
            "patients_by_age",
            wide[name].sum(),
            wide["all_ages"].sum(),
            area=ours,
            category=name,
            period=day,
            source=source,
        )
    for by, area_type in LEVELS:
        if known[by].isna().all():
            continue
        placed = places.roll_up(wide, places=known, by=[by], sums=["all_ages", *names])
        whole = placed["all_ages"].where(placed["all_ages"] > 0)
        for name in names:
            found += by_place(
                "patients_by_age",
                placed.assign(percent=placed[name] / whole * 100),
                area=by,
                value="percent",
                numerator=name,
                denominator="all_ages",
                area_type=area_type,
                category=name,
                period=day,
                source=source,
            )
    return found


def _weights(tables, cycle, known):
    found = []
    lists = patient_lists.weighted_lists(tables, commissioner=cycle.commissioner)
    if lists.empty:
        return found
    year = lists["financial_year"].max()
    latest = lists[lists["financial_year"] == year]
    about = {"period": year, "source": sources(latest)}
    sums = ["patients_weighted", "patients_registered"]
    levels = [("commissioner", "commissioner"), *LEVELS]
    for by, area_type in levels:
        if by == "commissioner":
            placed = (
                latest[sums].sum(min_count=1).to_frame().T.assign(commissioner=cycle.commissioner)
            )
        elif known[by].isna().all():
            continue
        else:
            placed = places.roll_up(latest, places=known, by=[by], sums=sums)
        registered = placed["patients_registered"]
        rate = placed["patients_weighted"].div(registered.where(registered > 0)) * 100
        found += by_place(
            "weighted_patients",
            placed,
            area=by,
            value="patients_weighted",
            area_type=area_type,
            **about,
        )
        found += by_place(
            "weighted_to_registered",
            placed.assign(percent=rate),
            area=by,
            value="percent",
            numerator="patients_weighted",
            denominator="patients_registered",
            area_type=area_type,
            **about,
        )
    return found


def _home_sizes(tables, cycle):
    found = []
    assumption = tables["assumption"]
    for name, category in (
        ("primary_care_home_patients_least", "least"),
        ("primary_care_home_patients_most", "most"),
    ):
        for row in assumption[assumption["assumption_id"] == name].to_dict("records"):
            found += figure(
                "primary_care_home_size",
                row["value"],
                area=cycle.commissioner,
                category=category,
                period=row["dated_on"],
                basis="threshold",
                source=row["source_file"],
            )
    return found
