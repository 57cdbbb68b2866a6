"""General Practice Workforce at practice level: the wide "detailed" and the tall "high level" file.

Layouts seen: 2013 to 2026. The wide file has up to 829 columns, one for each role, measure and
sex; what differs between vintages is in the headings, so they are parsed, not listed:

- ``CCG_CODE`` became ``SUB_ICB_CODE`` in July 2022, when all history since September 2015 was
  issued again, by the definitions of that year;
- as first published, GPs are counted as ``EXRRL``, ``EXRL``, ``EXL`` to 2018, ``EXR``, ``EXRL`` in
  2019 and ``EXTG``, ``EXTGL`` since: different counts, kept apart;
- ``REG_ST3_4``, ``REG_ST1_4`` and ``TRN_GR_*`` are trainees of three different cuts;
- ``TOTAL_NURSE_HC``, ``DIRECT_PATIENT_CARE_HC`` and ``ADMIN_HC`` are the older totals;
- ``TOTAL_PATIENTS`` is the list that the publisher's own rates divide by;
- one heading for women has its words in another order (``FEMALE_TRAINEE_DPC_NURSE_ASSOC_HC``);
  columns by sex are not read.

Before February 2023 a group's ``0`` may mean that the practice gave no data. Where its
``*_SOURCE`` column shows it, the zeros are read as missing.
"""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.returns.layout import Reading, Tables
from analysis.returns.layout_files import layouts_of
from analysis.returns.workforce import GP_DEFINITIONS, role_name, snake_case, snapshot_dates
from analysis.tables.column_types import map_distinct

_GROUPS = {"GP": "gp", "N": "nurse", "DPC": "direct_patient_care", "ADMIN": "admin"}
_GROUPS_IN_WORDS = {
    "gp": "gp",
    "gps": "gp",
    "nurses": "nurse",
    "nurse": "nurse",
    "direct_patient_care": "direct_patient_care",
    "admin_non_clinical": "admin",
    "admin": "admin",
}
_MEASURES = {"HC": "headcount", "FTE": "fte"}
_GROUP = r"^TOTAL_(?P<group>GP|N|DPC|ADMIN)_"
_ROLE = re.compile(_GROUP + r"(?:(?P<label>.+)_)?(?P<measure>HC|FTE)$")
_AGE = re.compile(_GROUP + r"(?P<measure>HC)_(?P<label>UNDER\d+|\d+TO\d+|\d+PLUS|UNKNOWN_AGE)$")
_NARROW_AGE = re.compile(r"^[A-Z]+_GP_(?:\w+_)?HC_UNDER30$")
_MARKERS = {
    "ND": "no usable data: failed validation",
    "NS": "not supplied",
    "EST": "estimated by the publisher, not shown",
}
_ZERO = r"0(?:\.0*)?"
# From this month a practice that gave no data has NA; before, 0.
_ZERO_IS_ZERO_FROM = "2023-02"


def _read_detailed(reading: Reading) -> Tables:
    rows = reading.pick()
    rows["snapshot_date"] = snapshot_dates(reading, rows)
    headings = [_heading(text) for text in reading.header]
    roles = _places(headings, _ROLE, role_name)
    ages = _places(headings, _AGE, lambda group, band: _band(band))
    withheld = {
        group: rows[f"{group}_source"].str.contains("no data provided", case=False, na=False)
        for group in _GROUPS.values()
    }
    _tell_of_zeros(reading, rows, roles)
    if not any(group == "gp" for group, _ in ages) and any(map(_NARROW_AGE.match, headings)):
        reading.oddities.append(
            "it gives GPs' ages by sex or for a narrower definition of GP only; they are not read"
        )
    reading.vintage = _vintage(reading, headings)
    provided = {
        group: rows[f"{group}_source"].fillna(_marker(reading, roles.get((group, "all"), {})))
        for group in _GROUPS.values()
    }
    keys = rows[["practice_code", "snapshot_date", "commissioner_code"]]
    staff = _stack(reading, rows, keys, roles, "role", withheld, ["headcount", "fte"])
    staff["provided"] = _by_role(provided, roles)
    found = {
        "practice_staff": staff,
        "practice_staff_age": _stack(
            reading, rows, keys, ages, "age_band", withheld, ["headcount"]
        ),
    }
    counted = rows[rows["patients_registered"].notna()]
    if len(counted):
        columns = [*keys.columns, "patients_registered", "source_file", "source_line"]
        found["workforce_list"] = counted[columns].reset_index(drop=True)
    return found


def _marker(reading: Reading, places: dict[str, int]) -> pd.Series:
    """Why a group's total is missing, from the markers of older files; missing where it is not."""
    if not places:
        return pd.Series(pd.NA, index=reading.body.index, dtype="str")
    raw = reading.body[next(iter(places.values()))].astype("str").str.strip()
    return raw.map(_MARKERS).astype("str")


def _heading(text: str) -> str:
    """A heading in today's spelling, upper case: ``Total_Nurse_HC`` gives TOTAL_N_HC."""
    name = re.sub(r"[^A-Z0-9]+", "_", text.upper()).strip("_")
    name = re.sub(r"^(?:TOTAL_)?DIRECT_PATIENT_CARE_", "TOTAL_DPC_", name)
    name = re.sub(r"^ADMIN_(?=HC$|FTE$)", "TOTAL_ADMIN_", name)
    return re.sub(r"^TOTAL_NURSES?_", "TOTAL_N_", name)


