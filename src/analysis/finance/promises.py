"""What was promised and whether it is there: money a head, ring-fenced money, premium, savings."""

import pandas as pd

from analysis.measures import figure, pick, ratio, share, sources, value_of
from analysis.project import Cycle

CRITERIA = [f"score_c{number}" for number in range(1, 8)]
ASSUMPTIONS = ("transformation_per_head",)
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


def premium_shown(premium_matrix: pd.DataFrame) -> pd.DataFrame:
    """The scored matrix as the page shows it: a narrow column for each criterion.

    One row per proposal.
    """
    names = {column: column.removeprefix("score_c") for column in CRITERIA}
    columns = ["proposal", "priority_area", *CRITERIA, "score", "amount_gbp", "decision"]
    return premium_matrix[columns].rename(columns=names)


def promise_tests(measures: pd.DataFrame, growth_test: pd.DataFrame) -> pd.DataFrame:
    """Each promise as a test: what was asked, what is there, and whether it is kept.

    Columns: promise, period, asked, found, unit, kept (yes, no, not yet or not known). Both
    figures stand in the measures; a promise without its return is not in it.

    One row per promise, period.
    """
    rows = []

    def test(promise, period, asked, found, unit, kept):
        known = asked is not None and found is not None
        said = kept if isinstance(kept, str) else "yes" if kept else "no"
        # What is not reported yet is not broken.
        said = said if known or said == "not yet" else "not known"
        rows.append((promise, period, asked, found, unit, said))

    for row in growth_test[growth_test["result"] != "not known"].to_dict("records"):
        test(
            "Funding grows at least as fast as the core allocation",
            row["financial_year"],
            row["threshold_percent"],
            row["plan_growth_percent"],
            "percent",
            row["result"] == "met",
        )
    for asked, found, promise in (
        (
            ("transformation_fund_per_head", "target"),
            ("transformation_fund_per_head", "plan"),
            "Money a head for transformation",
        ),
        (
            ("gp_contract_plus_coverage", "target"),
            ("gp_contract_plus_coverage", "plan"),
            "GP Contract Plus reaches every patient",
        ),
    ):
        for row in pick(measures, found[0], area_type="commissioner", basis=found[1]).to_dict(
            "records"
        ):
            wanted = value_of(measures, asked[0], area_type="commissioner", basis=asked[1])
            # Compared as printed: pence and tenths of a percent.
            places = 2 if row["unit"] == "gbp" else 1
            kept = wanted is not None and round(row["value"], places) >= round(wanted, places)
            test(promise, row["period"], wanted, row["value"], row["unit"], kept)
    for row in pick(measures, "pms_premium_available", area_type="commissioner").to_dict("records"):
        used = value_of(
            measures, "pms_premium_reinvestment", category="total", period=row["period"]
        )
        used = 0.0 if used is None else used
        kept = "yes" if used == row["value"] else "not yet" if used < row["value"] else "no"
        test("PMS premium is reinvested in full", row["period"], row["value"], used, "gbp", kept)
    for name, promise in (
        ("claims_twice", "No work is claimed under two schemes"),
        ("claims_after_withdrawal", "No claim for a withdrawn service"),
    ):
        for row in pick(measures, name, area_type="commissioner").to_dict("records"):
            test(promise, row["period"], 0.0, row["value"], "claims", row["value"] == 0)
    for row in pick(measures, "savings_target", category="total").to_dict("records"):
        done = value_of(measures, "savings_delivered", category="total", period=row["period"])
        met = done is not None and done >= row["value"]
        test("Savings delivered", row["period"], row["value"], done, "gbp",
             "yes" if met else "not yet")  # fmt: skip
    home = pick(measures, "primary_care_home_share", area_type="commissioner")
    for row in home.to_dict("records"):
        whole = row["numerator"] == row["denominator"]
        test("Primary Care Home money is secured", row["period"], row["denominator"],
             row["numerator"], "gbp", "yes" if whole else "not yet")  # fmt: skip
    columns = ["promise", "period", "asked", "found", "unit", "kept"]
    return pd.DataFrame(rows, columns=columns)


