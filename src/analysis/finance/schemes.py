"""Local schemes: whom they reach, what they cost by price and volume, how well they are claimed."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import disclosure
from analysis.measures import by_row, figure, share, sources
from analysis.project import Cycle, periods

SIGNED, COVERED, NO_COVER, NO_RETURN = (
    "signed up",
    "covered by another practice",
    "no cover found",
    "no return",
)
_PLUS = "gp_contract_plus"


def coverage(tables: dict[str, pd.DataFrame], cycle: Cycle, *, scheme: str = _PLUS) -> pd.DataFrame:
    """Whom a scheme reaches in each year: practices and patients by how they are covered.

    Patients are those of the latest list up to the committee's day. A practice that another one
    covers counts only where that other one signed up; a practice with patients and no row has
    given no return, and its patients count as not reached. Columns: financial_year, cover,
    practices, patients, share_percent.

    One row per financial_year, cover.
    """
    lists = tables["list_size"]
    lists = lists[lists["commissioner_code"] == cycle.commissioner]
    lists = lists[lists["extract_date"] <= cycle.as_at]
    latest = lists[lists["extract_date"] == lists["extract_date"].max()]
    ours = latest.loc[latest["patients_registered"] > 0, ["practice_code", "patients_registered"]]
    columns = ["financial_year", "cover", "practices", "patients", "share_percent"]
    parts, signup = [], tables["scheme_signup"]
    for year, answers in signup[signup["scheme"] == scheme].groupby("financial_year", sort=True):
        answers = answers[["practice_code", "signed_up", "covered_by"]]
        placed = ours.merge(answers, on="practice_code", how="left", validate="one_to_one")
        signed, declined = placed["signed_up"] == "yes", placed["signed_up"] == "no"
        offered = placed["covered_by"].isin(placed.loc[signed, "practice_code"])
        cover = pd.Series(NO_RETURN, index=placed.index, dtype="str").mask(declined, NO_COVER)
        cover = cover.mask(declined & offered, COVERED).mask(signed, SIGNED)
        counted = placed.groupby(cover.rename("cover"))["patients_registered"].agg(
            practices="size", patients="sum"
        )
        counted = counted.reindex([SIGNED, COVERED, NO_COVER, NO_RETURN]).dropna().reset_index()
        share = counted["patients"] / counted["patients"].sum() * 100
        parts.append(counted.assign(financial_year=year, share_percent=share))
    if not parts:
        return pd.DataFrame(columns=columns)
    counts = {"practices": "int64", "patients": "int64"}
    return pd.concat(parts, ignore_index=True)[columns].astype(counts)


def price_and_volume(scheme_price: pd.DataFrame) -> pd.DataFrame:
    """How each scheme's funding changes from year to year: by its price, by its patients.

    Funding is rate times patients. The price effect is the change of the rate times the earlier
    patients, the volume effect the change of patients times the later rate; the two add up to
    the change. Columns: scheme, financial_year (the later), rate_percent (change of the rate),
    patients_percent, funding_before_gbp, price_effect_gbp, volume_effect_gbp, funding_gbp.

    One row per scheme, financial_year that has a year before it.
    """
    rows = scheme_price.sort_values(["scheme", "financial_year"])
    before = rows.groupby("scheme")[["rate_gbp", "patients", "patient_basis"]].shift()
    same_basis = before["patient_basis"] == rows["patient_basis"]
    rate, patients = rows["rate_gbp"], rows["patients"]
    rate_was, patients_were = before["rate_gbp"], before["patients"]
    table = rows[["scheme", "financial_year"]].assign(
        rate_percent=(rate / rate_was.where(rate_was > 0) - 1) * 100,
        patients_percent=(patients / patients_were.where(patients_were > 0) - 1) * 100,
        funding_before_gbp=rate_was * patients_were,
        price_effect_gbp=(rate - rate_was) * patients_were,
        volume_effect_gbp=(patients - patients_were) * rate,
        funding_gbp=rate * patients,
    )
    return table[same_basis].reset_index(drop=True)


def claims_quality(les_claim: pd.DataFrame, scheme_service: pd.DataFrame) -> pd.DataFrame:
    """How well each service is claimed: complete, in time, once, and only while it is offered.

    Expected is one claim a month, from the service's first to its last month in the return, from
    every practice that claims it at all. Late is more than a month after the month's end. Columns:
    scheme, service, practices, claims, expected, complete_percent, late, twice, after_withdrawal.

    One row per scheme, service.
    """
    claims = les_claim.assign(
        late=_late(les_claim),
        twice=twice_claimed(les_claim),
        after=_after_withdrawal(les_claim, scheme_service),
    )
    grouped = claims.groupby(["scheme", "service"], as_index=False, sort=True)
    table = grouped.agg(
        practices=("practice_code", "nunique"),
        months=("month", "nunique"),
        claims=("practice_code", "size"),
        late=("late", "sum"),
        twice=("twice", "sum"),
        after_withdrawal=("after", "sum"),
    )
    # A group has claims, so neither of these is zero.
    table["expected"] = table["practices"] * table["months"]
    table["complete_percent"] = table["claims"] / table["expected"] * 100
    counts = ["late", "twice", "after_withdrawal"]
    columns = ["scheme", "service", "practices", "claims", "expected", "complete_percent", *counts]
    return table.astype(dict.fromkeys(counts, "int64"))[columns]


def claims_by_practice(les_claim: pd.DataFrame) -> pd.DataFrame:
    """How well each practice claims: the services that it claims at all, over the months they run.

    Columns: practice_code, services, claims, expected, complete_percent, late. The least complete
    come first, then those with most late claims.

    One row per practice_code.
    """
    claims = les_claim.assign(late=_late(les_claim))
    months = claims.groupby(["scheme", "service"])["month"].nunique()
    keys = ["practice_code", "scheme", "service"]
    each = claims.groupby(keys, as_index=False).agg(claims=("month", "size"), late=("late", "sum"))
    expected = [months[key] for key in zip(each["scheme"], each["service"], strict=True)]
    each = each.assign(expected=pd.Series(expected, index=each.index, dtype="int64"))
    table = each.groupby("practice_code", as_index=False).agg(
        services=("service", "size"),
        claims=("claims", "sum"),
        expected=("expected", "sum"),
        late=("late", "sum"),
    )
    complete = table["claims"] / table["expected"].where(table["expected"] > 0) * 100
    table = table.assign(complete_percent=complete).astype({"late": "int64"})
    columns = ["practice_code", "services", "claims", "expected", "complete_percent", "late"]
    order = ["complete_percent", "late", "practice_code"]
    table = table.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return disclosure.of_practices(table[columns])


def catalogue(scheme_service: pd.DataFrame) -> pd.DataFrame:
    """The services of the latest year's schemes, since when they are offered, and what changes.

    Columns: scheme, service, financial_year, first_year, change.

    One row per scheme, service.
    """
    year = scheme_service["financial_year"]
    rows = scheme_service[year == year.max()]
    columns = ["scheme", "service", "financial_year", "first_year", "change"]
    return rows.sort_values("scheme", kind="stable", ignore_index=True)[columns]


def double_claims(les_claim: pd.DataFrame) -> pd.DataFrame:
    """The claims of one practice, month and kind of procedure made under both schemes.

    One row per claim.
    """
    rows = les_claim[twice_claimed(les_claim)]
    columns = ["practice_code", "month", "procedure_family", "scheme", "service", "amount_gbp"]
    return disclosure.of_practices(rows.sort_values(columns[:4])[columns].reset_index(drop=True))


def twice_claimed(les_claim: pd.DataFrame) -> pd.Series:
    """Whether the same kind of work of a practice and month was claimed under both schemes."""
    family = les_claim["procedure_family"].str.strip().str.lower()
    keys = [les_claim["practice_code"], les_claim["month"], family]
    return les_claim.groupby(keys)["scheme"].transform("nunique") > 1


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Whom the schemes reach, what they cost by price and volume, and how they are claimed."""
    ours, services = cycle.commissioner, tables["scheme_service"]
    return [
        *_coverage_figures(tables, cycle),
        *_item_figures(services, ours),
        *_funding_figures(tables["scheme_price"], ours),
        *_claim_figures(tables["les_claim"], services, ours),
    ]


