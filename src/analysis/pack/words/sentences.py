"""The sentences of the committee pack."""

import pandas as pd

from analysis import pack
from analysis.access.board import board
from analysis.access.words import at_scale
from analysis.access.words.answer import answer as access_answer
from analysis.cycles import words as cycles_words
from analysis.finance import ledger, movement, plans
from analysis.finance.words.answer import answer as finance_answer
from analysis.measures import pick, value_of
from analysis.pack.words.tables import _period
from analysis.project import Cycle, periods
from analysis.workforce.words.answer import answer as workforce_answer
from analysis.writing.phrases import count, first_up, joined, of_them, quoted


def answers(
    tables: dict[str, pd.DataFrame], measures: pd.DataFrame, cycle: Cycle
) -> dict[str, list[str]]:
    """What each of the three reports answers, in its own sentences, by the report's name."""
    ledger_line = tables["ledger_line"]
    bridge = movement.forecast_bridge(
        ledger_line,
        since=cycle.last_reported_month,
        until=ledger.reported_month(ledger_line, as_at=cycle.as_at),
    )
    growth = plans.growth_test(tables["budget_line"], tables["allocation"])
    planned = board(measures, tables["trajectory"], day=cycle.as_at)
    of = {
        "Finance": finance_answer(measures, bridge=bridge, growth_test=growth),
        "Workforce": workforce_answer(measures),
        "Access": access_answer(measures, board=planned),
    }
    return {report: [sentence for sentence, _ in said] for report, said in of.items()}


def in_a_minute(
    tables: dict[str, pd.DataFrame],
    measures: pd.DataFrame,
    cycle: Cycle,
    *,
    compared: pd.DataFrame,
    since: str | None,
) -> list[str]:
    """The pack's own answer as plain sentences, for the pages that lead to it."""
    trends = pack.risks_with_trend(tables["risk"], day=cycle.as_at)
    actions = pack.open_actions(tables, day=cycle.as_at)
    said = answer(
        answers(tables, measures, cycle),
        summary=cycles_words.summary(compared, since=since),
        risks=risks(trends),
        monitoring=monitoring(pack.summary_checked(tables["monitoring"], actions)),
    )
    return [sentence for sentence, _ in said]


def headlines(said: dict[str, list[str]]) -> pd.DataFrame:
    """The reports' answers as a table. One row per sentence."""
    rows = [(report, sentence) for report, sentences in said.items() for sentence in sentences]
    return pd.DataFrame(rows, columns=["Report", "What it says"])


def answer(
    said: dict[str, list[str]], *, summary: str | None, risks: str | None, monitoring: str | None
) -> list[tuple[str, str]]:
    """The answer at the top of the page: at most four sentences, the most important first."""
    every = [
        (next(iter(said.get("Finance", [])), None), "headlines"),
        (next(iter(said.get("Access", [])), None), "headlines"),
        (risks, "risks"),
        (monitoring, "monitoring-summary"),
        (summary, "what-changed"),
        (next(iter(said.get("Workforce", [])), None), "headlines"),
    ]
    return [(sentence, section) for sentence, section in every if sentence][:4]


