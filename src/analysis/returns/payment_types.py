"""The kinds of payment in NHS Payments to General Practice, and the years that had them.

A kind goes by its latest heading in every year, so that a series does not break where the
publisher renamed it. Local enhanced services of 2015/16 came from two payment systems in two
columns, and in a third as their sum, which is the one that goes on.
"""

import re

from analysis.returns.layout import key

# Latest heading, then the earlier ones.
_TYPES: tuple[tuple[str, ...], ...] = (
    ("Global Sum",),
    ("MPIG Correction Factor",),
    ("Balance of PMS Expenditure",),
    ("Total QOF Payments",),
    ("Childhood Vaccination and Immunisation Scheme",),
    ("GP Extended Hours Access", "Extended Hours Access"),
    ("Influenza and Pneumococcal Immunisations",),
    ("Learning Disabilities",),
    ("Meningitis",),
    ("Minor Surgery",),
    ("Out Of Area in Hours Urgent Care",),
    ("Pertussis",),
    ("Rotavirus and Shingles Immunisation",),
    ("Services for Violent Patients",),
    ("Medical Assessment Reviews",),
    ("Weight Management Service",),
    ("Alcohol",),
    ("Facilitating Timely Diagnosis and Support for People with Dementia",),
    ("Improving Patient Online Access",),
    ("Patient Participation",),
    ("Remote Care Monitoring",),
    ("Risk Profiling and Case Management",),
    ("Unplanned Admissions",),
    ("National Enhanced Services", "Total National Enhanced Services"),
    (
        "Local Incentive Schemes",
        "Total Local Incentive Schemes",
        "Local Enhanced Services",
        "Total Local Enhanced Services",
    ),
    ("Local Incentive Schemes (NHAIS)", "Local Enhanced Services NHAIS"),
    ("Local Incentive Schemes (ISFE)", "Local Enhanced Services ISFE"),
    ("Premises Payments",),
    ("Seniority",),
    ("Doctors Retainer Scheme Payments",),
    ("Total Locum Allowances",),
    (
        "Appraisal - Appraiser Costs in Respect of Locums",
        "Appraisal Costs",
    ),
    ("Prolonged Study Leave",),
    ("PCO Admin Other",),
    ("Information Management and Technology",),
    ("Non DES Item Pneumococcal Vaccine, Childhood Immunisation Main Programme",),
    ("General Practice Transformation", "General Practice Forward View"),
    ("PCN Participation",),
    ("Prescribing Fee Payments",),
    ("Dispensing Fee Payments",),
    ("Reimbursement of Drugs",),
    ("Winter Access Fund",),
    ("Other Payments",),
    ("PCN Leadership",),
    ("PCN Support",),
    ("PCN Extended Hours Access",),
    ("PCN Workforce",),
    ("PCN Investment and Impact Fund",),
    ("PCN Care Home Premium",),
    ("PCN Enhanced Access",),
    ("Covid Immunisation",),
    ("Covid Support and Expansion",),
    ("Long Covid",),
)
_BY_KEY = {key(heading): names[0] for names in _TYPES for heading in names}

# Beside the total in every year that has them, also where they are printed before it.
BESIDE_TOTAL = frozenset(
    (
        "PCN Leadership",
        "PCN Support",
        "PCN Extended Hours Access",
        "PCN Workforce",
        "PCN Investment and Impact Fund",
        "PCN Care Home Premium",
        "PCN Enhanced Access",
        "Covid Immunisation",
        "Covid Support and Expansion",
        "Long Covid",
    )
)
# A part, and the sum that holds it where both are printed.
PARTS = {
    "Local Incentive Schemes (NHAIS)": "Local Incentive Schemes",
    "Local Incentive Schemes (ISFE)": "Local Incentive Schemes",
}

# The kinds that a year has and lacks, where they tell it from every other year.
_FORWARD_VIEW = "General Practice Transformation"
VINTAGES: tuple[tuple[str, set[str], set[str]], ...] = (
    ("2014/15", {"Patient Participation"}, {"Meningitis"}),
    ("2015/16", {"Patient Participation", "Meningitis"}, set()),
    ("2016/17", {_FORWARD_VIEW, "Unplanned Admissions"}, {"Pertussis"}),
    ("2017/18", {_FORWARD_VIEW, "Unplanned Admissions", "Pertussis"}, set()),
    (
        "2018/19",
        {_FORWARD_VIEW, "Pertussis"},
        {"Unplanned Admissions", "PCN Participation", "Covid Immunisation"},
    ),
    ("2019/20", {_FORWARD_VIEW, "PCN Participation"}, {"Covid Immunisation", "PCN Workforce"}),
    ("2020/21", {"PCN Leadership", "Covid Immunisation"}, {"Long Covid", "Winter Access Fund"}),
    ("2021/22", {"PCN Leadership", "Long Covid"}, {"PCN Enhanced Access"}),
)


def payment_type(heading: str) -> str:
    """The latest name of a kind of payment; a kind not known keeps its heading, tidied."""
    plain = re.sub(r"(?<=[a-z])\d{1,2}$", "", key(heading))
    if plain in _BY_KEY:
        return _BY_KEY[plain]
    tidy = re.sub(r"[_\s]*£?\s*$", "", " ".join(heading.split()))
    tidy = re.sub(r"(?<=[a-z)])\d{1,2}$", "", tidy)
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", tidy) if " " not in tidy else tidy