def _coverage_figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    found = []
    source = sources(tables["scheme_signup"], tables["list_size"])
    for year, rows in coverage(tables, cycle).groupby("financial_year"):
        about: dict[str, Any] = {"area": cycle.commissioner, "period": year, "source": source}
        reached = rows.loc[rows["cover"].isin([SIGNED, COVERED]), "patients"].sum()
        card = "gp_contract_plus_coverage"
        found += share(card, reached, rows["patients"].sum(), basis="plan", **about)
        found += figure(card, 100.0, basis="target", **about)
        counts = {f"gp_contract_plus_{whom}": whom for whom in ("practices", "patients")}
        found += by_row(rows, counts, by={"cover": "cover"}, basis="plan", **about)
    return found


def _item_figures(services: pd.DataFrame, ours: str) -> list[dict]:
    """The services of GP Contract Plus in each year, and those new in it."""
    found = []
    plus = services[services["scheme"] == _PLUS]
    for year, rows in plus.groupby("financial_year"):
        about: dict[str, Any] = {"area": ours, "period": year, "source": sources(rows)}
        about["basis"] = "plan"
        new = rows[rows["first_year"] == year]
        found += figure("gp_contract_plus_items", rows["service"].nunique(), **about)
        found += figure("gp_contract_plus_items", new["service"].nunique(), status="new", **about)
    return found


