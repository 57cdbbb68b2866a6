"""File names from the names of places, however they are written."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_fixture import FINANCE, LOCALITY, make_project

from analysis.report.run import jobs
from analysis.report.run.build import build
from analysis.report.run.jobs import file_names

SAFE = re.compile(r"^[a-z0-9][a-z0-9-]*$")


def test_a_plain_name_is_itself():
    assert file_names(["Purbeck", "Weymouth and Portland"]) == {
        "Purbeck": "purbeck",
        "Weymouth and Portland": "weymouth-and-portland",
    }


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "CON",
        "index",
        "東京",
        "",
        "a" * 300,
        "<script>",
        "-",
        "..",
        "lpt1",
        "a/b",
    ],
)
def test_a_hostile_name_stays_in_its_folder(name):
    [file] = file_names([name]).values()
    assert SAFE.match(file)
    assert len(file) < 80
    assert file not in ("con", "index", "lpt1")


def test_names_that_would_share_a_file_are_told_apart():
    files = file_names(["Poole Bay", "Poole-Bay", "POOLE BAY", "Purbeck"])
    assert len(set(files.values())) == 4
    assert files["Purbeck"] == "purbeck"
    assert all(name.startswith("poole-bay-") for key, name in files.items() if key != "Purbeck")


@given(st.lists(st.text(max_size=90), max_size=12))
def test_no_two_names_share_a_file_and_every_file_is_safe(names):
    files = file_names(names)
    assert set(files) == set(names)
    assert len(set(files.values())) == len(files)
    assert all(SAFE.match(file) for file in files.values())


def test_the_same_place_has_the_same_file_alone_and_among_all(tmp_path, monkeypatch):
    monkeypatch.chdir(make_project(tmp_path, finance=FINANCE, locality=LOCALITY))
    every = {job.parameters["locality"]: job.page for job in jobs.jobs("locality", "2018-02")}
    for place, page in every.items():
        [alone] = jobs.jobs("locality", "2018-02", {"locality": place})
        assert alone.page == page


def test_without_localities_networks_stand_in_by_code_and_are_called_by_name(tmp_path, monkeypatch):
    folder = make_project(tmp_path, locality=LOCALITY)
    monkeypatch.chdir(folder)
    processed = folder / "data" / "processed" / "2018-02"
    measures = pd.read_parquet(processed / "measures.parquet")
    networks = measures[measures["area"] == "Purbeck"].assign(area_type="pcn", area="U32760")
    networks.to_parquet(processed / "measures.parquet")
    (processed / "tables").mkdir()
    pd.DataFrame(
        {"pcn_code": ["U32760"], "pcn_name": ["PURBECK PCN"], "extract_date": ["2022-01-01"]}
    ).to_parquet(processed / "tables" / "practice_map.parquet")
    [job] = jobs.jobs("locality", "2018-02")
    assert job.page == "localities/u32760.html"
    assert job.parameters == {"cycle": "2018-02", "locality": "U32760"}
    assert job.subject == "Purbeck PCN (U32760)"
    build("2018-02", ["locality"])
    page = (folder / "reports/2018-02/localities/u32760.html").read_text(encoding="utf-8")
    assert "<h1>Locality: Purbeck PCN (U32760)</h1>" in page
