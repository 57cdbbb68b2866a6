"""What the pack leaves open, and whether the paper's monitoring summary agrees with it."""

import pandas as pd

from analysis.pack import milestones, risks, submissions
from analysis.project import periods

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
    "improving access": "quality",
    "care redesign and development": "quality",
    "workforce": "people",
    "practice infrastructure": "technology",
    "investment in primary care": "value",
}
_PROGRAMMES = {
    "workforce": "people",
    "online consultation": "technology",
    "premises and digital": "technology",
}


def open_actions(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """What the body of the pack leaves open, each with the summary's row that it belongs to.

    Open are: risks that are not closed (in the risk register's row and in the one they concern),
    requirements not assured by the day, and milestones past theirs. Columns: consideration,
    action.

    One row per consideration, action.
    """
    rows = []
    for risk in risks.open_risks(tables["risk"], day=day).to_dict("records"):
        action = f"Risk {risk['risk_id']}: {risk['risk']}"
        rows.append(("risk_register", action))
        if isinstance(risk["concerns"], str) and risk["concerns"] != "risk_register":
            rows.append((risk["concerns"], action))
    asked = submissions.without_overall(submissions.last_submission(tables["assurance"]))
    asked = submissions.with_standing(asked, tables["assurance_comment"], day=day)
    for one in asked.to_dict("records"):
        if one["standing"] != "assured":
            row = _AREAS.get(one["area"].lower(), "quality")
            rows.append((row, f"Not assured: {one['requirement']}"))
    slipped = milestones.with_slip(tables["milestone"], day=day)
    for one in slipped[slipped["standing"] == "late"].to_dict("records"):
        row = _PROGRAMMES.get(one["programme"].lower(), "quality")
        due = periods.in_words(one["planned_now"])
        rows.append((row, f"Late: {one['milestone']} (planned for {due})"))
    return pd.DataFrame(rows, columns=["consideration", "action"])


def summary_checked(monitoring: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """The monitoring summary's rows in the printed order, each with the actions that are open.

    ``check`` is "agrees", "says no action while N are open", "not filled in" or "not considered".
    Columns: consideration, considered, action_required, open_actions, check, detail. Empty where
    the summary was not supplied.

    One row per consideration.
    """
    columns = ["consideration", "considered", "action_required", "open_actions", "check", "detail"]
    if monitoring.empty:
        return pd.DataFrame(columns=columns)
    counts = actions["consideration"].value_counts()
    listed = monitoring.set_index("consideration").reindex(list(CONSIDERATIONS))
    listed["open_actions"] = counts.reindex(listed.index, fill_value=0)
    listed["check"] = [_check(row) for row in listed.to_dict("records")]
    return listed.rename(index=CONSIDERATIONS).reset_index()[columns]


def _check(row: dict) -> str:
    still_open = row["open_actions"]
    if row["considered"] == "no":
        return "not considered"
    if row["considered"] != "yes":
        return "not filled in"
    if row["action_required"] == "no" and still_open:
        return f"says no action while {still_open} {'is' if still_open == 1 else 'are'} open"
    return "agrees"
