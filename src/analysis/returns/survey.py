"""GP Patient Survey (NHS England, Ipsos), the practice file: two questions of some hundreds.

Read are the overall experience of making an appointment and of the practice. Up to 2023 their
codes are ``q18_12pct`` and ``q28_12pct`` (very good and fairly good together), in upper or lower
case; from 2024 the survey is a new series with new wording (contacting the practice) and new
codes, which is why the publisher's code names the question. Shares are proportions (0.74) in
some files and percentages (74) in others; suppressed values are negative numbers (-97).
The year is in the file's name alone.
"""

import re

import pandas as pd

from analysis.returns import cell_text
from analysis.returns.layout import Reading, Tables
from analysis.returns.layout_files import layouts_of


def _read(reading: Reading) -> Tables:
    """One row per practice and question, which goes by the publisher's code."""
    rows, headings = reading.pick(), reading.layout.columns | reading.layout.optional
    questions = {word: headings[f"{word}_share"][0] for word in ("appointment", "overall")}
    year = _year(reading)
    shares = {word: _known(rows[f"{word}_share"]) for word in questions}
    highest = max((share.max() for share in shares.values()), default=0)
    factor = 100 if highest <= 1 else 1
    parts = [
        rows[["practice_code", "commissioner_code", "source_file", "source_line"]].assign(
            year=year,
            question=code,
            responses=cell_text.from_numbers(_known(rows[f"{word}_base"])),
            share_percent=cell_text.from_numbers((shares[word] * factor).round(6)),
        )
        for word, code in questions.items()
        if rows[f"{word}_share"].notna().any()
    ]
    suppressed = max((int(share.isna().sum()) for share in shares.values()), default=0)
    if suppressed:
        reading.oddities.append(f"practices whose share is suppressed or left out: {suppressed}")
    if "unweighted" in reading.title.lower():
        reading.oddities.append("the unweighted file: the published shares are the weighted ones")
    reading.vintage = f"{year or 'year unknown'}, {reading.layout.vintage}"
    return {"patient_survey": pd.concat(parts, ignore_index=True) if parts else rows.iloc[:0]}


def _year(reading: Reading) -> str | None:
    """The year of the survey, from ``cycle.yml`` or the file's name."""
    text = reading.stated_period or reading.title
    years = [int(found) for found in re.findall(r"(?<!\d)(20\d{2})(?!\d)", text)]
    if not years:
        reading.oddities.append(
            "nothing says which year's survey this is: state it in cycle.yml under periods"
        )
        return None
    return str(years[-1])


def _known(values: pd.Series) -> pd.Series:
    """Numbers; a negative one is the publisher's mark for suppressed or not asked."""
    numbers = pd.to_numeric(values.str.rstrip("%"), errors="coerce")
    return numbers.where(numbers >= 0)


LAYOUTS = layouts_of("survey", {"patient_survey": _read, "patient_survey_2024": _read})
