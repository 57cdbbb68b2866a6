"""The position: variance by line and by stream, with and without what is one-off."""

from typing import Any

import pandas as pd

from analysis.measures import by_row, figure, sources
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

_BEFORE = "variance_last_reported_gbp"
_TOTAL = "Total primary care"
_APART = "Prescribing, outside the total"
# What each figure of the ledger is called in the long table, by its basis.
_LEDGER = {
    "plan": {
        "ledger_budget": "annual_budget_gbp",
        "ledger_budget_to_date": "budget_to_date_gbp",
    },
    "actual": {"ledger_spent_to_date": "actual_to_date_gbp"},
    "forecast": {
        "ledger_forecast": "forecast_gbp",
        "ledger_forecast_variance": "forecast_variance_gbp",
        "ledger_non_recurrent_benefit": "non_recurrent_benefit_gbp",
        "ledger_underlying_variance": "underlying_variance_gbp",
    },
}
_DELEGATED = {
    "delegated_forecast_variance": "forecast_variance_gbp",
    "delegated_non_recurrent_benefit": "non_recurrent_benefit_gbp",
    "delegated_underlying_variance": "underlying_variance_gbp",
}


def with_variances(ledger_line: pd.DataFrame, *, stream: str | None = None) -> pd.DataFrame:
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
    grouped = with_variances(ledger_line, stream=stream).groupby("month", sort=True)[PARTS]
    # A total over a line that is not known is not known either.
    return grouped.sum().where(grouped.count() == grouped.size().to_numpy()[:, None]).reset_index()


def reported_month(ledger_line: pd.DataFrame, *, as_at: str) -> str | None:
    """The latest month in the ledger that had ended by a day; None where there is none."""
    months = [m for m in ledger_line["month"].dropna().unique() if periods.month_end(m) <= as_at]
    return max(months) if months else None


def position_by_line(
    ledger_line: pd.DataFrame, *, month: str | None, since: str | None
) -> pd.DataFrame:
    """The lines at a month with the forecast variance last reported, largest budget first.

    Columns: stream, line_code, line, the money and variances in pounds (positive is an
    underspend), variance_last_reported_gbp, in_words, movement_gbp; blank where not known. A
    line that the month last reported has and this one lacks is not in it: the bridge shows it.

    One row per line_code.
    """
    lines = with_variances(ledger_line)
    now = lines[lines["month"] == month]
    before = lines[lines["month"] == earlier_of_year(since, month)].set_index("line_code")
    now = now.assign(
        variance_last_reported_gbp=now["line_code"]
        .map(before["forecast_variance_gbp"])
        .astype("float64"),
        place=now["stream"].map(list(STREAMS).index).astype("float64"),
    ).sort_values(
        ["place", "annual_budget_gbp", "line_code"], ascending=[True, False, True], kind="stable"
    )
    return _with_movement(now[["stream", "line_code", "line", *PARTS, _BEFORE]])


def position_by_stream(
    ledger_line: pd.DataFrame, *, month: str | None, since: str | None
) -> pd.DataFrame:
    """The streams at a month, primary care's total, and prescribing apart from it.

    Columns: line (what the row is), the money and variances in pounds,
    variance_last_reported_gbp, in_words, movement_gbp. A sum over a line that is not known is
    blank; the variance last reported is summed over the lines of that month. Empty without the
    month.

    One row per stream, and one for the total of delegated and core.
    """
    sums = {}
    for stream in STREAMS:
        by_month = position_by_month(ledger_line, stream=stream).set_index("month")
        if month in by_month.index:
            before = by_month["forecast_variance_gbp"].get(
                earlier_of_year(since, month), float("nan")
            )
            sums[stream] = {**by_month.loc[month], _BEFORE: before}
    rows = [{"line": STREAMS[s], **sums[s]} for s in PRIMARY_CARE if s in sums]
    if len(rows) == len(PRIMARY_CARE):
        whole = pd.DataFrame([sums[s] for s in PRIMARY_CARE]).sum(skipna=False)
        rows.append({"line": _TOTAL, **whole})
    if "prescribing" in sums:
        rows.append({"line": _APART, **sums["prescribing"]})
    return _with_movement(pd.DataFrame(rows, columns=["line", *PARTS, _BEFORE]))


