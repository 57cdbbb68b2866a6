"""The programmes that practices join, and what can have a trajectory."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Programme:
    """A programme that practices join, and its name for a reader.

    ``also_called`` is its name in the returns on milestones; ``patients_as`` ends the name of its
    measure by patients, None where it has none.
    """

    name: str
    title: str
    also_called: str
    patients_as: str | None = "patients"

    @property
    def measures(self) -> list[tuple[str, str]]:
        """Its measures, such as ``care_navigation_patients``, each with its denominator."""
        both = ((self.patients_as, "patients"), ("practices", "practices"))
        return [(f"{self.name}_{ending}", of) for ending, of in both if ending]


PROGRAMMES = (
    Programme("extended_access", "Extended access", "improving access", patients_as="coverage"),
    Programme("online_consultation", "Online consultation", "online consultation"),
    Programme(
        "correspondence_training", "Correspondence training", "clinical correspondence training"
    ),
    Programme("care_navigation", "Care navigation", "care navigation"),
    Programme("primary_care_home", "Primary Care Home", "Primary Care Home", patients_as=None),
)

# Every measure that can have a trajectory: its name for a reader, and of what it is a share.
PLANNED = {
    **{name: (p.title, of) for p in PROGRAMMES for name, of in p.measures},
    "online_consultation_contacts": ("Contacts online", "activity"),
    "practices_in_transformation_groups": ("Working at scale", "practices"),
    "patients_in_transformation_groups": ("Working at scale", "patients"),
}
