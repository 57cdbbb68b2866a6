"""The committee pack's headlines: counts in words, other people's titles in their own letters."""

import pandas as pd
import pytest

from analysis.measures import COLUMNS
from analysis.pack.words import governance

SAID = governance


def risks(*given: tuple) -> pd.DataFrame:
    return pd.DataFrame(given, columns=["risk", "score", "trend"])


def test_where_no_risk_rises_none_of_them_does():
    said = SAID.risks(risks(("GP numbers stay low", 12, "steady"), ("Late", 4, "steady")))
    assert said == (
        "Two risks are open, none of them rising; “GP numbers stay low” scores highest, 12 of 25."
    )


def test_risks_that_share_the_highest_score_are_both_quoted_as_the_register_has_them():
    said = SAID.risks(risks(("One-off items", 16, "rising"), ("Not mobilised", 16, "rising")))
    assert said == (
        "Two risks are open, two of them rising; “One-off items” and “Not mobilised” score "
        "highest, 16 of 25."
    )


def milestones(*given: tuple) -> pd.DataFrame:
    return pd.DataFrame(given, columns=["milestone", "standing", "slip_days"])


def test_a_milestones_name_keeps_its_capitals():
    said = SAID.milestones(
        milestones(("Governing Body approves", "late", 6.0), ("b", "to come", None))
    )
    assert said == (
        "Not one of two milestones is done, one is late and none has moved; the longest slip is "
        "6 days (“Governing Body approves”)."
    )


def test_milestones_are_counted_in_words_up_to_nine():
    given = [("a", "done", None)] * 14 + [("b", "moved", 91.0)] * 4
    assert SAID.milestones(milestones(*given)) == (
        "14 of 18 milestones are done, none is late and four have moved; the longest slip is "
        "91 days (“b”)."
    )


def reached(**areas: int) -> pd.DataFrame:
    rows = [
        {"measure": "areas_at_target_step", "area_type": "commissioner", "period": "2018-01-31"}
        | {"pillar": pillar, "value": number}
        for pillar, number in areas.items()
    ]
    return pd.DataFrame(rows).reindex(columns=[*COLUMNS, "pillar"])


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        (
            {"Access": 1, "Estate": 2, "Staff": 0},
            "Of 12 areas, at the target step: two on “Estate”; one on “Access”; none on “Staff”.",
        ),
        ({"Access": 0, "Estate": 0}, "On every pillar none of 12 areas are at the target step."),
        ({"Access": 1, "Estate": 1}, "On every pillar one of 12 areas is at the target step."),
    ],
)
def test_every_pillar_of_the_matrix_is_named_in_its_headline(areas, said):
    assert SAID.maturity(reached(**areas), 12) == said


def test_promises_are_counted_in_a_sentence():
    positions = pd.DataFrame({"standing": ["met", "below", "below", "overdue"]})
    assert SAID.promised(positions, what="commitment") == (
        "Of four commitments, one is met, two are below target with the day still to come and "
        "one is overdue."
    )
