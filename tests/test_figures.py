"""The figures that come out: of the sample through the pipeline, and of real published files."""

import pandas as pd
import pytest
from project_cases import ROOT

GOLDEN = pd.read_csv(ROOT / "tests" / "golden" / "sample_figures.csv", dtype="str").fillna("")
EXACT = ["measure", "area_type", "area", "category", "basis"]


def found(measures: pd.DataFrame, row: dict) -> float | None:
    """The value of the one measure that a row of expected figures describes."""
    here = measures
    for column in EXACT + (["period"] if row["period"] else []):
        here = here[here[column] == row[column]]
    assert len(here) <= 1, f"{row} stands {len(here)} times"
    if here.empty:
        return None
    assert here["unit"].iloc[0] == row["unit"]
    return float(here["value"].iloc[0])


@pytest.mark.parametrize(
    "row",
    GOLDEN.to_dict("records"),
    ids=lambda row: "-".join(
        part for part in (row["measure"], row["category"], row["period"], row["basis"]) if part
    ),
)
def test_the_sample_yields_the_published_figure(sample_measures, row):
    value = found(sample_measures[row["cycle"]], row)
    assert value is not None, f"{row['measure']} {row['category']} {row['period']} is not there"
    assert value == pytest.approx(float(row["value"]), abs=float(row["tolerance"]) + 1e-9)


def test_every_figure_names_return_files_that_are_there(sample_measures):
    for cycle, measures in sample_measures.items():
        named = {file for text in measures["source"] for file in text.split(";")}
        assert "" not in named
        missing = [f for f in named if not (ROOT / "data" / "raw" / cycle / f).exists()]
        assert missing == []


def test_a_ratio_is_its_numerator_over_its_denominator(sample_measures):
    measures = sample_measures["2018-02"].dropna(subset=["numerator", "denominator"])
    assert len(measures) > 100
    ratio = measures["numerator"] / measures["denominator"]
    hundreds = ("percent", "appointments_per_100")
    times = measures["unit"].map(
        lambda unit: 100.0 if unit in hundreds else 1000.0 if "per_1000" in unit else 1.0
    )
    assert ((ratio * times - measures["value"]).abs() < 1e-6 * measures["value"].abs() + 1e-9).all()


def test_localities_add_up_to_the_commissioner(sample_measures):
    measures = sample_measures["2018-02"]
    for measure in ("registered_patients", "staff_fte"):
        rows = measures[measures["measure"] == measure]
        keys = ["category", "period", "basis"]
        whole = rows[rows["area_type"] == "commissioner"].set_index(keys)["value"]
        parts = rows[rows["area_type"] == "locality"].groupby(keys)["value"].sum()
        assert len(parts) > 0
        assert parts.sub(whole.reindex(parts.index)).abs().max() < 1e-6


@pytest.fixture(scope="session")
def real_measures(real_build) -> pd.DataFrame:
    """The measures of the real files, dropped as they are into one cycle."""
    return pd.read_parquet(real_build / "data" / "processed" / "2026-11" / "measures.parquet")


def test_real_files_yield_every_expected_figure(real_returns, real_measures):
    expected = pd.read_csv(real_returns / "acceptance.csv", dtype="str").fillna("")
    assert len(expected) > 20
    wrong = []
    for row in expected.to_dict("records"):
        value = found(real_measures, row)
        if value is None or abs(value - float(row["value"])) > float(row["tolerance"]) + 1e-9:
            wrong.append((row["measure"], row["category"], row["period"], row["value"], value))
    assert wrong == []
