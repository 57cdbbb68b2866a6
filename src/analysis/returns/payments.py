"""NHS Payments to General Practice (NHS England Digital), 2013/14 to 2024/25 and later.

What is wrong with it: the year is in the file's name alone; columns come, go, move and are
renamed every year, with CamelCase and ``_£`` in 2015/16 and 2016/17 and footnote digits in
others; dates are ``36251`` where a file was saved again in Excel; ``-``, ``N/A`` and ``UNKNOWN``
mean missing; a practice without known patients is given a list of 0. The file of 2013/14 is tall:
a row for each practice and kind of payment, the kinds numbered (``05_Global_Sum``). In 2015/16
local enhanced services come in two parts and once more as their sum. From 2020/21 several columns
are called "Total NHS Payments": the plain one goes on from earlier years, and payments to networks
and for covid are not in it, wherever they are printed.
"""

import re

import pandas as pd

from analysis.project import periods
from analysis.returns.layout import Reading, Tables, find_columns, key
from analysis.returns.layout_files import layouts_of
from analysis.returns.payment_types import NOT_IN_TOTAL, PARTS, VINTAGES, payment_type
from analysis.tables.column_types import read_numbers

_TOTAL = "Total NHS Payments to General Practice"

# Columns that are no payment: identity, lists, averages, totals.
_NO_PAYMENT = re.compile(
    r"^(nhsengland|ccg|subicb|icb|pcn(code|name)$|code$|region|practice|contracttype|dispensing"
    r"practice|quarter|atypical|numberof|averagenumber|averagepayment|totalnhspayments|deductions)"
)
_UNKNOWN_LIST = "no known"
# Some practice of England opens every year; of an area, not.
_WHOLE_COUNTRY = 5000
# Publishers round each practice's total; beyond this share of it something else is wrong.
_ROUNDING = 0.001


def _read(reading: Reading) -> Tables:
    rows = reading.pick()
    columns = _payment_columns(reading)
    year = _financial_year(reading, rows, set(columns.values()))
    rows = rows.assign(financial_year=year)
    unknown = _list_unknown(rows)
    if unknown.any():
        reading.oddities.append(
            f"practices without known patients, whose list of 0 is left blank: {unknown.sum()}"
        )
    totals = sum(key(heading).startswith(key("Total NHS Payments")) for heading in reading.header)
    headings = [key(heading) for heading in reading.header]
    averaged = any(h.startswith(key("Average Number of Registered")) for h in headings)
    known_last = any(key("Last Known Figure") in heading for heading in headings)
    rows["list_basis"] = "average" if averaged else "last known" if known_last else None
    reading.vintage = (
        f"{year or 'year unknown'}, "
        + ("network and covid payments outside the total" if totals > 2 else "one total")
        + (", lists averaged over the year" if averaged else "")
    )
    lists = ["patients_registered", "patients_weighted"]
    practice_year = rows.drop(columns=["quarter", "characteristics"])
    payment = _melt(reading, rows, columns)
    reading.oddities += _does_not_add_up(payment, rows["payments_gbp"])
    return {
        "payment_year": practice_year.assign(**{name: rows[name].mask(unknown) for name in lists}),
        "payment": payment,
    }


def _read_tall(reading: Reading) -> Tables:
    """The file of 2013/14: its kinds of payment become the columns that later years have."""
    place = find_columns(reading.header, reading.layout.columns)
    who = [i for i in range(len(reading.header)) if i not in (place["kind"], place["amount"])]
    tall = pd.DataFrame(
        {
            "practice": reading.body.groupby(who, sort=False, dropna=False).ngroup(),
            "kind": reading.body[place["kind"]],
            "amount": reading.body[place["amount"]],
        }
    )
    first = ~tall["practice"].duplicated()
    again = tall.duplicated(["practice", "kind"])
    if again.any():
        reading.oddities.append(
            f"a practice's kind of payment is given twice; the first is read: {int(again.sum()):,}"
        )
    cells = tall[~again].pivot_table(
        index="practice", columns="kind", values="amount", aggfunc="first", fill_value=""
    )
    wide = pd.concat([reading.body[first][who].reset_index(drop=True), cells], axis=1)
    header = [*(reading.header[i] for i in who), *(re.sub(r"^\d+_", "", k) for k in cells)]
    if not find_columns(header, {"total": (_TOTAL,)}):
        if len(reading.body):
            reading.oddities.append(f"none of its rows is of the kind '{_TOTAL}'")
        return {}
    return reading.read_as(
        LAYOUTS["payments"],
        header=tuple(header),
        body=wide.set_axis(range(len(header)), axis=1),
        lines=reading.lines[first].reset_index(drop=True),
    )


