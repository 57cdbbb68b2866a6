"""The sentences of the workforce report."""

import pandas as pd

from analysis.measures import pick, value_of
from analysis.project import periods
from analysis.workforce.roles import network_role
from analysis.workforce.words import plan
from analysis.writing.phrases import count, figure, joined, moved, named

_GROUPS = {
    "gp": "GPs",
    "nurse": "nurses",
    "direct_patient_care": "direct patient care staff",
    "admin": "administrative staff",
}


def _series(measures: pd.DataFrame, measure: str, category: str) -> pd.DataFrame:
    return pick(measures, measure, area_type="commissioner", category=category)


def who(measures: pd.DataFrame) -> str | None:
    """GPs at the latest snapshot, and their change over the same practices."""
    rows = _series(measures, "staff_fte", "gp")
    if rows.empty:
        return None
    now = rows.iloc[-1]
    rate = value_of(
        measures,
        "staff_fte_per_1000_registered",
        area_type="commissioner",
        category="gp",
        period=now["period"],
    )
    said = (
        f"In {periods.in_words(now['period'])}, {_suppliers(measures, now['period'])} had "
        f"{now['value']:.1f} full-time equivalent (FTE) GPs"
    )
    if rate is not None:
        england = _england(measures, "staff_fte_per_1000_registered", "gp", now["period"])
        said += f", {rate:.2f} per 1,000 registered patients"
        said += "" if england is None else f" (all England {england:.2f})"
    change = pick(measures, "staff_fte_change_like_for_like", area_type="commissioner")
    change = change[
        (change["period"] == now["period"]) & change["category"].str.startswith("gp since ")
    ]
    if len(change):
        since = periods.in_words(change["category"].iloc[-1].removeprefix("gp since "))
        by = moved(change["value"].iloc[-1], 0.0, "fte")
        said += f"; over the practices that supplied both years, {by} since {since}"
    return f"{said}."


def _suppliers(measures: pd.DataFrame, period: str) -> str:
    """The practices that a total of GPs is over: ``practices``, or how many of how many."""
    rows = pick(
        measures,
        "practices_supplying_workforce",
        area_type="commissioner",
        category="gp",
        period=period,
    )
    if rows.empty or rows.iloc[-1]["value"] == 100:
        return "practices"
    row = rows.iloc[-1]
    return f"the {row['numerator']:.0f} of {row['denominator']:.0f} practices that supplied figures"


def _england(measures: pd.DataFrame, measure: str, category: str, period: str) -> float | None:
    """All England's figure beside the commissioner's, where the national file is there."""
    about = {"area_type": "commissioner", "category": f"{category}_england", "period": period}
    return value_of(measures, measure, **about)


def places(by_place: pd.DataFrame) -> str:
    """A headline for staff by place: who has the most for its patients and who the fewest.

    ``by_place`` is ``workforce.by_place``. Places that round alike are named together.
    """
    if len(by_place) < 2:
        return "GPs per 1,000 registered patients by place"
    staff, shown = by_place["staff"].iloc[0], by_place["fte_per_1000"].map("{:.2f}".format)
    most, fewest = shown.iloc[0], shown.iloc[-1]
    if most == fewest:
        return f"Every place has {most} {staff} per 1,000 registered patients"
    first, last = (by_place.loc[shown == end, "place"].tolist() for end in (most, fewest))
    have, their = ("has", "its") if len(first) == 1 else ("have", "their")
    return (
        f"{joined(first)} {have} the most {staff} for {their} patients ({most} per 1,000), "
        f"{joined(last)} the fewest ({fewest})"
    )


def places_subtitle(by_place: pd.DataFrame) -> str:
    """What a figure of staff by place shows, as a statistician says it."""
    staff = "GPs" if by_place.empty else by_place["staff"].iloc[0]
    return f"Full-time equivalent {staff} per 1,000 registered patients, latest snapshot"


def ages(measures: pd.DataFrame) -> str | None:
    """The share aged 55 and over, the oldest staff group first."""
    rows = pick(measures, "staff_share_55_plus", area_type="commissioner")
    if rows.empty:
        return None
    period = rows["period"].max()
    rows = rows[(rows["period"] == period) & rows["category"].isin(list(_GROUPS))]
    rows = rows.sort_values("value", ascending=False, kind="stable")
    parts = [f"{row['value']:.1f}% of {_GROUPS[row['category']]}" for _, row in rows.iterrows()]
    said = f"In {periods.in_words(period)}, {joined(parts)} were aged 55 or over"
    england = _england(measures, "staff_share_55_plus", "gp", period)
    return f"{said}." if england is None else f"{said}; in England it was {england:.1f}% of GPs."


def networks(measures: pd.DataFrame) -> str | None:
    """Staff in primary care networks, and the largest role among them."""
    total = _series(measures, "pcn_workforce_fte", "total")
    if total.empty:
        return None
    now = total.iloc[-1]
    roles = pick(measures, "pcn_workforce_fte", area_type="commissioner", period=now["period"])
    roles = roles[roles["category"] != "total"].sort_values("value", ascending=False)
    said = (
        f"In {periods.in_words(now['period'])}, primary care networks had "
        f"{figure(now['value'], 'fte')} staff, contracted services included"
    )
    places = measures[
        (measures["measure"] == "registered_patients")
        & (measures["area_type"] == "pcn")
        & (measures["area"] != "Unmapped")
    ]["area"].nunique()
    returned = measures[
        (measures["measure"] == "pcn_workforce_fte")
        & (measures["area_type"] == "pcn")
        & (measures["period"] == now["period"])
    ]["area"].nunique()
    if places > returned:
        said += f" ({returned} of {places} networks are in the return)"
    if roles.empty:
        return f"{said}."
    top = roles.iloc[0]
    role = network_role(top["category"]).lower()
    return f"{said}; the largest role is {role} ({figure(top['value'], 'fte')})."


