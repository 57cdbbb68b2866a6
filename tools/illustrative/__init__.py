"""The illustrative raw returns of two committee cycles, for whoever tries the project out.

Practices, names and practice-level figures are made up (codes ``X`` and five digits). The totals
that the committee's papers printed are reached by adding up rows at the grain a sender would send;
they are in this folder and nowhere else, each with the name of its fact. See README.md.
"""

from pathlib import Path

from illustrative import (
    contracts,
    handwritten,
    hours,
    ledger,
    maturity_and_premises,
    payments,
    practice_register,
    programmes,
    quality,
    registrations,
    staffing,
    workforce,
)
from illustrative.world import VIEWS

_WRITERS = (
    handwritten,
    practice_register,
    registrations,
    ledger,
    contracts,
    payments,
    programmes,
    hours,
    staffing,
    workforce,
    maturity_and_premises,
    quality,
)


def write_sample(root: Path) -> list[Path]:
    """Write both cycles' folders below ``root/data/raw``; the same bytes on every run.

    Returns the files written, in order. Files that are already there under the same names are
    written over; others are left alone.
    """
    return sorted(
        path
        for view in VIEWS
        for writer in _WRITERS
        for path in writer.write(root / "data" / "raw" / view.label, view)
    )
