"""One practice among the others: its locality, those of its size, all, and itself a year before.

For the committee alone: every frame here names a practice.
"""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from analysis import disclosure
from analysis.access.experience import APPOINTMENT, OVERALL
from analysis.finance import schemes
from analysis.locality.comparison import beyond, in_table, rank_words
from analysis.places import membership, patient_lists
from analysis.project import Cycle, ProjectError, periods
from analysis.workforce import ages, denominators

PEERS = 10  # practices nearest in size
ENDS = 5  # of its measures, best and worst
_FEWEST = 10  # practices among which a place is worth a word
_PARTS = ["practice_code", "period", "part", "whole"]
# Whose figure each column of a comparison has.
_OTHERS = ("locality", "of_its_size", "all_practices")


class Line(NamedTuple):
    """What practices are compared on: ``parts`` gives practice_code, period, part and whole."""

    title: str
    unit: str
    better: str  # higher, lower or neither
    parts: Callable[[dict[str, pd.DataFrame], str], pd.DataFrame]


def default(page) -> str:
    """The first practice of the cycle by its code; empty where no return names one."""
    ours, day = page.cycle.commissioner, page.cycle.as_at
    known = membership.open_members(page, commissioner=ours, day=day)
    return "" if known.empty else str(known["practice_code"].iloc[0])


def about(tables: dict[str, pd.DataFrame], cycle: Cycle, *, practice: str) -> dict[str, str | None]:
    """A practice's code, practice_name, place (locality or network), contract_type, rating.

    Raises ``ProjectError`` for a practice that no register knows, and in the public edition.
    """
    if disclosure.is_public(cycle.audience):
        raise ProjectError("A sheet about one practice is for the committee: audience is public.")
    known = membership.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    rows = known[known["practice_code"] == practice]
    if rows.empty:
        raise ProjectError(f"No practice of {cycle.label} has the code {practice!r}")
    register, ratings = tables["practice"], tables["cqc_rating"]
    own = ratings[(ratings["practice_code"] == practice) & (ratings["question"] == "overall")]
    own = own[own["published_on"] <= cycle.as_at].sort_values("published_on")
    contract = register.loc[register["practice_code"] == practice, "contract_type"].dropna()
    row = rows.iloc[0]
    places = row[["locality", "pcn_name"]].dropna()
    return {
        "practice_code": practice,
        "practice_name": membership.as_read(str(row["practice_name"])),
        "place": None if places.empty else places.iloc[0],
        "contract_type": None if contract.empty else contract.iloc[0],
        "rating": None if own.empty else own["rating"].iloc[-1],
        "rated_on": None if own.empty else own["published_on"].iloc[-1],
    }


def compared(tables: dict[str, pd.DataFrame], cycle: Cycle, *, practice: str) -> pd.DataFrame:
    """One practice on each measure that it returned, compared with the others.

    Rates of several practices are sums divided by sums; a count is that of the average practice.
    Columns: measure, unit, better, period, value, period_before, before, locality, of_its_size,
    all_practices (blank where nobody there returned it), among (how many practices), rank (in
    words), ahead (from -1, worse than every other, to 1; blank where neither way is better).

    One row per measure.
    """
    groups = _groups(tables, cycle, practice)
    found = []
    for line in LINES:
        rows = line.parts(tables, cycle.commissioner).dropna(subset=["part", "whole"])
        rows = rows[
            (rows["whole"] > 0)
            & (rows["period"].map(periods.first_day).astype("str") <= cycle.as_at)
        ]
        own = rows[rows["practice_code"] == practice].sort_values("period")
        if own.empty or own["period"].iloc[-1] != rows["period"].max():
            continue
        now = own["period"].iloc[-1]
        latest = rows[rows["period"] == now]
        values = (latest["part"] / latest["whole"]).tolist()
        value, say = _rate(own.tail(1)) or 0.0, in_table(line.unit)
        earlier = own[own["period"].map(lambda period, now=now: _a_year_before(period, now))]
        above, below = beyond(value, values, say=say)
        way = {"higher": 1, "lower": -1}.get(line.better)
        ranked = len(values) >= _FEWEST
        found.append(
            {
                "measure": line.title,
                "unit": line.unit,
                "better": line.better,
                "period": now,
                "value": value,
                "period_before": None if earlier.empty else earlier["period"].iloc[-1],
                "before": _rate(earlier.tail(1)),
                **{
                    name: _rate(latest[latest["practice_code"].isin(groups[name])])
                    for name in groups
                },
                "all_practices": _rate(latest),
                "among": len(values),
                "rank": rank_words(value, values, say=say) if ranked else None,
                "ahead": way * (below - above) / (len(values) - 1) if way and ranked else None,
            }
        )
    columns = ["measure", "unit", "better", "period", "value", "period_before", "before"]
    columns += [*_OTHERS, "among", "rank", "ahead"]
    return disclosure.of_practices(pd.DataFrame(found, columns=columns))


def best_and_worst(lines: pd.DataFrame) -> pd.DataFrame:
    """The measures of ``compared`` on which a practice is furthest ahead, and furthest behind.

    At most ``ENDS`` each; one that is in the middle, or that has no better way, is in neither.
    Columns: end (best, worst) and those of ``compared``, the furthest first.

    One row per measure.
    """
    known = lines.dropna(subset=["ahead"])
    best = known[known["ahead"] > 0].sort_values("ahead", ascending=False, kind="stable")
    worst = known[known["ahead"] < 0].sort_values("ahead", kind="stable")
    ends = [best.head(ENDS).assign(end="best"), worst.head(ENDS).assign(end="worst")]
    return disclosure.of_practices(pd.concat(ends, ignore_index=True))


