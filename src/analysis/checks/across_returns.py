"""What no single row shows: a whole file, or two returns together, that look wrong.

Each finding only tells the reader and none stops a run: what it names may be right.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pandas as pd

from analysis.checks import rules
from analysis.checks.findings import tell
from analysis.checks.lists import odd_lists
from analysis.places import membership
from analysis.project import COMMENTED, Cycle, periods
from analysis.tables import TABLES
from analysis.writing.phrases import agree

Tables = dict[str, pd.DataFrame]
Findings = Iterator[dict]

_NAMED_AT_MOST = 5
_LINES_AT_MOST = 10
# Ten whole-time staff of one group for a thousand patients: England has about two of all groups.
_MOST_FTE_PER_PATIENT = 10 / 1000
_FTE_WORTH_A_LOOK = 10
_FEW = 0.1
_ROUNDING = 0.001  # of a total: publishers round each practice's


def found(tables: Tables, cycle: Cycle, *, files: list[str]) -> list[dict]:
    """What the checks find in a cycle's validated tables; ``files`` are the returns' names.

    One dictionary a finding, with the keys of ``FINDING_COLUMNS``.
    """
    findings = [
        *_stated_periods_without_a_file(cycle, files),
        *_committee_date_outside_the_cycle(cycle),
        *_commentary_without_a_section(tables, cycle),
        *_files_without_the_commissioner(tables, cycle),
        *_percentages_written_as_fractions(tables),
        *_budgets_in_thousands(tables),
        *_months_missing(tables),
        *rules.broken(tables),
        *odd_lists(tables, cycle),
        *_places_that_no_register_has(tables, cycle),
    ]
    for check, needed in _CHECKS.items():
        if all(name in tables for name in needed):
            findings += check(*(tables[name] for name in needed), cycle=cycle)
    return findings


def _stated_periods_without_a_file(cycle: Cycle, files: list[str]) -> Findings:
    names = {*files, *(file.rsplit("/", 1)[-1] for file in files)}
    for file, _ in cycle.periods:
        if file not in names and not any(name.startswith(f"{file}/") for name in names):
            message = f"periods names {file}, which is not among the returns; check the name."
            yield tell("cycle.yml", "", "periods", "stated period", message)


def _commentary_without_a_section(tables: Tables, cycle: Cycle) -> Findings:
    """Commentary that no page shows, because its section has another name."""
    sections = {_bare(section) for section in COMMENTED}
    for rows in tables.values():
        for column in {"locality", "pcn_code", "pcn_name"} & set(rows.columns):
            sections |= {_bare(name) for name in rows[column].dropna().unique()}
    for entry in cycle.commentary:
        if _bare(entry["section"]) not in sections:
            message = (
                f"commentary on '{entry['section']}' is shown on no page; its section is one of "
                f"{'; '.join(COMMENTED)}, or a locality."
            )
            yield tell("cycle.yml", "", "commentary", "commentary", message)


def _files_without_the_commissioner(tables: Tables, cycle: Cycle) -> Findings:
    """Published files that never name the commissioner: its code may have changed."""
    seen: set[str] = set()
    for name, rows in tables.items():
        if TABLES[name].local or "commissioner_code" not in rows:
            continue
        coded = rows.dropna(subset=["commissioner_code"])
        for file, of_file in coded.groupby("source_file", sort=True):
            if file in seen or (of_file["commissioner_code"] == cycle.commissioner).any():
                continue
            seen.add(file)
            message = (
                f"none of its {len(of_file):,} rows that name a commissioner is of "
                f"{cycle.commissioner}; check the "
                "commissioner in params.yaml, or whether its code changed."
            )
            yield tell(file, name, "commissioner_code", "commissioner", message)


def _percentages_written_as_fractions(tables: Tables) -> Findings:
    """Local percent columns that never pass 1: a spreadsheet keeps 50% as 0.5."""
    for name, rows in tables.items():
        shares = [c.name for c in TABLES[name].columns if c.unit == "percent"]
        for column in shares if TABLES[name].local else ():
            for file, values in rows.groupby("source_file", sort=True)[column]:
                sizes = values.dropna().abs()
                if len(sizes) and 0 < sizes.max() <= 1:
                    message = (
                        f"every {column} is 1 or less; half is written 50, not 0.5. If these are "
                        "fractions, correct them."
                    )
                    yield tell(file, name, column, "share", message)


def _register_contradicts_itself(register: pd.DataFrame, *, cycle: Cycle) -> Findings:
    """Practices that open and close on one day, and successors that lead round in a circle."""
    for row in register[register["opened_on"] == register["closed_on"]].to_dict("records"):
        code, day = row["practice_code"], row["opened_on"]
        message = f"{code} opens and closes on {day}: it is open on no day."
        yield tell(row["source_file"], "practice", "closed_on", "open on no day", message)
    circle = membership.in_a_circle(register)
    if circle:
        message = f"the successors of {_named(circle)} lead round in a circle; none is followed."
        file = register["source_file"].iloc[0]
        yield tell(file, "practice", "successor_code", "successor", message)


def _lists_and_register_differ(
    register: pd.DataFrame, lists: pd.DataFrame, *, cycle: Cycle
) -> Findings:
    """The commissioner's last list against the practices that the register has open that day."""
    ours = lists[lists["commissioner_code"] == cycle.commissioner]
    ours = ours[ours["extract_date"] == ours["extract_date"].max()]
    if ours.empty:
        return
    day, file = ours["extract_date"].iloc[0], ours["source_file"].iloc[0]
    listed = set(ours.loc[ours["patients_registered"] > 0, "practice_code"])
    unknown = sorted(listed - set(register["practice_code"]))
    if unknown:
        verb = agree(len(unknown), "is", "are")
        message = (
            f"{_named(unknown)} of the list of {day} {verb} not in the practice register; "
            "their patients count in the total and in no locality."
        )
        yield tell(file, "list_size", "practice_code", "lists and register", message)
    unlisted = sorted(set(membership.open_at(register, day)["practice_code"]) - listed)
    if unlisted:
        verb, has = agree(len(unlisted), "is", "are"), agree(len(unlisted), "has", "have")
        message = (
            f"{_named(unlisted)} {verb} open in the practice register on {day} and {has} no "
            f"patients of {cycle.commissioner} in this list."
        )
        yield tell(file, "list_size", "practice_code", "lists and register", message)


