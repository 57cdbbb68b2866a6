"""The position: variance by line and by stream, with and without what is one-off."""

import pandas as pd

from analysis.measures import figure, pick, sources
from analysis.project import Cycle, periods

MONEY = ["annual_budget_gbp", "budget_to_date_gbp", "actual_to_date_gbp", "forecast_gbp"]
PARTS = [
    *MONEY,
    "variance_to_date_gbp",
    "forecast_variance_gbp",
    "non_recurrent_benefit_gbp",
    "underlying_variance_gbp",
]
STREAMS = {"delegated": "Delegated", "core": "Core", "prescribing": "Prescribing"}
PRIMARY_CARE = ("delegated", "core")

_TOTAL = "Total primary care"
_APART = "Prescribing, outside the total"
# What each printed figure of the ledger is called in the long table.
_LEDGER = {
    "annual_budget_gbp": ("ledger_budget", "plan"),
    "budget_to_date_gbp": ("ledger_budget_to_date", "plan"),
    "actual_to_date_gbp": ("ledger_spent_to_date", "actual"),
    "forecast_gbp": ("ledger_forecast", "forecast"),
    "forecast_variance_gbp": ("ledger_forecast_variance", "forecast"),
    "non_recurrent_benefit_gbp": ("ledger_non_recurrent_benefit", "forecast"),
    "underlying_variance_gbp": ("ledger_underlying_variance", "forecast"),
}


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
    grouped = position(ledger_line, stream=stream).groupby("month", sort=True)[PARTS]
    # A total over a line that is not known is not known either.
    return grouped.sum().where(grouped.count() == grouped.size().to_numpy()[:, None]).reset_index()


def reported_month(ledger_line: pd.DataFrame, *, as_at: str) -> str | None:
    """The latest month in the ledger that had ended by a day; None where there is none."""
    months = [m for m in ledger_line["month"].dropna().unique() if periods.month_end(m) <= as_at]
    return max(months) if months else None


def position_by_line(
    ledger_line: pd.DataFrame, *, month: str | None, since: str | None
) -> pd.DataFrame:
    """The lines at a month beside the forecast variance last reported, largest budget first.

    Columns: stream, line_code, line, the money and variances in pounds (positive is an
    underspend), in_words, variance_last_reported_gbp, movement_gbp; blank where not known. A
    line that the month last reported has and this one lacks is not in it: the bridge shows it.

    One row per line_code.
    """
    lines = position(ledger_line)
    now = lines[lines["month"] == month]
    before = lines[lines["month"] == _same_year(since, month)]
    now = now.assign(
        variance_last_reported_gbp=now["line_code"]
        .map(before.set_index("line_code")["forecast_variance_gbp"])
        .astype("float64"),
        place=now["stream"].map(list(STREAMS).index).astype("float64"),
    ).sort_values(
        ["place", "annual_budget_gbp", "line_code"], ascending=[True, False, True], kind="stable"
    )
    return _with_words(now[["stream", "line_code", "line", *PARTS, "variance_last_reported_gbp"]])


def position_by_stream(
    ledger_line: pd.DataFrame, *, month: str | None, since: str | None
) -> pd.DataFrame:
    """The streams at a month, primary care's total, and prescribing apart from it.

    Columns: line (what the row is), the money and variances in pounds, in_words,
    variance_last_reported_gbp, movement_gbp. A sum over a line that is not known is blank; the
    variance last reported is summed over the lines of that month. Empty without the month.

    One row per stream, and one for the total of delegated and core.
    """
    sums = {}
    earlier = _same_year(since, month)
    for stream in STREAMS:
        by_month = position_by_month(ledger_line, stream=stream).set_index("month")
        if month not in by_month.index:
            continue
        sums[stream] = by_month.loc[month].copy()
        sums[stream]["variance_last_reported_gbp"] = (
            by_month["forecast_variance_gbp"].get(earlier, float("nan"))
            if earlier
            else float("nan")
        )
    rows = [{"line": STREAMS[s], **sums[s]} for s in PRIMARY_CARE if s in sums]
    if len(rows) == len(PRIMARY_CARE):
        whole = pd.DataFrame([sums[s] for s in PRIMARY_CARE]).sum(skipna=False)
        rows.append({"line": _TOTAL, **whole})
    if "prescribing" in sums:
        rows.append({"line": _APART, **sums["prescribing"]})
    columns = ["line", *PARTS, "variance_last_reported_gbp"]
    return _with_words(pd.DataFrame(rows, columns=columns))


