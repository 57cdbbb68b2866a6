"""What practices were paid, in all and per patient, from the published payments."""

from itertools import pairwise
from typing import Any

import pandas as pd

from analysis.disclosure import public_edition
from analysis.measures import by_row, figure, ratio, side_by_side, sources
from analysis.project import Cycle, periods

_ALIKE = 0.1  # of a list: practices whose list moved by less are compared across two kinds of list
# The two lists that payments are held against, as a reader calls them.
LISTS = {"registered": "a list", "weighted": "a weighted list"}


def payments_per_patient(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """The commissioner's payments and lists by year, over all rows and over open practices.

    ``practices`` is ``total`` (all rows) or ``open_practices`` (no close date by the end of the
    year). Over all rows the rate is the publisher's own: all payments over all lists, practices
    without a list included. Over open practices both parts are those of the practices with a list.
    Columns: those of ``rates``, closed (practices closed by the end of the year) and list_basis.

    One row per financial_year, practices; the total first.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    everyone = rates(ours, by=["financial_year"]).assign(practices="total")
    for name in LISTS:
        everyone[f"paid_{name}_gbp"] = everyone["payments_gbp"]
    still = rates(still_open(payment_year, commissioner=commissioner), by=["financial_year"])
    both = pd.concat([everyone, still.assign(practices="open_practices")])
    both = both.sort_values(["financial_year", "practices"], ascending=[True, False])
    rows = both.groupby("financial_year")["rows"]
    basis = ours.groupby("financial_year")["list_basis"].first()
    return both.assign(
        closed=rows.transform("max") - rows.transform("min"),
        list_basis=both["financial_year"].map(basis),
    ).reset_index(drop=True)


def changes(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """How payments per registered patient changed on the last year supplied, like for like.

    ``over`` is ``open_practices``, each year's own; or, where the two years divide by different
    kinds of list, ``same_practices``: those open in both whose list moved by under a tenth.
    Columns: financial_year, since, over, number_of_practices, change_percent; no row where there
    is nothing to compare.

    One row per financial_year that has one before it.
    """
    still = still_open(payment_year, commissioner=commissioner)
    still = still[still["patients_registered"].gt(0) & still["payments_gbp"].notna()]
    basis = still["list_basis"].fillna("").groupby(still["financial_year"]).first()
    rows = []
    for since, year in pairwise(basis.index):
        over = "open_practices"
        now, then = (still[still["financial_year"] == one] for one in (year, since))
        if basis[year] != basis[since]:
            over = "same_practices"
            both = now.merge(then, on="practice_code", suffixes=("", "_then"))
            moved = both["patients_registered"] / both["patients_registered_then"] - 1
            alike = both.loc[moved.abs() < _ALIKE, "practice_code"]
            now, then = (part[part["practice_code"].isin(alike)] for part in (now, then))
        if len(now):
            each = [p["payments_gbp"].sum() / p["patients_registered"].sum() for p in (now, then)]
            rows.append((year, since, over, float(len(now)), (each[0] / each[1] - 1) * 100))
    columns = ["financial_year", "since", "over", "number_of_practices", "change_percent"]
    return pd.DataFrame(rows, columns=columns)


def list_breaks(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """The years whose lists are of another kind than the year before's, with both kinds.

    Columns: financial_year, list_basis, list_basis_before.

    One row per such financial_year.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    kinds = ours.groupby("financial_year", as_index=False)["list_basis"].first()
    kinds = kinds.assign(list_basis_before=kinds["list_basis"].shift()).iloc[1:]
    return kinds[kinds["list_basis"].fillna("") != kinds["list_basis_before"].fillna("")]


def still_open(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """The commissioner's rows without a close date by the end of their year.

    One row per practice_code, financial_year.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    year_end = ours["financial_year"].map(periods.last_day).astype("str")
    return ours[ours["closed_on"].isna() | (ours["closed_on"] > year_end)]


def rates(rows: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Payments and lists summed, in all and over the practices whose list is known.

    Columns: ``by``, rows, payments_gbp, payments_net_gbp and, for registered and for weighted,
    rows_registered, paid_registered_gbp, patients_registered: both parts of a rate are those of
    the same practices.

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
    return rows.groupby(by, as_index=False).agg(**sums)


def rate_figures(
    row: dict, *, practices: str, contract_type: str = "", few: bool, **about
) -> list[dict]:
    """The figures of a row of ``rates``: payments, practices, and pounds a patient of both lists.

    ``few`` says that the payments are those of one or two practices; a rate lets the payments be
    worked out of those that it leaves out as well.
    """
    of_whom: dict[str, Any] = {"practices": practices, "contract_type": contract_type}
    alone: dict[str, Any] = {"fewest_practices": 1.0} if few else {}
    found = figure("practice_payments", row["payments_gbp"], **of_whom, **alone, **about)
    counted = "payments_practices"
    found += figure(counted, row["rows"], **of_whom, **about)
    for kind, words in LISTS.items():
        listed = row[f"rows_{kind}"]
        found += figure(counted, listed, list_known=words, **of_whom, **about)
        out = row["rows"] - listed
        whole = row["paid_" + kind + "_gbp"] == row["payments_gbp"]
        # What a rate leaves out of the payments is what those without a list were paid.
        left = {"fewest_practices": float(out)} if out and not whole else {}
        name = f"practice_payments_per_{kind}_patient"
        of_rate: dict[str, Any] = {"practices": practices}
        if contract_type:
            name = "payments_by_contract_type"
            of_rate = {"contract_type": contract_type, "list_type": kind}
        paid, patients = row[f"paid_{kind}_gbp"], row[f"patients_{kind}"]
        found += ratio(name, paid, patients, **of_rate, **(alone or left), **about)
    return found


def by_year(measures: pd.DataFrame) -> pd.DataFrame:
    """Payments year by year, over all rows and over practices still open, as may be shown.

    Columns: period, practices (total or open_practices), paid_gbp, number_of_practices,
    paid_gbp_per_registered_patient, paid_gbp_per_weighted_patient, at_latest_prices_gbp.

    One row per period, practices; the commissioner's.
    """
    columns = {
        "practice_payments": "paid_gbp",
        "payments_practices": "number_of_practices",
        **{f"practice_payments_per_{kind}_patient": f"paid_gbp_per_{kind}_patient"
           for kind in LISTS},
        "payments_real_terms": "at_latest_prices_gbp",
    }  # fmt: skip
    where = {"area_type": "commissioner", "contract_type": "", "list_known": "", "amount": ""}
    rows = side_by_side(measures, columns, by=["period", "practices"], **where)
    return rows.dropna(subset=["paid_gbp"]).reset_index(drop=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """What practices were paid by year, per patient, by practice and by type of payment."""
    paid, ours = tables["payment_year"], cycle.commissioner
    rows = paid[paid["commissioner_code"] == ours]
    source_of = {year: sources(group) for year, group in rows.groupby("financial_year")}
    found = []
    for row in payments_per_patient(paid, commissioner=ours).to_dict("records"):
        year, practices = row["financial_year"], row["practices"]
        about: dict[str, Any] = {"area": ours, "period": year, "source": source_of[year]}
        # What is open is the total without what closed.
        few = practices != "total" and public_edition.too_few(row["closed"])
        found += rate_figures(row, practices=practices, few=few, **about)
        if practices == "total":
            net, amount = row["payments_net_gbp"], "net_of_deductions"
            found += figure("practice_payments", net, amount=amount, **about)
            last, known = periods.last_day(year), rows["patients_registered"] > 0
            closed = known & (rows["financial_year"] == year) & (rows["closed_on"] <= last)
            found += figure("payments_closed_with_a_list", closed.sum(), **about)
    hidden = {row["period"] for row in found if row.get("fewest_practices") and row["area"] == ours}
    for row in changes(paid, commissioner=ours).to_dict("records"):
        year, since, few = row["financial_year"], row["since"], row["number_of_practices"]
        found += figure(
            "payments_per_patient_change",
            row["change_percent"],
            practices=row["over"],
            since=since,
            area=ours,
            period=year,
            source=";".join(sorted({*source_of[year].split(";"), *source_of[since].split(";")})),
            fewest_practices=1.0 if {year, since} & hidden else few,
        )
    each = rows.assign(source=rows["financial_year"].map(source_of))
    by = {"area": "practice_code", "period": "financial_year", "source": "source"}
    parts = {
        "practice_payments_per_registered_patient": ("payments_gbp", "patients_registered", 1.0)
    }
    found += by_row(each, parts, by=by, area_type="practice")
    return found + _type_figures(tables["payment"], ours)


def _type_figures(payment: pd.DataFrame, commissioner: str) -> list[dict]:
    """Payments by type, those that the publisher prints outside its total marked as such."""
    types = payment[payment["commissioner_code"] == commissioner]
    # From 2020/21 payments to networks and for covid are printed outside the publisher's total.
    in_total = types["in_total"] != "no"
    types = types.assign(counted=in_total.map({True: "", False: "beside the total"}).astype("str"))
    telling = {
        (year, counted, kind)
        for (year, counted), group in types[types["payment_gbp"].ne(0)].groupby(
            ["financial_year", "counted"]
        )
        for kind in public_edition.telling(group["payment_type"].value_counts().to_dict())
    }
    found = []
    for key, group in types.groupby(["financial_year", "counted", "payment_type"]):
        found += figure(
            "payments_by_type",
            group["payment_gbp"].sum(min_count=1),
            area=commissioner,
            period=key[0],
            counted=key[1],
            payment_type=key[2],
            source=sources(group),
            fewest_practices=1.0 if key in telling else None,
        )
    return found
