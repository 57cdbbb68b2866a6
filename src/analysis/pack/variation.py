"""How far practices lie apart on four indicators, allowing for their size."""

import pandas as pd

from analysis import places
from analysis.access.experience import APPOINTMENT
from analysis.measures import figure, sources
from analysis.methods import special_cause
from analysis.places import patient_lists
from analysis.project import Cycle, periods
from analysis.workforce import denominators

_COLUMNS = ["practice_code", "value", "size"]
# Indicator: what a reader calls it, its unit, what a practice's size is counted in, the least and
# the most that it can be.
INDICATORS = {
    "gp_fte_per_1000": ("GPs (FTE) per 1,000 patients", "fte", "patients", 0.0, float("inf")),
    "qof_points": ("QOF points, share of those available", "percent", "patients", 0.0, 100.0),
    "good_experience": (
        "Good experience of booking", "percent", "responses", 0.0, 100.0,
    ),
    "list_growth": (
        "Growth of the list", "percent", "patients", -100.0, float("inf"),
    ),
}  # fmt: skip
TITLES = {name: about[0] for name, about in INDICATORS.items()}
BEHIND = {
    "gp_fte_per_1000": ("practice_staff", "workforce_list"),
    "qof_points": ("qof",),
    "good_experience": ("patient_survey",),
    "list_growth": ("list_size", "practice"),
}


def spreads(tables: dict[str, pd.DataFrame], cycle: Cycle) -> pd.DataFrame:
    """Each open practice on each indicator, with the limits of its size (``spc.funnel``).

    An indicator whose return was not supplied, or with fewer than ten practices, is not in it.
    Columns: indicator, unit, size_unit, period, practice_code, practice_name, size, value,
    expected, low_95, high_95, low_998, high_998, limits.

    One row per indicator, practice_code.
    """
    known = places.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    if len(tables["practice"]):
        now_open = places.open_at(tables["practice"], cycle.as_at)["practice_code"]
        known = known[known["practice_code"].isin(now_open)]
    parts = []
    for name, measured in _MEASURED.items():
        rows, period = measured(tables, cycle)
        _, unit, size_unit, least, most = INDICATORS[name]
        rows = rows[_COLUMNS].merge(
            known[["practice_code", "practice_name"]],
            on="practice_code",
            validate="one_to_one",
        )
        rows = rows[rows["value"].notna() & (rows["size"] > 0)]
        found = special_cause.funnel(rows, size="size", value="value", least=least, most=most)
        about = {"indicator": name, "unit": unit, "size_unit": size_unit, "period": period}
        parts.append(found.assign(**about))
    return pd.concat(parts, ignore_index=True)


def lines(spread: pd.DataFrame) -> pd.DataFrame:
    """The limits of each indicator over sizes. One row per indicator, size."""
    parts = []
    for name, rows in spread.groupby("indicator", sort=False):
        _, _, _, least, most = INDICATORS[name]
        found = special_cause.funnel_lines(rows, size="size", least=least, most=most, steps=20)
        parts.append(found.assign(indicator=name))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def side_by_side(spread: pd.DataFrame) -> pd.DataFrame:
    """The practices outside the limits of an indicator, with their value on each.

    Names practices: for the committee only. Columns: practice_code, practice_name, outside (how
    many indicators), and each indicator's value; a value outside is followed by which way.

    One row per practice_code, those outside on most indicators first.
    """
    beyond = spread["limits"] != special_cause.INSIDE
    if not beyond.any():
        return pd.DataFrame()
    shown = [
        f"{row['value']:.2f}{_way(row)}"
        if row["unit"] == "fte"
        else f"{row['value']:.1f}{_way(row)}"
        for row in spread.to_dict("records")
    ]
    keys = ["practice_code", "practice_name"]
    wide = spread.assign(shown=shown).pivot_table(
        index=keys, columns="indicator", values="shown", aggfunc="first"
    )
    count = beyond.groupby([spread[key] for key in keys]).sum()
    kept = [name for name in INDICATORS if name in wide.columns]
    return (
        wide[kept]
        .fillna("not known")
        .assign(outside=count)
        .loc[count > 0]
        .reset_index()
        .sort_values(["outside", "practice_code"], ascending=[False, True], ignore_index=True)[
            [*keys, "outside", *kept]
        ]
        .rename_axis(columns=None)
        .rename(columns={name: TITLES[name] for name in kept})
    )


