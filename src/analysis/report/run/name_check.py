"""The last look at a public page before it is published: does it name a practice anywhere?

Tables of practices are withheld long before. This looks at the result: words, alternative text,
pictures, downloads, file names of sources.
"""

import base64
import re
from html import unescape

from analysis import disclosure, project
from analysis.disclosure.practice_names import PracticeNames
from analysis.report.page.cycle_data import CycleData
from analysis.report.run.publish import Outcome

_EMBEDDED = re.compile(r"base64,([A-Za-z0-9+/=]+)")
_SHOWN = 3


def refuse_names(outcomes: list[Outcome]) -> None:
    """Fail every public page that names a practice of the cycle; nothing for the committee's."""
    if not disclosure.is_public(project.parameters().audience):
        return
    known: dict[str, PracticeNames] = {}
    for outcome in outcomes:
        if outcome.failed:
            continue
        cycle = outcome.job.cycle
        if cycle not in known:
            known[cycle] = CycleData(cycle).practice_names
        found = known[cycle].named_in(everything_in(outcome.html, outcome.downloads))
        if found:
            outcome.error = (
                f"the public edition would name {len(found)} "
                f"{'practice' if len(found) == 1 else 'practices'} "
                f"({', '.join(found[:_SHOWN])}). Take the rows out of the notebook, or the name "
                "out of the return's file name"
            )


def everything_in(html: str, downloads: dict[str, str]) -> str:
    """A page's text with whatever is folded into it, and its downloads."""
    folded = [*_EMBEDDED.findall(html), *downloads.values()]
    decoded = (base64.b64decode(part).decode("utf-8", "replace") for part in folded)
    return "\n".join((unescape(_EMBEDDED.sub("", html)), *downloads, *decoded))