def _payment_columns(reading: Reading) -> dict[int, str]:
    """Position and type of each payment: the columns of money that are no total or average."""
    found = {}
    for place, heading in enumerate(reading.header):
        if not heading.strip() or _NO_PAYMENT.match(key(heading)):
            continue
        values = reading.clean(reading.body[place]).dropna()
        numbers = pd.to_numeric(values.str.replace(r"[£,]", "", regex=True), errors="coerce")
        if len(values) and numbers.notna().mean() > 0.5:
            found[place] = payment_type(heading)
    # A sum that is printed with its parts would count them twice.
    names = set(found.values())
    return {place: name for place, name in found.items() if PARTS.get(name) not in names}


def _melt(reading: Reading, rows: pd.DataFrame, columns: dict[int, str]) -> pd.DataFrame:
    """One row per practice and type of payment; a blank cell is no row, a zero is one."""
    total = find_columns(reading.header, {"total": (_TOTAL,)})["total"]
    grain = rows[
        ["practice_code", "financial_year", "commissioner_code", "source_file", "source_line"]
    ]
    parts = [
        grain.assign(
            payment_type=name,
            in_total="yes" if place < total and name not in NOT_IN_TOTAL else "no",
            payment_gbp=reading.clean(reading.body[place]),
        )
        for place, name in columns.items()
    ]
    if not parts:
        return grain.iloc[:0]
    payment = pd.concat(parts, ignore_index=True)
    return payment[payment["payment_gbp"].notna()]


def _does_not_add_up(payment: pd.DataFrame, totals: pd.Series) -> list[str]:
    """A sentence where the kinds that belong to the total do not add up to it."""
    if payment.empty:
        return []
    amounts = read_numbers(payment["payment_gbp"].where(payment["in_total"] == "yes"))
    kinds, total = amounts.sum(), read_numbers(totals).sum()
    if abs(kinds - total) <= _ROUNDING * abs(total):
        return []
    return [
        f"the kinds of payment add up to £{kinds:,.0f} and the total they belong to is "
        f"£{total:,.0f}: read figures by kind with care"
    ]


def _list_unknown(rows: pd.DataFrame) -> pd.Series:
    """Practices of which the publisher knows no patients: a list of 0 is no list."""
    notes = rows["quarter"].fillna("") + rows["characteristics"].fillna("")
    return notes.str.lower().str.contains(_UNKNOWN_LIST, regex=False)


def _financial_year(reading: Reading, rows: pd.DataFrame, types: set[str]) -> str | None:
    """As stated, else as the kinds of payment tell, checked by the practices' opening dates."""
    stated = reading.financial_year()
    if stated:
        return stated
    days = pd.Series(rows["opened_on"].dropna().unique(), dtype="str")
    days = days.map(lambda text: periods.read_day(text)).dropna()
    latest = periods.financial_year(days.max()) if len(days) else None
    year = next((year for year, has, lacks in VINTAGES if has <= types and not lacks & types), None)
    # No practice opens after the year in which it was paid; the kinds of payment are wrong then.
    if year and latest and latest > year:
        year = None
    if year:
        reason = f"the kinds of payment are those of {year}"
    elif latest and len(rows) > _WHOLE_COUNTRY:
        year, reason = latest, f"the latest practice opened in {latest}"
    else:
        reading.oddities.append(
            "nothing says which year was paid: state it in cycle.yml under periods"
        )
        return None
    reading.oddities.append(
        f"the year is not stated; {reason}: if that is wrong, state it in cycle.yml under periods"
    )
    return year


LAYOUTS = layouts_of("payments", {"payments": _read, "payments_by_kind": _read_tall})
