"""Why it moved: from the forecast last reported to this one, and from reported to underlying."""

import pandas as pd

from analysis.finance.ledger import position, reported_month
from analysis.measures import figure, sources
from analysis.project import Cycle, periods

_MOST_STEPS = 6
_OTHERS = "Other one-off items"
_NO_CAUSE = "Cause not given"
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
    lines = position(ledger_line, stream="delegated")
    months = set(lines["month"])
    if since not in months or until not in months or since >= until:
        return _no_steps()
    if periods.financial_year(since) != periods.financial_year(until):
        return _no_steps()
    earlier = lines[lines["month"] == since].set_index("line_code")["forecast_variance_gbp"]
    later = lines[lines["month"] == until].set_index("line_code")
    if earlier.isna().any() or later["forecast_variance_gbp"].isna().any():
        return _no_steps()
    moved = later["forecast_variance_gbp"].subtract(earlier, fill_value=0.0)
    cause = later["cause"].reindex(moved.index).fillna(_NO_CAUSE)
    steps = moved.groupby(cause).sum()
    return _bridge(
        f"Forecast at {periods.in_words(since)}",
        float(earlier.sum()),
        steps,
        f"Forecast at {periods.in_words(until)}",
        float(later["forecast_variance_gbp"].sum()),
    )


def underlying_bridge(ledger_line: pd.DataFrame, *, month: str | None) -> pd.DataFrame:
    """The delegated forecast variance as reported, less its one-off items, line by line.

    First row the variance reported, last row the underlying one; the largest six steps are
    shown and the rest put together. Columns: step, amount_gbp; the steps add up exactly. Empty
    where the month is not in the ledger or a one-off part is not known.

    One row per step.
    """
    lines = position(ledger_line, stream="delegated")
    now = lines[lines["month"] == month]
    if now.empty or now[["forecast_variance_gbp", "non_recurrent_benefit_gbp"]].isna().any(
        axis=None
    ):
        return _no_steps()
    steps = -now.groupby("line")["non_recurrent_benefit_gbp"].sum()
    steps = _by_size(steps)
    if len(steps) > _MOST_STEPS + 1:
        rest = pd.Series({_OTHERS: steps.iloc[_MOST_STEPS:].sum()})
        steps = pd.concat([steps.iloc[:_MOST_STEPS], rest])
    return _bridge(
        "Reported forecast",
        float(now["forecast_variance_gbp"].sum()),
        steps,
        "Without one-off items",
        float(now["underlying_variance_gbp"].sum()),
        in_order=True,
    )


