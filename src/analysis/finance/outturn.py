"""Is the forecast credible: the pace so far, where it leads with an interval, and a backtest.

One method, stated so that it can be checked by hand: what was spent so far over the budget to
date, times the budget of the year. It is a regression of each month's spending on each month's
budget through the origin, the variance in proportion to the budget, which gives the interval.
"""

from typing import Any

import pandas as pd

from analysis.finance.ledger import MONEY, STREAMS, reported_month
from analysis.measures import by_row, figure, pick, share, side_by_side, sources
from analysis.project import Cycle, periods

LEVEL = 0.8  # four years in five
_FEWEST = 3  # months, or spans of months, that an interval needs
_SWING = 10.0  # percent by which the rest of the year must differ from the pace so far
_RUN_RATE = {
    "projected_outturn": "outturn_gbp",
    "projected_outturn_low": "low_gbp",
    "projected_outturn_high": "high_gbp",
    "forecast_swing": "swing_percent",
}
_MISSES = {
    "projection_miss": "typical_miss_percent",
    "projection_stream_miss": "stream_miss_percent",
}
_FROM, _UNTIL = 3, 11  # month numbers from which the backtest looks ahead


def monthly(ledger_line: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Spending and budget of each month, from the cumulative ones, summed ``by`` first.

    Where a month is missing, its span goes into the next one. Columns: ``by``, financial_year,
    month, budget_gbp, spent_gbp, annual_budget_gbp, forecast_gbp, and both cumulative ones.

    One row per by, month.
    """
    grouped = ledger_line.groupby([*by, "month"], sort=True)[MONEY]
    # What lacks a line's figure is no sum.
    whole = grouped.sum().where(grouped.count().eq(grouped.size(), axis=0)).dropna().reset_index()
    whole["financial_year"] = whole["month"].map(periods.financial_year)
    group = whole.groupby([*by, "financial_year"])
    return whole.assign(
        budget_gbp=group["budget_to_date_gbp"].diff().fillna(whole["budget_to_date_gbp"]),
        spent_gbp=group["actual_to_date_gbp"].diff().fillna(whole["actual_to_date_gbp"]),
    )


def projected(months: pd.DataFrame, *, level: float = LEVEL) -> dict[str, float]:
    """Where one line's, or one stream's, months so far lead: outturn, and the interval's ends.

    ``months`` is part of one year of ``monthly``. Blank where a month has no budget or there is
    nothing to divide by; the interval is blank with fewer than three months.
    """
    blank = {"outturn_gbp": float("nan"), "low_gbp": float("nan"), "high_gbp": float("nan")}
    if months.empty or (months["budget_gbp"] <= 0).any():
        return blank
    last = months.iloc[-1]
    left = float(last["annual_budget_gbp"] - last["budget_to_date_gbp"])
    spent = float(last["actual_to_date_gbp"])
    ratio = spent / float(last["budget_to_date_gbp"])
    outturn = spent + ratio * left
    if left <= 0:
        return {"outturn_gbp": spent, "low_gbp": spent, "high_gbp": spent}
    if len(months) < _FEWEST:
        return {**blank, "outturn_gbp": outturn}
    from statsmodels.regression.linear_model import WLS

    budget = months["budget_gbp"].to_numpy(dtype="float64")
    fitted = WLS(months["spent_gbp"].to_numpy(dtype="float64"), budget, weights=1 / budget).fit()
    ahead = fitted.get_prediction(exog=[[left]], weights=[1 / left])
    low, high = ahead.conf_int(obs=True, alpha=1 - level)[0]
    return {"outturn_gbp": outturn, "low_gbp": spent + low, "high_gbp": spent + high}


def run_rate(ledger_line: pd.DataFrame, *, month: str) -> pd.DataFrame:
    """The outturn that the pace so far leads to, and the change of pace that the forecast needs.

    Columns: stream, line_code (empty for a stream as a whole), swing_percent (spending a month
    that the forecast needs for the rest of the year, over the pace so far, minus one),
    outturn_gbp, low_gbp, high_gbp.

    One row per stream and one per line_code.
    """
    rows = []
    for lines in (ledger_line.assign(line_code=""), ledger_line):
        months = monthly(lines, by=["stream", "line_code"])
        of_year = months["financial_year"] == periods.financial_year(month)
        months = months[of_year & (months["month"] <= month)]
        for (stream, code), group in months.groupby(["stream", "line_code"], sort=True):
            if group["month"].max() == month:
                swing = _swing_percent(group.iloc[-1])
                line = {"stream": stream, "line_code": code, "swing_percent": swing}
                rows.append({**line, **projected(group)})
    columns = ["stream", "line_code", "swing_percent", "outturn_gbp", "low_gbp", "high_gbp"]
    return pd.DataFrame(rows, columns=columns)


def backtest(ledger_line: pd.DataFrame) -> pd.DataFrame:
    """The method tried on the years that are over: from each month, was the outturn inside?

    A year counts once its month 12 is in the ledger. From the end of each month 3 to 11 the
    outturn of every line, and of the delegated stream, is projected from the months up to it.
    Columns: financial_year, month, lines, covered, typical_miss_percent (the middle miss of the
    lines, of their outturn), stream_miss_percent (of the delegated stream; positive is too high).

    One row per month looked from.
    """
    rows: list[tuple] = []
    by_line = monthly(ledger_line, by=["line_code"])
    delegated = ledger_line[ledger_line["stream"] == "delegated"]
    by_stream = monthly(delegated, by=["stream"])
    for year, months in by_line.groupby("financial_year", sort=True):
        number = months["month"].map(periods.month_number)
        if not (number == 12).any():
            continue
        whole = by_stream[by_stream["financial_year"] == year]
        for looked_from in sorted(months.loc[number.between(_FROM, _UNTIL), "month"].unique()):
            tried = [
                line
                for _, group in months.groupby("line_code", sort=True)
                if group["month"].max() > looked_from and (line := _tried(group, looked_from))
            ]
            if not tried:
                continue
            lines, stream = pd.DataFrame(tried), _tried(whole, looked_from)
            typical = lines["miss_percent"].abs().median()
            missed = stream["miss_percent"] if stream else float("nan")
            covered = int(lines["covered"].sum())
            rows.append((year, looked_from, len(lines), covered, typical, missed))
    columns = ["financial_year", "month", "lines", "covered", *_MISSES.values()]
    return pd.DataFrame(rows, columns=columns)


def credibility(measures: pd.DataFrame, ledger_line: pd.DataFrame, *, stream: str) -> pd.DataFrame:
    """The run-rate of a stream's lines as the measures have it, the stream itself last.

    Columns: line, forecast_gbp, outturn_gbp, low_gbp, high_gbp, swing_percent, judgement. The
    forecast "implies a swing" where it lies outside the interval and the rest of the year must
    differ from the pace so far by a tenth or more.

    One row per line, the largest forecast first, and one for the stream.
    """
    columns = {"ledger_forecast": "forecast_gbp", **_RUN_RATE}
    where = {"area_type": "commissioner", "basis": "forecast", "stream": stream}
    table = side_by_side(measures, columns, by=["line_code"], **where)
    forecast = table["forecast_gbp"]
    outside = (forecast < table["low_gbp"]) | (forecast > table["high_gbp"])
    swings = outside & (table["swing_percent"].abs() >= _SWING)
    unknown = table[["low_gbp", "forecast_gbp"]].isna().any(axis=1)
    judged = pd.Series("in line", index=table.index).mask(outside, "outside the range")
    names = ledger_line.drop_duplicates("line_code", keep="last").set_index("line_code")["line"]
    whole = table["line_code"] == ""
    line = table["line_code"].map(names).where(~whole, f"Total {STREAMS[stream].lower()}")
    judged = judged.mask(swings, "implies a swing").mask(unknown, "not known")
    table = table.assign(line=line, judgement=judged, whole=whole)
    order = ["whole", "forecast_gbp", "line"]
    table = table.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return table[["line", *columns.values(), "judgement"]]


def backtests(measures: pd.DataFrame) -> pd.DataFrame:
    """The backtest as the measures have it: looked from each month, and all months together.

    Columns: looked_from (a month, or all of a year), projections, held, held_percent,
    typical_miss_percent, stream_miss_percent.

    One row per month looked from, and one per year.
    """
    covered = pick(measures, "projection_covered", area_type="commissioner").set_index("period")
    columns = {"projection_covered": "held_percent", **_MISSES}
    table = side_by_side(measures, columns, by=["period"], area_type="commissioner")
    whole = ~table["period"].str.match(periods.MONTH)
    return table.assign(
        whole=whole,
        looked_from=table["period"].where(~whole, "All of " + table["period"]),
        projections=table["period"].map(covered["denominator"]),
        held=table["period"].map(covered["numerator"]),
    ).sort_values(["whole", "period"], ignore_index=True)[
        ["looked_from", "projections", "held", *columns.values()]
    ]


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Where the pace so far leads, line by line, and how often such projections held."""
    ledger = tables["ledger_line"]
    latest = reported_month(ledger, as_at=cycle.as_at)
    if latest is None:
        return []
    about: dict[str, Any] = {"area": cycle.commissioner, "source": sources(ledger)}
    lines, by = run_rate(ledger, month=latest), {"stream": "stream", "line_code": "line_code"}
    found = by_row(lines, _RUN_RATE, by=by, period=latest, basis="forecast", **about)
    tried = backtest(ledger[ledger["month"] <= latest])
    for period, rows in (*tried.groupby("month"), *tried.groupby("financial_year")):
        about["period"] = period
        found += share("projection_covered", rows["covered"].sum(), rows["lines"].sum(), **about)
        for measure, column in _MISSES.items():
            found += figure(measure, rows[column].median(), **about)
    return found


def _swing_percent(last: pd.Series) -> float:
    """Spending a month that a line's forecast still needs, over its pace so far, minus one."""
    gone = periods.month_number(last["month"])
    pace = last["actual_to_date_gbp"] / gone
    if not pace or gone == 12:
        return float("nan")
    needed = (last["forecast_gbp"] - last["actual_to_date_gbp"]) / (12 - gone)
    return (needed / pace - 1) * 100


def _tried(months: pd.DataFrame, looked_from: str) -> dict | None:
    """One line's projection from a month against what it came to; None where it has none."""
    known = months[months["month"] <= looked_from]
    came_to = months.loc[months["month"].map(periods.month_number) == 12, "actual_to_date_gbp"]
    if known.empty or came_to.empty or not float(came_to.iloc[0]):
        return None
    ahead, actual = projected(known), float(came_to.iloc[0])
    if ahead["low_gbp"] != ahead["low_gbp"]:
        return None
    return {
        "covered": bool(ahead["low_gbp"] <= actual <= ahead["high_gbp"]),
        "miss_percent": (ahead["outturn_gbp"] / actual - 1) * 100,
    }
