"""What each figure of the workforce report is."""

import re

from analysis.measures import Card

CARDS = {
    card.name: card
    for card in (
        Card(
            "staff_fte",
            "Staff in general practice",
            "fte",
            "Full-time equivalents (37.5 hours) of a staff group over the practices that supplied "
            "it, at the snapshot.",
            "workforce",
            "Practices that supplied nothing are not in it: see how many did.",
        ),
        Card(
            "gp_fte",
            "GPs by definition",
            "fte",
            "Full-time equivalent GPs; the category says whom the publisher counts. Definitions "
            "of different years are not the same measure. In files first published to 2019 "
            "excluding_training is worked out: all GPs less registrars and foundation doctors.",
            "workforce",
            "Files first published to March 2018 count GPs in training in their third and fourth "
            "year alone, later ones all of them: everyone counted does not compare across it, "
            "fully qualified does. In 2022 the publisher issued every snapshot since September "
            "2015 again by today's definitions: for a series take those files.",
        ),
        Card(
            "gp_fte_per_1000_registered",
            "GPs per 1,000 registered patients by definition",
            "fte_per_1000",
            "Full-time equivalent GPs of the publisher's definition (the category) over the "
            "registered patients of the practices that supplied it. The category of all England "
            "ends in _england.",
            "workforce",
        ),
        Card(
            "staff_fte_change_like_for_like",
            "Change in staff over the same practices",
            "fte",
            "Full-time equivalents at the newest snapshot less those at the first, over the "
            "practices that supplied both, merged ones taken as one; the category names staff "
            "group and first snapshot.",
            "workforce",
            "A practice that closed without a successor, or opened in between, is not in it.",
        ),
        Card(
            "practices_estimated_workforce",
            "Practices whose workforce the publisher estimated",
            "percent",
            "Practices of the snapshot whose figure the publisher says it estimated, of all in it.",
            "workforce",
        ),
        Card(
            "staff_fte_per_1000_registered",
            "Staff per 1,000 registered patients",
            "fte_per_1000",
            "Full-time equivalents of a staff group over the registered patients of the practices "
            "that supplied it: the patients that the workforce return itself counts, else the "
            "list nearest before the snapshot. The category of all England ends in _england: it "
            "stands beside the commissioner's own, where the cycle's file is the national one.",
            "workforce",
        ),
        Card(
            "staff_fte_per_1000_weighted",
            "Staff per 1,000 weighted patients",
            "fte_per_1000",
            "Full-time equivalents of a staff group over the patients, weighted for need, of the "
            "practices that supplied it, as the payments of the snapshot's year state them.",
            "workforce",
        ),
        Card(
            "staff_share_55_plus",
            "Share of staff aged 55 and over",
            "percent",
            "Headcount aged 55 and over, of headcount whose age is known. The category of all "
            "England ends in _england.",
            "workforce",
            "People who work in two practices count in both.",
        ),
        Card(
            "practices_supplying_workforce",
            "Practices that supplied workforce data",
            "percent",
            "Practices of the snapshot with a figure for the staff group, of all in it.",
            "workforce",
        ),
        Card(
            "workforce_snapshot_age",
            "Age of the workforce snapshot",
            "days",
            "Days from the last day of the newest snapshot to the committee's day.",
            "workforce",
        ),
        Card(
            "pcn_workforce_fte",
            "Staff in primary care networks",
            "fte",
            "Sum of full-time equivalents over the network workforce file, by role.",
            "workforce",
            "The publisher's corrections enter as negative entries.",
        ),
        Card(
            "pcn_workforce_fte_per_1000_registered",
            "Staff in primary care networks per 1,000 registered patients",
            "fte_per_1000",
            "Full-time equivalents that a network employs or contracts over the patients of its "
            "practices, at the list nearest before the snapshot.",
            "workforce",
        ),
        Card(
            "workforce_fte_required",
            "Modelled need for staff",
            "fte",
            "Full-time equivalents that the model asks for by the period, by role and version "
            "(the category says which version the recommendation rests on).",
            "workforce",
            "Later versions leave out growth in demand beyond population and ask for fewer staff.",
        ),
        Card(
            "workforce_fte_gap",
            "Staff in post less modelled need",
            "fte",
            "Full-time equivalents at the newest snapshot less the need: negative is short. No "
            "row where a practice supplied no figure, nor for the community provider's staff, who "
            "are not known by locality. The commissioner's is the sum of its localities'.",
            "workforce",
            "The commissioner's gap leaves out localities whose figures are not complete.",
        ),
        Card(
            "adverts_since_launch",
            "Posts advertised since the site opened",
            "adverts",
            "Adverts opened up to the day of the return, by type of role.",
            "workforce",
        ),
        Card(
            "adverts_live",
            "Posts advertised now",
            "adverts",
            "Adverts opened up to the day of the return and not closed by it.",
            "workforce",
        ),
        Card(
            "adverts_live_days_open",
            "Days that live posts have been advertised",
            "days",
            "Median days from an advert's opening to the day of the return, of those live.",
            "workforce",
        ),
        Card(
            "clinical_pharmacist_target",
            "Clinical pharmacists: target",
            "fte",
            "Target as the plan states it.",
            "workforce",
        ),
        Card(
            "clinical_pharmacist_need",
            "Clinical pharmacists: need",
            "fte",
            "Registered patients over the patients that one pharmacist is assumed to serve.",
            "workforce",
        ),
        Card(
            "clinical_pharmacist_fte",
            "Clinical pharmacists in post",
            "fte",
            "Full-time equivalent pharmacists in the practices' workforce returns.",
            "workforce",
        ),
        Card(
            "practices_interested_in_scheme",
            "Practices interested in a recruitment scheme",
            "practices",
            "Distinct practices that have said they are interested, by role.",
            "workforce",
            "Interest is evidence for a bid, not a post.",
        ),
        Card(
            "posts_wanted_in_scheme",
            "Posts wanted under a recruitment scheme",
            "posts",
            "Posts that interested practices ask for, by role.",
            "workforce",
        ),
        Card(
            "workforce_assurance_measures",
            "Workforce measures of the GP Forward View by evidence",
            "measures",
            "Measures of the latest return on which assurance is given, by how far evidence goes.",
            "workforce",
        ),
        Card(
            "gp_fte_projected",
            "GPs: projection",
            "fte",
            "Full-time equivalent GPs by a cohort model of age bands with the logged rates of "
            "leavers and joiners: the middle of 4,000 draws, and the span of four in five of them.",
            "workforce",
            "It says what the assumptions lead to, not what will be.",
        ),
        Card(
            "gp_fte_back_test",
            "GPs: what the projection would have said",
            "fte",
            "The model started at an earlier snapshot, beside the later snapshot itself.",
            "workforce",
            "Ages are known as headcount: FTE is shared out as if all ages worked the same hours.",
        ),
        Card(
            "gp_fte_national_expectation",
            "GPs: local share of the national growth",
            "fte",
            "GPs at the newest snapshot and the local share, by registered patients, of the "
            "growth expected of England, in even steps.",
            "workforce",
            "No national body gave the commissioner this number: it is a share by patients.",
        ),
        Card(
            "international_gp_target",
            "International GPs: target",
            "headcount",
            "Target as the plan states it, cumulative.",
            "workforce",
        ),
        Card(
            "physician_associate_placements",
            "Physician associate placements",
            "placements",
            "Placements as the plan states them.",
            "workforce",
        ),
    )
}


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
