"""The head of a page: its status, the answer, the key figures."""

from collections.abc import Iterable, Sequence

from analysis.project import Cycle, periods
from analysis.report.page.blocks import EMPTY, Block, block, part, slug, words
from analysis.writing.phrases import first_up

ILLUSTRATIVE = "Illustrative: built from synthetic returns; no figure describes a real practice."
_MOST_CARDS = 4


def status(cycle: Cycle, *, data: str, more: Iterable[str | None], illustrative: bool) -> Block:
    """Committee and date, draft or approved, how old the data is, and further lines."""
    day = periods.in_words(cycle.committee_date or cycle.label)
    return block(
        part(
            "status",
            committee=f"{cycle.committee}, {day}{'' if cycle.committee_date else ', day not set'}",
            state="Approved" if cycle.status == "approved" else "DRAFT, not approved",
            lines=[line for line in (data, *more) if line],
            illustrative=ILLUSTRATIVE if illustrative else "",
        )
    )


def answer(sentences: Iterable) -> Block:
    """The answer as a list of sentences, each with a link to its section where it names one."""
    shown = []
    for entry in sentences:
        sentence, section = (entry, "") if isinstance(entry, str) or not entry else entry
        if sentence:
            title = first_up(str(section or "").replace("-", " "))
            shown.append((sentence, section and slug(section), title))
    return block(part("answer", sentences=shown))


def key_figures(cards: Iterable[Sequence[str] | None]) -> Block:
    """At most four figures with what each is compared with. Raises ``ValueError`` for a fifth."""
    kept = [card for card in cards if card]
    if len(kept) > _MOST_CARDS:
        raise ValueError(f"{len(kept)} key figures: a reader takes in {_MOST_CARDS} at most.")
    shown = [
        (label, words(figure), [line for line in comparison if line])
        for label, figure, *comparison in kept
    ]
    return block(part("key_figures", cards=shown)) if shown else EMPTY
