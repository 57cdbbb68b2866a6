"""Patients registered at a GP practice (NHS England Digital): totals, age bands, the map.

Layouts seen: 2017 to 2026. ``EXTRACT_DATE`` is written ``01JAN2021``, ``01May2022`` or
``2026-07-01``. The age files of later years mix five levels of geography in ``ORG_TYPE`` and
carry totals rows (``ALL``): only practices and only true bands are read as bands.
"""

import pandas as pd

from analysis.returns.layout import Layout, Reading, Tables

_PUBLICATION = "Patients registered at a GP practice"
_COMMISSIONER = ("CCG_CODE", "SUB_ICB_LOCATION_CODE", "SUB_ICB_CODE")


def _read_totals(reading: Reading) -> Tables:
    rows = reading.pick()
    reading.oddities += _levels_left_out(rows["type"])
    totals = rows[_is_practice(rows["type"]) & _is_all(rows["sex"]) & _is_all(rows["age"])]
    return {"list_size": totals.drop(columns=["type", "sex", "age"])}


def _read_ages(reading: Reading) -> Tables:
    rows = reading.pick()
    practices = rows[_is_practice(rows["type"])]
    reading.oddities += _levels_left_out(rows["type"])
    all_ages, all_sexes = _is_all(practices["age"]), _is_all(practices["sex"])
    bands = practices[~all_ages & ~all_sexes]
    tables = {
        "list_age": bands.assign(age_band=bands["age"].map(_band)).drop(columns=["type", "age"])
    }
    totals = practices[all_ages & all_sexes]
    if len(totals):
        tables["list_size"] = totals.drop(columns=["type", "sex", "age"])
    return tables


def _read_map(reading: Reading) -> Tables:
    rows = reading.pick()
    # U is the publisher's word for a practice in no network.
    return {"practice_map": rows.assign(pcn_code=rows["pcn_code"].mask(rows["pcn_code"] == "U"))}


def _is_practice(level: pd.Series) -> pd.Series:
    return level.isna() | level.str.upper().isin(["GP", "PRACTICE", "GP PRACTICE"])


def _is_all(values: pd.Series) -> pd.Series:
    return values.str.upper() == "ALL"


def _band(age: str) -> str:
    """``65_69`` gives ``65-69``; ``95+`` and single years stay as they are."""
    return age.replace("_", "-") if isinstance(age, str) else age


def _levels_left_out(level: pd.Series) -> list[str]:
    others = sorted(set(level[~_is_practice(level)].dropna()))
    if not others:
        return []
    return [
        f"rows of other levels are left out so that no patient counts twice: {', '.join(others)}"
    ]


LAYOUTS = (
    Layout(
        publication=_PUBLICATION,
        name="patients_registered_totals",
        vintage="totals per practice",
        read=_read_totals,
        columns={
            "extract_date": ("EXTRACT_DATE",),
            "type": ("TYPE",),
            "commissioner_code": _COMMISSIONER,
            "practice_code": ("CODE",),
            "sex": ("SEX",),
            "age": ("AGE",),
            "patients_registered": ("NUMBER_OF_PATIENTS",),
        },
    ),
    Layout(
        publication=_PUBLICATION,
        name="patients_registered_ages",
        vintage="five-year age bands",
        read=_read_ages,
        columns={
            "extract_date": ("EXTRACT_DATE",),
            "type": ("ORG_TYPE",),
            "practice_code": ("ORG_CODE",),
            "sex": ("SEX",),
            "age": ("AGE_GROUP_5",),
            "patients_registered": ("NUMBER_OF_PATIENTS",),
        },
    ),
    Layout(
        publication=_PUBLICATION,
        name="patients_registered_map",
        vintage="practice, network and commissioner",
        read=_read_map,
        columns={
            "extract_date": ("EXTRACT_DATE",),
            "practice_code": ("PRACTICE_CODE",),
            "practice_name": ("PRACTICE_NAME",),
            "pcn_code": ("PCN_CODE",),
            "commissioner_code": _COMMISSIONER,
        },
        optional={
            "pcn_name": ("PCN_NAME",),
            "commissioner_name": ("CCG_NAME", "SUB_ICB_LOCATION_NAME", "SUB_ICB_NAME"),
            "icb_code": ("STP_CODE", "ICB_CODE"),
            "icb_name": ("STP_NAME", "ICB_NAME"),
        },
    ),
)
