"""What the next years bring."""

import pandas as pd

from analysis.measures import pick
from analysis.words.finance.latest import latest
from analysis.words.phrases import money


def scenario(measures: pd.DataFrame) -> str | None:
    """Savings against the stated gap, and that the gap does not follow from its assumptions."""
    stated = latest(measures, "do_nothing_gap", category="stated")
    total = latest(measures, "savings_opportunity", category="total")
    if stated is None or total is None:
        return None
    spare = total["value"] - stated["value"]
    said = (
        f"Savings opportunities of {money(total['value'])} by {total['period']} are "
        f"{money(spare)} {'above' if spare >= 0 else 'below'} the stated gap of "
        f"{money(stated['value'])}"
    )
    worked = pick(measures, "do_nothing_gap", basis="forecast")
    if worked.empty:
        return f"{said}."
    value = worked.iloc[-1]["value"]
    if money(value) == money(stated["value"]):
        return f"{said}, which follows from the stated growth rates and base."
    return (
        f"{said}; the stated growth rates and base give a gap of {money(value)}, so the stated "
        "one does not follow from them."
    )
