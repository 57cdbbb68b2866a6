"""Sentences on the projection of GPs, how it would have done, and what is assured."""

import pandas as pd

from analysis.measures import latest, pick
from analysis.project import periods
from analysis.writing.phrases import count, figure, first_up, joined, of_them


def projected(measures: pd.DataFrame) -> str | None:
    """Where the projection ends, and how far the national expectation is from it."""
    fan = pick(measures, "gp_fte_projected")
    if fan.empty:
        return None
    middle = fan[fan["outcome"] == "middle"]
    first, last = middle.iloc[0], middle.iloc[-1]
    ends = fan[fan["period"] == last["period"]].set_index("outcome")["value"]
    change = last["value"] - first["value"]
    size = figure(abs(change), "fte")
    more = "more" if change > 0 else "fewer"
    moved = "the same as" if size == "0.0 FTE" else f"{size} {more} than"
    sentence = (
        f"On the logged assumptions there would be {figure(last['value'], 'fte')} GPs in "
        f"{periods.in_words(last['period'])}, {moved} in {periods.in_words(first['period'])} "
        f"(four in five outcomes lie between {ends['low']:.0f} and {ends['high']:.0f})"
    )
    goal = latest(measures, "gp_fte_national_expectation")
    if goal is not None:
        sentence += (
            "; with the local share of the national growth there would be "
            f"{figure(goal['value'], 'fte')}"
        )
        if ends["high"] < goal["value"] and goal["period"] == last["period"]:
            sentence += ", above that range"
    return f"{sentence}."


def back_tested(back_test: pd.DataFrame) -> str | None:
    """How the model would have done from one snapshot to the next."""
    known = back_test.tail(1).dropna(subset=["actual_fte"])
    if known.empty:
        return None
    row = known.iloc[0]
    off = row["actual_fte"] - row["middle_fte"]
    size = figure(abs(off), "fte")
    how = "exactly" if size == "0.0 FTE" else f"{size} {'too low' if off > 0 else 'too high'}"
    inside = "inside" if row["inside"] == "yes" else "outside"
    return (
        f"Started in {periods.in_words(row['from_period'])}, the model's middle for "
        f"{periods.in_words(row['of_period'])} is {how}; what happened lies {inside} its span. "
        f"{first_up(count(len(back_test), 'such test'))} "
        f"{'says' if len(back_test) == 1 else 'say'} little of the years ahead."
    )


def exceptions(workforce_issue: pd.DataFrame) -> list[str]:
    """The exceptions that the strategy itself admits, in its words, with the document."""
    rows = workforce_issue[workforce_issue["kind"] == "exception"]
    return [
        f"The plan itself makes an exception ({row['source_document']}): {row['issue']}."
        for row in rows.to_dict("records")
    ]


def assurance(measures: pd.DataFrame) -> str | None:
    """How many of the workforce measures have evidence, and whether there are the six."""
    rows = pick(measures, "workforce_assurance_measures", area_type="commissioner")
    if rows.empty:
        return None
    now = rows[rows["period"] == rows["period"].max()].set_index("status")["value"]
    total = int(now.sum())
    full, part, none = (
        f"{of_them(number)} {'is' if number < 2 else 'are'}"
        for number in now.reindex(["evidenced", "partly_evidenced", "not_evidenced"]).fillna(0)
    )
    sentence = (
        f"Of {count(total, 'measure')}, {full} evidenced in full, {part} in part and {none} not "
        "at all"
    )
    return f"{sentence}." if total == 6 else f"{sentence}; six are asked for."


def blockers(workforce_issue: pd.DataFrame) -> str | None:
    """How many blockers are open, and who owns them."""
    rows = workforce_issue[workforce_issue["kind"] == "blocker"]
    if rows.empty:
        return None
    still = rows[rows["status"] != "closed"]
    if still.empty:
        return "No blocker is open."
    owners = joined([f"the {role}" for role in sorted(still["owner_role"].dropna().unique())])
    return (
        f"{first_up(count(len(still), 'blocker'))} of the whole system "
        f"{'is' if len(still) == 1 else 'are'} open, owned by {owners}."
    )
