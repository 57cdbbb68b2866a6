"""What changed since the last cycle, and what cannot be compared with it.

What two cycles reported in, frames out; nothing is read here (``cycles.results`` reads). Where a
definition, the returns behind a figure, its denominator, its plan or the earlier figure itself
changed, that is named in place of a difference.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from analysis.measures import KEY, in_order_of
from analysis.places import membership
from analysis.project import periods

SERIES = ["measure", "area_type", "area", "category", "basis"]
COLUMNS = [*SERIES, "title", "report", "unit", "period_before", "before", "period_now", "now"]
COLUMNS += ["change", "change_percent", "verdict", "why"]
VERDICTS = ("not comparable", "up", "down", "unchanged", "new", "no longer given")
# A denominator that moves by more than this between two cycles is another denominator: a list or
# a register does not grow by a tenth in a few months, coverage does.
# A small one moves so by a single practice and is let be.
DENOMINATOR_TOLERANCE = 0.10
DENOMINATOR_SMALL = 50
_PLANS = ("plan", "target", "threshold")
_POINTS = ("percent", "points")  # a share moves by points: a percentage of one misleads
_SAME = 1e-9


@dataclass(frozen=True)
class Reported:
    """What one cycle reported: its figures, what they meant, and the returns behind them.

    ``measures`` is the long table; ``definitions`` has measure, title, report, meaning (a hash
    of unit and definition) and what a plan figure follows; ``layouts`` maps a return file
    to its publication and layout; ``practice`` is the local register.
    """

    label: str
    day: str
    measures: pd.DataFrame
    definitions: pd.DataFrame
    layouts: dict[str, tuple[str, str]] = field(default_factory=dict)
    practice: pd.DataFrame = field(default_factory=pd.DataFrame)

    @cached_property
    def by_series(self) -> dict[tuple, dict[str, dict]]:
        """The figures by series and period."""
        found: dict[tuple, dict[str, dict]] = {}
        for row in self.measures.to_dict("records"):
            found.setdefault(tuple(row[column] for column in SERIES), {})[row["period"]] = row
        return found

    def value(self, *series: str, period: str) -> float | None:
        """The value of a series in a period; None where it has none."""
        row = self.by_series.get(series, {}).get(period)
        return None if row is None else row["value"]

    @cached_property
    def meant(self) -> dict[str, dict]:
        """What the definitions hold, by measure."""
        return self.definitions.set_index("measure").to_dict("index")


def layout_of(layout: str | None, vintage: str | None) -> str:
    """A file's layout without its year: ``2016/17, one total`` and ``2015/16, one total`` agree."""
    without = re.sub(r"\b\d{4}([/-]\d{2})?( to \d{4}([/-]\d{2})?)?\b", "", vintage or "")
    return f"{layout or ''}: {without.strip(' ,;')}".strip(": ")


def compare(before: Reported, now: Reported) -> pd.DataFrame:
    """Every series of two cycles: absolute and relative change, or why there is none.

    What lies ahead of a cycle's day (plans, forecasts) is compared at the same period; of what has
    happened, the newest of each cycle. ``change`` has the measure's unit, ``change_percent`` is
    of the earlier value; blank where that is zero, where either value is below zero, and where
    the unit is percent. The verdict is one of ``VERDICTS``; ``why`` says what changed under a
    figure that is not comparable.

    One row per measure, area_type, area, category, basis, and period where it lies ahead.
    """
    rows = [_compared(old, new, before, now) for old, new in _pairs(before, now)]
    found = pd.DataFrame(rows, columns=COLUMNS)
    named = {**before.meant, **now.meant}
    for column in ("title", "report"):
        found[column] = [named.get(measure, {}).get(column) for measure in found["measure"]]
    numbers = ["before", "now", "change", "change_percent"]
    texts = [column for column in COLUMNS if column not in numbers]
    found[numbers] = found[numbers].astype("float64")
    found[texts] = found[texts].astype("object").fillna("").astype("str")
    return in_order_of(found, "verdict", VERDICTS, then=[*SERIES, "period_now", "period_before"])


