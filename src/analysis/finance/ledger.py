"""The position: variance, what is one-off, why it moved, what is disputed."""

import pandas as pd

from analysis import periods
from analysis.finance.cards import CARDS
from analysis.measures import figure, pick, sources
from analysis.project import Cycle

MONEY = ["annual_budget_gbp", "budget_to_date_gbp", "actual_to_date_gbp", "forecast_gbp"]


def position(ledger_line: pd.DataFrame, *, stream: str | None = None) -> pd.DataFrame:
    """Each line at the end of each month with its variances; all streams unless one is named.

    Adds ``variance_to_date_gbp``, ``forecast_variance_gbp`` and ``underlying_variance_gbp``,
    positive where underspent; blank where a part is not known.

    One row per month, line_code.
    """
    lines = ledger_line if stream is None else ledger_line[ledger_line["stream"] == stream]
    return lines.assign(
        variance_to_date_gbp=lines["budget_to_date_gbp"] - lines["actual_to_date_gbp"],
        forecast_variance_gbp=lines["annual_budget_gbp"] - lines["forecast_gbp"],
        underlying_variance_gbp=lines["annual_budget_gbp"]
        - lines["forecast_gbp"]
        - lines["non_recurrent_benefit_gbp"],
    ).sort_values(["month", "line_code"], ignore_index=True)


def position_by_month(ledger_line: pd.DataFrame, *, stream: str) -> pd.DataFrame:
    """A stream's money and variances at the end of each month; blank where a line's is not known.

    One row per month.
    """
    lines = position(ledger_line, stream=stream)
    summed = [
        *MONEY,
        "non_recurrent_benefit_gbp",
        "variance_to_date_gbp",
        "forecast_variance_gbp",
        "underlying_variance_gbp",
    ]
    grouped = lines.groupby("month", sort=True)[summed]
    # A total over a line that is not known is not known either.
    return grouped.sum().where(grouped.count() == grouped.size().to_numpy()[:, None]).reset_index()


def reported_month(ledger_line: pd.DataFrame, *, as_at: str) -> str | None:
    """The latest month in the ledger that had ended by a day; None where there is none."""
    months = [m for m in ledger_line["month"].dropna().unique() if periods.month_end(m) <= as_at]
    return max(months) if months else None


def position_table(
    ledger_line: pd.DataFrame, *, stream: str, month: str | None, since: str | None
) -> pd.DataFrame:
    """A stream's lines at a month beside the forecast variance last reported, with their total.

    Columns: line, annual_budget_gbp, budget_to_date_gbp, actual_to_date_gbp, forecast_gbp,
    forecast_variance_gbp (positive is an underspend), in_words, variance_last_reported_gbp,
    movement_gbp. The last row is the total; blank where a line is not known. Empty where the
    month is not in the ledger.

    One row per line.
    """
    lines = position(ledger_line, stream=stream)
    now = lines[lines["month"] == month].set_index("line_code")
    before = lines[lines["month"] == since].set_index("line_code")["forecast_variance_gbp"]
    table = now[["line", *MONEY, "forecast_variance_gbp"]].assign(
        variance_last_reported_gbp=before.reindex(now.index)
    )
    if table.empty:
        return table.assign(in_words="", movement_gbp=0.0)
    total = table.drop(columns="line").sum(skipna=False)
    table = pd.concat([table, pd.DataFrame([{"line": "Total", **total}])], ignore_index=True)
    table["movement_gbp"] = table["forecast_variance_gbp"] - table["variance_last_reported_gbp"]
    variance = table["forecast_variance_gbp"]
    # What prints as £0 is on budget.
    words = pd.Series("on budget", index=table.index)
    words = words.mask(variance >= 0.5, "underspend").mask(variance <= -0.5, "overspend")
    table.insert(6, "in_words", words.mask(variance.isna(), "not known"))
    return table


