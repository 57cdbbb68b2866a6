"""Same-day appointments and requests, in words."""

import pandas as pd

from analysis.access.same_day import ALL_WEEKS
from analysis.measures import latest, pick
from analysis.project import periods
from analysis.writing.phrases import agree, count, of_them


def against_requests(measures: pd.DataFrame, by_area: pd.DataFrame) -> str | None:
    """Same-day appointments against requests, which areas were short, and what winter added."""
    every = pick(measures, "same_day_slots_per_100_requests", area_type="commissioner")
    together, weeks = every[every["weeks"] == ALL_WEEKS], every[every["weeks"] == ""]
    if together.empty or by_area.empty:
        return None
    short = (by_area["weeks_short"] == by_area["weeks"]).sum()
    winter = latest(measures, "same_day_winter_share")
    paid = ""
    if winter is not None and winter["value"] > 0:
        paid = (
            f", and winter money paid for {winter['value']:.1f}% of the appointments in "
            f"the last, that of {periods.in_words(winter['period'])}"
        )
    return (
        f"For every 100 patients who asked to be seen on the day there were "
        f"{together.iloc[-1]['value']:.0f} same-day appointments in the "
        f"{count(len(weeks), 'week')} from {periods.in_words(weeks.iloc[0]['period'])}; "
        f"{of_them(short)} of {len(by_area)} areas {agree(max(short, 1), 'was', 'were')} short in "
        f"every week{paid}."
    )
