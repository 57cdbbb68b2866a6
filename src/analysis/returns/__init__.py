"""Returns: recognise a file by its content and read it into tidy tables of text.

``read_folder`` is the way in. A ``Return`` is what a file is: publication, vintage,
period, rows, and what is odd about it. Nothing is judged or added up here.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.project import periods
from analysis.returns import (
    allocations,
    appointments,
    cqc,
    local,
    ods,
    online,
    payments,
    quality,
    registrations,
    survey,
    unread,
    workforce_person,
    workforce_practice,
)
from analysis.returns.layout import Layout, closest, recognise
from analysis.returns.sheets import SUFFIXES, Sheet, UnreadableFileError, open_sheets
from analysis.tables import TABLES

# In this order they are tried: of two that fit a sheet equally well, the first is taken.
LAYOUTS: tuple[Layout, ...] = tuple(
    layout
    for publication in (
        registrations,
        workforce_practice,
        workforce_person,
        appointments,
        online,
        allocations,
        ods,
        payments,
        quality,
        survey,
        cqc,
        unread,
        local,
    )
    for layout in publication.LAYOUTS.values()
)

_DATED = ("day", "month", "financial_year", "period")
NO_ROWS = "a header without rows: not supplied"
_NOT_RETURNS = set("cycle.yml corrections.yml readme.md readme.txt thumbs.db desktop.ini".split())


@dataclass
class Return:
    """One sheet of one file: what it is, and its tables as text.

    ``faults`` must be mended before a run, ``oddities`` are for knowing. ``near_template`` names
    the local template that an unrecognised sheet must have been meant for: most of its columns
    are there; ``resembles`` says that it comes near to some return.
    """

    file: str
    sha256: str
    publication: str | None = None
    layout: str | None = None
    vintage: str | None = None
    period: str | None = None
    rows: int = 0
    illustrative: bool = False
    near_template: str | None = None
    resembles: bool = False
    faults: list[str] = field(default_factory=list)
    oddities: list[str] = field(default_factory=list)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    handed_over: dict[str, int] = field(default_factory=dict)

    def hand_over(self) -> dict[str, pd.DataFrame]:
        """Its tables, let go of: millions of rows need not be in memory twice.

        ``handed_over`` keeps how many rows each had.
        """
        tables, self.tables = self.tables, {}
        self.handed_over = _row_counts(tables)
        return tables

    def as_json(self) -> dict:
        """What ``returns.json`` keeps of it."""
        names = "file publication layout vintage period rows sha256 illustrative".split()
        return {name: getattr(self, name) for name in names} | {
            "oddities": [*self.faults, *self.oddities],
            "tables": dict(sorted((self.handed_over | _row_counts(self.tables)).items())),
        }


def _row_counts(tables: dict[str, pd.DataFrame]) -> dict[str, int]:
    return {name: len(frame) for name, frame in tables.items()}


def read_folder(
    folder: Path, *, stated_periods: dict[str, str] | None = None, illustrative: bool = False
) -> list[Return]:
    """Every return in a folder and its sub-folders, in the order of their names.

    ``stated_periods`` gives the period of a file that does not say it itself (``cycle.yml``).
    The same content twice is read once; the second is reported as odd.
    """
    found: list[Return] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not path.is_file() or hidden or path.name.lower() in _NOT_RETURNS:
            continue
        digest = _sha256(path)
        if digest and digest in seen:
            found.append(
                Return(name, digest, oddities=[f"the same file as {seen[digest]}; read once"])
            )
            continue
        seen[digest] = name
        period = (stated_periods or {}).get(name) or (stated_periods or {}).get(path.name)
        found += read_file(path, name=name, stated_period=period, illustrative=illustrative)
    return found


def read_file(
    path: Path,
    *,
    name: str | None = None,
    stated_period: str | None = None,
    illustrative: bool = False,
) -> list[Return]:
    """The returns in one file, one for each sheet that holds something."""
    name = name or path.name
    digest = _sha256(path)
    try:
        sheets = list(open_sheets(path, name=name))
        returns = [_read_sheet(sheet, digest, stated_period, illustrative) for sheet in sheets]
    except UnreadableFileError as error:
        # By its name it is data, so a page without it would be wrong; a letter is only a letter.
        meant = path.suffix.lower() in SUFFIXES
        message = [str(error)]
        faults, oddities = (message, []) if meant else ([], message)
        return [Return(name, digest, faults=faults, oddities=oddities)]
    return _reported(returns, name) or [Return(name, digest, oddities=["nothing in it"])]


def _reported(returns: list[Return], name: str) -> list[Return]:
    """The returns of one file, every other sheet named in one of them.

    A workbook's cover and notes are no returns where another of its sheets is one; a sheet that
    resembles a return keeps its own entry, or a renamed column would lose it unseen. Of sheets
    that are known and not read, one is kept for all.
    """
    read = [item for item in returns if item.publication and item.layout not in unread.LAYOUTS]
    known = [item for item in returns if item.layout in unread.LAYOUTS]
    near = [item for item in returns if not item.publication and item.resembles]
    reported = [item for item in returns if item in (*read, *near, *known[:1])]
    others = [item.file.removeprefix(name).strip(" []") for item in returns if item not in reported]
    if reported and others:
        shown = ", ".join(f"'{sheet}'" for sheet in others)
        reported[0].oddities.append(f"its sheets that are not read: {shown}")
    return reported or returns


def _sha256(path: Path) -> str:
    """The file's fingerprint; blank where it cannot be read, as while another program holds it."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read_sheet(sheet: Sheet, digest: str, stated_period: str | None, illustrative: bool) -> Return:
    reading = recognise(sheet, LAYOUTS, stated_period=stated_period)
    if reading is None:
        near = closest(sheet, LAYOUTS)
        name = near.name if near.name in local.LAYOUTS and near.likeness >= 0.6 else None
        return Return(
            sheet.file,
            digest,
            near_template=name,
            resembles=near.share >= 0.5,
            faults=[near.message] if name else [],
            oddities=[] if name else [near.message],
        )
    tables = reading.layout.read(reading)
    template = reading.layout.name in local.LAYOUTS
    faults = local.faults(reading) if template else []
    read = any(len(frame) for frame in tables.values()) or reading.layout.not_read
    if len(reading.body) and not read:
        reading.oddities.append("none of its rows is one that this layout reads")
    reading.oddities += local.oddities(reading) if template else reading.overlong()
    return Return(
        file=sheet.file,
        sha256=digest,
        publication=reading.layout.publication,
        layout=reading.layout.name,
        vintage=reading.vintage or reading.layout.vintage,
        period=_period(tables),
        rows=len(reading.body),
        illustrative=illustrative or _codes_are_illustrative(tables),
        faults=faults,
        oddities=reading.oddities if len(reading.body) else [NO_ROWS],
        tables={name: frame for name, frame in tables.items() if len(frame)},
    )


def _period(tables: dict[str, pd.DataFrame]) -> str | None:
    """The first and last period in a return's tables, as ``returns.json`` prints them."""
    found: set[str] = set()
    for name, frame in tables.items():
        keys = {*TABLES[name].grain, "as_at"}
        dated = [c.name for c in TABLES[name].columns if c.name in keys and c.kind in _DATED]
        if dated and dated[0] in frame:
            read = map(periods.read_period, frame[dated[0]].dropna().unique())
            found.update(period for period in read if period)
    if not found:
        return None
    return min(found) if len(found) == 1 else f"{min(found)} to {max(found)}"


def _codes_are_illustrative(tables: dict[str, pd.DataFrame]) -> bool:
    """Whether every practice code is of the illustrative kind: an X and five digits."""
    codes = [frame["practice_code"] for frame in tables.values() if "practice_code" in frame]
    codes = pd.concat(codes).dropna() if codes else pd.Series(dtype="str")
    return bool(len(codes)) and bool(codes.str.fullmatch(r"X\d{5}").all())
