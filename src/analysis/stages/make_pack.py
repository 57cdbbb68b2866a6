"""What looks at other cycles: the stage ``pack``."""

from analysis.project import notebooks
from analysis.report import downloads, index
from analysis.report.run.build import build


def write_pack(cycle: str) -> None:
    """Stage ``pack``: the committee pack, the cycle's front page, and what can be taken away."""
    build(cycle, notebooks.names(across=True))
    index.write_cycle_index(cycle)
    downloads.write(cycle)
