"""The programmes that practices join, and what can have a trajectory."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Programme:
    """A programme that practices join: its measures by denominator, and its name for a reader.

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

PROGRAMME_OF = {name: p for p in PROGRAMMES for name, _ in p.measures}

# Every measure that can have a trajectory: its name for a reader, and of what it is a share.
PLANNED = {
    **{name: (p.title, of) for p in PROGRAMMES for name, of in p.measures},
    "online_consultation_contacts": ("Contacts online", "activity"),
    "practices_in_transformation_groups": ("Working at scale", "practices"),
    "patients_in_transformation_groups": ("Working at scale", "patients"),
}

# A plan whose trajectory has a name of its own belongs to this service; others to their name.
SERVICES = {"online_consultation_contacts": "Online consultation"}
