"""Commissioners through time: whose rows are the reporting commissioner's on the cycle's day.

A commissioner's former codes count as its own, and a practice belongs, in every period, to the
commissioner that it (or the practice that took it over) has on the cycle's day.
``commissioners.csv`` holds every clinical commissioning group since April 2013 with its successor,
and the integrated care board of those that are left; it is complete up to January 2022.
``seen_in`` names the files in which the practices of the old code were found under the new one.
"""

import difflib
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.places import membership
from analysis.project import Cycle, ProjectError
from analysis.tables import TABLES
from analysis.tables.declare import Table

Tables = dict[str, pd.DataFrame]


@cache
def known_commissioners() -> pd.DataFrame:
    """The national succession of commissioners; a code still in use has no successor.

    One row per code.
    """
    return pd.read_csv(Path(__file__).with_name("commissioners.csv"), dtype="str")


def own_codes(tables: Tables, commissioner: str) -> set[str]:
    """Every code whose rows are the commissioner's: of its locations, and those they replaced.

    ``commissioner`` is a code, an integrated care board's, or several joined by ``+``. Which
    locations a board has is what the cycle's last map gives, else the national table.
    """
    known, asked = known_commissioners(), set(commissioner.split("+"))
    boards = known[["code", "icb_code"]].dropna()
    practice_map = tables.get("practice_map", TABLES["practice_map"].empty())
    if len(practice_map):
        mapped = practice_map.sort_values("extract_date", kind="stable")
        mapped = mapped[["commissioner_code", "icb_code"]].set_axis(["code", "icb_code"], axis=1)
        boards = pd.concat([boards, mapped]).dropna().drop_duplicates("code", keep="last")
    codes = asked | set(boards.loc[boards["icb_code"].isin(asked), "code"])
    while more := set(known.loc[known["successor_code"].isin(codes), "code"]) - codes:
        codes |= more
    return codes


def refuse_unknown(tables: Tables, commissioner: str) -> None:
    """Stop at a code that neither the national table nor a file of the cycle knows.

    Where no file names a commissioner, any code will do. Raises ``ProjectError``.
    """
    known = known_commissioners()
    named = known.set_index("code")["name"].to_dict() | dict.fromkeys(known["icb_code"].dropna())
    seen = [
        frame[column].dropna().unique()
        for frame in tables.values()
        for column in ("commissioner_code", "icb_code")
        if column in frame
    ]
    in_files = {code for codes in seen for code in codes}
    for code in commissioner.split("+") if in_files else ():
        if code not in in_files and code not in named:
            near = difflib.get_close_matches(code, sorted({*named, *in_files}), n=3, cutoff=0.5)
            shown = [f"{one} ({named[one]})" if named.get(one) else one for one in near]
            nearest = f" Nearest: {', '.join(shown)}." if shown else ""
            raise ProjectError(
                f"params.yaml: no file of the cycle and no register knows commissioner '{code}'."
                f"{nearest}"
            )


def as_of_cycle(tables: Tables, cycle: Cycle) -> Tables:
    """The tables with the commissioner that each row has on the cycle's day.

    A practice has that of the practice which took it over in the end; else what the local
    register, the last map or list up to the day or the national register gives, whatever code its
    own row has. Former codes become the commissioner's. Where a file gives a month under the new
    code too, rows of the old ones would count twice and are left out.
    """
    ours = cycle.commissioner
    own = own_codes(tables, ours)
    belongs = _belongs(tables, cycle).replace(dict.fromkeys(own, ours))
    of_network = _of_networks(tables, cycle).replace(dict.fromkeys(own, ours))
    found = dict(tables)
    for name, frame in tables.items():
        if "commissioner_code" not in frame or frame.empty:
            continue
        declared = TABLES[name]
        code = frame["commissioner_code"]
        if counts_of_a_commissioner(declared):
            frame = _without_former(frame, own, declared)
            code = frame["commissioner_code"]
        code = code.mask(code.isin(own), ours)
        if "practice_code" in frame:
            code = frame["practice_code"].map(belongs).astype("str").fillna(code)
        elif "pcn_code" in frame:
            code = code.fillna(frame["pcn_code"].map(of_network).astype("str"))
        found[name] = _rows_of_one_key(frame.assign(commissioner_code=code), declared)
    return found


def counts_of_a_commissioner(table: Table) -> bool:
    """Whether a row is a count of a whole commissioner: such rows of one key are parts of it."""
    finer = {"practice_code", "pcn_code", "person"}
    return "commissioner_code" in table.grain and not finer & set(table.names)