def _places_that_no_register_has(tables: Tables, cycle: Cycle) -> Findings:
    """Localities and areas of local returns that are spelt otherwise than in the register."""
    register = tables.get("practice", TABLES["practice"].empty())
    known = {
        name
        for column in ("locality", "transformation_area", "cluster", "transformation_group")
        for name in register[column].dropna().unique()
    }
    alike = {_bare(name): name for name in known}
    for name in sorted(known - set(alike.values())):
        message = f"'{name}' and '{alike[_bare(name)]}' are two places in it: write one of them."
        yield tell(register["source_file"].iloc[0], "practice", "locality", "place", message)
    for table, rows in tables.items():
        is_placed = TABLES[table].local and table != "practice"
        for column in {"locality", "area"} & set(rows.columns) if is_placed else ():
            named = rows.dropna(subset=[column])
            if not set(named[column]) & known:
                continue  # areas of another kind, such as those of an assurer
            for (file, name), of_name in named.groupby(["source_file", column], sort=True):
                if name in known or name == cycle.commissioner:
                    continue
                near = f"; is it {alike[_bare(name)]}?" if _bare(name) in alike else "."
                message = f"{column} '{name}' is not in the practice register{near}"
                line = of_name["source_line"].min()
                yield tell(file, table, column, "place", message, line=line)


def _ledger_lines_lost(ledger: pd.DataFrame, *, cycle: Cycle) -> Findings:
    """Lines of a month that the next month no longer has: its totals are not like for like."""
    lines = ledger.groupby("month")["line_code"].agg(set).sort_index()
    file_of = ledger.groupby("month")["source_file"].first()
    for (before, had), (month, has) in pairwise(lines.items()):
        lost = sorted(had - has)
        if lost and periods.financial_year(before) == periods.financial_year(month):
            message = (
                f"month {month} has no line {_named(lost)}, which {before} has; "
                "the totals of the two are not like for like."
            )
            yield tell(file_of[month], "ledger_line", "line_code", "ledger lines", message)


def _months_missing(tables: Tables) -> Findings:
    """Months that a monthly series leaves out on its way; April's ledger is often not closed."""
    for name in ("ledger_line", "contact"):
        rows = tables.get(name, TABLES[name].empty())
        there = sorted(rows["month"].dropna().unique())
        span = map(str, pd.period_range(there[0], there[-1], freq="M")) if there else ()
        first_number = 2 if name == "ledger_line" else 1
        missing = [m for m in span if m not in there and periods.month_number(m) >= first_number]
        if missing:
            message = f"it has no month {_named(missing)}, between {there[0]} and {there[-1]}."
            yield tell(rows["source_file"].iloc[0], name, "month", "months missed", message)


