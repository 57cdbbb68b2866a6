"""How far each locality's workforce plan has come, from the profile sent to the plan agreed."""

import pandas as pd

from analysis.measures import figure, share, sources
from analysis.project import Cycle

_VALIDATED = "profile validated"


def progress(workforce_plan: pd.DataFrame) -> pd.DataFrame:
    """Each locality's last step and the one after it, the plan that has come furthest first.

    Columns: locality, profile_validated_on (blank where it is not), reached (step), reached_on,
    step_number (0 where none is done), next_step.

    One row per locality.
    """
    order = workforce_plan.drop_duplicates("step").set_index("step_number")["step"]
    done = workforce_plan.dropna(subset="done_on")
    furthest = done.sort_values("step_number").drop_duplicates("locality", keep="last")
    furthest = furthest.set_index("locality")
    validated = done[done["step"] == _VALIDATED].set_index("locality")["done_on"]
    place = workforce_plan["locality"].drop_duplicates().reset_index(drop=True)
    number = place.map(furthest["step_number"]).astype("float64").fillna(0)
    rows = pd.DataFrame(
        {
            "locality": place,
            "profile_validated_on": place.map(validated),
            "reached": place.map(furthest["step"]),
            "reached_on": place.map(furthest["done_on"]),
            "step_number": number,
            "next_step": (number + 1).map(order),
        }
    )
    order_by = ["step_number", "reached_on"]
    return rows.sort_values(order_by, ascending=[False, True], kind="stable", ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Profiles validated, and plans by the step that they reached."""
    returned = tables["workforce_plan"]
    if returned["done_on"].isna().all():
        return []
    rows, source = progress(returned), sources(returned)
    about = {"area": cycle.commissioner, "period": returned["done_on"].max(), "source": source}
    validated = rows["profile_validated_on"].notna().sum()
    found = share("workforce_profiles_validated", validated, len(rows), **about)
    for step, plans in rows.groupby("reached"):
        found += figure("workforce_plans", len(plans), step=step, **about)
    return found
