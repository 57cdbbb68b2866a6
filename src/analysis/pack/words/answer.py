"""The first screens of paper and annex, and what the three reports say."""

import pandas as pd

from analysis import disclosure
from analysis.access.words import answer as access_words
from analysis.cycles import words as cycles_words
from analysis.finance.words import answer as finance_words
from analysis.measures import latest, value_of
from analysis.pack.key_findings import KeyFindings
from analysis.pack.words import areas, governance, practices
from analysis.workforce.words import answer as workforce_words
from analysis.writing.phrases import when


def of_reports(measures: pd.DataFrame, found: KeyFindings) -> dict[str, list[str]]:
    """What each of the three reports answers, in its own sentences, the most important first."""
    answers = {
        "Finance": finance_words.answer(
            measures,
            bridge=found.forecast_bridge,
            growth_test=found.growth_test,
            decision=found.decision,
        ),
        "Workforce": workforce_words.answer(measures),
        "Access": access_words.answer(measures, board=found.board),
    }
    return {report: [sentence for sentence, _ in pairs] for report, pairs in answers.items()}


def of_report(
    measures: pd.DataFrame, found: KeyFindings, report: str, *, shown: str | None
) -> list[str]:
    """The rest of a report's answer: not what leads the paper, nor what a chart's title says."""
    return [one for one in of_reports(measures, found)[report][1:] if one != shown][:2]


def answer(
    measures: pd.DataFrame, found: KeyFindings, *, commitments: pd.DataFrame, decided: pd.DataFrame
) -> list[tuple[str, str]]:
    """The paper in six lines: each report's first sentence, commitments, risks, what is next.

    Each comes with the section that it leads to. ``commitments`` is ``promises.with_figures``,
    ``decided`` is ``decisions.in_order``.
    """
    first = {
        report: next(iter(sentences), None)
        for report, sentences in of_reports(measures, found).items()
    }
    every = [
        (first["Finance"], "finance"),
        (first["Workforce"], "workforce"),
        (first["Access"], "access"),
        (governance.promised(commitments, what="target"), "commitments"),
        (governance.risks(found.open_risks), "risks"),
        (governance.decisions(decided), "decisions"),
    ]
    return [(sentence, section) for sentence, section in every if sentence]


def of_annex(
    measures: pd.DataFrame, found: KeyFindings, *, compared: pd.DataFrame, since: str | None
) -> list[tuple[str, str]]:
    """The annex in at most four sentences: what moved, what its summary hides, who is at risk.

    ``compared`` is ``results.compared`` of the cycle, ``since`` the cycle before.
    """
    every = [
        (cycles_words.summary(compared, since=since), "what-changed"),
        (governance.monitoring(found.summary_checked), "monitoring-summary"),
        (practices.bands(measures), "practices-under-strain"),
        (areas.influenza(measures), "influenza"),
    ]
    return [(sentence, section) for sentence, section in every if sentence]


def key_figures(measures: pd.DataFrame) -> list[tuple[str, str, str]]:
    """At most four figures with their comparison: label, figure, comparison."""
    cards = []
    for measure, label in (
        ("practices_open", "Practices open"),
        ("registered_patients", "Registered patients"),
    ):
        now = latest(measures, measure, category="")
        if now is not None:
            on = when(now["period"], "no date stated")
            cards.append((label, f"{now['value']:,.0f}", on))
    asked = latest(measures, "requirements_assured")
    if asked is not None:
        share = f"{asked['numerator']:.0f} of {asked['denominator']:.0f}"
        cards.append(("Requirements assured", share, "of the last submission"))
    late = value_of(measures, "milestones", status="late")
    if late is not None:
        moved = value_of(measures, "milestones", status="moved") or 0
        cards.append(("Milestones late", f"{late:.0f}", f"{moved:.0f} moved to later"))
    return cards


def changes_note(audience: str) -> str:
    """What to know of a table of changes: when figures are rounded, and how for the public."""
    return " ".join(note for note in (cycles_words.NOTE, rounding(audience)) if note)


def rounding(audience: str) -> str | None:
    """How counts are shown to the public, in words; None where they are shown as they are."""
    if not disclosure.is_public(audience):
        return None
    return "Counts of 1 to 7 are shown as 5, others to the nearest 5."
