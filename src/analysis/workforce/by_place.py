"""Who works in each locality or network: the same figures as for the commissioner, by place."""

import pandas as pd

from analysis import places, register
from analysis.measures import by_place, ratio, sources
from analysis.project import Cycle
from analysis.workforce.cards import CARDS
from analysis.workforce.staff import OVER_55, claimed

LEVELS = (("locality", "locality"), ("pcn_code", "pcn"))
_RATES = (
    ("staff_fte_per_1000_registered", "patients_registered"),
    ("staff_fte_per_1000_weighted", "patients_weighted"),
)


def with_lists(
    practice_staff: pd.DataFrame, *, registered: pd.DataFrame, weighted: pd.DataFrame
) -> pd.DataFrame:
    """Each practice's total by staff group beside its lists, and the parts of each rate.

    Adds, for ``registered`` and ``weighted``, ``patients_*`` and ``fte_of_*``: both blank where
    either is not known, for FTE without patients (or the other way round) would tilt a rate.
    ``asked`` is 1, ``supplied`` 1 where there is an FTE.

    One row per practice_code, snapshot_date, staff_group.
    """
    rows = practice_staff[practice_staff["role"] == "all"]
    for name, lists in (("registered", registered), ("weighted", weighted)):
        column = f"patients_{name}"
        rows = rows.merge(
            lists[["practice_code", column]],
            on="practice_code",
            how="left",
            validate="many_to_one",
        )
        both = rows["fte"].notna() & (rows[column] > 0)
        rows = rows.assign(
            **{column: rows[column].where(both), f"fte_of_{name}": rows["fte"].where(both)}
        )
    return rows.assign(asked=1.0, supplied=rows["fte"].notna().astype("float64"))


def place_totals(staff_with_lists: pd.DataFrame, *, known: pd.DataFrame, by: str) -> pd.DataFrame:
    """FTE, rates per 1,000 patients and completeness by place; blank where nothing is known.

    One row per staff_group, place.
    """
    sums = ["fte", "asked", "supplied"]
    sums += [
        f"{part}_{name}" for name in ("registered", "weighted") for part in ("fte_of", "patients")
    ]
    placed = places.roll_up(staff_with_lists, places=known, by=["staff_group", by], sums=sums)
    for name in ("registered", "weighted"):
        patients = placed[f"patients_{name}"]
        placed[f"per_1000_{name}"] = (
            placed[f"fte_of_{name}"].div(patients.where(patients > 0)) * 1000
        )
    placed["supplied_percent"] = placed["supplied"] / placed["asked"] * 100
    return placed


def older_by_place(
    practice_staff_age: pd.DataFrame, *, known: pd.DataFrame, by: str
) -> pd.DataFrame:
    """Headcount aged 55 and over, of headcount whose age is known, by place.

    One row per staff_group, place.
    """
    rows = practice_staff_age[practice_staff_age["age_band"] != "unknown"]
    older = rows["headcount"].where(rows["age_band"].isin(OVER_55), 0.0)
    # A headcount that is not known is in neither part.
    rows = rows.assign(older=older.where(rows["headcount"].notna()))
    placed = places.roll_up(rows, places=known, by=["staff_group", by], sums=["older", "headcount"])
    whole = placed["headcount"].where(placed["headcount"] > 0)
    return placed.assign(percent=placed["older"] / whole * 100)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Staff, their ages and their completeness by locality and by network."""
    ours, found = cycle.commissioner, []
    known = places.members(tables, commissioner=ours, day=cycle.as_at)
    staff = claimed(tables["practice_staff"], members=known, commissioner=ours)
    ages = claimed(tables["practice_staff_age"], members=known, commissioner=ours)
    staff = staff[(staff["commissioner_code"] == ours) & (staff["role"] == "all")]
    ages = ages[ages["commissioner_code"] == ours]
    found += _whole_by_weight(tables, staff, cycle)
    for by, area_type in LEVELS:
        if known[by].isna().all():
            continue
        for day, rows in staff.groupby("snapshot_date"):
            lists = register.list_on(tables["list_size"], commissioner=ours, day=day)
            weights = register.weighted_on(tables, commissioner=ours, day=day)
            both = with_lists(rows, registered=lists, weighted=weights)
            placed = place_totals(both, known=known, by=by)
            about = {"area": by, "area_type": area_type, "period": day[:7]}
            found += _rows(placed, {**about, "source": sources(rows)}, lists, weights)
        for day, rows in ages.groupby("snapshot_date"):
            for group, shown in older_by_place(rows, known=known, by=by).groupby("staff_group"):
                found += by_place(
                    CARDS["staff_share_55_plus"],
                    shown,
                    area=by,
                    area_type=area_type,
                    value="percent",
                    numerator="older",
                    denominator="headcount",
                    category=group,
                    period=day[:7],
                    source=sources(rows),
                )
    return found


def _whole_by_weight(tables, staff, cycle):
    """All practices' FTE per 1,000 weighted patients: what each place's is compared with."""
    found, ours = [], cycle.commissioner
    for day, rows in staff.groupby("snapshot_date"):
        lists = register.list_on(tables["list_size"], commissioner=ours, day=day)
        weights = register.weighted_on(tables, commissioner=ours, day=day)
        both = with_lists(rows, registered=lists, weighted=weights)
        for group, here in both.groupby("staff_group"):
            found += ratio(
                CARDS["staff_fte_per_1000_weighted"],
                here["fte_of_weighted"].sum(),
                here["patients_weighted"].sum(),
                times=1000.0,
                area=ours,
                category=group,
                period=day[:7],
                source=sources(rows, weights),
            )
    return found


def _rows(placed, about, lists, weights):
    found = []
    for group, shown in placed.groupby("staff_group"):
        named = {**about, "category": group}
        found += by_place(CARDS["staff_fte"], shown, value="fte", **named)
        found += by_place(
            CARDS["practices_supplying_workforce"],
            shown,
            value="supplied_percent",
            numerator="supplied",
            denominator="asked",
            **named,
        )
        for (name, column), used in zip(_RATES, (lists, weights), strict=True):
            part = column.removeprefix("patients_")
            rated = shown[shown[f"per_1000_{part}"].notna()]
            if len(rated):
                files = sorted({*about["source"].split(";"), *sources(used).split(";")} - {""})
                found += by_place(
                    CARDS[name],
                    rated,
                    value=f"per_1000_{part}",
                    numerator=f"fte_of_{part}",
                    denominator=column,
                    **{**named, "source": ";".join(files)},
                )
    return found
