"""Columns that several tables share."""

from analysis.tables.declare import Column

PRACTICE = Column(
    "practice_code",
    "code",
    "ODS code of the practice",
    required=True,
    pattern="[A-Z][0-9]{5}",
    pattern_says="a practice's code, a letter and five digits",
    example="X10001",
)
COMMISSIONER = Column(
    "commissioner_code", "code", "ODS code of the CCG or sub-ICB location", example="11J"
)
AS_AT = Column(
    "as_at", "day", "day on which the return was true", required=True, example="2018-01-31"
)
SNAPSHOT = Column("snapshot_date", "day", "last day of the snapshot's month", required=True)
STAFF_GROUP = Column(
    "staff_group",
    "choice",
    "staff group",
    required=True,
    choices=("gp", "nurse", "direct_patient_care", "admin"),
)
SOURCE = Column("source_document", "text", "where the figure was published or agreed")
STREAM = Column(
    "stream",
    "choice",
    "whose money: delegated by NHS England, the commissioner's core, or prescribing",
    required=True,
    choices=("delegated", "core", "prescribing"),
    example="delegated",
)
YEAR = Column(
    "financial_year", "financial_year", "financial year", required=True, example="2017/18"
)


def money(name: str, describes: str, *, required: bool = True, low: float | None = None) -> Column:
    return Column(
        name, "number", describes, unit="gbp", required=required, low=low, example="125000"
    )


def patients(name: str, describes: str, required: bool = False) -> Column:
    return Column(
        name,
        "number",
        describes,
        unit="patients",
        required=required,
        low=0,
        odd_high=120_000,
        remedy="check that the total of an area was not read as a practice",
    )
