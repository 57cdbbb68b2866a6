"""Files of publications that the project knows, and does not read: what to put in their place.

They come in the same archive as a file that is read, or have nearly its name. An analyst who finds
one in the folder should learn what to put there instead, not that a column is missing.
"""

from analysis.returns.layout import Reading, Tables
from analysis.returns.layout_files import layouts_of


def _read(reading: Reading) -> Tables:
    reading.oddities.append(f"not read: {reading.layout.not_read}")
    return {}


LAYOUTS = layouts_of("unread", otherwise=_read)
