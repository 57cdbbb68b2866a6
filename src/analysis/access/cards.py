"""What each figure of the access report is, and the programmes that practices join."""

from dataclasses import dataclass

from analysis.access.cards_more import MORE
from analysis.measures import Card


@dataclass(frozen=True)
class Programme:
    """A programme that practices join: its measures by denominator, and how a reader calls it.

    ``also_called`` is its name in the returns on milestones.
    """

    name: str
    title: str
    of_patients: str | None
    of_practices: str | None
    also_called: str

    @property
    def measures(self) -> list[tuple[str, str]]:
        """The programme's measures, each with its denominator."""
        both = ((self.of_patients, "patients"), (self.of_practices, "practices"))
        return [(name, of) for name, of in both if name]


PROGRAMMES = (
    Programme(
        "extended_access",
        "Extended access",
        "extended_access_coverage",
        "extended_access_practices",
        "improving access",
    ),
    Programme(
        "online_consultation",
        "Online consultation",
        "online_consultation_patients",
        "online_consultation_practices",
        "online consultation",
    ),
    Programme(
        "correspondence_training",
        "Correspondence training",
        "correspondence_training_patients",
        "correspondence_training_practices",
        "clinical correspondence training",
    ),
    Programme(
        "care_navigation",
        "Care navigation",
        "care_navigation_patients",
        "care_navigation_practices",
        "care navigation",
    ),
    Programme(
        "primary_care_home",
        "Primary Care Home",
        None,
        "primary_care_home_practices",
        "Primary Care Home",
    ),
)

# Every measure that can have a trajectory: what a reader calls it, and of what it is a share.
PLANNED = {
    **{name: (p.title, of) for p in PROGRAMMES for name, of in p.measures},
    "online_consultation_contacts": ("Contacts online", "activity"),
    "practices_in_transformation_groups": ("Working at scale", "practices"),
    "patients_in_transformation_groups": ("Working at scale", "patients"),
}
OF_WHAT = {"patients": "registered patients", "practices": "open practices", "activity": "contacts"}


def _programme_cards() -> list[Card]:
    cards = []
    for programme in PROGRAMMES:
        for name, denominator in programme.measures:
            of = OF_WHAT[denominator]
            noun = "patients of practices" if of == "registered patients" else "practices"
            cards.append(
                Card(
                    name,
                    f"{programme.title}: share of {of}",
                    "percent",
                    f"Actual: {noun} live or trained by the end of the period, of all {of}. "
                    "Forecast: the same with the dates that practices plan. Plan and target: as "
                    "the trajectory states, by plan version. Projected: what the backtested method "
                    "makes of dates and slips.",
                    "access",
                    "Planned cover is not live cover.",
                )
            )
    return cards


CARDS = MORE | {
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
            "patients_in_transformation_groups",
            "Patients of practices in transformation groups",
            "percent",
            "Patients of open practices that the register marks as working in a group, of "
            "registered patients.",
            "access",
            "Patients, not practices: the two targets are on different denominators.",
        ),
        Card(
            "online_consultation_contacts",
            "Share of contacts that are online",
            "percent",
            "Contacts online, of contacts by any route, over the practices that returned both.",
            "access",
            "A share of activity, not of practices.",
        ),
        Card(
            "contacts_per_1000_registered",
            "Contacts per 1,000 registered patients",
            "contacts_per_1000",
            "Contacts of the month by any route over registered patients at the list nearest "
            "before its end, or the first list where all are later.",
            "access",
        ),
        Card(
            "special_cause_limit",
            "Mean and process limits",
            "",
            "Mean, and the mean plus and minus 2.66 mean moving ranges, of a monthly measure over "
            "its last months without a gap; in the measure's own unit.",
            "access",
            "Under twelve months these are trial limits.",
        ),
        Card(
            "special_cause_points",
            "Months of special cause",
            "months",
            "Months that break a rule of NHS England's Making Data Count.",
            "access",
        ),
        Card(
            "slips_seen",
            "Slips seen so far",
            "slips",
            "Practices and milestones whose day has moved or come, from which the simulation "
            "draws; with fewer than ten, those of every programme.",
            "access",
        ),
        Card(
            "slip_median",
            "Median slip seen so far",
            "days",
            "Median of the slips seen so far: done, or planned now, against first planned.",
            "access",
        ),
        Card(
            "trajectory_distance",
            "Distance from plan",
            "points",
            "Last actual less what the plan's last step up to the committee's day asks.",
            "access",
            "No distance before a plan's first step.",
        ),
        Card(
            "trajectory_required_rate",
            "Pace needed to the next step",
            "points_a_month",
            "Points a month from the committee's day that reach the next step above the actual.",
            "access",
            follows="progress and the months that are left",
        ),
        Card(
            "trajectory_chance",
            "Chance of meeting a step",
            "percent",
            "Share of simulated outcomes (or of the projection's distribution) at or above the "
            "step by its last day.",
            "access",
            "It knows the slips seen so far and nothing of what may yet be decided.",
        ),
        Card(
            "trajectory_days_late",
            "Days by which a step is projected to be met late",
            "days",
            "Median projected day on which the step's value is reached, less the step's last "
            "day; negative is early.",
            "access",
        ),
        Card(
            "backtest_held",
            "How often the 80% band held",
            "percent",
            "Rolling origin: forecasts made with what was known then whose 80% band held the "
            "value that came, of all such forecasts; by measure, method and months ahead.",
            "access",
            "Outside 65% to 95% the band is called unreliable. No band is fitted to it.",
        ),
        Card(
            "backtest_error",
            "Mean error of the projection",
            "points",
            "Rolling origin: mean absolute difference of the projected median from the value "
            "that came; by measure, method and months ahead.",
            "access",
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
            "The practices' weighted shares of the question, weighted by their responses, by the "
            "publisher's measure; by area or network of the practices' places on the committee's "
            "day.",
            "access",
        ),
    )
}
