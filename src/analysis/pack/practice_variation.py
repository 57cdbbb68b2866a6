"""How far practices lie apart on four indicators, allowing for their size."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from analysis import disclosure
from analysis.access.experience import APPOINTMENT
from analysis.measures import figure, sources
from analysis.methods import special_cause
from analysis.places import membership, patient_lists
from analysis.project import Cycle, periods
from analysis.workforce import denominators

_COLUMNS = ["practice_code", "value", "size"]
COMPARED = "compared"  # all the practices that an indicator compares; the others are outside


class Indicator(NamedTuple):
    """What practices are compared on.

    ``measured`` gives practice_code, value and size of each practice, and the period; ``tables``
    are what it is made from; ``size_unit`` is what a practice's size is counted in; ``least`` and
    ``most`` are what the value can be.
    """

    title: str
    measured: Callable[[dict[str, pd.DataFrame], Cycle], tuple[pd.DataFrame, str]]
    tables: tuple[str, ...]
    unit: str = "percent"
    size_unit: str = "patients"
    least: float = 0.0
    most: float = 100.0


def spreads(tables: dict[str, pd.DataFrame], cycle: Cycle) -> pd.DataFrame:
    """Each open practice on each indicator, with the limits of its size (``special_cause.funnel``).

    An indicator whose return was not supplied, or with fewer than ten practices, is not in it,
    nor is a practice with fewer than 1,000 patients, or without responses.
    Columns: indicator, unit, size_unit, period, practice_code, practice_name, size, value,
    expected, low_95, high_95, low_998, high_998, limits.

    One row per indicator, practice_code.
    """
    known = membership.open_members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    parts = []
    for name, indicator in INDICATORS.items():
        rows, period = indicator.measured(tables, cycle)
        rows = rows[_COLUMNS].merge(
            known[["practice_code", "practice_name"]], on="practice_code", validate="one_to_one"
        )
        least = patient_lists.SMALL_LIST if indicator.size_unit == "patients" else 1
        rows = rows[rows["value"].notna() & (rows["size"] >= least)]
        found = special_cause.funnel(
            rows, size="size", value="value", least=indicator.least, most=indicator.most
        )
        units = {"unit": indicator.unit, "size_unit": indicator.size_unit}
        parts.append(found.assign(indicator=name, **units, period=period))
    return pd.concat(parts, ignore_index=True)


def lines(spread: pd.DataFrame) -> pd.DataFrame:
    """The limits of each indicator over sizes. One row per indicator, size."""
    parts = [
        special_cause.funnel_lines(
            rows, size="size", least=INDICATORS[name].least, most=INDICATORS[name].most, steps=20
        ).assign(indicator=name)
        for name, rows in spread.groupby("indicator", sort=False)
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def outside_limits(spread: pd.DataFrame) -> pd.DataFrame:
    """The practices outside the limits of an indicator, with their value on each.

    Names practices: for the committee only. Columns: practice_code, practice_name, outside (how
    many indicators), and each indicator's value by its title; a value outside is followed by
    which way.

    One row per practice_code, those outside on most indicators first.
    """
    beyond = spread["limits"] != special_cause.INSIDE
    if not beyond.any():
        return pd.DataFrame()
    keys = ["practice_code", "practice_name"]
    shown = [_shown(row) for row in spread.to_dict("records")]
    wide = spread.assign(shown=shown).pivot_table(
        index=keys, columns="indicator", values="shown", aggfunc="first"
    )
    wide = wide[[name for name in INDICATORS if name in wide.columns]].fillna("not known")
    wide.insert(0, "outside", beyond.groupby([spread[key] for key in keys]).sum())
    found = wide[wide["outside"] > 0].rename_axis(columns=None).rename(columns=TITLES)
    found = found.reset_index().sort_values(
        ["outside", "practice_code"], ascending=[False, True], ignore_index=True
    )
    return disclosure.of_practices(found)


def _shown(row: dict) -> str:
    shown = f"{row['value']:.2f}" if row["unit"] == "fte" else f"{row['value']:.1f}"
    if row["limits"] == special_cause.INSIDE:
        return shown
    return f"{shown}, {'high' if row['value'] > row['expected'] else 'low'}"


def _gps(tables, cycle):
    ours = membership.rows_of(tables["practice_staff"], cycle.commissioner)
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
    rows = membership.rows_of(tables["qof"], cycle.commissioner)
    rows = rows[rows["financial_year"] == rows["financial_year"].max()]
    if rows.empty:
        return _nothing()
    value = rows["points"] / rows["points_maximum"].where(rows["points_maximum"] > 0) * 100
    return rows.assign(value=value, size=rows["patients_registered"]), rows["financial_year"].max()


def _experience(tables, cycle):
    rows = membership.rows_of(tables["patient_survey"], cycle.commissioner)
    rows = rows[rows["question"].isin(APPOINTMENT)]
    rows = rows[rows["year"] == rows["year"].max()]
    if rows.empty:
        return _nothing()
    year = f"{rows['year'].max():.0f}"
    return rows.assign(value=rows["share_percent"], size=rows["responses"]), year


def _growth(tables, cycle):
    """Growth since the last list of a year before or more; who took over a list is left out."""
    ours = membership.rows_of(tables["list_size"], cycle.commissioner)
    days = sorted(day for day in ours["extract_date"].unique() if day <= cycle.as_at)
    before = [day for day in days if periods.days_between(day, days[-1]) >= 365]
    if not before:
        return _nothing()
    first, last = before[-1], days[-1]
    then, now = (
        patient_lists.list_on(ours, commissioner=cycle.commissioner, day=day)
        for day in (first, last)
    )
    both = now.merge(then, on="practice_code", suffixes=("", "_then"), validate="one_to_one")
    taken_before = membership.recorded_successors(tables, first)
    by_then = membership.recorded_successors(tables, last)
    taken_over = {onward for code, onward in by_then.items() if code not in taken_before}
    both = both[~both["practice_code"].isin(taken_over)]
    was = both["patients_registered_then"]
    value = (both["patients_registered"] / was.where(was > 0) - 1) * 100
    return both.assign(value=value, size=was), f"{first} to {last}"


def _nothing():
    return pd.DataFrame(columns=_COLUMNS).astype({"value": "float64", "size": "float64"}), ""


_ANY = float("inf")
INDICATORS = {
    "gp_fte_per_1000": Indicator(
        "GPs (FTE) per 1,000 patients",
        _gps,
        ("practice_staff", "workforce_list"),
        unit="fte",
        most=_ANY,
    ),
    "qof_points": Indicator("QOF points, share of those available", _points, ("qof",)),
    "good_experience": Indicator(
        "Good experience of booking", _experience, ("patient_survey",), size_unit="responses"
    ),
    "list_growth": Indicator(
        "Growth of the list", _growth, ("list_size", "practice"), least=-100.0, most=_ANY
    ),
}
TITLES = {name: indicator.title for name, indicator in INDICATORS.items()}


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """How many practices each indicator compares, and how many lie outside its limits."""
    found = []
    for name, rows in spreads(tables, cycle).groupby("indicator", sort=False):
        source = sources(*(tables[table] for table in INDICATORS[name].tables))
        about: dict = {"area": cycle.commissioner, "period": cycle.as_at, "source": source}
        for limits, practices in (
            (COMPARED, len(rows)),
            (special_cause.OUTSIDE_INNER, (rows["limits"] != special_cause.INSIDE).sum()),
            (special_cause.OUTSIDE_OUTER, rows["limits"].eq(special_cause.OUTSIDE_OUTER).sum()),
        ):
            found += figure(
                "practices_by_variation", practices, indicator=name, limits=limits, **about
            )
    return found
