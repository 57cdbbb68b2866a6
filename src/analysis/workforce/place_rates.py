"""Staff, their rates and their completeness, in all and in each locality or network."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from analysis.measures import by_row, pick, sources, value_of
from analysis.places import membership, patient_lists
from analysis.project import Cycle
from analysis.workforce.ages import older_by_place
from analysis.workforce.denominators import national_snapshots, patients_at, with_patients

# Columns of the register that name a place, and what the long table calls such places.
PLACES = (("locality", "locality"), ("pcn_code", "pcn"))
_LISTS = ("registered", "weighted")
# Measure: the column of its value, or those of its two parts.
_COLUMNS: dict[str, str | tuple] = {
    "staff_fte": "fte",
    "practices_supplying_workforce": ("supplied", "asked"),
    "staff_share_55_plus": ("older", "headcount"),
    "staff_fte_per_1000_registered": ("fte_of_registered", "patients_registered", 1000.0),
    "staff_fte_per_1000_weighted": ("fte_of_weighted", "patients_weighted", 1000.0),
}


def kinds_of_place(members: pd.DataFrame) -> list[tuple[str, str]]:
    """The kinds of place that some practice has: their column of ``members``, their area type."""
    return [(by, area_type) for by, area_type in PLACES if members[by].notna().any()]


def place_totals(
    staff_with_patients: pd.DataFrame, *, known: pd.DataFrame, by: list[str]
) -> pd.DataFrame:
    """FTE and the parts of rates and completeness by place; blank where nothing is known.

    ``by`` names columns of ``known``; without any, all practices are added up. Columns:
    staff_group, ``by``, fte, asked, supplied and, for the lists that the rows have, fte_of_*,
    patients_* (registered, weighted).

    One row per staff_group, place.
    """
    lists = [name for name in _LISTS if f"patients_{name}" in staff_with_patients]
    sums = ["fte", "asked", "supplied"]
    sums += [f"{part}_{name}" for name in lists for part in ("fte_of", "patients")]
    return membership.roll_up(staff_with_patients, places=known, by=["staff_group", *by], sums=sums)


def ranked_places(
    measures: pd.DataFrame, *, named: Mapping[str, str] = MappingProxyType({})
) -> pd.DataFrame:
    """Staff per 1,000 registered patients by locality, or by network without localities.

    GPs; where no practice's are known, the networks' own staff. ``named`` says what a reader calls
    a place whose code the measures hold. Columns: place, staff (what is counted), fte,
    fte_per_1000, all_per_1000 (all practices together); highest first, the latest snapshot.

    One row per place.
    """
    for measure, where, staff in (
        ("staff_fte_per_1000_registered", {"staff_group": "gp", "comparator": ""}, "GPs"),
        ("pcn_workforce_fte_per_1000_registered", {"role": "total"}, "network staff"),
    ):
        rates = pick(measures, measure, **where)
        rates = rates[
            (rates["period"] == rates["period"].max()) & (rates["area"] != membership.UNMAPPED)
        ]
        for area_type in ("locality", "pcn"):
            rows = rates[rates["area_type"] == area_type].sort_values("value", ascending=False)
            if len(rows):
                return pd.DataFrame(
                    {
                        "place": rows["area"].map(lambda area: named.get(area, area)),
                        "staff": staff,
                        "fte": rows["numerator"],
                        "fte_per_1000": rows["value"],
                        "all_per_1000": value_of(rates, measure, area_type="commissioner"),
                    }
                ).reset_index(drop=True)
    return pd.DataFrame(columns=["place", "staff", "fte", "fte_per_1000", "all_per_1000"])


def figures(
    tables: dict[str, pd.DataFrame], cycle: Cycle, staff: pd.DataFrame, ages: pd.DataFrame
) -> list[dict]:
    """The commissioner's staff, their ages and completeness by level, and England's rates.

    ``staff`` and ``ages`` are its rows of ``practice_staff`` and ``practice_staff_age``.
    """
    ours, found = cycle.commissioner, []
    known = membership.placed(tables, commissioner=ours, day=cycle.as_at)
    levels = [([], "commissioner"), *(([by], level) for by, level in kinds_of_place(known))]
    whole = staff[staff["role"] == "all"]
    for day, rows in whole.groupby("snapshot_date"):
        lists = patients_at(tables, commissioner=ours, day=day)
        lists = lists[lists["practice_code"].isin(rows["practice_code"])]
        weights = patient_lists.weighted_on(tables, commissioner=ours, day=day)
        both = with_patients(rows, registered=lists, weighted=weights)
        for by, level in levels:
            days, of = [day, whole["snapshot_date"].max()], ("snapshot_date", "fte")
            if by and membership.unplaced(whole, known=known, by=by[0], days=days, of=of):
                continue  # staff of a merged practice would show as a place's growth
            placed = place_totals(both, known=known, by=by)
            for measure, used in (
                ("staff_fte", []),
                ("practices_supplying_workforce", []),
                ("staff_fte_per_1000_registered", [lists]),
                ("staff_fte_per_1000_weighted", [weights]),
            ):
                source = sources(rows, *used)
                found += _figures(measure, placed, cycle, by, level, period=day[:7], source=source)
    for day, rows in ages.groupby("snapshot_date"):
        about = {"period": day[:7], "source": sources(rows)}
        for by, level in levels:
            placed = older_by_place(rows, known=known, by=by)
            found += _figures("staff_share_55_plus", placed, cycle, by, level, **about)
    return [*found, *_england(tables, cycle)]


def _england(tables, cycle):
    """All England's rates and ages, where the cycle's file is the national one."""
    staff, ages, found = tables["practice_staff"], tables["practice_staff_age"], []
    everyone = staff[["practice_code"]].drop_duplicates()
    for day in national_snapshots(staff):
        rows = staff[(staff["role"] == "all") & (staff["snapshot_date"] == day)]
        here = ages[ages["snapshot_date"] == day]
        lists = patients_at(tables, commissioner=None, day=day)
        both = with_patients(rows, registered=lists)
        totals = place_totals(both, known=everyone, by=[])
        older = older_by_place(here, known=everyone, by=[])
        for measure, placed, source in (
            ("staff_fte_per_1000_registered", totals, sources(rows, lists)),
            ("staff_share_55_plus", older, sources(here)),
        ):
            about = {"period": day[:7], "source": source, "comparator": "england"}
            found += _figures(measure, placed, cycle, [], "commissioner", **about)
    return found


def _figures(measure, placed, cycle, by, level, **about):
    """One measure of every staff group and place; the commissioner's where ``by`` is empty."""
    of_row = {"area": by[0] if by else "commissioner", "staff_group": "staff_group"}
    rows = placed.assign(commissioner=cycle.commissioner)
    return by_row(rows, {measure: _COLUMNS[measure]}, by=of_row, area_type=level, **about)
