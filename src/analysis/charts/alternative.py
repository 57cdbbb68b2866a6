"""The written alternative of a chart: what is drawn, in one to three true sentences."""

from collections.abc import Callable, Sequence

from analysis.charts.numbers import unit_words


def listed(names: Sequence[str], *, most: int = 3) -> str:
    """Names as a phrase: ``A``, ``A and B``, ``A, B and 4 others``."""
    names = [str(name) for name in names]
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def opening(kind: str, measure: str, unit: str) -> str:
    """What kind of chart of what, in which unit: ``Bar chart of registered patients``."""
    words = unit_words(unit)
    has_unit = words.lower() in measure.lower()
    return f"{kind} of {measure}" if has_unit else f"{kind} of {measure} in {words}"


def extremes(labels: Sequence[str], values: Sequence[float], say: Callable[[float], str]) -> str:
    """The highest and lowest of several values with who has them, ties named together."""
    high, low = max(values), min(values)
    if len(values) == 1:
        return f"{labels[0]} is at {say(high)}"
    if high == low:
        return f"All {len(values)} are at {say(high)}"
    if say(high) == say(low):
        return f"All {len(values)} round to {say(high)}"
    top = [label for label, value in zip(labels, values, strict=True) if value == high]
    bottom = [label for label, value in zip(labels, values, strict=True) if value == low]
    return f"Highest: {listed(top)} ({say(high)}); lowest: {listed(bottom)} ({say(low)})"


def against(values: Sequence[float], reference: float, named: str, figure: str) -> str:
    """How many values are above, below and at a reference."""
    counts = (
        (sum(v > reference for v in values), "above"),
        (sum(v < reference for v in values), "below"),
        (sum(v == reference for v in values), "equal to"),
    )
    parts = [f"{count} {word}" for count, word in counts if count]
    return f"{listed(parts)} {named} ({figure})" if parts else ""


def unknown(labels: Sequence[str]) -> str:
    """Which rows have no value, as the end of a sentence; empty where all have one."""
    return f"; not known for {listed(labels)}" if len(labels) else ""


def sentences(*parts: str) -> str:
    """Parts as sentences, each with a capital and a full stop."""
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts if part)
