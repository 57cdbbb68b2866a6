"""How a measure is worked out, for who works with it in JupyterLab: card, function, returns."""

from difflib import get_close_matches

import pandas as pd

from analysis.measures.cards import cards
from analysis.report.page.blocks import Block, block, notice, part
from analysis.report.page.measure_origin import makers

_NEAREST = 5


def how(measure: str, *, figures: pd.DataFrame, returns: pd.DataFrame) -> Block:
    """The measure's card, function and returns; of an unknown name, the nearest ones."""
    card = cards().get(measure)
    if card is None:
        nearest = get_close_matches(measure, list(cards()), n=_NEAREST, cutoff=0.4)
        named = f"Nearest: {', '.join(nearest)}." if nearest else "No name is near it."
        return block(notice("gap", f"No measure is called {measure!r}.", named))
    rows = figures[figures["measure"] == measure]
    files = sorted({file for source in rows["source"].unique() for file in source.split(";")})
    known = returns.set_index("file")["publication"].dropna()
    facts = [
        ("Label", card.label),
        ("Unit", card.unit or "none"),
        ("Definition", card.definition),
        ("Caveat", card.caveat or "none"),
        ("Dimensions", ", ".join(card.dimensions) or "none"),
        ("Disclosure", card.disclosure.replace("_", " ")),
        *(("Worked out by", f"{name} ({place})") for name, place in makers(measure).items()),
        ("Figures of this cycle", f"{len(rows):,}"),
        *(("Return", f"{file} ({known.get(file, 'not recognised')})") for file in files if file),
    ]
    return block(part("facts", kind="provenance", rows=[("Measure", measure), *facts]))
