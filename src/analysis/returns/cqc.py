"""Latest ratings of the Care Quality Commission: every location of England, a row a question.

Kept are the ratings of whole locations (not those of single groups of patients) that carry an
organisation code: a practice's own. Where the file says which kind of location it is, only
practices are kept. Days are written as in Britain.
"""

import re

import pandas as pd

from analysis.project import periods
from analysis.returns.layout import Reading, Tables
from analysis.returns.layout_files import layouts_of

_OVERALL = "overall"
_PRACTICES = "gp practices"


def _read(reading: Reading) -> Tables:
    """One row per location and question."""
    rows = reading.pick()
    whole = rows["group"].str.strip().str.lower() == _OVERALL
    kind = rows["category"].str.strip().str.lower()
    is_practice = kind.eq(_PRACTICES) | kind.isna().all()
    kept = rows[whole & is_practice & rows["practice_code"].notna()]
    reading.vintage = _vintage(kept["published_on"].map(periods.read_day, na_action="ignore"))
    return {"cqc_rating": kept.assign(question=kept["question"].map(_key))}


def _key(text) -> str | None:
    return re.sub(r"[^a-z]+", "_", text.strip().lower()) if isinstance(text, str) else None


def _vintage(days: pd.Series) -> str:
    newest = days.dropna().max() if days.notna().any() else None
    return f"ratings published to {periods.in_words(newest)}" if newest else "days not known"


LAYOUTS = layouts_of("cqc", {"cqc_rating": _read})
