"""A row of NHS Payments to General Practice under the headings of each year.

The headings are the publisher's, some left out; the amounts are made up to add to 1,000.
"""

TOTAL = "Total NHS Payments to General Practice"
NET = f"{TOTAL} Minus Deductions"
DEDUCTIONS = "Deductions for Pensions, Levies and Prescription Charge Income"
WHO = {
    "CCG Code": "X0C",
    "CCG Name": "NHS SHIRE CCG",
    "Practice Code": "X10001",
    "Practice Name": "HERON MEDICAL CENTRE",
    "Practice Address": "1 QUAY ROAD",
}
LISTS = {
    "Number of Registered Patients (Last Known Figure)": "4114",
    "Number of Weighted Patients (Last Known Figure)": "4703.5",
}
AVERAGES = {
    "Average payments per registered patient": "164.27",
    "Average payments per weighted patient": "143.69",
}
TOTALS = {TOTAL: "1000", DEDUCTIONS: "-100", NET: "900"}

OF_2014 = {
    "NHS England (Region) code": "Q44",
    **WHO,
    "Practice Open Date": "-",
    "Practice Close Date": "-",
    "Contract Type": "PMS",
    "Quarter used for patient data": "Q2",
    **LISTS,
    **AVERAGES,
    "Global Sum": "700",
    "Alcohol": "0",
    "GP Extended Hours Access": "20",
    "Patient Participation ": "30",
    "Total National Enhanced Services": "50",
    "Total Local Enhanced Services": "200",
    **TOTALS,
}
OF_2015 = {
    "NHSEnglandRegionCode": "Q44",
    "CCGCode": "X0C",
    "PracticeCode": "X10001",
    "PracticeName": "HERON MEDICAL CENTRE",
    "PracticeCloseDate": "",
    "ContractType": "GMS",
    "DispensingPractice": "No",
    "QuarterUsedForPatientData": "Q4",
    "NumberOfRegisteredPatientsLastKnownFigure": "4114",
    "NumberOfWeightedPatientsLastKnownFigure": "4703.5",
    "AveragePaymentPerRegisteredPatient_£": "164.27",
    "AveragePaymentPerWeightedPatient_£": "143.69",
    "GlobalSum_£": "700",
    "ExtendedHoursAccess_£": "20",
    "PatientParticipation_£": "30",
    "Meningitis_£": "0",
    "NationalEnhancedServices_£": "50",
    "LocalEnhancedServices_NHAIS_£": "150",
    "LocalEnhancedServices_ISFE_£": "50",
    "TotalLocalEnhancedServices_£": "200",
    "TotalNHSPaymentsToGeneralPractice_£": "1000",
    "DeductionsForPensionsLeviesAndPrescriptionChargeIncome_£": "-100",
    "TotalNHSPaymentsToGeneralPracticeMinusDeductions_£": "900",
}
OF_2016 = {
    "NHSEnglandRegionLocalOfficeCode": "Q44",
    **{heading: OF_2015[heading] for heading in list(OF_2015)[1:8]},
    "NumberofRegisteredPatientsLastKnownFigure": "4114",
    "NumberofWeightedPatientsLastKnownFigure": "4703.5",
    "AveragePaymentsPerRegisteredPatient_£": "164.27",
    "GlobalSum_£": "700",
    "ExtendedHoursAccess_£": "20",
    "UnplannedAdmissions_£": "30",
    "Meningitis_£": "0",
    "TotalNationalEnhancedServices_£": "50",
    "TotalLocalEnhancedServices_£": "150",
    "GeneralPracticeForwardView_£": "50",
    **{heading: OF_2015[heading] for heading in list(OF_2015)[-3:]},
}
OF_2017 = {
    "NHS England (Region, local office) Code": "Q74",
    **WHO,
    "Practice Open Date": "36251",
    "Practice Close Date": "",
    "Contract Type": "GMS",
    "Atypical Characteristics": "",
    "Quarter used for patient data": "Q4",
    **LISTS,
    **AVERAGES,
    "Global Sum": "700",
    "Extended Hours Access": "20",
    "Appraisal Costs ": "10",
    "Unplanned Admissions": "20",
    "Pertussis": "0",
    "Total Local Enhanced Services": "150",
    "General Practice Forward View": "50",
    "Other Payments1": "50",
    **TOTALS,
}
OF_2018 = {
    "NHS England and NHS Improvement (Region, local office) Code": "Q74",
    **WHO,
    "Practice Open Date": "01/04/1999",
    "Contract Type": "GMS",
    "Average Number of Registered Patients": "4114",
    "Average Number of Weighted Patients": "4703.5",
    **AVERAGES,
    "Global Sum": "700",
    "Extended Hours Access4": "20",
    "Pertussis": "0",
    "Total Local Incentive Schemes": "200",
    "General Practice Forward View": "50",
    "Other Payments1": "30",
    **TOTALS,
}
OF_2019 = {
    **{
        heading + ("1" if heading.startswith("Average") else ""): cell
        for heading, cell in OF_2018.items()
        if heading not in TOTALS
    },
    "PCN Participation": "0",
    TOTAL: "1000",
    DEDUCTIONS: "-100",
    f"{NET}2": "900",
}
OF_2020 = {
    "NHS England (Region) code": "Y56",
    **WHO,
    "Practice Open Date": "01/04/1999",
    "Contract Type": "GMS",
    **LISTS,
    **AVERAGES,
    "Global Sum": "700",
    "GP Extended Hours Access": "20",
    "Local Incentive Schemes": "200",
    "General Practice Forward View": "50",
    "PCN Participation": "0",
    "Other Payments": "30",
    **TOTALS,
    "Total NHS Payments including covid vaccination and covid support and expansion payments": "1",
    "Total NHS Payments including PCN Workforce, Leadership and Support": "2",
    "PCN Leadership": "5",
    "PCN Extended Hours Access": "6",
    "PCN Workforce": "7",
    "Covid Immunisation": "8",
    "Average payments per registered patient including PCN Workforce, Leadership and Support": "9",
}
OF_2021 = {
    **OF_2020,
    "Long Covid": "3",
    "winter Access Fund": "4",
}
_RENAMED = {
    "CCG Code": "Sub ICB Code",
    "CCG Name": "Sub ICB NAME",
    "Number of Registered Patients (Last Known Figure)": "Average Number of Registered Patients",
    "Number of Weighted Patients (Last Known Figure)": "Average Number of Weighted Patients",
    "General Practice Forward View": "General Practice Transformation",
}
OF_2022 = {
    **{_RENAMED.get(heading, heading): cell for heading, cell in OF_2021.items()},
    "Total NHS Payments to General Practice including Covid and PCN payments minus deductions": "3",
    "PCN Enhanced Access": "11",
}
# What networks were paid left the practices' file; covid came to stand before the total, which
# still leaves it out.
OF_2024 = {
    "NHS England (Region) code": "Y58",
    **{heading: cell for heading, cell in OF_2022.items() if heading in _RENAMED.values()},
    "PCN Code": "U10001",
    "Practice Code": "X10001",
    "Practice type": "GP practice",
    "Contract Type": "GMS",
    **AVERAGES,
    "Global Sum": "700",
    "Respiratory Syncytial Virus (RSV)": "0",
    "Local Incentive Schemes": "200",
    "GP Extended Hours Access": "20",
    "General Practice Transformation": "50",
    "Other Payments": "30",
    "Covid Immunisation": "8",
    "Covid Support and Expansion": "0",
    "Long Covid": "1",
    **TOTALS,
    "Total NHS Payments to General Practice including covid vaccination, covid support and long "
    "covid payments": "1009",
    "Total NHS Payments to General Practice including covid minus deductions": "909",
    "Average payments per registered patient including covid vaccination": "164.4",
}
OF_2013 = {
    "01_Number_of_Registered_Patients": "4114",
    "02_Number_of_Weighted_Patients": "4703.5",
    "03_Average_Payment_per_Registered_Patient": "164.27",
    "04_Average_Payment_per_Weighted_Patient": "143.69",
    "05_Global_Sum": "700",
    "14_Total_QOF_Payments": "250",
    "34_Reimbursement_of_Drugs": "50",
    "35_Total_NHS_Payments_to_General_Practice": "1000",
    "36_Deductions_for_Pensions_Levies_and_Prescription_Charge_Income": "-100",
    "37_Total_NHS_Payments_to_General_Practice_Minus_Deductions": "900",
}
TALL = ["CCG_Code", "Practice_Code", "Contract_Type", "Payment_Description", "Value"]
VINTAGES = {
    "2014/15": OF_2014,
    "2015/16": OF_2015,
    "2016/17": OF_2016,
    "2017/18": OF_2017,
    "2018/19": OF_2018,
    "2019/20": OF_2019,
    "2020/21": OF_2020,
    "2021/22": OF_2021,
    "2022/23": OF_2022,
    "2024/25": OF_2024,
}
