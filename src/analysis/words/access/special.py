"""Special-cause charts in words: what they show, and the rules they follow."""

import pandas as pd

from analysis import periods, spc
from analysis.words.phrases import count, figure


def special_cause(chart: pd.DataFrame, *, what: str, unit: str = "percent") -> str | None:
    """How many months are of special cause, whether the last is, and the process limits."""
    if chart.empty:
        return None
    special = chart[chart["variation"] != spc.COMMON]
    last = chart.iloc[-1]
    low, high = (figure(last[name], unit).split(" ")[0] for name in ("low", "high"))
    said = (
        f"{what}: {figure(last['value'], unit)} in {periods.in_words(last['month'])}, "
        f"{_KIND[last['variation']]}; {count(len(special), 'month')} of {len(chart)} "
        f"{'is' if len(special) == 1 else 'are'} of special cause"
    )
    return f"{said}; limits {low} to {high}."


def rules(*charts: pd.DataFrame) -> list[str]:
    """The rule set of the charts, and whether any limits are trial limits."""
    drawn = [chart for chart in charts if len(chart)]
    if not drawn:
        return []
    lines = [
        f"Rules (NHS England, Making Data Count): limits are the mean and {spc.LIMIT} mean moving "
        "ranges either side, large moves not screened out. Special cause: outside the limits; "
        f"{spc.RUN} in a row on one side of the mean; {spc.RUN} in a row that rise or fall; two "
        "of three near a limit on one side, points beyond it counted (the rule since November "
        "2023)."
    ]
    if any(chart["trial"].any() for chart in drawn):
        lines.append(f"With fewer than {spc.ENOUGH} months, limits are trial limits.")
    return lines


_KIND = {
    spc.COMMON: "usual variation",
    spc.IMPROVEMENT: "special cause for the better",
    spc.CONCERN: "special cause for the worse",
    spc.SPECIAL: "special cause",
}