def added_up(frame: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, dict[str, int]]:
    """A commissioner's counts with the rows of one key in one file added up to one.

    A publisher prints history under a new code once for each former one. Also how many rows each
    file gave such a key; a key with an unreadable count is left as it is.

    One row per grain, source_file.
    """
    key = [*table.grain, "source_file"]
    if not counts_of_a_commissioner(table) or not frame.duplicated(key).any():
        return frame, {}
    numbers = [column.name for column in table.columns if column.kind == "number"]
    parts = frame.duplicated(key, keep=False) & frame[list(table.grain)].notna().all(axis=1)
    blank = frame[numbers].isna().any(axis=1)
    groups = [frame[column] for column in key]
    parts &= ~blank.groupby(groups, dropna=False).transform("any")
    summed = frame[parts].groupby(key)[numbers].transform("sum")
    whole = frame[parts].assign(**summed).drop_duplicates(key)
    kept = pd.concat([frame[~parts], whole]).sort_index()
    return kept, frame[parts].groupby("source_file").size().to_dict()


def _belongs(tables: Tables, cycle: Cycle) -> pd.Series:
    """The commissioner of each practice on the cycle's day, by practice code."""
    dated = [
        tables[name][["practice_code", "commissioner_code", "extract_date"]]
        for name in ("practice_map", "list_size")
        if name in tables
    ]
    rows = [pd.DataFrame(columns=["practice_code", "commissioner_code"], dtype="str")]
    if "practice" in tables:
        rows.append(tables["practice"].assign(commissioner_code=cycle.commissioner))
    if dated:
        order = pd.concat(dated).dropna().sort_values("extract_date", kind="stable")
        upto = order["extract_date"] <= cycle.as_at
        # The last row up to the day; of practices that come later, the first.
        rows += [order[upto].iloc[::-1], order[~upto]]
    if "ods_practice" in tables:
        rows.append(tables["ods_practice"])
    every = pd.concat([frame[["practice_code", "commissioner_code"]] for frame in rows]).dropna()
    belongs = every.drop_duplicates("practice_code").set_index("practice_code")["commissioner_code"]
    followed = pd.Series(membership.recorded_successors(tables, cycle.as_at), dtype="str")
    return followed.map(belongs).dropna().combine_first(belongs)


def _of_networks(tables: Tables, cycle: Cycle) -> pd.Series:
    """The commissioner of each network on the cycle's day, by its code, where there is one only."""
    practice_map = tables.get("practice_map", TABLES["practice_map"].empty())
    day = membership.extract_on(practice_map["extract_date"], cycle.as_at)
    rows = practice_map.loc[
        practice_map["extract_date"] == day, ["pcn_code", "commissioner_code"]
    ].dropna()
    rows = rows.drop_duplicates()
    return rows.drop_duplicates("pcn_code", keep=False).set_index("pcn_code")["commissioner_code"]


def _without_former(frame: pd.DataFrame, own: set[str], table: Table) -> pd.DataFrame:
    """Rows without those of a former code in a period that its successor's rows cover as well."""
    known = known_commissioners().set_index("code")["successor_code"].dropna()
    period = [name for name in table.grain if name in table.actual_on]
    present = frame[["commissioner_code", *period]].drop_duplicates()
    present = present[present["commissioner_code"].isin(own)]
    there = set(present.itertuples(index=False, name=None))

    def covered(row: tuple) -> bool:
        code, *when = row
        while (code := known.get(code)) is not None:
            if (code, *when) in there:
                return True
        return False

    twice = {row for row in there if covered(row)}
    keys = frame[["commissioner_code", *period]].itertuples(index=False, name=None)
    return frame[[row not in twice for row in keys]] if twice else frame


def _rows_of_one_key(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Rows of which two became one key, since two codes became one: amounts added up.

    A practice's list is no amount: it is the same list in both rows, and the larger is kept.
    """
    grain = list(table.grain)
    if "commissioner_code" not in grain or "person" in grain:
        return frame
    alike = frame.duplicated(grain, keep=False)
    if not alike.any():
        return frame
    whole = counts_of_a_commissioner(table)
    how = {
        column.name: "sum" if whole or column.unit != "patients" else "max"
        for column in table.columns
        if column.kind == "number"
    }
    rows = frame[alike]
    groups = rows.groupby(grain)
    together = {name: groups[name].transform(kind) for name, kind in how.items()}
    together = {name: new.where(rows[name].notna() | new.gt(0)) for name, new in together.items()}
    one = rows.assign(**together).drop_duplicates(grain)
    return pd.concat([frame[~alike], one]).sort_index(ignore_index=True)