def adverts(measures: pd.DataFrame) -> str | None:
    """Adverts since launch and live, and how far GPs stand out among the live ones."""
    since = _series(measures, "adverts_since_launch", "total")
    live = _series(measures, "adverts_live", "total")
    if since.empty or live.empty:
        return None
    now = live.iloc[-1]
    said = (
        f"On {periods.in_words(now['period'])}, {count(now['value'], 'post')} "
        f"{'was' if now['value'] == 1 else 'were'} advertised on the recruitment site, and "
        f"{since.iloc[-1]['value']:,.0f} had been since it opened"
    )
    gps = value_of(measures, "adverts_live", category="gps", period=now["period"])
    if gps and now["value"]:
        said += f"; {gps / now['value'] * 100:.0f}% of the live ones are for GPs"
        ever = value_of(measures, "adverts_since_launch", category="gps", period=now["period"])
        if ever is not None:
            said += f", as are {ever / since.iloc[-1]['value'] * 100:.0f}% of all"
    return f"{said}."


def age(measures: pd.DataFrame) -> str | None:
    """How old the newest snapshot is on the committee's day."""
    rows = pick(measures, "workforce_snapshot_age", area_type="commissioner")
    if rows.empty:
        return None
    row = rows.sort_values("value").iloc[0]
    of = {
        "general_practice": "general practice snapshot",
        "primary_care_networks": "network snapshot",
    }[row["category"]]
    return (
        f"The newest {of} is {count(row['value'], 'day')} old on {periods.in_words(row['period'])}."
    )


def snapshots(measures: pd.DataFrame) -> str | None:
    """For the head of a page: of which day the staff are, and how old that is by the meeting."""
    said = []
    for measure, category, kind, what in (
        ("staff_fte", "gp", "general_practice", "Staff of practices"),
        ("pcn_workforce_fte", "total", "primary_care_networks", "Staff of networks"),
    ):
        ages = _series(measures, "workforce_snapshot_age", kind)
        rows = _series(measures, measure, category)
        if len(ages) and len(rows):
            old = figure(ages.iloc[-1]["value"], "days")
            said.append(
                f"{what} as at the end of {periods.in_words(rows['period'].max())}, {old} old"
            )
    return "; ".join(said) or None


def completeness(measures: pd.DataFrame) -> str | None:
    """Which staff group the fewest practices supplied at the latest snapshot."""
    rows = pick(measures, "practices_supplying_workforce", area_type="commissioner")
    if rows.empty:
        return None
    rows = rows[rows["period"] == rows["period"].max()]
    worst = rows.loc[rows["value"].idxmin()]
    if worst["value"] == 100:
        return "Every practice in the snapshot supplied every staff group."
    lacking = worst["denominator"] - worst["numerator"]
    return (
        f"{count(lacking, 'practice').capitalize()} of {worst['denominator']:.0f} supplied no "
        f"figure for {_GROUPS[worst['category']]}; these totals and rates leave them out."
    )


def cautions(measures: pd.DataFrame) -> list[str]:
    """What to bear in mind with every figure on staff, who supplied none among it."""
    return [
        sentence
        for sentence in (
            completeness(measures),
            "Headcount is not added above practice level: people who work in two practices would "
            "count twice.",
            "Compare a snapshot with the same month of another year: trainees rotate in August.",
        )
        if sentence
    ]


def answer(measures: pd.DataFrame) -> list[tuple[str, str]]:
    """The answer at the top of the page: at most four sentences, the most important first."""
    every = [
        (who(measures), "who-works-here"),
        (plan.heading(measures), "where-it-is-heading"),
        (ages(measures), "how-old"),
        (plan.pharmacists(measures), "who-is-to-come"),
        (adverts(measures), "vacancies"),
        (networks(measures), "networks"),
        (age(measures), "how-complete"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:4]


def key_figures(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """At most four figures with their comparison."""
    cards = []
    for group in ("gp", "nurse"):
        rows = _series(measures, "staff_fte_per_1000_registered", group)
        if len(rows):
            now = rows.iloc[-1]
            before = rows[rows["period"].str[5:] == now["period"][5:]]
            change = (
                moved(
                    now["value"],
                    before.iloc[-2]["value"],
                    "fte_per_1000",
                    since=periods.in_words(before.iloc[-2]["period"]),
                ).replace(" FTE per 1,000 patients", "")
                if len(before) > 1
                else periods.in_words(now["period"])
            )
            cards.append((f"{named(group)} per 1,000 patients", f"{now['value']:.2f} FTE", change))
    older = _series(measures, "staff_share_55_plus", "gp")
    if len(older):
        now = older.iloc[-1]
        cards.append(
            ("GPs aged 55 or over", f"{now['value']:.1f}%", periods.in_words(now["period"]))
        )
    for category, label in (
        ("general_practice", "Age of the snapshot"),
        ("primary_care_networks", "Age of the network snapshot"),
    ):
        rows = _series(measures, "workforce_snapshot_age", category)
        if len(rows):
            cards.append(
                (
                    label,
                    figure(rows.iloc[-1]["value"], "days"),
                    f"on {periods.in_words(rows.iloc[-1]['period'])}",
                )
            )
    network = _series(measures, "pcn_workforce_fte", "total")
    if len(network):
        cards.append(
            (
                "Staff in networks",
                figure(network.iloc[-1]["value"], "fte"),
                periods.in_words(network.iloc[-1]["period"]),
            )
        )
    return cards[:4]
