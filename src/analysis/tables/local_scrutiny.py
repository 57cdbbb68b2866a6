"""Who asks and who decides: the assurer's comments, changes before scrutiny, paths, projects."""

from dataclasses import replace

from analysis.tables.declare import Column, Table
from analysis.tables.local_pack import OWNER, REPORTS
from analysis.tables.shared import PRACTICE, SOURCE

_CHANGE = Column("change_id", "code", "the change's own number", required=True, example="C1")

SCRUTINY = (
    Table(
        "assurance_comment",
        "Comments of the assurer",
        "a comment on a submission",
        ("comment_id", "submitted_on"),
        (
            Column(
                "comment_id",
                "code",
                "number that the comment keeps over submissions",
                required=True,
                example="Q1",
            ),
            Column(
                "submitted_on",
                "day",
                "day of the submission that was commented on",
                required=True,
                example="2016-12-23",
            ),
            Column("area", "text", "area of the plan", example="Workforce"),
            Column("comment", "text", "what was asked or remarked", required=True),
            Column("response", "text", "what was answered"),
            Column("evidence", "text", "document or table that bears it out"),
            Column("answered_on", "day", "day it was answered"),
            Column("closed_on", "day", "day on which the assurer was content"),
            OWNER,
        ),
        "What the assurer asked of each submission, what was answered and by whom, and what is "
        "still open.",
        local=True,
        reports=REPORTS,
    ),
    Table(
        "service_change",
        "Planned changes to services",
        "a change that patients would notice",
        ("change_id",),
        (
            _CHANGE,
            Column("change", "text", "what would change", required=True),
            Column(
                "kind",
                "choice",
                "kind of change",
                choices=("closure", "merger", "move", "contract_end", "new_service", "other"),
            ),
            Column("locality", "text", "locality that it concerns; blank for all of them"),
            replace(PRACTICE, required=False, describes="practice that it concerns, if only one"),
            Column("planned_for", "period", "when it would happen", example="2019-01"),
            Column("effect_on_older_people", "text", "what it means for older people"),
            Column("effect_on_rural_people", "text", "what it means for people in the country"),
            Column("major_change", "flag", "whether it was judged a major change"),
            Column("consultation", "flag", "whether it needs formal public consultation"),
            Column("scrutiny_on", "day", "day on which scrutiny hears or heard of it"),
            Column("outcome", "text", "what was decided or resolved"),
            OWNER,
            SOURCE,
        ),
        "What would change for patients, for how many of them, and whether they were asked.",
        local=True,
        reports=REPORTS,
    ),
    Table(
        "engagement",
        "Engagement events",
        "an event at which people were asked",
        ("event", "held_on", "change_id"),
        (
            replace(_CHANGE, required=False, describes="change that it was about; blank if none"),
            Column("event", "text", "what was held", required=True, example="Public meeting"),
            Column("held_on", "day", "day it was held or is to be held", required=True),
            Column("audience", "text", "who was asked", example="Patients of the practice"),
            Column("people", "number", "people who took part", unit="people", low=0, odd_high=5000),
            Column("heard", "text", "what was said, in a line"),
            SOURCE,
        ),
        "Who was asked about which change, when, and what they said.",
        local=True,
        reports=REPORTS,
    ),
    Table(
        "path_step",
        "Paths to decision",
        "a step of a path that a proposal takes",
        ("path", "step_number"),
        (
            Column("path", "text", "which path", required=True, example="Committee paper"),
            Column("step_number", "number", "its place on the path", required=True, low=1, high=30),
            Column("step", "text", "what is done", required=True),
            Column("body", "text", "who does it or decides it"),
            Column("planned_for", "period", "when it is to be done"),
            Column("done_on", "period", "when it was done"),
            SOURCE,
        ),
        "Through whose hands each proposal goes, how far it has come, and what is next.",
        local=True,
        reports=REPORTS,
    ),
    Table(
        "highlight",
        "Highlight reports",
        "a project in a month",
        ("project", "month"),
        (
            Column("project", "text", "project", required=True, example="Extended access, East"),
            Column("month", "month", "month reported on", required=True, example="2018-01"),
            Column("locality", "text", "locality; blank where it concerns all"),
            Column(
                "standing",
                "choice",
                "how it stands",
                choices=("on_track", "at_risk", "late", "done"),
                example="on_track",
            ),
            Column("progress", "text", "what was done in the month"),
            Column("next_step", "text", "what comes next"),
            Column("next_due", "period", "by when"),
            Column("equality_assessed", "flag", "whether its effect on equality was assessed"),
            OWNER,
        ),
        "How each project stands, what is overdue, and whether its effect on equality was "
        "assessed.",
        local=True,
        reports=REPORTS,
        actual_on=("month",),
    ),
)
