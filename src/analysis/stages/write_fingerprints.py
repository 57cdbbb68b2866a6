"""The code that each stage is made from: the stage ``code``, on which every other depends."""

from collections.abc import Iterator
from pathlib import Path

from analysis import project
from analysis.project import fingerprints, notebooks

# What each stage of dvc.yaml imports, apart from what its notebooks do.
STAGES = {
    "tables": ("analysis.stages.make_tables",),
    "measures": ("analysis.stages.make_measures",),
    "reports": ("analysis.report.run.build",),
    "pack": ("analysis.stages.make_pack",),
    "front_door": ("analysis.report.index",),
}


def write_fingerprints() -> list[Path]:
    """Write ``data/code/<stage>.txt``: the stage's files of code, each with its digest.

    A file of code that is not Python is refused before anything is written.
    """
    folder = project.root() / "data" / "code"
    listings = {stage: fingerprints.listing(_modules(stage)) for stage in STAGES}
    for stage, listing in listings.items():
        project.write_whole(folder / f"{stage}.txt", listing)
    return [folder / f"{stage}.txt" for stage in listings]


def _modules(stage: str) -> Iterator[str]:
    yield from STAGES[stage]
    for notebook in notebooks.notebooks():
        if stage == ("pack" if notebook.across else "reports"):
            yield from notebook.imports
