"""What the next years bring."""

import pandas as pd

from analysis.finance.words.latest import latest
from analysis.measures import pick
from analysis.writing.phrases import money


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


def gap_left(measures: pd.DataFrame) -> str | None:
    """How much of the stated gap is left if the savings are delivered in half."""
    half = latest(measures, "savings_part_delivered", category="Half of the savings")
    every = latest(measures, "savings_part_delivered", category="All savings")
    if half is None or every is None:
        return None
    left = f"{money(half['value'])}" if half["value"] > 0 else "nothing"
    if every["value"] < 0:
        end = f"all of them pass it by {money(every['value'])}"
    else:
        end = f"all of them leave {money(every['value'])}"
    return f"Half of the savings leave {left} of the stated gap; {end}"


def gap_unexplained(measures: pd.DataFrame) -> str | None:
    """What the stated gap would need to follow from its assumptions."""
    opening = latest(measures, "gap_opening")
    base = latest(measures, "gap_base_implied")
    stated = latest(measures, "do_nothing_gap", category="stated")
    if opening is None or base is None or stated is None:
        return None
    if money(opening["value"]) == "£0":
        return f"The stated gap of {money(stated['value'])} follows from the assumptions."
    return (
        f"The printed {money(stated['value'])} does not follow from the assumptions printed with "
        f"it: it would need an opening gap of {money(opening['value'])} or a base of "
        f"{money(base['value'])}."
    )
