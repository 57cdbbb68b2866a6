"""What changed since the last cycle, and what cannot be compared with it.

Two editions of the long table in, frames out; nothing is read here (``cycles.results`` reads).
The comparability gate: where a definition, the returns behind a figure, its denominator, its plan
or the earlier figure itself changed, that is named in place of a difference.
"""

import re
from dataclasses import dataclass, field

import pandas as pd

from analysis import places
from analysis.measures import KEY
from analysis.project import periods

SERIES = ["measure", "area_type", "area", "category", "basis"]
COLUMNS = [
    *SERIES,
    "title",
    "report",
    "unit",
    "period_before",
    "before",
    "period_now",
    "now",
    "change",
    "change_percent",
    "verdict",
    "why",
]
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
class Edition:
    """What one cycle said: its figures, what they meant, and what stood behind them.

    ``measures`` is the long table; ``definitions`` has measure, title, report, meaning (a hash
    of unit and definition) and what a plan figure follows; ``layouts`` maps a return file
    to its publication and layout; ``practice`` is the local register.
    """

    label: str
    day: str
    measures: pd.DataFrame
    definitions: pd.DataFrame
    layouts: dict[str, tuple[str, str]] = field(default_factory=dict)
    practice: pd.DataFrame | None = None


def layout_of(layout: str | None, vintage: str | None) -> str:
    """A file's layout without its year: ``2016/17, one total`` and ``2015/16, one total`` agree."""
    kept = re.sub(r"\b\d{4}([/-]\d{2})?( to \d{4}([/-]\d{2})?)?\b", "", vintage or "")
    return f"{layout or ''}: {kept.strip(' ,;')}".strip(": ")


def compare(before: Edition, now: Edition) -> pd.DataFrame:
    """Every series of two cycles side by side: absolute and relative change, or why there is none.

    What lies ahead of a cycle's day (plans, forecasts) is compared at the same period; of what has
    happened, the newest of each cycle. ``change`` has the measure's unit, ``change_percent`` is
    of the earlier value; blank where that is zero, where either value is below zero, and where
    the unit is percent. The verdict is one of ``VERDICTS``; ``why`` says what changed under a
    figure that is not comparable.

    One row per measure, area_type, area, category, basis, and period where it lies ahead.
    """
    meaning = {
        edition.label: edition.definitions.set_index("measure")["meaning"].to_dict()
        for edition in (before, now)
    }
    known, earlier = (
        {tuple(row[c] for c in KEY): row["value"] for row in edition.measures.to_dict("records")}
        for edition in (now, before)
    )
    follows = {
        name: what
        for name, what in zip(now.definitions["measure"], now.definitions["follows"], strict=True)
        if what
    }
    rows = []
    for old, new in _pairs(before, now):
        one = new or old
        row = {**{column: one[column] for column in SERIES}, "unit": one["unit"], "why": ""}
        row |= {"period_before": old["period"], "before": old["value"]} if old else {}
        row |= {"period_now": new["period"], "now": new["value"]} if new else {}
        if old and new:
            moves_with = follows.get(new["measure"])
            row["why"] = (
                _gate(old, new, before, now, meaning, is_settled=not moves_with)
                or _its_plan(new, earlier, known)
                or _restated(old, new, known)
                or _year_running(old, new, now.day)
            )
            row |= {"verdict": "not comparable"} if row["why"] else _difference(old, new)
            if new["basis"] in _PLANS and moves_with and row["verdict"] in ("up", "down"):
                row["why"] = f"it moves with {moves_with}"
        else:
            row["verdict"] = "new" if new else "no longer given"
        rows.append(row)
    numbers = ["before", "now", "change", "change_percent"]
    found = pd.DataFrame(rows, columns=[c for c in COLUMNS if c not in ("title", "report")])
    texts = [column for column in found.columns if column not in numbers]
    found[numbers] = found[numbers].astype("float64")
    found[texts] = found[texts].astype("object").fillna("").astype("str")
    named = pd.concat([now.definitions, before.definitions]).drop_duplicates("measure")
    for column in ("title", "report"):
        known = named.set_index("measure")[column].to_dict()
        found[column] = found["measure"].map(known).astype("object").fillna("").astype("str")
    rank = found["verdict"].map(VERDICTS.index)
    return (
        found.assign(rank=rank)
        .sort_values(["rank", *SERIES, "period_now", "period_before"], kind="stable")[COLUMNS]
        .reset_index(drop=True)
    )


