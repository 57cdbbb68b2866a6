"""Local templates of the workforce report."""

from analysis.tables.declare import Column, Table
from analysis.tables.shared import AS_AT, SOURCE

WORKFORCE = (
    Table(
        "workforce_target",
        "Workforce targets",
        "a target for a role at a period",
        ("role", "category", "period"),
        (
            Column(
                "role",
                "choice",
                "role",
                required=True,
                choices=("clinical_pharmacist", "international_gp", "physician_associate"),
            ),
            Column("category", "text", "full, milestone, or blank"),
            Column("period", "period", "by when", required=True, example="2019-12"),
            Column("value", "number", "how many", required=True, low=0, example="25"),
            Column(
                "unit",
                "choice",
                "what is counted",
                required=True,
                choices=("fte", "headcount", "placements"),
            ),
            Column("basis", "choice", "target or plan", required=True, choices=("target", "plan")),
            SOURCE,
        ),
        "How many staff are to come, in which role, by when.",
        local=True,
        duplicates="stop",
        reports=("workforce",),
    ),
    Table(
        "vacancy",
        "Vacancies",
        "an advert",
        ("advert_id",),
        (
            Column("advert_id", "code", "identifier", required=True, example="V001"),
            Column("practice_code", "code", "ODS code of the practice"),
            Column(
                "role_type",
                "choice",
                "type of role",
                required=True,
                choices=("admin_and_managerial", "allied_health_professionals", "gps", "nursing"),
            ),
            Column("opened_on", "day", "day advertised", required=True),
            Column("closed_on", "day", "day withdrawn or filled; blank while live"),
            Column("filled", "flag", "whether it was filled"),
            AS_AT,
        ),
        "How many posts were advertised, how many still are, and for how long.",
        local=True,
        duplicates="stop",
        orders=(
            ("closed_on", "opened_on", "an advert closes after it opens"),
            ("as_at", "opened_on", "an advert cannot open after the return's day"),
        ),
        actual_on=(
            "opened_on",
            "as_at",
        ),
        reports=("workforce",),
    ),
)
