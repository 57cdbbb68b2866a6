"""What lies behind the projections, and how they did when tried on the past, in words."""

import pandas as pd

from analysis.measures import pick
from analysis.trajectory import DRAWS, FIRST_ORIGIN, LEAST_POINTS, TOGETHER
from analysis.words.phrases import count, figure, joined

_METHODS = {"simulation": "Simulated dates", "theta": "Theta", "straight_line": "Straight line"}


def tested_name(code: str) -> str:
    """What was tested: ``appointments_share:same_day`` gives ``Appointments: same day``."""
    lead, _, rest = code.replace("_share", "").partition(":")
    words = f"{lead}: {rest}" if rest else lead
    return (words[:1].upper() + words[1:]).replace("_", " ")


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
    """The backtests' columns that a reader needs.

    One row per tested measure, months_ahead.
    """
    rows = calibration.to_dict("records")
    return pd.DataFrame(
        {
            "Tried on": [tested_name(row["tested"]) for row in rows],
            "Method": [_METHODS[row["method"]] for row in rows],
            "Months ahead": [row["months_ahead"] for row in rows],
            "80% band held": [
                f"{row['held']:.0f} of {row['forecasts']:.0f} ({row['held_percent']:.0f}%)"
                for row in rows
            ],
            "Straight line's held": [f"{row['line_held_percent']:.0f}%" for row in rows],
            "Error (points)": [f"{row['error_points']:.1f}" for row in rows],
            "Straight line's error": [f"{row['line_error_points']:.1f}" for row in rows],
            "Used": [_METHODS[row["used"]] for row in rows],
            "Band": [row["band"].capitalize() for row in rows],
        }
    )


def calibration_note(calibration: pd.DataFrame) -> str:
    """How the test was made, and which bands are not to be relied on."""
    said = (
        "Rolling origin: stand at each past month, forecast with what was known then, and look. "
        f"A monthly series starts at its month {FIRST_ORIGIN}. A band that held less than 65% or "
        "more than 95% of the time is called unreliable. Nothing was tuned on these months."
    )
    bad = calibration[calibration["band"] == "unreliable"]
    if len(bad):
        names = list(dict.fromkeys(tested_name(code) for code in bad["tested"]))
        said += f" Unreliable at one distance or more: {joined(names)}."
    return said
