"""What each figure of the committee pack is."""

from analysis.measures import Card

_REPORT = "pack"

CARDS = {
    card.name: card
    for card in (
        Card(
            "requirements_assured",
            "Requirements assured",
            "percent",
            "Requirements rated assured, or assured since and by the day, of those of the last "
            "submission before it; the overall row is no requirement.",
            _REPORT,
        ),
        Card(
            "requirements_open",
            "Requirements not yet assured",
            "requirements",
            "Requirements of the last submission before the day that are not assured on it; the "
            "overall row is none.",
            _REPORT,
        ),
        Card(
            "milestones",
            "Milestones",
            "milestones",
            "Milestones by standing on the committee's day: done; late (its date is past and it "
            "is not done); moved (due later than first planned); to come.",
            _REPORT,
        ),
        Card(
            "risks_open",
            "Open risks",
            "risks",
            "Risks of the register's newest month that are not closed.",
            _REPORT,
        ),
        Card(
            "risk_score",
            "Highest risk score",
            "points",
            "Largest likelihood times impact, each 1 to 5, of the open risks of a month.",
            _REPORT,
        ),
        Card(
            "areas_at_target_step",
            "Areas at their target step",
            "areas",
            "Areas whose step on a pillar is at least the one to reach, by pillar.",
            _REPORT,
        ),
        Card(
            "practices_by_band",
            "Practices by band",
            "practices",
            "Practices in each band of the vulnerability spectrum in a month.",
            _REPORT,
            "A judgement of the profiling group; not the same as having been offered support.",
        ),
        Card(
            "practices_at_risk_share",
            "Share of practices at risk",
            "percent",
            "Practices in the two lowest bands, of the practices profiled in the month.",
            _REPORT,
        ),
        Card(
            "support_practices",
            "Practices with support",
            "practices",
            "Distinct practices whose offer of the year was made, accepted, completed, by "
            "programme and stage.",
            _REPORT,
            "A practice with two offers counts once; each stage counts the practices that reached "
            "it with at least one offer.",
        ),
        Card(
            "sites_by_condition",
            "Estate by condition",
            "percent",
            "Share of the estate in a condition, three ways: of sites, of floor area, and of "
            "patients (a practice's list shared equally over its sites).",
            _REPORT,
            "The paper does not say of what its share is; all three are shown.",
        ),
        Card(
            "floor_area",
            "Floor area of the estate",
            "m2",
            "Net internal area of the sites of the premises return.",
            _REPORT,
        ),
        Card(
            "premises_reimbursement",
            "Reimbursement of premises",
            "gbp",
            "Reimbursed a year, over the sites of the premises return.",
            _REPORT,
        ),
        Card(
            "premises_cost_per_m2",
            "Cost of premises per square metre",
            "gbp",
            "Reimbursement a year over floor area, of sites that state both.",
            _REPORT,
        ),
        Card(
            "sites_surveyed",
            "Sites in the premises return",
            "sites",
            "Sites of the premises return.",
            _REPORT,
        ),
        Card(
            "clinical_system_practices",
            "Practices by standing with the shared clinical system",
            "practices",
            "Open practices live, migrating or on another system.",
            _REPORT,
        ),
        Card(
            "assurer_comments",
            "Comments of the assurer",
            "comments",
            "Comments on any submission before the day, each as it was last made: open, answered "
            "by us, or closed by the assurer.",
            _REPORT,
        ),
        Card(
            "changes_by_engagement",
            "Planned changes by engagement",
            "changes",
            "Planned changes to services by whether an event about them had been held by the day "
            "(recorded), is still to come (planned), or neither (none).",
            _REPORT,
            "An event that was held and not returned is not counted.",
        ),
        Card(
            "decision_paths",
            "Paths to decision",
            "paths",
            "Paths by standing on the day: complete; late (the next step's date is past); under "
            "way; not begun.",
            _REPORT,
        ),
        Card(
            "projects",
            "Projects by standing",
            "projects",
            "Projects by what their newest highlight report says.",
            _REPORT,
            "The project's own judgement.",
        ),
        Card(
            "projects_overdue",
            "Projects with an overdue step",
            "projects",
            "Projects that are not done and whose next step was due before the day.",
            _REPORT,
        ),
        Card(
            "projects_equality_assessed",
            "Projects assessed for equality",
            "percent",
            "Projects whose effect on equality was assessed, of all that report.",
            _REPORT,
        ),
        Card(
            "practices_by_cqc_rating",
            "Practices by rating of the Care Quality Commission",
            "practices",
            "Open practices by their newest overall rating published by the day.",
            _REPORT,
            "A rating is as old as its inspection.",
        ),
        Card(
            "cqc_good_or_better",
            "Practices rated good or outstanding",
            "percent",
            "Open practices rated good or outstanding overall, of those that have a rating.",
            _REPORT,
            "Practices without a rating are in neither number.",
        ),
        Card(
            "practices_by_flag",
            "Practices by what they are flagged for",
            "practices",
            "Practices of the profiling group's month flagged for quality, workforce, contract, "
            "workload or demand; for two or more of them; for none.",
            _REPORT,
            "A practice with two flags counts under both.",
        ),
        Card(
            "practices_with_contract_event",
            "Practices with a contract event",
            "practices",
            "Practices that asked for something, or on which something was served, under their "
            "contract in the year, by type, and what had come of it by the day.",
            _REPORT,
        ),
        Card(
            "patients_of_practices_at_risk",
            "Patients of practices at risk",
            "percent",
            "Patients of a locality's practices in the two lowest bands, of all patients of its "
            "open practices, by the newest list.",
            _REPORT,
        ),
        Card(
            "practices_by_variation",
            "Practices outside the limits of their size",
            "practices",
            "Practices compared on an indicator, and those outside the 95% and the 99.8% limits "
            "for their size, the limits from the spread of the practices themselves.",
            _REPORT,
            "One practice in twenty lies outside the 95% limits by chance.",
        ),
        Card(
            "estate_schemes",
            "Estate and technology schemes by stage",
            "schemes",
            "Schemes put forward for capital, by how far they have come.",
            _REPORT,
        ),
        Card(
            "reports_owed",
            "Reports owed by standing",
            "reports",
            "Reports of the calendar due by the day or later: sent on time, sent late, overdue, "
            "not yet due; by how often they are owed.",
            _REPORT,
        ),
    )
}
