"""The register of practices, and how each fares: local templates."""

from analysis.tables.declare import Column, Table
from analysis.tables.shared import AS_AT, PRACTICE, SOURCE

# What a practice is flagged for: the three kinds of intelligence of the profiling group, and the
# drivers that the strategy names beside workforce.
FLAGS = {
    "quality": "the quality of its care",
    "workforce": "its staff",
    "contract": "its contract",
    "workload": "its workload",
    "demand": "the demand on it",
}
EVENT_TYPES = (
    "resignation",
    "list_closure",
    "closure",
    "boundary_change",
    "contract_variation",
    "local_variation",
    "enhanced_service",
    "improvement_grant",
    "breach",
    "merger",
    "other",
)

REGISTER = (
    Table(
        "practice",
        "Practice register",
        "a practice, open or closed",
        ("practice_code",),
        (
            PRACTICE,
            Column("practice_name", "text", "name", required=True, example="Heron Medical Centre"),
            Column("locality", "text", "locality", example="Purbeck"),
            Column("transformation_area", "text", "transformation area", example="Purbeck"),
            Column("cluster", "text", "cluster for improved access", example="East"),
            Column(
                "contract_type",
                "choice",
                "contract",
                choices=("GMS", "PMS", "APMS"),
                example="GMS",
            ),
            Column("opened_on", "day", "day it opened", example="1974-04-01"),
            Column("closed_on", "day", "first day on which it was no longer open"),
            Column("close_reason", "choice", "why", choices=("merger", "closure")),
            Column("successor_code", "code", "practice that took its patients over"),
            Column(
                "delivery_sites",
                "number",
                "sites it delivers care from, branches included",
                unit="sites",
                low=0,
                odd_high=10,
                example="2",
            ),
            Column("clinical_system", "text", "clinical record system", example="SystmOne"),
            Column(
                "clinical_system_status",
                "choice",
                "standing with the shared clinical system",
                choices=("live", "migrating", "other"),
                example="live",
            ),
            Column("transformation_group", "flag", "works in a transformation group"),
            Column(
                "primary_care_home_phase",
                "number",
                "phase in which its area joins Primary Care Home",
                unit="phase",
                low=1,
                high=9,
                example="1",
            ),
            AS_AT,
        ),
        "Practices open at any date, their localities, areas and clusters, mergers, sites and "
        "clinical systems.",
        local=True,
        orders=(("closed_on", "opened_on", "a practice closes after it opens"),),
        reports=("finance", "workforce", "access"),
    ),
    Table(
        "practice_profile",
        "Practice profiling",
        "a practice's band in a month",
        ("practice_code", "month"),
        (
            PRACTICE,
            Column("month", "month", "month of the profiling group", required=True),
            Column(
                "band",
                "choice",
                "band of the vulnerability spectrum",
                required=True,
                choices=(
                    "special_measures",
                    "vulnerable",
                    "surviving",
                    "sustainable",
                    "succeeding",
                ),
            ),
            *(
                Column(f"flag_{flag}", "flag", f"whether {what} gives cause for concern")
                for flag, what in FLAGS.items()
            ),
        ),
        "Which practices are newly at risk, and what gives cause for concern.",
        local=True,
        disclosure="small_numbers",
        reports=("workforce", "committee_pack"),
    ),
    Table(
        "contract_event",
        "Contract events",
        "something a practice asked for, or that was served on it, under its contract",
        ("event_id",),
        (
            Column("event_id", "code", "the event's own number", required=True, example="E01"),
            PRACTICE,
            Column(
                "event_type",
                "choice",
                "what it is",
                required=True,
                choices=EVENT_TYPES,
                example="list_closure",
            ),
            Column("requested_on", "day", "day it was asked for or served", required=True),
            Column("decided_on", "day", "day it was decided; blank while it waits"),
            Column(
                "decision",
                "choice",
                "what was decided",
                choices=("approved", "refused", "withdrawn", "upheld"),
            ),
            Column("detail", "text", "what it is about, in a line"),
            SOURCE,
        ),
        "Which practices asked to close their list, to merge or to vary their contract, and what "
        "waits for a decision.",
        local=True,
        disclosure="small_numbers",
        orders=(("decided_on", "requested_on", "an event is decided after it is asked for"),),
        actual_on=("requested_on", "decided_on"),
        reports=("committee_pack",),
    ),
    Table(
        "support_offer",
        "Support offers",
        "an offer of support to a practice",
        ("practice_code", "programme", "offered_on"),
        (
            PRACTICE,
            Column("programme", "text", "programme", required=True, example="resilience"),
            Column("offer", "text", "what was offered", example="facilitator"),
            Column("offered_on", "day", "day offered", required=True),
            Column("accepted_on", "day", "day accepted"),
            Column("completed_on", "day", "day completed"),
        ),
        "How many practices were offered support, accepted it and completed it.",
        local=True,
        disclosure="small_numbers",
        orders=(("accepted_on", "offered_on", "an offer is accepted after it is made"),),
        actual_on=("offered_on", "accepted_on", "completed_on"),
        reports=("workforce",),
    ),
)
