"""How old the data of a cycle is on the committee's day."""

import pandas as pd

from analysis.project import periods


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
