"""Contacts by route, and the share of them that is online: activity, not practices."""

import pandas as pd

from analysis.measures import by_row, ratio, sources
from analysis.places import patient_lists
from analysis.project import Cycle, periods


def online_share(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Contacts online of all contacts by month, over every practice that returned both.

    Columns: period, contacts_online, contacts, value (percent).

    One row per period (month).
    """
    known = tables["contact"].dropna(subset=["contacts", "contacts_online"])
    months = known.groupby("month", as_index=False)[["contacts_online", "contacts"]].sum()
    months = months[months["contacts"] > 0].rename(columns={"month": "period"})
    return months.assign(value=months["contacts_online"] / months["contacts"] * 100)


def other_lists(tables: dict[str, pd.DataFrame], *, commissioner: str) -> dict[str, str]:
    """The months (their last days) whose rate divides by a later list, or by none."""
    months = online_share(tables)["period"]
    return patient_lists.other_lists(
        tables["list_size"], commissioner=commissioner, days=set(months.map(periods.month_end))
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Contacts per 1,000 patients and the share online, by month, as rows of the long table."""
    contact, found, ours = tables["contact"], [], cycle.commissioner
    months = online_share(tables)
    for month, count in zip(months["period"], months["contacts"], strict=True):
        lists = patient_lists.list_near(
            tables["list_size"], commissioner=ours, day=periods.month_end(month)
        )
        about = {"area": ours, "period": month, "source": sources(contact, lists)}
        patients = lists["patients_registered"].sum()
        found += ratio("contacts_per_1000_registered", count, patients, times=1000.0, **about)
    online = {"online_consultation_contacts": ("contacts_online", "contacts")}
    by, source = {"period": "period"}, sources(contact)
    return found + by_row(months, online, by=by, area=ours, source=source)
