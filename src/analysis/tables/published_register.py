"""The published lists and registers of practices and networks."""

from dataclasses import replace

from analysis.tables.declare import Column, Table
from analysis.tables.shared import COMMISSIONER, PRACTICE, patients

# The national register holds more than practices of England, under codes of other forms.
_ORGANISATION = replace(PRACTICE, pattern="", pattern_says="")
_LISTS_WARNING = (
    "A list counts registrations, not residents: it runs above the census where patients who "
    "moved away stay on a list."
)

REGISTER = (
    Table(
        "list_size",
        "Patients registered at a GP practice (totals)",
        "a practice on the day of an extract",
        ("practice_code", "extract_date"),
        (
            PRACTICE,
            Column("extract_date", "day", "day of the extract", required=True),
            COMMISSIONER,
            patients("patients_registered", "patients on the list", required=True),
        ),
        "How many patients are registered, by practice and in total, and the denominators of "
        "every rate.",
        warnings=(_LISTS_WARNING,),
        actual_on=("extract_date",),
        reports=("finance", "workforce", "access"),
    ),
    Table(
        "list_age",
        "Patients registered at a GP practice (age bands)",
        "a practice, day, sex and five-year age band",
        ("practice_code", "extract_date", "sex", "age_band"),
        (
            PRACTICE,
            Column("extract_date", "day", "day of the extract", required=True),
            Column("sex", "choice", "sex", required=True, choices=("female", "male", "other")),
            Column("age_band", "text", "five-year band such as 65-69, or 95+", required=True),
            patients("patients_registered", "patients of that sex and age", required=True),
        ),
        "How old the registered population is.",
        warnings=(_LISTS_WARNING,),
        actual_on=("extract_date",),
        reports=("workforce",),
    ),
    Table(
        "practice_map",
        "Patients registered at a GP practice (practice mapping)",
        "a practice on the day of an extract",
        ("practice_code", "extract_date"),
        (
            PRACTICE,
            Column("extract_date", "day", "day of the extract", required=True),
            Column("practice_name", "text", "name of the practice"),
            Column("pcn_code", "code", "ODS code of the primary care network"),
            Column("pcn_name", "text", "name of the primary care network"),
            COMMISSIONER,
            Column("commissioner_name", "text", "name of the CCG or sub-ICB location"),
            Column("icb_code", "code", "ODS code of the STP or integrated care board"),
            Column("icb_name", "text", "name of the STP or integrated care board"),
        ),
        "Which network, commissioner and system each practice belongs to.",
        actual_on=("extract_date",),
        reports=("workforce", "access"),
    ),
    Table(
        "ods_practice",
        "ODS register of practices (epraccur)",
        "an organisation in the register of prescribing practices",
        ("practice_code",),
        (
            _ORGANISATION,
            Column("practice_name", "text", "name of the practice"),
            Column(
                "status",
                "choice",
                "whether it is open",
                required=True,
                choices=("active", "closed", "dormant", "proposed"),
            ),
            Column("opened_on", "day", "day it opened"),
            Column("closed_on", "day", "day it closed"),
            COMMISSIONER,
            Column(
                "gp_practice",
                "flag",
                "whether its prescribing setting or role is GP practice",
                required=True,
            ),
        ),
        "Which practices are open, from the national register.",
        warnings=("The file carries no date of its own: it is as old as the day it was fetched.",),
        reports=("data_quality",),
    ),
    Table(
        "pcn",
        "ODS register of primary care networks (ePCN)",
        "a primary care network",
        ("pcn_code",),
        (
            Column("pcn_code", "code", "ODS code of the network", required=True),
            Column("pcn_name", "text", "name of the network"),
            COMMISSIONER,
            Column("opened_on", "day", "day it opened"),
            Column("closed_on", "day", "day it closed"),
        ),
        "Which primary care networks there are.",
        reports=("workforce",),
    ),
    Table(
        "pcn_member",
        "ODS register of primary care networks (ePCN), members",
        "a practice's membership of a network",
        ("practice_code", "pcn_code", "joined_on"),
        (
            PRACTICE,
            Column("pcn_code", "code", "ODS code of the network", required=True),
            Column("joined_on", "day", "day the practice joined", required=True),
            Column("left_on", "day", "day the practice left"),
        ),
        "Which practices belong to which network, and since when.",
        reports=("workforce",),
    ),
    Table(
        "cqc_rating",
        "Ratings of the Care Quality Commission",
        "a location's rating for one of the questions asked",
        ("practice_code", "location_id", "question"),
        (
            replace(PRACTICE, pattern="", pattern_says=""),
            Column("location_id", "code", "the Commission's own number of the location"),
            Column(
                "question",
                "choice",
                "question asked, or overall",
                required=True,
                choices=("overall", "safe", "effective", "caring", "responsive", "well_led"),
            ),
            Column("rating", "text", "rating as published", required=True),
            Column("published_on", "day", "day of publication"),
        ),
        "How practices were rated at inspection, and how many are at least good.",
        warnings=(
            "A rating is as old as its inspection: some practices were last seen years ago.",
            "The file holds the latest rating alone: of two files, the newer one is the truth.",
        ),
        reports=("committee_pack",),
    ),
)
