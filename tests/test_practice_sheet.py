"""A sheet about one practice: beside the others, made on request, for the committee alone."""

import dataclasses

import pandas as pd
import pytest
from project_cases import CYCLES, kept_sample

from analysis import report
from analysis.locality import practice_sheet
from analysis.locality.words import practice_sheet as words
from analysis.measures import value_of
from analysis.project import Cycle, ProjectError, notebooks
from analysis.report.run import jobs
from analysis.tables import TABLES

CYCLE = Cycle("2018-02", commissioner="11J", audience="committee", committee_date="2018-02-07")
CODES = [f"X1{number:04}" for number in range(1, 13)]


def tables(**rows):
    """Every table, empty but for those given."""
    return {name: table.empty() for name, table in TABLES.items()} | {
        name: pd.DataFrame([{"source_line": 1} | row for row in found])
        .reindex(columns=list(TABLES[name].empty().columns))
        .astype(TABLES[name].empty().dtypes)
        for name, found in rows.items()
    }


def quality(codes=CODES, year="2016/17"):
    """Points of 100: the first practice has 50, each of the others one more than the last."""
    return [
        {
            "practice_code": code,
            "commissioner_code": "11J",
            "financial_year": year,
            "points": 50.0 + number,
            "points_maximum": 100.0,
        }
        for number, code in enumerate(codes)
    ]


def register(codes=CODES):
    return [
        {"practice_code": code, "practice_name": f"PRACTICE {code}", "locality": place}
        for code, place in zip(codes, ["Purbeck"] * 2 + ["Elsewhere"] * 10, strict=False)
    ]


def line(measure, ahead, **about):
    return {"measure": measure, "unit": "percent", "ahead": ahead, **about}


def test_a_practice_is_beside_its_locality_all_practices_and_its_rank():
    lists = [
        {
            "practice_code": code,
            "commissioner_code": "11J",
            "extract_date": "2018-01-01",
            "patients_registered": 1000.0 * (1 + number),
        }
        for number, code in enumerate(CODES)
    ]
    given = tables(practice=register(), qof=quality(), list_size=lists)
    found = practice_sheet.compared(given, CYCLE, practice="X10001").set_index("measure")
    points = found.loc["QOF points, of those available"]
    assert (points["value"], points["locality"]) == (50.0, 50.5)
    assert points["all_practices"] == 55.5
    assert points["of_its_size"] == 55.5  # the ten next in size: 51 to 60
    assert (points["rank"], points["ahead"]) == ("lowest of 12", -1.0)
    assert pd.isna(found.loc["Registered patients", "ahead"])  # neither way is better


def test_a_year_before_is_the_latest_at_least_twelve_months_back():
    years = [("2015/16", CODES[:1]), ("2014/15", CODES[:1]), ("2016/17", CODES)]
    given = tables(qof=[row for year, codes in years for row in quality(codes, year)])
    found = practice_sheet.compared(given, CYCLE, practice="X10001").iloc[0]
    assert (found["period"], found["period_before"], found["before"]) == (
        "2016/17",
        "2015/16",
        50.0,
    )


def test_a_practice_that_did_not_return_the_latest_period_is_not_compared_on_it():
    given = tables(qof=[*quality(CODES[:1], "2015/16"), *quality(CODES[1:])])
    assert practice_sheet.compared(given, CYCLE, practice="X10001").empty


def test_among_fewer_than_ten_nobody_is_ranked():
    found = practice_sheet.compared(tables(qof=quality(CODES[:9])), CYCLE, practice="X10001")
    assert found["rank"].isna().all()
    assert practice_sheet.best_and_worst(found).empty
    assert words.cells(found)["rank"].tolist() == ["too few to rank"]


def test_best_and_worst_are_five_at_most_and_never_the_middle():
    lines = [line(f"up {n}", n / 10) for n in range(1, 8)]
    lines += [line("middle", 0.0), line("down", -0.2), line("no better way", None)]
    ends = practice_sheet.best_and_worst(pd.DataFrame(lines))
    assert ends["measure"].tolist() == ["up 7", "up 6", "up 5", "up 4", "up 3", "down"]
    assert ends["end"].tolist() == ["best"] * 5 + ["worst"]


def test_a_programme_is_since_its_day_or_planned_for_one():
    returns = [
        {"practice_code": "X10001", "programme": "care_navigation", "completed_on": "2017-11-09"},
        {"practice_code": "X10001", "programme": "extended_access", "completed_on": "2018-03-01"},
    ]
    given = tables(programme_return=[{"planned_on": "2018-03-01", **one} for one in returns])
    found = practice_sheet.programmes(given, practice="X10001", day="2018-02-07")
    ends = practice_sheet.best_and_worst(pd.DataFrame([line("x", None)]))
    about = {"practice_code": "X10001", "practice_name": "One", "place": "Purbeck"}
    about |= dict.fromkeys(("contract_type", "rating", "rated_on"))
    sentences = [sentence for sentence, _ in words.answer(about, ends, found) if sentence]
    assert sentences == [
        "One (X10001), of Purbeck.",
        "Care navigation since 9 November 2017; extended access planned for 1 March 2018.",
    ]


def test_the_public_edition_has_no_sheet():
    public = dataclasses.replace(CYCLE, audience="public")
    with pytest.raises(ProjectError, match="for the committee"):
        practice_sheet.about(tables(practice=register()), public, practice="X10001")


@pytest.fixture
def sample(monkeypatch):
    monkeypatch.chdir(kept_sample())
    return report.open(CYCLES[-1], "locality")


@pytest.mark.build
@pytest.mark.parametrize(
    ("title", "measure", "where"),
    [
        (
            "GPs (FTE) per 1,000 patients",
            "staff_fte_per_1000_registered",
            {"staff_group": "gp", "comparator": ""},
        ),
        ("GPs aged 55 and over", "staff_share_55_plus", {"staff_group": "gp", "comparator": ""}),
        ("Contacts that are online", "online_consultation_contacts", {"basis": "actual"}),
    ],
)
def test_all_practices_are_what_the_reports_print(sample, title, measure, where):
    code = practice_sheet.default(sample)
    lines = practice_sheet.compared(sample.tables(), sample.cycle, practice=code)
    found = lines.set_index("measure").loc[title]
    expected = value_of(sample.measures, measure, area_type="commissioner", **where)
    assert found["all_practices"] == pytest.approx(expected)


@pytest.mark.build
def test_a_sheet_is_made_on_request_and_never_by_a_run(sample):
    assert "practice" not in notebooks.names() + notebooks.names(across=True)
    (first,) = jobs.jobs("practice", CYCLES[-1])
    assert first.parameters == {"cycle": CYCLES[-1], "practice": practice_sheet.default(sample)}
    assert "reports" not in first.place.parts
    here = jobs.practices_of(CYCLES[-1], "North Dorset")
    known = sample["practice"].query("locality == 'North Dorset' and closed_on.isna()")
    assert here == known["practice_code"].tolist()
    with pytest.raises(notebooks.NotebookError, match=r"No open practice .* 'Nowhere'\. It has "):
        jobs.practices_of(CYCLES[-1], "Nowhere")
