"""The sentences on what changed since the last cycle."""

import re

import pandas as pd

from analysis.cycles import headlines
from analysis.project import periods
from analysis.writing.phrases import (
    agree,
    count,
    figure,
    first_down,
    first_up,
    joined,
    money,
    named,
    underspend,
)

_MOST = 12
_MOST_OF_ONE = 5
_MOST_IN_A_SENTENCE = 3
# Measures of how a projection is made and how it held: the others hold what they say.
_METHODS = ("backtest_", "projected_", "slips_seen", "special_cause_limit")
NOTE = "Changes are worked out before figures are rounded."


def called(row: dict | pd.Series) -> str:
    """A series as a reader calls it: ``Registered patients, Purbeck``."""
    parts = [row["title"] or named(row["measure"])]
    # A category of several parts is kept as part:part.
    parts += [re.sub(r":(?=\S)", ", ", named(row["category"]))] if row["category"] else []
    parts += [row["area"]] if row["area_type"] != "commissioner" else []
    is_named = row["basis"] in parts[0].lower()
    parts += [] if row["basis"] in ("actual", "") or is_named else [row["basis"]]
    return ", ".join(parts)


def movement(row: dict | pd.Series) -> str:
    """One change in words: ``up 5.0 points``, or why there is no difference."""
    if row["verdict"] == "not comparable":
        return f"not comparable: {row['why']}"
    if row["verdict"] in ("unchanged", "new", "no longer given"):
        return row["verdict"]
    if _is_variance(row):  # positive is an underspend
        return f"{money(row['change'])} for the {'better' if row['change'] > 0 else 'worse'}"
    unit = "points" if row["unit"] == "percent" else row["unit"]
    size = figure(abs(row["change"]), unit)
    as_printed = {figure(row[side], row["unit"]) for side in ("before", "now")}
    if len(as_printed) == 1 or not any(digit in size.split(" per ")[0] for digit in "123456789"):
        return "unchanged as rounded"
    share = row["change_percent"]
    relative = "" if pd.isna(share) else f" ({abs(share):.1f}%)"
    why = f"; {row['why']}" if row["why"] else ""
    return f"{row['verdict']} {size}{relative}{why}"


def listing(
    compared: pd.DataFrame,
    *,
    revised: pd.DataFrame,
    practices: pd.DataFrame,
    everything: bool = False,
) -> list[str]:
    """What changed, for the command line: what a committee asks after first, then by report.

    Of one measure the five largest movements are listed. Of projections, and of what was tried on
    the past, only the number is given. ``everything`` lists every series instead.
    """
    if everything:
        return _lines(compared, revised, practices) or ["Nothing changed."]
    ours = compared[compared["area_type"].eq("commissioner")].reset_index(drop=True)
    moved = ours[[not movement(row).startswith("unchanged") for row in ours.to_dict("records")]]
    first = headlines.changes(moved)
    rest = moved.drop(index=first.index)
    method = rest["measure"].str.startswith(_METHODS) | (
        rest["basis"].eq("forecast") & rest["report"].isin(("access", "workforce"))
    )
    lines = _under("What a committee asks after first", _lines(first))
    for report, of_report in rest[~method].groupby("report", sort=True):
        lines += _under(first_up(report or "other"), _largest(of_report))
    lines += _under("Past figures and practices", _lines(moved.iloc[:0], revised, practices))
    if method.any():
        number = first_up(count(method.sum(), "figure"))
        lines += ["", f"{number} of projections and their trials moved too."]
    return [*lines, "", "--all lists every series."] if lines else ["Nothing changed."]


def _largest(moved: pd.DataFrame) -> list[str]:
    """The largest movements of each measure, and how many more it has."""
    lines = []
    for _, series in moved.groupby(["measure", "verdict"], sort=False):
        by_size = series["change_percent"].abs().fillna(-1.0).sort_values(ascending=False)
        lines += _lines(series.loc[sorted(by_size.index[:_MOST_OF_ONE])])
        if len(series) > _MOST_OF_ONE:
            title = series["title"].iloc[0] or named(series["measure"].iloc[0])
            lines.append(f"{title}: {len(series) - _MOST_OF_ONE} more")
    return lines


def _under(heading: str, lines: list[str]) -> list[str]:
    return ["", heading, *(f"  {line}" for line in lines)] if lines else []


def _lines(
    compared: pd.DataFrame,
    revised: pd.DataFrame | None = None,
    practices: pd.DataFrame | None = None,
) -> list[str]:
    lines = [
        f"{called(row)}: {movement(row)}; {_dated(row, 'before')} then, {_dated(row, 'now')} now"
        for row in compared.to_dict("records")
    ]
    if revised is not None:
        lines += [f"revised: {line}" for line in revisions(revised)]
    for row in [] if practices is None else practices.to_dict("records"):
        lines.append(f"{row['what']}: {row['practice_code']} {row['practice_name']}")
    return lines


