"""Contracts, scheme sign-up, prices and claims; all of it made up but dates and rules."""

from collections.abc import Iterator
from pathlib import Path

from analysis.project import periods
from illustrative import world
from illustrative.registrations import ages_of
from illustrative.world import LAST_DAY, Practice, View, open_on, practices
from illustrative.writing import draws, local, rows

_FIRST_CLAIMS = "2017-04"
# fin_lyme_regis_contract_end and fin_lyme_regis_contract_ext, here of a made-up practice
APMS_END, APMS_EXTENDED_TO = "2018-02-01", "2019-01-31"
_APMS_ROUTE = "preferred model approved December 2017; procurement route not decided"
# What practices and their support service disagree about (pcse_issue_types).
_CLAIM_TYPES = (
    "Payments that follow list size",
    "QOF payments",
    "Locum payments",
    "Pension and staff changes",
)
_DECLINED = 4  # practices that turned the whole scheme down
# Scheme, year, rate in pounds, what it is paid for, the day of its lists. Frailty goes up by
# fin_frailty_uplift_1819.
_RATES = (
    ("gp_contract_plus", "2017/18", 5.92, "weighted", "2016-10-01"),
    ("gp_contract_plus", "2018/19", 5.98, "weighted", "2017-10-01"),
    ("frailty", "2017/18", 43.20, "aged_75_and_over", "2016-10-01"),
    ("frailty", "2018/19", round(43.20 * 1.01, 4), "aged_75_and_over", "2017-10-01"),
)
_FROM_75 = ("75_79", "80_84", "85_89", "90_94", "95+")


def write(folder: Path, view: View) -> list[Path]:
    """Five returns on contracts, schemes and claims."""
    return [
        local(folder, "contract", _contracts(view)),
        local(folder, "scheme_signup", _signups(view)),
        local(folder, "scheme_price", _prices(view)),
        local(folder, "les_claim", _scheme_claims(view)),
        local(folder, "payment_claim", _disputed_claims(view)),
    ]


def _contracts(view: View) -> Iterator[dict]:
    """A main contract each, and the local ones that run for a time."""
    contracts = [_main_contract(practice, view) for practice in open_on(view.register_day)]
    stream = draws("contracts")
    still_open = [p.code for p in practices() if not p.closed_on]
    for row in rows("parameters/local_contract"):
        holders = stream.sample(still_open, int(row.pop("holders")))
        extended_to = row["extended_to"] if view.latest else ""
        terms = {**row, "extended_to": extended_to, "contract_type": "local"}
        contracts += [{**terms, "practice_code": code} for code in sorted(holders)]
    for number, contract in enumerate(contracts, start=1):
        yield {**contract, "contract_id": f"K{number:04d}", "as_at": view.register_day}


def _main_contract(practice: Practice, view: View) -> dict:
    """Without end, but for APMS: its extension is signed by the later cycle."""
    contract = {
        "practice_code": practice.code,
        "contract_type": practice.contract,
        "scope": "Primary medical care",
        "starts_on": "2004-04-01",
    }
    if practice.contract == "APMS":
        contract |= {
            "scope": "General medical and community services with minor injuries",
            "starts_on": "2013-02-02",
            "ends_on": APMS_END,
            "extended_to": APMS_EXTENDED_TO if view.latest else "",
            "procurement_status": _APMS_ROUTE if view.latest else "in discussion",
        }
    return contract


def _signups(view: View) -> Iterator[dict]:
    """All or nothing by practice; a neighbour covers those that decline (fin_gpcp_coverage_rule).

    For the coming year one practice's cover is still to be found.
    """
    here = open_on(view.register_day)
    stream = draws("sign-up")
    for year in ("2017/18", "2018/19") if view.latest else ("2017/18",):
        declined = stream.sample([p for p in here if not p.closed_on], _DECLINED)
        uncovered = declined[-1] if year == "2018/19" else None
        for practice in here:
            has_neighbour = practice in declined and practice is not uncovered
            yield {
                "scheme": "gp_contract_plus",
                "financial_year": year,
                "practice_code": practice.code,
                "signed_up": "no" if practice in declined else "yes",
                "covered_by": _neighbour(practice, here, declined) if has_neighbour else "",
            }


