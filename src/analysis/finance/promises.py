"""What was promised and whether it is there: money a head, ring-fenced money, premium, savings."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.measures import by_row, figure, pick, ratio, share, sources, sums, value_of
from analysis.project import Cycle

CRITERIA = [f"score_c{number}" for number in range(1, 8)]
ASSUMPTIONS = ("transformation_per_head",)
_PREMIUM = "PMS premium"
# Training that the reception and clerical money pays for.
_TRAINED_IN = ("correspondence_training", "care_navigation")


def money_by_use(funding_award: pd.DataFrame) -> pd.DataFrame:
    """The transformation fund and the ring-fenced training money by what they buy and by year.

    Columns: programme, use, a column of pounds for each year, total_gbp; blank where a year has
    nothing for the use.

    One row per programme, use.
    """
    wanted = _fund(funding_award), _training(funding_award)
    rows = pd.concat(wanted).assign(
        programme=lambda r: r["programme"].str.replace("_", " ").str.capitalize(),
        use=lambda r: r["use"].fillna("not stated"),
    )
    if rows.empty:
        return pd.DataFrame(columns=["programme", "use", "total_gbp"])
    table = rows.pivot_table(
        index=["programme", "use"], columns="period", values="amount_gbp", aggfunc="sum"
    )
    table = table.rename(columns=lambda year: f"{year} £")
    table["total_gbp"] = table.sum(axis=1)
    table = table.reset_index().rename_axis(columns=None)
    return table.sort_values(
        ["programme", "total_gbp", "use"], ascending=[True, False, True], ignore_index=True
    )


def premium_matrix(reinvestment: pd.DataFrame) -> pd.DataFrame:
    """The latest year's proposals with their scores, the best first.

    Adds ``score``, the sum over the seven criteria; blank where one was not scored.

    One row per proposal_id.
    """
    latest = reinvestment[reinvestment["financial_year"] == reinvestment["financial_year"].max()]
    scored = latest.assign(score=latest[CRITERIA].sum(axis=1, skipna=False))
    return scored.sort_values(
        ["score", "amount_gbp", "proposal_id"], ascending=[False, False, True], ignore_index=True
    )


def premium_status(path_step: pd.DataFrame) -> pd.DataFrame:
    """The steps of the premium's reinvestment that are done, in their order.

    One row per step.
    """
    steps = path_step[path_step["path"].str.contains(_PREMIUM) & path_step["done_on"].notna()]
    return steps.sort_values("step_number", ignore_index=True)


def promise_tests(measures: pd.DataFrame, growth_test: pd.DataFrame) -> pd.DataFrame:
    """Each promise as a test: what was asked, what is there, and whether it is kept.

    Columns: promise, period, asked, found, unit, kept (yes, no, not yet or not known). Both
    figures are measures; a promise without its return is not in it.

    One row per promise, period.
    """
    rows = [
        *_growth_tests(growth_test),
        *_target_tests(measures),
        *_premium_tests(measures),
        *_claim_tests(measures),
        *_secured_tests(measures),
    ]
    columns = ["promise", "period", "asked", "found", "unit", "kept"]
    return pd.DataFrame(rows, columns=columns).astype({"asked": "float64", "found": "float64"})


def _growth_tests(growth_test: pd.DataFrame) -> Iterator[tuple]:
    for row in growth_test[growth_test["result"].isin(["met", "not met"])].to_dict("records"):
        promise = "Funding grows at least as fast as the core allocation"
        asked, found = row["threshold_percent"], row["plan_growth_percent"]
        kept = "yes" if row["result"] == "met" else "no"
        yield promise, row["financial_year"], asked, found, "percent", kept


def _target_tests(measures: pd.DataFrame) -> Iterator[tuple]:
    # Compared as printed: pence and tenths of a percent.
    for name, places, promise in (
        ("transformation_fund_per_head", 2, "Money a head for transformation"),
        ("gp_contract_plus_coverage", 1, "GP Contract Plus reaches every patient"),
    ):
        asked = value_of(measures, name, area_type="commissioner", basis="target")
        for row in _ours(measures, name, basis="plan"):
            kept = "not known"
            if asked is not None:
                kept = "yes" if round(row["value"], places) >= round(asked, places) else "no"
            yield promise, row["period"], asked, row["value"], row["unit"], kept


def _premium_tests(measures: pd.DataFrame) -> Iterator[tuple]:
    for row in _ours(measures, "pms_premium_available"):
        left = value_of(measures, "pms_premium_left", period=row["period"])
        used = row["value"] - left if left is not None else 0.0
        kept = "yes" if used == row["value"] else "not yet" if used < row["value"] else "no"
        yield "PMS premium is reinvested in full", row["period"], row["value"], used, "gbp", kept


def _claim_tests(measures: pd.DataFrame) -> Iterator[tuple]:
    for name, promise in (
        ("claims_twice", "No work is claimed under two schemes"),
        ("claims_after_withdrawal", "No claim for a withdrawn service"),
    ):
        for row in _ours(measures, name):
            kept = "no" if row["value"] else "yes"
            yield promise, row["period"], 0.0, row["value"], "claims", kept


def _secured_tests(measures: pd.DataFrame) -> Iterator[tuple]:
    """Savings delivered and money secured: what is not reported yet is not broken."""
    for row in _ours(measures, "savings_target", heading="total"):
        asked, total = row["value"], {"heading": "total", "period": row["period"]}
        done = value_of(measures, "savings_delivered", **total)
        kept = "not yet" if done is None or done < asked else "yes"
        yield "Savings delivered", row["period"], asked, done, "gbp", kept
    for row in _ours(measures, "primary_care_home_share"):
        asked, secured = row["denominator"], row["numerator"]
        kept = "yes" if secured == asked else "not yet"
        yield "Primary Care Home money is secured", row["period"], asked, secured, "gbp", kept


def _ours(measures: pd.DataFrame, name: str, **where: str) -> list[dict]:
    """The commissioner's figures of a measure that match."""
    return pick(measures, name, area_type="commissioner", **where).to_dict("records")


