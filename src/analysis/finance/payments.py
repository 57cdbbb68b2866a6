"""What practices were paid, in all and per patient, from the published payments."""

import pandas as pd

from analysis.disclosure import public_edition
from analysis.measures import by_place, figure, ratio, sources
from analysis.project import Cycle, periods

# The two lists that payments are held against, as a reader calls them.
LISTS = {"registered": "a list", "weighted": "a weighted list"}


def payments_per_patient(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """The commissioner's payments and lists by year, over all rows and over open practices.

    ``practices`` is ``all rows`` or ``open practices`` (no close date by the end of the year).
    Over all rows the rate is the publisher's own: all payments over all lists, practices without
    a list included. Over open practices both parts are those of the practices with a list.
    Columns: rows, payments_gbp, payments_net_gbp and, for registered and for weighted,
    rows_registered (practices with that list), paid_registered_gbp, patients_registered and
    per_registered_gbp; blank over nothing.

    One row per financial_year, practices.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    everyone = rates(ours, by=["financial_year"]).assign(practices="all rows")
    for name in LISTS:
        lists = everyone[f"patients_{name}"]
        everyone[f"paid_{name}_gbp"] = everyone["payments_gbp"]
        everyone[f"per_{name}_gbp"] = everyone["payments_gbp"].div(lists.where(lists > 0))
    still = rates(still_open(payment_year, commissioner=commissioner), by=["financial_year"])
    both = pd.concat([everyone, still.assign(practices="open practices")])
    return both.sort_values(["financial_year", "practices"], ignore_index=True)


def still_open(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """The commissioner's rows without a close date by the end of their year.

    One row per practice_code, financial_year.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    year_end = ours["financial_year"].map(periods.last_day).astype("str")
    return ours[ours["closed_on"].isna() | (ours["closed_on"] > year_end)]


def rates(rows: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Payments and lists summed, and pounds a patient over the practices whose list is known.

    Columns: ``by``, rows, payments_gbp, payments_net_gbp and, for registered and for weighted,
    rows_registered, paid_registered_gbp, patients_registered, per_registered_gbp: both parts of
    a rate are those of the same practices.

    One row per by.
    """
    sums = {
        "rows": ("practice_code", "size"),
        "payments_gbp": ("payments_gbp", "sum"),
        "payments_net_gbp": ("payments_net_gbp", "sum"),
    }
    for name in LISTS:
        known = rows[f"patients_{name}"].gt(0) & rows["payments_gbp"].notna()
        parts = {
            f"rows_{name}": known.astype("int64"),
            f"paid_{name}_gbp": rows["payments_gbp"].where(known),
            f"patients_{name}": rows[f"patients_{name}"].where(known),
        }
        rows = rows.assign(**parts)
        sums |= {column: (column, "sum") for column in parts}
    summed = rows.groupby(by, as_index=False).agg(**sums)
    for name in LISTS:
        lists = summed[f"patients_{name}"]
        summed[f"per_{name}_gbp"] = summed[f"paid_{name}_gbp"].div(lists.where(lists > 0))
    return summed


def rate_figures(
    row: dict, *, name: str, category: str, suffix: str = "", few: bool, **about
) -> list[dict]:
    """What a row of ``rates`` says: payments, practices, and pounds a patient of both lists.

    ``name`` is the measure of the rate with ``{}`` for the list. ``few`` says that the payments
    tell of one or two practices; a rate tells of those that it leaves out as well.
    """
    alone = {"fewest_practices": 1.0} if few else {}
    found = figure("practice_payments", row["payments_gbp"], category=category, **alone, **about)
    counted = "payments_practices"
    found += figure(counted, row["rows"], category=category, **about)
    for kind, words in LISTS.items():
        found += figure(counted, row[f"rows_{kind}"], category=f"{category}, with {words}", **about)
        out = row["rows"] - row[f"rows_{kind}"]
        whole = row["paid_" + kind + "_gbp"] == row["payments_gbp"]
        # What a rate leaves out of the payments is what those without a list were paid.
        left = {"fewest_practices": float(out)} if out and not whole else {}
        found += ratio(
            name.format(kind),
            row[f"paid_{kind}_gbp"],
            row[f"patients_{kind}"],
            category=suffix.format(kind) if suffix else category,
            **(alone or left),
            **about,
        )
    return found


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The figures of this room, as rows of the long table."""
    paid, ours, found = tables["payment_year"], cycle.commissioner, []
    rows = paid[paid["commissioner_code"] == ours]
    source_of = {year: sources(group) for year, group in rows.groupby("financial_year")}
    summed = payments_per_patient(paid, commissioner=ours)
    closed = summed.groupby("financial_year")["rows"].agg(lambda pair: pair.max() - pair.min())
    for row in summed.to_dict("records"):
        year, everyone = row["financial_year"], row["practices"] == "all rows"
        about = {"area": ours, "period": year, "source": source_of[year]}
        found += rate_figures(
            row,
            name="practice_payments_per_{}_patient",
            category="total" if everyone else "open_practices",
            # What is open is the total without what closed.
            few=not everyone and 0 < closed[year] < public_edition.FEWEST_PRACTICES,
            **about,
        )
        if everyone:
            found += figure(
                "practice_payments",
                row["payments_net_gbp"],
                category="net_of_deductions",
                **about,
            )
    for year, group in rows.groupby("financial_year"):
        lists = group["patients_registered"]
        each = group.assign(per_gbp=group["payments_gbp"].div(lists.where(lists > 0)))
        found += by_place(
            "practice_payments_per_registered_patient",
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
    told = {
        (year, kind)
        for (year, _), group in types[types["payment_gbp"].ne(0)].groupby(
            ["financial_year", "in_total"]
        )
        for kind in public_edition.telling(group["category"].value_counts().to_dict())
    }
    for (year, category), group in types.groupby(["financial_year", "category"]):
        found += figure(
            "payments_by_type",
            group["payment_gbp"].sum(min_count=1),
            area=ours,
            period=year,
            category=category,
            source=sources(group),
            fewest_practices=1.0 if (year, category) in told else None,
        )
    return found
