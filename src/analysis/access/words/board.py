"""The board of trajectories in a reader's words."""

import calendar

import pandas as pd

from analysis.methods import trajectory
from analysis.project import periods
from analysis.writing.phrases import count, joined, named

_VERSIONS = {
    "": "",
    "national_deadline": "National deadline",
    "comment_of_practices": "NHS England's comment, if of practices",
    "comment_of_activity": "NHS England's comment, if of activity",
}
# Shorter yet, for the board's narrow first column; its note says what each stands for.
_SHORT = {
    "gpfv_plan": "Forward View plan",
    "comment_of_practices": "NHS England's comment",
    "comment_of_activity": "NHS England's comment",
}
_OF = {"patients": "of patients", "practices": "of practices", "activity": "of contacts"}
_SHARE_OF = {"patients": "patients", "practices": "practices", "activity": "of all contacts"}


def version(code: str, basis: str) -> str:
    """A plan version as a reader calls it; where there is only one, what it is: ``Target``."""
    return _VERSIONS.get(code) or (named(code) if code else basis.capitalize())


def in_sentence(name: str) -> str:
    """A name as it stands inside a sentence: ``National deadline`` loses its capital, GP not."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def board_as_read(board: pd.DataFrame) -> pd.DataFrame:
    """The board's columns that decide something, for one screen: what is not met yet.

    One row per measure, plan_version, basis.
    """
    rows = board[board["rating"] != "met"].to_dict("records")
    shown = pd.DataFrame(
        {
            "Trajectory and plan": [
                f"{row['trajectory']}, {_SHARE_OF[row['denominator']]}: \n{_plan(row)}"
                for row in rows
            ],
            "Last actual": [_actual(row) for row in rows],
            "From plan, \npoints": [_distance(row) for row in rows],
            "Next step": [_step(row) for row in rows],
            "Needed, \npoints \na month": [_needed(row["required_points_a_month"]) for row in rows],
            "Outlook": [_projected(row) for row in rows],
            "Met in": [_when(row) for row in rows],
            "Chance": [
                chance(row["chance_percent"]).replace("under ", "<").replace("over ", ">")
                for row in rows
            ],
            "Rating": [row["rating"].capitalize() for row in rows],
        }
    )
    # Lines break where they are meant to: a row takes two on paper, one on a wide screen, where
    # the breaks give way to the spaces before them.
    _first, *others = shown.columns
    return shown.assign(
        **{
            name: shown[name].astype("str").str.replace(r" (?!\n)", "\u00a0", regex=True)
            for name in others
        }
    )


def met_already(board: pd.DataFrame) -> str:
    """The trajectories that have met every step of their plan, in a sentence; else nothing."""
    rows = board[board["rating"] == "met"].to_dict("records")
    told = [
        f"{row['trajectory'].lower()}, {row['last_actual_percent']:.0f}% {_OF[row['denominator']]}"
        f" ({in_sentence(version(row['plan_version'], row['basis']))})"
        for row in rows
    ]
    return f"Met already: {joined(told)}. " if told else ""


def board_note(board: pd.DataFrame) -> str:
    """What is met, the rating's rule, what the columns hold, and where the plans are named."""
    return (
        f"{met_already(board)}{trajectory.RULE} Needed: from the last actual to the next step. "
        "Outlook: median and 80% band at the next step; met in: when the median reaches it. All "
        "trajectories, below, has each plan's denominator, baseline, version and document."
    )


def plans_as_read(board: pd.DataFrame) -> pd.DataFrame:
    """What lies behind the board, met trajectories too: of what, from where, and who says so.

    One row per measure, plan_version, basis.
    """
    rows = board.to_dict("records")
    return pd.DataFrame(
        {
            "Trajectory": [row["trajectory"] for row in rows],
            "Share of": [_OF[row["denominator"]].removeprefix("of ") for row in rows],
            "Baseline": [
                "not known"
                if pd.isna(row["baseline_percent"])
                else f"{row['baseline_percent']:.1f}%, {_short(row['baseline_period'])}"
                for row in rows
            ],
            "Plan version": [version(row["plan_version"], row["basis"]) for row in rows],
            "Agreed": [
                _short(row["agreed_on"]) if isinstance(row["agreed_on"], str) else "not stated"
                for row in rows
            ],
            "Straight line": [
                "–"
                if pd.isna(row["straight_line_percent"])
                else f"{row['straight_line_percent']:.0f}% by {_short(row['next_period'])}"
                for row in rows
            ],
            "Document": [
                row["source_document"] if isinstance(row["source_document"], str) else "not stated"
                for row in rows
            ],
        }
    )


