"""The monthly ledger, line by line, that adds up to the committee's published totals.

Its budgets are those of ``rows/budget_line.csv``. How forecasts moved in 2017/18 is in
``parameters/forecast.csv``: variances (budget minus forecast) sum to -150 thousand at month 6
(fin_deleg_fcst_var_m06_1718) and 229 at month 8 (fin_deleg_fcst_var_m08_1718), one-off benefits
to 1,429 at month 8 (chk_fin_nonrecurrent_benefit_1718). How each splits by line is illustrative,
as is the whole ledger of 2016/17, which is there so that a projection can be tried.
"""

from collections.abc import Iterator
from pathlib import Path

from analysis.project import periods
from illustrative.world import View
from illustrative.writing import draws, local, parameters, rows, share_out

# By year and line, in the order of the ledger.
_BUDGETS = {(row["financial_year"], row["line_code"]): row for row in rows("rows/budget_line")}
# By line, in thousands: ``variance`` at month 6, ``movement`` from then to month 8, one-off
# benefits at both. A line spends at ``pace`` times what its forecast implies; from ``step_month``
# of 2016/17 on it spent ``step_factor`` times as much.
_FORECASTS = parameters("forecast")

# How much of its month-6 position a forecast shows in each month before, and of the movement after.
_BEFORE = {"2017-04": 0.0, "2017-05": 0.0, "2017-06": 0.2, "2017-07": 0.45, "2017-08": 0.75}
_AFTER = {"2017-09": 0.0, "2017-10": 0.55, "2017-11": 1.0}
_FIRST_WITH_CAUSE = "2017-10"
_MONTHS_1617 = [periods.add_months("2016-04", count) for count in range(12)]
# Percent by which a month's spending strays, and by which the year's does, for steady lines
# (contracts paid by list) and for those that follow demand.
_STEADY, _UNSTEADY = (0.5, 0.7), (5.0, 3.5)
_FORECAST_MOVES_FROM = 5  # month of 2016/17


def write(folder: Path, view: View) -> list[Path]:
    """Last year's ledger, and this year's as far as it was closed."""
    return [local(folder, "ledger_line", [*_year_2016_17(), *_year_2017_18(view.finance_month)])]


def _row(month: str, code: str, actual: int, forecast: int, one_off: int = 0) -> dict:
    line = _BUDGETS[periods.financial_year(month), code]
    budget = int(line["budget_gbp"])
    return {
        "month": month,
        "line_code": code,
        "line": line["line"],
        "stream": line["stream"],
        "annual_budget_gbp": budget,
        "budget_to_date_gbp": round(budget * periods.month_number(month) / 12),
        "actual_to_date_gbp": actual,
        "forecast_gbp": forecast,
        "non_recurrent_benefit_gbp": one_off,
    }


def _budget(year: str, code: str) -> int:
    return int(_BUDGETS[year, code]["budget_gbp"])


def _year_2016_17() -> Iterator[dict]:
    """A row a month and line that had a budget, to the pound."""
    had_budget = [line for line in _FORECASTS if ("2016/17", line.line_code) in _BUDGETS]
    spent = {line.line_code: _spending(line) for line in had_budget}
    for number, month in enumerate(_MONTHS_1617, start=1):
        for code, by_month in spent.items():
            to_date = sum(by_month[:number])
            yield _row(month, code, to_date, _paced(_budget("2016/17", code), to_date, number))


def _spending(line) -> list[int]:
    """Twelve months' spending in pounds."""
    stream = draws(f"ledger 2016/17 {line.line_code}")
    of_month, of_year = _STEADY if line.steady else _UNSTEADY
    level = _budget("2016/17", line.line_code) / 12 * (1 + stream.gauss(0, of_year) / 100)
    return [
        round(
            level
            * (line.step_factor if month >= line.step_month else 1.0)
            * (1 + stream.gauss(0, of_month) / 100)
        )
        for month in _MONTHS_1617
    ]


def _paced(budget: int, to_date: int, number: int) -> int:
    """A forecast: on budget at first, from month 5 towards the pace so far, then the outturn."""
    if number == 12:
        return to_date
    if number < _FORECAST_MOVES_FROM:
        return budget
    weight = (number - _FORECAST_MOVES_FROM + 1) / 8
    return round(budget + (to_date * 12 / number - budget) * weight)


def _year_2017_18(last_month: str) -> Iterator[dict]:
    for month in (m for m in (*_BEFORE, *_AFTER) if m <= last_month):
        variances = _variances(month)
        stream = draws(f"ledger {month}")
        for line in _FORECASTS:
            code = line.line_code
            forecast = _budget("2017/18", code) - variances[code]
            part = periods.month_number(month) / 12
            actual = round(forecast * line.pace * part * stream.uniform(0.9985, 1.0015))
            one_off = round(_at(month, line.one_off_m6, line.one_off_m8) * 1_000)
            cause = line.cause if line.movement_m8 and month >= _FIRST_WITH_CAUSE else ""
            yield {**_row(month, code, actual, forecast, one_off), "cause": cause}


def _at(month: str, at_month_6: float, at_month_8: float) -> float:
    if month in _BEFORE:
        return at_month_6 * _BEFORE[month]
    return at_month_6 + (at_month_8 - at_month_6) * _AFTER[month]


def _variances(month: str) -> dict[str, int]:
    """Budget minus forecast by line, in pounds; uneven by line, whole in each stream's sum."""
    whole = {
        line.line_code: round(
            _at(month, line.variance_m6, line.variance_m6 + line.movement_m8) * 1_000
        )
        for line in _FORECASTS
    }
    if not any(whole.values()):
        return whole
    for name in ("delegated", "core", "prescribing"):
        lines = [f for f in _FORECASTS if _BUDGETS["2017/18", f.line_code]["stream"] == name]
        off_budget = [line.line_code for line in lines if line.variance_m6]
        # A line that has not moved keeps its pounds, or its movement would lack a cause.
        moving = [line.line_code for line in lines if line.movement_m8]
        for topic, codes in (("standing", off_budget), (month, moving)):
            for code, pounds in _uneven(topic, codes).items():
                whole[code] += pounds
    return whole


def _uneven(topic: str, codes: list[str]) -> dict[str, int]:
    """Small amounts by line that add up to nothing."""
    stream = draws(f"uneven pounds {topic}")
    given = {code: stream.randrange(-480, 480) for code in codes}
    back = share_out(1_000 * len(codes) + sum(given.values()), dict.fromkeys(codes, 1.0))
    return {code: given[code] - back[code] + 1_000 for code in codes}