def key_figures(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """At most four figures with their comparison."""
    cards = []
    for measure, label in (
        ("practices_open", "Practices open"),
        ("registered_patients", "Registered patients"),
    ):
        rows = pick(measures, measure, area_type="commissioner", category="")
        if len(rows):
            now = rows.iloc[-1]
            when = periods.in_words(now["period"]) if now["period"] else "no date stated"
            cards.append((label, f"{now['value']:,.0f}", when))
    asked = pick(measures, "requirements_assured")
    if len(asked):
        now = asked.iloc[-1]
        cards.append(
            (
                "Requirements assured",
                f"{now['numerator']:.0f} of {now['denominator']:.0f}",
                "of the last submission",
            )
        )
    late = pick(measures, "milestones", category="late")
    if len(late):
        moved = value_of(measures, "milestones", category="moved") or 0
        cards.append(
            ("Milestones late", f"{late.iloc[-1]['value']:.0f}", f"{moved:.0f} moved to later")
        )
    return cards[:4]


def monitoring(checked: pd.DataFrame) -> str | None:
    """How many rows of the summary disagree with the pack's own body."""
    if checked.empty:
        return None
    wrong = checked["check"].str.startswith("says no action").sum()
    blank = checked["check"].isin(["not filled in", "not considered"]).sum()
    if not wrong and not blank:
        return "Every row of the monitoring summary agrees with what is open in the pack."
    parts = []
    if wrong:
        parts.append(
            f"{count(wrong, 'row')} of the monitoring summary "
            f"{'says' if wrong == 1 else 'say'} that no action is required while actions are "
            "open in the pack"
        )
    if blank:
        parts.append(f"{count(blank, 'row')} {'is' if blank == 1 else 'are'} not filled in")
    return f"{first_up(joined(parts))}."


def assured(measures: pd.DataFrame, submission: pd.DataFrame) -> str | None:
    """How many requirements are assured, how many open, and what the overall rating says."""
    rows = pick(measures, "requirements_assured")
    if rows.empty:
        return None
    now = rows.iloc[-1]
    still_open = now["denominator"] - now["numerator"]
    said = (
        f"On {periods.in_words(now['period'])}, {of_them(now['numerator'])} of the "
        f"{count(now['denominator'], 'requirement')} of the last submission "
        f"{'was' if now['numerator'] == 1 else 'were'} assured and {of_them(still_open)} "
        f"{'was' if still_open == 1 else 'were'} open"
    )
    overall = submission[submission["area"].str.lower() == "overall"]["rating"]
    if len(overall):
        said += f". The overall rating: {overall.iloc[0]}"
    return f"{said}."


def resubmitted(differences: pd.DataFrame) -> str | None:
    """What changed since the submission before, in numbers that add up to the requirements.

    The overall assessment is no requirement; what is no longer asked is said apart.
    """
    asked = differences[differences["area"].str.lower() != "overall"]
    counts = asked["difference"].value_counts()
    parts = [
        f"{of_them(counts[kind])} {words}"
        for kind, words in (
            ("rating changed", "rated otherwise"),
            ("new", "new"),
            ("response changed", "with another response and the same rating"),
            ("no longer asked", "no longer asked"),
            ("as before", "as before"),
        )
        if counts.get(kind)
    ]
    return f"Since the submission before: {joined(parts)}." if parts else None


def promised(positions: pd.DataFrame, *, what: str) -> str | None:
    """How many promises are met, below their target, overdue, or without a figure."""
    if positions.empty:
        return None
    counts = positions["standing"].value_counts()
    parts = [
        f"{count(counts[standing], 'is', 'are')} {words}"
        for standing, words in (
            ("met", "met"),
            ("below", "below target with the day still to come"),
            ("overdue", "overdue"),
            ("no target", "without a target to measure against"),
            ("no figure", "without a figure"),
        )
        if counts.get(standing)
    ]
    return f"Of {count(len(positions), what)}, {joined(parts)}."


def maturity(measures: pd.DataFrame, areas: int) -> str | None:
    """On how many areas have reached their step, on each pillar: the most first."""
    rows = pick(measures, "areas_at_target_step")
    if rows.empty:
        return None
    rows = rows[rows["period"] == rows["period"].max()].sort_values(
        ["value", "category"], ascending=[False, True]
    )
    if rows["value"].iloc[0] == rows["value"].iloc[-1]:
        same = rows["value"].iloc[0]
        are = "is" if same == 1 else "are"
        return f"On every pillar {of_them(same)} of {areas} areas {are} at the target step."
    parts = [
        f"{of_them(number)} on {quoted(pillars['category'])}"
        for number, pillars in rows.groupby("value", sort=False)
    ]
    return f"Of {areas} areas, at the target step: {'; '.join(parts)}."


def milestones(slipped: pd.DataFrame) -> str | None:
    """How many milestones are done, late and moved, and the longest slip of those not done."""
    if slipped.empty:
        return None
    counts = slipped["standing"].value_counts()
    late, moved = counts.get("late", 0), counts.get("moved", 0)
    done = counts.get("done", 0)
    said = (
        f"{first_up(of_them(done, 'not one'))} of {count(len(slipped), 'milestone')} "
        f"{'is' if done <= 1 else 'are'} done, {of_them(late)} {'are' if late > 1 else 'is'} late "
        f"and {of_them(moved)} {'have' if moved > 1 else 'has'} moved"
    )
    waiting = slipped[(slipped["standing"] != "done") & slipped["slip_days"].notna()]
    if len(waiting):
        worst = waiting.loc[waiting["slip_days"].idxmax()]
        said += (
            f"; the longest slip is {worst['slip_days']:.0f} days ({quoted([worst['milestone']])})"
        )
    return f"{said}."


def risks(trends: pd.DataFrame) -> str | None:
    """How many risks are open, which score highest, and how many rise."""
    if trends.empty:
        return None
    top = trends[trends["score"] == trends["score"].max()]
    rising = trends["trend"].eq("rising").sum()
    lead = f"{first_up(count(len(trends), 'risk'))} {'is' if len(trends) == 1 else 'are'} open"
    return (
        f"{lead}, {of_them(rising)} of them rising; {quoted(top['risk'])} "
        f"{'scores' if len(top) == 1 else 'score'} highest, {top['score'].iloc[0]:.0f} of 25."
    )


def decisions(listed: pd.DataFrame) -> str | None:
    """How many decisions were taken, how many are to come, and the next of them."""
    if listed.empty:
        return None
    coming = listed[listed["decided_on"].isna()].sort_values("planned_for")
    taken = len(listed) - len(coming)
    said = f"{first_up(count(taken, 'decision'))} taken, {of_them(len(coming))} to come"
    if len(coming):
        due = coming.iloc[0]
        when = f" ({periods.in_words(due['planned_for'])})" if _period(due["planned_for"]) else ""
        said += f"; next: {quoted([due['decision']])}{when}"
    return f"{said}."


def strain(measures: pd.DataFrame) -> str | None:
    """How many practices are at risk now and the month before, and how many newly."""
    rows = pick(measures, "practices_at_risk_share", area_type="commissioner")
    if rows.empty:
        return None
    now = rows.iloc[-1]
    said = (
        f"In {periods.in_words(now['period'])}, {of_them(now['numerator'])} of "
        f"{now['denominator']:.0f} practices ({now['value']:.1f}%) were in the two lowest bands"
    )
    if len(rows) > 1:
        before = rows.iloc[-2]
        said += f", against {of_them(before['numerator'])} in {periods.in_words(before['period'])}"
    new = value_of(measures, "practices_newly_at_risk", period=now["period"])
    if new is not None:
        said += f"; {of_them(new)} newly so"
    return f"{said}."


def support(measures: pd.DataFrame) -> str | None:
    """Practices offered support this year, how many accepted and completed."""
    rows = pick(measures, "support_practices")
    rows = rows[rows["category"].str.startswith("resilience: ")]
    if rows.empty:
        return None
    year = rows["period"].max()
    stage = {
        row["category"].rpartition(": ")[2]: row["value"]
        for row in rows[rows["period"] == year].to_dict("records")
    }
    return (
        f"In {year}, {count(stage.get('offered', 0), 'practice')} "
        f"{'was' if stage.get('offered') == 1 else 'were'} offered support under the resilience "
        f"programme; {of_them(stage.get('accepted', 0))} accepted and "
        f"{of_them(stage.get('completed', 0))} completed it."
    )


def estate(measures: pd.DataFrame) -> str | None:
    """The share of sites that are modern and that need major investment."""
    modern = pick(measures, "sites_by_condition", category="modern: sites")
    major = pick(measures, "sites_by_condition", category="major_investment: sites")
    if modern.empty:
        return None
    now = modern.iloc[-1]
    said = (
        f"On {periods.in_words(now['period'])}, {now['value']:.1f}% of "
        f"{now['denominator']:.0f} sites were modern"
    )
    if len(major):
        said += f" and {major.iloc[-1]['value']:.1f}% needed major investment"
    cost = value_of(measures, "premises_cost_per_m2")
    if cost is not None:
        said += f"; premises cost £{cost:,.0f} a square metre a year"
    return f"{said}."


def systems(measures: pd.DataFrame) -> str | None:
    """Practices live on and moving to the shared clinical system, apart."""
    return at_scale.systems(measures)


def standing(assured: bool, *, lacking: list[str] | None = None) -> str:
    """Whether the pack is assured, in words, and who has still to sign where that is given."""
    said = "Assured: assurer and approver have signed."
    if not assured:
        said = "Draft, not assured: assurer and approver have not both signed."
        if lacking:
            said = "Draft, not assured."
    return f"{said} Still to sign: {joined(lacking)}." if lacking else said


def changes_note(audience: str) -> str:
    """What to know of a table of changes: when figures are rounded, and how for the public."""
    return " ".join(note for note in (cycles_words.NOTE, rounding(audience)) if note)


def rounding(audience: str) -> str | None:
    """How counts are shown to the public, in words; nothing where they are shown as they are."""
    if audience != "public":
        return None
    return "Counts of 1 to 7 are shown as 5, others to the nearest 5."
