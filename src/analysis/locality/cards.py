"""What the figures of a locality's profile are that no other report has."""

from analysis.measures import Card

CARDS = {
    card.name: card
    for card in (
        Card(
            "list_growth",
            "List growth",
            "percent",
            "Registered patients at the latest extract less those a year or more before (the "
            "category says since when), of those then.",
            "locality",
            "Patients who change practice across a boundary move between localities.",
        ),
        Card(
            "patients_by_age",
            "Patients by age",
            "percent",
            "Patients of an age, of all whose age is published, at the latest extract by age.",
            "locality",
            "Age bands are published as five years: over 65 here means 65 and over.",
        ),
        Card(
            "weighted_patients",
            "Weighted patients",
            "patients",
            "Patients weighted for need, of practices open at the end of the year, as the payments "
            "or the allocation of the year state them.",
            "locality",
        ),
        Card(
            "weighted_to_registered",
            "Weighted over registered patients",
            "percent",
            "Weighted patients over registered patients of the same practices and return: above "
            "100 is more need than the list's size says.",
            "locality",
        ),
        Card(
            "primary_care_home_phase",
            "Primary Care Home phase",
            "phase",
            "Phase in which the locality's area joins Primary Care Home; no row where its "
            "practices differ.",
            "locality",
        ),
        Card(
            "primary_care_home_size",
            "Patients of a Primary Care Home",
            "patients",
            "Fewest and most patients that a Primary Care Home is meant to serve.",
            "locality",
        ),
    )
}
