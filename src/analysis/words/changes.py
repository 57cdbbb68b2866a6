"""The sentences on what changed since the last cycle."""

import pandas as pd

from analysis import periods
from analysis.words.phrases import count, figure, first_up, joined, money, named, underspend

_MOST = 12
NOTE = "Changes are worked out before figures are rounded."
# What a committee asks after first; the rest follows by the size of its movement.
HEADLINES = (
    ("delegated_forecast_variance", "forecast"),
    ("delegated_underlying_variance", "forecast"),
    ("disputed_claims_exposure", "actual"),
    ("practices_open", "actual"),
    ("registered_patients", "actual"),
    ("extended_access_coverage", "actual"),
    ("correspondence_training_practices", "actual"),
    ("correspondence_training_patients", "actual"),
    ("care_navigation_patients", "actual"),
    ("online_consultation_practices", "actual"),
    ("shared_clinical_system_practices", "actual"),
    ("resilience_offers", "actual"),
    ("practices_newly_at_risk", "actual"),
)


def called(row: dict | pd.Series) -> str:
    """A series as a reader calls it: ``Registered patients, Purbeck``."""
    parts = [row["title"] or named(row["measure"])]
    parts += [named(row["category"])] if row["category"] else []
    parts += [row["area"]] if row["area_type"] != "commissioner" else []
    said_already = row["basis"] in parts[0].lower()
    parts += [] if row["basis"] in ("actual", "") or said_already else [row["basis"]]
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
    if not any(digit in size.split(" per ")[0] for digit in "123456789"):
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
    """What changed, a line each, for the command line."""
    rows = compared
    if not everything:
        kept = (rows["verdict"] != "unchanged") & rows["area_type"].eq("commissioner")
        rows = rows[kept]
    lines = []
    for row in rows.to_dict("records"):
        then, now = _dated(row, "before"), _dated(row, "now")
        lines.append(f"{called(row)}: {movement(row)}; {then} then, {now} now")
    lines += [f"revised: {line}" for line in revisions(revised)]
    lines += [
        f"{row['what']}: {row['practice_code']} {row['practice_name']}"
        for row in practices.to_dict("records")
    ]
    return lines or ["Nothing changed."]


def table(compared: pd.DataFrame) -> pd.DataFrame:
    """The headline changes as a committee reads them, in its order.

    One row per series of ``HEADLINES``.
    """
    ours = compared[compared["area_type"] == "commissioner"]
    parts = [
        ours[(ours["measure"] == measure) & (ours["basis"] == basis) & (ours["period_now"] != "")]
        for measure, basis in HEADLINES
    ]
    return shown(pd.concat(parts) if parts else ours.iloc[:0])


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """Compared series with their figures in words. One row per row."""
    listed = rows.to_dict("records")
    return pd.DataFrame(
        {
            "Figure": [called(row) for row in listed],
            "Last cycle": [_dated(row, "before") for row in listed],
            "This cycle": [_dated(row, "now") for row in listed],
            "Change": [first_up(movement(row)) for row in listed],
        }
    )


def not_comparable(compared: pd.DataFrame) -> pd.DataFrame:
    """Series whose difference would mislead, with the reason. One row per measure and reason.

    A reason that holds for one series alone names it in full.
    """
    rows = compared[compared["verdict"] == "not comparable"]
    found = [
        (called(group.iloc[0]) if len(group) == 1 else title, why, len(group))
        for (title, why), group in rows.groupby(["title", "why"], sort=True)
    ]
    return pd.DataFrame(found, columns=["measure", "what changed under it", "figures"])


def nothing_apart(since: str | None) -> tuple[str, str]:
    """What to say where every figure compares, and where none was revised; without an earlier
    cycle nothing, as nothing was compared."""
    if since is None:
        return " ", " "
    return "Every figure of both cycles can be compared.", "No past figure was revised."


def summary(compared: pd.DataFrame, *, since: str | None) -> str | None:
    """How many figures moved, and how many cannot be compared."""
    if since is None:
        return None
    ours = compared[compared["area_type"] == "commissioner"]
    counts = ours["verdict"].value_counts()
    parts = [
        f"{counts.get('up', 0)} rose",
        f"{counts.get('down', 0)} fell",
        f"{counts.get('unchanged', 0)} stayed as they were",
        f"{counts.get('new', 0)} are new",
    ]
    said = f"Since {periods.in_words(since)}, of the commissioner's figures {joined(parts)}"
    apart = counts.get("not comparable", 0)
    if apart:
        said += f"; {count(apart, 'figure')} cannot be compared, and the reason is named"
    return f"{said}."


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
    rows = revised.assign(size=revised["change"].abs()).sort_values(
        ["size", "measure"], ascending=[False, True], kind="stable"
    )
    return [
        f"{called(row)}, {periods.in_words(row['period'])}: "
        f"{figure(row['said_then'], row['unit'])} then, {figure(row['says_now'], row['unit'])} now"
        for row in rows.head(_MOST).to_dict("records")
    ]


def revised_as_read(revised: pd.DataFrame) -> pd.DataFrame:
    """Revised figures of the commissioner as a committee reads them. One row per figure."""
    ours = revised[revised["area_type"] == "commissioner"].to_dict("records")
    return pd.DataFrame(
        {
            "Figure": [called(row) for row in ours],
            "Period": [periods.in_words(row["period"]) for row in ours],
            "Said then": [figure(row["said_then"], row["unit"]) for row in ours],
            "Says now": [figure(row["says_now"], row["unit"]) for row in ours],
        }
    )


def _is_variance(row: dict | pd.Series) -> bool:
    return row["unit"] == "gbp" and "variance" in row["measure"]


def _dated(row: dict, side: str) -> str:
    value = row[side]
    if pd.isna(value):
        return "not given"
    said = first_up(underspend(value)) if _is_variance(row) else figure(value, row["unit"])
    return f"{said}{_when(row[f'period_{side}'])}"


def _when(period: str) -> str:
    return f" ({periods.in_words(period)})" if period else ""