def _places(
    headings: list[str], pattern: re.Pattern, name: Callable[[str, str], str]
) -> dict[tuple[str, str], dict[str, int]]:
    """Where each measure is, by staff group and by what ``name`` calls the role or age band."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for place, heading in enumerate(headings):
        if match := pattern.match(heading):
            group = match["group"]
            named = (_GROUPS[group], name(group, match["label"]))
            found.setdefault(named, {}).setdefault(_MEASURES[match["measure"]], place)
    return found


def _band(text: str) -> str:
    """``30TO34`` gives 30-34, ``UNDER30`` under 30, ``70PLUS`` 70+, ``UNKNOWN_AGE`` unknown."""
    if text == "UNKNOWN_AGE":
        return "unknown"
    return text.replace("TO", "-").replace("PLUS", "+").replace("UNDER", "under ")


def _stack(reading, rows, keys, places, label, withheld, measures) -> pd.DataFrame:
    """Wide to tall: one row a practice and role (or band), its measures side by side.

    A zero of a group that by its source was not provided is missing.
    """
    count, width = len(rows), len(places)
    tall = keys.loc[keys.index.repeat(width)].reset_index(drop=True)
    tall["staff_group"] = np.tile(np.array([g for g, _ in places], dtype=object), count)
    tall[label] = np.tile(np.array([name for _, name in places], dtype=object), count)
    for measure in measures:
        cells = np.full((count, width), None, dtype=object)
        for column, ((group, _), found) in enumerate(places.items()):
            if measure in found:
                values = reading.clean(reading.body[found[measure]])
                values = values.mask(withheld[group] & values.str.fullmatch(_ZERO, na=False))
                cells[:, column] = values.to_numpy(dtype=object, na_value=None)
        tall[measure] = pd.Series(cells.ravel(), dtype="str")
    tall["source_file"] = reading.sheet.file
    tall["source_line"] = rows["source_line"].to_numpy().repeat(width)
    return tall


def _by_role(provided: dict[str, pd.Series], places) -> pd.Series:
    """Each stacked row's word from its group's source column."""
    columns = [provided[group].to_numpy(dtype=object, na_value=None) for group, _ in places]
    return pd.Series(np.column_stack(columns).ravel() if columns else [], dtype="str")


def _tell_of_zeros(reading: Reading, rows: pd.DataFrame, roles) -> None:
    """Report where a zero may mean that nothing was supplied and no column shows which."""
    old = rows["snapshot_date"].str[:7] < _ZERO_IS_ZERO_FROM
    doubtful = []
    for group in _GROUPS.values():
        place = roles.get((group, "all"), {}).get("headcount")
        if place is not None and rows[f"{group}_source"].isna().all():
            zeros = reading.clean(reading.body[place]).str.fullmatch(_ZERO, na=False)
            if (zeros & old).any():
                doubtful.append(f"{group} {int((zeros & old).sum()):,}")
    if doubtful:
        reading.oddities.append(
            "before February 2023 a headcount of 0 may mean that a practice gave no data, and no "
            f"source column here tells which: practices with 0 by staff group: "
            f"{', '.join(doubtful)}"
        )


def _vintage(reading: Reading, headings: list[str]) -> str:
    counted = [name for name in GP_DEFINITIONS if f"TOTAL_GP_{name}_FTE" in headings]
    area = "CCG" if "CCG_CODE" in headings else "sub-ICB" if "SUB_ICB_CODE" in headings else "no"
    return (
        f"{reading.layout.vintage}; {area} codes; "
        f"GP definitions {', '.join(counted) if counted else 'none but the total'}"
    )


def _read_high_level(reading: Reading) -> Tables:
    rows = reading.pick()
    if rows.empty:
        return {}
    rows["snapshot_date"] = snapshot_dates(reading, rows)
    rows["staff_group"] = map_distinct(
        rows["staff_group"], lambda text: _GROUPS_IN_WORDS.get(snake_case(text), text)
    )
    # The rows "Total" repeat the roles above them.
    rows["role"] = map_distinct(
        rows["role"], lambda text: "all" if text.lower() == "total" else snake_case(text)
    )
    measure = map_distinct(rows.pop("measure"), lambda text: text[:1].upper())
    grain = ["practice_code", "snapshot_date", "staff_group", "role"]
    # A key sent twice stays twice: the nth headcount goes with the nth FTE.
    rows["nth"] = rows.assign(measure=measure).groupby([*grain, "measure"], dropna=False).cumcount()
    counts = rows[measure == "H"].rename(columns={"value": "headcount"})
    hours = rows[measure == "F"].rename(columns={"value": "fte"})
    others = sorted(set(measure[~measure.isin(["H", "F"])].dropna()))
    if others:
        reading.oddities.append(f"measures other than FTE and headcount are left out: {others}")
    sources = ["source_file", "source_line"]
    staff = counts[[*grain, "nth", "headcount", *sources]].merge(
        hours[[*grain, "nth", "fte", *sources]],
        how="outer",
        on=[*grain, "nth"],
        suffixes=("", "_fte"),
        validate="one_to_one",
        sort=False,
    )
    staff["source_file"] = reading.sheet.file
    staff["source_line"] = staff[["source_line", "source_line_fte"]].min(axis=1).astype("int64")
    staff = staff.drop(columns=["nth", "source_file_fte", "source_line_fte"])
    return {"practice_staff": staff.sort_values("source_line", kind="stable", ignore_index=True)}


LAYOUTS = layouts_of(
    "workforce_practice",
    {
        "workforce_practice_detailed": _read_detailed,
        "workforce_practice_high_level": _read_high_level,
    },
)
