"""The monitoring summary of a committee paper, checked against what is open in its body."""

import pandas as pd

from analysis.pack.assurance import OVERALL, is_assured, latest_submission
from analysis.pack.governance import milestones_with_slip, risks_with_trend
from analysis.project import periods
from analysis.tables import TABLES

CONSIDERATIONS = {
    "quality": "All three domains of quality: safety, quality, patient experience",
    "risk_register": "Board Assurance Framework and risk register",
    "budget": "Budgetary impact",
    "legal": "Legal and regulatory",
    "people": "People and staff",
    "value": "Financial, value for money, sustainability",
    "technology": "Information management and technology",
    "equality": "Equality impact assessment",
    "freedom_of_information": "Freedom of information",
}
# The row of the summary that an assurer's area and a programme's milestone belong to.
_AREAS = {
    "care redesign": "quality",
    "workforce": "people",
    "practice infrastructure": "technology",
    "investment": "value",
}
_PROGRAMMES = {
    "workforce": "people",
    "online consultation": "technology",
    "premises and digital": "technology",
}


def open_actions(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """What the body of the pack leaves open, each with the summary's row that it belongs to.

    Open are: risks that are not closed (in the risk register's row and in the one they concern),
    requirements not assured by the day, and milestones past theirs.

    One row per consideration, action.
    """
    rows = []
    for risk in risks_with_trend(tables["risk"], day=day).to_dict("records"):
        rows.append(("risk_register", f"Risk {risk['risk_id']}: {risk['risk']}"))
        if isinstance(risk["concerns"], str) and risk["concerns"] != "risk_register":
            rows.append((risk["concerns"], f"Risk {risk['risk_id']}: {risk['risk']}"))
    for asked in latest_submission(tables["assurance"]).to_dict("records"):
        if asked["area"].lower() != OVERALL and not is_assured(asked, day=day):
            area = _AREAS.get(asked["area"].lower(), "quality")
            rows.append((area, f"Not assured: {asked['requirement']}"))
    late = milestones_with_slip(tables["milestone"], day=day)
    for one in late[late["standing"] == "late"].to_dict("records"):
        row = _PROGRAMMES.get(one["programme"].lower(), "quality")
        due = periods.in_words(one["planned_now"])
        rows.append((row, f"Late: {one['milestone']} (planned for {due})"))
    return pd.DataFrame(rows, columns=["consideration", "action"])


def summary_checked(monitoring: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """The summary's rows in the printed order, each beside the actions that are open.

    ``check`` is "agrees", "says no action while N are open", "not filled in" or "not considered".
    Empty where the summary was not supplied.

    One row per consideration.
    """
    columns = ["consideration", "considered", "action_required", "open_actions", "check", "detail"]
    if monitoring.empty:
        return pd.DataFrame(columns=columns)
    stated = monitoring.set_index("consideration").to_dict("index")
    counts = actions["consideration"].value_counts()
    rows = []
    for key in TABLES["monitoring"].column("consideration").choices:
        said, still_open = stated.get(key), int(counts.get(key, 0))
        rows.append(
            {
                "consideration": CONSIDERATIONS[key],
                "considered": said["considered"] if said else None,
                "action_required": said["action_required"] if said else None,
                "open_actions": still_open,
                "check": _check(said, still_open),
                "detail": said["detail"] if said else None,
            }
        )
    return pd.DataFrame(rows, columns=columns)


def _check(said: dict | None, still_open: int) -> str:
    if said is None:
        return "not filled in"
    if said["considered"] == "no":
        return "not considered"
    if said["action_required"] == "no" and still_open:
        return f"says no action while {still_open} {'is' if still_open == 1 else 'are'} open"
    return "agrees"
