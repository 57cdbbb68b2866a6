"""Comments, changes, paths, projects and ratings in words."""

import pandas as pd

from analysis.measures import pick
from analysis.pack.words.tables import _period
from analysis.project import periods
from analysis.writing.phrases import count, first_up, joined, of_them, quoted


def comments(log: pd.DataFrame) -> str | None:
    """How many comments are open, answered and closed, and what the last submission brought."""
    if log.empty:
        return None
    counts, since = log["status"].value_counts(), log["difference"].value_counts()
    parts = [
        f"{count(counts.get('open', 0), 'has', 'have')} no answer yet",
        f"{count(counts.get('answered', 0), 'is', 'are')} answered and with the assurer",
        f"{count(counts.get('closed', 0), 'is', 'are')} closed",
    ]
    last = periods.in_words(log["submitted_on"].max())
    said = [
        f"{of_them(since[kind])} {words}"
        for kind, words in (
            ("new", "new"),
            ("asked again", "asked again"),
            ("not asked again", "not asked again"),
        )
        if since.get(kind)
    ]
    return (
        f"Of {count(len(log), 'comment')}, {joined(parts)}. "
        f"On the submission of {last}: {joined(said)}."
    )


def comments_as_read(log: pd.DataFrame) -> pd.DataFrame:
    """The comment log as a committee reads it. One row per comment."""
    return pd.DataFrame(
        {
            "Comment": log["comment"],
            "Area": log["area"],
            "Our answer": log["response"].fillna("none yet"),
            "Evidence": log["evidence"].fillna("none given"),
            "Status": [
                f"{status}{f', {_period(since)}' if _period(since) else ''}"
                for status, since in zip(log["status"], log["since"], strict=True)
            ],
            "Since the submission before": log["difference"],
            "Owner": log["owner_role"].fillna("not named"),
        }
    )


def changes(briefing: pd.DataFrame) -> str | None:
    """How many changes are planned, and about which nobody was asked yet."""
    if briefing.empty:
        return None
    unasked = briefing[briefing["asked"] != "recorded"]
    said = f"{first_up(count(len(briefing), 'change'))} before the committee or scrutiny"
    if unasked.empty:
        return f"{said}; people were asked about each of them."
    whom = of_them(len(unasked))
    named = quoted(unasked["change"])
    return f"{said}; about {whom} of them no engagement is recorded yet: {named}."


def changes_as_read(briefing: pd.DataFrame, *, audience: str) -> pd.DataFrame:
    """The scrutiny briefing as its readers meet it. One row per change.

    The public edition gives no figure for a single practice.
    """
    hidden = briefing["one_practice"].eq("yes") & (audience == "public")
    return pd.DataFrame(
        {
            "Change": briefing["change"],
            "Where and when": [
                f"{place}, {_period(due) or 'day not set'}"
                for place, due in zip(
                    briefing["locality"].fillna("every locality"),
                    briefing["planned_for"],
                    strict=True,
                )
            ],
            "Patients there": _hide(briefing["patients"], hidden, "{:,.0f}"),
            "Aged 65 and over (%)": _hide(briefing["share_65_and_over_percent"], hidden, "{:.1f}"),
            "Older people": briefing["effect_on_older_people"].fillna("not stated"),
            "People in the country": briefing["effect_on_rural_people"].fillna("not stated"),
            "People asked": [_asked(row) for row in briefing.to_dict("records")],
            "Consultation and scrutiny": [_test(row) for row in briefing.to_dict("records")],
            "Outcome": briefing["outcome"].fillna("to come"),
        }
    )


def _hide(values: pd.Series, hidden: pd.Series, form: str) -> list[str | None]:
    """Figures as text, ``not shown`` where they are hidden and None where they are not known."""
    return [
        "not shown" if is_hidden else None if pd.isna(value) else form.format(value)
        for value, is_hidden in zip(values, hidden, strict=True)
    ]


def _test(row: dict) -> str:
    """The test of a major change: how it was judged, whether to consult, when it is heard."""
    major = {"yes": "judged major", "no": "judged not major"}
    formal = {"yes": "formal consultation", "no": "no formal consultation"}
    heard = _period(row["scrutiny_on"])
    return "; ".join(
        (
            major.get(row["major_change"], "not yet judged"),
            formal.get(row["consultation"], "consultation not decided"),
            f"scrutiny {heard}" if heard else "no day for scrutiny",
        )
    )


def _asked(row: dict) -> str:
    if row["asked"] == "planned":
        return "not yet; planned"
    if row["asked"] == "none":
        return "no engagement recorded"
    people = "" if pd.isna(row["people"]) else f", {row['people']:,.0f} people"
    return f"{count(int(row['events']), 'event')}{people}"


