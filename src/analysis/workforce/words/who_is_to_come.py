"""Sentences on posts advertised, new roles, and the staff of primary care networks."""

import pandas as pd

from analysis.measures import latest, pick
from analysis.project import periods
from analysis.workforce import adverts, networks
from analysis.workforce.roles import network_role
from analysis.writing.phrases import count, figure, first_up, joined


def advertised(measures: pd.DataFrame) -> str | None:
    """Adverts since launch and live, and GPs' share of both."""
    since = latest(measures, "adverts_since_launch", role_type="total")
    live = latest(measures, "adverts_live", role_type="total")
    if since is None or live is None:
        return None
    sentence = (
        f"On {periods.in_words(live['period'])}, {count(live['value'], 'post')} "
        f"{'was' if live['value'] == 1 else 'were'} advertised on the recruitment site, and "
        f"{since['value']:,.0f} had been since it opened"
    )
    now, ever = (
        adverts.gps_percent(measures, measure, period=live["period"])
        for measure in ("adverts_live", "adverts_since_launch")
    )
    if now:
        sentence += f"; {now:.0f}% of the live ones are for GPs"
        sentence += "" if ever is None else f", as are {ever:.0f}% of all"
    return f"{sentence}."


def pharmacists(measures: pd.DataFrame) -> str | None:
    """Pharmacists in post against the milestone and the target, or those in networks."""
    in_post = [
        f"{where} had {figure(now['value'], 'fte')} clinical pharmacists in "
        f"{periods.in_words(now['period'])}"
        for employer, where in (("", "Practices"), ("primary_care_networks", "Networks"))
        if (now := latest(measures, "clinical_pharmacist_fte", employer=employer)) is not None
    ]
    wanted = joined(
        [
            f"{figure(goal['value'], 'fte')} wanted by {periods.in_words(goal['period'])}"
            for stage in ("milestone", "full")
            if (goal := latest(measures, "clinical_pharmacist_target", stage=stage)) is not None
        ]
    )
    if in_post:
        return f"{'; '.join(in_post)}{', against ' + wanted if wanted else ''}."
    if wanted:
        return f"{first_up(wanted)}: how many clinical pharmacists there are is not known."
    return None


def of_england(measures: pd.DataFrame) -> str | None:
    """The local share, by patients, of the staff that England was promised."""
    ours = latest(measures, "patients_share_of_england")
    shares = pick(measures, "national_growth_local_share", area_type="commissioner")
    if ours is None or shares.empty:
        return None
    return (
        f"The local share is by patients, {ours['value']:.2f}% of England's on "
        f"{periods.in_words(ours['period'])}; no national body set it."
    )


def schemes(measures: pd.DataFrame) -> str | None:
    """Practices interested in GPs from abroad and posts they want, against the target."""
    now = latest(measures, "practices_interested_in_scheme", role="international_gp")
    if now is None:
        return None
    sentence = (
        f"By {periods.in_words(now['period'])}, {count(now['value'], 'practice')} had said they "
        "were interested in GPs from abroad"
    )
    wanted = latest(measures, "posts_wanted_in_scheme", role="international_gp")
    if wanted is not None:
        sentence += f" and asked for {wanted['value']:.0f}"
    goal = latest(measures, "international_gp_target")
    if goal is not None:
        sentence += f", of {goal['value']:.0f} wanted by {periods.in_words(goal['period'])}"
    return f"{sentence}. Interest is evidence for a bid, not a post."


def network_staff(measures: pd.DataFrame) -> str | None:
    """Staff in primary care networks, and the largest role among them."""
    now = latest(measures, "pcn_workforce_fte", role="total")
    if now is None:
        return None
    sentence = (
        f"In {periods.in_words(now['period'])}, primary care networks had "
        f"{figure(now['value'], 'fte')} staff, contracted services included"
    )
    returned, listed = networks.returned(measures, period=now["period"])
    if listed > returned:
        sentence += f" ({returned} of {listed} networks are in the return)"
    where = {"area_type": "commissioner", "period": now["period"]}
    roles = pick(measures, "pcn_workforce_fte", **where).sort_values("value", ascending=False)
    for row in roles[roles["role"] != "total"].head(1).to_dict("records"):
        largest = network_role(row["role"]).lower()
        sentence += f"; the largest role is {largest} ({figure(row['value'], 'fte')})"
    outside = networks.in_no_network(measures, period=now["period"])
    if outside:
        sentence += f". Their rate in all counts {figure(outside, 'patients')} in no network too"
    return f"{sentence}."