def trajectories(board: pd.DataFrame) -> str | None:
    """How many trajectories will not or may not get there, and which comes first."""
    if board.empty:
        return None
    counts = board["rating"].value_counts()
    parts = [
        f"{count(counts[rating], noun, nouns)}"
        for rating, noun, nouns in (
            ("missed", "has missed a step", "have missed a step"),
            (
                "unlikely",
                "is unlikely to meet its next step",
                "are unlikely to meet their next step",
            ),
            ("doubtful", "is doubtful", "are doubtful"),
            ("likely", "is likely to", "are likely to"),
            ("met", "has met its plan already", "have met their plan already"),
            ("no actual", "has no actual figure", "have no actual figure"),
            ("no forecast", "has no forecast", "have no forecast"),
        )
        if counts.get(rating)
    ]
    whole = count(len(board), "planned trajectory", "planned trajectories")
    return f"Of {whole}, {joined(parts)}."


def first_of_all(board: pd.DataFrame) -> str | None:
    """The trajectory that needs the committee most: where it is, what it needs, its chance."""
    if board.empty or board.iloc[0]["rating"] not in ("missed", "unlikely", "doubtful"):
        return None
    row = board.iloc[0]
    of, share = _OF[row["denominator"]], f"{row['last_actual_percent']:.0f}%"
    reached = f"no {of.removeprefix('of ')}" if share == "0%" else f"{share} {of}"
    said = f"{row['trajectory']} covers {reached}"
    if row["next_step_percent"] == row["next_step_percent"] and row["next_period"]:
        when = periods.in_words(periods.last_day(row["next_period"])[:7])
        said += f"; {row['next_step_percent']:.0f}% is due by {when}"
        if row["chance_percent"] == row["chance_percent"]:
            said += f", and the chance of that is {chance(row['chance_percent'])}"
    return f"{said}."


def revised(board: pd.DataFrame) -> list[str]:
    """The plans that have been revised: from what, to what, and when."""
    said = []
    for row in board.to_dict("records"):
        if not isinstance(row["revised_from_period"], str) and pd.isna(row["revised_from_percent"]):
            continue
        was = "" if pd.isna(row["revised_from_percent"]) else f"{row['revised_from_percent']:.0f}%"
        before = row["revised_from_period"]
        when = f"by {periods.in_words(before)}" if isinstance(before, str) else ""
        agreed = row["agreed_on"]
        on = f" on {periods.in_words(agreed)}" if isinstance(agreed, str) else ""
        said.append(
            f"Revised{on}: {row['trajectory'].lower()}, "
            f"{in_sentence(version(row['plan_version'], row['basis']))}, "
            f"from {' '.join(part for part in (was, when) if part)}{_to(row)} "
            f"({row['source_document']})."
        )
    return said


def chance(percent: float | None) -> str:
    """A chance that never claims certainty: ``under 1%``, ``43%``, ``over 99%``."""
    if percent is None or percent != percent:
        return "–"
    if percent < 1:
        return "under 1%"
    return "over 99%" if percent > 99 else f"{percent:.0f}%"


def _to(row: dict) -> str:
    if pd.isna(row["next_step_percent"]):
        return ""
    return f" to {row['next_step_percent']:.0f}% by {periods.in_words(row['next_period'])}"


def _plan(row: dict) -> str:
    again = isinstance(row["revised_from_period"], str) or not pd.isna(row["revised_from_percent"])
    short = _SHORT.get(row["plan_version"]) or in_sentence(
        version(row["plan_version"], row["basis"])
    )
    return short + (", revised" if again else "")


def _actual(row: dict) -> str:
    if pd.isna(row["last_actual_percent"]):
        return "not known"
    month = _short(row["actual_period"])
    if row["denominator"] == "practices" and not pd.isna(row["actual_of"]):
        return f"{row['actual_count']:.0f} of {row['actual_of']:.0f}, \n{month}"
    return f"{row['last_actual_percent']:.1f}%, \n{month}"


def _step(row: dict) -> str:
    if pd.isna(row["next_step_percent"]):
        return "–"
    return f"{row['next_step_percent']:.0f}% by \n{_short(row['next_period'])}"


def _distance(row: dict) -> str:
    if pd.isna(row["distance_points"]):
        return "not \ndue"
    return f"{row['distance_points']:+.1f}".replace("-", "−")


def _projected(row: dict) -> str:
    if pd.isna(row["projected_percent"]):
        return "–"
    low, high = row["projected_low_80_percent"], row["projected_high_80_percent"]
    return f"{row['projected_percent']:.0f}%, \n{low:.0f} to {high:.0f}"


def _when(row: dict) -> str:
    if isinstance(row["projected_on"], str):
        return _short(row["projected_on"][:7]).replace(" ", " \n")
    return "–" if pd.isna(row["chance_percent"]) else "not in \nsight"


def _needed(value) -> str:
    return "–" if pd.isna(value) else f"{value:.1f}"


def _short(period: str) -> str:
    """``2018-03`` as Mar 2018, ``2018-10-01`` as 1 Oct 2018, a financial year as its last month."""
    if periods.FINANCIAL_YEAR.match(period):
        period = periods.last_day(period)[:7]
    month = f"{calendar.month_abbr[int(period[5:7])]} {period[:4]}"
    return f"{int(period[8:])} {month}" if len(period) == 10 else month
