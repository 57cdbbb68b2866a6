"""The cycles that came before: what each of them said, read from its processed data.

Only the committee pack, the cycle indexes and the front door look at another cycle.
"""

import hashlib
import json

import pandas as pd

from analysis import changes, project
from analysis.measures import COLUMNS, Card

DEFINITION_COLUMNS = ["measure", "title", "report", "unit", "meaning"]


def definitions(cards: dict[str, Card]) -> pd.DataFrame:
    """What each measure meant, as a cycle keeps it beside its figures.

    ``meaning`` is a hash of unit and definition: it changes where the measure does.

    One row per measure.
    """
    return pd.DataFrame(
        [
            (card.name, card.title, card.report, card.unit, _hash(card.unit, card.definition))
            for card in sorted(cards.values(), key=lambda card: card.name)
        ],
        columns=DEFINITION_COLUMNS,
    )


def previous(label: str) -> str | None:
    """The label of the cycle before this one that has figures, or None."""
    earlier = [
        one
        for one in sorted(project.parameters().cycles)
        if one < label and (project.processed(one) / "measures.parquet").exists()
    ]
    return earlier[-1] if earlier else None


def read(label: str) -> changes.Edition:
    """What a cycle said. The public edition names no practice.

    Raises ``ProjectError`` where the cycle has no figures yet.
    """
    folder, cycle = project.processed(label), project.cycle(label)
    if not (folder / "measures.parquet").exists():
        raise project.ProjectError(
            f"data/processed/{label}/measures.parquet is not there. Run: dvc repro measures@{label}"
        )
    measures = pd.read_parquet(folder / "measures.parquet")[COLUMNS]
    register = folder / "tables" / "practice.parquet"
    if cycle.audience == "public":
        measures = measures[measures["area_type"] != "practice"]
    meant = folder / "definitions.csv"
    listed = folder / "returns.json"
    files = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else []
    return changes.Edition(
        label=label,
        day=cycle.as_at,
        measures=measures.reset_index(drop=True),
        definitions=pd.read_csv(meant, dtype="str", keep_default_na=False)
        if meant.exists()
        else pd.DataFrame(columns=DEFINITION_COLUMNS),
        layouts={
            one["file"]: (
                one["publication"],
                changes.layout_of(one.get("layout"), one.get("vintage")),
            )
            for one in files
            if one.get("publication")
        },
        practice=pd.read_parquet(register) if register.exists() else None,
    )


def _hash(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8")).hexdigest()[:12]
