"""Which practice belongs where, at a date; and the one way to add practices up to places.

Knows registers and maps, no return's layout. A practice that no register places stays in its
commissioner's total as ``Unmapped``.
"""

import re
from collections.abc import Iterable

import pandas as pd

UNMAPPED = "Unmapped"
# Words of a name in capitals that stay so, and that stay small within it.
_CAPITALS, _SMALL = {"PCN", "NHS", "GP"}, {"AND", "OF", "THE", "IN", "ON", "UPON"}


def open_at(practice: pd.DataFrame, day: str) -> pd.DataFrame:
    """The register's practices that are open on a day.

    A practice is open from ``opened_on`` (or always) up to, not including, ``closed_on``.

    One row per practice_code.
    """
    opened = practice["opened_on"].isna() | (practice["opened_on"] <= day)
    closed = practice["closed_on"].notna() & (practice["closed_on"] <= day)
    return practice[opened & ~closed]


def members(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """The commissioner's practices with their places, as the best register at hand has them.

    The local register comes first; without one, the last published map up to the day (the first
    where all are later), then the published lists, then the national register. Columns:
    practice_code, practice_name, locality, transformation_area, pcn_code, pcn_name.

    One row per practice_code.
    """
    columns = "practice_code practice_name locality transformation_area pcn_code pcn_name".split()
    mapped = _latest(rows_of(tables["practice_map"], commissioner), day)
    # A map may hold a practice of the register under another commissioner.
    networks = pd.concat([mapped, _latest(tables["practice_map"], day)])
    networks = networks.reindex(columns=["practice_code", "pcn_code", "pcn_name"])
    if len(tables["practice"]):
        base = tables["practice"]
    elif len(mapped):
        base = mapped.drop(columns=["pcn_code", "pcn_name"])
    else:
        base = _latest(rows_of(tables["list_size"], commissioner), day)
        if base.empty:
            base = active_practices(tables["ods_practice"], commissioner=commissioner)
    placed = base.merge(
        networks.drop_duplicates("practice_code"),
        on="practice_code",
        how="left",
        validate="one_to_one",
    )
    return placed.reindex(columns=columns).sort_values("practice_code", ignore_index=True)


def placed(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """``members`` and the practices before them, with the places that their patients count in.

    A practice that closed counts where its recorded successor does; without one, in the network
    of the last dated map that has it, if that network has practices still. One that neither
    places is not in it: where it belonged is not known.

    One row per practice_code.
    """
    now = members(tables, commissioner=commissioner, day=day)
    follow = pd.Series(recorded_successors(tables, day), dtype="str").rename_axis("practice_code")
    closed = (
        follow.rename("onward")
        .reset_index()
        .merge(now.rename(columns={"practice_code": "onward"}), on="onward", validate="many_to_one")
    )
    dated = rows_of(tables["practice_map"], commissioner).sort_values("extract_date")
    dated = dated[dated["pcn_code"].isin(now["pcn_code"].dropna())].iloc[::-1]
    known = pd.concat([closed, now, dated])[now.columns]
    return known.drop_duplicates("practice_code").sort_values("practice_code", ignore_index=True)


def unplaced(
    rows: pd.DataFrame, *, known: pd.DataFrame, by: str, days: Iterable[str], of: tuple[str, str]
) -> set[str]:
    """Practices with patients (or staff) on some of the days only, and no place in ``known``.

    Where these came from or went to is not known: no place of the kind ``by`` can be compared
    between the days. ``rows`` are the commissioner's, ``known`` is ``placed``; ``of`` names the
    columns that hold the day and the amount.
    """
    when, amount = of
    held = rows[rows[amount] > 0]
    there = [set(held.loc[held[when] == day, "practice_code"]) for day in days]
    changed = set().union(*there) - set.intersection(*there) if there else set()
    return changed - set(known.loc[known[by].notna(), "practice_code"])


def active_practices(ods_practice: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """The commissioner's GP practices that the national register calls active.

    One row per practice_code.
    """
    ours = rows_of(ods_practice, commissioner)
    return ours[(ours["gp_practice"] == "yes") & (ours["status"] == "active")]


def open_members(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """``members`` without the practices that the local register has closed by the day.

    Without one, without those of which the national register gives a day of closing by then.

    One row per practice_code.
    """
    listed = members(tables, commissioner=commissioner, day=day)
    practice = tables["practice"]
    if practice.empty:
        closed = tables["ods_practice"].query("closed_on <= @day")["practice_code"]
        return listed[~listed["practice_code"].isin(closed)]
    return listed[listed["practice_code"].isin(open_at(practice, day)["practice_code"])]


def network_names(practice_map: pd.DataFrame) -> dict[str, str]:
    """What the latest published map calls each primary care network, by its code.

    The map prints in capitals; a reader gets ``Poole Bay & Bournemouth PCN``. Networks of one name
    are distinguished by their codes.
    """
    named = practice_map.dropna(subset=["pcn_code", "pcn_name"]).sort_values("extract_date")
    called = dict(zip(named["pcn_code"], named["pcn_name"].map(as_read), strict=True))
    names = list(called.values())
    return {
        code: f"{name} ({code})" if names.count(name) > 1 else name for code, name in called.items()
    }


def as_read(name: str) -> str:
    """A name in capitals as a reader writes it; one that has small letters stays as it is."""
    if not name.isupper():
        return name

    def written(word: re.Match) -> str:
        if word[0] in _CAPITALS:
            return word[0]
        return word[0].lower() if word[0] in _SMALL and word.start() else word[0].capitalize()

    return re.sub(r"[^\s(/-]+", written, name)


def successors(practice: pd.DataFrame, day: str) -> dict[str, str]:
    """For every practice closed by a day, the open practice its patients went to in the end.

    A practice whose successors lead round in a circle, or to none, has no entry.
    """
    closed = practice[practice["closed_on"].notna() & (practice["closed_on"] <= day)]
    onward = dict(zip(closed["practice_code"], closed["successor_code"], strict=True))
    final = {}
    for code in onward:
        seen, at = set(), code
        while at in onward and isinstance(onward[at], str) and at not in seen:
            seen.add(at)
            at = onward[at]
        if at != code and at not in onward:
            final[code] = at
    return final


def recorded_successors(tables: dict[str, pd.DataFrame], day: str) -> dict[str, str]:
    """``successors`` by the local register and, for practices that it lacks, the national file.

    The national file may give a practice several successors: then none is followed.
    """
    columns = ["practice_code", "closed_on", "successor_code"]
    records = [pd.DataFrame(columns=columns, dtype="str")]
    if "practice" in tables:
        records.append(tables["practice"][columns])
    if "practice_successor" in tables:
        national = tables["practice_successor"].rename(columns={"succeeded_on": "closed_on"})
        national = national[columns].drop_duplicates(["practice_code", "successor_code"])
        records.append(national.drop_duplicates("practice_code", keep=False))
    return successors(pd.concat(records).drop_duplicates("practice_code"), day)


def in_a_circle(practice: pd.DataFrame) -> list[str]:
    """The practices whose successors lead back to themselves, sorted."""
    named = practice.dropna(subset=["successor_code"])
    onward = dict(zip(named["practice_code"], named["successor_code"], strict=True))
    circling = []
    for code in onward:
        at, steps = onward[code], 0
        while at != code and at in onward and steps < len(onward):
            at, steps = onward[at], steps + 1
        if at == code:
            circling.append(code)
    return sorted(circling)


def roll_up(
    practice_rows: pd.DataFrame, *, places: pd.DataFrame, by: list[str], sums: list[str]
) -> pd.DataFrame:
    """Practices added up to places: every roll-up in the project goes through here.

    ``by`` names columns of ``places`` (locality, pcn_code ...) or of the rows; a practice that
    has none is counted under ``Unmapped``. Sums only: a rate is divided afterwards. A sum over
    nothing known is blank.

    One row per distinct ``by``.
    """
    wanted = [column for column in by if column not in practice_rows]
    placed = practice_rows.merge(
        places[["practice_code", *wanted]], on="practice_code", how="left", validate="many_to_one"
    )
    placed[by] = placed[by].fillna(UNMAPPED)
    return placed.groupby(by, as_index=False, sort=True)[sums].sum(min_count=1)


def extract_on(dates: pd.Series, day: str) -> str | None:
    """The last date up to a day, or the first where all are later; None where there is none."""
    before = dates[dates <= day]
    chosen = before.max() if len(before) else dates.min()
    return None if pd.isna(chosen) else chosen


def rows_of(frame: pd.DataFrame, commissioner: str) -> pd.DataFrame:
    """The rows of one commissioner."""
    return frame[frame["commissioner_code"] == commissioner]


def _latest(frame: pd.DataFrame, day: str) -> pd.DataFrame:
    """The rows of the latest extract up to a day; of the earliest where all are later."""
    return frame[frame["extract_date"] == extract_on(frame["extract_date"], day)]
