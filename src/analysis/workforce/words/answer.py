"""The first screen of the workforce report: its answer and its key figures."""

import pandas as pd

from analysis.measures import latest, pick
from analysis.project import periods
from analysis.workforce.words import (
    how_complete,
    where_it_is_heading,
    who_is_to_come,
    who_works_here,
)
from analysis.writing.phrases import figure, moved, named


def answer(measures: pd.DataFrame) -> list[tuple[str, str]]:
    """The answer at the top of the page: at most four sentences, the most important first."""
    every = [
        (who_works_here.gps(measures), "who-works-here"),
        (where_it_is_heading.projected(measures), "where-it-is-heading"),
        (who_works_here.ages(measures), "how-old"),
        (who_is_to_come.pharmacists(measures), "who-is-to-come"),
        (who_is_to_come.advertised(measures), "vacancies"),
        (who_is_to_come.network_staff(measures), "networks"),
        (how_complete.age(measures), "how-complete"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:4]


def key_figures(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """At most four figures with their comparison."""
    cards = [_rate(measures, "gp"), _rate(measures, "nurse")]
    gps, age = {"staff_group": "gp", "comparator": ""}, "workforce_snapshot_age"
    practices, in_networks = (
        {"employer": e} for e in ("general_practice", "primary_care_networks")
    )
    for label, measure, where, unit in (
        ("GPs aged 55 or over", "staff_share_55_plus", gps, "percent"),
        ("Age of the snapshot", age, practices, "days"),
        ("Age of the network snapshot", age, in_networks, "days"),
        ("Staff in networks", "pcn_workforce_fte", {"role": "total"}, "fte"),
    ):
        row = latest(measures, measure, **where)
        if row is not None:
            on = "on " if unit == "days" else ""
            when = f"{on}{periods.in_words(row['period'])}"
            cards.append((label, figure(row["value"], unit), when))
    return [card for card in cards if card][:4]


def _rate(measures: pd.DataFrame, group: str) -> tuple[str, str, str] | None:
    """A staff group's rate, and how it moved since the same month of an earlier year."""
    where = {"area_type": "commissioner", "staff_group": group, "comparator": ""}
    rows = pick(measures, "staff_fte_per_1000_registered", **where)
    if rows.empty:
        return None
    now = rows.iloc[-1]
    comparison = periods.in_words(now["period"])
    earlier = rows[rows["period"].str[5:] == now["period"][5:]].iloc[:-1]
    for before in earlier.tail(1).to_dict("records"):
        since = periods.in_words(before["period"])
        change = moved(now["value"], before["value"], "fte_per_1000", since=since) or ""
        comparison = change.replace(" FTE per 1,000 patients", "")
    return f"{named(group)} per 1,000 patients", f"{now['value']:.2f} FTE", comparison
