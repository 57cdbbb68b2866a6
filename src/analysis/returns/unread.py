"""Files of publications that the project knows, and does not read: what each is, what serves.

They come in the same archive as a file that is read, or go by nearly its name. An analyst who
finds one in the folder should learn what to put there instead, not that a column is lacking.
"""

from analysis.returns.layout import Layout, Reading, Tables


def _read(reading: Reading) -> Tables:
    reading.oddities.append(f"not read: {reading.layout.not_read}")
    return {}


def _known(
    publication: str,
    name: str,
    what: str,
    headings: tuple[tuple[str, ...], ...],
    instead: str,
    lacks: tuple[str, ...] = (),
) -> Layout:
    """A layout of which nothing is read; ``headings`` and ``lacks`` tell it from its neighbours."""
    return Layout(
        publication=publication,
        name=name,
        vintage=what,
        read=_read,
        columns={spellings[0]: spellings for spellings in headings},
        not_read=instead,
        lacks=lacks,
    )


_LISTS = "Patients registered at a GP practice"
_APPOINTMENTS = "Appointments in General Practice"
_OF_PRACTICES = ("practicecode", "practicename", "gpcode", "gpname", "contracttype")

LAYOUTS = (
    _known(
        _LISTS,
        "patients_registered_lsoa",
        "where patients live",
        (("EXTRACT_DATE",), ("PRACTICE_CODE",), ("LSOA_CODE",), ("NUMBER_OF_PATIENTS",)),
        "the totals of practices stand in gp-reg-pat-prac-all.csv",
    ),
    _known(
        _LISTS,
        "patients_registered_ccg",
        "by CCG",
        (("CCG_CODE",), ("TOTAL_ALL",), ("TOTAL_MALE",)),
        "its lists are of CCGs; the file of practices beside it is the one to take",
        lacks=("practice",),
    ),
    _known(
        "NHS Payments to General Practice",
        "payments_networks",
        "payments per network",
        (
            ("PCN Code",),
            ("Average Number of Registered Patients", "Number of Registered Patients"),
        ),
        "what practices were paid stands in the practices' file (…-prac-csv.csv)",
        lacks=_OF_PRACTICES,
    ),
    _known(
        _APPOINTMENTS,
        "appointments_duration",
        "actual duration",
        (("SUB_ICB_LOCATION_CODE", "CCG_CODE"), ("ACTUAL_DURATION",), ("COUNT_OF_APPOINTMENTS",)),
        "how long appointments took is in no report; the monthly, daily and practice files are",
        lacks=_OF_PRACTICES,
    ),
    _known(
        _APPOINTMENTS,
        "appointments_category",
        "by national category",
        (
            ("SUB_ICB_LOCATION_CODE", "CCG_CODE"),
            ("NATIONAL_CATEGORY",),
            ("COUNT_OF_APPOINTMENTS",),
        ),
        "categories are read from the practices' file",
        lacks=_OF_PRACTICES,
    ),
    _known(
        "Quality and Outcomes Framework",
        "qof_prevalence",
        "raw registers of patients",
        (("PRACTICE_CODE",), ("GROUP_CODE",), ("REGISTER",)),
        "points stand in the ACHIEVEMENT files of the same archive",
    ),
    _known(
        "General Practice Workforce",
        "workforce_before_2013",
        "2004 to 2012, a row for each GP",
        (("YEAR",), ("PRAC_CODE", "PRACTICE_CODE"), ("GP_TYPE",), ("FTE",)),
        "it was collected in another way than the census since 2015 and cannot be set beside it",
    ),
)
