"""The board of trajectories, and what it is made from, in a reader's words."""

import pandas as pd

from analysis.project import periods
from analysis.writing.phrases import count, first_down, joined, named, written

_VERSIONS = {
    "comment_of_practices": "NHS England's comment, if of practices",
    "comment_of_activity": "NHS England's comment, if of activity",
}
# Shorter yet, for the board's narrow first column; its note says what each is short for.
_SHORT = {
    "gpfv_plan": "Forward View plan",
    "comment_of_practices": "NHS England's comment",
    "comment_of_activity": "NHS England's comment",
}
_OF = {"patients": "patients", "practices": "practices", "activity": "contacts"}
_RATINGS = (
    ("missed", "has missed a step", "have missed a step"),
    ("unlikely", "is unlikely to meet its next step", "are unlikely to meet their next step"),
    ("doubtful", "is doubtful", "are doubtful"),
    ("likely", "is likely to", "are likely to"),
    ("met", "has met its plan already", "have met their plan already"),
    ("no actual", "has no actual figure", "have no actual figure"),
    ("no forecast", "has no forecast", "have no forecast"),
)


def version(code: str, basis: str) -> str:
    """A plan version as a reader calls it; where there is only one, what it is: ``Target``."""
    return _VERSIONS.get(code) or (named(code) if code else basis.capitalize())


def chance(percent: float | None) -> str:
    """A chance that never claims certainty: ``under 1%``, ``43%``, ``over 99%``."""
    if percent is None or percent != percent:
        return "–"
    if percent < 1:
        return "under 1%"
    return "over 99%" if percent > 99 else f"{percent:.0f}%"


def next_steps(board: pd.DataFrame) -> pd.DataFrame:
    """Rows of the board for one screen: where each trajectory is, and its next step, in words.

    Lines break where they are meant to: a row takes two on paper, one on a wide screen, where the
    breaks give way to the spaces before them. Columns: trajectory (with its plan), last_actual,
    from_plan, next_step, needed, outlook, met_in, chance, rating.

    One row per row of ``board``.
    """
    rows = board.to_dict("records")
    cells = {
        "last_actual": [_actual(row) for row in rows],
        "from_plan": [
            points.replace("-", "−")
            for points in written(board["distance_points"], "{:+.1f}", "not \ndue")
        ],
        "next_step": [_step(row) for row in rows],
        "needed": written(board["required_points_a_month"], "{:.1f}"),
        "outlook": [_projected(row) for row in rows],
        "met_in": [_when(row) for row in rows],
        "chance": [
            chance(row["chance_percent"]).replace("under ", "<").replace("over ", ">")
            for row in rows
        ],
        "rating": [row["rating"].capitalize() for row in rows],
    }
    shown = pd.DataFrame(cells, dtype="str").replace(r" (?!\n)", "\u00a0", regex=True)
    shown.insert(0, "trajectory", [_trajectory(row) for row in rows])
    return shown


def met_already(board: pd.DataFrame) -> str:
    """The trajectories that have met every step of their plan, in a sentence; else nothing.

    A part of a note: it ends with a space.
    """
    met = [
        f"{row['trajectory'].lower()}, {row['last_actual_percent']:.0f}% of "
        f"{_OF[row['denominator']]} ({_in_sentence(row)})"
        for row in board[board["rating"] == "met"].to_dict("records")
    ]
    return f"Met already: {joined(met)}. " if met else ""


def origins(board: pd.DataFrame) -> pd.DataFrame:
    """The board with what lies behind each trajectory in words: of what, from where, by whom.

    In words: denominator, plan_version, agreed_on, source_document, and baseline and
    straight_line, which are added.

    One row per measure, plan_version, basis.
    """
    rows = board.to_dict("records")
    return board.assign(
        denominator=board["denominator"].map(_OF),
        baseline=[
            "not known"
            if pd.isna(row["baseline_percent"])
            else f"{row['baseline_percent']:.1f}%, {periods.in_short(row['baseline_period'])}"
            for row in rows
        ],
        plan_version=[version(row["plan_version"], row["basis"]) for row in rows],
        agreed_on=[
            periods.in_short(day) if isinstance(day, str) else "not stated"
            for day in board["agreed_on"]
        ],
        straight_line=[
            "–"
            if pd.isna(row["straight_line_percent"])
            else f"{row['straight_line_percent']:.0f}% by {periods.in_short(row['next_period'])}"
            for row in rows
        ],
        source_document=board["source_document"].fillna("not stated"),
    )