def list_size_check(tables: dict[str, pd.DataFrame], cycle: Cycle) -> pd.DataFrame:
    """The list-size step worked out again: rate times the difference in lists.

    The list assumed is that of a year and more before, grown at ``list_growth_assumed``; the
    list found is the latest published up to the month's end. Patients fewer than assumed, times
    ``global_sum_rate``, times the part of the year from that list's day on, is what slower
    growth saves. The ledger's own figure is the sum of its steps whose cause names lists. They
    are shown side by side and not made to agree. Columns: item, value, unit, source (return or
    assumption, and its day; "worked out" for the rest). Empty where a part is missing.

    One row per item.
    """
    empty = pd.DataFrame(
        {
            "item": pd.Series(dtype="str"),
            "value": pd.Series(dtype="float64"),
            "unit": "",
            "source": "",
        }
    )
    ledger_line, list_size = tables["ledger_line"], tables["list_size"]
    assumption = tables["assumption"]
    month = reported_month(ledger_line, as_at=cycle.as_at)
    bridge = forecast_bridge(ledger_line, since=cycle.last_reported_month, until=month)
    value = assumption.set_index("assumption_id")["value"]
    if bridge.empty or not set(LIST_ASSUMPTIONS) <= set(value.index):
        return empty
    stated = assumption.set_index("assumption_id")
    of_rate, of_growth = (
        f"{stated['source_document'][name]}; {periods.in_words(stated['dated_on'][name])}"
        for name in LIST_ASSUMPTIONS
    )
    lists_say, worked_out = "Patients registered at a GP practice", "Worked out here"
    rate, growth = float(value["global_sum_rate"]), float(value["list_growth_assumed"])
    ours = list_size[list_size["commissioner_code"] == cycle.commissioner]
    lists = ours.groupby("extract_date")["patients_registered"].sum().sort_index()
    lists = lists[lists.index <= periods.month_end(month)]
    if lists.empty:
        return empty
    found_on, found = lists.index[-1], float(lists.iloc[-1])
    year_before = f"{int(found_on[:4]) - 1}{found_on[4:]}"
    base = lists[lists.index <= year_before]
    if base.empty or periods.financial_year(found_on) != periods.financial_year(month):
        return empty
    base_on, started = base.index[-1], float(base.iloc[-1])
    years = periods.days_between(base_on, found_on) / 365.25
    assumed = started * (1 + growth / 100) ** years
    left = (13 - periods.month_number(found_on[:7])) / 12
    worked = (assumed - found) * rate * left
    steps = bridge.iloc[1:-1]
    about_lists = steps["step"].str.contains(r"\blists?\b", case=False, regex=True)
    ledgers = float(steps.loc[about_lists, "amount_gbp"].sum())
    return pd.DataFrame(
        [
            (f"Patients registered on {periods.in_words(base_on)}", started, "patients", lists_say),
            ("Growth assumed a year", growth, "percent", of_growth),
            (
                f"List assumed for {periods.in_words(found_on)}",
                assumed,
                "patients",
                worked_out,
            ),
            (f"List found on {periods.in_words(found_on)}", found, "patients", lists_say),
            ("Fewer patients than assumed", assumed - found, "patients", worked_out),
            ("Rate a weighted patient a year", rate, "gbp", of_rate),
            ("Part of the year that it counts for", left * 100, "percent", worked_out),
            ("Worked out again: effect on the forecast", worked, "gbp", worked_out),
            ("The ledger's own figure", ledgers, "gbp", "Monthly ledger"),
            ("Ledger's figure above the recomputed one", ledgers - worked, "gbp", worked_out),
        ],
        columns=["item", "value", "unit", "source"],
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The figures of this room, as rows of the long table."""
    ledger, ours, found = tables["ledger_line"], cycle.commissioner, []
    latest = reported_month(ledger, as_at=cycle.as_at)
    since = cycle.last_reported_month
    about = {"area": ours, "period": latest, "basis": "forecast", "source": sources(ledger)}
    moved = forecast_bridge(ledger, since=since, until=latest)
    if len(moved):
        whole = moved["amount_gbp"].iloc[-1] - moved["amount_gbp"].iloc[0]
        found += figure("delegated_forecast_movement", whole, **about)
    for bridge, name in (
        (moved, "delegated_movement_by_cause"),
        (underlying_bridge(ledger, month=latest), "delegated_one_off_step"),
    ):
        for row in bridge.iloc[1:-1].to_dict("records"):
            found += figure(name, row["amount_gbp"], category=row["step"], **about)
    check = list_size_check(tables, cycle).set_index("item")["value"]
    if len(check):
        about["source"] = sources(ledger, tables["list_size"], tables["assumption"])
        found += figure(
            "list_size_effect",
            check["Worked out again: effect on the forecast"],
            category="recomputed",
            **about,
        )
        found += figure(
            "list_size_effect",
            check["The ledger's own figure"],
            category="ledger",
            **about,
        )
        found += figure("list_shortfall", check["Fewer patients than assumed"], **about)
    return found


def _bridge(
    start: str, opening: float, steps: pd.Series, end: str, closing: float, *, in_order=False
) -> pd.DataFrame:
    steps = steps if in_order else _by_size(steps)
    return pd.DataFrame(
        {"step": [start, *steps.index, end], "amount_gbp": [opening, *steps.to_numpy(), closing]}
    )


def _by_size(steps: pd.Series) -> pd.Series:
    """Steps of a penny or more, largest first; equal ones by name."""
    steps = steps[steps.abs() >= 0.005].sort_index()
    return steps.sort_values(key=lambda s: -s.abs(), kind="stable")


def _no_steps() -> pd.DataFrame:
    return pd.DataFrame({"step": pd.Series(dtype="str"), "amount_gbp": pd.Series(dtype="float64")})
