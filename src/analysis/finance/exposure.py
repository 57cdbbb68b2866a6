"""What could change it: disputed claims, risks and mitigations, contracts that end."""

from typing import Any

import pandas as pd

from analysis.finance.ledger import position_by_month, reported_month
from analysis.measures import by_row, figure, sources
from analysis.project import Cycle, periods

_CLOSED = ("settled", "rejected")
_OPEN = ("raised", "validated", "ratified")
_CALENDAR_MONTHS = 12
_ENDS = ["first_end_on", "ends_on", "days_left", "extended", "procurement_status"]


def claims_by_type(payment_claim: pd.DataFrame) -> pd.DataFrame:
    """Claims still open by what is disputed, the largest first, and their total.

    Columns: claim_type, claims, a column of pounds for each status, value_gbp, in_forecast_gbp.

    One row per claim_type, and one for the total.
    """
    unsettled = payment_claim[~payment_claim["status"].isin(_CLOSED)]
    if unsettled.empty:
        return pd.DataFrame(columns=["claim_type", "claims", "value_gbp", "in_forecast_gbp"])
    grouped = unsettled.groupby("claim_type")
    whole = grouped[["value_gbp", "in_forecast_gbp"]].sum()
    by_status = unsettled.pivot_table("value_gbp", "claim_type", "status", "sum", fill_value=0.0)
    by_status = by_status[[s for s in _OPEN if s in by_status]].add_suffix("_gbp")
    rows = pd.concat([grouped.size().rename("claims"), by_status, whole], axis="columns")
    rows = rows.sort_values("value_gbp", ascending=False, kind="stable")
    rows = pd.concat([rows, rows.sum().to_frame("Total").T]).rename_axis("claim_type")
    return rows.astype({"claims": "int64"}).reset_index()


def claims_by_status(payment_claim: pd.DataFrame) -> pd.DataFrame:
    """Claims still open by status: number, value, what the forecast allows, and their total.

    The last column is what the year would cost more if all of the status were ratified.

    One row per status, and one for the total.
    """
    unsettled = payment_claim[~payment_claim["status"].isin(_CLOSED)]
    rows = unsettled.groupby("status", as_index=False, sort=True).agg(
        claims=("claim_id", "size"),
        value_gbp=("value_gbp", "sum"),
        in_forecast_gbp=("in_forecast_gbp", "sum"),
    )
    if len(rows):
        total = {"status": "Total", **rows.drop(columns="status").sum()}
        rows = pd.concat([rows, pd.DataFrame([total])], ignore_index=True)
    return rows.assign(
        claims=rows["claims"].astype("int64"),
        outside_forecast_gbp=rows["value_gbp"] - rows["in_forecast_gbp"],
    )


def year_end_range(
    ledger_line: pd.DataFrame,
    payment_claim: pd.DataFrame,
    finance_risk: pd.DataFrame,
    *,
    month: str | None,
) -> pd.DataFrame:
    """The delegated year end at worst and at best: forecast, then claims, risks, mitigations.

    Columns: item, kind, worst_gbp, best_gbp; a cost is negative. At worst every open claim is
    ratified, every risk comes in full and mitigations bring their least; at best no claim is,
    risks cost their least and mitigations bring their most. The last row is the sum. Empty where
    the forecast, or every risk and claim, is not known.

    One row per item, and one for the sum.
    """
    columns = ["item", "kind", "worst_gbp", "best_gbp"]
    by_month = position_by_month(ledger_line, stream="delegated").set_index("month")
    forecast = by_month["forecast_variance_gbp"].get(month, float("nan"))
    open_risks = finance_risk[
        (finance_risk["stream"] == "delegated") & (finance_risk["status"] == "open")
    ]
    if pd.isna(forecast) or (open_risks.empty and payment_claim.empty):
        return pd.DataFrame(columns=columns)
    rows = [("Forecast as reported", "forecast", forecast, forecast)]
    claims = claims_by_status(payment_claim)
    if len(claims):
        outside = float(claims["outside_forecast_gbp"].iloc[-1])
        rows.append(("Disputed claims, if all or none are ratified", "claims", -outside, 0.0))
    open_risks = open_risks.sort_values(["kind", "risk_id"], ascending=[False, True])
    for risk in open_risks.to_dict("records"):
        least, most = risk["least_gbp"], risk["most_gbp"]
        worst, best = (-most, -least) if risk["kind"] == "risk" else (least, most)
        rows.append((risk["item"], risk["kind"], worst, best))
    worst, best = sum(row[2] for row in rows), sum(row[3] for row in rows)
    rows.append(("Total: range for the year end", "", worst, best))
    return pd.DataFrame(rows, columns=columns)


