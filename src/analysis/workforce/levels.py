"""Who works here, in all and in each locality or network: the same figures at every level."""

import pandas as pd

from analysis import places
from analysis.measures import Card, by_place, sources
from analysis.places import patient_lists
from analysis.project import Cycle
from analysis.workforce.lists import national_days, patients_at, with_lists
from analysis.workforce.staff import OVER_55, claimed

# Where a level stands in the register, and what the long table calls it; all practices first.
LEVELS = ((None, "commissioner"), ("locality", "locality"), ("pcn_code", "pcn"))
_LISTS = ("registered", "weighted")


def place_totals(
    staff_with_lists: pd.DataFrame, *, known: pd.DataFrame, by: str | None
) -> pd.DataFrame:
    """FTE, rates per 1,000 patients and completeness by place; blank where nothing is known.

    ``by`` names a column of ``known``; None adds up all practices.

    One row per staff_group, place.
    """
    sums = ["fte", "asked", "supplied"]
    sums += [f"{part}_{name}" for name in _LISTS for part in ("fte_of", "patients")]
    placed = places.roll_up(staff_with_lists, places=known, by=_keys(by), sums=sums)
    for name in _LISTS:
        patients = placed[f"patients_{name}"]
        placed[f"per_1000_{name}"] = (
            placed[f"fte_of_{name}"].div(patients.where(patients > 0)) * 1000
        )
    placed["supplied_percent"] = placed["supplied"] / placed["asked"] * 100
    return placed


def older_by_place(
    practice_staff_age: pd.DataFrame, *, known: pd.DataFrame, by: str | None
) -> pd.DataFrame:
    """Headcount aged 55 and over, of headcount whose age is known, by place or (None) in all.

    One row per staff_group, place.
    """
    rows = practice_staff_age[practice_staff_age["age_band"] != "unknown"]
    older = rows["headcount"].where(rows["age_band"].isin(OVER_55), 0.0)
    # A headcount that is not known is in neither part.
    rows = rows.assign(older=older.where(rows["headcount"].notna()))
    placed = places.roll_up(rows, places=known, by=_keys(by), sums=["older", "headcount"])
    whole = placed["headcount"].where(placed["headcount"] > 0)
    return placed.assign(percent=placed["older"] / whole * 100)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Staff, their ages and their completeness, in all and by place; England beside."""
    ours, found = cycle.commissioner, []
    known = places.members(tables, commissioner=ours, day=cycle.as_at)
    staff = claimed(tables["practice_staff"], members=known, commissioner=ours)
    ages = claimed(tables["practice_staff_age"], members=known, commissioner=ours)
    staff = staff[(staff["commissioner_code"] == ours) & (staff["role"] == "all")]
    ages = ages[ages["commissioner_code"] == ours]
    for day, rows in staff.groupby("snapshot_date"):
        lists = patients_at(tables, commissioner=ours, day=day)
        lists = lists[lists["practice_code"].isin(rows["practice_code"])]
        weights = patient_lists.weighted_on(tables, commissioner=ours, day=day)
        both = with_lists(rows, registered=lists, weighted=weights)
        for by, about in _levels(known, cycle, day):
            placed = place_totals(both, known=known, by=by).assign(here=ours)
            found += _rows(placed, {**about, "source": sources(rows)}, lists, weights)
    for day, rows in ages.groupby("snapshot_date"):
        for by, about in _levels(known, cycle, day):
            placed = older_by_place(rows, known=known, by=by).assign(here=ours)
            found += _older(placed, {**about, "source": sources(rows)})
    return [*found, *_england(tables, cycle)]


def _levels(known, cycle, day):
    """The levels that these practices have, each with what its rows of the long table share."""
    for by, area_type in LEVELS:
        if by is None or known[by].notna().any():
            yield by, {"area": by or "here", "area_type": area_type, "period": day[:7]}


def _keys(by):
    return ["staff_group", *([by] if by else [])]


def _england(tables, cycle):
    """All England's rates and ages, where the cycle's file is the national one."""
    staff, ages = tables["practice_staff"], tables["practice_staff_age"]
    everyone = staff[["practice_code"]].drop_duplicates()
    found = []
    for day in national_days(staff):
        about = {"area": "here", "area_type": "commissioner", "period": day[:7]}
        rows = staff[(staff["role"] == "all") & (staff["snapshot_date"] == day)]
        lists = patients_at(tables, commissioner=None, day=day)
        placed = place_totals(
            with_lists(rows, registered=lists, weighted=_NO_WEIGHTS), known=everyone, by=None
        )
        files = sources(rows, lists)
        found += _rated(_named_england(placed, cycle), "registered", {**about, "source": files})
        here = ages[ages["snapshot_date"] == day]
        placed = older_by_place(here, known=everyone, by=None)
        found += _older(_named_england(placed, cycle), {**about, "source": sources(here)})
    return found


_NO_WEIGHTS = pd.DataFrame(
    {"practice_code": pd.Series(dtype="str"), "patients_weighted": pd.Series(dtype="float64")}
)


def _named_england(placed, cycle):
    return placed.assign(here=cycle.commissioner, staff_group=placed["staff_group"] + "_england")


def _rows(placed, about, lists, weights):
    found = []
    for group, shown in placed.groupby("staff_group"):
        named = {**about, "category": group}
        found += by_place("staff_fte", shown, value="fte", **named)
        found += by_place(
            "practices_supplying_workforce",
            shown,
            value="supplied_percent",
            numerator="supplied",
            denominator="asked",
            **named,
        )
    for part, used in zip(_LISTS, (lists, weights), strict=True):
        files = sorted({*about["source"].split(";"), *sources(used).split(";")} - {""})
        found += _rated(placed, part, {**about, "source": ";".join(files)})
    return found


def _rated(placed, part, about):
    """FTE per 1,000 patients, registered or weighted, of every group and place that has both."""
    return _by_group(
        f"staff_fte_per_1000_{part}",
        placed,
        value=f"per_1000_{part}",
        numerator=f"fte_of_{part}",
        denominator=f"patients_{part}",
        **about,
    )


def _older(placed, about):
    return _by_group(
        "staff_share_55_plus",
        placed,
        value="percent",
        numerator="older",
        denominator="headcount",
        **about,
    )


def _by_group(card: Card, placed: pd.DataFrame, **about) -> list[dict]:
    return [
        row
        for group, shown in placed.groupby("staff_group")
        for row in by_place(card, shown, category=group, **about)
    ]
