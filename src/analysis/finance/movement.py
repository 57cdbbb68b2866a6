"""Why it moved: from the forecast last reported to this one, and from reported to underlying."""

from typing import Any

import pandas as pd

from analysis.finance.ledger import earlier_of_year, reported_month, with_variances
from analysis.measures import by_row, figure, sources
from analysis.project import Cycle, periods

_MOST_STEPS = 6
_OTHERS = "Other one-off items"
_NO_CAUSE = "Cause not given"
_FEWER = "Fewer patients than assumed"
_RECOMPUTED = "Worked out again: effect on the forecast"
_LEDGERS_OWN = "The ledger's own figure"
LIST_ASSUMPTIONS = ("global_sum_rate", "list_growth_assumed")


def forecast_bridge(
    ledger_line: pd.DataFrame, *, since: str | None, until: str | None
) -> pd.DataFrame:
    """The delegated forecast variance from one month to another, by the ledger's cause.

    First row the earlier variance, last row the later, the steps between; the steps add up to
    the movement exactly. Columns: step, amount_gbp. Empty where either month is not in the
    ledger, or the two belong to different years' budgets. A line that moved without a cause
    counts as "Cause not given".

    One row per step.
    """
    lines = with_variances(ledger_line, stream="delegated")
    both = {since, until} <= set(lines["month"]) and earlier_of_year(since, until)
    if since is None or until is None or not both:
        return _no_steps()
    earlier = lines[lines["month"] == since].set_index("line_code")["forecast_variance_gbp"]
    later = lines[lines["month"] == until].set_index("line_code")
    if earlier.isna().any() or later["forecast_variance_gbp"].isna().any():
        return _no_steps()
    moved = later["forecast_variance_gbp"].subtract(earlier, fill_value=0.0)
    cause = later["cause"].reindex(moved.index).fillna(_NO_CAUSE)
    return _bridge(
        f"Forecast at {periods.in_words(since)}",
        float(earlier.sum()),
        _by_size(moved.groupby(cause).sum()),
        f"Forecast at {periods.in_words(until)}",
        float(later["forecast_variance_gbp"].sum()),
    )


def underlying_bridge(ledger_line: pd.DataFrame, *, month: str | None) -> pd.DataFrame:
    """The delegated forecast variance as reported, less its one-off items.

    A one-off part goes by the cause that the ledger gives for its line, or else by the line. First
    row the variance reported, last row the underlying one; the largest six steps are shown and the
    rest put together. Columns: step, amount_gbp; the steps add up exactly. Empty where the month is
    not in the ledger or a one-off part is not known.

    One row per step.
    """
    lines = with_variances(ledger_line, stream="delegated")
    now = lines[lines["month"] == month]
    if now.empty or now["underlying_variance_gbp"].isna().any():
        return _no_steps()
    item = now["cause"].fillna(now["line"])
    steps = _by_size(-now.groupby(item)["non_recurrent_benefit_gbp"].sum())
    if len(steps) > _MOST_STEPS + 1:
        rest = pd.Series({_OTHERS: steps.iloc[_MOST_STEPS:].sum()})
        steps = pd.concat([steps.iloc[:_MOST_STEPS], rest])
    return _bridge(
        "Reported forecast",
        float(now["forecast_variance_gbp"].sum()),
        steps,
        "Without one-off items",
        float(now["underlying_variance_gbp"].sum()),
    )


