"""From validated tables to every figure once: the stage ``measures``."""

import io
import json

import pandas as pd

from analysis import access, finance, locality, measures, pack, project, workforce
from analysis.cycles import results, words
from analysis.places import patient_lists
from analysis.project import parallel
from analysis.tables import TABLES

ROOMS = (patient_lists, finance, workforce, access, locality, pack)


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


def compute_measures(tables: dict[str, pd.DataFrame], cycle: project.Cycle) -> pd.DataFrame:
    """Every figure that a cycle's tables allow: the long table of ``analysis.measures``."""
    by_room = parallel.side_by_side(lambda room: room.measures(tables, cycle), ROOMS)
    return measures.long_table([row for rows in by_room for row in rows])


def write_measures(label: str) -> pd.DataFrame:
    """Stage ``measures``: every figure once, in ``measures.parquet``, and what each means.

    The few that a committee asks after first stand in ``headlines.json`` as well, which
    ``dvc metrics diff`` compares with the last commit's.
    """
    cycle = project.cycle(label)
    figures = compute_measures(load_tables(label), cycle)
    content = io.BytesIO()
    figures.to_parquet(content, index=False)
    project.write_whole(project.processed(label) / "measures.parquet", content.getvalue())
    meant = results.definitions().to_csv(index=False, lineterminator="\n")
    project.write_whole(project.processed(label) / "definitions.csv", meant)
    newest = json.dumps(headlines(figures, commissioner=cycle.commissioner), indent=1) + "\n"
    project.write_whole(project.processed(label) / "headlines.json", newest)
    return figures


def headlines(figures: pd.DataFrame, *, commissioner: str) -> dict[str, dict[str, float]]:
    """The commissioner's newest value of each headline measure, by category (``all`` for none)."""
    found = {}
    for name, basis in words.HEADLINES:
        rows = measures.pick(figures, name, area=commissioner, basis=basis)
        newest = rows.groupby("category", sort=True)["value"].last()
        if len(newest):
            found[name] = {category or "all": round(value, 6) for category, value in newest.items()}
    return found
