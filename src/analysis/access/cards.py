"""What each figure of the access report is, and the programmes that practices join."""

from dataclasses import dataclass

from analysis.measures import Card


@dataclass(frozen=True)
class Programme:
    """A programme that practices join: its measures by denominator, and how a reader calls it."""

    name: str
    title: str
    of_patients: str | None
    of_practices: str | None


PROGRAMMES = (
    Programme(
        "extended_access",
        "Extended access",
        "extended_access_coverage",
        "extended_access_practices",
    ),
    Programme(
        "online_consultation",
        "Online consultation",
        "online_consultation_patients",
        "online_consultation_practices",
    ),
    Programme(
        "correspondence_training",
        "Clinical correspondence training",
        "correspondence_training_patients",
        "correspondence_training_practices",
    ),
    Programme(
        "care_navigation",
        "Care navigation training",
        "care_navigation_patients",
        "care_navigation_practices",
    ),
)


def _programme_cards() -> list[Card]:
    cards = []
    for programme in PROGRAMMES:
        for name, of in (
            (programme.of_patients, "registered patients"),
            (programme.of_practices, "open practices"),
        ):
            noun = "patients of practices" if of == "registered patients" else "practices"
            cards.append(
                Card(
                    name,
                    f"{programme.title}: share of {of}",
                    "percent",
                    f"Actual: {noun} live or trained by the end of the period, of all {of}. "
                    "Forecast: the same with the dates that practices plan. Plan and target: as "
                    "the trajectory states, by plan version.",
                    "access",
                    "Planned cover is not live cover.",
                )
            )
    return cards


CARDS = {
    card.name: card
    for card in (
        *_programme_cards(),
        Card(
            "care_navigation_localities",
            "Localities with care navigation",
            "localities",
            "Localities with at least one practice trained by the end of the month.",
            "access",
        ),
        Card(
            "either_training_patients",
            "Patients of practices trained in correspondence or care navigation",
            "percent",
            "Patients of practices trained in at least one of the two, of registered patients.",
            "access",
        ),
        Card(
            "practices_in_transformation_groups",
            "Practices in transformation groups",
            "percent",
            "Open practices that the register marks as working in a group, of open practices.",
            "access",
            "Being in a group says nothing of how far it has come.",
        ),
        Card(
            "shared_clinical_system_practices",
            "Practices on the shared clinical system",
            "percent",
            "Open practices live on, or migrating to, the shared system, of open practices.",
            "access",
        ),
        Card(
            "appointments",
            "Appointments in general practice",
            "appointments",
            "Appointments of the month, all statuses, modes and professionals.",
            "access",
            "Practices that send no data are not in the count.",
        ),
        Card(
            "appointments_share",
            "Share of appointments",
            "percent",
            "Appointments of the category, of all appointments of the month. Within 14 days: "
            "booked the same day to 14 days ahead.",
            "access",
            "Categories of different kinds (mode, wait, status) do not add up to 100.",
        ),
        Card(
            "appointments_per_1000_registered",
            "Appointments per 1,000 registered patients",
            "appointments_per_1000",
            "Appointments of the month over registered patients at the list nearest before its "
            "end, or the first list where all are later.",
            "access",
        ),
        Card(
            "online_consultation_submissions",
            "Online consultation submissions",
            "submissions",
            "Submissions of the month over the commissioner's practices, by the publisher's "
            "metric.",
            "access",
        ),
        Card(
            "online_service_patients",
            "Patients enabled for an online service",
            "percent",
            "Patients whom their practice enabled, of patients on the lists of the same practices.",
            "access",
        ),
        Card(
            "qof_achievement",
            "Quality and Outcomes Framework achievement",
            "points",
            "Mean of the practices' points, over practices with a score.",
            "access",
            "The maximum changes from year to year.",
        ),
        Card(
            "survey_share",
            "GP Patient Survey",
            "percent",
            "Weighted share of the question over the practices, by the publisher's measure.",
            "access",
        ),
    )
}