def savings(saving: pd.DataFrame) -> pd.DataFrame:
    """The year's savings plan: target, delivered and forecast, and how firm it is.

    Blank where nothing was reported: a year that has not begun has delivered nothing known.

    One row per financial_year, scheme, and one for each year's total.
    """
    rows = saving[saving["kind"] == "target"]
    columns = ["scheme", "financial_year", "planned_gbp", "delivered_gbp", "forecast_gbp", "status"]
    parts = [rows.iloc[:0][columns]]
    for year, lines in rows.groupby("financial_year"):
        lines = lines.sort_values(["planned_gbp", "scheme_id"], ascending=[False, True])
        money = ["planned_gbp", "delivered_gbp", "forecast_gbp"]
        # A total over a line that nobody reported is not known.
        total = {"scheme": "Total", "financial_year": year, "status": ""}
        total |= lines[money].sum(skipna=False).to_dict()
        parts += [lines[columns], pd.DataFrame([total])[columns]]
    return pd.concat(parts, ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Awards, reinvestment, savings and their tests, as rows of the long table."""
    return [
        *_award_figures(tables, cycle),
        *_premium_figures(tables, cycle),
        *_saving_figures(tables["saving"], cycle.commissioner),
    ]


def _award_figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    ours, found = cycle.commissioner, []
    award, lists, assumption = tables["funding_award"], tables["list_size"], tables["assumption"]
    fund = _fund(award)
    if len(fund):
        about = {"area": ours, "period": _span(fund["period"]), "basis": "plan"}
        total = fund["amount_gbp"].sum()
        found += figure("transformation_fund", total, source=sources(fund), **about)
        spent = fund.loc[fund["status"] == "spent", "amount_gbp"].sum()
        found += figure(
            "transformation_fund",
            spent,
            category="spent",
            source=sources(fund),
            **{**about, "basis": "actual"},
        )
        list_date = fund["list_date"].dropna().max()
        base = lists[(lists["extract_date"] == list_date) & (lists["commissioner_code"] == ours)]
        found += ratio(
            "transformation_fund_per_head",
            total,
            base["patients_registered"].sum(),
            source=sources(fund, base),
            **about,
        )
        promised = assumption[assumption["assumption_id"] == "transformation_per_head"]
        found += figure(
            "transformation_fund_per_head",
            promised["value"].max(),
            source=sources(promised),
            **{**about, "basis": "target"},
        )
    training = _training(award)
    home = award[award["programme"] == "primary_care_home"]
    for rows, name, by in (
        (training, "reception_training_budget", ["period"]),
        (training, "training_split", ["period", "use"]),
        (fund, "transformation_use", ["period", "use"]),
        (home, "primary_care_home_funding", ["period", "status"]),
    ):
        for key, group in rows.groupby(by):
            found += figure(
                name,
                group["amount_gbp"].sum(),
                area=ours,
                period=key[0],
                category=key[1] if len(key) > 1 else "",
                basis="plan",
                source=sources(group),
            )
    for year, group in home.groupby("period"):
        secured = group[group["status"].isin(["secured", "spent"])]
        found += share(
            "primary_care_home_share",
            secured["amount_gbp"].sum(),
            group["amount_gbp"].sum(),
            area=ours,
            period=year,
            basis="plan",
            source=sources(group),
        )
    returned = tables["programme_return"]
    trained = returned[
        returned["programme"].isin(_TRAINED_IN) & (returned["completed_on"] <= cycle.as_at)
    ]
    if len(training) and len(returned):
        found += figure(
            "training_reached",
            trained["practice_code"].nunique(),
            area=ours,
            period=cycle.as_at,
            source=sources(returned),
        )
    return found


def _premium_figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    ours, found = cycle.commissioner, []
    proposals, allocation = tables["reinvestment"], tables["allocation"]
    approved = proposals[proposals["decision"] == "approved"]
    for year, rows in approved.groupby("financial_year"):
        about = {"area": ours, "period": year, "basis": "plan", "source": sources(rows)}
        for priority, lines in rows.groupby("priority_area"):
            found += figure(
                "pms_premium_reinvestment",
                lines["amount_gbp"].sum(),
                category=priority,
                **about,
            )
        found += figure(
            "pms_premium_reinvestment", rows["amount_gbp"].sum(), category="total", **about
        )
    for row in premium_matrix(proposals).to_dict("records"):
        found += figure(
            "pms_proposal_score",
            row["score"],
            area=ours,
            category=row["proposal"],
            period=row["financial_year"],
            source=row["source_file"],
        )
    premium = allocation[allocation["stream"] == "pms_premium"].dropna(subset=["allocation_gbp"])
    for row in premium.to_dict("records"):
        year = row["financial_year"]
        about = {"area": ours, "period": year, "basis": "plan"}
        found += figure(
            "pms_premium_available",
            row["allocation_gbp"],
            source=row["source_file"],
            **about,
        )
        used = approved.loc[approved["financial_year"] == year, "amount_gbp"].sum()
        if len(proposals):
            found += figure(
                "pms_premium_left",
                row["allocation_gbp"] - used,
                source=sources(premium, proposals),
                **about,
            )
    return found


def _saving_figures(saving: pd.DataFrame, ours: str) -> list[dict]:
    found = []
    targets = saving[saving["kind"] == "target"]
    for year, rows in targets.groupby("financial_year"):
        for name, column, basis in (
            ("savings_delivered", "delivered_gbp", "actual"),
            ("savings_forecast", "forecast_gbp", "forecast"),
        ):
            found += figure(
                name,
                rows[column].sum(skipna=False),
                area=ours,
                category="total",
                period=year,
                basis=basis,
                source=sources(rows),
            )
    return found


def _fund(award: pd.DataFrame) -> pd.DataFrame:
    return award[award["programme"] == "transformation_fund"]


def _training(award: pd.DataFrame) -> pd.DataFrame:
    return award[(award["programme"] == "reception_training") & (award["ring_fenced"] == "yes")]


def _span(years: pd.Series) -> str:
    """One financial year, or the first and last of several: ``2017/18-2018/19``."""
    first, last = years.min(), years.max()
    return first if first == last else f"{first}-{last}"