def revised(before: Edition, now: Edition) -> pd.DataFrame:
    """Past figures to which this cycle's returns give another value than the earlier cycle's.

    Past means that the period was over on the earlier committee's day. Columns: the key, title,
    unit, said_then, says_now, change, source.

    One row per measure, area_type, area, category, period, basis.
    """
    both = before.measures.merge(
        now.measures, on=KEY, how="inner", suffixes=("_then", "_now"), validate="one_to_one"
    )
    # A figure without a period is as it stands on each cycle's day: it is no history.
    over = both["period"].map(lambda period: bool(period) and _over(period, before.day))
    differs = ~pd.Series(
        [_same(a, b) for a, b in zip(both["value_then"], both["value_now"], strict=True)],
        index=both.index,
        dtype="bool",
    )
    rows = both[over.astype("bool") & differs & ~both["basis"].isin(_PLANS)]
    named = now.definitions.set_index("measure")["title"].to_dict()
    return pd.DataFrame(
        {
            **{column: rows[column] for column in KEY},
            "title": rows["measure"].map(named).fillna(rows["measure"]),
            "unit": rows["unit_now"],
            "said_then": rows["value_then"],
            "says_now": rows["value_now"],
            "change": rows["value_now"] - rows["value_then"],
            "source": rows["source_now"],
        }
    ).reset_index(drop=True)


def practices_changed(before: Edition, now: Edition) -> pd.DataFrame:
    """Practices that opened, closed or merged between the two committees' days.

    From both registers; a practice that only one of them lists counts by that one. Columns:
    practice_code, practice_name, locality, what (opened, closed, merged, no longer listed), on,
    successor_code.

    One row per practice_code.
    """
    columns = ["practice_code", "practice_name", "locality", "what", "on", "successor_code"]
    if before.practice is None or now.practice is None or before.practice.empty:
        return pd.DataFrame(columns=columns)
    if now.practice.empty:
        return pd.DataFrame(columns=columns)
    then_open = places.open_at(before.practice, before.day).set_index("practice_code")
    now_open = places.open_at(now.practice, now.day).set_index("practice_code")
    listed = now.practice.set_index("practice_code")
    rows = []
    for code in sorted(set(now_open.index) - set(then_open.index)):
        row = now_open.loc[code]
        rows.append((code, row["practice_name"], row["locality"], "opened", row["opened_on"], None))
    for code in sorted(set(then_open.index) - set(now_open.index)):
        row = (listed if code in listed.index else then_open).loc[code]
        what = "no longer listed"
        if code in listed.index:
            what = "merged" if row["close_reason"] == "merger" else "closed"
        on = row["closed_on"] if code in listed.index else None
        rows.append((code, row["practice_name"], row["locality"], what, on, row["successor_code"]))
    return pd.DataFrame(rows, columns=columns)


def _pairs(before: Edition, now: Edition) -> list[tuple[dict | None, dict | None]]:
    """The rows to set side by side, earlier and later; None where a cycle has none."""
    then, later = _by_series(before), _by_series(now)
    pairs = []
    for series in sorted(then.keys() | later.keys()):
        old, new = then.get(series, {}), later.get(series, {})
        old_past, new_past = _newest(old, before.day), _newest(new, now.day)
        left = {period for period in old if not _over(period, now.day)} - {old_past}
        for period in sorted(new):
            if period != new_past and _over(period, now.day):
                continue  # history that a newer figure stands for
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
    verdict = "up" if change > 0 else "down"
    if min(old["value"], new["value"]) < 0 or not old["value"] or new["unit"] in _POINTS:
        return {"verdict": verdict, "change": change}
    return {
        "verdict": verdict,
        "change": change,
        "change_percent": change / abs(old["value"]) * 100,
    }


