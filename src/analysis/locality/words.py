"""The sentences of a locality's profile."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from analysis.measures import pick
from analysis.project import periods
from analysis.workforce.roles import network_role
from analysis.writing.phrases import count, figure, joined, later_lists

_STAFF = {
    "gp": "GPs",
    "nurse": "nurses",
    "direct_patient_care": "direct care staff",
    "admin": "administrative staff",
}
_KINDS = {"locality": ("locality", "localities"), "pcn": ("network", "networks")}


def kind(measures: pd.DataFrame, place: str) -> str | None:
    """What the place is: ``locality`` or ``pcn``; None where the measures do not know it."""
    for area_type in _KINDS:
        if ((measures["area_type"] == area_type) & (measures["area"] == place)).any():
            return area_type
    return None


def _own(measures: pd.DataFrame, measure: str, place: str, **where: str) -> pd.Series | None:
    rows = pick(measures, measure, area=place, area_type=kind(measures, place) or "", **where)
    rows = rows[rows["basis"].isin(["actual", "plan"])]
    return None if rows.empty else rows.iloc[-1]


def _whole(measures: pd.DataFrame, row: pd.Series) -> float | None:
    rows = pick(
        measures,
        row["measure"],
        area_type="commissioner",
        category=row["category"],
        period=row["period"],
    )
    return None if rows.empty else float(rows.iloc[-1]["value"])


def _beside(row: pd.Series, whole: float | None, unit: str) -> str:
    """How a figure compares with all practices', as both are printed."""
    if whole is None:
        return ""
    here, there = _said(row["value"], unit), _said(whole, unit)
    if here == there:
        return ", the same as over all practices"
    return f", {'above' if row['value'] > whole else 'below'} the {there} of all practices"


def _said(value: float, unit: str) -> str:
    """A figure of a profile: pounds are per patient and keep their pence, £161.00 too."""
    return f"£{value:,.2f}" if unit == "gbp" else figure(value, unit)


def people(measures: pd.DataFrame, place: str, name: str | None = None) -> str | None:
    """Patients, growth and age, beside all practices."""
    row = _own(measures, "registered_patients", place)
    if row is None:
        return None
    said = (
        f"{name or place} has {row['value']:,.0f} registered patients "
        f"({periods.in_words(row['period'])})"
    )
    grown = pick(measures, "list_growth", area=place, area_type=kind(measures, place))
    if len(grown):
        growth = grown.iloc[-1]
        since = periods.in_words(growth["category"].removeprefix("since "))
        if figure(growth["value"], "percent").strip("-") == "0.0%":
            said += f", as many as on {since} but for less than 0.1%"
        else:
            way = "more" if growth["value"] > 0 else "fewer"
            said += f", {abs(growth['value']):.1f}% {way} than on {since}"
    older = _own(measures, "patients_by_age", place, category="65_plus")
    if older is not None:
        said += f"; {older['value']:.1f}% are 65 or over"
        said += _beside(older, _whole(measures, older), "percent")
    return f"{said}."


def staff(measures: pd.DataFrame, place: str) -> str | None:
    """GPs for the patients, and how many are near retirement, beside all practices."""
    row = _own(measures, "staff_fte_per_1000_registered", place, category="gp")
    if row is None:
        network = _own(measures, "pcn_workforce_fte", place, category="total")
        if network is None:
            return _not_in_the_return(measures, place)
        said = (
            f"The network had {figure(network['value'], 'fte')} staff of its own in "
            f"{periods.in_words(network['period'])}"
        )
        rate = _own(measures, "pcn_workforce_fte_per_1000_registered", place)
        if rate is not None:
            said += f", {rate['value']:.2f} for 1,000 patients"
            whole = _whole(measures, rate)
            said += "" if whole is None else f" (all networks {whole:.2f})"
        return f"{said}{_largest_roles(measures, network)}."
    said = (
        f"In {periods.in_words(row['period'])} it had {row['numerator']:.1f} full-time equivalent "
        f"(FTE) GPs{_from_some(measures, place, row['period'])}, "
        f"{row['value']:.2f} for 1,000 registered patients"
    )
    whole = _whole(measures, row)
    if whole is not None:
        if f"{whole:.2f}" == f"{row['value']:.2f}":
            said += ", as over all practices"
        else:
            way = "more" if row["value"] > whole else "fewer"
            said += f", {way} than the {whole:.2f} of all practices"
    older = _own(measures, "staff_share_55_plus", place, category="gp", period=row["period"])
    if older is not None:
        said += (
            f"; {count(older['numerator'], 'GP')} of {older['denominator']:.0f} "
            f"{'was' if older['numerator'] == 1 else 'were'} 55 or over"
        )
    return f"{said}."


