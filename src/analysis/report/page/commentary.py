"""What people wrote about a section in ``cycle.yml``, signed by role and dated."""

from analysis.project import Cycle, periods
from analysis.report.page import markdown
from analysis.report.page.blocks import Block, block, part, slug

_LASTS = 60  # days before the meeting: an older judgement was carried over unread


def commentary(cycle: Cycle, section: str) -> Block:
    """The commentary on a section; what is old or undated is marked as not renewed."""
    return block(
        *(
            part(
                "commentary",
                text=markdown.note_html(str(entry["text"])),
                signed=_signed(entry, cycle),
            )
            for entry in cycle.commentary
            if slug(entry.get("section", "")) == slug(section) and entry.get("text")
        )
    )


def _signed(entry: dict, cycle: Cycle) -> str:
    """Who wrote it and when, and that it has expired where it was written long before."""
    day = entry.get("dated") and periods.read_day(str(entry["dated"]))
    written = periods.in_words(str(entry["dated"])) if entry.get("dated") else "not dated"
    signed = f"{entry.get('signed_by') or 'Not signed'}, {written}"
    if day and periods.days_between(day, cycle.as_at) <= _LASTS:
        return signed
    return f"{signed}. Expired: not renewed for this meeting"
