"""Is the forecast credible: the pace so far, where it leads with an interval, and a backtest.

One method, stated so that it can be checked by hand: what was spent so far over the budget to
date, times the budget of the year. It is a regression of each month's spending on each month's
budget through the origin, the variance in proportion to the budget, which gives the interval.
"""

import pandas as pd

from analysis.finance.ledger import STREAMS, reported_month
from analysis.measures import figure, pick, share, sources
from analysis.project import Cycle, periods

LEVEL = 0.8  # four years in five
_FEWEST = 3  # months, or spans of months, that an interval needs
_SWING = 10.0  # percent by which the rest of the year must differ from the pace so far
_FROM, _UNTIL = 3, 11  # month numbers from which the backtest looks ahead


def monthly(ledger_line: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Spending and budget of each month, from the cumulative ones, summed ``by`` first.

    Where a month is missing, its span goes into the next one. Columns: ``by``, financial_year,
    month, budget_gbp, spent_gbp, annual_budget_gbp, forecast_gbp, both cumulative ones, and
    ``months`` that the span covers.

    One row per by, month.
    """
    sums = ["annual_budget_gbp", "budget_to_date_gbp", "actual_to_date_gbp", "forecast_gbp"]
    grouped = ledger_line.groupby([*by, "month"], sort=True)[sums]
    # What lacks a line's figure is no sum.
    whole = grouped.sum().where(grouped.count().eq(grouped.size(), axis=0)).dropna().reset_index()
    whole["financial_year"] = whole["month"].map(periods.financial_year)
    number = whole["month"].map(periods.month_number).astype("float64")
    group = whole.groupby([*by, "financial_year"])
    return whole.assign(
        budget_gbp=group["budget_to_date_gbp"].diff().fillna(whole["budget_to_date_gbp"]),
        spent_gbp=group["actual_to_date_gbp"].diff().fillna(whole["actual_to_date_gbp"]),
        months=number.groupby([whole[name] for name in [*by, "financial_year"]])
        .diff()
        .fillna(number)
        .astype("int64"),
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


def run_rate(ledger_line: pd.DataFrame, *, month: str | None) -> pd.DataFrame:
    """Every line's forecast beside the outturn that its pace so far leads to.

    Columns: stream, line_code, line, spent_gbp, pace_gbp (a month so far), needed_gbp (a month
    for the rest of the year, if the forecast is to come true), swing_percent (needed over pace,
    minus one), outturn_gbp with low_gbp and high_gbp, forecast_gbp. A stream's own row has an
    empty line_code.

    One row per stream and one per line_code.
    """
    year = periods.financial_year(month) if month else None
    whole = ledger_line.assign(line_code="", line=ledger_line["stream"].map(STREAMS))
    rows = []
    for lines in (whole, ledger_line):
        months = monthly(lines, by=["stream", "line_code"])
        months = months[(months["financial_year"] == year) & (months["month"] <= (month or ""))]
        named = lines.drop_duplicates(["stream", "line_code"], keep="last")
        names = named.set_index(["stream", "line_code"])["line"]
        for key, group in months.groupby(["stream", "line_code"], sort=True):
            last = group.iloc[-1]
            if last["month"] == month:
                line = {"stream": key[0], "line_code": key[1], "line": names[key]}
                rows.append({**line, **_pace(last, month), **projected(group)})
    columns = ["stream", "line_code", "line", "spent_gbp", "pace_gbp", "needed_gbp"]
    columns += ["swing_percent", "outturn_gbp", "low_gbp", "high_gbp", "forecast_gbp"]
    return pd.DataFrame(rows, columns=columns)


def backtest(ledger_line: pd.DataFrame) -> pd.DataFrame:
    """The method tried on the years that are over: from each month, was the outturn inside?

    A year counts once its month 12 is in the ledger. From the end of each month 3 to 11 the
    outturn of every line, and of the delegated stream, is projected from the months up to it.
    Columns: financial_year, month, lines, covered, covered_percent, typical_miss_percent (the
    middle miss of the lines, of their outturn), stream_miss_percent (of the delegated stream;
    positive is too high).

    One row per month looked from.
    """
    rows = []
    by_line = monthly(ledger_line, by=["line_code"])
    delegated = ledger_line[ledger_line["stream"] == "delegated"]
    by_stream = monthly(delegated, by=["stream"])
    for year, months in by_line.groupby("financial_year", sort=True):
        number = months["month"].map(periods.month_number)
        if not (number == 12).any():
            continue
        for looked_from in sorted(months.loc[number.between(_FROM, _UNTIL), "month"].unique()):
            tried = [
                _tried(group, looked_from)
                for _, group in months.groupby("line_code", sort=True)
                if group["month"].max() > looked_from
            ]
            tried = [one for one in tried if one is not None]
            whole = by_stream[by_stream["financial_year"] == year]
            stream = _tried(whole, looked_from)
            if not tried:
                continue
            covered = sum(one["covered"] for one in tried)
            rows.append(
                {
                    "financial_year": year,
                    "month": looked_from,
                    "lines": len(tried),
                    "covered": covered,
                    "covered_percent": covered / len(tried) * 100,
                    "typical_miss_percent": float(
                        pd.Series([abs(one["miss_percent"]) for one in tried]).median()
                    ),
                    "stream_miss_percent": stream["miss_percent"] if stream else float("nan"),
                }
            )
    columns = ["financial_year", "month", "lines", "covered", "covered_percent"]
    return pd.DataFrame(rows, columns=[*columns, "typical_miss_percent", "stream_miss_percent"])


def credibility(measures: pd.DataFrame, ledger_line: pd.DataFrame, *, stream: str) -> pd.DataFrame:
    """The run-rate of a stream's lines as the measures have it, the stream itself last.

    Columns for a reader, in whole thousands of pounds. The forecast "implies a swing" where it
    lies outside the interval and the rest of the year must differ from the pace so far by a
    tenth or more.

    One row per line, and one for the stream.
    """
    shown = {
        "Forecast £k": "ledger_forecast",
        "Pace leads to £k": "projected_outturn",
        "At least £k": "projected_outturn_low",
        "At most £k": "projected_outturn_high",
    }
    names = ledger_line.drop_duplicates("line_code", keep="last").set_index("line_code")["line"]
    found = {}
    for heading, name in shown.items():
        rows = pick(measures, name, area_type="commissioner", basis="forecast")
        rows = rows[rows["period"] == rows["period"].max()].set_index("category")["value"]
        found[heading] = rows
    table = pd.DataFrame(found)
    swing = pick(measures, "forecast_swing", area_type="commissioner").set_index("category")
    table["Rest of year against pace %"] = swing["value"].reindex(table.index)
    table = table[[c == stream or c.startswith(f"{stream}: ") for c in table.index]]
    if table.empty:
        return table.reset_index(drop=True)
    outside = (table["Forecast £k"] < table["At least £k"]) | (
        table["Forecast £k"] > table["At most £k"]
    )
    swings = outside & (table["Rest of year against pace %"].abs() >= _SWING)
    unknown = table[["At least £k", "Forecast £k"]].isna().any(axis=1)
    judged = pd.Series("in line", index=table.index).mask(outside, "outside the range")
    table["Judgement"] = judged.mask(swings, "implies a swing").mask(unknown, "not known")
    code = table.index.str.partition(": ").get_level_values(2)
    line = pd.Series(code, index=table.index).map(names)
    table.insert(0, "Line", line.where(table.index != stream, f"Total {STREAMS[stream].lower()}"))
    for heading in shown:
        table[heading] = (table[heading] / 1000).round()
    last = (table.index == stream).astype("int64")
    size = table["Forecast £k"]
    order = pd.DataFrame({"last": last, "size": -size, "line": table["Line"]}, index=table.index)
    return table.loc[order.sort_values(["last", "size", "line"]).index].reset_index(drop=True)


def backtests(measures: pd.DataFrame) -> pd.DataFrame:
    """The backtest as the measures have it: looked from each month, and all months together.

    Columns for a reader: from the end of, projections, held, held_percent, middle miss and
    miss of the delegated stream in percent.

    One row per month looked from, and one per year.
    """
    covered = pick(measures, "projection_covered", area_type="commissioner")
    about = {
        name: pick(measures, f"projection_{name}", area_type="commissioner").set_index("period")[
            "value"
        ]
        for name in ("miss", "stream_miss")
    }
    months = covered["period"].str.match(periods.MONTH)
    covered = pd.concat([covered[months], covered[~months]])
    whole = "All of " + covered["period"]
    return pd.DataFrame(
        {
            "From the end of": covered["period"].where(months, whole),
            "Projections": covered["denominator"],
            "Held": covered["numerator"],
            "Held %": covered["value"].round(0),
            "Middle miss %": covered["period"].map(about["miss"]),
            "Miss of the delegated budget %": covered["period"].map(about["stream_miss"]),
        }
    ).reset_index(drop=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The figures of this room, as rows of the long table."""
    ledger, ours, found = tables["ledger_line"], cycle.commissioner, []
    latest = reported_month(ledger, as_at=cycle.as_at)
    about = {"area": ours, "source": sources(ledger)}
    for row in run_rate(ledger, month=latest).to_dict("records"):
        code = f": {row['line_code']}" if row["line_code"] else ""
        for name, column in (
            ("projected_outturn", "outturn_gbp"),
            ("projected_outturn_low", "low_gbp"),
            ("projected_outturn_high", "high_gbp"),
            ("forecast_swing", "swing_percent"),
        ):
            found += figure(
                name,
                row[column],
                category=f"{row['stream']}{code}",
                period=latest,
                basis="forecast",
                **about,
            )
    tried = backtest(ledger[ledger["month"] <= (latest or "")])
    for row in tried.to_dict("records"):
        found += share(
            "projection_covered",
            row["covered"],
            row["lines"],
            period=row["month"],
            **about,
        )
        for name, column in (
            ("projection_miss", "typical_miss_percent"),
            ("projection_stream_miss", "stream_miss_percent"),
        ):
            found += figure(name, row[column], period=row["month"], **about)
    for year, rows in tried.groupby("financial_year"):
        found += share(
            "projection_covered",
            rows["covered"].sum(),
            rows["lines"].sum(),
            period=year,
            **about,
        )
        for name, column in (
            ("projection_miss", "typical_miss_percent"),
            ("projection_stream_miss", "stream_miss_percent"),
        ):
            found += figure(name, rows[column].median(), period=year, **about)
    return found


def _pace(last: pd.Series, month: str) -> dict[str, float]:
    """What one line spends a month so far, and must spend a month for its forecast to hold."""
    gone = periods.month_number(month)
    left = 12 - gone
    spent, forecast = float(last["actual_to_date_gbp"]), float(last["forecast_gbp"])
    pace = spent / gone
    needed = (forecast - spent) / left if left else float("nan")
    return {
        "spent_gbp": spent,
        "pace_gbp": pace,
        "needed_gbp": needed,
        "swing_percent": (needed / pace - 1) * 100 if pace else float("nan"),
        "forecast_gbp": forecast,
    }


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