def _planned_paths_that_fall(steps: pd.DataFrame, *, cycle: Cycle) -> Findings:
    """Steps of a trajectory below the step before, in the same version of the same plan."""
    order = steps["period"].map(periods.last_day, na_action="ignore")
    steps = steps.assign(day=order).sort_values("day", kind="stable")
    together = steps.groupby(["measure", "plan_version", "basis"], dropna=False)
    falls = steps[steps["value_percent"] < together["value_percent"].shift()]
    for row in falls.to_dict("records"):
        message = (
            f"value_percent falls to {row['value_percent']:g} by "
            f"{periods.in_words(row['period'])}; a planned path does not fall: look at the plan."
        )
        file, line = row["source_file"], row["source_line"]
        yield tell(file, "trajectory", "value_percent", "never falls", message, line=line)


def _committee_date_outside_the_cycle(cycle: Cycle) -> Findings:
    if cycle.as_at[:7] != cycle.label:
        message = (
            f"committee_date {cycle.as_at} is outside the cycle {cycle.label}; every age and "
            "every 'by the committee's day' is counted to it."
        )
        yield tell("cycle.yml", "", "committee_date", "committee's day", message)


def _budgets_in_thousands(tables: Tables) -> Findings:
    """Budgets of one line in one year that are a thousand times apart: pounds and thousands."""
    parts = []
    for name, column in (("ledger_line", "annual_budget_gbp"), ("budget_line", "budget_gbp")):
        rows = tables.get(name, TABLES[name].empty())
        monthly = "month" in rows
        years = rows["month"].map(periods.financial_year) if monthly else rows["financial_year"]
        about = {"year": years, "budget": rows[column].abs(), "table": name}
        parts.append(rows[["line_code", "source_file"]].assign(**about))
    budgets = pd.concat(parts)
    budgets = budgets[budgets["budget"] > 0].sort_values("budget", kind="stable")
    for (year, line), sizes in budgets.groupby(["year", "line_code"]):
        least, most = sizes.iloc[0], sizes.iloc[-1]
        if most["budget"] >= 500 * least["budget"]:
            message = (
                f"the {year} budget of {line} is £{least['budget']:,.0f} here and "
                f"£{most['budget']:,.0f} in {most['source_file']}; were thousands of pounds "
                "entered as pounds?"
            )
            file, table = least["source_file"], least["table"]
            yield tell(file, table, "budget", "pounds and thousands", message)


def _spending_to_date_that_falls(ledger: pd.DataFrame, *, cycle: Cycle) -> Findings:
    """Months whose spending to date is below the month before's: perhaps the month's own."""
    to_date = ledger.groupby(["stream", "month"])["actual_to_date_gbp"].sum(min_count=1).dropna()
    files = ledger.groupby("month")["source_file"].first()
    for stream, months in to_date.groupby(level="stream"):
        spent = months.droplevel("stream")
        for before, month in pairwise(spent.index):
            falls = spent[month] < spent[before] and spent[month] != 0
            if falls and periods.financial_year(before) == periods.financial_year(month):
                minus = "-" if spent[month] < 0 else ""
                asked = "was its sign turned?" if minus else "is it the month's own spending?"
                message = (
                    f"actual_to_date_gbp of {stream} falls from £{spent[before]:,.0f} in {before} "
                    f"to {minus}£{abs(spent[month]):,.0f} in {month}; {asked}"
                )
                yield tell(
                    files[month], "ledger_line", "actual_to_date_gbp", "year to date", message
                )


def _hours_entered_as_fte(staff: pd.DataFrame, lists: pd.DataFrame, *, cycle: Cycle) -> Findings:
    """Staff that no list of that size employs."""
    last = lists.sort_values("extract_date", kind="stable").drop_duplicates(
        "practice_code", keep="last"
    )
    staff = staff.merge(
        last[["practice_code", "patients_registered"]],
        on="practice_code",
        how="inner",
        validate="many_to_one",
    )
    many = staff["fte"] > _MOST_FTE_PER_PATIENT * staff["patients_registered"]
    odd = staff[many & (staff["fte"] >= _FTE_WORTH_A_LOOK)]
    # A line holds a practice's staff group and the roles in it: its largest figure is enough.
    largest = odd.sort_values("fte", ascending=False, kind="stable").drop_duplicates(
        ["source_file", "source_line"]
    )
    check = "check that hours were not entered as FTE."
    for file, lines in largest.groupby("source_file", sort=True):
        for row in lines.sort_values("source_line").head(_LINES_AT_MOST).to_dict("records"):
            line, patients = row["source_line"], row["patients_registered"]
            message = f"{row['fte']:.1f} FTE for {patients:,.0f} patients; {check}"
            finding = tell(file, "practice_staff", "fte", "hours as FTE", "", line=line)
            place = f"{file} line {line}, {row['practice_code']}"
            yield {**finding, "message": f"{place}: {message}"}
        if len(lines) > _LINES_AT_MOST:
            message = (
                f"{len(lines):,} lines, {lines['practice_code'].nunique():,} practices, have more "
                f"FTE than their lists would employ; {check}"
            )
            yield tell(file, "practice_staff", "fte", "hours as FTE", message)


