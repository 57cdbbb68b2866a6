"""Returns whose rows are written by hand, in ``rows/``: one file a return, for both cycles.

A file has the return's own columns, and may have two that are not written: ``cycle``, the only
cycle that has the row, and ``fact``, which names the figures of the papers that it carries.
"""

from collections.abc import Iterator
from pathlib import Path

from illustrative.world import VIEWS, View, open_on
from illustrative.writing import HERE, local, rows, whole

# Cells that a return holds only from the day in one of its columns; until then it has these.
_UNTIL = {
    "assurance_comment": ("answered_on", {"answered_on": "", "response": "", "evidence": ""}),
    "cluster": (
        "business_case_approved_on",
        {"business_case_approved_on": "", "main_risks": "", "interfaces": ""},
    ),
    "decision": ("decided_on", {"decided_on": "", "outcome": ""}),
    "engagement": ("held_on", {"people": "", "heard": ""}),
    "milestone": ("completed_on", {"completed_on": ""}),
    "path_step": ("done_on", {"done_on": ""}),
    "reporting": ("sent_on", {"sent_on": ""}),
    "risk": ("closed_on", {"closed_on": ""}),
    "workforce_plan": ("done_on", {"done_on": ""}),
}
# What a cycle cites as its source where the paper was written after the cycle's day.
_LATER_PAPER, _IN_ITS_PLACE = "February 2018", "illustrative"
_TABLES = {"assumption_workforce": "assumption"}  # files that are not called as their table


def write(folder: Path, view: View) -> list[Path]:
    """The returns of ``rows/`` that have rows in the cycle, and its dates and commentary."""
    names = sorted(path.stem for path in (HERE / "rows").glob("*.csv"))
    return [
        whole(folder / "cycle.yml", (HERE / "cycles" / f"{view.label}.yml").read_bytes()),
        *(
            local(folder, _TABLES.get(name, name), found, name=name)
            for name in names
            if (found := list(known(name, view)))
        ),
    ]


def known(name: str, view: View) -> Iterator[dict[str, str]]:
    """The rows of a return as one cycle knew them; ValueError for a row of no known cycle."""
    day, before = _UNTIL.get(name, ("", {}))
    for row in rows(f"rows/{name}"):
        cycle = row.pop("cycle", "")
        if cycle not in ("", *(v.label for v in VIEWS)):
            labels = ", ".join(v.label for v in VIEWS)
            raise ValueError(f"rows/{name}.csv: cycle is '{cycle}'. Write {labels} or nothing.")
        if cycle not in ("", view.label):
            continue
        if day and row[day] > view.register_day:
            row |= before
        days = {
            "register_day": view.register_day,
            "register_month": view.register_day[:7],
            "claims_day": view.claims_day,
            "smallest_practice": _smallest(row.get("locality", ""), view),
        }
        for column, cell in row.items():
            if not view.latest and "source" in column and _LATER_PAPER in cell:
                row[column] = _IN_ITS_PLACE
        yield {column: cell.format_map(days) for column, cell in row.items()}


def _smallest(locality: str, view: View) -> str:
    """The code of a locality's smallest practice, blank where there is no such locality."""
    here = [p for p in open_on(view.register_day) if p.locality.name == locality]
    return min(here, key=lambda p: p.patients_2016).code if here else ""
