"""The cover sheet of a committee paper, from what the cycle's settings say."""

from analysis import disclosure
from analysis.project import periods
from analysis.report.naming import CONFIDENTIAL
from analysis.report.page import Page
from analysis.report.page.blocks import Block, block, part
from analysis.writing.phrases import first_up, joined


def cover(page: Page, title: str) -> Block:
    """Meeting, title, author by role, purpose, recommendation, engagement, earlier meetings.

    What the cycle does not say is named in one line as not given, never left out.
    """
    cycle = page.cycle
    day = periods.in_words(cycle.committee_date) if cycle.committee_date else None
    signed = periods.in_words(cycle.signed_on) if cycle.signed_on else None
    before = [
        f"{body}, {periods.in_words(held) if held else 'day not given'}"
        for body, held in cycle.previous_meetings
    ]
    facts = {
        "Committee": cycle.committee,
        "Date of the meeting": day,
        "Agenda item": cycle.agenda_item,
        "Title": title,
        "Author": cycle.author,
        "Purpose": cycle.purpose,
        "Recommendation": cycle.recommendation,
        "Strategic principles": "; ".join(cycle.strategic_principles),
        "Engagement": cycle.engagement,
        "Considered before by": "; ".join(before),
        "Appendices": "; ".join(cycle.appendices),
        "Signed by the author": signed,
        "Circulation": "Public" if disclosure.is_public(cycle.audience) else CONFIDENTIAL,
    }
    blank = [key for key, value in facts.items() if not value]
    given = {key: value for key, value in facts.items() if value}
    if blank:
        given["Not given"] = first_up(joined([key.lower() for key in blank]))
    return block(part("facts", kind="cover", rows=given.items()))
