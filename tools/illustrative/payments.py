"""NHS Payments to General Practice as published for 2015/16 and 2016/17: CamelCase, Latin-1.

Each year's headings, and about how many pounds a patient each kind of payment comes to, are in
``parameters/payment.csv``, in the publisher's order; a year lacks the headings that are blank.
"""

from collections.abc import Iterator
from pathlib import Path

from illustrative import world
from illustrative.world import Practice, View
from illustrative.writing import british_day, draws, published, rows

_HEADINGS = rows("parameters/payment")
# The global sum, or what a PMS or APMS contract pays in its place, a weighted patient.
_CORE_GBP = {"2015/16": 71.8, "2016/17": 74.1}


def write(folder: Path, view: View) -> list[Path]:
    """Both years were published before either cycle."""
    return [
        _write_year(folder, "2015/16", "2016-01-01"),
        _write_year(folder, "2016/17", "2017-01-01"),
    ]


def _write_year(folder: Path, year: str, list_day: str) -> Path:
    headings = [row for row in _HEADINGS if row[f"heading_{year}"]]
    written = list(_practices(year, list_day, [row for row in headings if row["part"] == "paid"]))
    return published(
        folder / "published" / "payments" / f"nhspaymentsgp-{year[2:4]}-{year[5:]}-csv.csv",
        [row[f"heading_{year}"] for row in headings],
        [[cells[row["name"]] for row in headings] for cells in written],
        encoding="latin-1",
        newline="\r\n",
    )


def _practices(year: str, list_day: str, kinds: list[dict[str, str]]) -> Iterator[dict]:
    """Each practice's cells by the name of their column."""
    year_end = f"{int(year[:4]) + 1}-03-31"
    for practice in world.practices():
        # A practice that closed within the year keeps its last known list, as the publisher does.
        is_part = "" < practice.closed_on <= year_end
        registered = world.lists("2016-10-01" if is_part else list_day)[practice.code]
        weighted = round(registered * practice.weighting, 2)
        paid = _payments(practice, year, registered, weighted, 0.75 if is_part else 1.0, kinds)
        total = round(sum(paid.values()), 2)
        taken = draws(f"deductions {year} {practice.code}").uniform(0.085, 0.115)
        deducted = -round(total * taken, 2)
        money = {
            **paid,
            "weighted patients": weighted,
            "a registered patient": total / registered,
            "a weighted patient": total / weighted,
            "total": total,
            "deductions": deducted,
            "total minus deductions": total + deducted,
        }
        yield {
            "region code": "Q70",
            "region name": "NHS ENGLAND SOUTH (WESSEX)",
            "CCG code": world.CCG_CODE,
            "CCG name": world.CCG_NAME,
            "practice code": practice.code,
            "practice name": practice.name.upper(),
            "address": "",
            "postcode": "",
            "opened": british_day(practice.opened_on),
            "closed": british_day(practice.closed_on) if is_part else "",
            "contract": practice.contract,
            "dispensing": "Yes" if practice.dispensing else "No",
            "type": "GP practice",
            "rurality": "Rural" if practice.locality.rural else "Urban",
            "atypical": "| Part year of data |" if is_part else "",
            "quarter": "Q3" if is_part else "Q4",
            "registered patients": registered,
            **{name: f"{amount:.2f}" for name, amount in money.items()},
        }


def _payments(
    practice: Practice,
    year: str,
    registered: int,
    weighted: float,
    part: float,
    kinds: list[dict[str, str]],
) -> dict[str, float]:
    """Pounds by kind; a part-year practice is paid its part."""
    stream = draws(f"payments {year} {practice.code}")
    growth = 1.0 if year == "2015/16" else 1.02
    core = "GlobalSum" if practice.contract == "GMS" else "BalanceofPMSExpenditure"
    paid = {}
    for kind in kinds:
        name, a_head = kind["name"], float(kind["gbp_a_patient"])
        spread = stream.uniform(0.75, 1.25)
        amount = a_head * registered * spread * growth
        if name == core:
            amount = _CORE_GBP[year] * weighted
        if practice.dispensing and name in ("DispensingFeePayments", "ReimbursementOfDrugs"):
            amount = registered * spread * (10 if name == "DispensingFeePayments" else 30)
        paid[name] = round(amount * part, 2)
    return paid
