"""Posts advertised on the recruitment site: since it opened, and live on the day of the return."""

import pandas as pd

from analysis.measures import by_row, sources, value_of
from analysis.places import membership
from analysis.project import Cycle, periods
from analysis.workforce.place_rates import kinds_of_place
from analysis.writing.phrases import named


def by_role_type(vacancy: pd.DataFrame) -> pd.DataFrame:
    """Adverts by type of role at the day of the return: since launch, live, and days open.

    Columns: role_type (a code), role (as a reader calls it), since_launch, live, and of those live
    median_open_days and longest_open_days; a last row ``total``.

    One row per role_type.
    """
    opened = _opened(vacancy)
    total = opened.assign(role_type="total")
    parts = [
        rows.groupby("role_type", as_index=False).agg(
            since_launch=("live", "size"),
            live=("live", "sum"),
            median_open_days=("days_open", "median"),
            longest_open_days=("days_open", "max"),
        )
        for rows in (opened, total)
    ]
    found = pd.concat(parts, ignore_index=True)
    found.insert(1, "role", found["role_type"].map(named))
    return found


def gps_percent(measures: pd.DataFrame, measure: str, *, period: str) -> float | None:
    """GPs' share of the adverts of a measure (``adverts_live``, ``adverts_since_launch``)."""
    about = {"area_type": "commissioner", "period": period}
    gps = value_of(measures, measure, role_type="gps", **about)
    total = value_of(measures, measure, role_type="total", **about)
    return None if gps is None or not total else gps / total * 100


def _opened(vacancy: pd.DataFrame) -> pd.DataFrame:
    """The adverts opened by the day of the return; those live with the days they are open."""
    as_at = vacancy["as_at"].max()
    opened = vacancy[vacancy["opened_on"] <= as_at]
    live = opened["closed_on"].isna() | (opened["closed_on"] > as_at)
    days = [periods.days_between(day, as_at) for day in opened["opened_on"]]
    days_open = pd.Series(days, index=opened.index, dtype="float64").where(live)
    return opened.assign(live=live, days_open=days_open)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Adverts by type of role, and those live by place, as rows of the long table.

    A place without a live advert has none, which is a figure and not a gap.
    """
    vacancy = tables["vacancy"]
    about = {"period": vacancy["as_at"].max(), "source": sources(vacancy)}
    columns = {
        "adverts_since_launch": "since_launch",
        "adverts_live": "live",
        "adverts_live_days_open": "median_open_days",
    }
    kinds, by = by_role_type(vacancy), {"role_type": "role_type"}
    found = by_row(kinds, columns, by=by, area=cycle.commissioner, **about)
    known = membership.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    opened = _opened(vacancy)
    practices = opened.loc[opened["live"], "practice_code"].dropna()
    about |= {"role_type": "total"}
    for column, level in kinds_of_place(known) if len(vacancy) else ():
        place = known.set_index("practice_code")[column].fillna(membership.UNMAPPED)
        counts = practices.map(place).fillna(membership.UNMAPPED).value_counts()
        rows = counts.reindex(place.unique(), fill_value=0).rename_axis("area").reset_index()
        found += by_row(
            rows, {"adverts_live": "count"}, by={"area": "area"}, area_type=level, **about
        )
    return found
