"""Where a figure comes from: its card, its parts, the returns behind it and their lines."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import pandas as pd

from analysis import project
from analysis.measures.cards import cards
from analysis.places import membership
from analysis.report.page.cells import decimal_text
from analysis.report.page.cycle_data import CycleData
from analysis.report.page.measure_origin import makers
from analysis.writing.phrases import counted

_MOST_RANGES = 12
_PLACES = {"locality": "locality", "pcn": "pcn_code", "practice": "practice_code"}
_PLACES |= {"area": "transformation_area"}


def trace(
    measure: str,
    label: str,
    *,
    area: str | None = None,
    category: str | None = None,
    period: str | None = None,
) -> Iterator[str]:
    """The lines that ``analysis trace`` prints; the commissioner's figures unless an area is given.

    Raises ``ProjectError`` for a measure, area, category or period that the cycle does not have,
    with the nearest names.
    """
    cycle = CycleData(label)
    _known(measure, cards(), what="measure")
    rows = cycle.measures[cycle.measures["measure"] == measure]
    if rows.empty:
        raise project.ProjectError(f"{label} has no figure of {measure}: its return is missing.")
    asked = {"area": area or cycle.cycle.commissioner, "category": category, "period": period}
    for column, wanted in asked.items():
        if wanted is not None:
            rows = rows[rows[column] == _known(wanted, rows[column], what=column)]
    yield from (*_card(measure), "")
    for row in rows.to_dict("records"):
        yield _figure(row)
    used = {file for text in rows["source"].unique() for file in text.split(";")}
    area_type, named = rows[["area_type", "area"]].iloc[0]
    members = _members(cycle, area_type, named)
    for item in cycle.returns[cycle.returns["file"].isin(used)].to_dict("records"):
        yield from ("", *_return(item))
        for name, frame in cycle.tables().items():
            ours = frame[frame["source_file"] == item["file"]]
            if "practice_code" in frame:
                ours = ours[ours["practice_code"].isin(members)]
            elif _PLACES.get(area_type, "") in frame:
                ours = ours[ours[_PLACES[area_type]] == named]
            if len(ours):
                lines = f"{'line' if len(ours) == 1 else 'lines'} {ranges(ours['source_line'])}"
                yield f"  {name}: {counted(len(ours), 'row')}, {lines}"


def _known(name: str, names: Iterable[str], *, what: str) -> str:
    every = sorted(set(names) - {""})
    if name in every:
        return name
    near = ", ".join(get_close_matches(name, every, n=5, cutoff=0.4) or every[:5] or ["none"])
    raise project.ProjectError(f"No {what} is called '{name}'. Nearest: {near}.")


def _card(measure: str) -> Iterator[str]:
    card = cards()[measure]
    yield f"{measure}: {card.label} ({card.unit or 'no unit'})"
    yield f"  {card.definition}"
    if card.caveat:
        yield f"  Beware: {card.caveat}"
    for name, place in makers(measure).items():
        yield f"  worked out by {name} ({place})"


def _figure(row: dict) -> str:
    kind = "" if row["area_type"] == "commissioner" else row["area_type"]
    about = (f"{kind} {row['area']}".strip(), row["category"], row["period"], row["basis"])
    text = (
        f"{decimal_text(row['value'])} {row['unit']}  {', '.join(part for part in about if part)}"
    )
    parts = [row["numerator"], row["denominator"]]
    return (
        text if any(map(pd.isna, parts)) else f"{text}  ({' of '.join(map(decimal_text, parts))})"
    )


def _return(item: dict) -> Iterator[str]:
    yield item["file"]
    if isinstance(item["publication"], str):
        yield f"  {item['publication']} ({item['vintage']}), {item['period']}"
    yield f"  sha256 {item['sha256']}"


def _members(cycle: CycleData, area_type: str, area: str) -> set[str]:
    """The codes of the practices of an area; of all that the commissioner has for another kind."""
    ours, day = cycle.cycle.commissioner, cycle.cycle.as_at
    members = membership.members(cycle.tables(), commissioner=ours, day=day)
    if area_type in _PLACES:
        members = members[members[_PLACES[area_type]] == area]
    return set(members["practice_code"])


def ranges(lines: pd.Series) -> str:
    """Line numbers as a reader writes them: ``2-9, 14``; the first dozen stretches."""
    ordered = lines.dropna().astype("int64").drop_duplicates().sort_values()
    stretch = ordered.diff().ne(1).cumsum()
    found = [
        f"{part.iloc[0]}-{part.iloc[-1]}" if len(part) > 1 else str(part.iloc[0])
        for _, part in ordered.groupby(stretch)
    ]
    more = f" and {len(found) - _MOST_RANGES} more stretches" if len(found) > _MOST_RANGES else ""
    return ", ".join(found[:_MOST_RANGES]) + more