def _not_in_the_return(measures: pd.DataFrame, place: str) -> str | None:
    """That others' network staff are known and this one's are not; None where nobody's are."""
    others = pick(measures, "pcn_workforce_fte", area_type="pcn")
    if others.empty or kind(measures, place) != "pcn":
        return None
    return (
        f"The network is not in the network workforce return of "
        f"{periods.in_words(others['period'].max())}: its own staff are not known, which is not "
        "zero."
    )


def _largest_roles(measures: pd.DataFrame, network: pd.Series) -> str:
    """The roles that most of a network's staff have."""
    about = {"area": network["area"], "area_type": "pcn", "period": network["period"]}
    roles = pick(measures, "pcn_workforce_fte", **about)
    roles = roles[(roles["category"] != "total") & (roles["value"] >= 0.05)]
    most = roles.sort_values("value", ascending=False, kind="stable").head(3)
    said = [
        f"{network_role(role).lower()} ({figure(value, 'fte')})"
        for role, value in zip(most["category"], most["value"], strict=True)
    ]
    return f"; the largest roles are {joined(said)}" if said else ""


def _from_some(measures: pd.DataFrame, place: str, period: str) -> str:
    """How many practices the GPs are known from, where that is not all of them."""
    row = _own(measures, "practices_supplying_workforce", place, category="gp", period=period)
    if row is None or row["value"] == 100:
        return ""
    return f" in {row['numerator']:.0f} of its {row['denominator']:.0f} practices"


def need(measures: pd.DataFrame, place: str) -> str | None:
    """The gap to the model's need, the largest first, for the version in use."""
    gaps = pick(measures, "workforce_fte_gap", area=place)
    gaps = gaps[gaps["category"].str.endswith(" in use")].sort_values("value")
    if gaps.empty:
        return None
    version = gaps["category"].iloc[0].split(" ")[1]
    by = periods.in_words(gaps["period"].iloc[0])
    short = [
        f"{figure(-row['value'], 'fte').removesuffix(' FTE')} {_STAFF[row['role']]}"
        for row in gaps.assign(role=gaps["category"].str.split(" ").str[0]).to_dict("records")
        if row["value"] <= -0.05
    ]
    if not short:
        return f"Every staff group is at or above the workforce model's need by {by} ({version})."
    supply = pick(measures, "practices_supplying_workforce", area=place)
    newest = supply["period"].max()
    supply = supply[supply["period"] == newest]
    said = f"The workforce model ({version}) asks for {joined(short)} more (FTE) by {by} than were "
    said += f"in post in {periods.in_words(newest)}"
    lacking = [_STAFF[group] for group in supply.loc[supply["value"] < 100, "category"]]
    if lacking:
        said += f"; for {joined(lacking)} the gap is not known, as a practice gave no figures"
    return f"{said}."


def community(community_staff: pd.DataFrame, place: str) -> str:
    """Why the community provider's line has no figure, or since when it has one elsewhere."""
    if community_staff.empty:
        return "The community provider's staff were not supplied: not known, which is not zero."
    if (community_staff["locality"] == place).any():
        return "The community provider states its staff by locality in a return of its own."
    return (
        "The community provider's staff were supplied for the whole area and not by locality: "
        "here they are not known, which is not zero."
    )


def access(measures: pd.DataFrame, place: str) -> str | None:
    """Where each programme stands here, in practices."""
    said = []
    for measure, verb, what in (
        ("extended_access_practices", "had", "extended access"),
        ("online_consultation_practices", "had", "online consultation"),
        ("correspondence_training_practices", "were", "trained in clinical correspondence"),
        ("care_navigation_practices", "were", "trained in care navigation"),
    ):
        row = _own(measures, measure, place)
        if row is not None:
            number = row["numerator"]
            how_many = count(number, "practice").split(" ")[0] if number else "none"
            doing = "was" if verb == "were" and number <= 1 else verb
            said.append((row, f"{how_many} {doing} {what}"))
    if not said:
        return None
    row = said[0][0]
    return (
        f"In {periods.in_words(row['period'])}, of its {count(row['denominator'], 'practice')} "
        f"{joined([words for _, words in said])}."
    )


