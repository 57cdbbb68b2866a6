"""What each figure on hours, clusters, milestones and training is."""

from analysis.measures import Card

MORE = {
    card.name: card
    for card in (
        Card(
            "appointments_coverage_practices",
            "Practices whose appointments are counted",
            "percent",
            "Practices that sent data on appointments in the month, of practices open.",
            "access",
            "Counts of appointments leave out the others.",
        ),
        Card(
            "appointments_coverage_patients",
            "Patients of practices whose appointments are counted",
            "percent",
            "Patients registered with the practices that sent data in the month, of patients "
            "registered with all open practices.",
            "access",
            "Counts of appointments leave out the others.",
        ),
        Card(
            "same_day_slots_per_1000",
            "Same-day appointments per 1,000 registered patients",
            "appointments_per_1000",
            "Appointments offered for the day itself in the week, over registered patients.",
            "access",
        ),
        Card(
            "same_day_requests_per_1000",
            "Same-day requests per 1,000 registered patients",
            "requests_per_1000",
            "Patients who asked in the week to be seen on the day, over registered patients.",
            "access",
            "Practices count requests in their own ways; a call not answered is not one.",
        ),
        Card(
            "same_day_slots_per_100_requests",
            "Same-day appointments per 100 requests",
            "appointments_per_100",
            "Appointments offered for the day itself, over patients who asked to be seen on the "
            "day; of one week, or of all weeks returned together.",
            "access",
            "Over a week: a hundred or more can still leave a day short.",
        ),
        Card(
            "same_day_winter_share",
            "Same-day appointments paid for by winter money",
            "percent",
            "Same-day appointments that winter money pays for, of all same-day appointments of "
            "the week.",
            "access",
        ),
        Card(
            "business_cases_approved",
            "Business cases approved",
            "business_cases",
            "Clusters whose business case for extended access has been approved.",
            "access",
        ),
        Card(
            "extended_access_planned_cover",
            "Patients in approved business cases",
            "percent",
            "Registered patients of the open practices of clusters with an approved "
            "business case, of all registered patients.",
            "access",
            "Planned cover: nobody need be able to use the service yet.",
            follows="business cases being approved, and lists",
        ),
        Card(
            "cluster_patients",
            "Patients by cluster",
            "patients",
            "Registered patients of the cluster's open practices.",
            "access",
        ),
        Card(
            "cluster_practices",
            "Practices by cluster",
            "practices",
            "Open practices of the cluster.",
            "access",
        ),
        Card(
            "cluster_practices_live",
            "Practices live by cluster",
            "practices",
            "Open practices of the cluster that offer extended access.",
            "access",
        ),
        Card(
            "extended_access_standard",
            "Standard for extended access",
            "",
            "What the standard asks for, in its own unit.",
            "access",
        ),
        Card(
            "extended_access_minutes_per_1000",
            "Extra minutes per 1,000 registered patients",
            "minutes_per_1000",
            "Minutes of appointments after 18:30 on weekdays and at weekends in the week, "
            "over registered patients.",
            "access",
            "The papers leave the level open.",
        ),
        Card(
            "extended_access_weeks_met",
            "Weeks that meet the hours standard",
            "percent",
            "Weeks in which the area met the part of the standard, of the weeks returned.",
            "access",
        ),
        Card(
            "milestone_slip",
            "Slip of a milestone",
            "days",
            "Days from the end of what was first planned to the day done, or planned now, "
            "or to the committee's day where overdue.",
            "access",
            "Inside the planned period is no slip.",
        ),
        Card(
            "milestones_counted",
            "Milestones by programme",
            "milestones",
            "Milestones listed, done and overdue on the committee's day.",
            "access",
        ),
        Card(
            "neither_training_practices",
            "Practices with neither training",
            "percent",
            "Open practices that neither training reaches by the year's end, of open practices.",
            "access",
        ),
        Card(
            "neither_training_patients",
            "Patients with neither training",
            "patients",
            "Registered patients of open practices that neither training reaches by the "
            "year's end.",
            "access",
        ),
        Card(
            "training_share_difference",
            "Share of patients less share of practices, correspondence training",
            "points",
            "For the commissioner, the difference of the two shares; for a practice, its "
            "share of patients less its share of practices, where it is reached.",
            "access",
        ),
    )
}
