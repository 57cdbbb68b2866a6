"""Local templates of the committee pack: commitments, risks, decisions, maturity, premises."""

from analysis.tables.declare import Column, Table
from analysis.tables.shared import AS_AT, PRACTICE, SOURCE, money

# What a committee paper's summary asks its author to consider, row by row, in the order of the
# printed form.
CONSIDERATIONS = (
    "quality",
    "risk_register",
    "budget",
    "legal",
    "people",
    "value",
    "technology",
    "equality",
    "freedom_of_information",
)
BASIS = Column(
    "basis",
    "choice",
    "which figure of the measure to set against the target; the actual one where blank",
    choices=("actual", "forecast", "plan"),
)
MEASURE = Column(
    "measure",
    "text",
    "measure whose figure shows where it stands; blank where none does",
    example="extended_access_coverage",
)
CATEGORY = Column("category", "text", "category of that measure; blank where it has none")
TARGET = Column("target_value", "number", "figure to reach, in the measure's unit", example="50")
DUE = Column("due_on", "period", "by when", example="2018-03")
OWNER = Column("owner_role", "text", "role that owns it", example="Head of Primary Care")
REPORTS = ("committee_pack",)
# The tests that any local reconfiguration is put to.
TESTS = ("quality", "access", "affordability", "workforce", "time_to_deliver", "other")

