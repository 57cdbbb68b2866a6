"""What practices are paid, and the need that their allocations follow, as published."""

from analysis.tables.declare import Column, Table
from analysis.tables.shared import COMMISSIONER, PRACTICE, patients

MONEY = (
    Table(
        "payment_year",
        "NHS Payments to General Practice",
        "a practice in a financial year",
        ("practice_code", "financial_year", "commissioner_code"),
        (
            PRACTICE,
            Column("financial_year", "financial_year", "year of payment", required=True),
            COMMISSIONER,
            Column("practice_name", "text", "name of the practice"),
            Column("contract_type", "text", "GMS, PMS, APMS or other"),
            Column("dispensing", "flag", "dispenses drugs, whose cost is in its payments"),
            Column("opened_on", "day", "day the practice opened"),
            Column("closed_on", "day", "day the practice closed"),
            patients(
                "patients_registered",
                "last known list; in files of 2018/19, 2019/20 and from 2022/23 the year's average",
            ),
            patients("patients_weighted", "weighted list, last known or average likewise"),
            Column("payments_gbp", "number", "total NHS payments", unit="gbp"),
            Column("deductions_gbp", "number", "deductions, negative", unit="gbp"),
            Column("payments_net_gbp", "number", "total minus deductions", unit="gbp"),
        ),
        "What practices were paid, by practice and per patient, over the years.",
        warnings=(
            "Payments are on a cash basis, neither budgets nor accruals.",
            "A closed practice keeps its last list: after a merger patients are counted twice.",
        ),
        actual_on=("financial_year",),
        reports=("finance",),
    ),
    Table(
        "payment",
        "NHS Payments to General Practice, by type",
        "a practice, financial year and type of payment",
        ("practice_code", "financial_year", "commissioner_code", "payment_type"),
        (
            PRACTICE,
            Column("financial_year", "financial_year", "year of payment", required=True),
            COMMISSIONER,
            Column(
                "payment_type",
                "text",
                "publisher's heading, the latest one where it was renamed",
                required=True,
            ),
            Column(
                "in_total",
                "flag",
                "whether it is part of total NHS payments; from 2020/21 payments to networks "
                "and for covid stand beside that total",
            ),
            Column("payment_gbp", "number", "amount paid", unit="gbp"),
        ),
        "What practices were paid for.",
        actual_on=("financial_year",),
        reports=("finance",),
    ),
    Table(
        "weighted_list",
        "Practice weighted populations for allocations",
        "a practice in the financial year of an allocation",
        ("practice_code", "financial_year"),
        (
            PRACTICE,
            Column("financial_year", "financial_year", "year of the allocation", required=True),
            COMMISSIONER,
            Column("pcn_code", "code", "ODS code of the primary care network"),
            patients("patients_registered", "population of the allocation"),
            patients("patients_weighted", "population weighted for primary medical care"),
        ),
        "How need for primary medical care weighs each practice's list.",
        reports=("finance", "workforce"),
    ),
)
