"""The next years: whether the savings close the gap, and whether the gap follows."""

import pandas as pd

from analysis.measures import latest
from analysis.writing.phrases import money


def scenario(measures: pd.DataFrame) -> str | None:
    """Savings against the stated gap, and that the gap does not follow from its assumptions."""
    stated = latest(measures, "do_nothing_gap", method="stated")
    total = latest(measures, "savings_opportunity", heading="total")
    spare = latest(measures, "savings_headroom")
    if stated is None or total is None or spare is None:
        return None
    sentence = (
        f"Savings opportunities of {money(total['value'])} by {total['period']} are "
        f"{money(spare['value'])} {'above' if spare['value'] >= 0 else 'below'} the stated gap of "
        f"{money(stated['value'])}"
    )
    worked = latest(measures, "do_nothing_gap", basis="forecast")
    if worked is None:
        return f"{sentence}."
    if money(worked["value"]) == money(stated["value"]):
        return f"{sentence}, which follows from the stated growth rates and base."
    return (
        f"{sentence}; the stated growth rates and base give a gap of {money(worked['value'])}, so "
        "the stated one does not follow from them."
    )


def gap_left(measures: pd.DataFrame) -> str | None:
    """How much of the stated gap is left if the savings are delivered in half."""
    half = latest(measures, "savings_part_delivered", share_delivered="Half of the savings")
    every = latest(measures, "savings_part_delivered", share_delivered="All savings")
    if half is None or every is None:
        return None
    left = money(half["value"]) if half["value"] > 0 else "nothing"
    end = "all of them pass it by" if every["value"] < 0 else "all of them leave"
    return f"Half of the savings leave {left} of the stated gap; {end} {money(every['value'])}"


def gap_unexplained(measures: pd.DataFrame) -> str | None:
    """What the stated gap would need to follow from its assumptions."""
    opening = latest(measures, "gap_opening")
    base = latest(measures, "gap_base_implied")
    stated = latest(measures, "do_nothing_gap", method="stated")
    if opening is None or base is None or stated is None:
        return None
    if money(opening["value"]) == "£0":
        return f"The stated gap of {money(stated['value'])} follows from the assumptions."
    return (
        f"The printed {money(stated['value'])} does not follow from the assumptions printed with "
        f"it: it would need an opening gap of {money(opening['value'])} or a base of "
        f"{money(base['value'])}."
    )
