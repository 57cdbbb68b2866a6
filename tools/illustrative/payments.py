"""NHS Payments to General Practice as published for 2015/16 and 2016/17: CamelCase, Latin-1."""

from collections.abc import Iterator
from pathlib import Path

from illustrative import world
from illustrative.world import Practice, View
from illustrative.writing import draws, published

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
# Each kind of payment of 2016/17 with about how many pounds a patient it comes to.
_KINDS_1617 = (
    ("GlobalSum", 0), ("MPIGCorrectionfactor", 0.8), ("PremisesPayments", 13.0),
    ("Seniority", 1.6), ("DoctorsRetainerSchemePayments", 0.1), ("TotalLocumAllowances", 1.2),
    ("ProlongedStudyLeave", 0), ("AppraisalAppraiserCostsinRespectofLocums", 0.1),
    ("PCOAdminOther", 0.5), ("TotalQOFPayments", 12.6),
    ("ChildhoodVaccinationAndImmunisationScheme", 1.2), ("ExtendedHoursAccess", 1.8),
    ("FacilitatingTimelyDiagnosisAndSupportForPeopleWithDementia", 0),
    ("InfluenzaandPneumococcalImmunisations", 2.2), ("LearningDisabilities", 0.4),
    ("MinorSurgery", 1.3), ("RotavirusAndShinglesImmunisation", 0.2),
    ("ServicesForViolentPatients", 0.05), ("UnplannedAdmissions", 2.7),
    ("OutOfAreaInHoursUrgentCare", 0), ("Meningitis", 0.2),
    ("TotalNationalEnhancedServices", 0), ("TotalLocalEnhancedServices", 7.5),
    ("GeneralPracticeForwardView", 0.4), ("InformationManagementandTechnology", 0.1),
    ("BalanceofPMSExpenditure", 0),
    ("NonDESItemPneumococcalVaccineChildhoodImmunisationMainProgramme", 0.3),
    ("PrescribingFeePayments", 0.8), ("DispensingFeePayments", 0), ("ReimbursementOfDrugs", 0),
    ("OtherPayments", 3.4),
)  # fmt: skip
# Headings of 2015/16 that differ, and the kinds that only it has, by the kind they stand before.
_RENAMED_1516 = {
    "NHSEnglandRegionLocalOfficeCode": "NHSEnglandRegionCode",
    "NHSEnglandRegionLocalOfficeName": "NHSEnglandRegionName",
    "NumberofRegisteredPatientsLastKnownFigure": "NumberOfRegisteredPatientsLastKnownFigure",
    "NumberofWeightedPatientsLastKnownFigure": "NumberOfWeightedPatientsLastKnownFigure",
    "AveragePaymentsPerRegisteredPatient": "AveragePaymentPerRegisteredPatient",
    "AveragePaymentsPerWeightedPatient": "AveragePaymentPerWeightedPatient",
    "MPIGCorrectionfactor": "MPIGCorrectionFactor",
    "AppraisalAppraiserCostsinRespectofLocums": "Appraisal_AppraiserCostsInRespectOfLocums",
    "InfluenzaandPneumococcalImmunisations": "InfluenzaAndPneumococcalImmunisations",
    "TotalNationalEnhancedServices": "NationalEnhancedServices",
    "InformationManagementandTechnology": "InformationManagementAndTechnology",
    "BalanceofPMSExpenditure": "BalanceOfPMSExpenditure",
}
_ADDED_1516 = {
    "ChildhoodVaccinationAndImmunisationScheme": (("Alcohol", 0.1),),
    "InfluenzaandPneumococcalImmunisations": (("ImprovingPatientOnlineAccess", 0),),
    "RotavirusAndShinglesImmunisation": (
        ("PatientParticipation", 0.3),
        ("RemoteCareMonitoring", 0),
        ("RiskProfilingAndCaseManagement", 0),
    ),
    "InformationManagementandTechnology": (
        ("LocalEnhancedServices_NHAIS", 2.1),
        ("LocalEnhancedServices_ISFE", 5.0),
    ),
}
_NOT_IN_1516 = (
    "PracticeType",
    "PracticeRurality",
    "AtypicalCharacteristics",
    "TotalLocalEnhancedServices",
    "GeneralPracticeForwardView",
)
_KINDS_1516 = tuple(
    kind
    for known in _KINDS_1617
    for kind in (*_ADDED_1516.get(known[0], ()), known)
    if kind[0] not in _NOT_IN_1516
)
# The global sum, or what a PMS or APMS contract pays in its place, a weighted patient.
_CORE_GBP = {"2015/16": 71.8, "2016/17": 74.1}


def write(folder: Path, view: View) -> list[Path]:
    """Both years were published before either cycle."""
    return [
        _write_year(folder, "2015/16", "2016-01-01", _KINDS_1516, _RENAMED_1516, _NOT_IN_1516),
        _write_year(folder, "2016/17", "2017-01-01", _KINDS_1617, {}, ()),
    ]


def _write_year(folder: Path, year: str, list_day: str, kinds, renamed, left_out) -> Path:
    money = {*_PLACE[-2:], *(kind for kind, _ in kinds), *_TOTALS}
    rows = [
        {name: cell for name, cell in row.items() if name not in left_out}
        for row in _rows(year, list_day, kinds)
    ]
    header = [renamed.get(name, name) + ("_£" if name in money else "") for name in rows[0]]
    return published(
        folder / "published" / "payments" / f"nhspaymentsgp-{year[2:4]}-{year[5:]}-csv.csv",
        header,
        [row.values() for row in rows],
        encoding="latin-1",
        newline="\r\n",
    )


def _rows(year: str, list_day: str, kinds) -> Iterator[dict]:
    year_end = f"{int(year[:4]) + 1}-03-31"
    for practice in world.practices():
        # A practice that closed within the year keeps its last known list, as the publisher does.
        part = 0.75 if practice.closed_on and practice.closed_on <= year_end else 1.0
        day = "2016-10-01" if part < 1 else list_day
        registered = world.lists(day)[practice.code]
        weighted = round(registered * practice.weighting, 2)
        paid = _payments(practice, year, registered, weighted, part, kinds)
        total = round(sum(paid.values()), 2)
        taken = draws(f"deductions {year} {practice.code}").uniform(0.085, 0.115)
        deducted = -round(total * taken, 2)
        place = (
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
        )
        totals = (total, deducted, total + deducted)
        yield {
            **dict(zip(_PLACE, place, strict=True)),
            **{kind: _money(amount) for kind, amount in paid.items()},
            **{name: _money(amount) for name, amount in zip(_TOTALS, totals, strict=True)},
        }


def _payments(practice: Practice, year, registered, weighted, part, kinds) -> dict[str, float]:
    """Pounds by kind; a part-year practice is paid its part."""
    stream = draws(f"payments {year} {practice.code}")
    growth = 1.0 if year == "2015/16" else 1.02
    paid = {}
    for kind, a_head in kinds:
        spread = stream.uniform(0.75, 1.25)
        amount = a_head * registered * spread * growth
        if kind == ("GlobalSum" if practice.contract == "GMS" else "BalanceofPMSExpenditure"):
            amount = _CORE_GBP[year] * weighted
        if practice.dispensing and kind in ("DispensingFeePayments", "ReimbursementOfDrugs"):
            amount = registered * spread * (10 if kind == "DispensingFeePayments" else 30)
        paid[kind] = round(amount * part, 2)
    return paid


def _money(amount: float) -> str:
    return f"{amount:.2f}"


def _british(day: str) -> str:
    return f"{day[8:]}/{day[5:7]}/{day[:4]}" if day else ""
