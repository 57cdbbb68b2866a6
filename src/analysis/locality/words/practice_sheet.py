"""The sentences and cells of a sheet about one practice."""

import pandas as pd

from analysis.locality.comparison import in_table
from analysis.locality.practice_sheet import LINES, PEERS
from analysis.project import periods
from analysis.writing import phrases

_UNRANKED = "too few to rank"
_KEY = [LINES[place].title for place in (0, 1, 5, 6)]


def answer(
    practice: dict[str, str | None], ends: pd.DataFrame, reached: pd.DataFrame
) -> list[tuple]:
    """What the practice is, where it is ahead, where behind, and which programmes it has."""
    return [
        (_what(practice), "every-measure"),
        (_end(ends, "best", "is furthest ahead of other practices on"), "best-and-worst"),
        (_end(ends, "worst", "is furthest behind on"), "best-and-worst"),
        (_programmes(reached), None),
    ]


def key_figures(lines: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Four of its figures, each with its place among all practices and its period."""
    return [
        (row["measure"], _say(row, row["value"]), f"{row['rank']}; {_short(row['period'])}")
        for row in lines[lines["measure"].isin(_KEY)].fillna({"rank": _UNRANKED}).to_dict("records")
    ]


def cells(lines: pd.DataFrame) -> pd.DataFrame:
    """Figures as their cells are printed, with the period that each is of.

    Columns: measure, here, a_year_before, locality, of_its_size, all_practices, rank, period.

    One row per row of ``lines``.
    """
    rows = lines.to_dict("records")
    return pd.DataFrame(
        {
            "measure": lines["measure"],
            "here": [_say(row, row["value"]) for row in rows],
            "a_year_before": [_before(row) for row in rows],
            **{
                name: [_say(row, row[name]) for row in rows]
                for name in ("locality", "of_its_size", "all_practices")
            },
            "rank": lines["rank"].fillna(_UNRANKED),
            "period": [_short(period) for period in lines["period"]],
        }
    )


def ends_in_words(ends: pd.DataFrame) -> pd.DataFrame:
    """The best and the worst as a table's cells. Columns: end, measure, here, all_practices, rank.

    One row per row of ``ends``.
    """
    shown = cells(ends)[["measure", "here", "all_practices", "rank"]]
    shown.insert(0, "end", ends["end"].map(phrases.first_up))
    return shown


def method() -> list[str]:
    """How the sheet is worked out."""
    ways = {
        way: [phrases.first_down(line.title) for line in LINES if line.better == way]
        for way in ("higher", "lower")
    }
    return [
        f"Practices of its size are the {PEERS} nearest in registered patients, wherever they are. "
        "A rate of several practices is the sum of their parts divided by the sum of their wholes; "
        "of registered patients it is the average practice.",
        "Best and worst are the measures on which most other practices are behind, or ahead. "
        f"Higher counts as better for {phrases.joined(ways['higher'])}; lower for "
        f"{phrases.joined(ways['lower'])}.",
        "The year before is the practice's own latest figure from at least twelve months earlier.",
    ]


def _what(practice: dict[str, str | None]) -> str:
    contract = f"has a {practice['contract_type']} contract" if practice["contract_type"] else ""
    rated = ""
    if practice["rating"] and practice["rated_on"]:
        rated = (
            f"the Care Quality Commission rated it {practice['rating']} overall on "
            f"{periods.in_words(practice['rated_on'])}"
        )
    told = phrases.joined([part for part in (contract, rated) if part])
    where = f", of {practice['place']}," if practice["place"] else ""
    name = f"{practice['practice_name']} ({practice['practice_code']}){where}"
    if contract:
        return f"{name} {told}."
    return f"{name}: {told}." if told else f"{name.rstrip(',')}."


def _end(ends: pd.DataFrame, end: str, verb: str) -> str | None:
    rows = ends[ends["end"] == end]
    if rows.empty:
        return None
    row = rows.iloc[0]
    here, every = _say(row, row["value"]), _say(row, row["all_practices"])
    measure = phrases.first_down(row["measure"])
    return f"It {verb} {measure}: {here}, {row['rank']}; all practices {every}."


def _programmes(found: pd.DataFrame) -> str | None:
    if found.empty:
        return None
    told = [
        f"{phrases.named(programme)} since {periods.in_words(done)}"
        if isinstance(done, str)
        else f"{phrases.named(programme)} {_planned(planned)}"
        for programme, done, planned in found.itertuples(index=False)
    ]
    return f"{'; '.join([told[0], *map(phrases.first_down, told[1:])])}."


def _planned(day) -> str:
    return f"planned for {periods.in_words(day)}" if isinstance(day, str) else "without a date"


def _before(row: dict) -> str:
    if row["before"] is None or pd.isna(row["before"]):
        return "not known"
    return f"{_say(row, row['before'])} ({_short(row['period_before'])})"


def _short(period: str) -> str:
    is_year = len(period) < len("2018-01") or "/" in period
    return periods.in_words(period) if is_year else periods.in_short(period)


def _say(row, value: float | None) -> str:
    return "not known" if value is None or pd.isna(value) else in_table(row["unit"])(value)
