"""Sentences on the programmes, the payments and the Primary Care Homes of a place."""

import pandas as pd

from analysis.locality.comparison import OPEN_PRACTICES, own_figure
from analysis.locality.words.patients_and_staff import compared
from analysis.measures import pick
from analysis.project import periods
from analysis.writing.phrases import count, joined, of_them, pence

_PROGRAMMES = (
    ("extended_access_practices", "had", "extended access"),
    ("online_consultation_practices", "had", "online consultation"),
    ("correspondence_training_practices", "were", "trained in clinical correspondence"),
    ("care_navigation_practices", "were", "trained in care navigation"),
)


def programmes(measures: pd.DataFrame, place: str) -> str | None:
    """How many practices each programme has reached."""
    reached = [
        (row, f"{of_them(row['numerator'])} {_agreeing(verb, row['numerator'])} {what}")
        for measure, verb, what in _PROGRAMMES
        if (row := own_figure(measures, measure, place)) is not None
    ]
    if not reached:
        return None
    row = reached[0][0]
    return (
        f"In {periods.in_words(row['period'])}, of its {count(row['denominator'], 'practice')} "
        f"{joined([words for _, words in reached])}."
    )


def _agreeing(verb: str, number: float) -> str:
    return "was" if verb == "were" and number <= 1 else verb


def payments(measures: pd.DataFrame, place: str) -> str | None:
    """Payments for each registered and each weighted patient, with all practices'."""
    name = "practice_payments_per_{}_patient"
    row = own_figure(measures, name.format("registered"), place, **OPEN_PRACTICES)
    if row is None:
        return None
    sentence = (
        f"In {row['period']}, its practices were paid {pence(row['value'])} for each registered "
        f"patient{compared(measures, row, pence)}"
    )
    about = {"period": row["period"], **OPEN_PRACTICES}
    weighted = own_figure(measures, name.format("weighted"), place, **about)
    if weighted is not None:
        sentence += (
            f"; weighted for need it was {pence(weighted['value'])}"
            f"{compared(measures, weighted, pence)}"
        )
    return f"{sentence}."


def homes(
    measures: pd.DataFrame, place: str, homes_of_list: tuple[float, int, int] | None
) -> str | None:
    """The phase in which the place joins Primary Care Home, and how many homes its list makes."""
    phase = own_figure(measures, "primary_care_home_phase", place)
    sentences = []
    if phase is not None:
        sentences.append(f"It joins Primary Care Home in phase {phase['value']:.0f}.")
    if homes_of_list:
        patients, fewest, most = homes_of_list
        size = pick(measures, "primary_care_home_size").set_index("bound")["value"]
        each = f"of {size['least']:,.0f} to {size['most']:,.0f} patients"
        if most < fewest:
            many = f"too many for {of_them(most)} and " if most else ""
            how = f"is {many}too few for {of_them(fewest)} {each}"
        elif most == fewest:
            how = f"is right for {count(most, 'home')} {each}"
        else:
            how = f"makes {of_them(fewest)} to {count(most, 'home')} {each}"
        sentences.append(f"Its list of {patients:,.0f} {how}.")
    return " ".join(sentences) or None