def _compared(old: dict | None, new: dict | None, before: Reported, now: Reported) -> dict:
    """Two figures of a series, earlier and later, with their verdict; None where there is none."""
    one = new or old or {}
    row = {column: one[column] for column in (*SERIES, "unit")}
    if old:
        row |= {"period_before": old["period"], "before": old["value"]}
    if new:
        row |= {"period_now": new["period"], "now": new["value"]}
    if not (old and new):
        return row | {"verdict": "new" if new else "no longer given"}
    follows = now.meant.get(new["measure"], {}).get("follows")
    why = (
        _other_figure(old, new, before, now, is_settled=not follows)
        or _other_plan(new, before, now)
        or _restated(old, new, now)
        or _year_running(old, new, now.day)
    )
    if why:
        return row | {"verdict": "not comparable", "why": why}
    row |= _difference(old, new)
    if follows and new["basis"] in _PLANS and row["verdict"] in ("up", "down"):
        row["why"] = f"it moves with {follows}"
    return row


def revised(before: Reported, now: Reported) -> pd.DataFrame:
    """Past figures to which this cycle's returns give another value than the earlier cycle's.

    Past means that the period was over on the earlier committee's day. Columns: the key, title,
    unit, value_then, value_now, change, source.

    One row per measure, area_type, area, category, period, basis.
    """
    both = before.measures.merge(
        now.measures, on=KEY, how="inner", suffixes=("_then", "_now"), validate="one_to_one"
    )
    # A figure without a period is that of each cycle's day: it is no history.
    over = [bool(period) and periods.is_over(period, before.day) for period in both["period"]]
    pairs = zip(both["value_then"], both["value_now"], strict=True)
    differs = [not _same(then, later) for then, later in pairs]
    rows = both[pd.Series(over, dtype="bool") & pd.Series(differs, dtype="bool")]
    rows = rows[~rows["basis"].isin(_PLANS)]
    titles = now.definitions.set_index("measure")["title"]
    columns = [*KEY, "title", "unit", "value_then", "value_now", "change", "source"]
    return rows.assign(
        title=rows["measure"].map(titles).fillna(rows["measure"]),
        unit=rows["unit_now"],
        change=rows["value_now"] - rows["value_then"],
        source=rows["source_now"],
    )[columns].reset_index(drop=True)


def practices_changed(before: Reported, now: Reported) -> pd.DataFrame:
    """Practices that opened, closed or merged between the two committees' days.

    From both registers; a practice that only one of them lists counts by that one. Columns:
    practice_code, practice_name, locality, what (opened, closed, merged, no longer listed), on,
    successor_code.

    One row per practice_code.
    """
    columns = ["practice_code", "practice_name", "locality", "what", "on", "successor_code"]
    if before.practice.empty or now.practice.empty:
        return pd.DataFrame(columns=columns)
    then_open = membership.open_at(before.practice, before.day)
    now_open = membership.open_at(now.practice, now.day)
    opened = _without(now_open, then_open)
    gone = _without(then_open, now_open)
    unlisted = _without(gone, now.practice)
    closed = now.practice[now.practice["practice_code"].isin(gone["practice_code"])]
    merger = closed["close_reason"] == "merger"
    what = merger.map({True: "merged", False: "closed"})
    closed = closed.assign(what=what, on=closed["closed_on"])
    shut = pd.concat([closed, unlisted.assign(what="no longer listed", on=None)])
    opened = opened.assign(what="opened", on=opened["opened_on"], successor_code=None)
    listed = [rows.sort_values("practice_code") for rows in (opened, shut)]
    return pd.concat(listed)[columns].reset_index(drop=True)