def savings(saving: pd.DataFrame) -> pd.DataFrame:
    """The year's savings plan: target, delivered and forecast, and how firm it is.

    Blank where nothing was reported: a year that has not begun has delivered nothing known.

    One row per financial_year, scheme, and one for each year's total.
    """
    rows = saving[saving["kind"] == "target"]
    money = ["planned_gbp", "delivered_gbp", "forecast_gbp"]
    rows = rows.sort_values(["planned_gbp", "scheme_id"], ascending=[False, True])
    # A total over a line that nobody reported is not known.
    totals = rows.groupby("financial_year", as_index=False)[money].sum(skipna=False)
    both = pd.concat([rows, totals.assign(scheme="Total", status="")])
    both = both.sort_values("financial_year", kind="stable", ignore_index=True)
    return both[["scheme", "financial_year", *money, "status"]]


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Awards, training, the premium and its proposals, and savings delivered."""
    award = tables["funding_award"]
    return [
        *_fund_figures(_fund(award), tables, cycle),
        *_use_figures(award, area=cycle.commissioner, basis="plan"),
        *_training_figures(award, tables["programme_return"], cycle),
        *_proposal_figures(tables["reinvestment"], cycle.commissioner),
        *_premium_figures(tables["allocation"], tables["reinvestment"], cycle.commissioner),
        *_saving_figures(tables["saving"], cycle.commissioner),
    ]


def _fund_figures(fund: pd.DataFrame, tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The transformation fund: in all, spent, a head, and what was promised a head."""
    if fund.empty:
        return []
    lists, assumption = tables["list_size"], tables["assumption"]
    lists = lists[lists["commissioner_code"] == cycle.commissioner]
    base = lists[lists["extract_date"] == fund["list_date"].dropna().max()]
    promised = assumption[assumption["assumption_id"].isin(ASSUMPTIONS)]
    about: dict[str, Any] = {"area": cycle.commissioner, "period": _span(fund["period"])}
    of_fund = about | {"source": sources(fund)}
    total = fund["amount_gbp"].sum()
    spent = fund.loc[fund["status"] == "spent", "amount_gbp"].sum()
    a_head = "transformation_fund_per_head"
    patients, both = base["patients_registered"].sum(), sources(fund, base)
    return [
        *figure("transformation_fund", total, basis="plan", **of_fund),
        *figure("transformation_fund", spent, status="spent", **of_fund),
        *ratio(a_head, total, patients, basis="plan", source=both, **about),
        *figure(a_head, promised["value"].max(), basis="target", source=sources(promised), **about),
    ]


