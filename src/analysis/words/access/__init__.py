"""The sentences of the access report, and its board as a reader sees it."""

from analysis.words.access.board import board_as_read, board_note, revised, trajectories
from analysis.words.access.projections import (
    calibration_as_read,
    calibration_note,
    projection_method,
)
from analysis.words.access.sections import (
    answer,
    appointments,
    contacts,
    extended_access,
    navigation,
    online,
    quality,
    survey,
    systems,
    training,
)

__all__ = [
    "answer",
    "appointments",
    "board_as_read",
    "board_note",
    "calibration_as_read",
    "calibration_note",
    "contacts",
    "extended_access",
    "navigation",
    "online",
    "projection_method",
    "quality",
    "revised",
    "survey",
    "systems",
    "training",
    "trajectories",
]
