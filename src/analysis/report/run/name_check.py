"""The last look at a public page before it is published: does it name a practice anywhere?

Tables of practices are withheld long before. This looks at what came of it, whichever way it got
there: words, alternative text, pictures, downloads, file names of sources.
"""

import base64
import re
from html import escape

from analysis import places, project
from analysis.disclosure import public_edition
from analysis.report.page import Page
from analysis.report.run.publish import Outcome

_EMBEDDED = re.compile(r"base64,([A-Za-z0-9+/=]+)")
_SHOWN = 3


def refuse_names(outcomes: list[Outcome]) -> None:
    """Fail every public page that names a practice of the cycle; nothing for the committee's."""
    if project.parameters().audience != "public":
        return
    known: dict[str, tuple[set[str], list[str]]] = {}
    for outcome in outcomes:
        if outcome.failed:
            continue
        cycle = outcome.job.cycle
        if cycle not in known:
            known[cycle] = (names_of(Page(cycle)), places_of(Page(cycle)))
        names, place_names = known[cycle]
        text = everything_in(outcome.html, outcome.downloads).lower()
        for place in place_names:
            text = text.replace(place, "")
        found = public_edition.named_in(text, names)
        if found:
            outcome.error = (
                f"the public edition would name {len(found)} "
                f"{'practice' if len(found) == 1 else 'practices'} "
                f"({', '.join(found[:_SHOWN])}). Take the rows out of the notebook, or the name "
                "out of the return's file name"
            )


def names_of(page: Page) -> set[str]:
    """Codes of every practice that the cycle's tables hold, and names of the commissioner's own."""
    every = public_edition.identities(page.tables())
    ours = places.members(
        page.tables(), commissioner=page.cycle.commissioner, day=page.cycle.as_at
    )["practice_name"].dropna()
    own = {str(name).lower() for name in ours}
    return {name for name in every if " " not in name or name.lower() in own}


def places_of(page: Page) -> list[str]:
    """Names of localities and networks in lower case, the longest first.

    A network may be called after one of its practices: its own name tells of the network.
    """
    found = {
        str(name).lower()
        for table in page.tables().values()
        for column in ("locality", "pcn_name")
        if column in table
        for name in table[column].dropna().unique()
    }
    return sorted(found | {escape(name) for name in found}, key=lambda name: (-len(name), name))


def everything_in(html: str, downloads: dict[str, str]) -> str:
    """A page's text with whatever is folded into it, and its downloads."""
    folded = [*_EMBEDDED.findall(html), *downloads.values()]
    decoded = (base64.b64decode(part).decode("utf-8", "replace") for part in folded)
    return "\n".join((_EMBEDDED.sub("", html), *downloads, *decoded))