def changes(compared: pd.DataFrame) -> pd.DataFrame:
    """Compared series in words. Columns: figure, last_cycle, this_cycle, change.

    One row per row.
    """
    rows = compared.to_dict("records")
    return pd.DataFrame(
        {
            "figure": [called(row) for row in rows],
            "last_cycle": [_dated(row, "before") for row in rows],
            "this_cycle": [_dated(row, "now") for row in rows],
            "change": [first_up(movement(row)) for row in rows],
        }
    )


def not_comparable(compared: pd.DataFrame) -> pd.DataFrame:
    """Series whose difference would mislead, with the reason.

    A reason that holds for one series alone names it in full. Columns: measure,
    why (what changed under it), figures.

    One row per measure and reason.
    """
    rows = compared[compared["verdict"] == "not comparable"]
    found = [
        (called(group.iloc[0]) if len(group) == 1 else title, why, len(group))
        for (title, why), group in rows.groupby(["title", "why"], sort=True)
    ]
    return pd.DataFrame(found, columns=["measure", "why", "figures"])


def nothing_apart(*, since: str | None) -> tuple[str, str]:
    """The sentences where every figure can be compared and none was revised; blank at first."""
    if since is None:
        return " ", " "
    return "Every figure of both cycles can be compared.", "No past figure was revised."


def summary(compared: pd.DataFrame, *, since: str | None) -> str | None:
    """What moved of what a committee asks after first, and how many figures cannot be compared."""
    if since is None:
        return None
    first = changes(headlines.changes(compared).query("period_now != ''"))
    moved = first[~first["change"].str.startswith(("Unchanged", "Not comparable"))]
    parts = [f"{row['figure']} ({first_down(row['change'])})" for row in moved.to_dict("records")]
    sentence = f"Since {periods.in_words(since)}: {'; '.join(parts[:_MOST_IN_A_SENTENCE])}"
    if not parts:
        sentence = f"Since {periods.in_words(since)} no headline figure has moved"
    ours = compared[compared["area_type"] == "commissioner"]
    apart = ours["verdict"].eq("not comparable").sum()
    return f"{sentence}; {count(apart, 'figure')} cannot be compared." if apart else f"{sentence}."


def returned_again(returns: pd.DataFrame, *, since: str | None) -> str | None:
    """How many local returns are last cycle's files, and which of them tell what has happened."""
    again = returns[returns["again"]]
    if since is None or again.empty:
        return None
    files = agree(len(again), "is the file", "are the files")
    sentence = (
        f"{len(again):,} of {len(returns):,} local returns {files} of "
        f"{periods.in_words(since)}, unchanged"
    )
    dated = sorted(again.loc[again["dated"], "title"])
    if not dated:
        return f"{sentence}."
    more = [f"{len(dated) - _MOST_OF_ONE} more"] if len(dated) > _MOST_OF_ONE else []
    tell = agree(len(dated), "tells", "tell")
    which = joined([*dated[:_MOST_OF_ONE], *more])
    return f"{sentence}; of these, {which} {tell} what had happened by then, and nothing since."


def practices(changed: pd.DataFrame, *, since: str | None) -> str | None:
    """How many practices opened, closed and merged."""
    if since is None:
        return None
    if changed.empty:
        return f"No practice opened, closed or merged since {periods.in_words(since)}."
    counts = (
        changed.set_index("what")["practices"]
        if "practices" in changed
        else changed["what"].value_counts()
    )
    parts = [
        count(counts[what], f"practice {what}", f"practices {what}")
        for what in ("opened", "closed", "merged", "no longer listed")
        if counts.get(what)
    ]
    return f"{first_up(joined(parts))} since {periods.in_words(since)}."


def revisions(revised: pd.DataFrame) -> list[str]:
    """The largest revisions of past figures, a line each."""
    size = revised["change"].abs()
    rows = revised.assign(size=size).sort_values(["size", "measure"], ascending=[False, True])
    return [
        f"{row['figure']}, {row['period']}: {row['said_then']} then, {row['says_now']} now"
        for row in revised_in_words(rows.head(_MOST)).to_dict("records")
    ]


def revised_in_words(revised: pd.DataFrame) -> pd.DataFrame:
    """Revised figures in words. Columns: figure, period, said_then, says_now.

    One row per figure.
    """
    rows = revised.to_dict("records")
    return pd.DataFrame(
        {
            "figure": [called(row) for row in rows],
            "period": [periods.in_words(row["period"]) for row in rows],
            "said_then": [figure(row["value_then"], row["unit"]) for row in rows],
            "says_now": [figure(row["value_now"], row["unit"]) for row in rows],
        }
    )


def _is_variance(row: dict | pd.Series) -> bool:
    return row["unit"] == "gbp" and "variance" in row["measure"]


def _dated(row: dict, side: str) -> str:
    value = row[side]
    if pd.isna(value):
        return "not given"
    shown = first_up(underspend(value)) if _is_variance(row) else figure(value, row["unit"])
    period = row[f"period_{side}"]
    return f"{shown} ({periods.in_words(period)})" if period else shown
