"""One place compared with the others of its kind, from the long table of measures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from analysis.measures import latest, pick
from analysis.places.membership import UNMAPPED
from analysis.project import periods
from analysis.writing import phrases


@dataclass(frozen=True)
class Line:
    """A line of a comparison: its measure and dimensions, and what a reader calls it.

    ``adds_up`` marks a count: all places together are its sum, not a rate to be compared with.
    """

    measure: str
    title: str
    where: Mapping[str, str] = field(default_factory=dict)
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


def _staff(group: str, title: str, per: str = "registered") -> Line:
    return Line(f"staff_fte_per_1000_{per}", title, {"staff_group": group, "comparator": ""})


def _older(group: str, title: str) -> Line:
    return Line("staff_share_55_plus", title, {"staff_group": group, "comparator": ""})


LIST_GROWTH = Line("list_growth", "List growth")
OLDEST = Line("patients_by_age", "Patients aged 75 and over", {"age_group": "75_plus"})
GPS = _staff("gp", "GPs (FTE) per 1,000 patients")
NURSES = _staff("nurse", "Nurses (FTE) per 1,000 patients")
OLDER_GPS = _older("gp", "GPs aged 55 and over")
OLDER_NURSES = _older("nurse", "Nurses aged 55 and over")
PATIENTS_AND_STAFF = (
    Line("registered_patients", "Registered patients", adds_up=True),
    LIST_GROWTH,
    Line("patients_by_age", "Patients under 20", {"age_group": "under_20"}),
    Line("patients_by_age", "Patients aged 65 and over", {"age_group": "65_plus"}),
    OLDEST,
    Line("weighted_to_registered", "Weighted over registered patients"),
    GPS,
    _staff("gp", "GPs (FTE) per 1,000 weighted patients", per="weighted"),
    NURSES,
    _staff("direct_patient_care", "Direct care (FTE) per 1,000 patients"),
    _staff("admin", "Administration (FTE) per 1,000 patients"),
    OLDER_GPS,
    OLDER_NURSES,
    Line(
        "pcn_workforce_fte_per_1000_registered",
        "Network staff (FTE) per 1,000 patients",
        {"role": "total"},
    ),
    Line("adverts_live", "Posts advertised", {"role_type": "total"}, adds_up=True),
)
PROGRAMMES = (
    Line("extended_access_coverage", "Patients with extended access"),
    Line("online_consultation_practices", "Practices with online consultation"),
    Line("correspondence_training_patients", "Patients, correspondence training"),
    Line("care_navigation_patients", "Patients, care navigation training"),
)
OPEN_PRACTICES = {"practices": "open_practices"}
SERVICES = (
    *PROGRAMMES,
    *(
        Line(
            f"practice_payments_per_{kind}_patient",
            f"NHS payments per {kind} patient",
            OPEN_PRACTICES,
        )
        for kind in ("registered", "weighted")
    ),
    Line("practices_with_patients", "Practices with patients", adds_up=True),
    Line("delivery_sites", "Sites that deliver care", adds_up=True),
)


def place_type(measures: pd.DataFrame, place: str) -> str | None:
    """Whether a place is a ``locality`` or a ``pcn`` of these measures; None where neither."""
    for area_type in ("locality", "pcn"):
        if ((measures["area_type"] == area_type) & (measures["area"] == place)).any():
            return area_type
    return None


def own_figure(measures: pd.DataFrame, measure: str, place: str, **where: str) -> pd.Series | None:
    """A place's latest row of a measure, as it is or as planned; None where it has none."""
    happened = measures[measures["basis"].isin(["actual", "plan"])]
    area_type = place_type(measures, place) or ""
    return latest(happened, measure, area_type=area_type, area=place, **where)


def of_all_practices(measures: pd.DataFrame, row: pd.Series) -> float | None:
    """The commissioner's figure that a place's row compares with; None where there is none."""
    same = {name: row[name] for name in ("category", "period", "basis")}
    whole = latest(measures, row["measure"], **same)
    return None if whole is None else float(whole["value"])


def peers(measures: pd.DataFrame, line: Line, *, area_type: str) -> pd.DataFrame:
    """A line's latest actual figures, one for each place of a type, the unmapped rest left out.

    Columns as the long table's. One row per area.
    """
    rows = pick(measures, line.measure, area_type=area_type, basis="actual", **line.where)
    rows = rows[rows["area"] != UNMAPPED]
    return rows[rows["period"] == rows["period"].max()]


def compared(
    measures: pd.DataFrame,
    lines: Sequence[Line],
    *,
    place: str,
    named: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """Lines of one place: its figure, all practices', its rank, and all places' for a strip.

    ``named`` says what a reader calls a place whose code the measures hold.

    Columns: measure, here, all_practices, rank, as_at, among (``Peers``, for a strip). A line for
    which no place has a figure is left out; one that only this place lacks is ``not known``.

    One row per line.
    """
    area_type = place_type(measures, place)
    found = []
    for line in lines if area_type else ():
        rows = peers(measures, line, area_type=str(area_type))
        if rows.empty:
            continue
        first = rows.iloc[0]
        overall = of_all_practices(measures, first)
        say = in_table(first["unit"])
        own = rows.loc[rows["area"] == place, "value"]
        value = float(own.iloc[0]) if len(own) else None
        shown = None if overall is None else say(overall)
        title = line.title
        if line is LIST_GROWTH:
            title += f" since {_short(first['since'])}"
        found.append(
            {
                "measure": title,
                "here": None if value is None else say(value),
                "all_practices": f"{shown} in all" if shown and line.adds_up else shown,
                "rank": rank_words(value, rows["value"].tolist(), say=say),
                "as_at": _short(first["period"]),
                "among": Peers(
                    title,
                    named.get(place, place),
                    tuple(named.get(area, area) for area in rows["area"]),
                    tuple(rows["value"]),
                    None if line.adds_up else overall,
                    say,
                ),
            }
        )
    columns = ["measure", "here", "all_practices", "rank", "as_at", "among"]
    return pd.DataFrame(found, columns=columns)


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
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _short(period: str) -> str:
    """A period as a narrow column takes it: ``Jan 2018``; a financial year as it is."""
    if periods.FINANCIAL_YEAR.match(period):
        return period
    return f"{periods.in_words(period[:7])[:3]} {period[:4]}"


def in_table(unit: str) -> Callable[[float], str]:
    """How a table prints a figure: with its sign where it has one, else the bare number."""
    if unit == "fte_per_1000":
        return "{:.2f}".format
    if unit == "gbp":  # all of them per patient: pence on every one
        return phrases.pence
    if unit == "percent":
        return lambda value: phrases.figure(value, unit)
    return "{:,.0f}".format
