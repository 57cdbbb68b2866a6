"""Who is registered in a place: ages, growth, and the list weighted for need."""

import pandas as pd

from analysis.measures import by_row, share, sources
from analysis.places import membership, patient_lists
from analysis.project import Cycle, periods
from analysis.workforce.ages import first_age
from analysis.workforce.place_rates import PLACES, kinds_of_place

# Name of the share, first age in it, first age beyond it.
AGES = (("under_20", 0, 20), ("65_plus", 65, 200), ("70_plus", 70, 200), ("75_plus", 75, 200))
_A_YEAR = 360  # days: lists are extracted on the first of a month, which leap years shift


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


def not_comparable(tables: dict[str, pd.DataFrame], cycle: Cycle) -> tuple[str, set[str]] | None:
    """Since when places have no growth, and the practices of which nothing says where they were.

    None where places can be compared, or where there are none.
    """
    mine = membership.rows_of(tables["list_size"], cycle.commissioner)
    before = year_before(list(mine["extract_date"].dropna().unique()))
    if before is None:
        return None
    known = membership.placed(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    days, of, found = [before, mine["extract_date"].max()], patient_lists.LISTED, set()
    for by, _ in kinds_of_place(known):
        found |= membership.unplaced(mine, known=known, by=by, days=days, of=of)
    return (before, found) if found else None


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Age, growth and weight of the commissioner's list and of every place's."""
    known = membership.placed(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    return [
        *_growth(tables, cycle),
        *_ages(tables, cycle, known),
        *_weights(tables, cycle, known),
    ]


def _growth(tables, cycle):
    lists, ours = tables["list_size"], cycle.commissioner
    mine = lists[lists["commissioner_code"] == ours]
    days = sorted(mine["extract_date"].dropna().unique())
    before = year_before(days)
    if before is None:
        return []
    now = days[-1]
    pair = mine[mine["extract_date"].isin([before, now])]
    about = {"since": before, "period": now, "source": sources(pair)}
    total = pair.groupby("extract_date")["patients_registered"].sum()
    found = share("list_growth", total[now] - total[before], total[before], area=ours, **about)
    for by, area_type in PLACES:
        rows = patient_lists.lists_by_place(tables, cycle, by=by)
        if rows.empty:
            continue
        wide = rows.pivot_table(index=by, columns="extract_date", values="patients_registered")
        if before not in wide:
            continue
        wide = wide[[before, now]].reset_index()
        wide = wide.assign(change=wide[now] - wide[before])
        parts = {"list_growth": ("change", before)}
        found += by_row(wide, parts, by={"area": by}, area_type=area_type, **about)
    return found


def _ages(tables, cycle, known):
    ages, found = tables["list_age"], []
    # The file carries no commissioner: its practices are placed by the register or the map.
    mine = ages[ages["practice_code"].isin(known["practice_code"])]
    mine = mine[mine["extract_date"] == mine["extract_date"].max()]
    if mine.empty:
        return []
    names = [name for name, _, _ in AGES]
    by_age = ages_by_practice(mine)
    for by, area_type, placed in _placed(by_age, cycle, known, ["all_ages", *names]):
        about = {"area_type": area_type, "period": mine["extract_date"].iloc[0]}
        about["source"] = sources(mine)
        for name in names:
            parts = {"patients_by_age": (name, "all_ages")}
            found += by_row(placed, parts, by={"area": by}, age_group=name, **about)
    return [*found, *_ages_of_england(tables, cycle)]


def _ages_of_england(tables, cycle):
    rows, found = patient_lists.of_england(tables), []
    if "age_band" not in rows or rows.empty:
        return []
    whole = ages_by_practice(rows.assign(practice_code="england")).iloc[0]
    about = {"area": cycle.commissioner, "comparator": "england", "source": sources(rows)}
    for name, _, _ in AGES:
        about |= {"age_group": name, "period": rows["extract_date"].iloc[0]}
        found += share("patients_by_age", whole[name], whole["all_ages"], **about)
    return found


def _weights(tables, cycle, known):
    found = []
    lists = patient_lists.weighted_lists(tables, commissioner=cycle.commissioner)
    latest = lists[lists["financial_year"] == lists["financial_year"].max()]
    if latest.empty:
        return []
    about = {"period": latest["financial_year"].iloc[0], "source": sources(latest)}
    sums = ["patients_weighted", "patients_registered"]
    for by, area_type, placed in _placed(latest, cycle, known, sums):
        about |= {"area_type": area_type}
        weight = {"weighted_to_registered": ("patients_weighted", "patients_registered")}
        found += by_row(placed, {"weighted_patients": sums[0]}, by={"area": by}, **about)
        found += by_row(placed, weight, by={"area": by}, **about)
    return found


def _placed(rows, cycle, known, sums):
    """Practices added up in all and by place: the column that names the place, its level, sums."""
    everywhere = rows[sums].sum(min_count=1).to_frame().T
    yield "commissioner", "commissioner", everywhere.assign(commissioner=cycle.commissioner)
    for by, area_type in kinds_of_place(known):
        yield by, area_type, membership.roll_up(rows, places=known, by=[by], sums=sums)
