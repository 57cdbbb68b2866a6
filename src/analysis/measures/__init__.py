"""The long table that holds every figure once, and the card that says what each figure is.

The table's columns are the contract: ``measure, area_type, area, category, period, basis, value,
unit, numerator, denominator, source``; a row is unique by all of them up to ``basis``. After them
comes a column for each dimension that cards declare (``role``, ``plan``, ``payment_type``), blank
where a figure lacks it; ``category`` is joined from them as the figure's card says.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.measures.cards import Card, cards

COLUMNS = [
    "measure",
    "area_type",
    "area",
    "category",
    "period",
    "basis",
    "value",
    "unit",
    "numerator",
    "denominator",
    "source",
]
KEY = COLUMNS[:6]
# Kept with the figures, never published: how few practices a figure tells of.
STORED = [*COLUMNS, "fewest_practices"]
AREA_TYPES = ("commissioner", "area", "locality", "pcn", "practice")
BASES = ("actual", "plan", "target", "threshold", "forecast")


def sources(*frames: pd.DataFrame) -> str:
    """The return files behind frames of rows, separated by ``;``."""
    files = {file for frame in frames for file in frame["source_file"].dropna().unique()}
    return ";".join(sorted(files))


def all_sources(figures: pd.DataFrame) -> str:
    """The return files behind rows of the long table, separated by ``;``."""
    return ";".join(sorted({file for one in figures["source"] for file in one.split(";")}))


def figure(
    measure: str,
    value: float | None,
    *,
    area: str,
    period: str,
    source: str,
    area_type: str = "commissioner",
    category: str = "",
    basis: str = "actual",
    numerator: float | None = None,
    denominator: float | None = None,
    fewest_practices: float | None = None,
    **dimensions: str,
) -> list[dict]:
    """One row of the long table in a list; an empty list where the value is not known.

    Zero is a value. ``None``, NaN and infinity are "not known": such a row does not exist.
    ``dimensions`` are those of the measure's card, such as ``role="gp"``. ``fewest_practices`` is
    how few practices the figure tells of, by itself or by what it leaves of a total that is
    printed elsewhere; None where that does not matter.
    """
    if value is None or pd.isna(value) or abs(value) == float("inf"):
        return []
    return [
        {
            "measure": measure,
            "area_type": area_type,
            "area": area,
            "category": category,
            "period": period,
            "basis": basis,
            "value": float(value),
            "numerator": numerator,
            "denominator": denominator,
            "source": source,
            "fewest_practices": fewest_practices,
            **dimensions,
        }
    ]


def ratio(
    measure: str,
    numerator: float | None,
    denominator: float | None,
    *,
    times: float = 1.0,
    **about,
) -> list[dict]:
    """A figure that is a ratio, with its two parts; no row where there is nothing to divide by."""
    if numerator is None or denominator is None:
        return []
    if pd.isna(numerator) or pd.isna(denominator) or denominator == 0:
        return []
    return figure(
        measure,
        numerator / denominator * times,
        numerator=float(numerator),
        denominator=float(denominator),
        **about,
    )


def share(measure: str, numerator: float, denominator: float, **about) -> list[dict]:
    """A ratio in percent, 0 to 100."""
    return ratio(measure, numerator, denominator, times=100.0, **about)


def counts(
    measure: str, values: pd.Series, choices: Iterable[str], *, dimension: str, **about
) -> list[dict]:
    """How many rows have each of the values that they may: a figure for each of ``choices``.

    ``dimension`` is the name of what the values are. No figure where there is no row at all:
    nothing was returned.
    """
    found = []
    for choice in choices if len(values) else ():
        of: dict[str, Any] = {dimension: choice}
        found += figure(measure, values.eq(choice).sum(), **about, **of)
    return found


def by_row(
    rows: pd.DataFrame,
    columns: Mapping[str, str | tuple],
    *,
    by: Mapping[str, str],
    **about,
) -> list[dict]:
    """The figures of a frame: for each row, each measure with the column that holds its value.

    Two columns are a part and its whole: the figure is their ratio in percent, or
    times a third entry: ``("fte", "patients_registered", 1000.0)``.
    ``by`` names the columns that say what a row's figures are of, such as
    ``{"period": "financial_year", "stream": "stream"}``; what holds for all of them is ``about``.
    """
    found = []
    for row in rows.to_dict("records"):
        of_row = {name: row[column] for name, column in by.items()}
        for measure, column in columns.items():
            if isinstance(column, tuple):
                part, whole, times = column if len(column) == 3 else (*column, 100.0)
                found += ratio(measure, row[part], row[whole], times=times, **of_row, **about)
            else:
                found += figure(measure, row[column], **of_row, **about)
    return found


def sums(
    measure: str, rows: pd.DataFrame, value: str, *, by: Mapping[str, str], **about
) -> list[dict]:
    """The sum of a column for each group of rows, with the files behind the group.

    ``by`` is as in ``by_row``; a group whose values are all blank has no figure.
    """
    found = []
    for key, group in rows.groupby(list(by.values())):
        of_group = dict(zip(by, key, strict=True)) | {"source": sources(group)}
        found += figure(measure, group[value].sum(min_count=1), **of_group, **about)
    return found


def long_table(rows: Iterable[dict], *, known: Mapping[str, Card] | None = None) -> pd.DataFrame:
    """The long table, sorted; ``known`` are the cards, by default those of every room.

    Raises ``ValueError`` for a measure without a card, a dimension that its card does not
    declare, a figure without an area, and a figure given twice.
    """
    known = cards() if known is None else known
    found = [_complete(row, known) for row in rows]
    dimensions = sorted({name for card in known.values() for name in card.dimensions})
    frame = pd.DataFrame(found, columns=[*STORED, *dimensions])
    numbers = ["value", "numerator", "denominator", "fewest_practices"]
    frame[numbers] = frame[numbers].astype("float64")
    texts = [column for column in frame if column not in numbers]
    frame[texts] = frame[texts].astype("object").fillna("").astype("str")
    nowhere = frame[frame["area"] == ""]
    if len(nowhere):
        raise ValueError(f"a figure has no area: {nowhere.iloc[0][KEY].to_dict()}")
    twice = frame[frame.duplicated(KEY, keep=False)]
    if len(twice):
        raise ValueError(f"a figure is given twice: {twice.iloc[0][KEY].to_dict()}")
    for column, allowed in (("area_type", AREA_TYPES), ("basis", BASES)):
        wrong = sorted(set(frame[column]) - set(allowed))
        if wrong:
            raise ValueError(f"{column} {wrong[0]!r} is none of {', '.join(allowed)}")
    return frame.sort_values(KEY, ignore_index=True)


def _complete(row: dict, known: Mapping[str, Card]) -> dict:
    """A figure with the unit of its card, and its category joined from its dimensions."""
    card = known.get(row["measure"])
    if card is None:
        raise ValueError(f"no card defines the measure {row['measure']}")
    dimensions = {name: value for name, value in row.items() if name not in STORED}
    joined = card.joined(**dimensions) if dimensions else row["category"]
    return row | {"unit": card.unit, "category": joined}


def in_order_of(
    rows: pd.DataFrame, column: str, order: Iterable[str], *, then: Iterable[str] = ()
) -> pd.DataFrame:
    """Rows by the place of a column's values in ``order``, what it lacks last, ``then`` by columns.

    One row per row of ``rows``.
    """
    places = {value: place for place, value in enumerate(order)}
    rows = rows.sort_values(list(then), kind="stable") if then else rows
    rank = rows[column].map(places).fillna(len(places))
    return rows.iloc[rank.to_numpy().argsort(kind="stable")].reset_index(drop=True)


def pick(table: pd.DataFrame, measure: str, **where: str) -> pd.DataFrame:
    """The rows of a measure that match, earliest period first."""
    # One mask and one copy: a page picks a hundred times.
    chosen = table["measure"] == measure
    for column, value in where.items():
        chosen &= table[column] == value
    rows = table[chosen]
    return rows.sort_values(["period", "category", "area"]) if len(rows) > 1 else rows


def latest(
    table: pd.DataFrame, measure: str, *, area_type: str = "commissioner", **where: str
) -> pd.Series | None:
    """The latest row of a measure that matches, the commissioner's by default, or None."""
    rows = pick(table, measure, area_type=area_type, **where)
    return None if rows.empty else rows.iloc[-1]


def value_of(table: pd.DataFrame, measure: str, **where: str) -> float | None:
    """The latest value of a measure that matches, or None where there is none."""
    rows = pick(table, measure, **where)
    return None if rows.empty else float(rows.iloc[-1]["value"])


def side_by_side(
    table: pd.DataFrame, columns: Mapping[str, str], *, by: list[str], **where: str
) -> pd.DataFrame:
    """The values of several measures that match, a column for each, named as ``columns`` says.

    Blank where a measure has no figure for a row.

    One row per ``by``.
    """
    parts = [pick(table, name, **where).assign(column=name) for name in columns]
    wide = pd.concat(parts).pivot_table(index=by, columns="column", values="value")
    return (
        wide.reindex(columns=list(columns)).set_axis(list(columns.values()), axis=1).reset_index()
    )
