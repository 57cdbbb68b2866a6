"""Registers of the Organisation Data Service: practices (epraccur), networks and their members.

``epraccur`` has no header: 27 columns, of which some are always empty. Until about 2023 the
status is a letter and column 26 a prescribing setting (4 is a GP practice); the export of 2026
writes the status as a word and roles such as ``RO177|RO76`` in column 26. It also lists clinics,
hospices, prisons and dentists that prescribe: those are kept and marked. Addresses and
telephone numbers are not read. The file carries no date of its own.

``ePCN`` is a workbook whose headings hold line breaks; its sheets also come as CSV, since 2024
without a header. A practice has one row for each spell in a network, past spells included.

``succ`` lists organisations with those that took their place: no header; code, succeeding code,
reason, day, indicator. It is read from its published specification: no file was seen yet, and each
that is read says so. It holds trusts and others too; practices are read. What its indicator means
is not known here, and it is not read.
"""

import re

from analysis.returns.layout import Reading, Tables, as_printed
from analysis.returns.layout_files import layouts_of
from analysis.returns.workbooks import Row, Rows

_STATUS = {
    "a": "active",
    "active": "active",
    "c": "closed",
    "closed": "closed",
    "i": "closed",
    "inactive": "closed",
    "d": "dormant",
    "dormant": "dormant",
    "p": "proposed",
    "proposed": "proposed",
}
_CODE = re.compile(r"[A-Z0-9]{3,8}")
_SUCCEEDED = re.compile(r"[A-Z0-9]{3}|(?=.*\d)[A-Z0-9]{4,8}")
_PCN_CODE = re.compile(r"[A-Z]\d{5}")
_DAY = re.compile(r"\d{8}|\d{4}-\d{2}-\d{2}.*|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-[A-Za-z]{3}-\d{4}")
_GP_SETTING = "4"
_GP_ROLE = "RO76"


def _read_practices(reading: Reading) -> Tables:
    rows = reading.pick()
    known = rows["status"].str.lower().map(_STATUS)
    # A header that someone put on top has no status and no code in their places.
    heading = known.isna() & ~rows["practice_code"].fillna("").str.fullmatch(_CODE.pattern)
    heading &= rows.index == rows.index.min()
    rows, known = rows[~heading], known[~heading]
    setting = rows.pop("setting")
    if setting.fillna("").str.contains(_GP_ROLE).any():
        reading.vintage = "status in words, roles (2026 export)"
    is_gp = (setting == _GP_SETTING) | setting.str.split("|").map(
        lambda roles: isinstance(roles, list) and _GP_ROLE in [role.strip() for role in roles]
    )
    return {
        "ods_practice": rows.assign(
            status=known.fillna(rows["status"]),
            gp_practice=is_gp.map({True: "yes", False: "no"}).where(setting.notna()),
        )
    }


def _is_epraccur(head: Rows) -> bool:
    """Whether the first rows, a header left aside, have a code, days and a status in place."""
    fits = [_is_practice(row) for row in _filled_rows(head)]
    return all(fits[1:]) and any(fits)


def _is_practice(row: Row) -> bool:
    return (
        len(row) >= 26
        and _CODE.fullmatch(row[0].strip()) is not None
        and row[12].strip().lower() in _STATUS
        and _all_days(row[10], row[11])
        and re.fullmatch(r"\d{0,2}|.*RO\d+.*", row[25].strip()) is not None
    )


def _is_networks(head: Rows) -> bool:
    return _every_row_has(head, code=2, network=0, opened=4, closed=5)


def _is_members(head: Rows) -> bool:
    return _every_row_has(head, code=0, network=4, opened=8, closed=9)


def _every_row_has(head: Rows, *, code: int, network: int, opened: int, closed: int) -> bool:
    """Whether each row has two codes and two days at these places, of which it must be opened."""
    rows = _filled_rows(head)
    return bool(rows) and all(
        len(row) >= 10
        and _CODE.fullmatch(row[code].strip()) is not None
        and _PCN_CODE.fullmatch(row[network].strip()) is not None
        and row[opened].strip() != ""
        and _all_days(row[opened], row[closed])
        for row in rows
    )


def _read_successors(reading: Reading) -> Tables:
    rows = reading.pick()
    codes = rows[["practice_code", "successor_code"]].fillna("")
    practices = codes.apply(lambda column: column.str.fullmatch(_PCN_CODE.pattern)).all(axis=1)
    reading.oddities.append(
        "read by its published specification, no such file having been seen: compare a merger that "
        f"you know. {int(practices.sum()):,} of its {len(rows):,} rows are of practices"
    )
    return {"practice_successor": rows[practices].drop_duplicates(list(reading.layout.columns))}


def _is_successors(head: Rows) -> bool:
    """Whether each row, a header left aside, has two codes, a reason and a day."""
    fits = [
        len(row) in (4, 5)
        and all(_SUCCEEDED.fullmatch(cell.strip()) for cell in row[:2])
        and not _PCN_CODE.fullmatch(row[2].strip())
        and _DAY.fullmatch(row[3].strip()) is not None
        for row in _filled_rows(head)
    ]
    return all(fits[1:]) and any(fits)


def _filled_rows(head: Rows) -> list[Row]:
    return [row for row in head if any(cell.strip() for cell in row)]


def _all_days(*cells: str) -> bool:
    return all(not cell.strip() or _DAY.fullmatch(cell.strip()) for cell in cells)


LAYOUTS = layouts_of(
    "ods",
    {
        "ods_practices": _read_practices,
        "ods_networks": as_printed("pcn"),
        "ods_networks_bare": as_printed("pcn"),
        "ods_network_members": as_printed("pcn_member"),
        "ods_network_members_bare": as_printed("pcn_member"),
        "ods_successors": _read_successors,
    },
    recognise={
        "ods_practices": _is_epraccur,
        "ods_networks_bare": _is_networks,
        "ods_network_members_bare": _is_members,
        "ods_successors": _is_successors,
    },
)