def _neighbour(practice: Practice, here: list[Practice], declined: list[Practice]) -> str:
    return next(
        p.code for p in here if p.locality == practice.locality and p not in (*declined, practice)
    )


def _prices(view: View) -> Iterator[dict]:
    """Rates times patients on 1 October (fin_gpcp_growth_basis, fin_frailty_growth_basis)."""
    for scheme, year, rate, basis, day in _RATES:
        if year == "2017/18" or view.latest:
            yield {
                "scheme": scheme,
                "financial_year": year,
                "rate_gbp": rate,
                "patient_basis": basis,
                "list_date": day,
                "patients": _weighted(day) if basis == "weighted" else _aged_75(day),
            }


def _aged_75(day: str) -> int:
    """Patients of 75 and over, from the same bands as published; a year earlier somewhat fewer."""
    now = sum(
        people
        for practice in open_on("2017-10-01")
        for (_, band), people in ages_of(practice, "2017-10-01").items()
        if band in _FROM_75
    )
    return now if day == "2017-10-01" else round(now * 0.978)


def _weighted(day: str) -> int:
    by_code = {p.code: p.weighting for p in practices()}
    return round(sum(by_code[code] * patients for code, patients in world.lists(day).items()))


def _scheme_claims(view: View) -> Iterator[dict]:
    """Claims by month: nearly complete, mostly in time, and twice for one kind here and there."""
    stream = draws("scheme claims")
    everyone = [p.code for p in practices() if not p.closed_on]
    local_ones = sorted(stream.sample(everyone, 16))
    scopes = sorted(stream.sample(everyone, 2))
    month = _FIRST_CLAIMS
    while month <= view.finance_month:
        for code in everyone:
            if stream.random() < 0.97:
                yield _claim(code, "directed", "Minor surgery", month, 46.0, stream)
        for code in local_ones:
            # The same work claimed under both schemes is what the rule is about
            # (fin_minor_surgery_dup_rule): most local ones claim another kind.
            family = "minor surgery" if stream.random() < 0.03 else "joint injection"
            service = "Minor surgery, local" if family == "minor surgery" else "Joint injections"
            yield _claim(code, "local", service, month, 38.0, stream, family=family)
        for code in scopes:
            if month <= "2017-07":  # hardly used, and so withdrawn (fin_sigmoidoscopy_les)
                yield _claim(code, "local", "Sigmoidoscopy", month, 96.0, stream)
        month = periods.add_months(month, 1)


def _claim(code, scheme, service, month, tariff, stream, *, family="") -> dict:
    activity = stream.randrange(2, 24)
    sent_in = periods.add_months(month, 2 if stream.random() < 0.06 else 1)
    return {
        "practice_code": code,
        "scheme": scheme,
        "service": service,
        "procedure_family": family or service.lower(),
        "month": month,
        "activity": activity,
        "amount_gbp": activity * tariff,
        "submitted_on": f"{sent_in}-{stream.randrange(3, 26):02d}",
    }


def _disputed_claims(view: View) -> Iterator[dict]:
    """Disputed payments, none of which the forecast allows for (fin_list_claims_allowance)."""
    stream = draws("claims")
    claimants = stream.sample([p.code for p in open_on(LAST_DAY)], 9)
    for number, code in enumerate(sorted(claimants), start=1):
        month = 4 + (number * 5) % 8
        raised = f"2017-{month:02d}-{stream.randrange(1, 28):02d}"
        value = stream.randrange(2_400, 38_000)
        if raised <= view.claims_day:
            is_settled = f"2017-{month + 3:02d}-01" <= view.claims_day
            yield {
                "claim_id": f"C{number:03d}",
                "practice_code": code,
                "claim_type": _CLAIM_TYPES[number % len(_CLAIM_TYPES)],
                "raised_on": raised,
                "status": "validated" if is_settled else "raised",
                "value_gbp": value,
                "in_forecast_gbp": 0,
                "as_at": view.claims_day,
            }
