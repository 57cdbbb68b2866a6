"""What a place has: practices, sites, programmes, payments, adverts, its phase."""

import pandas as pd

from analysis import places
from analysis.access import progress
from analysis.access.programme_list import PROGRAMMES
from analysis.locality.population import LEVELS
from analysis.measures import by_place, figure, share, sources
from analysis.places import patient_lists
from analysis.project import Cycle, periods


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Practices, sites, programmes, payments and adverts by place."""
    known = places.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    return [
        *_practices(tables, cycle, known),
        *_programmes(tables, cycle),
        *_payments(tables, cycle, known),
        *_adverts(tables, known),
    ]


def _practices(tables, cycle, known):
    practice, ours, found = tables["practice"], cycle.commissioner, []
    lists = patient_lists.list_on(tables["list_size"], commissioner=ours, day=cycle.as_at)
    lists = lists.assign(practices=(lists["patients_registered"] > 0).astype("float64"))
    for by, area_type in LEVELS:
        if lists.empty or known[by].isna().all():
            continue
        found += by_place(
            "practices_with_patients",
            places.roll_up(lists, places=known, by=[by], sums=["practices"]),
            area=by,
            value="practices",
            area_type=area_type,
            period=lists["extract_date"].iloc[0],
            source=sources(lists),
        )
    if practice.empty or practice["locality"].isna().all():
        return found
    now_open = places.open_at(practice, cycle.as_at).assign(practices=1.0)
    placed = places.roll_up(
        now_open, places=known, by=["locality"], sums=["practices", "delivery_sites"]
    )
    about = {"area_type": "locality", "period": cycle.as_at, "source": sources(practice)}
    for name, value in (("practices_open", "practices"), ("delivery_sites", "delivery_sites")):
        found += by_place(name, placed, area="locality", value=value, **about)
    as_at = practice["as_at"].max()
    for locality, rows in now_open.groupby("locality"):
        phases = rows["primary_care_home_phase"].dropna().unique()
        found += figure(
            "primary_care_home_phase",
            phases[0] if len(phases) == 1 else None,
            area=locality,
            area_type="locality",
            period=as_at[:7],
            basis="plan",
            source=sources(practice),
        )
    return found


def _programmes(tables, cycle):
    """Practices and patients that each programme has reached, by locality, on the return's day."""
    returned, practice, lists = tables["programme_return"], tables["practice"], tables["list_size"]
    if returned.empty or practice.empty:
        return []
    found, as_at = [], returned["as_at"].max()
    mine = lists[lists["commissioner_code"] == cycle.commissioner]
    source = sources(returned, practice, mine)
    for locality, here in practice.groupby("locality"):
        its = mine[mine["practice_code"].isin(here["practice_code"])]
        for programme in PROGRAMMES:
            if programme.name not in set(returned["programme"]):
                continue
            got = progress.reached(
                returned,
                here,
                its,
                programme=programme.name,
                commissioner=cycle.commissioner,
                day=as_at,
                planned=False,
            )
            about = {
                "area": locality,
                "area_type": "locality",
                "period": as_at[:7],
                "source": source,
            }
            for name, of in programme.measures:
                whole = "patients_registered" if of == "patients" else "practices_open"
                found += share(name, got[f"{of}_there"], got[whole], **about)
    return found


def _payments(tables, cycle, known):
    """Payments per registered patient over the practices open at the year's end."""
    paid, found = tables["payment_year"], []
    paid = paid[paid["commissioner_code"] == cycle.commissioner]
    year_end = paid["financial_year"].map(periods.last_day)
    paid = paid[paid["closed_on"].isna() | (paid["closed_on"] > year_end)]
    sums = ["payments_gbp", "patients_registered", "patients_weighted"]
    for by, area_type in LEVELS:
        if paid.empty or known[by].isna().all():
            continue
        placed = places.roll_up(paid, places=known, by=["financial_year", by], sums=sums)
        for lists in ("registered", "weighted"):
            patients = placed[f"patients_{lists}"]
            each = placed.assign(per=placed["payments_gbp"].div(patients.where(patients > 0)))
            for year, rows in each.groupby("financial_year"):
                found += by_place(
                    f"practice_payments_per_{lists}_patient",
                    rows,
                    area=by,
                    value="per",
                    numerator="payments_gbp",
                    denominator=f"patients_{lists}",
                    area_type=area_type,
                    category="open_practices",
                    period=year,
                    source=sources(paid[paid["financial_year"] == year]),
                )
    return found


def _adverts(tables, known):
    """Posts live on the day of the return by place; a place without any has none, not a gap."""
    vacancy, found = tables["vacancy"], []
    if vacancy.empty:
        return found
    as_at = vacancy["as_at"].max()
    live = vacancy[
        (vacancy["opened_on"] <= as_at)
        & (vacancy["closed_on"].isna() | (vacancy["closed_on"] > as_at))
        & vacancy["practice_code"].notna()
    ]
    for by, area_type in LEVELS:
        if known[by].isna().all():
            continue
        of = known.set_index("practice_code")[by].fillna(places.UNMAPPED)
        counts = live["practice_code"].map(of).fillna(places.UNMAPPED).value_counts()
        for area in sorted(set(of)):
            found += figure(
                "adverts_live",
                float(counts.get(area, 0)),
                area=area,
                area_type=area_type,
                category="total",
                period=as_at,
                source=sources(vacancy),
            )
    return found
