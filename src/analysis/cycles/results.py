"""What each cycle reported, read from its processed data as its audience may see it.

Only the committee pack, the cycle indexes and the front door look at another cycle.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis import disclosure, project
from analysis.cycles import comparison
from analysis.disclosure import public_edition
from analysis.measures import long_table
from analysis.measures.cards import Card, cards
from analysis.tables import TABLES

DEFINITION_COLUMNS = ["measure", "title", "report", "unit", "meaning", "beware", "follows"]


def definitions(known: Mapping[str, Card] | None = None) -> pd.DataFrame:
    """What each measure meant, as a cycle keeps it with its figures.

    ``meaning`` is a hash of unit and definition: it changes where the measure does.

    One row per measure.
    """
    known = cards() if known is None else known
    rows = [
        (card.name, card.label, card.report, card.unit, _meaning(card), card.caveat, card.follows)
        for _, card in sorted(known.items())
    ]
    return pd.DataFrame(rows, columns=DEFINITION_COLUMNS)


def load_tables(label: str) -> dict[str, pd.DataFrame]:
    """Every declared table of a cycle; an empty frame where its return was not supplied."""
    folder = project.processed(label) / "tables"
    if not folder.is_dir():
        raise project.ProjectError(
            f"data/processed/{label}/tables is not there. Run: dvc repro tables@{label}"
        )
    return {
        name: pd.read_parquet(folder / f"{name}.parquet")
        if (folder / f"{name}.parquet").exists()
        else table.empty()
        for name, table in TABLES.items()
    }


def figures(label: str) -> pd.DataFrame | None:
    """A cycle's long table as its audience may see it; None where it has no figures yet.

    The public edition names no practice, tells of no one or two, and protects the counts of
    restricted returns.
    """
    path = project.processed(label) / "measures.parquet"
    if not path.exists():
        return None
    stored = pd.read_parquet(path)
    if "fewest_practices" not in stored:  # a cycle kept by an earlier version
        stored["fewest_practices"] = None
    since = long_table([]).columns.difference(stored.columns)  # dimensions that it did not have
    stored = stored.assign(**dict.fromkeys(since, ""))
    if disclosure.is_public(project.parameters().audience):
        restricted = public_edition.restricted(_returns(label))
        stored = public_edition.public_measures(stored, restricted=restricted)
    return stored.drop(columns="fewest_practices")


def compared(label: str) -> pd.DataFrame:
    """``comparison.compare`` with the cycle before; empty where there is none."""
    before = previous(label)
    return comparison.compare(read(before or label), read(label)).iloc[: None if before else 0]


def revised(label: str) -> pd.DataFrame:
    """``comparison.revised`` with the cycle before; empty where there is none."""
    before = previous(label)
    return comparison.revised(read(before or label), read(label))


def practices_changed(label: str) -> pd.DataFrame:
    """``comparison.practices_changed`` with the cycle before; empty where there is none.

    The public edition has the counts alone: columns what, practices.
    """
    found = comparison.practices_changed(read(previous(label) or label), read(label))
    if disclosure.is_public(project.parameters().audience):
        return found.groupby("what").size().reset_index(name="practices")
    return found


def returned_again(label: str) -> pd.DataFrame:
    """Local returns, and which of them are the cycle before's, byte for byte.

    Columns: table, title, file, again; ``dated`` where it tells what has happened by a day, so that
    an old one is an old answer. Empty where there is no earlier cycle.

    One row per local return with rows.
    """
    before, rows = previous(label), []
    earlier = {one["sha256"] for one in _returns(before)} if before else set()
    for one in _returns(label) if before else []:
        for name in one.get("tables", {}):
            if TABLES[name].local:
                about = (name, TABLES[name].title, one["file"], one["sha256"] in earlier)
                rows.append((*about, bool(TABLES[name].actual_on)))
    return pd.DataFrame(rows, columns=["table", "title", "file", "again", "dated"])


def previous(label: str) -> str | None:
    """The label of the cycle before this one that has figures, or None."""
    earlier = [
        one
        for one in sorted(project.parameters().cycles)
        if one < label and (project.processed(one) / "measures.parquet").exists()
    ]
    return earlier[-1] if earlier else None


def read(label: str) -> comparison.Reported:
    """What a cycle reported.

    Raises ``ProjectError`` where the cycle has no figures yet.
    """
    # One page asks several times for the same two cycles; they change only between runs.
    path = project.processed(label) / "measures.parquet"
    made = path.stat().st_mtime_ns if path.exists() else 0
    return _read(label, str(path), made, project.parameters().audience)


@lru_cache(maxsize=4)
def _read(label: str, _path: str, _made: int, _audience: str) -> comparison.Reported:
    folder, cycle = project.processed(label), project.cycle(label)
    measures = figures(label)
    if measures is None:
        raise project.ProjectError(
            f"data/processed/{label}/measures.parquet is not there. Run: dvc repro measures@{label}"
        )
    register = folder / "tables" / "practice.parquet"
    return comparison.Reported(
        label=label,
        day=cycle.as_at,
        measures=measures,
        definitions=_definitions(folder / "definitions.csv"),
        layouts={
            one["file"]: (
                one["publication"],
                comparison.layout_of(one.get("layout"), one.get("vintage")),
            )
            for one in _returns(label)
            if one.get("publication")
        },
        practice=pd.read_parquet(register) if register.exists() else TABLES["practice"].empty(),
    )


def _definitions(path: Path) -> pd.DataFrame:
    if not path.exists():
        return pd.DataFrame(columns=DEFINITION_COLUMNS)
    meant = pd.read_csv(path, dtype="str", keep_default_na=False)
    return meant.reindex(columns=DEFINITION_COLUMNS, fill_value="")


def _returns(label: str) -> list[dict]:
    """What ``returns.json`` keeps of each file of a cycle; nothing where there is none."""
    listed = project.processed(label) / "returns.json"
    return json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else []


def _meaning(card: Card) -> str:
    return hashlib.sha256(f"{card.unit}\n{card.definition}".encode()).hexdigest()[:12]
