"""Where one place stands beside the others, from the long table of measures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from analysis.measures import pick
from analysis.project import periods
from analysis.writing import phrases

UNMAPPED = "Unmapped"


@dataclass(frozen=True)
class Line:
    """A line of a profile: the measure and category it shows, and what a reader calls it.

    ``adds_up`` marks a count: all places together are its sum, not a rate to be compared with.
    """

    measure: str
    category: str
    title: str
    adds_up: bool = False


@dataclass(frozen=True)
class Peers:
    """What a strip is drawn from: every place's figure, whose it is, and all practices'."""

    measure: str
    place: str
    names: tuple[str, ...]
    values: tuple[float, ...]
    reference: float | None
    say: Callable[[float], str]


POPULATION = (
    Line("registered_patients", "", "Registered patients", adds_up=True),
    Line("list_growth", "since", "List growth"),
    Line("patients_by_age", "under_20", "Patients under 20"),
    Line("patients_by_age", "65_plus", "Patients aged 65 and over"),
    Line("patients_by_age", "75_plus", "Patients aged 75 and over"),
    Line("weighted_to_registered", "", "Weighted over registered patients"),
)
_NETWORK = Line(
    "pcn_workforce_fte_per_1000_registered", "total", "Network staff (FTE) per 1,000 patients"
)
WORKFORCE = (
    Line("staff_fte_per_1000_registered", "gp", "GPs (FTE) per 1,000 patients"),
    Line("staff_fte_per_1000_weighted", "gp", "GPs (FTE) per 1,000 weighted patients"),
    Line("staff_fte_per_1000_registered", "nurse", "Nurses (FTE) per 1,000 patients"),
    Line(
        "staff_fte_per_1000_registered",
        "direct_patient_care",
        "Direct care (FTE) per 1,000 patients",
    ),
    Line("staff_fte_per_1000_registered", "admin", "Administration (FTE) per 1,000 patients"),
    Line("staff_share_55_plus", "gp", "GPs aged 55 and over"),
    Line("staff_share_55_plus", "nurse", "Nurses aged 55 and over"),
    _NETWORK,
    Line("adverts_live", "total", "Posts advertised", adds_up=True),
)
ACCESS = (
    Line("extended_access_coverage", "", "Patients with extended access"),
    Line("online_consultation_practices", "", "Practices with online consultation"),
    Line("correspondence_training_patients", "", "Patients, correspondence training"),
    Line("care_navigation_patients", "", "Patients, care navigation training"),
)
MONEY = (
    Line(
        "practice_payments_per_registered_patient",
        "open_practices",
        "NHS payments per registered patient",
    ),
    Line(
        "practice_payments_per_weighted_patient",
        "open_practices",
        "NHS payments per weighted patient",
    ),
    Line("practices_with_patients", "", "Practices with patients", adds_up=True),
    Line("delivery_sites", "", "Sites that deliver care", adds_up=True),
)
TOPICS = {"patients_and_staff": (*POPULATION, *WORKFORCE), "services": (*ACCESS, *MONEY)}


def place_type(measures: pd.DataFrame, place: str) -> str | None:
    """Whether a place is a ``locality`` or a ``pcn`` of these measures; None where neither."""
    for area_type in ("locality", "pcn"):
        if ((measures["area_type"] == area_type) & (measures["area"] == place)).any():
            return area_type
    return None


def peers(measures: pd.DataFrame, line: Line, *, area_type: str) -> pd.DataFrame:
    """A line's latest actual figures, one for each place of a type, the unmapped rest left out.

    Columns as the long table's. One row per area.
    """
    rows = pick(measures, line.measure, area_type=area_type, basis="actual")
    rows = rows[(rows["area"] != UNMAPPED) & _in_category(rows, line)]
    return rows[rows["period"] == rows["period"].max()]


def standing(
    measures: pd.DataFrame,
    *,
    place: str,
    topic: str,
    commissioner: str,
    named: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """The lines of a topic for one place: its figure, all practices', its rank, a strip.

    ``named`` says what a reader calls a place whose code the measures hold.

    Columns: measure, here, all_practices, standing, as_at, among (``Peers``, for a
    strip). A line for which no place has a figure is left out; one that only this place lacks is
    ``not known``.

    One row per line of the topic.
    """
    area_type = place_type(measures, place)
    found = []
    for line in TOPICS[topic] if area_type else ():
        rows = peers(measures, line, area_type=area_type)
        if rows.empty:
            continue
        period = rows["period"].iloc[0]
        whole = pick(
            measures,
            line.measure,
            area_type="commissioner",
            area=commissioner,
            period=period,
            basis="actual",
        )
        whole = whole[_in_category(whole, line)]["value"]
        overall = float(whole.iloc[0]) if len(whole) else None
        say = in_table(rows["unit"].iloc[0])
        own = rows.loc[rows["area"] == place, "value"]
        value = float(own.iloc[0]) if len(own) else None
        shown = None if overall is None else say(overall)
        found.append(
            {
                "measure": _titled(line, rows),
                "here": None if value is None else say(value),
                "all_practices": f"{shown} in all" if shown and line.adds_up else shown,
                "standing": rank_words(value, rows["value"].tolist(), say=say),
                "as_at": _short(period),
                "among": Peers(
                    _titled(line, rows),
                    named.get(place, place),
                    tuple(named.get(area, area) for area in rows["area"]),
                    tuple(rows["value"]),
                    None if line.adds_up else overall,
                    say,
                ),
            }
        )
    return pd.DataFrame(
        found, columns=["measure", "here", "all_practices", "standing", "as_at", "among"]
    )


def rank_words(
    value: float | None, values: Sequence[float], *, say: Callable[[float], str] = str
) -> str | None:
    """A value's place among all as words, from the nearer end; as rounded for the reader.

    ``highest of 13``, ``joint 2nd lowest of 13``, ``the same in all 13``; None where it has none.
    """
    if value is None:
        return None
    count = len(values)
    if count == 1:
        return "the only one"
    if len({say(number) for number in values}) == 1:
        return f"the same in all {count}"
    above, below = beyond(value, values, say=say)
    joint = "joint " if count - above - below > 1 else ""
    position, end = (above + 1, "highest") if above <= below else (below + 1, "lowest")
    nth = "" if position == 1 else f"{ordinal(position)} "
    return f"{joint}{nth}{end} of {count}"


def beyond(
    value: float, values: Sequence[float], *, say: Callable[[float], str]
) -> tuple[int, int]:
    """How many values lie above a value and how many below, as the reader sees them rounded."""
    own = say(value)
    others = [number for number in values if say(number) != own]
    return sum(number > value for number in others), sum(number < value for number in others)


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``11th``, ``22nd``."""
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"


def _in_category(rows: pd.DataFrame, line: Line) -> pd.Series:
    if line.category == "since":  # the category says since when
        return rows["category"].str.startswith("since")
    return rows["category"] == line.category


def _titled(line: Line, rows: pd.DataFrame) -> str:
    if line.category != "since":
        return line.title
    return f"{line.title} since {_short(rows['category'].iloc[0].removeprefix('since '))}"


def _short(period: str) -> str:
    """A period as a narrow column takes it: ``Jan 2018``; a financial year as it is."""
    if periods.FINANCIAL_YEAR.match(period):
        return period
    return f"{periods.in_words(period[:7])[:3]} {period[:4]}"


def in_table(unit: str) -> Callable[[float], str]:
    """How a table prints a figure: with its sign where it has one, else the bare number."""
    if unit == "fte_per_1000":
        return lambda value: f"{value:.2f}"
    if unit == "gbp":  # all of them per patient: pence on every one
        return lambda value: f"£{value:,.2f}"
    if unit == "percent":
        return lambda value: phrases.figure(value, unit)
    return lambda value: f"{value:,.0f}"