def _funding_figures(price: pd.DataFrame, ours: str) -> list[dict]:
    """Each scheme's funding by year, and the effects of price and of volume on it."""
    about: dict[str, Any] = {"area": ours, "basis": "plan", "source": sources(price)}
    by = {"period": "financial_year", "scheme": "scheme"}
    funded = price.assign(funding_gbp=price["rate_gbp"] * price["patients"])
    effects = {f"scheme_{of}_effect": f"{of}_effect_gbp" for of in ("price", "volume")}
    return [
        *by_row(funded, {"scheme_funding": "funding_gbp"}, by=by, **about),
        *by_row(price_and_volume(price), effects, by=by, **about),
    ]


def _claim_figures(claims: pd.DataFrame, services: pd.DataFrame, ours: str) -> list[dict]:
    """How complete and how late claims are, in all, by practice and by service."""
    if claims.empty:
        return []
    quality = claims_quality(claims, services)
    about: dict[str, Any] = {
        "period": periods.financial_year(claims["month"].max()),
        "source": sources(claims, services),
    }
    total = quality.drop(columns=["scheme", "service"]).sum()
    found = _claim_shares(total, area=ours, **about)
    found += figure("claims_twice", total["twice"], area=ours, **about)
    found += figure("claims_after_withdrawal", total["after_withdrawal"], area=ours, **about)
    for row in claims_by_practice(claims).to_dict("records"):
        found += _claim_shares(row, area=row["practice_code"], area_type="practice", **about)
    parts, by = {"claims_complete": ("claims", "expected")}, {"scheme": "scheme"}
    return found + by_row(quality, parts, by=by | {"service": "service"}, area=ours, **about)


def _claim_shares(row: Mapping | pd.Series, **about) -> list[dict]:
    """Claims received of those expected, and those late of those received."""
    found = share("claims_complete", row["claims"], row["expected"], **about)
    return found + share("claims_late", row["late"], row["claims"], **about)


def _late(les_claim: pd.DataFrame) -> pd.Series:
    due = les_claim["month"].map(lambda month: periods.month_end(periods.add_months(month, 1)))
    return les_claim["submitted_on"] > due.astype("str")


def _after_withdrawal(les_claim: pd.DataFrame, scheme_service: pd.DataFrame) -> pd.Series:
    gone = scheme_service.dropna(subset=["withdrawn_on"])
    withdrawn = les_claim["service"].map(gone.groupby("service")["withdrawn_on"].min())
    return withdrawn.notna() & (
        les_claim["month"].map(periods.month_end) >= withdrawn.astype("str")
    )
