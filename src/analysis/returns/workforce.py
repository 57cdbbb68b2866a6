"""What the General Practice Workforce and PCN Workforce files share: names, markers, dates."""

import re
from pathlib import Path

import pandas as pd

from analysis.project import periods, strict_yaml
from analysis.returns.layout import Reading

_ROLES = strict_yaml.load(Path(__file__).with_name("workforce_roles.yml"))
GP_DEFINITIONS = tuple(_ROLES["gp_definitions"])


def role_name(group: str, abbreviation: str | None) -> str:
    """A readable name for a role of the wide file: ``N``, ``PRAC_NURSE`` gives practice_nurse.

    The group's own total is ``all``; an abbreviation not known here stays, in lower case, so that
    next year's new role is read as well.
    """
    if not abbreviation:
        return "all"
    names = _ROLES[group]
    if group == "GP":
        names = _ROLES["gp_definitions"] | names
        abbreviation = re.sub(r"^TRN_GR_(?=ST|F)", "GP_IN_TRAINING_GRADE_", abbreviation)
        abbreviation = re.sub(r"^REG_(?=ST|F)", "REGISTRAR_", abbreviation)
    return names.get(abbreviation, abbreviation.lower())


def snake_case(words: str) -> str:
    """The publisher's words as a name: ``Therapist- Counsellor`` gives therapist_counsellor."""
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def snapshot_dates(reading: Reading, rows: pd.DataFrame) -> pd.Series:
    """The last day of each row's month, from its ``year`` and ``month``, else from the file.

    Most files give their month in their name alone; where nothing gives it the day is missing.
    """
    pairs = rows["year"].fillna("") + "-" + rows["month"].fillna("").str.zfill(2)
    ends = {pair: _month_end(pair) for pair in pairs.unique()}
    dates = pairs.map(ends).astype("str")
    if dates.isna().any():
        month = reading.month()
        if month:
            return dates.fillna(periods.month_end(month))
        reading.oddities.append(
            "neither its columns nor its name say which month it is of: "
            "state it in cycle.yml under periods"
        )
    return dates


def _month_end(pair: str) -> str | None:
    month = periods.read_month(pair)
    return periods.month_end(month) if month else None
