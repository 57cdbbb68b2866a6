"""NHS Payments to General Practice as published for 2015/16 and 2016/17: CamelCase, Latin-1."""

from collections.abc import Iterator
from pathlib import Path

from analysis.sample import world
from analysis.sample.world import Practice, View
from analysis.sample.writing import draws, published

_PLACE = (
    "NHSEnglandRegionLocalOfficeCode", "NHSEnglandRegionLocalOfficeName", "CCGCode", "CCGName",
    "PracticeCode", "PracticeName", "PracticeAddress", "PracticePostcode", "PracticeOpenDate",
    "PracticeCloseDate", "ContractType", "DispensingPractice", "PracticeType", "PracticeRurality",
    "AtypicalCharacteristics", "QuarterUsedForPatientData",
    "NumberofRegisteredPatientsLastKnownFigure", "NumberofWeightedPatientsLastKnownFigure",
    "AveragePaymentsPerRegisteredPatient", "AveragePaymentsPerWeightedPatient",
)  # fmt: skip
_TOTALS = (
    "TotalNHSPaymentsToGeneralPractice",
    "DeductionsForPensionsLeviesAndPrescriptionChargeIncome",
    "TotalNHSPaymentsToGeneralPracticeMinusDeductions",
)
# Each kind of payment with about how many pounds a patient it comes to.
_KINDS_1617 = (
    ("GlobalSum", 0), ("MPIGCorrectionFactor", 0.8), ("PremisesPayments", 13.0),
    ("Seniority", 1.6), ("DoctorsRetainerSchemePayments", 0.1), ("TotalLocumAllowances", 1.2),
    ("ProlongedStudyLeave", 0), ("AppraisalCosts", 0.1), ("PCOAdminOther", 0.5),
    ("TotalQOFPayments", 12.6), ("ChildhoodVaccinationAndImmunisationScheme", 1.2),
    ("ExtendedHoursAccess", 1.8),
    ("FacilitatingTimelyDiagnosisAndSupportForPeopleWithDementia", 0),
    ("InfluenzaAndPneumococcalImmunisations", 2.2), ("LearningDisabilities", 0.4),
    ("MinorSurgery", 1.3), ("RotavirusAndShinglesImmunisation", 0.2),
    ("ServicesForViolentPatients", 0.05), ("UnplannedAdmissions", 2.7),
    ("OutOfAreaInHoursUrgentCare", 0), ("Meningitis", 0.2), ("TotalLocalEnhancedServices", 7.5),
    ("GeneralPracticeForwardView", 0.4), ("InformationManagementAndTechnology", 0.1),
    ("BalanceOfPMSExpenditure", 0),
    ("NonDESItemPneumococcalVaccineChildhoodImmunisationMainProgramme", 0.3),
    ("PrescribingFeePayments", 0.8), ("DispensingFeePayments", 0), ("ReimbursementOfDrugs", 0),
    ("OtherPayments", 3.4),
)  # fmt: skip
_LATER_ONLY = ("GeneralPracticeForwardView", "TotalLocalEnhancedServices")
_EARLIER_ONLY = (
    ("PatientParticipation", 0.3),
    ("LocalEnhancedServicesNHAIS", 2.1),
    ("LocalEnhancedServicesISFE", 5.0),
)
_KINDS_1516 = tuple(kind for kind in _KINDS_1617 if kind[0] not in _LATER_ONLY) + _EARLIER_ONLY
_RENAMED_1516 = {
    "NHSEnglandRegionLocalOfficeCode": "NHSEnglandRegionCode",
    "NHSEnglandRegionLocalOfficeName": "NHSEnglandRegionName",
    "NumberofRegisteredPatientsLastKnownFigure": "NumberOfRegisteredPatientsLastKnownFigure",
    "NumberofWeightedPatientsLastKnownFigure": "NumberOfWeightedPatientsLastKnownFigure",
    "AveragePaymentsPerRegisteredPatient": "AveragePaymentPerRegisteredPatient",
    "AveragePaymentsPerWeightedPatient": "AveragePaymentPerWeightedPatient",
}
# The global sum, or what a PMS or APMS contract pays in its place, a weighted patient.
_CORE_GBP = {"2015/16": 71.8, "2016/17": 74.1}


def write(folder: Path, view: View) -> list[Path]:
    """Both years were published before either cycle."""
    return [
        _write_year(folder, "15-16", "2015/16", "2016-01-01", _KINDS_1516, _RENAMED_1516),
        _write_year(folder, "16-17", "2016/17", "2017-01-01", _KINDS_1617, {}),
    ]


def _write_year(folder, name, year, list_day, kinds, renamed) -> Path:
    place = [renamed.get(heading, heading) for heading in _PLACE]
    money = [heading for heading, _ in kinds]
    sterling = {*place[-2:], *money, *_TOTALS}
    header = [
        f"{heading}_£" if heading in sterling else heading for heading in (*place, *money, *_TOTALS)
    ]
    return published(
        folder / "published" / "payments" / f"nhspaymentsgp-{name}-csv.csv",
        header,
        _rows(year, list_day, kinds),
        encoding="latin-1",
        newline="\r\n",
    )


def _rows(year: str, list_day: str, kinds) -> Iterator[list]:
    year_end = f"{int(year[:4]) + 1}-03-31"
    for practice in world.practices():
        # A practice that closed within the year keeps its last known list, as the publisher does.
        part = 0.75 if practice.closed_on and practice.closed_on <= year_end else 1.0
        day = "2016-10-01" if part < 1 else list_day
        registered = world.lists(day)[practice.code]
        weighted = round(registered * practice.weighting, 2)
        paid = _payments(practice, year, registered, weighted, part, kinds)
        total = round(sum(paid.values()), 2)
        deducted = -round(
            total * draws(f"deductions {year} {practice.code}").uniform(0.085, 0.115), 2
        )
        yield [
            "Q70",
            "NHS ENGLAND SOUTH (WESSEX)",
            world.CCG_CODE,
            world.CCG_NAME,
            practice.code,
            practice.name.upper(),
            "",
            "",
            _british(practice.opened_on),
            _british(practice.closed_on) if part < 1 else "",
            practice.contract,
            "Yes" if practice.dispensing else "No",
            "GP practice",
            "Rural" if practice.locality.rural else "Urban",
            "| Part year of data |" if part < 1 else "",
            "Q3" if part < 1 else "Q4",
            registered,
            _money(weighted),
            _money(total / registered),
            _money(total / weighted),
            *(_money(amount) for amount in paid.values()),
            _money(total),
            _money(deducted),
            _money(total + deducted),
        ]


def _payments(practice: Practice, year, registered, weighted, part, kinds) -> dict[str, float]:
    """Pounds by kind; a part-year practice is paid its part."""
    stream = draws(f"payments {year} {practice.code}")
    growth = 1.0 if year == "2015/16" else 1.02
    paid = {}
    for kind, a_head in kinds:
        spread = stream.uniform(0.75, 1.25)
        amount = a_head * registered * spread * growth
        if kind == ("GlobalSum" if practice.contract == "GMS" else "BalanceOfPMSExpenditure"):
            amount = _CORE_GBP[year] * weighted
        if practice.dispensing and kind in ("DispensingFeePayments", "ReimbursementOfDrugs"):
            amount = registered * spread * (10 if kind == "DispensingFeePayments" else 30)
        paid[kind] = round(amount * part, 2)
    return paid


def _money(amount: float) -> str:
    return f"{amount:.2f}"


def _british(day: str) -> str:
    return f"{day[8:]}/{day[5:7]}/{day[:4]}" if day else ""
