"""The programmes that have reached a place's practices, and what these are paid."""

import pandas as pd

from analysis.access import progress
from analysis.access.programme_list import PROGRAMMES
from analysis.measures import by_row, share, sources
from analysis.places import membership
from analysis.project import Cycle, periods
from analysis.workforce.place_rates import kinds_of_place


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Programmes by locality, and payments by place, as rows of the long table."""
    return [*_programmes(tables, cycle), *_payments(tables, cycle)]


def _programmes(tables, cycle):
    """Practices and patients that each programme has reached, by locality, on the return's day."""
    returned, practice, lists = tables["programme_return"], tables["practice"], tables["list_size"]
    if returned.empty or practice.empty:
        return []
    found, as_at = [], returned["as_at"].max()
    mine = lists[lists["commissioner_code"] == cycle.commissioner]
    source = sources(returned, practice, mine)
    for locality, here in practice.groupby("locality"):
        its = mine[mine["practice_code"].isin(here["practice_code"])]
        for programme in PROGRAMMES:
            if programme.name not in set(returned["programme"]):
                continue
            got = progress.reached(
                returned,
                here,
                its,
                programme=programme.name,
                commissioner=cycle.commissioner,
                day=as_at,
                planned=False,
            )
            about = {"area": locality, "area_type": "locality", "period": as_at[:7]}
            for name, of in programme.measures:
                whole = "patients_registered" if of == "patients" else "practices_open"
                found += share(name, got[f"{of}_there"], got[whole], source=source, **about)
    return found


def _payments(tables, cycle):
    """Payments per registered patient over the practices open at the year's end."""
    paid, found = tables["payment_year"], []
    known = membership.placed(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    paid = paid[paid["commissioner_code"] == cycle.commissioner]
    year_end = paid["financial_year"].map(periods.last_day)
    paid = paid[paid["closed_on"].isna() | (paid["closed_on"] > year_end)]
    sums = ["payments_gbp", "patients_registered", "patients_weighted"]
    files = {year: sources(rows) for year, rows in paid.groupby("financial_year")}
    for by, area_type in kinds_of_place(known) if files else ():
        placed = membership.roll_up(paid, places=known, by=["financial_year", by], sums=sums)
        placed["source"] = placed["financial_year"].map(files)
        of_row = {"area": by, "period": "financial_year", "source": "source"}
        for lists in ("registered", "weighted"):
            each = f"practice_payments_per_{lists}_patient"
            parts = {each: ("payments_gbp", f"patients_{lists}", 1.0)}
            about = {"area_type": area_type, "practices": "open_practices"}
            found += by_row(placed, parts, by=of_row, **about)
    return found
