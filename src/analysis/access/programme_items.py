"""What belongs to a programme: its phases with their practices, and its early results."""

import pandas as pd

from analysis.access.programme_list import PROGRAMMES
from analysis.measures import by_row, sources
from analysis.places import membership
from analysis.project import Cycle

_PHASES = ["phase", "areas", "practices", "practices_there", "planned_on"]


def phases(tables: dict[str, pd.DataFrame], *, programme: str) -> pd.DataFrame:
    """The phases of a programme: their areas, and the practices of these that are there.

    ``programme`` is its name in the returns on programmes. Practices are those open on the day of
    the programme's return. Columns: phase, areas, practices, practices_there, planned_on (the
    last day that its practices plan).

    One row per phase.
    """
    items, returned = tables["programme_item"], tables["programme_return"]
    its = items[(items["programme"] == programme) & (items["kind"] == "phase")]
    code = next((p.name for p in PROGRAMMES if p.also_called == programme), "")
    joined = returned[returned["programme"] == code]
    if its.empty or joined.empty or tables["practice"].empty:
        return pd.DataFrame(columns=_PHASES)
    now_open = membership.open_at(tables["practice"], joined["as_at"].max())
    dates = joined[["practice_code", "planned_on", "completed_on"]]
    placed = now_open.merge(dates, on="practice_code", how="left", validate="one_to_one")
    phase = placed["transformation_area"].map(its.set_index("item")["detail"])
    counted = placed.groupby(phase.rename("phase")).agg(
        practices=("practice_code", "nunique"),
        practices_there=("completed_on", "count"),
        planned_on=("planned_on", "max"),
    )
    areas = its.groupby("detail", sort=False)["item"].agg("; ".join).rename("areas")
    found = areas.rename_axis("phase").to_frame().join(counted)
    return found.reset_index()[_PHASES]


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Early results of programmes, as rows of the long table."""
    items = tables["programme_item"]
    early = items[items["kind"] == "early result"].assign(period=cycle.as_at)
    by = {name: name for name in ("programme", "item", "period")}
    by["denominator"] = "practices"
    about = {"area": cycle.commissioner, "source": sources(items)}
    return by_row(early, {"programme_early_result": "value"}, by=by, **about)