def contracts_ending(
    contract: pd.DataFrame, *, day: str, months: int = _CALENDAR_MONTHS
) -> pd.DataFrame:
    """Contracts that end within so many months of a day, the soonest first.

    An extension supersedes the first end: ``ends_on`` is the end that counts, ``first_end_on``
    the one before the extension. A contract that has ended by the day is in it only where its
    end lies less than the same span back: it may still be in use without a contract. Columns:
    scope, practice_code, contract_type, first_end_on, ends_on, days_left, extended,
    procurement_status.

    One row per contract_id.
    """
    end = contract["extended_to"].fillna(contract["ends_on"])
    ending = contract.assign(
        first_end_on=contract["ends_on"],
        extended=contract["extended_to"].notna().map({True: "yes", False: "no"}).astype("str"),
        ends_on=end,
    )
    ending = ending[end.notna() & (end <= _later(day, months)) & (end > _later(day, -months))]
    left = [periods.days_between(day, end) for end in ending["ends_on"]]
    ending = ending.assign(days_left=pd.Series(left, index=ending.index, dtype="int64"))
    ending = ending.sort_values(["ends_on", "contract_id"], ignore_index=True)
    return ending[["scope", "practice_code", "contract_type", *_ENDS]]


def expiry_calendar(contracts_ending: pd.DataFrame) -> pd.DataFrame:
    """The contracts that end, those of one scope and day together; no practice is named.

    Columns: scope, contract_type, contracts, first_end_on, ends_on, days_left, extended,
    procurement_status.

    One row per scope, contract_type, end and status.
    """
    same = ["ends_on", "scope", "contract_type", "first_end_on", "days_left", "extended"]
    grouped = contracts_ending.fillna({"procurement_status": ""}).groupby(
        [*same, "procurement_status"], as_index=False, sort=True
    )
    rows = grouped.agg(contracts=("practice_code", "size"))
    return rows[["scope", "contract_type", "contracts", *_ENDS]]


def practice_contracts_ending(
    contract: pd.DataFrame, practice: pd.DataFrame, *, day: str
) -> pd.DataFrame:
    """The contracts for a practice's whole service that end within 12 months, and where.

    As ``contracts_ending`` without local contracts; adds ``locality``, blank where the register
    does not have the practice.

    One row per contract_id.
    """
    ending = contracts_ending(contract[contract["contract_type"] != "local"], day=day)
    place = practice.groupby("practice_code")["locality"].last()
    return ending.assign(locality=ending["practice_code"].map(place))


def contracts_per_practice(contract: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """How many contracts each practice holds on a day; the number, not their value.

    One row per practice_code.
    """
    end = contract["extended_to"].fillna(contract["ends_on"])
    live = contract[(contract["starts_on"] <= day) & (end.isna() | (end >= day))]
    return live.groupby("practice_code", as_index=False).agg(contracts=("contract_id", "size"))


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Disputed claims, the range for the year end, and contracts that end."""
    ledger, claims, risks = tables["ledger_line"], tables["payment_claim"], tables["finance_risk"]
    found = _claim_figures(claims, cycle)
    latest = reported_month(ledger, as_at=cycle.as_at)
    span = year_end_range(ledger, claims, risks, month=latest)
    # The sum of the range has no item of its own.
    span["item"] = span["item"].where(span["kind"] != "", "")
    about: dict[str, Any] = {"area": cycle.commissioner, "period": latest, "basis": "forecast"}
    about["source"] = sources(ledger, claims, risks)
    for case in ("worst", "best"):
        columns = {"year_end_range": f"{case}_gbp"}
        found += by_row(span, columns, by={"item": "item"}, case=case, **about)
    return found + _contract_figures(tables["contract"], cycle)


def _claim_figures(claims: pd.DataFrame, cycle: Cycle) -> list[dict]:
    if claims.empty:
        return []
    about: dict[str, Any] = {"area": cycle.commissioner, "source": sources(claims)}
    about["period"] = claims["as_at"].max()[:7]
    disputed = claims[~claims["status"].isin(["ratified", *_CLOSED])]
    allowed = disputed["in_forecast_gbp"].sum()
    found = figure("disputed_claims_in_forecast", allowed, basis="forecast", **about)
    columns = {"disputed_claims_exposure": "value_gbp", "disputed_claims": "claims"}
    by_status = claims_by_status(claims)
    by_status = by_status[by_status["status"] != "Total"]
    found += by_row(by_status, columns, by={"status": "status"}, **about)
    by_type = claims_by_type(claims)
    by_type = by_type[by_type["claim_type"] != "Total"]
    columns = {"disputed_claims_by_type": "value_gbp"}
    return found + by_row(by_type, columns, by={"claim_type": "claim_type"}, **about)


def _contract_figures(contracts: pd.DataFrame, cycle: Cycle) -> list[dict]:
    if contracts.empty:
        return []
    about: dict[str, Any] = {"area": cycle.commissioner, "source": sources(contracts)}
    about["period"] = cycle.as_at
    ending = contracts_ending(contracts, day=cycle.as_at)
    ahead = ending[ending["days_left"] >= 0]
    found = figure("contracts_ending", len(ahead), **about)
    extended, lapsed = (ahead["extended"] == "yes").sum(), len(ending) - len(ahead)
    found += figure("contracts_ending", extended, status="extended", **about)
    found += figure("contracts_ending", lapsed, status="already ended", **about)
    held = contracts_per_practice(contracts, day=cycle.as_at)["contracts"]
    found += figure("contracts_per_practice", held.max(), statistic="most", **about)
    return found + figure("contracts_per_practice", held.mean(), statistic="mean", **about)


def _later(day: str, months: int) -> str:
    """The day so many months later; the month's last day where it has no such day."""
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date().isoformat()
