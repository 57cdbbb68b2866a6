"""The answer at the top of the access report."""

import pandas as pd

from analysis.access.words import all_trajectories, appointments, experience_and_quality

# Where a trajectory has a section of its own.
_SECTIONS = {
    "Extended access": "extended-access",
    "Online consultation": "online-consultation",
    "Contacts online": "online-consultation",
    "Correspondence training": "training",
    "Care navigation": "training",
}


def answer(measures: pd.DataFrame, *, board: pd.DataFrame) -> list[tuple[str, str]]:
    """The answer in two sentences, each with its section, so that the board follows in sight."""
    first = board["trajectory"].iloc[0] if len(board) else ""
    every = [
        (all_trajectories.first_of_all(board), _SECTIONS.get(first, "all-trajectories")),
        (all_trajectories.trajectories(board), "all-trajectories"),
        (appointments.latest_month(measures), "appointments"),
        (experience_and_quality.quality(measures), "experience-and-quality"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:2]
