"""Patients registered at a GP practice (NHS England Digital): totals, age bands, the map.

Layouts seen: 2013 to 2026. To January 2017 a file is wide, with a row for each practice and a
column for each sex and age (``Male_0-4``, or ``MALE_0_1`` for single years), and carries no day:
its name gives the month. Since April 2017 files are tall; ``EXTRACT_DATE`` is written
``01JAN2021``, ``01May2022``, ``01-May-22`` or ``2026-07-01``, and April 2017 names no CCG. The age
files of later years mix five levels of geography in ``ORG_TYPE`` and carry totals rows (``ALL``):
only true bands are read, of practices and, apart from them, of the regions that make up England.
Single years of age are added up to the five-year bands, the one sum made here.
"""

import re

import pandas as pd

from analysis.project import periods
from analysis.returns import cell_text
from analysis.returns.layout import Reading, Tables, stacked
from analysis.returns.layout_files import layouts_of
from analysis.tables.column_types import map_distinct

_BAND = ["practice_code", "extract_date", "sex", "age_band"]
# Male_0-4, FEMALE_94_95, MALE_4, MALE_95+: a sex, a first age and, where there is one, a last.
_AGE_COLUMN = re.compile(r"(male|female)[ _](\d+)(?:[-_ ](\d+))?(\+?)", re.IGNORECASE)


def _read_tall(reading: Reading) -> Tables:
    """Totals of practices, and their ages in five-year bands, whichever the file holds."""
    rows = reading.pick()
    rows["extract_date"] = cell_text.read_or_keep(rows["extract_date"], cell_text.recent_day)
    reading.oddities += _levels_left_out(rows)
    practices = rows[_is_practice(rows["type"])].drop(columns="type")
    practices = _read_once(reading, practices, ["practice_code", "extract_date", "sex", "age"])
    all_ages, all_sexes = _is_all(practices["age"]), _is_all(practices["sex"])
    bands = practices[~all_ages & ~all_sexes].drop(columns="commissioner_code", errors="ignore")
    if _is_single_year(bands["age"]).any():
        reading.vintage = "single years of age"
    bands = _banded(bands)
    regions = rows[_is_region(rows["type"]) & ~_is_all(rows["age"]) & ~_is_all(rows["sex"])]
    regions = _banded(regions.drop(columns=["type", "commissioner_code"], errors="ignore"))
    totals = practices[all_ages & all_sexes].drop(columns=["sex", "age"])
    regions = cell_text.summed(regions, "patients_registered", by=_BAND)
    return {
        "list_size": totals,
        "list_age": cell_text.summed(bands, "patients_registered", by=_BAND),
        "list_age_region": regions.rename(columns={"practice_code": "region_code"}),
    }


