"""Which return files a page is made from, and the lines at its foot that name them."""

import hashlib
import importlib.metadata

import pandas as pd

from analysis.checks import summary
from analysis.report.page.blocks import part
from analysis.report.page.cells import heading
from analysis.tables import TABLES

_PACKAGES = ("pandas", "numpy", "pyarrow", "matplotlib", "statsmodels", "great-expectations")
# The page of one place shows what is known of places, whichever report works it out.
_PLACES = {"locality": ("area", "locality", "pcn", "practice")}


def files(
    report: str | None,
    *,
    measures: pd.DataFrame,
    definitions: pd.DataFrame | None,
    tables: dict[str, pd.DataFrame],
    commissioner: str,
) -> set[str]:
    """The return files that a report's page is made from.

    Those with a row of the commissioner in the tables that are declared to feed it, and those
    behind the figures that its cards define (of a place's page: every figure of a place).
    ``definitions`` is None where the cycle has no figures. Of the report None they are those
    behind every figure.
    """
    if report is None:
        return _files(measures["source"])
    cards = [] if definitions is None else definitions.query("report == @report")["measure"]
    mine = measures["measure"].isin(cards) | measures["area_type"].isin(_PLACES.get(report, ()))
    found = _files(measures.loc[mine, "source"])
    for name, frame in tables.items():
        if report in TABLES[name].reports:
            if not TABLES[name].local and "commissioner_code" in frame:
                frame = frame[frame["commissioner_code"] == commissioner]
            found |= set(frame["source_file"].dropna().unique())
    return found


def listed(returns: pd.DataFrame) -> pd.DataFrame:
    """Return files as a reader meets them. One row per file that was recognised."""
    known = returns.dropna(subset="publication").reset_index(drop=True)
    known = known.assign(sha256=known["sha256"].str[:12])
    columns = {
        "file": "Return file",
        "publication": "Publication",
        "vintage": "Vintage",
        "period": "Period",
        "rows": "Rows",
        "sha256": "SHA-256 (first 12)",
    }
    return known[list(columns)].rename(columns=columns)


def provenance(facts: dict[str, str], *, returns: pd.DataFrame, whole: bool) -> str:
    """What made the page: its facts, its returns with their fingerprint, the packages. HTML.

    ``whole``: these are all the returns of the cycle, and what was not read counts too.
    """
    digest = hashlib.sha256("".join(sorted(returns["sha256"].dropna())).encode()).hexdigest()
    count = summary.files_counted(returns)
    of = f"read of {count['arrived']:,}" if whole else "behind this page"
    facts = facts | {
        "Returns": f"{count['read']:,} files {of}, fingerprint {digest[:12]}",
        "Made with": ", ".join(f"{name} {_version(name)}" for name in _PACKAGES),
    }
    rows = [(heading(key), value) for key, value in facts.items()]
    return part("facts", kind="provenance", rows=rows)


def _files(sources: pd.Series) -> set[str]:
    return {file for found in sources.unique() for file in found.split(";") if file}


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
