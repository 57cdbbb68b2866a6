"""Staff groups and roles: their codes, and what a reader calls them."""

import re

from analysis.writing.phrases import named

GROUPS = ("gp", "nurse", "direct_patient_care", "admin")

# At the head of a row or a column. The community provider's staff are a group of the need alone.
TITLES = {group: named(group) for group in GROUPS} | {"community": "Community provider's staff"}

IN_A_SENTENCE = {
    "gp": "GPs",
    "nurse": "nurses",
    "direct_patient_care": "direct patient care staff",
    "admin": "administrative staff",
    "community": "community staff",
}

NEW_ROLES = {
    "clinical_pharmacist": "Clinical pharmacists",
    "international_gp": "International GPs",
    "physician_associate": "Physician associate placements",
}

# Staff that the GP Forward View promised England, as the papers name them.
ENGLAND = {
    "gp": "GPs",
    "mental_health_therapist": "Mental health therapists in practices",
    "clinical_pharmacist": "Clinical pharmacists in practices",
}

# Roles in networks whose code does not read as words; any other one does.
_NETWORK_ROLES = {
    "other_admin_non_clinical": "Other non-clinical administration",
    "other_direct_patient_care": "Other direct patient care",
    "non_clinical_director": "Non-clinical directors",
}


def network_role(code: str) -> str:
    """A role in a network as a reader calls it: ``care_coordinators`` gives Care coordinators."""
    return _NETWORK_ROLES.get(code, named(code))


def practice_role(code: str) -> str:
    """A role of the practice file as a reader calls it: ``registrar_st3_4`` gives Registrar ST3-4.

    The publisher's grades keep their letters, and ``GP`` and ``NHS`` theirs.
    """
    words = re.sub(r"\b(st|f)(\d) (\d)\b", r"\1\2-\3", code.replace("_", " ").capitalize())
    return re.sub(r"\b(st\d|f\d|gp|nhs)\b", lambda word: word[0].upper(), words, flags=re.I)
