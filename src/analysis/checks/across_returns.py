"""What no single row shows: a whole file, or two returns side by side, that look wrong.

All of it is told, none of it stops a run: each may be right, and a reader should know.
"""

from itertools import pairwise

import pandas as pd

from analysis import places
from analysis.project import COMMENTED, Cycle, periods
from analysis.tables import TABLES

_NAMED_AT_MOST = 5
_LINES_AT_MOST = 10
# Ten whole-time staff of one group for a thousand patients: England has about two of all groups.
_MOST_FTE_PER_PATIENT = 10 / 1000
_FTE_WORTH_A_LOOK = 10
_FEW = 0.1


def found(tables: dict[str, pd.DataFrame], cycle: Cycle, *, files: list[str]) -> list[dict]:
    """Every oddity of a cycle's validated tables, as findings; ``files`` are the returns' names."""
    return [
        *_periods_of_no_file(cycle, files),
        *_commentary_of_no_section(tables, cycle),
        *_nothing_of_ours(tables, cycle),
        *_shares_as_fractions(tables),
        *_register(tables),
        *_lists_beside_register(tables, cycle),
        *_ledger_lines_lost(tables),
        *_months_missed(tables),
        *_plans_that_fall(tables),
        *_date_outside_the_cycle(cycle),
        *_pounds_and_thousands(tables),
        *_year_to_date_that_falls(tables),
        *_hours_as_fte(tables),
        *_practices_left_out(tables, cycle),
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


def _commentary_of_no_section(tables, cycle):
    """Commentary that no page shows, as its section is called otherwise."""
    sections = {_bare(section) for section in COMMENTED}
    for rows in tables.values():
        for column in {"locality", "pcn_code", "pcn_name"} & set(rows.columns):
            sections |= {_bare(name) for name in rows[column].dropna().unique()}
    for entry in cycle.commentary:
        if _bare(entry["section"]) not in sections:
            said = (
                f"commentary on '{entry['section']}' is shown on no page; its section is one of "
                f"{'; '.join(COMMENTED)}, or a locality."
            )
            yield _tell("cycle.yml", "", "commentary", "commentary", said)


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
                f"none of its {len(of_file):,} rows that name a commissioner is of "
                f"{cycle.commissioner}; check the "
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
    for (before, had), (month, has) in pairwise(lines.items()):
        lost = sorted(had - has)
        if lost and periods.financial_year(before) == periods.financial_year(month):
            said = (
                f"month {month} has no line {_named(lost)}, which {before} has; "
                "the totals of the two are not like for like."
            )
            yield _tell(file_of[month], "ledger_line", "line_code", "ledger lines", said)


def _months_missed(tables):
    """Months that a monthly series leaves out on its way; April's ledger is often not closed."""
    for name in ("ledger_line", "contact"):
        rows = tables.get(name)
        there = [] if rows is None else sorted(rows["month"].dropna().unique())
        missed = [
            month
            for before, after in pairwise(there)
            for month in _months_between(before, after)
            if name != "ledger_line" or periods.month_number(month) > 1
        ]
        if missed:
            said = f"it has no month {_named(missed)}, between {there[0]} and {there[-1]}."
            yield _tell(rows["source_file"].iloc[0], name, "month", "months missed", said)


def _months_between(before, after):
    month = periods.add_months(before, 1)
    while month < after:
        yield month
        month = periods.add_months(month, 1)


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


def _date_outside_the_cycle(cycle):
    if cycle.as_at[:7] != cycle.label:
        said = (
            f"committee_date {cycle.as_at} lies outside the cycle {cycle.label}; every age and "
            "every 'by the committee's day' is counted to it."
        )
        yield _tell("cycle.yml", "", "committee_date", "committee's day", said)


def _pounds_and_thousands(tables):
    """Budgets of one line in one year that are a thousand times apart: pounds beside thousands."""
    said_of = []
    for name, column in (("ledger_line", "annual_budget_gbp"), ("budget_line", "budget_gbp")):
        if name in tables:
            rows = tables[name]
            years = (
                rows["month"].map(periods.financial_year)
                if "month" in rows
                else rows["financial_year"]
            )
            about = {"year": years, "budget": rows[column].abs(), "table": name}
            said_of.append(rows[["line_code", "source_file"]].assign(**about))
    if not said_of:
        return
    budgets = pd.concat(said_of)
    budgets = budgets[budgets["budget"] > 0].sort_values("budget", kind="stable")
    ends = budgets.groupby(["year", "line_code"])["budget"].agg(["min", "max"]).reset_index()
    apart = ends[ends["max"] >= 500 * ends["min"]]
    for row in apart.itertuples():
        first = budgets[(budgets["year"] == row.year) & (budgets["line_code"] == row.line_code)]
        said = (
            f"the {row.year} budget of {row.line_code} is £{row.min:,.0f} here and £{row.max:,.0f} "
            f"in {first['source_file'].iloc[-1]}; were thousands of pounds entered as pounds?"
        )
        file, table = first["source_file"].iloc[0], first["table"].iloc[0]
        yield _tell(file, table, "budget", "pounds and thousands", said)


def _year_to_date_that_falls(tables):
    """Months whose spending to date is below the month before's: perhaps the month's own."""
    ledger = tables.get("ledger_line")
    if ledger is None:
        return
    to_date = ledger.groupby(["stream", "month"])["actual_to_date_gbp"].sum(min_count=1).dropna()
    files = ledger.groupby("month")["source_file"].first()
    for stream, months in to_date.groupby(level="stream"):
        spent = months.droplevel("stream")
        for before, month in pairwise(spent.index):
            falls = spent[month] < spent[before] and spent[month] != 0
            if falls and periods.financial_year(before) == periods.financial_year(month):
                minus = "-" if spent[month] < 0 else ""
                asked = "was its sign turned?" if minus else "is it the month's own spending?"
                said = (
                    f"actual_to_date_gbp of {stream} falls from £{spent[before]:,.0f} in {before} "
                    f"to {minus}£{abs(spent[month]):,.0f} in {month}; {asked}"
                )
                yield _tell(files[month], "ledger_line", "actual_to_date_gbp", "year to date", said)


def _hours_as_fte(tables):
    """Staff that no list of that size employs."""
    staff, lists = tables.get("practice_staff"), tables.get("list_size")
    if staff is None or lists is None:
        return
    last = lists.sort_values("extract_date", kind="stable").drop_duplicates(
        "practice_code", keep="last"
    )
    beside = staff.merge(
        last[["practice_code", "patients_registered"]],
        on="practice_code",
        how="inner",
        validate="many_to_one",
    )
    many = beside["fte"] > _MOST_FTE_PER_PATIENT * beside["patients_registered"]
    odd = beside[many & (beside["fte"] >= _FTE_WORTH_A_LOOK)]
    # A line holds a practice's staff group and the roles in it: its largest figure says enough.
    largest = odd.sort_values("fte", ascending=False, kind="stable").drop_duplicates(
        ["source_file", "source_line"]
    )
    for file, lines in largest.groupby("source_file", sort=True):
        for row in lines.sort_values("source_line").head(_LINES_AT_MOST).itertuples():
            said = (
                f"{row.fte:.1f} FTE for {row.patients_registered:,.0f} patients; check that hours "
                "were not entered as FTE."
            )
            found = _tell(file, "practice_staff", "fte", "hours as FTE", "", line=row.source_line)
            place = f"{file} line {row.source_line}, {row.practice_code}"
            yield {**found, "message": f"{place}: {said}"}
        if len(lines) > _LINES_AT_MOST:
            said = (
                f"{len(lines):,} lines, {lines['practice_code'].nunique():,} practices, have more "
                "FTE than their lists would employ; check that hours were not entered as FTE."
            )
            yield _tell(file, "practice_staff", "fte", "hours as FTE", said)


def _practices_left_out(tables, cycle):
    """The few open practices that a programme's return does not name: they count as not there.

    A programme that names only some of the practices means to: nothing is told of it.
    """
    register, returned = tables.get("practice"), tables.get("programme_return")
    if register is None or returned is None:
        return
    still_open = set(places.open_at(register, cycle.as_at)["practice_code"])
    for programme, rows in returned.groupby("programme", sort=True):
        missing = sorted(still_open - set(rows["practice_code"]))
        if 0 < len(missing) <= _FEW * len(still_open):
            said = (
                f"{programme} has no row for {_named(missing)}, open in the practice register; "
                f"{'it counts' if len(missing) == 1 else 'they count'} as not there yet."
            )
            file = rows["source_file"].iloc[0]
            yield _tell(file, "programme_return", "practice_code", "practices left out", said)


def _bare(name) -> str:
    """A section's name as it is compared: letters and digits."""
    return "".join(sign for sign in str(name).lower() if sign.isalnum())


def _named(codes: list[str]) -> str:
    shown = ", ".join(codes[:_NAMED_AT_MOST])
    return (
        shown
        if len(codes) <= _NAMED_AT_MOST
        else f"{shown} and {len(codes) - _NAMED_AT_MOST:,} more"
    )


def _are(codes: list[str]) -> str:
    return "is" if len(codes) == 1 else "are"
