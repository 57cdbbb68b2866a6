"""From validated tables to every figure once: the stage ``measures``."""

import json

import pandas as pd

from analysis import access, finance, locality, measures, pack, project, workforce
from analysis.cycles import headlines, results
from analysis.places import figures as place_figures
from analysis.project import parallel

ROOMS = (place_figures, finance, workforce, access, locality, pack)


def compute_measures(tables: dict[str, pd.DataFrame], cycle: project.Cycle) -> pd.DataFrame:
    """Every figure that a cycle's tables allow: the long table of ``analysis.measures``."""
    by_room = parallel.side_by_side(lambda room: room.measures(tables, cycle), ROOMS)
    return measures.long_table([row for rows in by_room for row in rows])


def write_measures(label: str) -> pd.DataFrame:
    """Stage ``measures``: every figure once, in ``measures.parquet``, and what each means.

    The few that a committee asks after first are in ``headlines.json`` as well, which
    ``dvc metrics diff`` compares with the last commit's.
    """
    cycle = project.cycle(label)
    figures = compute_measures(results.load_tables(label), cycle)
    newest = headlines.newest(figures, commissioner=cycle.commissioner)
    for name, content in (
        ("measures.parquet", figures.to_parquet(index=False)),
        ("definitions.csv", results.definitions().to_csv(index=False, lineterminator="\n")),
        ("headlines.json", json.dumps(newest, indent=1) + "\n"),
    ):
        project.write_whole(project.processed(label) / name, content)
    return figures