def with_total(position_by_line: pd.DataFrame, *, stream: str) -> pd.DataFrame:
    """One stream's lines and, last, their total; blank where a line is not known.

    One row per line, and one for the total.
    """
    lines = position_by_line[position_by_line["stream"] == stream]
    if lines.empty:
        return lines
    money = [*PARTS, "variance_last_reported_gbp"]
    total = {"stream": stream, "line_code": "", "line": f"Total {STREAMS[stream].lower()}"}
    total |= lines[money].sum(skipna=False).to_dict()
    rows = pd.concat([lines[["stream", "line_code", "line", *money]], pd.DataFrame([total])])
    return _with_words(rows)


def in_thousands(position: pd.DataFrame) -> pd.DataFrame:
    """A position as the committee reads it: whole thousands of pounds and the variance in words.

    Where no month was last reported, what stood then and the movement are no columns at all.

    One row per row of ``position``.
    """
    shown = {
        "Line": position["line"],
        "Budget £k": position["annual_budget_gbp"],
        "Spent so far £k": position["actual_to_date_gbp"],
        "Forecast £k": position["forecast_gbp"],
        "Variance £k": position["forecast_variance_gbp"],
        # What prints as nothing is on budget.
        "In words": direction(position["forecast_variance_gbp"] / 1000),
        "Without one-offs £k": position["underlying_variance_gbp"],
        "Last reported £k": position["variance_last_reported_gbp"],
        "Movement £k": position["movement_gbp"],
    }
    money = [name for name in shown if name.endswith("£k")]
    frame = pd.DataFrame(shown).reset_index(drop=True)
    frame = frame.assign(**{name: (frame[name] / 1000).round() for name in money})
    since = ["Last reported £k", "Movement £k"]
    return frame if frame[since].notna().any(axis=None) else frame.drop(columns=since)


def variances(measures: pd.DataFrame) -> pd.DataFrame:
    """The headline and the underlying forecast variance, month by month of the latest year.

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
    if len(rows):
        year = rows["period"].map(periods.financial_year)
        rows = rows[year == periods.financial_year(rows["period"].max())]
    return rows.rename(columns={"period": "month", "value": "variance_gbp"})[
        ["month", "position", "variance_gbp"]
    ].reset_index(drop=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The figures of this room, as rows of the long table."""
    ledger, ours = tables["ledger_line"], cycle.commissioner
    found = []
    latest = reported_month(ledger, as_at=cycle.as_at)
    if latest is None:
        return found
    source = sources(ledger)
    by_month = position_by_month(ledger, stream="delegated")
    for row in by_month[by_month["month"] <= latest].to_dict("records"):
        about = {"area": ours, "period": row["month"], "source": source}
        forecast = {**about, "basis": "forecast"}
        for name, column in (
            ("delegated_forecast_variance", "forecast_variance_gbp"),
            ("delegated_non_recurrent_benefit", "non_recurrent_benefit_gbp"),
            ("delegated_underlying_variance", "underlying_variance_gbp"),
        ):
            found += figure(name, row[column], **forecast)
        found += figure("delegated_variance_to_date", row["variance_to_date_gbp"], **about)
    since = cycle.last_reported_month
    lines = position_by_line(ledger, month=latest, since=since).assign(
        category=lambda rows: rows["stream"] + ": " + rows["line_code"]
    )
    names = {_TOTAL: "primary care", _APART: "prescribing"}
    streams = position_by_stream(ledger, month=latest, since=since).assign(
        category=lambda rows: rows["line"].map(names).fillna(rows["line"].str.lower())
    )
    for row in pd.concat([streams, lines]).to_dict("records"):
        for column, (name, basis) in _LEDGER.items():
            found += figure(
                name,
                row[column],
                category=row["category"],
                area=ours,
                period=latest,
                basis=basis,
                source=source,
            )
        found += figure(
            "ledger_forecast_variance",
            row["variance_last_reported_gbp"],
            category=row["category"],
            area=ours,
            period=since or latest,
            basis="forecast",
            source=source,
        )
    found += figure(
        "finance_data_age",
        periods.days_between(periods.month_end(latest), cycle.as_at),
        area=ours,
        period=cycle.as_at,
        source=source,
    )
    return found


def _same_year(since: str | None, month: str | None) -> str | None:
    """The month last reported, where it is an earlier month of the same budget."""
    if not since or not month or since >= month:
        return None
    same = periods.financial_year(since) == periods.financial_year(month)
    return since if same else None


def direction(variance: pd.Series) -> pd.Series:
    """A variance's direction as it prints: underspend, overspend, on budget or not known.

    One value per value.
    """
    rounded = variance.astype("float64").round()
    words = pd.Series("on budget", index=variance.index, dtype="str")
    words = words.mask(rounded > 0, "underspend").mask(rounded < 0, "overspend")
    return words.mask(variance.isna(), "not known")


def _with_words(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(
        in_words=direction(table["forecast_variance_gbp"]),
        movement_gbp=table["forecast_variance_gbp"] - table["variance_last_reported_gbp"],
    ).reset_index(drop=True)