def _way(row: dict) -> str:
    if row["limits"] == special_cause.INSIDE:
        return ""
    return ", high" if row["value"] > row["expected"] else ", low"


def _gps(tables, cycle):
    staff = tables["practice_staff"]
    ours = staff[staff["commissioner_code"] == cycle.commissioner]
    rows = ours[(ours["staff_group"] == "gp") & (ours["role"] == "all")]
    rows = rows[rows["snapshot_date"] <= cycle.as_at]
    if rows.empty:
        return _nothing()
    day = rows["snapshot_date"].max()
    patients = denominators.patients_at(tables, commissioner=cycle.commissioner, day=day)
    both = denominators.with_patients(rows[rows["snapshot_date"] == day], registered=patients)
    size = both["patients_registered"]
    return both.assign(size=size, value=both["fte_of_registered"] / size * 1000), day


def _points(tables, cycle):
    qof = tables["qof"]
    rows = qof[qof["commissioner_code"] == cycle.commissioner]
    rows = rows[rows["financial_year"] == rows["financial_year"].max()]
    if rows.empty:
        return _nothing()
    value = rows["points"] / rows["points_maximum"].where(rows["points_maximum"] > 0) * 100
    return rows.assign(value=value, size=rows["patients_registered"]), rows["financial_year"].max()


def _experience(tables, cycle):
    asked = tables["patient_survey"]
    rows = asked[
        (asked["commissioner_code"] == cycle.commissioner) & asked["question"].isin(APPOINTMENT)
    ]
    rows = rows[rows["year"] == rows["year"].max()]
    if rows.empty:
        return _nothing()
    return rows.assign(
        value=rows["share_percent"], size=rows["responses"]
    ), f"{rows['year'].max():.0f}"


def _growth(tables, cycle):
    """Growth since the last list of a year before or more; who took over a list is left out."""
    every = tables["list_size"]
    days = sorted(
        every.loc[every["commissioner_code"] == cycle.commissioner, "extract_date"].unique()
    )
    days = [day for day in days if day <= cycle.as_at]
    before = [day for day in days if days and periods.days_between(day, days[-1]) >= 365]
    if not before:
        return _nothing()
    then, now = (
        patient_lists.list_on(every, commissioner=cycle.commissioner, day=day)
        for day in (before[-1], days[-1])
    )
    both = now.merge(then, on="practice_code", suffixes=("", "_then"), validate="one_to_one")
    closed = tables["practice"]
    closed = closed[(closed["closed_on"] > before[-1]) & (closed["closed_on"] <= days[-1])]
    both = both[~both["practice_code"].isin(closed["successor_code"])]
    was = both["patients_registered_then"]
    value = (both["patients_registered"] / was.where(was > 0) - 1) * 100
    return both.assign(value=value, size=was), f"{before[-1]} to {days[-1]}"


def _nothing():
    return pd.DataFrame(columns=_COLUMNS).astype({"value": "float64", "size": "float64"}), ""


_MEASURED = {
    "gp_fte_per_1000": _gps,
    "qof_points": _points,
    "good_experience": _experience,
    "list_growth": _growth,
}


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """How many practices each indicator compares, and how many lie outside its limits."""
    found = []
    spread = spreads(tables, cycle)
    for name, rows in spread.groupby("indicator", sort=False):
        about = {"area": cycle.commissioner, "period": cycle.as_at}
        about["source"] = sources(*(tables[table] for table in BEHIND[name]))
        for ending, count in (
            ("compared", len(rows)),
            ("outside 95%", (rows["limits"] != special_cause.INSIDE).sum()),
            ("outside 99.8%", rows["limits"].eq(special_cause.OUTSIDE_OUTER).sum()),
        ):
            card = "practices_by_variation"
            found += figure(card, count, category=f"{name}: {ending}", **about)
    return found