def trajectories(board: pd.DataFrame) -> str | None:
    """How many trajectories will not or may not get there, and which comes first."""
    if board.empty:
        return None
    counts = board["rating"].value_counts()
    parts = [count(counts[rating], one, many) for rating, one, many in _RATINGS if rating in counts]
    whole = count(len(board), "planned trajectory", "planned trajectories")
    return f"Of {whole}, {joined(parts)}."


def first_of_all(board: pd.DataFrame) -> str | None:
    """The trajectory that needs the committee most: where it is, what it needs, its chance."""
    if board.empty or board.iloc[0]["rating"] not in ("missed", "unlikely", "doubtful"):
        return None
    row = board.iloc[0]
    of, share = _OF[row["denominator"]], f"{row['last_actual_percent']:.0f}%"
    reached = f"no {of}" if share == "0%" else f"{share} of {of}"
    sentence = f"{row['trajectory']} covers {reached}"
    if pd.notna(row["next_step_percent"]) and row["next_period"]:
        when = periods.in_words(periods.last_day(row["next_period"])[:7])
        sentence += f"; {row['next_step_percent']:.0f}% is due by {when}"
        if pd.notna(row["chance_percent"]):
            sentence += f", and the chance of that is {chance(row['chance_percent'])}"
    return f"{sentence}."


def revised(board: pd.DataFrame) -> list[str]:
    """The plans that have been revised: from what, to what, and when."""
    return [_revised(row) for row in board.to_dict("records") if _is_revised(row)]


def _is_revised(row: dict) -> bool:
    return isinstance(row["revised_from_period"], str) or pd.notna(row["revised_from_percent"])


def _revised(row: dict) -> str:
    agreed, period = row["agreed_on"], row["revised_from_period"]
    on = f" on {periods.in_words(agreed)}" if isinstance(agreed, str) else ""
    before = written([row["revised_from_percent"]], " {:.0f}%", "")[0]
    before += f" by {periods.in_words(period)}" if isinstance(period, str) else ""
    after = ""
    if pd.notna(row["next_step_percent"]):
        after = f" to {row['next_step_percent']:.0f}% by {periods.in_words(row['next_period'])}"
    return (
        f"Revised{on}: {row['trajectory'].lower()}, {_in_sentence(row)}, "
        f"from{before}{after} ({row['source_document']})."
    )


def _in_sentence(row: dict) -> str:
    return first_down(version(row["plan_version"], row["basis"]))


def _trajectory(row: dict) -> str:
    of = "of all contacts" if row["denominator"] == "activity" else row["denominator"]
    short = _SHORT.get(row["plan_version"]) or _in_sentence(row)
    again = ", revised" if _is_revised(row) else ""
    return f"{row['trajectory']}, {of}: \n{short}{again}"


def _actual(row: dict) -> str:
    if pd.isna(row["last_actual_percent"]):
        return "not known"
    month = periods.in_short(row["actual_period"])
    if row["denominator"] == "practices" and not pd.isna(row["actual_of"]):
        return f"{row['actual_count']:.0f} of {row['actual_of']:.0f}, \n{month}"
    return f"{row['last_actual_percent']:.1f}%, \n{month}"


def _step(row: dict) -> str:
    if pd.isna(row["next_step_percent"]):
        return "–"
    return f"{row['next_step_percent']:.0f}% by \n{periods.in_short(row['next_period'])}"


def _projected(row: dict) -> str:
    if pd.isna(row["projected_percent"]):
        return "–"
    low, high = row["projected_low_80_percent"], row["projected_high_80_percent"]
    return f"{row['projected_percent']:.0f}%, \n{low:.0f} to {high:.0f}"


def _when(row: dict) -> str:
    if isinstance(row["projected_on"], str):
        return periods.in_short(row["projected_on"][:7]).replace(" ", " \n")
    return "–" if pd.isna(row["chance_percent"]) else "not in \nsight"