def _by_series(edition: Edition) -> dict[tuple, dict[str, dict]]:
    found: dict[tuple, dict[str, dict]] = {}
    for row in edition.measures.to_dict("records"):
        found.setdefault(tuple(row[column] for column in SERIES), {})[row["period"]] = row
    return found


def _newest(rows: dict[str, dict], day: str) -> str | None:
    """The newest period that was over on the day, or the year that what happened so far fills.

    A plan is looked at period by period.
    """
    if any(row["basis"] in _PLANS for row in rows.values()):
        return None
    happened = (p for p in rows if _over(p, day) or _runs(rows[p], day))
    return max(happened, key=_end, default=None)


def _runs(row: dict, day: str) -> bool:
    """Whether a row counts what happened so far in the financial year of a day."""
    is_year = bool(periods.FINANCIAL_YEAR.match(row["period"]))
    return is_year and row["basis"] == "actual" and row["period"] == periods.financial_year(day)


def _year_running(old: dict, new: dict, day: str) -> str:
    """Why a year that has only begun is not set against one before it."""
    if old["period"] == new["period"] or not _runs(new, day) or _over(new["period"], day):
        return ""
    return f"the year {new['period']} is not over"


def _gate(
    old: dict, new: dict, before: Edition, now: Edition, meaning: dict, *, is_settled: bool = True
) -> str:
    """What makes two figures incomparable, in words; nothing where they can be compared.

    A plan is settled where nothing but a new plan moves it; one that follows events is compared.
    """
    meant = [meaning[label].get(new["measure"]) for label in (before.label, now.label)]
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


def _its_plan(row: dict, earlier: dict[tuple, float], known: dict[tuple, float]) -> str:
    """Whether the plan that a pace leads to is another now.

    The category of such a figure names its plan: ``measure:category:basis``.
    """
    parts = row["category"].split(":")
    if row["basis"] not in _PLANS or len(parts) < 2 or parts[-1] not in _PLANS:
        return ""
    plan = (
        parts[0],
        row["area_type"],
        row["area"],
        ":".join(parts[1:-1]),
        row["period"],
        parts[-1],
    )
    then, later = earlier.get(plan), known.get(plan)
    if then is None or later is None or _same(then, later):
        return ""
    return f"the {parts[-1]} it leads to is another: {then:,.6g} then, {later:,.6g} now"


def _behind(row: dict, edition: Edition) -> dict[str, set[str]]:
    """The publications behind a figure, each with the layouts it came in."""
    found: dict[str, set[str]] = {}
    for file in row["source"].split(";"):
        publication, layout = edition.layouts.get(file, (None, None))
        if publication:
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


def _restated(old: dict, new: dict, known: dict[tuple, float]) -> str:
    """Whether the later cycle gives another value for the earlier figure's own period."""
    if old["period"] == new["period"] or not old["period"]:
        return ""
    value = known.get(tuple(old[column] for column in KEY))
    if value is None or _same(value, old["value"]):
        return ""
    return f"the figure for {periods.in_words(old['period'])} was restated"


def _over(period: str, day: str) -> bool:
    """Whether a period was over on a day; a figure without a period is of the day itself."""
    return _end(period) <= day


def _end(period: str) -> str:
    span = re.match(r"^\d{4}/\d{2}-(\d{4}/\d{2})$", period)
    return periods.last_day(span[1] if span else period)


def _same(first: float, second: float) -> bool:
    return abs(first - second) <= _SAME * max(1.0, abs(first), abs(second))
