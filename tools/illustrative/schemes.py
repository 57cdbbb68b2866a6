"""Contracts, scheme sign-up, prices and claims; all of it made up but dates and rules."""

from collections.abc import Iterator
from pathlib import Path

from illustrative import world
from illustrative.registers import ages_of
from illustrative.world import Practice, View, open_on, practices
from illustrative.writing import draws, local

_MONTHS = [f"2017-{month:02d}" for month in range(4, 13)]
# fin_lyme_regis_contract_end and fin_lyme_regis_contract_ext, here of a made-up practice
APMS_END, APMS_EXTENDED_TO = "2018-02-01", "2019-01-31"

_LOCAL_CONTRACTS = (
    ("Minor injuries at weekends", 9, "2016-04-01", "2018-03-31", "", "under review"),
    ("Care home ward rounds", 22, "2017-04-01", "2019-03-31", "", "runs on"),
    ("Anticoagulation monitoring", 30, "2015-04-01", "2018-03-31", "2019-03-31", "extended"),
    ("Homeless health clinic", 2, "2017-10-01", "2018-09-30", "", "not begun"),
)
# Practices that turned the whole scheme down, and how their patients are still covered.
_DECLINED = 4
_UPLIFT = 0.01  # fin_frailty_uplift_1819
_FRAILTY_RATE_1718 = 43.20
_PLUS_RATE_1718, _PLUS_RATE_1819 = 5.92, 5.98


def write(folder: Path, view: View) -> list[Path]:
    """Four returns on contracts and schemes."""
    return [
        local(folder, "contract", _contracts(view)),
        local(folder, "scheme_signup", _signups(view)),
        local(folder, "scheme_price", _prices(view)),
        local(folder, "les_claim", _claims(view)),
    ]


def _contracts(view: View) -> Iterator[dict]:
    """A main contract each, and the local ones that run for a time."""
    stream = draws("contracts")
    here = open_on(view.register_day)
    number = 0
    for practice in here:
        number += 1
        timed = practice.contract == "APMS"
        # The extension is signed by the later cycle (gov papers of 24 January 2018).
        extended = timed and view.latest
        yield {
            "contract_id": f"K{number:04d}",
            "practice_code": practice.code,
            "contract_type": practice.contract,
            "scope": "Primary medical care",
            "starts_on": "2013-02-02" if timed else "2004-04-01",
            "ends_on": APMS_END if timed else "",
            "extended_to": APMS_EXTENDED_TO if extended else "",
            "procurement_status": ("extension signed" if extended else "in discussion")
            if timed
            else "",
            "as_at": view.register_day,
        }
    for scope, holders, starts, ends, extended_to, status in _LOCAL_CONTRACTS:
        chosen = stream.sample([p.code for p in practices() if not p.closed_on], holders)
        for code in sorted(chosen):
            number += 1
            yield {
                "contract_id": f"K{number:04d}",
                "practice_code": code,
                "contract_type": "local",
                "scope": scope,
                "starts_on": starts,
                "ends_on": ends,
                "extended_to": extended_to if view.latest else "",
                "procurement_status": status,
                "as_at": view.register_day,
            }


def _signups(view: View) -> Iterator[dict]:
    """All or nothing by practice; a neighbour covers those that decline (fin_gpcp_coverage_rule).

    For the coming year one practice's cover is still to be found.
    """
    here = open_on(view.register_day)
    stream = draws("sign-up")
    for year in ("2017/18", "2018/19") if view.latest else ("2017/18",):
        still_open = [p for p in here if not p.closed_on]
        declined = stream.sample(still_open, _DECLINED)
        uncovered = declined[-1] if year == "2018/19" else None
        for practice in here:
            neighbour = ""
            if practice in declined and practice is not uncovered:
                neighbour = _neighbour(practice, here, declined)
            yield {
                "scheme": "gp_contract_plus",
                "financial_year": year,
                "practice_code": practice.code,
                "signed_up": "no" if practice in declined else "yes",
                "covered_by": neighbour,
            }


def _neighbour(practice: Practice, here: list[Practice], declined: list[Practice]) -> str:
    return next(
        p.code for p in here if p.locality == practice.locality and p not in (*declined, practice)
    )


def _prices(view: View) -> Iterator[dict]:
    """Rates times patients on 1 October (fin_gpcp_growth_basis, fin_frailty_growth_basis)."""
    now = _aged_75("2017-10-01")
    before = round(now * 0.978)
    weighted = {day: _weighted(day) for day in ("2016-10-01", "2017-10-01")}
    frailty = round(_FRAILTY_RATE_1718 * (1 + _UPLIFT), 4)
    rows = (
        ("gp_contract_plus", "2017/18", _PLUS_RATE_1718, "weighted", "2016-10-01", weighted),
        ("gp_contract_plus", "2018/19", _PLUS_RATE_1819, "weighted", "2017-10-01", weighted),
        ("frailty", "2017/18", _FRAILTY_RATE_1718, "aged_75_and_over", "2016-10-01", before),
        ("frailty", "2018/19", frailty, "aged_75_and_over", "2017-10-01", now),
    )
    for scheme, year, rate, basis, day, patients in rows:
        if year == "2018/19" and not view.latest:
            continue
        yield {
            "scheme": scheme,
            "financial_year": year,
            "rate_gbp": rate,
            "patient_basis": basis,
            "list_date": day,
            "patients": patients[day] if isinstance(patients, dict) else patients,
        }


def _aged_75(day: str) -> int:
    """Patients of 75 and over on the day of the aged list, from the same bands as published."""
    older = ("75_79", "80_84", "85_89", "90_94", "95+")
    return sum(
        people
        for practice in open_on(day)
        for (_, band), people in ages_of(practice, day).items()
        if band in older
    )


def _weighted(day: str) -> int:
    by_code = {p.code: p.weighting for p in practices()}
    return round(sum(by_code[code] * patients for code, patients in world.lists(day).items()))


def _claims(view: View) -> Iterator[dict]:
    """Claims by month: nearly complete, mostly in time, and twice for one kind here and there."""
    stream = draws("scheme claims")
    everyone = [p.code for p in practices() if not p.closed_on]
    local_ones = set(stream.sample(everyone, 16))
    scopes = stream.sample(everyone, 2)
    for month in _MONTHS[:-1]:
        if month > view.finance_month:
            return
        for code in everyone:
            if stream.random() < 0.97:
                yield _claim(code, "directed", "Minor surgery", month, 46.0, stream)
        for code in sorted(local_ones):
            # The same work claimed under both schemes is what the rule is about
            # (fin_minor_surgery_dup_rule): most local ones claim another kind.
            family = "minor surgery" if stream.random() < 0.03 else "joint injection"
            service = "Minor surgery, local" if family == "minor surgery" else "Joint injections"
            yield _claim(code, "local", service, month, 38.0, stream, family=family)
        for code in sorted(scopes):
            if month <= "2017-07":  # hardly used, and so withdrawn (fin_sigmoidoscopy_les)
                yield _claim(code, "local", "Sigmoidoscopy", month, 96.0, stream)


def _claim(code, scheme, service, month, tariff, stream, *, family="") -> dict:
    activity = stream.randrange(2, 24)
    late = stream.random() < 0.06
    first = int(month[5:]) + (2 if late else 1)
    year, number = (2018, first - 12) if first > 12 else (2017, first)
    return {
        "practice_code": code,
        "scheme": scheme,
        "service": service,
        "procedure_family": family or service.lower(),
        "month": month,
        "activity": activity,
        "amount_gbp": activity * tariff,
        "submitted_on": f"{year}-{number:02d}-{stream.randrange(3, 26):02d}",
    }
