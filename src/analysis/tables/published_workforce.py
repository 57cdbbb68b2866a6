"""The published workforce of practices and networks."""

from analysis.tables.declare import Column, Table
from analysis.tables.shared import COMMISSIONER, PRACTICE, SNAPSHOT, STAFF_GROUP, patients

WORKFORCE = (
    Table(
        "practice_staff",
        "General Practice Workforce (practice level)",
        "a practice, snapshot, staff group and role",
        ("practice_code", "snapshot_date", "staff_group", "role"),
        (
            PRACTICE,
            SNAPSHOT,
            COMMISSIONER,
            STAFF_GROUP,
            Column(
                "role",
                "text",
                "publisher's role, or all; GP definitions: all, excluding_training, "
                "excluding_locums, excluding_training_and_locums, excluding_registrars, "
                "excluding_registrars_and_locums, excluding_registrars_and_retainers, "
                "excluding_registrars_retainers_and_locums",
                required=True,
            ),
            Column("headcount", "number", "people", unit="headcount", low=0, odd_high=200),
            Column(
                "fte",
                "number",
                "full-time equivalents at 37.5 hours a week",
                unit="fte",
                low=0,
                odd_high=150,
                remedy="check that hours were not entered as FTE",
            ),
            Column("provided", "text", "the publisher's word on whether the practice supplied it"),
        ),
        "Who works in practices: headcount and full-time equivalents by staff group and role.",
        warnings=(
            "Headcount is not added above practice level: people who work in two practices "
            "would count twice.",
            "Compare a snapshot with the same month of another year: trainees rotate in August.",
        ),
        actual_on=("snapshot_date",),
        reports=("workforce",),
    ),
    Table(
        "practice_staff_age",
        "General Practice Workforce (practice level), ages",
        "a practice, snapshot, staff group and age band",
        ("practice_code", "snapshot_date", "staff_group", "age_band"),
        (
            PRACTICE,
            SNAPSHOT,
            COMMISSIONER,
            STAFF_GROUP,
            Column("age_band", "text", "band such as 55-59, under 30, 70+, unknown", required=True),
            Column("headcount", "number", "people", unit="headcount", low=0, odd_high=100),
        ),
        "How old the workforce is and how much of it is near retirement.",
        actual_on=("snapshot_date",),
        reports=("workforce",),
    ),
    Table(
        "workforce_list",
        "General Practice Workforce (practice level), patients",
        "a practice and snapshot",
        ("practice_code", "snapshot_date"),
        (
            PRACTICE,
            SNAPSHOT,
            COMMISSIONER,
            patients(
                "patients_registered",
                "patients on the list, as the workforce return counts them",
                required=True,
            ),
        ),
        "The patients that the publisher's own rates of staff divide by.",
        actual_on=("snapshot_date",),
        reports=("workforce",),
    ),
    Table(
        "person_staff",
        "General Practice Workforce (individual level)",
        "a person in general practice",
        ("person", "snapshot_date", "commissioner_code", "staff_group", "detailed_role", "post"),
        (
            Column("person", "code", "publisher's identifier within the file", required=True),
            Column("post", "number", "ordinal among a person's same-named posts"),
            SNAPSHOT,
            COMMISSIONER,
            Column("staff_group", "text", "staff group"),
            Column("role", "text", "role"),
            Column("detailed_role", "text", "detailed role"),
            Column("age_band", "text", "age band"),
            Column("gender", "text", "gender"),
            Column("estimated", "flag", "whether the publisher estimated the record"),
            Column("fte", "number", "full-time equivalents", unit="fte", odd_low=0, odd_high=2),
        ),
        "The workforce person by person at commissioner level, estimates included.",
        actual_on=("snapshot_date",),
        reports=("workforce",),
    ),
    Table(
        "pcn_staff",
        "Primary Care Network Workforce (individual level)",
        "a post held in a primary care network",
        ("person", "snapshot_date", "pcn_code", "detailed_role", "post"),
        (
            Column(
                "person",
                "code",
                "publisher's identifier within the file; blank for contracted services",
            ),
            Column("post", "number", "ordinal among a person's same-named posts in a network"),
            SNAPSHOT,
            Column("pcn_code", "code", "ODS code of the network"),
            Column("pcn_name", "text", "name of the network"),
            COMMISSIONER,
            Column("staff_group", "text", "staff group"),
            Column("role", "text", "role"),
            Column("detailed_role", "text", "detailed role"),
            Column("data_source", "text", "publisher's word: staff, or contracted services"),
            Column(
                "fte",
                "number",
                "full-time equivalents; the publisher also corrects with negative entries",
                unit="fte",
                odd_low=0,
                odd_high=2,
            ),
        ),
        "Who works in primary care networks, clinical pharmacists among them.",
        actual_on=("snapshot_date",),
        reports=("workforce",),
    ),
)
