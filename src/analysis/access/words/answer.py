"""The answer at the top of the access report."""

import pandas as pd

from analysis.access.programme_list import PROGRAMME_OF
from analysis.access.words import (
    all_trajectories,
    appointments,
    experience_and_quality,
    projections,
)

# Where a trajectory has a section of its own.
_SECTIONS = {
    "Extended access": "extended-access",
    "Online consultation": "online-consultation",
    "Contacts online": "online-consultation",
    "Correspondence training": "training",
    "Care navigation": "training",
}


def answer(measures: pd.DataFrame, *, board: pd.DataFrame) -> list[tuple[str, str]]:
    """The answer in three sentences, each with its section, so that the board follows in sight."""
    first = board.iloc[0].to_dict() if len(board) else {"trajectory": "", "measure": ""}
    section = _SECTIONS.get(first["trajectory"], "all-trajectories")
    chances = all_trajectories.chances(board)
    programme = PROGRAMME_OF.get(first["measure"])
    if chances:
        rests = programme and projections.rests_on(measures, programme.name)
        chances += f", {rests}." if rests else "."
    every = [
        (all_trajectories.first_of_all(board, measures), section),
        (chances, section),
        (all_trajectories.trajectories(board), "all-trajectories"),
        (appointments.latest_month(measures), "appointments"),
        (experience_and_quality.quality(measures), "experience-and-quality"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:3]
