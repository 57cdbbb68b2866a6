"""Practices compared: contract types, real terms, spread by size, and the publisher's total."""

import math
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis import disclosure
from analysis.disclosure import public_edition
from analysis.finance.payments import LISTS, payments_per_patient, rate_figures, rates, still_open
from analysis.measures import by_row, figure, pick, sources
from analysis.methods import special_cause
from analysis.places import membership
from analysis.places.patient_lists import SMALL_LIST
from analysis.project import Cycle, periods

_COUNTED = {
    "": "number_of_practices",
    LISTS["registered"]: "with_a_list",
    LISTS["weighted"]: "with_a_weighted_list",
}
_RATES = {kind: f"paid_gbp_per_{kind}_patient" for kind in LISTS}
_LIMITS = {c: f"{c}_gbp" for c in ("expected", "low_95", "high_95", "low_998", "high_998")}
PRICES = "price_growth_"
_FEWEST_GROWTHS = 3  # that an interval needs
_LEVEL = 0.8


def payments_by_contract(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """Payments per patient by contract type in each year, over practices still open.

    Columns as ``payments.rates``: a rate is that of the practices with the list it is over.

    One row per financial_year, contract_type.
    """
    ours = still_open(payment_year, commissioner=commissioner)
    ours = ours.assign(contract_type=ours["contract_type"].fillna("not stated"))
    return rates(ours, by=["financial_year", "contract_type"])


def by_contract_type(measures: pd.DataFrame) -> pd.DataFrame:
    """Payments by contract type, over practices still open, as may be shown.

    Columns: period, contract_type, number_of_practices, with_a_list, with_a_weighted_list,
    paid_gbp, paid_gbp_per_registered_patient, paid_gbp_per_weighted_patient. A type that the
    audience may not see is not in it.

    One row per period, contract_type; the commissioner's.
    """
    parts = []
    for name, dimension, columns in (
        ("payments_practices", "list_known", _COUNTED),
        ("practice_payments", "amount", {"": "paid_gbp"}),
        ("payments_by_contract_type", "list_type", _RATES),
    ):
        rows = pick(measures, name, area_type="commissioner")
        rows = rows[rows["contract_type"] != ""]
        wide = rows.pivot_table(
            index=["period", "contract_type"], columns=dimension, values="value"
        )
        parts.append(wide.reindex(columns=list(columns)).rename(columns=columns))
    table = pd.concat(parts, axis="columns").dropna(subset=["paid_gbp"])
    return table.sort_index().reset_index().rename_axis(columns=None)


def real_terms(per_patient: pd.DataFrame, assumption: pd.DataFrame) -> pd.DataFrame:
    """Payments per registered patient at the prices of the latest year.

    ``assumption`` gives the growth of prices on the year before as ``price_growth_2016/17``.
    Adds real_gbp to ``payments.payments_per_patient``: blank for a year from which the growth of
    prices up to the latest is not known, and for one that divides by another kind of list than
    the latest; the latest year is its own measure.

    One row per financial_year, practices.
    """
    growth = assumption[assumption["assumption_id"].str.startswith(PRICES)]
    growth = growth.set_index(growth["assumption_id"].str.removeprefix(PRICES))["value"]
    years = per_patient["financial_year"]
    factor = [_prices(year, years.max(), growth) for year in years]
    lists = per_patient["patients_registered"]
    each = per_patient["paid_registered_gbp"].div(lists.where(lists > 0))
    kind = per_patient["list_basis"].fillna("")
    alike = kind == kind[years == years.max()].iloc[-1] if len(kind) else kind.eq("")
    return per_patient.assign(real_gbp=(each * factor).where(alike))


def spread(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """Each open practice's payments per registered patient in the latest year, with its limits.

    Practices with fewer than 1,000 patients are left out.
    The limits are those of a funnel: the commissioner's payments per patient, plus and minus a
    width that shrinks with the square root of the list. The width of one patient is worked out
    from the practices themselves: the sum of list times squared distance, over practices less
    one. Columns: practice_code, practice_name, contract_type, dispensing,
    patients_registered, per_registered_gbp, expected_gbp, low_95_gbp, high_95_gbp, low_998_gbp,
    high_998_gbp, limits (inside, outside 95%, outside 99.8%). Empty with fewer than ten practices.

    One row per practice_code.
    """
    ours = still_open(payment_year, commissioner=commissioner)
    ours = ours[ours["financial_year"] == ours["financial_year"].max()]
    ours = ours[(ours["patients_registered"] >= SMALL_LIST) & ours["payments_gbp"].notna()]
    names = ["practice_code", "practice_name", "contract_type", "dispensing"]
    rows = disclosure.of_practices(ours[[*names, "patients_registered"]]).assign(
        practice_name=[membership.as_read(name) for name in ours["practice_name"]],
        per_registered_gbp=ours["payments_gbp"] / ours["patients_registered"],
    )
    found = special_cause.funnel(rows, size="patients_registered", value="per_registered_gbp")
    if found.empty:
        return rows.assign(limits="")
    return found.rename(columns=_LIMITS).sort_values(
        ["patients_registered", "practice_code"], ignore_index=True
    )


def funnel_lines(spread: pd.DataFrame) -> pd.DataFrame:
    """The funnel's limits over sizes of list from the smallest practice to the largest.

    Columns: patients_registered, expected_gbp and the four limits. Empty without limits.

    One row per size.
    """
    if spread.empty or "low_95_gbp" not in spread:
        return pd.DataFrame(columns=["patients_registered"])
    plain = spread.rename(columns={theirs: ours for ours, theirs in _LIMITS.items()})
    return special_cause.funnel_lines(plain, size="patients_registered").rename(columns=_LIMITS)


def reconciled(
    payment_year: pd.DataFrame, payment: pd.DataFrame, *, commissioner: str
) -> pd.DataFrame:
    """The publisher's total and the sum of its payments by type, year by year.

    Columns: financial_year, practices, publisher_total_gbp, sum_of_types_gbp, difference_gbp,
    beside_total_gbp (payments that the publisher prints outside its total). Types are those of
    the commissioner's rows that belong to the total.

    One row per financial_year.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    total = ours.groupby("financial_year", as_index=False).agg(
        practices=("practice_code", "size"), publisher_total_gbp=("payments_gbp", "sum")
    )
    types = payment[payment["commissioner_code"] == commissioner].pivot_table(
        index="financial_year", columns="in_total", values="payment_gbp", aggfunc="sum"
    )
    types = types.reindex(total["financial_year"], columns=["yes", "no"]).reset_index(drop=True)
    sums = types["yes"].astype("float64")
    return total.assign(
        sum_of_types_gbp=sums,
        difference_gbp=(total["publisher_total_gbp"] - sums).round(2) + 0.0,
        # Where a year's types are known and none is outside the total, nothing is.
        beside_total_gbp=types["no"].astype("float64").fillna(sums * 0.0),
    )


def payments_backtest(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """Each year's payments and what the years before it lead to: last year, grown as before.

    The growth expected is the mean of the growths so far, with an 80% interval from their
    spread; it needs four years in a row before the one projected. Columns: financial_year,
    payments_gbp, projected_gbp, low_gbp, high_gbp, miss_percent, held (yes or no; blank without
    an interval).

    One row per financial_year that has a year before it.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    paid = ours.groupby("financial_year")["payments_gbp"].sum().sort_index()
    rows, before = [], pd.Series(dtype="float64")
    for year, amount in paid.items():
        if periods.year_before(str(year)) not in before.index:
            before = before.iloc[:0]
        if len(before) > 1:
            low, middle, high = _grown(before)
            held = None if math.isnan(low) else "yes" if low <= amount <= high else "no"
            rows.append((year, amount, middle, low, high, (middle / amount - 1) * 100, held))
        before = paid.loc[[*before.index, year]]
    columns = ["financial_year", "payments_gbp", "projected_gbp", "low_gbp", "high_gbp"]
    return pd.DataFrame(rows, columns=[*columns, "miss_percent", "held"])


def _grown(before: pd.Series) -> tuple[float, float, float]:
    """The next year's payments, low, middle and high; the ends are blank with too few years."""
    growths = [later / earlier for earlier, later in pairwise(before)]
    mean, last, number = sum(growths) / len(growths), before.iloc[-1], len(growths)
    if number < _FEWEST_GROWTHS:
        return float("nan"), last * mean, float("nan")
    from scipy.stats import t

    width = t.ppf((1 + _LEVEL) / 2, number - 1) * pd.Series(growths).std(ddof=1)
    width *= math.sqrt(1 + 1 / number)
    return last * (mean - width), last * mean, last * (mean + width)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Payments by contract type, in real terms, projected, against their types, and the funnel."""
    paid, ours = tables["payment_year"], cycle.commissioner
    rows = paid[paid["commissioner_code"] == ours]
    source_of = {year: sources(group) for year, group in rows.groupby("financial_year")}
    by_type = payments_by_contract(paid, commissioner=ours)
    telling = _telling(by_type, rows)
    found = []
    for row in by_type.to_dict("records"):
        year, kind = row["financial_year"], row["contract_type"]
        about: dict[str, Any] = {"area": ours, "period": year, "source": source_of[year]}
        few = (year, kind) in telling
        found += rate_figures(row, practices="open_practices", contract_type=kind, few=few, **about)
    real = real_terms(payments_per_patient(paid, commissioner=ours), tables["assumption"])
    # What is open is the total without what closed.
    real["closed"] = real["closed"].where((real["practices"] != "total") & (real["closed"] > 0))
    by = {"period": "financial_year", "practices": "practices", "fewest_practices": "closed"}
    source = sources(rows, tables["assumption"])
    found += by_row(real, {"payments_real_terms": "real_gbp"}, by=by, area=ours, source=source)
    checked = reconciled(paid, tables["payment"], commissioner=ours)
    checked["source"] = checked["financial_year"].map(source_of)
    columns = {"payments_types_sum": "sum_of_types_gbp", "payments_types_gap": "difference_gbp"}
    by = {"period": "financial_year", "source": "source"}
    found += by_row(checked, columns, by=by, area=ours)
    around = spread(paid, commissioner=ours)
    if "low_95_gbp" in around:
        year = rows["financial_year"].max()
        about = {"area": ours, "period": year, "source": source_of[year]}
        still = still_open(paid[paid["financial_year"] == year], commissioner=ours)
        small = still["patients_registered"].between(1, SMALL_LIST, inclusive="left").sum()
        found += figure("funnel_small_lists", small, **about)
        found += _funnel_figures(around, **about)
    tried = payments_backtest(paid, commissioner=ours)
    about = {"area": ours, "basis": "forecast", "source": sources(rows)}
    columns, by = {"payments_projected": "projected_gbp"}, {"period": "financial_year"}
    return found + by_row(tried, columns, by=by, **about)


def _funnel_figures(around: pd.DataFrame, **about) -> list[dict]:
    """How many practices lie outside the limits, and how many of those dispense drugs."""
    outside = around["limits"] != "inside"
    found = figure("funnel_practices", len(around), **about)
    found += figure("funnel_outside", outside.sum(), limits="95%", **about)
    beyond = (around["limits"] == "outside 99.8%").sum()
    found += figure("funnel_outside", beyond, limits="99.8%", **about)
    if around["dispensing"].isna().all():
        return found
    both = (outside & (around["dispensing"] == "yes")).sum()
    return found + figure("funnel_outside", both, limits="95%", dispensing="dispensing", **about)


def _telling(by_contract: pd.DataFrame, ours: pd.DataFrame) -> set[tuple[str, str]]:
    """The years and contract types whose payments tell of one or two practices."""
    found = set()
    for year, rows in by_contract.groupby("financial_year"):
        counts = rows.set_index("contract_type")["rows"].to_dict()
        closed = int((ours["financial_year"] == year).sum()) - sum(counts.values())
        # Two totals are shown elsewhere: of the practices still open, and of all with those closed.
        hidden = public_edition.telling(counts) | public_edition.telling(counts, unseen=closed)
        found |= {(year, kind) for kind in hidden}
    return found


def _prices(year: str, latest: str, growth: pd.Series) -> float:
    """How much prices rose from a year to the latest; blank where a year's growth is missing."""
    factor, at = 1.0, latest
    while at > year:
        if at not in growth.index:
            return float("nan")
        factor *= 1 + float(growth[at]) / 100
        at = periods.year_before(at)
    return factor