def list_size_check(tables: dict[str, pd.DataFrame], cycle: Cycle) -> pd.DataFrame:
    """The list-size step worked out again: rate times the difference in lists.

    The list assumed is that of a year and more before, grown at ``list_growth_assumed``; the
    list found is the latest published up to the month's end. Patients fewer than assumed, times
    ``global_sum_rate``, times the part of the year from that list's day on, is what slower
    growth saves. The ledger's own figure is the sum of its steps whose cause names lists. Both
    are shown and not made to agree. Columns: item, value, unit, source (return or assumption,
    and its day; "Worked out here" for the rest). Empty where a part is missing.

    One row per item.
    """
    columns = ["item", "value", "unit", "source"]
    month = reported_month(tables["ledger_line"], as_at=cycle.as_at)
    bridge = forecast_bridge(tables["ledger_line"], since=cycle.last_reported_month, until=month)
    stated = tables["assumption"].set_index("assumption_id")
    lists = _lists_a_year_apart(tables["list_size"], cycle, until=month)
    if bridge.empty or lists.empty or not set(LIST_ASSUMPTIONS) <= set(stated.index):
        return pd.DataFrame(columns=columns).astype({"value": "float64"})
    rate, growth = (float(stated["value"][name]) for name in LIST_ASSUMPTIONS)
    of_rate, of_growth = (
        f"{stated['source_document'][name]}; {periods.in_words(stated['dated_on'][name])}"
        for name in LIST_ASSUMPTIONS
    )
    (base_on, started), (found_on, found) = lists.items()
    assumed = started * (1 + growth / 100) ** (periods.days_between(base_on, found_on) / 365.25)
    left = (13 - periods.month_number(found_on[:7])) / 12
    worked = (assumed - found) * rate * left
    steps = bridge.iloc[1:-1]
    about_lists = steps["step"].str.contains(r"\blists?\b", case=False, regex=True)
    ledgers = float(steps.loc[about_lists, "amount_gbp"].sum())
    base_day, found_day = periods.in_words(base_on), periods.in_words(found_on)
    published, here = "Patients registered at a GP practice", "Worked out here"
    return pd.DataFrame(
        [
            (f"Patients registered on {base_day}", started, "patients", published),
            ("Growth assumed a year", growth, "percent", of_growth),
            (f"List assumed for {found_day}", assumed, "patients", here),
            (f"List found on {found_day}", found, "patients", published),
            (_FEWER, assumed - found, "patients", here),
            ("Rate a weighted patient a year", rate, "gbp", of_rate),
            ("Part of the year that it counts for", left * 100, "percent", here),
            (_RECOMPUTED, worked, "gbp", here),
            (_LEDGERS_OWN, ledgers, "gbp", "Monthly ledger"),
            ("Ledger's figure above the recomputed one", ledgers - worked, "gbp", here),
        ],
        columns=columns,
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """How the delegated forecast moved, step by step, and the list-size step worked out again."""
    ledger = tables["ledger_line"]
    latest = reported_month(ledger, as_at=cycle.as_at)
    about: dict[str, Any] = {"area": cycle.commissioner, "period": latest, "basis": "forecast"}
    moved = forecast_bridge(ledger, since=cycle.last_reported_month, until=latest)
    taken_out = underlying_bridge(ledger, month=latest)
    found: list[dict] = []
    source = sources(ledger)
    if len(moved):
        whole = moved["amount_gbp"].iloc[-1] - moved["amount_gbp"].iloc[0]
        found += figure("delegated_forecast_movement", whole, source=source, **about)
    for steps, name, dimension in (
        (moved, "delegated_movement_by_cause", "cause"),
        (taken_out, "delegated_one_off_step", "step"),
    ):
        by = {dimension: "step"}
        found += by_row(steps.iloc[1:-1], {name: "amount_gbp"}, by=by, source=source, **about)
    check = list_size_check(tables, cycle).set_index("item")["value"]
    about["source"] = sources(ledger, tables["list_size"], tables["assumption"])
    for method, item in (("recomputed", _RECOMPUTED), ("ledger", _LEDGERS_OWN)):
        found += figure("list_size_effect", check.get(item), method=method, **about)
    return found + figure("list_shortfall", check.get(_FEWER), **about)


def _lists_a_year_apart(list_size: pd.DataFrame, cycle: Cycle, *, until: str | None) -> pd.Series:
    """The commissioner's patients on the latest day up to a month's end, and a year before.

    Empty where either is not known, or the latest list is of another year than the month.

    One value per day, the earlier first.
    """
    ours = list_size[list_size["commissioner_code"] == cycle.commissioner]
    lists = ours.groupby("extract_date")["patients_registered"].sum().sort_index()
    lists = lists[lists.index <= (periods.month_end(until) if until else "")]
    if lists.empty or until is None:
        return lists.iloc[:0]
    found_on = lists.index[-1]
    base = lists[lists.index <= f"{int(found_on[:4]) - 1}{found_on[4:]}"]
    if base.empty or periods.financial_year(found_on) != periods.financial_year(until):
        return lists.iloc[:0]
    return pd.concat([base.iloc[-1:], lists.iloc[-1:]])


def _bridge(start: str, opening: float, steps: pd.Series, end: str, closing: float) -> pd.DataFrame:
    return pd.DataFrame(
        {"step": [start, *steps.index, end], "amount_gbp": [opening, *steps.to_numpy(), closing]}
    )


def _by_size(steps: pd.Series) -> pd.Series:
    """Steps of a penny or more, largest first; equal ones by name."""
    steps = steps[steps.abs() >= 0.005].sort_index()
    return steps.sort_values(key=lambda s: -s.abs(), kind="stable")


def _no_steps() -> pd.DataFrame:
    return pd.DataFrame({"step": pd.Series(dtype="str"), "amount_gbp": pd.Series(dtype="float64")})