def forecast_bridge(
    ledger_line: pd.DataFrame, *, since: str | None, until: str | None
) -> pd.DataFrame:
    """The delegated forecast variance from one month to another, by the ledger's cause.

    First row the earlier variance, last row the later, the steps between; the steps add up to
    the movement exactly. Columns: step, amount_gbp. Empty where either month is not in the
    ledger. A line without a cause counts as "Cause not given".

    One row per step.
    """
    lines = position(ledger_line, stream="delegated")
    months = set(lines["month"])
    if since not in months or until not in months or since >= until:
        return pd.DataFrame(
            {"step": pd.Series(dtype="str"), "amount_gbp": pd.Series(dtype="float64")}
        )
    earlier = lines[lines["month"] == since].set_index("line_code")["forecast_variance_gbp"]
    later = lines[lines["month"] == until].set_index("line_code")
    moved = later["forecast_variance_gbp"].subtract(earlier, fill_value=0.0)
    cause = later["cause"].reindex(moved.index).fillna("Cause not given")
    steps = moved.groupby(cause).sum()
    steps = steps[steps.abs() >= 0.005].sort_values(key=lambda s: -s.abs(), kind="stable")
    return pd.DataFrame(
        {
            "step": [
                f"Forecast at {periods.in_words(since)}",
                *steps.index,
                f"Forecast at {periods.in_words(until)}",
            ],
            "amount_gbp": [
                float(earlier.sum()),
                *steps.to_numpy(),
                float(later["forecast_variance_gbp"].sum()),
            ],
        }
    )


def variances(measures: pd.DataFrame) -> pd.DataFrame:
    """The headline and the underlying forecast variance, month by month, for a chart.

    Columns: month, position (Headline or Underlying), variance_gbp.

    One row per month, position.
    """
    parts = [
        pick(measures, name, area_type="commissioner").assign(position=position)
        for position, name in (
            ("Headline", "delegated_forecast_variance"),
            ("Underlying", "delegated_underlying_variance"),
        )
    ]
    rows = pd.concat(parts, ignore_index=True)
    return rows.rename(columns={"period": "month", "value": "variance_gbp"})[
        ["month", "position", "variance_gbp"]
    ]


def claims_by_status(payment_claim: pd.DataFrame) -> pd.DataFrame:
    """Claims still open by status: number, value and what the forecast allows.

    One row per status.
    """
    unsettled = payment_claim[~payment_claim["status"].isin(["settled", "rejected"])]
    return unsettled.groupby("status", as_index=False, sort=True).agg(
        claims=("claim_id", "size"),
        value_gbp=("value_gbp", "sum"),
        in_forecast_gbp=("in_forecast_gbp", "sum"),
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The figures of this room, as rows of the long table."""
    ledger, claims, ours = tables["ledger_line"], tables["payment_claim"], cycle.commissioner
    found = []
    latest = reported_month(ledger, as_at=cycle.as_at)
    source = sources(ledger)
    by_month = position_by_month(ledger, stream="delegated")
    by_month = by_month[by_month["month"] <= (latest or "")]
    for row in by_month.to_dict("records"):
        about = {"area": ours, "period": row["month"], "source": source}
        forecast = {**about, "basis": "forecast"}
        for name, column in (
            ("delegated_forecast_variance", "forecast_variance_gbp"),
            ("delegated_non_recurrent_benefit", "non_recurrent_benefit_gbp"),
            ("delegated_underlying_variance", "underlying_variance_gbp"),
        ):
            found += figure(CARDS[name], row[column], **forecast)
        found += figure(CARDS["delegated_variance_to_date"], row["variance_to_date_gbp"], **about)
    bridge = forecast_bridge(ledger, since=cycle.last_reported_month, until=latest)
    if len(bridge):
        moved = bridge["amount_gbp"].iloc[-1] - bridge["amount_gbp"].iloc[0]
        found += figure(
            CARDS["delegated_forecast_movement"],
            moved,
            area=ours,
            period=latest,
            basis="forecast",
            source=source,
        )
    if latest:
        found += figure(
            CARDS["finance_data_age"],
            periods.days_between(periods.month_end(latest), cycle.as_at),
            area=ours,
            period=cycle.as_at,
            source=source,
        )
    if len(claims):
        month = claims["as_at"].max()[:7]
        about = {"area": ours, "period": month, "source": sources(claims)}
        disputed = claims[~claims["status"].isin(["ratified", "settled", "rejected"])]
        found += figure(
            CARDS["disputed_claims_in_forecast"],
            disputed["in_forecast_gbp"].sum(),
            basis="forecast",
            **about,
        )
        for row in claims_by_status(claims).to_dict("records"):
            found += figure(
                CARDS["disputed_claims_exposure"],
                row["value_gbp"],
                category=row["status"],
                **about,
            )
    return found