def _without(practices: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The practices that are not among others. One row per practice_code."""
    return practices[~practices["practice_code"].isin(others["practice_code"])]


def _pairs(before: Reported, now: Reported) -> list[tuple[dict | None, dict | None]]:
    """The rows to set side by side, earlier and later; None where a cycle has none."""
    then, later = before.by_series, now.by_series
    pairs: list[tuple[dict | None, dict | None]] = []
    for series in sorted(then.keys() | later.keys()):
        old, new = then.get(series, {}), later.get(series, {})
        old_past, new_past = _newest(old, before.day), _newest(new, now.day)
        left = {period for period in old if not periods.is_over(period, now.day)} - {old_past}
        for period in sorted(new):
            if period != new_past and periods.is_over(period, now.day):
                continue  # history: a newer figure is compared
            past = period == new_past
            counterpart = old_past if past and old_past is not None else period
            pairs.append((old.get(counterpart), new[period]))
            left.discard(counterpart)
        if old_past is not None and new_past is None:
            left.add(old_past)
        pairs += [(old[period], None) for period in sorted(left)]
    return pairs


def _difference(old: dict, new: dict) -> dict:
    change = new["value"] - old["value"]
    if _same(old["value"], new["value"]):
        return {"verdict": "unchanged", "change": 0.0}
    found = {"verdict": "up" if change > 0 else "down", "change": change}
    if min(old["value"], new["value"]) >= 0 and old["value"] and new["unit"] not in _POINTS:
        found["change_percent"] = change / old["value"] * 100
    return found


def _newest(rows: dict[str, dict], day: str) -> str | None:
    """The newest period that was over on the day, or the year that what happened so far fills.

    A plan is looked at period by period.
    """
    if any(row["basis"] in _PLANS for row in rows.values()):
        return None
    # A figure without a period is of the day itself: that is over.
    happened = (p for p in rows if periods.is_over(p, day) or _runs(rows[p], day))
    return max(happened, key=periods.last_day, default=None)


def _runs(row: dict, day: str) -> bool:
    """Whether a row counts what happened so far in the financial year of a day."""
    return row["basis"] == "actual" and row["period"] == periods.financial_year(day)


def _year_running(old: dict, new: dict, day: str) -> str:
    """Why a year that has only begun is not set against one before it."""
    if old["period"] == new["period"] or not _runs(new, day) or periods.is_over(new["period"], day):
        return ""
    return f"the year {new['period']} is not over"


def _other_figure(
    old: dict, new: dict, before: Reported, now: Reported, *, is_settled: bool
) -> str:
    """What makes two figures incomparable, in words; nothing where they can be compared.

    A plan is settled where nothing but a new plan moves it; one that follows events is compared.
    """
    meant = [one.meant.get(new["measure"], {}).get("meaning") for one in (before, now)]
    if None not in meant and meant[0] != meant[1]:
        return "its definition changed"
    if old["unit"] != new["unit"]:
        return f"its unit changed from {old['unit']} to {new['unit']}"
    if new["basis"] in _PLANS:
        if not is_settled or _same(old["value"], new["value"]):
            return ""
        then, later = f"{old['value']:,.6g}", f"{new['value']:,.6g}"
        return f"the {new['basis']} is another: {then} then, {later} now"
    return _other_returns(_behind(old, before), _behind(new, now)) or _other_denominator(old, new)


def _other_plan(row: dict, before: Reported, now: Reported) -> str:
    """Whether the plan that a pace leads to is another now: its measure, version and basis."""
    basis = row.get("of_basis")
    if row["basis"] not in _PLANS or basis not in _PLANS:
        return ""
    plan = (row["of_measure"], row["area_type"], row["area"], row["plan"], basis)
    then, later = (one.value(*plan, period=row["period"]) for one in (before, now))
    if then is None or later is None or _same(then, later):
        return ""
    return f"the {basis} it leads to is another: {then:,.6g} then, {later:,.6g} now"


def _behind(row: dict, cycle: Reported) -> dict[str, set[str]]:
    """The publications behind a figure, each with the layouts it came in."""
    found: dict[str, set[str]] = {}
    for file in row["source"].split(";"):
        if file in cycle.layouts:
            publication, layout = cycle.layouts[file]
            found.setdefault(publication, set()).add(layout)
    return found


def _other_returns(then: dict[str, set[str]], now: dict[str, set[str]]) -> str:
    if not then or not now:
        return ""
    gone, come = sorted(then.keys() - now.keys()), sorted(now.keys() - then.keys())
    if gone or come:
        parts = [f"without {name}" for name in gone] + [f"with {name}" for name in come]
        return f"other returns stand behind it: now {', '.join(parts)}"
    moved = [name for name in sorted(now) if then[name].isdisjoint(now[name])]
    return f"the layout of {moved[0]} changed" if moved else ""


def _other_denominator(old: dict, new: dict) -> str:
    parts = (old["denominator"], new["denominator"])
    blank = [pd.isna(part) for part in parts]
    if all(blank):
        return ""
    if any(blank):
        return "it has a denominator now" if blank[0] else "it no longer has a denominator"
    small = max(parts) < DENOMINATOR_SMALL
    if not small and abs(parts[1] - parts[0]) > abs(parts[0]) * DENOMINATOR_TOLERANCE:
        return f"its denominator moved from {parts[0]:,.0f} to {parts[1]:,.0f}"
    return ""


def _restated(old: dict, new: dict, now: Reported) -> str:
    """Whether the later cycle gives another value for the earlier figure's own period."""
    value = now.value(*(old[column] for column in SERIES), period=old["period"])
    if old["period"] in ("", new["period"]) or value is None or _same(value, old["value"]):
        return ""
    return f"the figure for {periods.in_words(old['period'])} was restated"


def _same(first: float, second: float) -> bool:
    return abs(first - second) <= _SAME * max(1.0, abs(first), abs(second))
