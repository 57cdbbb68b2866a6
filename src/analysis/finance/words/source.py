"""Where an assumption comes from, as it stands beside every figure that hangs on it."""

from analysis.project import periods

MADE_UP = "illustrative"


def source(assumption: dict) -> str:
    """The day and the source of an assumption: ``illustrative, dated 1 April 2017``.

    What is made up says so first; anything else is led by its document.
    """
    document = str(assumption["source_document"])
    named = MADE_UP if MADE_UP in document.lower() else document
    return f"{named}, dated {periods.in_words(str(assumption['dated_on']))}"