def programmes(tables: dict[str, pd.DataFrame], *, practice: str, day: str) -> pd.DataFrame:
    """What each programme's return says of the practice by a day.

    Columns: programme, done_on, planned_on (blank where no date is given).

    One row per programme.
    """
    rows = tables["programme_return"]
    rows = rows[rows["practice_code"] == practice].sort_values("programme", ignore_index=True)
    done = rows["completed_on"].where(rows["completed_on"] <= day)
    return disclosure.of_practices(
        pd.DataFrame(
            {
                "programme": rows["programme"],
                "done_on": done,
                "planned_on": rows["planned_on"].where(done.isna()),
            }
        )
    )


def _groups(tables, cycle, practice) -> dict[str, set[str]]:
    """The codes of its locality (or network), and of the practices nearest to it in size."""
    known = membership.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
    place = known["locality"].fillna(known["pcn_code"])
    here = place[known["practice_code"] == practice]
    lists = patient_lists.list_on(
        tables["list_size"], commissioner=cycle.commissioner, day=cycle.as_at
    ).set_index("practice_code")["patients_registered"]
    apart = (lists.drop(practice) - lists[practice]).abs() if practice in lists else lists[:0]
    nearest = apart.sort_values(kind="stable").head(PEERS)
    return {
        "locality": set(known.loc[place.isin(here.dropna()), "practice_code"]),
        "of_its_size": set(nearest.index),
    }


def _rate(rows: pd.DataFrame) -> float | None:
    return float(rows["part"].sum() / rows["whole"].sum()) if len(rows) else None


def _a_year_before(period: str, now: str) -> bool:
    month = periods.first_day(now)[:7]
    if len(month) < len("2018-01"):  # a year alone
        return period < now
    return periods.first_day(period)[:7] <= periods.add_months(month, -12)


def _parts(rows: pd.DataFrame, period: str, part, whole) -> pd.DataFrame:
    found = rows.assign(period=rows[period], part=part, whole=whole)
    return found[_PARTS].reset_index(drop=True)


def _patients(tables, ours):
    rows = membership.rows_of(tables["list_size"], ours)
    return _parts(rows, "extract_date", rows["patients_registered"], 1.0)


def _staff(group: str) -> Callable:
    def parts(tables, ours):
        rows = membership.rows_of(tables["practice_staff"], ours)
        rows = rows[(rows["staff_group"] == group) & (rows["role"] == "all")]
        found = [_parts(rows[:0], "snapshot_date", 0.0, 1.0)]
        for day, staff in rows.groupby("snapshot_date"):
            patients = denominators.patients_at(tables, commissioner=ours, day=str(day))
            both = denominators.with_patients(staff, registered=patients)
            part = both["fte_of_registered"] * 1000
            found.append(_parts(both, "snapshot_date", part, both["patients_registered"]))
        return pd.concat(found, ignore_index=True)

    return parts


def _older_gps(tables, ours):
    rows = membership.rows_of(tables["practice_staff_age"], ours)
    rows = rows[rows["staff_group"] == "gp"]
    practices = rows[["practice_code"]].drop_duplicates()
    keys = ["practice_code", "snapshot_date"]
    summed = ages.older_by_place(rows, known=practices, by=keys)
    return _parts(summed, "snapshot_date", summed["older"] * 100, summed["headcount"])


def _points(tables, ours):
    rows = membership.rows_of(tables["qof"], ours)
    return _parts(rows, "financial_year", rows["points"] * 100, rows["points_maximum"])


def _survey(questions: tuple[str, ...]) -> Callable:
    def parts(tables, ours):
        rows = membership.rows_of(tables["patient_survey"], ours)
        rows = rows[rows["question"].isin(questions)]
        rows = rows.assign(year=rows["year"].map("{:.0f}".format))
        return _parts(rows, "year", rows["share_percent"] * rows["responses"], rows["responses"])

    return parts


def _payments(tables, ours):
    rows = membership.rows_of(tables["payment_year"], ours)
    return _parts(rows, "financial_year", rows["payments_gbp"], rows["patients_registered"])


def _claims(part: str, whole: str) -> Callable:
    def parts(tables, ours):
        claims = tables["les_claim"]
        year = claims["month"].map(periods.financial_year)
        found = [_parts(claims[:0], "month", 0.0, 1.0)]
        for each, rows in claims.groupby(year):
            table = schemes.claims_by_practice(rows).assign(year=each)
            found.append(_parts(table, "year", table[part] * 100.0, table[whole]))
        return pd.concat(found, ignore_index=True)

    return parts


def _online(tables, ours):
    rows = tables["contact"]
    return _parts(rows, "month", rows["contacts_online"] * 100, rows["contacts"])


LINES = (
    Line("Registered patients", "patients", "neither", _patients),
    Line("GPs (FTE) per 1,000 patients", "fte_per_1000", "higher", _staff("gp")),
    Line("Nurses (FTE) per 1,000 patients", "fte_per_1000", "higher", _staff("nurse")),
    Line("Direct care (FTE) per 1,000", "fte_per_1000", "higher", _staff("direct_patient_care")),
    Line("GPs aged 55 and over", "percent", "lower", _older_gps),
    Line("QOF points, of those available", "percent", "higher", _points),
    Line("Good experience of booking", "percent", "higher", _survey(APPOINTMENT)),
    Line("Good experience of the practice", "percent", "higher", _survey(OVERALL)),
    Line("Contacts that are online", "percent", "higher", _online),
    Line("Claims made, of those due", "percent", "higher", _claims("claims", "expected")),
    Line("Claims submitted late", "percent", "lower", _claims("late", "claims")),
    Line("NHS payments per patient", "gbp", "neither", _payments),
)