def engagement_as_read(events: pd.DataFrame) -> pd.DataFrame:
    """Engagement events as a committee reads them. One row per event."""
    return pd.DataFrame(
        {
            "Event": events["event"],
            "Day": [_period(on) for on in events["held_on"]],
            "About": events["change"].fillna("general"),
            "Audience": events["audience"].fillna("not stated"),
            "People": [
                "to come" if standing == "to come" else "not counted" if pd.isna(n) else f"{n:,.0f}"
                for standing, n in zip(events["standing"], events["people"], strict=True)
            ],
            "What was heard": events["heard"].fillna("not recorded"),
        }
    )


def paths(standing: pd.DataFrame) -> str | None:
    """How many paths are complete, and where the late ones wait."""
    if standing.empty:
        return None
    done = standing["standing"].eq("complete").sum()
    late = standing[standing["standing"] == "late"]
    said = f"{first_up(of_them(done, 'not one'))} of {count(len(standing), 'path')} to a decision "
    said += f"{'is' if done <= 1 else 'are'} complete"
    if late.empty:
        return f"{said}; none is late."
    waits = [
        f"{row['path']} (next step {quoted([row['next_step']])}, planned for "
        f"{_period(row['next_planned_for'])})"
        for row in late.to_dict("records")
    ]
    return f"{said}; late: {joined(waits)}."


def paths_as_read(standing: pd.DataFrame) -> pd.DataFrame:
    """Paths as a committee reads them. One row per path."""
    return pd.DataFrame(
        {
            "Path": standing["path"],
            "Standing": standing["standing"],
            "Steps done": [
                f"{done:.0f} of {steps:.0f}"
                for done, steps in zip(standing["steps_done"], standing["steps"], strict=True)
            ],
            "Last step": [
                _step(step, on)
                for step, on in zip(standing["last_step"], standing["last_done_on"], strict=True)
            ],
            "Next step": [
                _step(step, on)
                for step, on in zip(
                    standing["next_step"], standing["next_planned_for"], strict=True
                )
            ],
            "Who": standing["next_body"].fillna("nobody: complete"),
        }
    )


def _step(step, on) -> str:
    return (
        f"{step}{f' ({_period(on)})' if _period(on) else ''}" if isinstance(step, str) else "none"
    )


def projects(listed: pd.DataFrame) -> str | None:
    """How projects stand, how many are overdue, and for how many equality was assessed."""
    if listed.empty:
        return None
    counts = listed["standing"].value_counts()
    parts = [
        f"{count(counts[key], 'is', 'are')} {key.replace('_', ' ')}"
        for key in ("late", "at_risk", "on_track", "done")
        if counts.get(key)
    ]
    overdue = listed["overdue"].eq("yes").sum()
    assessed = listed["equality_assessed"].eq("yes").sum()
    return (
        f"Of {count(len(listed), 'project')}, {joined(parts)}; "
        f"{count(overdue, 'has', 'have') if overdue else 'none has'} an overdue step, and the "
        f"effect on equality was assessed for {of_them(assessed)}."
    )


def projects_as_read(listed: pd.DataFrame) -> pd.DataFrame:
    """Highlight reports as a committee reads them. One row per project."""
    return pd.DataFrame(
        {
            "Project": listed["project"],
            "Locality": listed["locality"].fillna("all"),
            "Standing": listed["standing"].str.replace("_", " ").fillna("not stated"),
            "Progress": listed["progress"].fillna("not stated"),
            "Next step": [
                f"{_step(step, due)}{', overdue' if late == 'yes' else ''}"
                for step, due, late in zip(
                    listed["next_step"], listed["next_due"], listed["overdue"], strict=True
                )
            ],
            "Equality assessed": listed["equality_assessed"].fillna("not stated"),
            "Owner": listed["owner_role"].fillna("not named"),
        }
    )


def none_low(ratings: pd.DataFrame) -> str | None:
    """That no practice is rated inadequate, where ratings were supplied."""
    return "No practice is rated inadequate." if len(ratings) else None


def rated(measures: pd.DataFrame) -> str | None:
    """The share of practices rated at least good, and how many are inadequate or unrated."""
    rows = pick(measures, "cqc_good_or_better")
    if rows.empty:
        return None
    now = rows.iloc[-1]
    by = pick(measures, "practices_by_cqc_rating", period=now["period"])
    number = dict(zip(by["category"], by["value"], strict=True))
    low, without = number.get("inadequate", 0), number.get("not_rated", 0)
    return (
        f"Of {now['denominator']:.0f} rated practices, {now['numerator']:.0f} "
        f"({now['value']:.1f}%) are rated good or outstanding; "
        f"{count(low, 'is', 'are') if low else 'none is'} inadequate, and "
        f"{count(without, 'has', 'have') if without else 'none is'} "
        f"{'no rating' if without else 'without a rating'}."
    )


def put_right_as_read(listed: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Practices rated inadequate, with their days in words and ``past`` where it is by ``day``.

    One row per practice.
    """
    terms = {
        name: [
            _period(until) + (", past" if isinstance(until, str) and until < day else "")
            for until in listed[name]
        ]
        for name in ("warning_notice_until", "other_matters_until")
    }
    return listed.assign(published_on=[_period(on) for on in listed["published_on"]], **terms)
