"""Appointments, online services, quality and patients' experience, as published."""

from analysis.tables.declare import Column, Table
from analysis.tables.shared import COMMISSIONER, PRACTICE, patients


def _counted(name: str, describes: str, unit: str) -> Column:
    return Column(name, "number", describes, unit=unit, required=True, low=0)


ACCESS = (
    Table(
        "appointments",
        "Appointments in General Practice (by commissioner)",
        "a commissioner, month, status, professional, mode and wait",
        ("commissioner_code", "month", "status", "professional", "mode", "wait"),
        (
            Column("commissioner_code", "code", "ODS code of the CCG or sub-ICB", required=True),
            Column("month", "month", "month of the appointment", required=True),
            Column("status", "text", "attended, did not attend, unknown", required=True),
            Column("professional", "text", "GP, other practice staff, unknown", required=True),
            Column("mode", "text", "face to face, telephone, video, home visit", required=True),
            Column("wait", "text", "time between booking and appointment", required=True),
            Column(
                "appointments", "number", "appointments", unit="appointments", required=True, low=0
            ),
        ),
        "How many appointments general practice gave, how, and how soon.",
        warnings=(
            "Appointments are not the whole workload, and practices that send no data are not "
            "in the count.",
        ),
        actual_on=("month",),
        reports=("access",),
    ),
    Table(
        "practice_appointments",
        "Appointments in General Practice (by practice)",
        "a practice, month, status, professional, mode, wait and category",
        ("practice_code", "month", "status", "professional", "mode", "wait", "category"),
        (
            PRACTICE,
            Column("month", "month", "month of the appointment", required=True),
            COMMISSIONER,
            Column("pcn_code", "code", "ODS code of the primary care network"),
            Column("status", "text", "attended, did not attend, unknown", required=True),
            Column("professional", "text", "GP, other practice staff, unknown", required=True),
            Column("mode", "text", "face to face, telephone, video, home visit", required=True),
            Column("wait", "text", "time between booking and appointment", required=True),
            Column("category", "text", "national category", required=True),
            Column(
                "appointments", "number", "appointments", unit="appointments", required=True, low=0
            ),
        ),
        "How many appointments each practice gave, how, and how soon.",
        actual_on=("month",),
        reports=("access",),
    ),
    Table(
        "appointment_coverage",
        "Appointments in General Practice (coverage)",
        "a commissioner in a month",
        ("commissioner_code", "month"),
        (
            Column("commissioner_code", "code", "ODS code of the CCG or sub-ICB", required=True),
            Column("month", "month", "month of the appointments", required=True),
            _counted("practices_included", "practices that sent data", "practices"),
            _counted("practices_open", "practices that were open", "practices"),
            _counted("patients_included", "patients registered with the first", "patients"),
            _counted("patients_open", "patients registered with the second", "patients"),
        ),
        "How many practices, with how many patients, the counts of appointments come from.",
        warnings=("A change in coverage moves the count of appointments with it.",),
        actual_on=("month",),
        reports=("access",),
    ),
    Table(
        "online_service",
        "Patient online services (POMI)",
        "a practice, month and online function",
        ("practice_code", "month", "field"),
        (
            PRACTICE,
            Column("month", "month", "month of the return", required=True),
            Column("field", "text", "what is counted, in the publisher's words", required=True),
            Column("value", "number", "count", unit="count", low=0),
            Column("supplier", "text", "supplier of the clinical system"),
        ),
        "How many patients can book, order and read their record online.",
        actual_on=("month",),
        reports=("access",),
    ),
    Table(
        "online_consultation",
        "Online consultation submissions",
        "a practice, month and metric",
        ("practice_code", "month", "metric"),
        (
            PRACTICE,
            Column("month", "month", "month of the submissions", required=True),
            COMMISSIONER,
            Column("pcn_code", "code", "ODS code of the primary care network"),
            Column("supplier", "text", "supplier of the online consultation system"),
            Column("metric", "text", "what is counted, in the publisher's words", required=True),
            Column("value", "number", "count or rate", unit="count", low=0),
        ),
        "How many online consultations patients submit.",
        actual_on=("month",),
        reports=("access",),
    ),
    Table(
        "qof",
        "Quality and Outcomes Framework achievement",
        "a practice in a financial year",
        ("practice_code", "financial_year"),
        (
            PRACTICE,
            Column("financial_year", "financial_year", "year of achievement", required=True),
            COMMISSIONER,
            patients("patients_registered", "patients on the list"),
            Column("points", "number", "points achieved", unit="points", low=0, high=1050),
            Column("points_maximum", "number", "points available", unit="points", low=0),
        ),
        "How many quality points practices achieved.",
        actual_on=("financial_year",),
        reports=("access",),
    ),
    Table(
        "patient_survey",
        "GP Patient Survey (practice level)",
        "a practice, year and question",
        ("practice_code", "year", "question"),
        (
            PRACTICE,
            Column("year", "number", "year of the survey", required=True, low=2006, high=2100),
            COMMISSIONER,
            Column("question", "text", "measure, in the publisher's code", required=True),
            Column("responses", "number", "weighted base", unit="responses", low=0),
            Column("share_percent", "number", "weighted share", unit="percent", low=0, high=100),
        ),
        "How patients find making an appointment.",
        reports=("access",),
    ),
)
