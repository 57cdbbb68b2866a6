"""What no single row shows: a whole file, or two returns side by side, that look wrong.

All of it is told, none of it stops a run: each may be right, and a reader should know.
"""

import pandas as pd

from analysis import periods, places
from analysis.project import Cycle
from analysis.tables import TABLES

_NAMED_AT_MOST = 5


def found(tables: dict[str, pd.DataFrame], cycle: Cycle, *, files: list[str]) -> list[dict]:
    """Every oddity of a cycle's validated tables, as findings; ``files`` are the returns' names."""
    return [
        *_periods_of_no_file(cycle, files),
        *_nothing_of_ours(tables, cycle),
        *_shares_as_fractions(tables),
        *_register(tables),
        *_lists_beside_register(tables, cycle),
        *_ledger_lines_lost(tables),
        *_plans_that_fall(tables),
    ]


def _tell(
    file: str, table: str, column: str, rule: str, said: str, *, line: int | None = None
) -> dict:
    message = f"{file}{'' if line is None else f' line {line}'}: {said}"
    about = {"table": table, "column": column, "rule": rule, "message": message}
    return {"answer": "tell", "file": file, "line": line, **about}


def _periods_of_no_file(cycle, files):
    names = {*files, *(file.rsplit("/", 1)[-1] for file in files)}
    for file, _ in cycle.periods:
        if file not in names and not any(name.startswith(f"{file}/") for name in names):
            said = f"periods names {file}, which is not among the returns; check the name."
            yield _tell("cycle.yml", "", "periods", "stated period", said)


def _nothing_of_ours(tables, cycle):
    """Published files in which the commissioner never stands: its code may have changed."""
    said_of = set()
    for name, rows in tables.items():
        if TABLES[name].local or "commissioner_code" not in rows:
            continue
        coded = rows.dropna(subset=["commissioner_code"])
        for file, of_file in coded.groupby("source_file", sort=True):
            if file in said_of or (of_file["commissioner_code"] == cycle.commissioner).any():
                continue
            said_of.add(file)
            said = (
                f"none of its {len(of_file):,} rows is of {cycle.commissioner}; check the "
                "commissioner in params.yaml, or whether its code changed."
            )
            yield _tell(file, name, "commissioner_code", "commissioner", said)


def _shares_as_fractions(tables):
    """Local percent columns that never pass 1: a spreadsheet keeps 50% as 0.5."""
    for name, rows in tables.items():
        shares = [c.name for c in TABLES[name].columns if c.unit == "percent"]
        for column in shares if TABLES[name].local else ():
            for file, values in rows.groupby("source_file", sort=True)[column]:
                sizes = values.dropna().abs()
                if len(sizes) and 0 < sizes.max() <= 1:
                    said = (
                        f"every {column} is 1 or less; half is written 50, not 0.5. If these are "
                        "fractions, correct them."
                    )
                    yield _tell(file, name, column, "share", said)


def _register(tables):
    register = tables.get("practice")
    if register is None:
        return
    for row in register[register["opened_on"] == register["closed_on"]].itertuples():
        said = f"{row.practice_code} opens and closes on {row.opened_on}: it is open on no day."
        yield _tell(row.source_file, "practice", "closed_on", "open on no day", said)
    circle = places.in_a_circle(register)
    if circle:
        said = f"the successors of {_named(circle)} lead round in a circle; none is followed."
        file = register["source_file"].iloc[0]
        yield _tell(file, "practice", "successor_code", "successor", said)


def _lists_beside_register(tables, cycle):
    """The commissioner's last list against the practices that the register has open that day."""
    register, lists = tables.get("practice"), tables.get("list_size")
    if register is None or lists is None:
        return
    ours = lists[lists["commissioner_code"] == cycle.commissioner]
    ours = ours[ours["extract_date"] == ours["extract_date"].max()]
    if ours.empty:
        return
    day, file = ours["extract_date"].iloc[0], ours["source_file"].iloc[0]
    listed = set(ours.loc[ours["patients_registered"] > 0, "practice_code"])
    unknown = sorted(listed - set(register["practice_code"]))
    if unknown:
        said = (
            f"{_named(unknown)} of the list of {day} {_are(unknown)} not in the practice register; "
            "their patients count in the total and in no locality."
        )
        yield _tell(file, "list_size", "practice_code", "lists and register", said)
    unlisted = sorted(set(places.open_at(register, day)["practice_code"]) - listed)
    if unlisted:
        said = (
            f"{_named(unlisted)} {_are(unlisted)} open in the practice register on {day} and "
            f"{'has' if len(unlisted) == 1 else 'have'} no patients of {cycle.commissioner} in "
            "this list."
        )
        yield _tell(file, "list_size", "practice_code", "lists and register", said)


def _ledger_lines_lost(tables):
    """Lines of a month that the next month no longer has: its totals are not like for like."""
    ledger = tables.get("ledger_line")
    if ledger is None:
        return
    lines = ledger.groupby("month")["line_code"].agg(set).sort_index()
    file_of = ledger.groupby("month")["source_file"].first()
    for (before, had), (month, has) in zip(lines.items(), list(lines.items())[1:], strict=False):
        lost = sorted(had - has)
        if lost and periods.financial_year(before) == periods.financial_year(month):
            said = (
                f"month {month} has no line {_named(lost)}, which {before} has; "
                "the totals of the two are not like for like."
            )
            yield _tell(file_of[month], "ledger_line", "line_code", "ledger lines", said)


def _plans_that_fall(tables):
    """Steps of a trajectory below the step before, in the same version of the same plan."""
    steps = tables.get("trajectory")
    if steps is None:
        return
    order = steps["period"].map(periods.last_day, na_action="ignore")
    steps = steps.assign(day=order).sort_values("day", kind="stable")
    together = steps.groupby(["measure", "plan_version", "basis"], dropna=False)
    falls = steps[steps["value_percent"] < together["value_percent"].shift()]
    for row in falls.to_dict("records"):
        said = (
            f"value_percent falls to {row['value_percent']:g} by "
            f"{periods.in_words(row['period'])}; a planned path does not fall: look at the plan."
        )
        yield _tell(
            row["source_file"],
            "trajectory",
            "value_percent",
            "never falls",
            said,
            line=row["source_line"],
        )


def _named(codes: list[str]) -> str:
    shown = ", ".join(codes[:_NAMED_AT_MOST])
    return (
        shown
        if len(codes) <= _NAMED_AT_MOST
        else f"{shown} and {len(codes) - _NAMED_AT_MOST:,} more"
    )


def _are(codes: list[str]) -> str:
    return "is" if len(codes) == 1 else "are"
