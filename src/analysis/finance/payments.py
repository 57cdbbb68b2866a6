"""What practices were paid, in all and per patient, from the published payments."""

import pandas as pd

from analysis import periods
from analysis.finance.cards import CARDS
from analysis.measures import by_place, figure, ratio, sources
from analysis.project import Cycle


def payments_per_patient(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """The commissioner's payments and lists by year, over all rows and over open practices.

    Adds ``per_registered_gbp`` and ``per_weighted_gbp``: total over total, blank over nothing.
    ``practices`` is ``all rows`` or ``open practices`` (no close date by the end of the year).

    One row per financial_year, practices.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    year_end = ours["financial_year"].map(periods.last_day)
    still_open = ours["closed_on"].isna() | (ours["closed_on"] > year_end)
    both = pd.concat(
        [ours.assign(practices="all rows"), ours[still_open].assign(practices="open practices")]
    )
    summed = both.groupby(["financial_year", "practices"], as_index=False).agg(
        rows=("practice_code", "size"),
        payments_gbp=("payments_gbp", "sum"),
        payments_net_gbp=("payments_net_gbp", "sum"),
        patients_registered=("patients_registered", "sum"),
        patients_weighted=("patients_weighted", "sum"),
    )
    for name in ("registered", "weighted"):
        lists = summed[f"patients_{name}"]
        summed[f"per_{name}_gbp"] = summed["payments_gbp"].div(lists.where(lists > 0))
    return summed


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The figures of this room, as rows of the long table."""
    paid, ours, found = tables["payment_year"], cycle.commissioner, []
    rows = paid[paid["commissioner_code"] == ours]
    source_of = {year: sources(group) for year, group in rows.groupby("financial_year")}
    for row in payments_per_patient(paid, commissioner=ours).to_dict("records"):
        year, everyone = row["financial_year"], row["practices"] == "all rows"
        about = {"area": ours, "period": year, "source": source_of[year]}
        category = "total" if everyone else "open_practices"
        found += figure(CARDS["practice_payments"], row["payments_gbp"], category=category, **about)
        if everyone:
            found += figure(
                CARDS["practice_payments"],
                row["payments_net_gbp"],
                category="net_of_deductions",
                **about,
            )
        for name in ("registered", "weighted"):
            found += ratio(
                CARDS[f"practice_payments_per_{name}_patient"],
                row["payments_gbp"],
                row[f"patients_{name}"],
                category=category,
                **about,
            )
    for year, group in rows.groupby("financial_year"):
        lists = group["patients_registered"]
        each = group.assign(per_gbp=group["payments_gbp"].div(lists.where(lists > 0)))
        found += by_place(
            CARDS["practice_payments_per_registered_patient"],
            each,
            area="practice_code",
            value="per_gbp",
            numerator="payments_gbp",
            denominator="patients_registered",
            area_type="practice",
            period=year,
            source=source_of[year],
        )
    types = tables["payment"]
    types = types[types["commissioner_code"] == ours]
    # From 2020/21 payments to networks and for covid stand beside the publisher's total.
    beside = types["in_total"] == "no"
    types = types.assign(
        category=types["payment_type"].where(~beside, "beside the total: " + types["payment_type"])
    )
    for (year, category), group in types.groupby(["financial_year", "category"]):
        found += figure(
            CARDS["payments_by_type"],
            group["payment_gbp"].sum(min_count=1),
            area=ours,
            period=year,
            category=category,
            source=sources(group),
        )
    return found
