"""Sentences on the patients and the staff of a place, and all others'."""

import pandas as pd

from analysis.locality.comparison import of_all_practices, own_figure, place_type
from analysis.measures import pick, value_of
from analysis.project import periods
from analysis.workforce.roles import network_role
from analysis.writing.phrases import count, figure, joined


def patients(measures: pd.DataFrame, place: str, name: str | None = None) -> str | None:
    """Patients, growth and age, with all practices' share."""
    row = own_figure(measures, "registered_patients", place)
    if row is None:
        return None
    sentence = (
        f"{name or place} has {row['value']:,.0f} registered patients "
        f"({periods.in_words(row['period'])})"
    )
    growth = own_figure(measures, "list_growth", place)
    if growth is not None:
        since = periods.in_words(growth["since"])
        if figure(growth["value"], "percent").strip("-") == "0.0%":
            sentence += f", as many as on {since} but for less than 0.1%"
        else:
            way = "more" if growth["value"] > 0 else "fewer"
            sentence += f", {abs(growth['value']):.1f}% {way} than on {since}"
    older = own_figure(measures, "patients_by_age", place, age_group="65_plus")
    if older is not None:
        sentence += f"; {older['value']:.1f}% are 65 or over"
        sentence += compared(measures, older, "{:.1f}%".format)
    oldest = own_figure(measures, "patients_by_age", place, age_group="70_plus")
    england = value_of(measures, "patients_by_age", age_group="70_plus", comparator="england")
    if oldest is not None and england is not None:
        sentence += f"; {oldest['value']:.1f}% are 70 or over, in England {england:.1f}%"
    return f"{sentence}."


def compared(measures: pd.DataFrame, row: pd.Series, say) -> str:
    """How a figure compares with all practices', as both are printed by ``say``."""
    whole = of_all_practices(measures, row)
    if whole is None:
        return ""
    if say(row["value"]) == say(whole):
        return ", the same as over all practices"
    return f", {'above' if row['value'] > whole else 'below'} the {say(whole)} of all practices"


def staff(measures: pd.DataFrame, place: str) -> str | None:
    """GPs for the patients, and how many are near retirement; a network's own staff without any."""
    row = own_figure(measures, "staff_fte_per_1000_registered", place, staff_group="gp")
    if row is None:
        return _network_staff(measures, place)
    about = {"staff_group": "gp", "period": row["period"]}
    sentence = f"In {periods.in_words(row['period'])} it had {row['numerator']:.1f} full-time "
    sentence += "equivalent (FTE) GPs"
    supplied = own_figure(measures, "practices_supplying_workforce", place, **about)
    if supplied is not None and supplied["value"] < 100:
        sentence += (
            f" in {supplied['numerator']:.0f} of its {supplied['denominator']:.0f} practices"
        )
    sentence += f", {row['value']:.2f} for 1,000 registered patients"
    whole = of_all_practices(measures, row)
    if whole is not None:
        if f"{whole:.2f}" == f"{row['value']:.2f}":
            sentence += ", as over all practices"
        else:
            way = "more" if row["value"] > whole else "fewer"
            sentence += f", {way} than the {whole:.2f} of all practices"
    older = own_figure(measures, "staff_share_55_plus", place, **about)
    if older is not None:
        sentence += (
            f"; {count(older['numerator'], 'GP')} of {older['denominator']:.0f} "
            f"{'was' if older['numerator'] == 1 else 'were'} 55 or over"
        )
    return f"{sentence}."


def _network_staff(measures: pd.DataFrame, place: str) -> str | None:
    """A network's own staff, or that others' are known and its own are not."""
    own = own_figure(measures, "pcn_workforce_fte", place, role="total")
    if own is None:
        others = pick(measures, "pcn_workforce_fte", area_type="pcn")
        if others.empty or place_type(measures, place) != "pcn":
            return None
        return (
            "The network is not in the network workforce return of "
            f"{periods.in_words(others['period'].max())}: its own staff are not known, which is "
            "not zero."
        )
    sentence = (
        f"The network had {figure(own['value'], 'fte')} staff of its own in "
        f"{periods.in_words(own['period'])}"
    )
    rate = own_figure(measures, "pcn_workforce_fte_per_1000_registered", place)
    if rate is not None:
        sentence += f", {rate['value']:.2f} for 1,000 patients"
        whole = of_all_practices(measures, rate)
        sentence += "" if whole is None else f" (all networks {whole:.2f})"
    roles = pick(measures, "pcn_workforce_fte", area=place, area_type="pcn", period=own["period"])
    roles = roles[(roles["role"] != "total") & (roles["value"] >= 0.05)]
    largest = [
        f"{network_role(row['role']).lower()} ({figure(row['value'], 'fte')})"
        for row in roles.sort_values("value", ascending=False, kind="stable")
        .head(3)
        .to_dict("records")
    ]
    sentence += f"; the largest roles are {joined(largest)}" if largest else ""
    return f"{sentence}."