def money(measures: pd.DataFrame, place: str) -> str | None:
    """Payments for each registered and each weighted patient, beside all practices."""
    row = _own(
        measures,
        "practice_payments_per_registered_patient",
        place,
        category="open_practices",
    )
    if row is None:
        return None
    said = (
        f"In {row['period']}, its practices were paid {_said(row['value'], 'gbp')} for each "
        f"registered patient{_beside(row, _whole(measures, row), 'gbp')}"
    )
    weighted = _own(
        measures,
        "practice_payments_per_weighted_patient",
        place,
        category="open_practices",
        period=row["period"],
    )
    if weighted is not None:
        said += (
            f"; weighted for need it was {_said(weighted['value'], 'gbp')}"
            f"{_beside(weighted, _whole(measures, weighted), 'gbp')}"
        )
    return f"{said}."


def home(measures: pd.DataFrame, place: str, homes: tuple[float, int, int] | None) -> str | None:
    """The phase in which the place joins Primary Care Home, and how many homes its list makes."""
    phase = _own(measures, "primary_care_home_phase", place)
    said = [] if phase is None else [f"It joins Primary Care Home in phase {phase['value']:.0f}."]
    if homes:
        patients, fewest, most = homes
        size = pick(measures, "primary_care_home_size").set_index("category")["value"]
        each = f"of {size['least']:,.0f} to {size['most']:,.0f} patients"
        if most < fewest:
            many = "" if most == 0 else f"too many for {_number(most)} and "
            how = f"is {many}too few for {_number(fewest)} {each}"
        elif most == fewest:
            how = f"is right for {count(most, 'home')} {each}"
        else:
            how = f"makes {_number(fewest)} to {count(most, 'home')} {each}"
        said.append(f"Its list of {patients:,.0f} {how}.")
    return " ".join(said) or None


def _number(number: int) -> str:
    return count(number, "home").split(" ")[0]


def unknown(measures: pd.DataFrame, place: str) -> str | None:
    """What to say where no practice of the cycle belongs to the place that was asked for."""
    if kind(measures, place):
        return None
    for area_type, (_, plural) in _KINDS.items():
        rows = measures[measures["area_type"] == area_type]
        known = sorted(set(rows["area"]) - {"Unmapped"})
        if known:
            return (
                f"No practice of this cycle belongs to {place}. Its {plural} are {joined(known)}."
            )
    return f"No practice of this cycle belongs to {place}, and no return says where any belongs."


def answer(measures: pd.DataFrame, place: str, name: str | None = None) -> list[tuple]:
    """The answer at the top of the page: at most four sentences, the most important first."""
    every = [
        (unknown(measures, place), None),
        (people(measures, place, name), "patients-and-staff"),
        (staff(measures, place), "patients-and-staff"),
        (need(measures, place), "staff-needed"),
        (access(measures, place), "services"),
        (money(measures, place), "services"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:4]


def key_figures(measures: pd.DataFrame, place: str) -> list[tuple[str, str, str]]:
    """At most four figures with their comparison."""
    cards = []
    patients = _own(measures, "registered_patients", place)
    if patients is not None:
        cards.append(
            (
                "Registered patients",
                f"{patients['value']:,.0f}",
                f"on {periods.in_words(patients['period'])}",
            )
        )
    for measure, where, label, unit in (
        ("staff_fte_per_1000_registered", {"category": "gp"}, "GPs for 1,000 patients", "rate"),
        ("staff_share_55_plus", {"category": "gp"}, "GPs aged 55 or over", "percent"),
        (
            "practice_payments_per_registered_patient",
            {"category": "open_practices"},
            "Payments for each patient",
            "gbp",
        ),
        ("weighted_to_registered", {}, "Weighted over registered", "percent"),
    ):
        row = _own(measures, measure, place, **where)
        if row is None:
            continue
        whole = _whole(measures, row)

        def say(value, unit=unit):
            return f"{value:.2f} FTE" if unit == "rate" else _said(value, unit)

        beside = "" if whole is None else f"all practices {say(whole)}; "
        cards.append((label, say(row["value"]), f"{beside}{periods.in_words(row['period'])}"))
    return cards[:4]


def method(
    measures: pd.DataFrame, place: str, stand_ins: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """How the figures of a profile are worked out.

    ``stand_ins``: the snapshots whose rates divide by a later list (``workforce.stand_ins``).
    """
    of = _KINDS[kind(measures, place) or "locality"]
    later = later_lists(dict(stand_ins))
    return [
        f"A {of[0]}'s rate is its total over its total, never a mean of its practices' rates.",
        f"Standing is the place among all {of[1]}, as rounded; the strip shows each of them as a "
        "ring, this one as a diamond, and all practices together as a bar.",
        "Staff, patients and payments are of practices as the register places them today: a "
        "practice that moved is counted where it is now.",
        "FTE is at 37.5 hours a week. Payments are cash paid in the year to practices open at "
        "its end.",
        *([later] if later else []),
    ]
