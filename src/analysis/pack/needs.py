"""What the committee asks, the section that answers it, the return it comes from, and the rest."""

from functools import lru_cache
from pathlib import Path

import pandas as pd
import yaml

from analysis.tables import TABLES


@lru_cache(maxsize=1)
def _listed() -> dict[str, list]:
    text = Path(__file__).with_name("needs.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def needs_and_returns(supplied: set[str]) -> pd.DataFrame:
    """What the committee asks, the section that answers, the returns, and which are missing.

    ``supplied`` are the names of the tables that have rows. Columns: need, section, return,
    supplied.

    One row per need.
    """
    rows = []
    for one in _listed()["needs"]:
        tables = (one["tables"] or "").split()
        missing = [TABLES[name].title for name in tables if name not in supplied]
        named = ", ".join(TABLES[name].title for name in tables) or "the cycle before"
        given = f"no: {', '.join(missing)}" if missing else "yes"
        rows.append((one["need"], one["section"], named, given))
    return pd.DataFrame(rows, columns=["need", "section", "return", "supplied"])


def without_return() -> list[str]:
    """What the paper of 7 February 2018 reports for which this project takes no return."""
    return list(_listed()["without_return"])