PACK = (
    Table(
        "commitment",
        "Memorandum commitments",
        "a commitment to the assurer",
        ("commitment",),
        (
            Column("commitment", "text", "what was promised", required=True),
            MEASURE,
            CATEGORY,
            BASIS,
            TARGET,
            DUE,
            Column("risk", "text", "what could stop it"),
            OWNER,
            SOURCE,
        ),
        "Where each promise to the assurer stands, by the figures of the reports.",
        local=True,
        reports=REPORTS,
    ),
    Table(
        "ambition",
        "Ambitions of the strategy",
        "an ambition with the action that serves it",
        ("ambition",),
        (
            Column("ambition", "text", "what is aimed at", required=True),
            Column("action", "text", "what is done for it"),
            MEASURE,
            CATEGORY,
            BASIS,
            TARGET,
            DUE,
            SOURCE,
        ),
        "How far each ambition of the strategy is from being met.",
        local=True,
        reports=REPORTS,
    ),
    Table(
        "maturity",
        "Maturity matrix",
        "an area's step on a pillar at a day",
        ("area", "pillar", "as_at"),
        (
            Column("area", "text", "transformation area", required=True, example="Purbeck"),
            Column("pillar", "text", "pillar of the matrix", required=True, example="Access"),
            Column("step", "number", "step reached", required=True, low=0, high=5, example="1"),
            Column("target_step", "number", "step to reach", low=0, high=5, example="2"),
            Column("target_by", "period", "by when"),
            Column("evidence", "text", "what shows it"),
            AS_AT,
        ),
        "How far each area has come on each pillar of working together.",
        local=True,
        reports=REPORTS,
        actual_on=("as_at",),
    ),
    Table(
        "risk",
        "Risk register",
        "a risk as scored in a month",
        ("risk_id", "month"),
        (
            Column("risk_id", "code", "the register's own number", required=True, example="R1"),
            Column("month", "month", "month of the score", required=True, example="2018-01"),
            Column("risk", "text", "what could happen", required=True),
            Column("opened_on", "day", "day it was entered", required=True),
            Column("closed_on", "day", "day it was closed"),
            Column("likelihood", "number", "1 rare to 5 almost certain", low=1, high=5),
            Column("impact", "number", "1 negligible to 5 catastrophic", low=1, high=5),
            Column("mitigation", "text", "what is done about it"),
            Column(
                "concerns",
                "choice",
                "row of the monitoring summary that it belongs to",
                choices=CONSIDERATIONS,
            ),
            OWNER,
        ),
        "What could go wrong, for how long it has been known, and whether it grows.",
        local=True,
        orders=(("closed_on", "opened_on", "a risk closes after it opens"),),
        reports=REPORTS,
    ),
    Table(
        "decision",
        "Decisions",
        "a decision of a body",
        ("decision", "body"),
        (
            Column("decision", "text", "what was decided or is asked for", required=True),
            Column("body", "text", "who decides", required=True),
            Column("decided_on", "period", "when; blank where it is still to come"),
            Column("planned_for", "period", "when it is to come"),
            Column("outcome", "text", "agreed, noted, deferred", example="agreed"),
            SOURCE,
        ),
        "What was decided, by whom and when, and what is still to come.",
        local=True,
        reports=REPORTS,
    ),
    Table(
        "monitoring",
        "Monitoring and assurance summary",
        "a row of the summary on the paper's cover",
        ("consideration",),
        (
            Column(
                "consideration",
                "choice",
                "what was considered",
                required=True,
                choices=CONSIDERATIONS,
            ),
            Column("considered", "flag", "whether it was considered", required=True),
            Column("action_required", "flag", "whether it asks for action", required=True),
            Column("detail", "text", "what action, or why none"),
        ),
        "What the author considered, and whether it asks for action.",
        local=True,
        reports=REPORTS,
    ),
    Table(
        "premises",
        "Premises",
        "a site that care is delivered from",
        ("site_id",),
        (
            Column("site_id", "code", "the site's own number", required=True, example="S001"),
            PRACTICE,
            Column("kind", "choice", "main or branch", choices=("main", "branch")),
            Column(
                "condition",
                "choice",
                "condition",
                choices=("modern", "adequate", "major_investment"),
                example="modern",
            ),
            Column("floor_area_m2", "number", "net internal area", unit="m2", low=0, odd_high=5000),
            money("reimbursement_gbp", "reimbursed a year", required=False, low=0),
            AS_AT,
        ),
        "What condition the buildings are in, how large they are and what they cost.",
        local=True,
        disclosure="committee_only",
        reports=REPORTS,
    ),
    Table(
        "estate_scheme",
        "Estate and technology schemes",
        "a scheme put forward for capital",
        ("scheme_id",),
        (
            Column("scheme_id", "code", "the scheme's own number", required=True, example="T1"),
            Column("scheme", "text", "what is to be built, bought or changed", required=True),
            Column("fund", "text", "fund that is asked", example="ETTF"),
            Column("locality", "text", "locality that it serves; blank where it serves all"),
            Column(
                "stage",
                "choice",
                "how far it has come",
                required=True,
                choices=("proposed", "recommended", "approved", "under_way", "done", "withdrawn"),
                example="recommended",
            ),
            Column("recommended_on", "day", "day it was recommended to NHS England"),
            Column("next_step", "text", "what comes next"),
            Column("next_due", "period", "by when"),
            money("capital_gbp", "capital asked for", required=False, low=0),
            OWNER,
            SOURCE,
            AS_AT,
        ),
        "What is to be built or bought, how far each scheme has come, and what it costs.",
        local=True,
        reports=REPORTS,
    ),
    Table(
        "estate_option",
        "Option appraisals of the estate",
        "an option for a locality's buildings",
        ("locality", "option"),
        (
            Column("locality", "text", "locality", required=True, example="Purbeck"),
            Column("option", "text", "what could be done", required=True, example="One hub"),
            *(
                Column(
                    f"score_{test}",
                    "number",
                    f"score for {test.replace('_', ' ')}, 5 the best",
                    low=0,
                    high=5,
                )
                for test in TESTS
            ),
            money("cost_gbp_a_year", "cost a year beside today's", required=False),
            Column("preferred", "flag", "whether it is the preferred one"),
            AS_AT,
            SOURCE,
        ),
        "Which options for its buildings a locality weighed, and how each fares on the six tests.",
        local=True,
        reports=REPORTS,
    ),
)