def _practices_left_out(
    register: pd.DataFrame, returned: pd.DataFrame, *, cycle: Cycle
) -> Findings:
    """The few open practices that a programme's return does not name: they count as not there.

    A programme that names only some of the practices means to, and has no finding.
    """
    still_open = set(membership.open_at(register, cycle.as_at)["practice_code"])
    for programme, rows in returned.groupby("programme", sort=True):
        missing = sorted(still_open - set(rows["practice_code"]))
        if 0 < len(missing) <= _FEW * len(still_open):
            message = (
                f"{programme} has no row for {_named(missing)}, open in the practice register; "
                f"{'it counts' if len(missing) == 1 else 'they count'} as not there yet."
            )
            file = rows["source_file"].iloc[0]
            yield tell(file, "programme_return", "practice_code", "practices left out", message)


def _ages_and_list_differ(ages: pd.DataFrame, lists: pd.DataFrame, *, cycle: Cycle) -> Findings:
    """The commissioner's practices whose age bands do not add up to their own list of that day."""
    key = ["practice_code", "extract_date"]
    bands = ages.groupby(key)["patients_registered"].sum().rename("of_bands").reset_index()
    first = ages.drop_duplicates(key)[[*key, "source_file"]]
    both = bands.merge(first, on=key, validate="one_to_one").merge(
        membership.rows_of(lists, cycle.commissioner)[[*key, "patients_registered"]],
        on=key,
        validate="one_to_many",
    )
    apart = both[both["of_bands"] != both["patients_registered"]]
    for file, rows in apart.groupby("source_file", sort=True):
        row = rows.iloc[0]
        message = (
            f"the age bands of {_named(sorted(rows['practice_code'].unique()))} do not add up to "
            f"their own list; {row['practice_code']} on {row['extract_date']}: "
            f"{row['of_bands']:,.0f} in bands, {row['patients_registered']:,.0f} on the list."
        )
        yield tell(file, "list_age", "patients_registered", "bands and list", message)


def _payment_types_and_total_differ(
    by_type: pd.DataFrame, years: pd.DataFrame, *, cycle: Cycle
) -> Findings:
    """The commissioner's payments of a year by type against the total that they belong to."""
    parts = membership.rows_of(by_type[by_type["in_total"] != "no"], cycle.commissioner)
    totals = membership.rows_of(years, cycle.commissioner)
    for year, rows in totals.groupby("financial_year", sort=True):
        of_types = parts.loc[parts["financial_year"] == year, "payment_gbp"].sum()
        total = rows["payments_gbp"].sum()
        if of_types and abs(of_types - total) > _ROUNDING * abs(total):
            message = (
                f"the types of payment of {year} add up to £{of_types:,.0f} and the total that "
                f"they belong to is £{total:,.0f}, £{abs(total - of_types):,.0f} "
                f"{'more' if total > of_types else 'less'}: read figures by type with care."
            )
            file = rows["source_file"].iloc[0]
            yield tell(file, "payment", "payment_gbp", "types and total", message)


# The checks of given tables, each with the tables without which it is left out.
_CHECKS: dict[Callable[..., Findings], tuple[str, ...]] = {
    _register_contradicts_itself: ("practice",),
    _lists_and_register_differ: ("practice", "list_size"),
    _ledger_lines_lost: ("ledger_line",),
    _planned_paths_that_fall: ("trajectory",),
    _spending_to_date_that_falls: ("ledger_line",),
    _hours_entered_as_fte: ("practice_staff", "list_size"),
    _practices_left_out: ("practice", "programme_return"),
    _ages_and_list_differ: ("list_age", "list_size"),
    _payment_types_and_total_differ: ("payment", "payment_year"),
}


def _bare(name: str) -> str:
    """A section's name as it is compared: letters and digits."""
    return "".join(sign for sign in str(name).lower() if sign.isalnum())


def _named(codes: list[str]) -> str:
    more = len(codes) - _NAMED_AT_MOST
    shown = ", ".join(codes[:_NAMED_AT_MOST])
    return shown if more <= 0 else f"{shown} and {more:,} more"
