"""Small numbers of people hidden, so that no total gives them away.

The rule belongs to the table: ``none`` for what its publisher already prints at that level,
``people`` for local data on people: 1 to 7 are hidden, other counts are rounded to the nearest 5,
zero stays zero. Rounding goes for totals too, so that parts need not add up to them.
"""

import pandas as pd

from analysis.tables.declare import DISCLOSURE

HIDDEN = "[c]"  # the government's shorthand for confidential
SMALLEST, LARGEST, STEP = 1, 7, 5


def rounded(count: float) -> float:
    """A count as the rule prints it: to the nearest 5 above 7, half upwards; blank where hidden."""
    if pd.isna(count) or count == 0:
        return count
    if count <= LARGEST:
        return float("nan")
    return float(int((count + STEP / 2) // STEP) * STEP)


def protect(
    frame: pd.DataFrame, *, counts: list[str], rule: str, within: list[str] | None = None
) -> pd.DataFrame:
    """The frame with its ``counts`` of people as the rule allows, hidden ones as ``[c]``.

    ``within`` names columns whose rows share a total that is printed elsewhere. With the rule
    ``people``: every count is rounded, 1 to 7 are hidden, and where the hidden counts of a column
    (or of a group of rows within it) follow from the total, the next smallest is hidden too. Where
    every count of a line is hidden, print no total of it. A missing count stays missing. ``none``
    changes nothing. Raises ``ValueError`` for a rule nobody declared.

    One row per row of ``frame``.
    """
    if rule not in DISCLOSURE:
        raise ValueError(f"no disclosure rule is called {rule!r}: {', '.join(DISCLOSURE)}")
    if rule != "people" or frame.empty:
        return frame.copy()
    frame = frame.reset_index(drop=True)
    hidden = frame[counts].apply(lambda column: column.between(SMALLEST, LARGEST))
    groups = frame.groupby(within, dropna=False).ngroup() if within else pd.Series(0, frame.index)
    # A hidden cell must not be alone in its column's total nor in its row's: hiding a second one
    # for the sake of a row may leave a column with one, so look again until nothing changes.
    while True:
        before = hidden.copy()
        for column in counts:
            for _, rows in frame.groupby(groups):
                _hide_a_second(hidden, frame, rows.index, [column])
        if len(counts) > 1:
            for row in frame.index:
                _hide_a_second(hidden, frame, [row], counts)
        if hidden.equals(before):
            break
    shown = frame[counts].map(rounded).astype("object")
    return frame.assign(**{c: shown[c].mask(hidden[c], HIDDEN) for c in counts})


def _hide_a_second(hidden: pd.DataFrame, frame: pd.DataFrame, rows, columns) -> None:
    """Where the hidden cells of a line are given away, hide the smallest known one with them."""
    cells = [(row, column) for row in rows for column in columns]
    counts = {cell: float(frame.loc[cell]) for cell in cells if pd.notna(frame.loc[cell])}
    shown = {cell: count for cell, count in counts.items() if not hidden.loc[cell]}
    number = sum(bool(hidden.loc[cell]) for cell in cells)
    if shown and _given_away(number, list(shown.values()), sum(counts.values())):
        # The smallest above zero; a zero only where nothing else is left.
        smallest = min(shown, key=lambda cell: (shown[cell] == 0, shown[cell]))
        hidden.loc[smallest] = True


def _given_away(hidden: int, shown: list[float], total: float) -> bool:
    """Whether a line's hidden counts follow from its shown ones and its total, both rounded.

    One hidden count alone does. Several do where the span that rounding leaves to their sum ends
    at all of them being 1, or begins at all of them being 7; two may hold one that is hidden for
    the other's sake, and be larger.
    """
    if hidden <= 1:
        return hidden == 1
    printed = rounded(total)
    if pd.isna(printed):
        return False
    stray = STEP // 2
    least = printed - stray - sum(rounded(count) + stray for count in shown if count)
    most = printed + stray - sum(rounded(count) - stray for count in shown if count)
    return most <= SMALLEST * hidden or (hidden > 2 and least >= LARGEST * hidden)
