"""What the General Practice Workforce and PCN Workforce files share: names, markers, dates."""

import re

import pandas as pd

from analysis.project import periods
from analysis.returns.layout import Reading

PUBLICATION = "General Practice Workforce"
COMMISSIONER = ("SUB_ICB_CODE", "CCG_CODE", "SUB_ICB_LOCATION_CODE")

# 2013-2019 files write ND (failed validation), NS, EST or a full stop; from February 2023 NA
# stands for all of them.
MISSING = ("ND", "NS", "EST", ".", "NA", "NULL")

# The publisher's definitions of "GPs" are different counts, never one measure: EXTG leaves out
# every training grade, EXR registrars, and who reads the files does not agree on whether those
# hold the foundation doctors.
GP_DEFINITIONS = {
    "EXTG": "excluding_training",
    "EXL": "excluding_locums",
    "EXTGL": "excluding_training_and_locums",
    "EXR": "excluding_registrars",
    "EXRL": "excluding_registrars_and_locums",
    "EXRR": "excluding_registrars_and_retainers",
    "EXRRL": "excluding_registrars_retainers_and_locums",
}

# The words of the tall file for the wide file's abbreviations, so that one role has one name.
ROLES = {
    "GP": {
        **GP_DEFINITIONS,
        "SEN_PTNR": "senior_partner",
        "PTNR_PROV": "partner_provider",
        "SAL_BY_PRAC": "salaried_by_practice",
        "SAL_BY_OTH": "salaried_by_other",
        "TRN_GR_OTH": "gp_in_training_grade_other",
        "REG": "registrar",
        "RET": "gp_retainer",
        "LOCUM_VAC": "locum_covering_vacancy",
        "LOCUM_ABS": "locum_covering_sickness_maternity_paternity",
        "LOCUM_OTH": "locum_other",
    },
    "N": {
        "PRAC_NURSE": "practice_nurse",
        "ADV_NURSE_PRAC": "advanced_nurse_practitioner",
        "ENH_PRAC_NURSE": "enhanced_practice_nurse",
        "NURSE_SPEC": "nurse_specialist",
        "EXT_ROLE_NURSE": "extended_role_practice_nurse",
        "TRAINEE_NURSE": "trainee_nurse",
        "DISTRICT_NURSE": "district_nurse",
        "NURSE_DISP": "nurse_dispenser",
        "NURSE_PTNR": "nursing_partner",
        "NURSE_OTH": "other",
    },
    "DPC": {
        "HCA": "healthcare_assistant",
        "PHLEB": "phlebotomist",
        "PHARMA": "pharmacist",
        "PHYSIO": "physiotherapist",
        "PODIA": "podiatrist",
        "PHYSICIAN_ASSOC": "physician_associate",
        "THERA_COU": "therapist_counsellor",
        "THERA_OCC": "therapist_occupational_therapist",
        "THERA_OTH": "therapist_other",
        "NURSE_ASSOC": "nursing_associate",
        "TRAINEE_NURSE_ASSOC": "trainee_nursing_associate",
        "PARAMED": "paramedic",
        "PHARMT": "pharmacy_technician",
        "TRAINEE_PHARMT": "trainee_pharmacy_technician",
        "SPLW": "social_prescribing_link_worker",
        "GPA": "general_practice_assistant",
        "OST": "osteopath",
        "HI_THERA": "high_intensity_therapist",
        "TRAINEE_HI_THERA": "trainee_high_intensity_therapist",
        "PSYCH_WELLB_PRAC": "psychological_wellbeing_practitioner",
        "TRAINEE_PSYCH_WELLB_PRAC": "trainee_psychological_wellbeing_practitioner",
        "NHS_TALKING_THERA": "nhs_talking_therapies_therapist",
        "TRAINEE_NHS_TALKING_THERA": "trainee_nhs_talking_therapies_therapist",
        "HLTH_SPRT_WRK": "health_support_worker",
        "ADV_PARAMED_PRAC": "advanced_paramedic_practitioner",
        "ADV_PHARMA_PRAC": "advanced_pharmacist_practitioner",
        "ADV_PHYSIO_PRAC": "advanced_physiotherapist_practitioner",
        "ADV_PODIA_PRAC": "advanced_podiatrist_practitioner",
        "ADV_DIETICIAN_PRAC": "advanced_dietician_practitioner",
        "ADV_THERA_OCC_PRAC": "advanced_occupational_therapist_practitioner",
        "APP_HCA": "apprentice_healthcare_assistant",
        "APP_PHLEB": "apprentice_phlebotomist",
        "APP_PHARMA": "apprentice_pharmacist",
        "APP_PHYSIO": "apprentice_physiotherapist",
        "APP_PHYSICIAN_ASSOC": "apprentice_physician_associate",
        "APP_OTH": "apprentice_other",
        "OTH": "other",
    },
    "ADMIN": {
        "MANAGE_PTNR": "management_partner",
        "MED_SECRETARY": "medical_secretary",
        "RECEPT": "receptionist",
        "TELEPH": "telephonist",
        "ESTATES_ANC": "estates_and_ancillary",
        "DT_LEAD": "digital_and_transformation_lead",
        "APP": "apprentice",
        "OTH": "other",
    },
}


def role_name(group: str, abbreviation: str | None) -> str:
    """A readable name for a role of the wide file: ``N``, ``PRAC_NURSE`` gives practice_nurse.

    The group's own total is ``all``; an abbreviation not known here stays, in lower case, so that
    next year's new role is read as well.
    """
    if not abbreviation:
        return "all"
    if group == "GP":
        abbreviation = re.sub(r"^TRN_GR_(?=ST|F)", "GP_IN_TRAINING_GRADE_", abbreviation)
        abbreviation = re.sub(r"^REG_(?=ST|F)", "REGISTRAR_", abbreviation)
    return ROLES[group].get(abbreviation, abbreviation.lower())


def snake_case(words: str) -> str:
    """The publisher's words as a name: ``Therapist- Counsellor`` gives therapist_counsellor."""
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def snapshot_dates(reading: Reading, rows: pd.DataFrame) -> pd.Series:
    """The last day of each row's month, from its ``year`` and ``month``, else from the file.

    Most files say their month in their name alone; where nothing says it the day stays missing.
    """
    pairs = rows["year"].fillna("") + "-" + rows["month"].fillna("").str.zfill(2)
    ends = {pair: _month_end(pair) for pair in pairs.unique()}
    dates = pairs.map(ends).astype("str")
    if dates.isna().any():
        month = reading.month()
        if month:
            return dates.fillna(periods.month_end(month))
        reading.oddities.append(
            "neither its columns nor its name say which month it is of: "
            "state it in cycle.yml under periods"
        )
    return dates


def _month_end(pair: str) -> str | None:
    month = periods.read_month(pair)
    return periods.month_end(month) if month else None
