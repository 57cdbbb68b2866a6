"""How old the data of a cycle is on the committee's day."""

import pandas as pd

from analysis.project import periods
from analysis.tables import TABLES

_PERIODS = ("month", "financial_year", "period")


def newest_rows(
    tables: dict[str, pd.DataFrame], *, files: set[str], commissioner: str, day: str
) -> pd.DataFrame:
    """How far the commissioner's own rows reach in each table: ``publication``, ``period``.

    A file may reach further than the rows that are shown: those of another commissioner, or of
    another table. ``files`` are those behind the page. Of a table of what happened, rows after
    the day are left out; one of plans that looks ahead does so as a whole.

    One row per table that has a date. ``files`` counts its files.
    """
    found = []
    for name, frame in tables.items():
        declared = TABLES[name]
        dated = [
            column.name
            for column in declared.columns
            if column.name in (*declared.actual_on[:1], "as_at")
            or (column.name in declared.grain and column.kind in _PERIODS)
        ]
        rows = frame[frame["source_file"].isin(files)]
        if not declared.local and "commissioner_code" in rows:
            rows = rows[rows["commissioner_code"] == commissioner]
        if not dated or rows[dated[0]].isna().all():
            continue
        days = {period: last_day_of(period) for period in rows[dated[0]].dropna().unique()}
        past = {period: last for period, last in days.items() if last and last <= day}
        reach = past if declared.actual_on and past else days
        newest = max(reach, key=lambda period: reach[period] or "")
        about = {"publication": declared.title, "period": newest}
        found.append({**about, "files": rows["source_file"].nunique()})
    return pd.DataFrame(found, columns=["publication", "period", "files"])


def data_as_at(returns: pd.DataFrame, committee_day: str) -> str:
    """The newest day of the data, and of its oldest publication; nothing where none says.

    A return that runs past the committee's day is a plan and says nothing of how old data is.
    """
    dated = returns.dropna(subset=["publication", "period"])
    dated = dated.assign(day=dated["period"].map(last_day_of).astype("str")).dropna(subset="day")
    newest = dated[dated["day"] <= committee_day].groupby("publication")["day"].max()
    if newest.empty:
        return ""
    first, last = periods.in_words(newest.min()), periods.in_words(newest.max())
    return f"Data as at {last}" + ("" if first == last else f"; its oldest return, {first}")


def last_day_of(period: str) -> str | None:
    """The last day of a return's period (``2017-11`` or ``2017-11 to 2018-01``)."""
    read = periods.read_period(str(period).rsplit(" to ", 1)[-1])
    return periods.last_day(read[-7:] if read and len(read) > 10 else read) if read else None
