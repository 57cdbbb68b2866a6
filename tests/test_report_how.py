"""How a measure is worked out: card, function and returns; the nearest names to an unknown one."""

import importlib

import pandas as pd
import pytest
from report_fixture import make_project

from analysis import report
from analysis.measures.cards import cards
from analysis.report.page.measure_origin import makers


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(make_project(tmp_path))
    return report.open("2018-02")


def test_a_measure_is_shown_with_its_card_its_function_and_its_returns(page):
    known = cards()["workforce_fte_gap"]
    row = page.measures.iloc[[0]].assign(measure="workforce_fte_gap", source="ledger <b>.csv;b.csv")
    page.__dict__["measures"] = pd.concat([row, row.assign(area="Purbeck")])
    words = page.how("workforce_fte_gap").text
    for said in (
        f"Label {known.label}",
        f"Unit {known.unit}",
        f"Definition {known.definition}",
        f"Caveat {known.caveat or 'none'}",
        f"Dimensions {', '.join(known.dimensions)}",
        "Worked out by analysis.workforce.need.",
        "analysis/workforce/need.py, line ",
        "Figures of this cycle 2",
        "Return ledger <b>.csv (Budget ledger)",
        "Return b.csv (not recognised)",
    ):
        assert said in " ".join(words.split())


def test_an_unknown_measure_gets_the_nearest_names(page):
    words = page.how("workforce_gap_fte").text
    assert "No measure is called 'workforce_gap_fte'." in words
    assert "workforce_fte_gap" in words
    assert "No name is near it." in page.how("£").text


def test_every_measure_has_a_function_that_makes_it():
    for measure in cards():
        found = makers(measure)
        assert found, measure
        for name in found:
            module, function = name.rsplit(".", 1)
            assert callable(getattr(importlib.import_module(module), function))


def test_a_name_that_is_put_together_and_one_in_a_constant_are_found():
    assert list(makers("payments_real_terms")) == ["analysis.finance.practices.figures"]
    assert any(name.startswith("analysis.finance.ledger.") for name in makers("ledger_budget"))
    assert len(makers("delegated_forecast_variance")) == 1
