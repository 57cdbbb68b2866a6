"""Practices beside each other: contract types, real terms, spread by size, and what is printed."""

import math
from itertools import pairwise

import pandas as pd

from analysis import places
from analysis.disclosure import public_edition
from analysis.finance.payments import LISTS, payments_per_patient, rate_figures, rates, still_open
from analysis.measures import figure, pick, sources
from analysis.methods import special_cause
from analysis.project import Cycle

_LIMITS = {c: f"{c}_gbp" for c in ("expected", "low_95", "high_95", "low_998", "high_998")}
PRICES = "price_growth_"
_FEWEST_GROWTHS = 3  # that an interval needs
_LEVEL = 0.8
_OPEN_TYPE = "open_practices: "


def payments_by_contract(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """Payments per patient by contract type in each year, over practices still open.

    Columns as ``payments.rates``: a rate is that of the practices with the list it is over.

    One row per financial_year, contract_type.
    """
    ours = still_open(payment_year, commissioner=commissioner)
    ours = ours.assign(contract_type=ours["contract_type"].fillna("not stated"))
    return rates(ours, by=["financial_year", "contract_type"])


def contract_types_shown(measures: pd.DataFrame) -> pd.DataFrame:
    """Payments by contract type as the page shows them: pounds, and pounds a patient.

    A type that the audience may not see is not in it.

    One row per financial year, contract type.
    """
    paid = pick(measures, "practice_payments", area_type="commissioner")
    paid = paid[paid["category"].str.startswith(_OPEN_TYPE)]
    types = paid["category"].str.removeprefix(_OPEN_TYPE)
    shown = {"Year": paid["period"], "Contract": types}
    counts = _by_key(measures, "payments_practices")
    rates_of = _by_key(measures, "payments_by_contract_type")
    for heading, rest in (
        ("Practices", ""),
        *((f"With {words}", f", with {words}") for words in LISTS.values()),
    ):
        keys = zip(paid["period"], paid["category"] + rest, strict=True)
        shown[heading] = [counts.get(key, float("nan")) for key in keys]
    shown["paid_gbp"] = paid["value"]
    for kind in LISTS:
        keys = zip(paid["period"], types + f", per {kind} patient", strict=True)
        shown[f"paid_gbp_per_{kind}_patient"] = [rates_of.get(k, float("nan")) for k in keys]
    return pd.DataFrame(shown).reset_index(drop=True)


def real_terms(per_patient: pd.DataFrame, assumption: pd.DataFrame) -> pd.DataFrame:
    """Payments per registered patient at the prices of the latest year.

    ``assumption`` gives the growth of prices on the year before as ``price_growth_2016/17``.
    Columns: financial_year, practices (all rows or open ones), per_registered_gbp, real_gbp.
    Blank for a year from which the growth of prices up to the latest is not known; the latest
    year is its own measure.

    One row per financial_year, practices.
    """
    rows = per_patient.sort_values(["financial_year", "practices"])
    growth = assumption[assumption["assumption_id"].str.startswith(PRICES)]
    growth = growth.set_index(growth["assumption_id"].str.removeprefix(PRICES))["value"]
    latest = rows["financial_year"].max()
    return pd.DataFrame(
        {
            "financial_year": rows["financial_year"],
            "practices": rows["practices"],
            "per_registered_gbp": rows["per_registered_gbp"],
            "real_gbp": [
                amount * _prices(year, latest, growth)
                for year, amount in zip(
                    rows["financial_year"], rows["per_registered_gbp"], strict=True
                )
            ],
        }
    ).reset_index(drop=True)


def spread(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """Each open practice's payments per registered patient in the latest year, with its limits.

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
    ours = ours[(ours["patients_registered"] > 0) & ours["payments_gbp"].notna()]
    columns = ["practice_code", "practice_name", "contract_type", "dispensing"]
    columns += ["patients_registered"]
    rows = ours[columns].assign(
        practice_name=[places.as_read(name) for name in ours["practice_name"]],
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
    """The publisher's total beside the sum of its payments by type, year by year.

    Columns: financial_year, practices, publisher_total_gbp, sum_of_types_gbp, difference_gbp,
    beside_total_gbp (payments that the publisher prints outside its total). Types are those of
    the commissioner's rows that belong to the total.

    One row per financial_year.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    total = ours.groupby("financial_year", as_index=False).agg(
        practices=("practice_code", "size"),
        publisher_total_gbp=("payments_gbp", "sum"),
    )
    types = payment[payment["commissioner_code"] == commissioner]
    by_place = types.groupby(["financial_year", "in_total"])["payment_gbp"].sum()
    inside = by_place.loc[by_place.index.get_level_values(1) == "yes"].droplevel(1)
    beside = by_place.loc[by_place.index.get_level_values(1) == "no"].droplevel(1)
    sums = total["financial_year"].map(inside).astype("float64")
    return total.assign(
        sum_of_types_gbp=sums,
        difference_gbp=(total["publisher_total_gbp"] - sums).round(2) + 0.0,
        # Where a year's types are known and none stands beside the total, nothing does.
        beside_total_gbp=total["financial_year"]
        .map(beside)
        .astype("float64")
        .fillna(sums.where(sums.isna(), 0.0)),
    )


def payments_backtest(payment_year: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """Each year's payments beside what the years before it lead to: last year, grown as before.

    The growth expected is the mean of the growths so far, with an 80% interval from their
    spread; it needs four years in a row before the one projected. Columns: financial_year,
    payments_gbp, projected_gbp, low_gbp, high_gbp, miss_percent, held (yes or no; blank without
    an interval).

    One row per financial_year that has a year before it.
    """
    ours = payment_year[payment_year["commissioner_code"] == commissioner]
    paid = ours.groupby("financial_year")["payments_gbp"].sum().sort_index()
    rows = []
    for year in paid.index:
        before = []
        back = _year_before(year)
        while back in paid.index:
            before.insert(0, float(paid[back]))
            back = _year_before(back)
        if len(before) < 2:
            continue
        growths = [later / earlier for earlier, later in pairwise(before)]
        mean = sum(growths) / len(growths)
        low = high = float("nan")
        if len(growths) >= _FEWEST_GROWTHS:
            from scipy.stats import t

            spread_of = pd.Series(growths).std(ddof=1)
            width = t.ppf((1 + _LEVEL) / 2, len(growths) - 1) * spread_of
            width *= math.sqrt(1 + 1 / len(growths))
            low, high = before[-1] * (mean - width), before[-1] * (mean + width)
        rows.append(
            {
                "financial_year": year,
                "payments_gbp": float(paid[year]),
                "projected_gbp": before[-1] * mean,
                "low_gbp": low,
                "high_gbp": high,
                "miss_percent": (before[-1] * mean / float(paid[year]) - 1) * 100,
                "held": None if low != low else "yes" if low <= paid[year] <= high else "no",
            }
        )
    columns = ["financial_year", "payments_gbp", "projected_gbp", "low_gbp", "high_gbp"]
    return pd.DataFrame(rows, columns=[*columns, "miss_percent", "held"])


def payments_shown(measures: pd.DataFrame) -> pd.DataFrame:
    """Payments year by year as the page shows them: pounds, and pounds a patient.

    One row per financial year, over all rows and over practices still open.
    """
    parts = []
    counts = _by_key(measures, "payments_practices")
    for category, rows_of in (("total", "all rows"), ("open_practices", "still open")):
        paid = pick(measures, "practice_payments", area_type="commissioner", category=category)
        number = [counts.get((year, category), float("nan")) for year in paid["period"]]
        shown = pd.DataFrame(
            {
                "Year": paid["period"],
                "Practices": [f"{rows_of} ({count:,.0f})" for count in number],
                "paid_gbp": paid["value"],
            }
        )
        for heading, name in (
            ("paid_gbp_per_registered_patient", "practice_payments_per_registered_patient"),
            ("paid_gbp_per_weighted_patient", "practice_payments_per_weighted_patient"),
            ("at_latest_prices_gbp", "payments_real_terms"),
        ):
            found = pick(measures, name, area_type="commissioner", category=category)
            values = paid["period"].map(found.set_index("period")["value"])
            shown[heading] = values.astype("float64")
        parts.append(shown)
    table = pd.concat(parts)
    return table.sort_values(["Year", "Practices"], ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The figures of this room, as rows of the long table."""
    paid, ours, found = tables["payment_year"], cycle.commissioner, []
    rows = paid[paid["commissioner_code"] == ours]
    source_of = {year: sources(group) for year, group in rows.groupby("financial_year")}
    by_type = payments_by_contract(paid, commissioner=ours)
    told = _telling(by_type, rows)
    for row in by_type.to_dict("records"):
        year, kind = row["financial_year"], row["contract_type"]
        found += rate_figures(
            row,
            name="payments_by_contract_type",
            category=f"{_OPEN_TYPE}{kind}",
            suffix=f"{kind}, per {{}} patient",
            few=(year, kind) in told,
            area=ours,
            period=year,
            source=source_of[year],
        )
    per_patient = payments_per_patient(paid, commissioner=ours)
    for row in real_terms(per_patient, tables["assumption"]).to_dict("records"):
        found += figure(
            "payments_real_terms",
            row["real_gbp"],
            category="total" if row["practices"] == "all rows" else "open_practices",
            area=ours,
            period=row["financial_year"],
            source=sources(rows, tables["assumption"]),
            fewest_practices=_left_by_closing(per_patient, row),
        )
    for row in reconciled(paid, tables["payment"], commissioner=ours).to_dict("records"):
        about = {"area": ours, "period": row["financial_year"]}
        about["source"] = source_of[row["financial_year"]]
        found += figure("payments_types_sum", row["sum_of_types_gbp"], **about)
        found += figure("payments_types_gap", row["difference_gbp"], **about)
    around = spread(paid, commissioner=ours)
    if "low_95_gbp" in around:
        year = rows["financial_year"].max()
        about = {"area": ours, "period": year, "source": source_of[year]}
        found += figure(
            "funnel_outside", (around["limits"] != "inside").sum(), category="95%", **about
        )
        if around["dispensing"].notna().any():
            both = ((around["limits"] != "inside") & (around["dispensing"] == "yes")).sum()
            found += figure("funnel_outside", both, category="95%, dispensing", **about)
        beyond = (around["limits"] == "outside 99.8%").sum()
        found += figure("funnel_outside", beyond, category="99.8%", **about)
        found += figure("funnel_practices", len(around), **about)
    for row in payments_backtest(paid, commissioner=ours).to_dict("records"):
        found += figure(
            "payments_projected",
            row["projected_gbp"],
            area=ours,
            period=row["financial_year"],
            basis="forecast",
            source=sources(rows),
        )
    return found


def _telling(by_contract: pd.DataFrame, ours: pd.DataFrame) -> set[tuple[str, str]]:
    """The years and contract types whose payments tell of one or two practices."""
    found = set()
    for year, rows in by_contract.groupby("financial_year"):
        counts = rows.set_index("contract_type")["rows"].to_dict()
        closed = int((ours["financial_year"] == year).sum()) - sum(counts.values())
        # Two totals stand elsewhere: of the practices still open, and of all with those closed.
        hidden = public_edition.telling(counts) | public_edition.telling(counts, unseen=closed)
        found |= {(year, kind) for kind in hidden}
    return found


def _left_by_closing(per_patient: pd.DataFrame, row: dict) -> float | None:
    """How many closed practices stand between a year's open practices and all of its rows."""
    if row["practices"] == "all rows":
        return None
    counts = per_patient.loc[per_patient["financial_year"] == row["financial_year"], "rows"]
    return float(counts.max() - counts.min()) or None


def _by_key(measures: pd.DataFrame, measure: str) -> dict[tuple[str, str], float]:
    """The commissioner's values of a measure by period and category."""
    rows = pick(measures, measure, area_type="commissioner")
    return dict(zip(zip(rows["period"], rows["category"], strict=True), rows["value"], strict=True))


def _prices(year: str, latest: str, growth: pd.Series) -> float:
    """How much prices rose from a year to the latest; blank where a year's growth is missing."""
    factor, at = 1.0, latest
    while at > year:
        if at not in growth.index:
            return float("nan")
        factor *= 1 + float(growth[at]) / 100
        at = _year_before(at)
    return factor


def _year_before(year: str) -> str:
    first = int(year[:4]) - 1
    return f"{first}/{(first + 1) % 100:02d}"
