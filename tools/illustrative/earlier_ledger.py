"""The ledger of the year before, month by month to its end, so that a projection can be tried.

The papers print nothing of it: only its budgets (``illustrative.finance``) are theirs.
"""

from collections.abc import Iterator

from illustrative.writing import draws

MONTHS = (*(f"2016-{month:02d}" for month in range(4, 13)), "2017-01", "2017-02", "2017-03")

# Percent by which a month's spending strays, and by which the year's does, for steady lines
# (contracts paid by list) and for those that follow demand.
_STEADY, _UNSTEADY = (0.5, 0.7), (5.0, 3.5)
_STEADY_LINES = ("GMS", "PMS", "APMS", "RENT", "OUT_OF_HOURS", "PRESCRIBING", "GP_IT")
# A line whose spending changed for good in a month, as a share of what it was.
_STEPS = {"LOCUM": ("2016-11", 1.18), "RATES": ("2016-10", 0.86), "HOME_OXYGEN": ("2017-01", 1.1)}
_FORECAST_MOVES_FROM = 5


def rows(lines) -> Iterator[dict]:
    """The ledger of 2016/17: a row a month and line that had a budget, to the pound."""
    spent = {line.code: _spending(line) for line in lines if line.budget_1617}
    for number, month in enumerate(MONTHS, start=1):
        for line in lines:
            if not line.budget_1617:
                continue
            budget = line.budget_1617 * 1_000
            to_date = sum(spent[line.code][:number])
            yield {
                "month": month,
                "line_code": line.code,
                "line": line.name,
                "stream": line.stream,
                "annual_budget_gbp": budget,
                "budget_to_date_gbp": round(budget * number / 12),
                "actual_to_date_gbp": to_date,
                "forecast_gbp": _forecast(budget, to_date, number),
                "non_recurrent_benefit_gbp": 0,
            }


def _spending(line) -> list[int]:
    """Twelve months' spending in pounds."""
    stream = draws(f"ledger 2016/17 {line.code}")
    of_month, of_year = _STEADY if line.code in _STEADY_LINES else _UNSTEADY
    level = line.budget_1617 * 1_000 / 12 * (1 + stream.gauss(0, of_year) / 100)
    since, factor = _STEPS.get(line.code, ("9999-12", 1.0))
    return [
        round(level * (factor if month >= since else 1.0) * (1 + stream.gauss(0, of_month) / 100))
        for month in MONTHS
    ]


def _forecast(budget: int, to_date: int, number: int) -> int:
    """On budget at first; from month 5 towards the pace so far; the outturn at the end."""
    if number == 12:
        return to_date
    if number < _FORECAST_MOVES_FROM:
        return budget
    weight = (number - _FORECAST_MOVES_FROM + 1) / 8
    return round(budget + (to_date * 12 / number - budget) * weight)
