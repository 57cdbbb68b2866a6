"""Sentences on the staff that the workforce model asks for, and how far there is to go."""

import pandas as pd

from analysis.measures import latest, pick
from analysis.project import periods
from analysis.workforce import need
from analysis.workforce.roles import IN_A_SENTENCE
from analysis.writing.phrases import count, first_up, joined, of_them

# A locality's sentence may name four groups and those not known: there a name is shorter.
_IN_A_LOCALITY = IN_A_SENTENCE | {"direct_patient_care": "direct care staff"}


def needed(measures: pd.DataFrame, *, area: str) -> str | None:
    """How far the staff in post of a place are from the need of the version in use.

    ``area`` is a locality, or the commissioner for the shortfalls of all that are known.
    """
    short = pick(measures, need.SHORTFALL, area=area, status="in use")
    if len(short):
        return _everywhere(short)
    gaps = pick(measures, "workforce_fte_gap", area=area, status="in use").sort_values("value")
    if gaps.empty:
        return None
    by, version = periods.in_words(gaps["period"].iloc[0]), gaps["model_version"].iloc[0]
    lacking = [
        f"{-row['value']:.1f} {_IN_A_LOCALITY[row['role']]}"
        for row in gaps[gaps["value"] <= -0.05].to_dict("records")
    ]
    if not lacking:
        return f"Every staff group is at or above the workforce model's need by {by} ({version})."
    supplied = pick(measures, "practices_supplying_workforce", area=area)
    newest = supplied["period"].max()
    sentence = (
        f"The workforce model ({version}) asks for {joined(lacking)} more (FTE) by {by} than were "
        f"in post in {periods.in_words(newest)}"
    )
    supplied = supplied[(supplied["period"] == newest) & (supplied["value"] < 100)]
    if len(supplied):
        groups = joined([_IN_A_LOCALITY[group] for group in supplied["staff_group"]])
        sentence += f"; for {groups} the gap is not known, as a practice gave no figures"
    return f"{sentence}."


def _everywhere(short: pd.DataFrame) -> str:
    """The localities' shortfalls of the version in use, the largest first."""
    by, version = periods.in_words(short["period"].iloc[0]), short["model_version"].iloc[0]
    lacking = _staff(short)
    if not lacking:
        return f"No locality whose figures are complete is short of the model's need ({version})."
    return (
        f"Localities are short of {lacking} (FTE) against the need by {by} of the workforce model "
        f"in use ({version})."
    )


def _staff(rows: pd.DataFrame) -> str:
    """``76.9 nurses and 9.2 GPs`` of rows of one measure, the most first."""
    rows = rows[rows["value"] >= 0.05].sort_values("value", ascending=False)
    return joined([f"{r['value']:.1f} {IN_A_SENTENCE[r['role']]}" for r in rows.to_dict("records")])


def apart(measures: pd.DataFrame) -> str | None:
    """What other localities have above the need, which is not taken off, and other versions."""
    everywhere = {"area_type": "commissioner"}
    over = _staff(pick(measures, need.SURPLUS, status="in use", **everywhere))
    sentences = [
        f"Other localities have {over} above their need, which does not staff those that are short."
    ]
    others = pick(measures, need.SHORTFALL, status="", **everywhere)
    for version, rows in others.groupby("model_version"):
        lacking = _staff(rows)
        sentences.append(f"By {version} they are short of {lacking or 'none'}.")
    return " ".join(sentences if over else sentences[1:]) or None


def versions(newer_asks_for_more: pd.DataFrame, measures: pd.DataFrame) -> str | None:
    """Which version is in use and which is not, and whether the newer asks for more anywhere."""
    required = pick(measures, "workforce_fte_required", area_type="locality")
    named, in_use = sorted(required["model_version"].unique()), need.version_in_use(measures)
    if len(named) < 2:
        return None
    older, newer = named[0], named[-1]
    if len(newer_asks_for_more):
        where = [
            f"{IN_A_SENTENCE[row['role']]} in {row['locality']}"
            for row in newer_asks_for_more.head(3).to_dict("records")
        ]
        return (
            f"Model {newer} should ask for no more than {older}, but does for {joined(where)}"
            f"{' and others' if len(newer_asks_for_more) > 3 else ''}: ask who runs the model."
        )
    if in_use == older:
        return (
            f"{older} in the profiles; {newer} to follow, without non-demographic growth, so a "
            "lower need."
        )
    return f"{newer} is in use: without non-demographic growth, its need is lower than {older}'s."


def plans(measures: pd.DataFrame) -> str | None:
    """How many localities validated their profile, and how far their plans have come."""
    validated = latest(measures, "workforce_profiles_validated")
    if validated is None:
        return None
    at = pick(measures, "workforce_plans").sort_values("value", ascending=False, kind="stable")
    start = "All localities' plans are at one step"
    if len(at) > 1:
        start = "Localities move at different speed and ambition"
    reached = [f"{of_them(row['value'])} at {row['step']}" for row in at.to_dict("records")]
    return (
        f"{start}: by {periods.in_words(validated['period'])}, {validated['numerator']:.0f} of "
        f"{validated['denominator']:.0f} had validated their workforce profile; of their plans "
        f"{joined(reached)}."
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
