"""Why the community provider's line of the staff needed has no figure."""

import pandas as pd


def community(community_staff: pd.DataFrame, place: str) -> str:
    """Whether the community provider gives its staff for this place."""
    if community_staff.empty:
        return "The community provider's staff were not supplied: not known, which is not zero."
    if (community_staff["locality"] == place).any():
        return "The community provider states its staff by locality in a return of its own."
    return (
        "The community provider's staff were supplied for the whole area and not by locality: "
        "here they are not known, which is not zero."
    )