def _use_figures(award: pd.DataFrame, **about) -> list[dict]:
    """Ring-fenced training and the transformation fund by use; Primary Care Home by status."""
    found = []
    home = award[award["programme"] == "primary_care_home"]
    for rows, name, dimension in (
        (_training(award), "training_split", "use"),
        (_fund(award), "transformation_use", "use"),
        (home, "primary_care_home_funding", "status"),
    ):
        found += sums(
            name, rows, "amount_gbp", by={"period": "period", dimension: dimension}, **about
        )
    for year, group in home.groupby("period"):
        secured = group.loc[group["status"].isin(["secured", "spent"]), "amount_gbp"].sum()
        of_year = {"period": year, "source": sources(group)}
        whole = group["amount_gbp"].sum()
        found += share("primary_care_home_share", secured, whole, **of_year, **about)
    return found


def _training_figures(award: pd.DataFrame, returned: pd.DataFrame, cycle: Cycle) -> list[dict]:
    """The ring-fenced money for training by year, and the practices that it has reached."""
    training, area = _training(award), cycle.commissioner
    by, measure = {"period": "period"}, "reception_training_budget"
    found = sums(measure, training, "amount_gbp", by=by, basis="plan", area=area)
    paid_for = returned["programme"].isin(_TRAINED_IN)
    trained = returned[paid_for & (returned["completed_on"] <= cycle.as_at)]
    if len(training) and len(returned):
        number, files = trained["practice_code"].nunique(), sources(returned)
        found += figure("training_reached", number, area=area, period=cycle.as_at, source=files)
    return found


def _proposal_figures(proposals: pd.DataFrame, ours: str) -> list[dict]:
    """Proposals not rejected, by priority and in all, and the score of each proposal."""
    by = {"period": "financial_year", "proposal": "proposal", "source": "source_file"}
    scored = premium_matrix(proposals)
    found = by_row(scored, {"pms_proposal_score": "score"}, by=by, area=ours)
    put = proposals[proposals["decision"] != "rejected"]
    by = {"period": "financial_year", "priority_area": "priority_area"}
    for rows in (put, put.assign(priority_area="total")):
        found += sums(
            "pms_premium_reinvestment", rows, "amount_gbp", by=by, basis="plan", area=ours
        )
    return found


def _premium_figures(allocation: pd.DataFrame, proposals: pd.DataFrame, ours: str) -> list[dict]:
    """The premium of each year, and what is left of it once proposals are approved."""
    premium = allocation[allocation["stream"] == "pms_premium"].dropna(subset=["allocation_gbp"])
    about: dict[str, Any] = {"area": ours, "basis": "plan"}
    by = {"period": "financial_year"}
    columns = {"pms_premium_available": "allocation_gbp"}
    found = by_row(premium, columns, by=by | {"source": "source_file"}, **about)
    if proposals.empty:
        return found
    approved = proposals[proposals["decision"] == "approved"]
    used = approved.groupby("financial_year")["amount_gbp"].sum()
    used = premium["financial_year"].map(used).astype("float64").fillna(0.0)
    left = premium.assign(left_gbp=premium["allocation_gbp"] - used)
    about["source"] = sources(premium, proposals)
    return found + by_row(left, {"pms_premium_left": "left_gbp"}, by=by, **about)


def _saving_figures(saving: pd.DataFrame, ours: str) -> list[dict]:
    """Savings delivered and forecast of each year's plan; none where a scheme did not report."""
    found = []
    for year, rows in saving[saving["kind"] == "target"].groupby("financial_year"):
        about = {"heading": "total", "area": ours, "period": year, "source": sources(rows)}
        done = rows["delivered_gbp"].sum(skipna=False)
        ahead = rows["forecast_gbp"].sum(skipna=False)
        found += figure("savings_delivered", done, **about)
        found += figure("savings_forecast", ahead, basis="forecast", **about)
    return found


def _fund(award: pd.DataFrame) -> pd.DataFrame:
    return award[award["programme"] == "transformation_fund"]


def _training(award: pd.DataFrame) -> pd.DataFrame:
    return award[(award["programme"] == "reception_training") & (award["ring_fenced"] == "yes")]


def _span(years: pd.Series) -> str:
    """One financial year, or the first and last of several: ``2017/18-2018/19``."""
    first, last = years.min(), years.max()
    return first if first == last else f"{first}-{last}"
