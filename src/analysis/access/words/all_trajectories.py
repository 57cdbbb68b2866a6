"""The board of trajectories, and what it is made from, in a reader's words."""

import pandas as pd

from analysis.measures import value_of
from analysis.project import periods
from analysis.writing.phrases import agree, count, first_down, joined, named, written

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
_LIVE = ("Extended access", "Online consultation")  # services that go live
_OF = {"patients": "patients", "practices": "practices", "activity": "contacts"}
_RATINGS = (
    ("missed", "has missed a step", "have missed a step"),
    ("unlikely", "is unlikely to meet a step ahead", "are unlikely to meet a step ahead"),
    ("doubtful", "is doubtful", "are doubtful"),
    ("likely", "is likely to meet them", "are likely to meet them"),
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
    """Rows of the board for one screen: where each trajectory is, and its steps, in words.

    Lines break where they are meant to: a row takes two on paper, one on a wide screen, where the
    breaks give way to the spaces before them. Columns: trajectory (with its plan), last_actual,
    needed, outlook, next_step, chance, final_step, final_chance, rating.

    One row per row of ``board``.
    """
    rows = board.to_dict("records")
    cells = {
        "last_actual": [_actual(row) for row in rows],
        "needed": written(board["required_points_a_month"], "{:.1f}"),
        "outlook": [_projected(row) for row in rows],
        "next_step": [_step(row, "next") for row in rows],
        "chance": [_short(row["chance_percent"]) for row in rows],
        "final_step": [_final_step(row) for row in rows],
        "final_chance": [_short(row["final_chance_percent"]) for row in rows],
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

    In words: denominator, plan_version, agreed_on, source_document, and from_plan (points), met_in
    (when the median reaches the next step) and baseline, which are added.

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
        from_plan=written(board["distance_points"], "{:+.1f}", "none due"),
        met_in=[_when(row) for row in rows],
        agreed_on=[
            periods.in_short(day) if isinstance(day, str) else "not stated"
            for day in board["agreed_on"]
        ],
        source_document=board["source_document"].fillna("not stated"),
    )


def trajectories(board: pd.DataFrame) -> str | None:
    """How many services will not or may not get there, each by its plan in most doubt."""
    if board.empty:
        return None
    # The board has what needs the committee most first: so each service's first row counts.
    service = board.drop_duplicates("service")
    counts = service["rating"].value_counts()
    parts = [count(counts[rating], one, many) for rating, one, many in _RATINGS if rating in counts]
    plans = "" if len(board) == len(service) else f" ({len(board)} plans)"
    whole = f"{count(len(service), 'planned service')}{plans}"
    return f"Of {whole}, {joined(parts)}."


def first_of_all(board: pd.DataFrame, measures: pd.DataFrame) -> str | None:
    """The trajectory that needs the committee most: where it is, what is due, and when."""
    if not needs_attention(board):
        return None
    row = board.iloc[0]
    of, share = _OF[row["denominator"]], f"{row['last_actual_percent']:.0f}%"
    reached = f"no {of}" if share == "0%" else f"{share} of {of}"
    sentence = f"{row['trajectory']} covers {reached}"
    if pd.isna(row["next_step_percent"]):
        return f"{sentence}."
    step = f"{row['next_step_percent']:.0f}%"
    if pd.isna(row["due_practices"]):
        return f"{sentence}; {step} is due by {periods.in_words(row['next_period'])}."
    due, day = count(row["due_practices"], "practice"), periods.in_words(row["due_on"])
    verbs = ("was", "were") if row["due_is_past"] else ("is", "are")
    live = "live " if row["service"] in _LIVE else ""
    sentence += f"; {due} {agree(row['due_practices'], *verbs)} due {live}on {day}"
    sentence += f", {_before(row['spare_days'])} the {_in_sentence(row)} asks for {step}"
    signed = value_of(measures, "contract_variations_signed")
    if row["service"] == "Extended access" and signed is not None:
        contracts = count(signed, "contract variation") if signed else "no contract variation"
        sentence += f"; {contracts} {agree(max(signed, 1), 'is', 'are')} signed"
    return f"{sentence}."


def chances(board: pd.DataFrame) -> str | None:
    """The chances of the final and of the next step of the trajectory that comes first."""
    if not needs_attention(board) or pd.isna(board.iloc[0]["final_chance_percent"]):
        return None
    row = board.iloc[0]
    step = f"{row['final_step_percent']:.0f}% of {_OF[row['denominator']]}"
    final = f"{step} by {periods.in_words(row['final_period'])}"
    of_final = chance(row["final_chance_percent"])
    sentence = f"The chance of {final} is {of_final}"
    if row["final_period"] != row["next_period"] and pd.notna(row["chance_percent"]):
        step = f"{row['next_step_percent']:.0f}% by {periods.in_words(row['next_period'])}"
        of_next = chance(row["chance_percent"])
        same = of_next == of_final
        sentence += f", as is that of {step}" if same else f", and of {step}, {of_next}"
    return sentence


def needs_attention(board: pd.DataFrame) -> bool:
    """Whether the first trajectory of the board is missed, unlikely or doubtful."""
    return len(board) > 0 and board.iloc[0]["rating"] in ("missed", "unlikely", "doubtful")


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
    if not pd.isna(row["distance_points"]):
        points = f"{row['distance_points']:+.1f}".replace("-", "−")
        month += f" ({points} from plan)"
    if row["denominator"] == "practices" and not pd.isna(row["actual_of"]):
        return f"{row['actual_count']:.0f} of {row['actual_of']:.0f}, \n{month}"
    return f"{row['last_actual_percent']:.1f}%, \n{month}"


def _step(row: dict, which: str) -> str:
    if pd.isna(row[f"{which}_step_percent"]):
        return "–"
    return f"{row[f'{which}_step_percent']:.0f}% by \n{periods.in_short(row[f'{which}_period'])}"


def _final_step(row: dict) -> str:
    only = isinstance(row["next_period"], str) and row["final_period"] == row["next_period"]
    return "the same" if only else _step(row, "final")


def _short(percent: float | None) -> str:
    return chance(percent).replace("under ", "<").replace("over ", ">")


def _before(days: float) -> str:
    if days == 0:
        return "the day on which"
    return f"{count(abs(days), 'day')} {'before' if days > 0 else 'after'}"


def _projected(row: dict) -> str:
    if pd.isna(row["projected_percent"]):
        return "–"
    low, high = row["projected_low_80_percent"], row["projected_high_80_percent"]
    return f"{row['projected_percent']:.0f}%, \n{low:.0f} to {high:.0f}"


def _when(row: dict) -> str:
    if isinstance(row["projected_on"], str):
        return periods.in_short(row["projected_on"][:7])
    return "–" if pd.isna(row["chance_percent"]) else "not in sight"
