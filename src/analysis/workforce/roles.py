"""Staff groups and roles: their codes, and what a reader calls them."""

import re

GROUPS = ("gp", "nurse", "direct_patient_care", "admin")


TITLES = {
    "gp": "GPs",
    "nurse": "Nurses",
    "direct_patient_care": "Direct patient care",
    "admin": "Administration",
}

ROLE_TITLES = {**TITLES, "community": "Community provider's staff"}

ROLE_NAMES = {
    "clinical_pharmacist": "Clinical pharmacists",
    "international_gp": "International GPs",
    "physician_associate": "Physician associate placements",
}

# Roles in networks whose code does not read as words; any other one does.
_NETWORK_ROLES = {
    "other_admin_non_clinical": "Other non-clinical administration",
    "other_direct_patient_care": "Other direct patient care",
    "non_clinical_director": "Non-clinical directors",
}

ROLE_TYPES = {
    "admin_and_managerial": "Admin and managerial",
    "allied_health_professionals": "Allied health professionals",
    "gps": "GPs",
    "nursing": "Nursing",
    "total": "Total",
}


def network_role(code: str) -> str:
    """A role in a network as a reader calls it: ``care_coordinators`` gives Care coordinators."""
    return _NETWORK_ROLES.get(code, code.replace("_", " ").capitalize())


def role_title(code: str) -> str:
    """A role of the practice file as a reader calls it: ``registrar_st3_4`` gives Registrar ST3-4.

    The publisher's grades keep their letters, and ``GP`` and ``HCA`` theirs.
    """
    words = code.replace("_", " ").capitalize()
    grade = re.sub(r"\b(st|f)(\d) (\d)\b", lambda g: f"{g[1].upper()}{g[2]}-{g[3]}", words)
    single = re.sub(r"\b(st|f)(\d)\b", lambda g: f"{g[1].upper()}{g[2]}", grade)
    return re.sub(r"\b(gp|nhs)\b", lambda g: g[0].upper(), single, flags=re.IGNORECASE)