def _banded(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(age_band=map_distinct(rows["age"], _band)).drop(columns="age")


def _read_wide(reading: Reading) -> Tables:
    """A practice's total and its bands from one row."""
    rows = reading.pick()
    rows["extract_date"] = _day_of_file(reading)
    rows = _read_once(reading, rows, ["practice_code"])
    ages = {
        place: found
        for place, heading in enumerate(reading.header)
        if (found := _AGE_COLUMN.fullmatch(heading.strip()))
    }
    keys = rows[["practice_code", "extract_date", "source_file", "source_line"]]
    parts = [
        keys.assign(
            sex=found.group(1).lower(),
            age_band=_band_from(*found.group(2, 3, 4)),
            patients_registered=reading.clean(reading.body.loc[rows.index, place]),
        )
        for place, found in ages.items()
    ]
    tables = {"list_size": rows.drop(columns=["men", "women"])}
    if parts:
        bands = stacked(parts).dropna(subset="patients_registered")
        tables["list_age"] = cell_text.summed(bands, "patients_registered", by=_BAND)
    return tables


def _day_of_file(reading: Reading) -> str | None:
    """The day as stated in ``cycle.yml``, else the 1st of the month that the file's name gives."""
    day = periods.read_day(reading.stated_period or "")
    month = reading.month()
    if day or not month:
        if not day:
            reading.oddities.append(
                "nothing says which day its patients were counted: state it in cycle.yml under "
                "periods"
            )
        return day
    if not reading.stated_period:
        reading.oddities.append(
            f"it carries no day; its name says {periods.in_words(month)}, read as the 1st of that "
            "month"
        )
    return f"{month}-01"


def _read_map(reading: Reading) -> Tables:
    rows = reading.pick()
    # U is the publisher's word for a practice in no network.
    days = cell_text.read_or_keep(rows["extract_date"], cell_text.recent_day)
    unallocated = rows["pcn_code"] == "U"
    return {
        "practice_map": rows.assign(extract_date=days, pcn_code=rows["pcn_code"].mask(unallocated))
    }


def _is_practice(level: pd.Series) -> pd.Series:
    return level.isna() | level.str.upper().isin(["GP", "PRACTICE", "GP PRACTICE"])


def _is_region(level: pd.Series) -> pd.Series:
    letters = level.str.upper().str.replace(r"[^A-Z]", "", regex=True)
    return letters.isin(["REGION", "COMMREGION", "NHSENGLANDREGION"])


def _is_all(values: pd.Series) -> pd.Series:
    return values.str.upper() == "ALL"


def _is_single_year(age: pd.Series) -> pd.Series:
    return age.str.fullmatch(r"\d+", na=False)


def _band(age: str) -> str:
    """``65_69`` gives 65-69, the single year ``66`` too; ``95+`` stays as it is."""
    return _band_from(age, None, "") if age.isdigit() else age.replace("_", "-")


def _band_from(first: str, last: str | None, open_ended: str) -> str:
    """``0``, ``4`` gives 0-4; ``66``, ``67``, a single year, 65-69; ``95``, nothing, ``+`` 95+."""
    if open_ended:
        return f"{first}+"
    if last is not None and int(last) - int(first) > 1:
        return f"{first}-{last}"
    start = int(first) // 5 * 5
    return f"{start}-{start + 4}"


def _read_once(reading: Reading, rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows without a second one of their key, which would be added to the first.

    Totals that differ are kept: their table's checks name both.
    """
    again = rows.duplicated(key) & rows[key].notna().all(axis=1)
    if {"sex", "age"} <= set(key):
        again &= ~(_is_all(rows["age"]) & _is_all(rows["sex"]))
    if not again.any():
        return rows
    same = rows.duplicated([*key, "patients_registered"])
    differ, first = int((again & ~same).sum()), rows[again].iloc[0]
    reading.oddities.append(
        f"{int(again.sum()):,} {'row repeats' if again.sum() == 1 else 'rows repeat'} the practice"
        f"{', sex and age' if 'age' in key else ''} of an earlier row, {differ or 'none'} of them "
        f"with another number; the first is read: look at line {first['source_line']}, "
        f"{first['practice_code']}"
    )
    return rows[~again]


def _levels_left_out(rows: pd.DataFrame) -> list[str]:
    """That rows of other levels are left out, and where their totals differ from the practices'."""
    level, practice = rows["type"].str.upper(), _is_practice(rows["type"])
    others = sorted(set(rows.loc[~practice & ~_is_region(rows["type"]), "type"].dropna()))
    if not others:
        return []
    found = [
        f"rows of other levels are left out so that no patient counts twice: {', '.join(others)}"
    ]
    if not practice.any():
        return [f"{found[0]}; it has no practice: take gp-reg-pat-prac-all.csv of the same page"]
    numbers = pd.to_numeric(rows["patients_registered"], errors="coerce")
    every = _is_all(rows["age"]) & _is_all(rows["sex"])
    of_practices = numbers[practice & every].sum()
    for name, total in numbers[~practice & every].groupby(level).sum().items():
        if of_practices and total != of_practices:
            found.append(
                f"its practices have {of_practices:,.0f} patients together, its rows of level "
                f"{name} {total:,.0f}: are practices missing?"
            )
    return found


LAYOUTS = layouts_of(
    "registrations",
    {
        "patients_registered_totals": _read_tall,
        "patients_registered_ages": _read_tall,
        "patients_registered_wide": _read_wide,
        "patients_registered_map": _read_map,
    },
)
