"""Each area that the assurer rates: its steps, their chance, its money, its bodies."""

import pandas as pd

from analysis.measures import by_row, in_order_of, pick, sources
from analysis.pack import milestones, submissions
from analysis.project import Cycle, periods

AMOUNTS = ("plan", "secured", "spent")
_MONEY = [f"{amount}_gbp" for amount in AMOUNTS]
_STEPS = ["area", "programme", "step", "planned_for", "planned_now", "standing", "slip_days"]
_CHANCE = ["chance_percent", "steps_on_time", "steps_due"]


def asked(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """The requirements of the last submission in the order of the areas, with their standing.

    Columns: those of ``submissions.compared_with_the_one_before`` and of ``with_standing``.

    One row per area, requirement; the overall row last.
    """
    rows = submissions.compared_with_the_one_before(tables["assurance"])
    rows = submissions.with_standing(rows, tables["assurance_comment"], day=day)
    order = [*dict.fromkeys(tables["assurance_part"]["area"]), *dict.fromkeys(rows["area"])]
    return in_order_of(rows, "area", dict.fromkeys(order))


def serving(assurance_part: pd.DataFrame, kind: str, *, called: str) -> pd.DataFrame:
    """What serves the areas in one way, its name in the column ``called``.

    One row per area, name.
    """
    rows = assurance_part[assurance_part["kind"] == kind]
    return rows[["area", "name"]].rename(columns={"name": called})


def on_time(milestone: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """The steps of each programme that were due or moved by a day, and those done in time.

    Due are steps that are done, late, or moved to a later day; in time is done by the end of what
    was first planned. Columns: programme, steps_on_time, steps_due.

    One row per programme that has a step due.
    """
    steps = milestones.with_slip(milestone, day=day)
    steps = steps[steps["standing"] != "to come"]
    kept = steps["standing"].eq("done") & steps["slip_days"].isna()
    by_programme = steps.assign(kept=kept).groupby("programme")["kept"]
    found = by_programme.agg(steps_on_time="sum", steps_due="size")
    return found.astype("float64").reset_index()


def steps(tables: dict[str, pd.DataFrame], measures: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Every step of every area: its milestones, and the steps of its trajectories still to come.

    ``chance_percent`` is the chance of a trajectory's step by its day; a milestone has none, and
    shows how its programme kept its days so far (``steps_on_time`` of ``steps_due``). Columns:
    area, programme, step, planned_for, planned_now, standing, slip_days, chance_percent,
    steps_on_time, steps_due, measure, value_percent, denominator (of a trajectory's step).

    One row per area, programme, step, planned_for; by area and the day planned now.
    """
    parts = tables["assurance_part"]
    dated = milestones.with_slip(tables["milestone"], day=day).rename(columns={"milestone": "step"})
    dated = serving(parts, "programme", called="programme").merge(
        dated, on="programme", validate="many_to_many"
    )
    dated = dated.merge(
        on_time(tables["milestone"], day=day), on="programme", how="left", validate="many_to_one"
    )
    planned = _planned(tables["trajectory"], measures, day=day)
    planned = serving(parts, "trajectory", called="measure").merge(
        planned, on="measure", validate="many_to_many"
    )
    columns = [*_STEPS, *_CHANCE, "measure", "value_percent", "denominator"]
    both = [dated.reindex(columns=columns), planned.reindex(columns=columns)]
    found = pd.concat([rows for rows in both if len(rows)] or both, ignore_index=True)
    order = list(dict.fromkeys(parts["area"]))
    due = found["planned_now"].map(periods.last_day, na_action="ignore")
    then = ["due", "programme", "step"]
    return in_order_of(found.assign(due=due), "area", order, then=then)[columns]


def _planned(trajectory: pd.DataFrame, measures: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Steps of trajectories that end on the day or later, with their chance.

    One row per row of ``trajectory`` that is to come.
    """
    ahead = trajectory[trajectory["period"].map(periods.last_day) >= day]
    chance = pick(measures, "trajectory_chance")
    keys = {"of_measure": "measure", "plan": "plan_version", "of_basis": "basis"}
    chance = chance[[*keys, "period", "value"]].rename(columns={**keys, "value": "chance_percent"})
    found = ahead.assign(plan_version=ahead["plan_version"].fillna("")).merge(
        chance, on=[*keys.values(), "period"], how="left", validate="one_to_one"
    )
    return found.assign(
        step=found["plan_version"],
        planned_for=found["period"],
        planned_now=found["period"],
        standing="to come",
    )


def money(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """The money of each programme by year: in the plan, secured by award, spent by the ledger.

    What is spent is that of the ledger lines that serve the programme's area, by the newest month
    of the year that was over by the day (``spent_to``); blank where no line serves it, or where
    several programmes share an area's lines. Columns: area (blank where the plan names none),
    programme, financial_year, plan_gbp, secured_gbp, spent_gbp, spent_to.

    One row per programme, financial_year.
    """
    award, parts = tables["funding_award"], tables["assurance_part"]
    secured = award["amount_gbp"].where(award["status"].isin(["secured", "spent"]), 0.0)
    rows = award.assign(secured_gbp=secured).rename(columns={"period": "financial_year"})
    by_year = rows.groupby(["programme", "financial_year"], as_index=False).agg(
        plan_gbp=("amount_gbp", "sum"), secured_gbp=("secured_gbp", "sum")
    )
    areas = serving(parts, "award", called="programme")
    found = by_year.merge(
        areas.drop_duplicates("programme"), on="programme", how="left", validate="many_to_one"
    )
    alone = areas[~areas["area"].duplicated(keep=False)]
    spent = _spent(tables["ledger_line"], serving(parts, "ledger_line", called="line_code"), day)
    spent = alone.merge(spent, on="area", validate="one_to_many").drop(columns="area")
    found = found.merge(spent, on=["programme", "financial_year"], how="left", validate="1:1")
    return found[["area", "programme", "financial_year", *_MONEY, "spent_to"]]


def total(rows: pd.DataFrame) -> pd.Series:
    """The sums of ``money`` over programmes and years, and the newest month that is in them."""
    sums = rows[_MONEY].sum(min_count=1).astype("object")
    months = rows["spent_to"].dropna()
    return pd.concat([sums, pd.Series({"spent_to": months.max() if len(months) else None})])


def _spent(ledger_line: pd.DataFrame, lines: pd.DataFrame, day: str) -> pd.DataFrame:
    """Spent to the newest month of each year over the lines of an area.

    One row per area, financial_year.
    """
    known = ledger_line[ledger_line["month"].map(periods.last_day) <= day]
    known = known.merge(lines, on="line_code", validate="many_to_many")
    known = known.assign(financial_year=known["month"].map(periods.financial_year))
    newest = known.groupby(["area", "financial_year"])["month"].transform("max")
    return (
        known[known["month"] == newest]
        .groupby(["area", "financial_year"], as_index=False)
        .agg(spent_gbp=("actual_to_date_gbp", "sum"), spent_to=("month", "max"))
    )


def areas(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """Each area of the last submission with its money over the years and the bodies that govern it.

    Columns: area, plan_gbp, secured_gbp, spent_gbp (each blank where no award serves it), years,
    bodies (a list).

    One row per area.
    """
    parts = tables["assurance_part"]
    bodies = serving(parts, "body", called="body").groupby("area")["body"].agg(list)
    costs = money(tables, day=day).groupby("area")
    sums = costs[_MONEY].sum(min_count=1)
    years = costs["financial_year"].agg(lambda years: sorted(set(years)))
    named = pd.DataFrame({"area": list(dict.fromkeys(parts["area"]))})
    return named.assign(
        **{column: named["area"].map(sums[column]) for column in _MONEY},
        years=named["area"].map(years),
        bodies=named["area"].map(bodies),
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Steps kept by programme, and the money of each programme by year."""
    about = {"area": cycle.commissioner, "period": cycle.as_at}
    kept = {"steps_on_time": ("steps_on_time", "steps_due")}
    found = by_row(
        on_time(tables["milestone"], day=cycle.as_at),
        kept,
        by={"programme": "programme"},
        source=sources(tables["milestone"]),
        **about,
    )
    rows = money(tables, day=cycle.as_at)
    by = {"programme": "programme", "period": "financial_year"}
    behind = [tables["funding_award"], tables["assurance_part"]]
    for amount in AMOUNTS:
        spent = amount == "spent"
        found += by_row(
            rows,
            {"programme_money": f"{amount}_gbp"},
            by=by,
            amount=amount,
            basis="actual" if spent else "plan",
            area=cycle.commissioner,
            source=sources(*behind, *([tables["ledger_line"]] if spent else [])),
        )
    return found
