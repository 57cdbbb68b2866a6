"""Primary Care Home: when a place joins it, and how many homes its list of patients makes."""

from typing import Any

import pandas as pd

from analysis.locality.comparison import own_figure
from analysis.measures import by_row, figure, pick, sources
from analysis.places import membership
from analysis.project import Cycle


def homes_of_list(measures: pd.DataFrame, *, place: str) -> tuple[float, int, int] | None:
    """Patients of a place, and the fewest and most Primary Care Homes that they make.

    None where the list or the size of a home is not known. The most is at least the fewest
    wherever the list can be divided within the size; where it cannot, it is lower.
    """
    row = own_figure(measures, "registered_patients", place)
    size = pick(measures, "primary_care_home_size").set_index("bound")["value"]
    if row is None or not {"least", "most"} <= set(size.index):
        return None
    patients = float(row["value"])
    return patients, int(-(-patients // size["most"])), int(patients // size["least"])


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """The phase of each locality and the size of a home, as rows of the long table."""
    assumption, practice = tables["assumption"], tables["practice"]
    bounds = {f"primary_care_home_patients_{bound}": bound for bound in ("least", "most")}
    sizes = assumption.assign(bound=assumption["assumption_id"].map(bounds)).dropna(subset="bound")
    by = {"bound": "bound", "period": "dated_on", "source": "source_file"}
    about: dict[str, Any] = {"area": cycle.commissioner, "basis": "threshold"}
    found = by_row(sizes, {"primary_care_home_size": "value"}, by=by, **about)
    for locality, rows in membership.open_at(practice, cycle.as_at).groupby("locality"):
        phases = rows["primary_care_home_phase"].dropna().unique()
        phase = phases[0] if len(phases) == 1 else None
        about = {"area": locality, "area_type": "locality", "basis": "plan"}
        about |= {"period": practice["as_at"].max()[:7], "source": sources(practice)}
        found += figure("primary_care_home_phase", phase, **about)
    return found
