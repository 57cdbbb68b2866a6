"""What lies behind the projections, and how they did when tried on the past, in words."""

import pandas as pd

from analysis.access.words.board import in_sentence
from analysis.measures import pick
from analysis.methods.trajectory import DRAWS, FIRST_ORIGIN, HORIZONS, LEAST_POINTS, TOGETHER
from analysis.writing.phrases import count, figure, joined

_METHODS = {"simulation": "Simulated dates", "theta": "Theta", "straight_line": "Straight line"}


def bands(path: pd.DataFrame) -> str:
    """How a chart with a projection is read, as the end of its subtitle; else nothing."""
    if not (path["series"] == "Forecast").any():
        return ""
    return (
        " Forecast: the median, with half of what may come in the darker band and 80% in the "
        "lighter; the straight line is the yardstick."
    )


def tested_name(code: str) -> str:
    """What was tested: ``appointments_share:same_day`` gives ``Appointments: same day``."""
    lead, _, rest = code.replace("_share", "").partition(":")
    words = f"{lead}: {rest}" if rest else lead
    return (words[:1].upper() + words[1:]).replace("_", " ").replace(" gp", " GP")


def projection_method(measures: pd.DataFrame) -> list[str]:
    """How the projections are made, with the slips that they draw from."""
    seen = pick(measures, "slips_seen")
    median = pick(measures, "slip_median").set_index("category")["value"]
    lines = [
        "Practices that go live or are trained: each is planned for a day, and slips by as many "
        f"days as practices and milestones have slipped so far, drawn {DRAWS:,} times. In "
        f"{TOGETHER:.0%} of the draws practices planned for one day all slip alike, as they may "
        "hang on one provider; in the others each by itself.",
        "Monthly shares: the theta method (a smoothed level and half the slope of the trend) on "
        f"the log-odds of the share, with {LEAST_POINTS} months at least.",
        "The straight line runs from the last month at the mean pace since the first. Where it "
        "was nearer when both were tried on the past, it is used instead.",
        "Chance: the share of draws that reach the step by its last day. All random draws start "
        "from a number made of the measure's name, so that every run gives the same.",
    ]
    if len(seen):
        told = [
            f"{row['category'].replace('_', ' ')} {count(row['value'], 'slip')}, median "
            f"{figure(median[row['category']], 'days')}"
            for row in seen.to_dict("records")
        ]
        lines.append(f"Slips drawn from: {'; '.join(told)}.")
    return lines


def calibration_as_read(calibration: pd.DataFrame) -> pd.DataFrame:
    """How often the 80% band of the method in use held, by months ahead; errors beside.

    One row per tested measure.
    """
    rows = []
    for code, tested in calibration.groupby("tested", sort=False):
        used = tested["used"].iloc[0]
        row = {"Tried on": tested_name(code), "Method in use": _METHODS[used]}
        for months in HORIZONS:
            at = tested[tested["months_ahead"] == months].to_dict("records")
            ahead = f"{months} month{'s' if months > 1 else ''} ahead"
            row[ahead] = _held(at[0], used) if at else "not tried"
        row["Error (straight line's), points"] = _errors(tested)
        rows.append(row)
    return pd.DataFrame(rows)


def calibration_note() -> str:
    """How the test was made."""
    return (
        "Rolling origin: stand at each past month, forecast with what was known then, and look. "
        f"A monthly series starts at its month {FIRST_ORIGIN}. Shown: forecasts whose 80% band "
        "held, of those made, by the method in use; the mean error of the better method over all "
        "months ahead, and of the straight line. Where the straight line was nearer it is in use. "
        "The method was chosen with these months in view; its bands were not fitted to them."
    )


def unreliable_bands(calibration: pd.DataFrame) -> list[str]:
    """Which bands are not to be relied on, as they held too rarely or too often."""
    bad = calibration[calibration["band"] == "unreliable"]
    if calibration.empty:
        return ["No projection could be tried on the past: its bands are not tested."]
    if bad.empty:
        return []
    told = [
        f"{in_sentence(tested_name(code))} ({joined([str(m) for m in rows['months_ahead']])} "
        f"month{'' if list(rows['months_ahead']) == [1] else 's'} ahead)"
        for code, rows in bad.groupby("tested", sort=False)
    ]
    return [
        f"Unreliable: the 80% band held less than 65% or more than 95% of the time for "
        f"{joined(told)}.",
    ]


def _held(row: dict, used: str) -> str:
    percent = row["line_held_percent"] if used == "straight_line" else row["held_percent"]
    made = row["forecasts"]
    said = f"{percent * made / 100:.0f} of {made:.0f} ({percent:.0f}%)"
    return f"{said}, unreliable" if row["band"] == "unreliable" else said


def _errors(tested: pd.DataFrame) -> str:
    made = tested["forecasts"]
    mine, line = (
        (tested[name] * made).sum() / made.sum() for name in ("error_points", "line_error_points")
    )
    return f"{mine:.2f} ({line:.2f})"
