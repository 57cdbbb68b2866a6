"""Files of publications that the project knows, and does not read: what to put in their place.

They come in the same archive as a file that is read, or have nearly its name. An analyst who finds
one in the folder should learn what to put there instead, not that a column is missing.
"""

import re

from analysis.returns.layout import Reading, Tables
from analysis.returns.layout_files import layouts_of
from analysis.returns.workbooks import Rows

_CODE, _DAY = re.compile(r"[A-Z0-9]{3,8}"), re.compile(r"\d{8}")


def _read(reading: Reading) -> Tables:
    reading.oddities.append(f"not read: {reading.layout.not_read}")
    return {}


def _is_memberships(head: Rows) -> bool:
    """Whether each row has a code, its parent's, the parent's kind and the days of membership."""
    rows = [[cell.strip() for cell in row] for row in head if any(cell.strip() for cell in row)]
    return bool(rows) and all(
        len(row) == 6
        and all(_CODE.fullmatch(cell) for cell in row[:2])
        and len(row[2]) == 1
        and _DAY.fullmatch(row[3])
        and (not row[4] or _DAY.fullmatch(row[4]))
        for row in rows
    )


def _is_appointments_workbook(head: Rows) -> bool:
    """Whether the title above a table, alone in its row, is that of the publication."""
    titles = ([cell for cell in row if cell.strip()] for row in head)
    return any(
        len(title) == 1 and "appointments in general practice" in title[0].lower()
        for title in titles
    )


LAYOUTS = layouts_of(
    "unread",
    otherwise=_read,
    recognise={
        "practice_memberships": _is_memberships,
        "appointments_workbook": _is_appointments_workbook,
    },
)
