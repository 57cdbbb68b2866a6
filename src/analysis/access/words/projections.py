"""What lies behind the projections, and how they did when tried on the past, in words."""

import pandas as pd

from analysis.access.programme_list import PROGRAMME_OF
from analysis.measures import pick, value_of
from analysis.methods.trajectory.backtest import FIRST_ORIGIN, HORIZONS
from analysis.methods.trajectory.events import DRAWS, ENOUGH_SLIPS, TOGETHER
from analysis.methods.trajectory.series import LEAST_POINTS, LINE, THETA
from analysis.writing.phrases import agree, count, figure, first_down, first_up, joined

_METHODS = {"simulation": "Simulated dates", THETA: "Theta", LINE: "Straight line"}


def bands(path: pd.DataFrame) -> str:
    """How a chart with a projection is read, as the end of its subtitle; else nothing."""
    if not (path["series"] == "Forecast").any():
        return ""
    return (
        " Forecast: the median, with half of what may come in the darker band and 80% in the "
        "lighter; the straight line is the yardstick."
    )


def method(measures: pd.DataFrame) -> list[str]:
    """How the projections are made, with the slips that they draw from."""
    seen = pick(measures, "slips_seen")
    median = pick(measures, "slip_median").set_index("programme")["value"]
    lines = [
        "Practices that go live or are trained: each is planned for a day, and slips by as many "
        "days as its programme's practices and milestones have slipped so far (with fewer than "
        f"{ENOUGH_SLIPS}, other programmes' too, each alike), drawn {DRAWS:,} times. In "
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
        slips = [
            f"{_plain(name)} {count(number, 'slip')}"
            + (f", median {figure(median[name], 'days')}" if number else "")
            for name, number in zip(seen["programme"], seen["value"], strict=True)
        ]
        lines.append(f"Slips so far: {'; '.join(slips)}.")
    return lines


def rests_on(measures: pd.DataFrame, programme: str) -> str | None:
    """On whose slips a programme's chances rest, naming what is borrowed; None where not known."""
    own = value_of(measures, "slips_seen", programme=programme)
    if own is None:
        return None
    lent = pick(measures, "slips_borrowed", programme=programme).to_dict("records")
    lenders = joined([f"{_plain(row['lender'])} ({row['value']:.0f})" for row in lent])
    if not own:
        return (
            f"drawn from how dates of {lenders} slipped, as none of its own has" if lent else None
        )
    drawn = f"drawn from how {count(own, 'date')} of its own programme slipped"
    return f"{drawn}, too few alone, and those of {lenders}" if lent else drawn


def borrowed(measures: pd.DataFrame, board: pd.DataFrame) -> list[str]:
    """The trajectories whose chances rest on other programmes' slips too, and on whose.

    That of the board's first row is part of the answer.
    """
    lent = set(pick(measures, "slips_borrowed")["programme"])
    planned = [PROGRAMME_OF[name] for name in board["measure"] if name in PROGRAMME_OF]
    others = {p.name: p.title for p in planned if p != planned[0] and p.name in lent}
    return [f"{title}: chances {rests_on(measures, name)}." for name, title in others.items()]


def _plain(code: str) -> str:
    return code.replace("_", " ").replace("primary care home", "Primary Care Home")


def tried(calibration: pd.DataFrame, errors: pd.DataFrame) -> pd.DataFrame:
    """How often the 80% band of the method in use held, by months ahead, and the errors, in words.

    ``errors`` is what ``backtests.mean_errors`` gives. Columns: Tried on, Method in use, one for
    each of the months ahead, and the errors in points.

    One row per tested measure.
    """
    rows = []
    for code, tested in calibration.groupby("tested", sort=False):
        used = tested["used"].iloc[0]
        row = {"Tried on": _name(tested), "Method in use": _METHODS[used]}
        for months in HORIZONS:
            at = tested[tested["months_ahead"] == months].to_dict("records")
            row[f"{months} {agree(months, 'month', 'months')} ahead"] = (
                _held(at[0], used) if at else "not tried"
            )
        mine, line = errors.loc[code, ["error_points", "line_error_points"]]
        row["Error (straight line's), points"] = f"{mine:.2f} ({line:.2f})"
        rows.append(row)
    return pd.DataFrame(rows)


def note() -> str:
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
    if calibration.empty:
        return ["No projection could be tried on the past: its bands are not tested."]
    bad = calibration[calibration["band"] == "unreliable"]
    names = [
        f"{first_down(_name(rows))} ({joined([str(m) for m in rows['months_ahead']])} "
        f"month{'' if list(rows['months_ahead']) == [1] else 's'} ahead)"
        for _, rows in bad.groupby("tested", sort=False)
    ]
    begin = "Unreliable: the 80% band held less than 65% or more than 95% of the time for"
    return [f"{begin} {joined(names)}."] if names else []


def _name(tested: pd.DataFrame) -> str:
    """What was tested: ``Appointments: same day``."""
    row = tested.iloc[0]
    name = f"Appointments: {row['kind']}" if row["kind"] else first_up(row["of_measure"])
    return name.replace("_", " ").replace(" gp", " GP")


def _held(row: dict, used: str) -> str:
    percent = row["line_held_percent"] if used == LINE else row["held_percent"]
    made = row["forecasts"]
    held = f"{percent * made / 100:.0f} of {made:.0f} ({percent:.0f}%)"
    return f"{held}, unreliable" if row["band"] == "unreliable" else held
