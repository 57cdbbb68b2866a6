"""Sentences on the staff that the workforce model asks for, and how far there is to go."""

import pandas as pd

from analysis.measures import pick
from analysis.project import periods
from analysis.workforce.roles import IN_A_SENTENCE
from analysis.writing.phrases import count, first_up, joined

# A locality's sentence may name four groups and those not known: there a name is shorter.
_IN_A_LOCALITY = IN_A_SENTENCE | {"direct_patient_care": "direct care staff"}


def needed(measures: pd.DataFrame, *, area: str) -> str | None:
    """How far the staff in post of a place are from the need of the version in use.

    ``area`` is a locality, or the commissioner for all whose figures are complete.
    """
    gaps = pick(measures, "workforce_fte_gap", area=area, status="in use").sort_values("value")
    if gaps.empty:
        return None
    everywhere = gaps["area_type"].iloc[0] == "commissioner"
    names = IN_A_SENTENCE if everywhere else _IN_A_LOCALITY
    by, version = periods.in_words(gaps["period"].iloc[0]), gaps["model_version"].iloc[0]
    short = joined(
        [
            f"{-row['value']:.1f} {names[row['role']]}"
            for row in gaps[gaps["value"] <= -0.05].to_dict("records")
        ]
    )
    if not short:
        return f"Every staff group is at or above the workforce model's need by {by} ({version})."
    if everywhere:
        return (
            f"Over the localities whose figures are complete, the workforce model ({version}) asks "
            f"for {short} (FTE) more by {by} than were in post."
        )
    supplied = pick(measures, "practices_supplying_workforce", area=area)
    newest = supplied["period"].max()
    sentence = (
        f"The workforce model ({version}) asks for {short} more (FTE) by {by} than were in post in "
        f"{periods.in_words(newest)}"
    )
    supplied = supplied[(supplied["period"] == newest) & (supplied["value"] < 100)]
    if len(supplied):
        groups = joined([names[group] for group in supplied["staff_group"]])
        sentence += f"; for {groups} the gap is not known, as a practice gave no figures"
    return f"{sentence}."


def versions(newer_asks_for_more: pd.DataFrame, measures: pd.DataFrame) -> str | None:
    """Whether the later version of the model asks for no more than the one in use anywhere."""
    required = pick(measures, "workforce_fte_required", area_type="locality")
    named = sorted(required["model_version"].unique())
    if len(named) < 2:
        return None
    if newer_asks_for_more.empty:
        return (
            f"Model {named[-1]} asks for no more than {named[0]} in any locality and role, as "
            "it should: it leaves out growth in demand beyond population."
        )
    where = [
        f"{IN_A_SENTENCE[row['role']]} in {row['locality']}"
        for row in newer_asks_for_more.head(3).to_dict("records")
    ]
    return (
        f"Model {named[-1]} should ask for no more than {named[0]}, but does for "
        f"{joined(where)}{' and others' if len(newer_asks_for_more) > 3 else ''}: ask who runs "
        "the model."
    )


def community(community_staff: pd.DataFrame) -> str | None:
    """Whether the community provider gives its staff by locality."""
    if community_staff.empty:
        return None
    latest = community_staff["snapshot_date"].max()
    rows = community_staff[community_staff["snapshot_date"] == latest]
    without = int(rows["locality"].isna().sum())
    if without == len(rows):
        return (
            f"The community provider's staff of {periods.in_words(latest)} are not split by "
            "locality: every locality's line is left not known, which is not zero."
        )
    return (
        f"{first_up(count(without, 'row'))} of the community provider's staff "
        f"{'is' if without == 1 else 'are'} not placed in a locality."
    )