def with_total(
    position_by_line: pd.DataFrame, budget_line: pd.DataFrame, *, stream: str
) -> pd.DataFrame:
    """One stream's lines, category by category, with a subtotal for each and their total last.

    The largest category comes first; one of a single line needs no subtotal. A total over a line
    that is not known is blank. Lines without a budget line come last, without a subtotal.

    One row per line, and one for each total.
    """
    lines = position_by_line[position_by_line["stream"] == stream]
    if lines.empty:
        return lines
    category = lines["line_code"].map(budget_line.groupby("line_code")["category"].last())
    lines = lines[["stream", "line_code", "line", *PARTS, _BEFORE]].assign(category=category)
    size = lines.groupby("category")["annual_budget_gbp"].sum().sort_values(ascending=False)
    parts = []
    for name in size.index:
        group = lines[lines["category"] == name]
        parts.append(group)
        if len(group) > 1:
            parts.append(_total(group, f"Total {name[:1].lower()}{name[1:]}"))
    parts.append(lines[category.isna()])
    parts.append(_total(lines, f"Total {STREAMS[stream].lower()}"))
    return _with_movement(pd.concat(parts))


def with_direction(position: pd.DataFrame) -> pd.DataFrame:
    """A position with ``in_words``: the direction of its forecast variance as the figure prints.

    ``in_words`` is underspend, overspend, on budget (what rounds to nothing) or not known.

    One row per row of ``position``.
    """
    variance = position["forecast_variance_gbp"].astype("float64")
    words = pd.Series("on budget", index=position.index, dtype="str")
    words = words.mask(variance.round() > 0, "underspend").mask(variance.round() < 0, "overspend")
    return position.assign(in_words=words.mask(variance.isna(), "not known"))


def headline_and_underlying(measures: pd.DataFrame) -> pd.DataFrame:
    """The headline and the underlying forecast variance, month by month of the latest year.

    Columns: month, position (Headline or Underlying), variance_gbp.

    One row per month, position.
    """
    names = {
        "delegated_forecast_variance": "Headline",
        "delegated_underlying_variance": "Underlying",
    }
    rows = measures[measures["measure"].isin(names) & measures["area_type"].eq("commissioner")]
    rows = rows.assign(position=rows["measure"].map(names)).sort_values(["position", "period"])
    year = rows["period"].map(periods.financial_year)
    rows = rows[year == year.max()].rename(columns={"period": "month", "value": "variance_gbp"})
    return rows[["month", "position", "variance_gbp"]].reset_index(drop=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The position of the delegated budget by month, and of every stream and line at the latest."""
    ledger, since = tables["ledger_line"], cycle.last_reported_month
    latest = reported_month(ledger, as_at=cycle.as_at)
    if latest is None:
        return []
    about: dict[str, Any] = {"area": cycle.commissioner, "source": sources(ledger)}
    by_month = position_by_month(ledger, stream="delegated")
    by_month = by_month[by_month["month"] <= latest]
    found = by_row(by_month, _DELEGATED, by={"period": "month"}, basis="forecast", **about)
    to_date = {"delegated_variance_to_date": "variance_to_date_gbp"}
    found += by_row(by_month, to_date, by={"period": "month"}, **about)
    streams = position_by_stream(ledger, month=latest, since=since)
    names = {_TOTAL: "primary care", _APART: "prescribing"}
    streams["stream"] = streams["line"].replace(names).str.lower()
    lines = position_by_line(ledger, month=latest, since=since)
    rows = pd.concat([streams.assign(line_code=""), lines])
    by = {"stream": "stream", "line_code": "line_code"}
    for basis, columns in _LEDGER.items():
        found += by_row(rows, columns, by=by, basis=basis, period=latest, **about)
    before = {"ledger_forecast_variance": _BEFORE}
    found += by_row(rows, before, by=by, basis="forecast", period=since or latest, **about)
    age = periods.days_between(periods.month_end(latest), cycle.as_at)
    return found + figure("finance_data_age", age, period=cycle.as_at, **about)


def earlier_of_year(since: str | None, month: str | None) -> str | None:
    """The month last reported, where it is an earlier one of the same year's budget; else None."""
    if not since or not month or since >= month:
        return None
    same = periods.financial_year(since) == periods.financial_year(month)
    return since if same else None


def _total(lines: pd.DataFrame, name: str) -> pd.DataFrame:
    money = lines[[*PARTS, _BEFORE]].sum(skipna=False)
    return pd.DataFrame(
        [{"stream": lines["stream"].iloc[0], "line_code": "", "line": name, **money}]
    )


def _with_movement(position: pd.DataFrame) -> pd.DataFrame:
    movement = position["forecast_variance_gbp"] - position[_BEFORE]
    return with_direction(position).assign(movement_gbp=movement).reset_index(drop=True)
