"""Flags, contract events, neighbours, spread, schemes, options and the reporting calendar."""

import json
from types import SimpleNamespace

import pandas as pd
import pytest
from project_cases import ROOT
from test_pack_arithmetic import rows
from test_pack_scrutiny import every

from analysis import disclosure
from analysis.disclosure import public_edition
from analysis.measures import long_table
from analysis.methods import special_cause
from analysis.pack import (
    RETURNS,
    contract_events,
    cqc_ratings,
    estate_schemes,
    needs,
    practice_bands,
    practice_variation,
    reporting,
    support_offers,
)
from analysis.pack.words import calendar, estate
from analysis.pack.words import practices as say_practices
from analysis.project import Cycle
from analysis.tables import TABLES

CYCLE = Cycle("2018-02", "11J", "committee", committee_date="2018-02-07")
DAY = CYCLE.as_at
US = {"commissioner": "11J", "day": DAY}


def code(number: int) -> str:
    return f"X{10000 + number}"


def practices(*localities: str) -> pd.DataFrame:
    return rows(
        "practice",
        *(
            {"practice_code": code(n), "practice_name": f"Heron {n}", "locality": where}
            for n, where in enumerate(localities, start=1)
        ),
    )


def lists(*patients: float, day: str = "2018-01-01") -> list[dict]:
    return [
        {
            "practice_code": code(n),
            "extract_date": day,
            "commissioner_code": "11J",
            "patients_registered": float(size),
        }
        for n, size in enumerate(patients, start=1)
    ]


def profile(number: int, band: str, month: str = "2018-01", **flags: str) -> dict:
    said = {f"flag_{name}": value for name, value in flags.items()}
    return {"practice_code": code(number), "month": month, "band": band} | said


def table(found: list[dict]) -> pd.DataFrame:
    return long_table(found)


def test_a_practice_with_two_flags_counts_under_both_and_under_two_or_more():
    made = every(
        practice_profile=rows(
            "practice_profile",
            profile(1, "vulnerable", quality="yes", workforce="yes", contract="no"),
            profile(2, "succeeding", quality="no", workforce="no", contract="no"),
            profile(3, "surviving", quality="no", workforce="yes"),
        )
    )
    shown = practice_bands.flags_by_month(table(practice_bands.figures(made, CYCLE))).set_index(
        "flag"
    )
    assert shown["2018-01"].to_dict() == {
        "Quality": 1,
        "Workforce": 2,
        "Contract": 0,
        "Workload": 0,
        "Demand": 0,
        "Two or more": 1,
        "Nothing": 1,
    }


def test_a_profile_without_flags_gives_no_count_of_flags():
    made = every(practice_profile=rows("practice_profile", profile(1, "vulnerable")))
    given = {figure["measure"] for figure in practice_bands.figures(made, CYCLE)}
    assert given == {"practices_by_band", "practices_at_risk_share"}


def event(number: int, kind: str, requested: str, **other) -> dict:
    said = {"event_id": f"E{number}", "practice_code": code(number), "event_type": kind}
    return said | {"requested_on": requested} | other


def asked_for() -> dict[str, pd.DataFrame]:
    return every(
        practice=practices("Purbeck", "Purbeck", "Purbeck"),
        contract_event=rows(
            "contract_event",
            event(1, "list_closure", "2017-11-20"),
            event(2, "list_closure", "2016-08-01", decided_on="2016-09-14", decision="refused"),
            event(3, "merger", "2018-01-08", decided_on="2018-03-01", decision="approved"),
            event(4, "breach", "2018-02-20"),
        ),
    )


def test_an_event_decided_after_the_committees_day_still_waits_and_a_later_one_is_not_known():
    waiting = contract_events.waiting(asked_for(), day=DAY)
    assert waiting["practice_code"].tolist() == [code(1), code(3)]
    assert waiting["waiting_days"].tolist() == [79, 30]


def test_contract_events_are_counted_by_the_year_in_which_they_were_asked_for():
    measures = table(contract_events.figures(asked_for(), CYCLE))
    shown = contract_events.by_year(measures).set_index(["financial_year", "event"])
    assert shown.loc[("2017/18", "Application to close a list")].to_dict() == {
        "requested": 1,
        "refused": 0,
        "waiting": 1,
    }
    assert shown.loc[("2016/17", "Application to close a list"), "refused"] == 1
    assert say_practices.contract_events(measures) == (
        "In 2017/18 one practice asked to close its list; "
        "still to be decided: application to close a list (1) and merger (1)."
    )


def strained() -> dict[str, pd.DataFrame]:
    """In Purbeck two of three practices are at risk; in Poole Bay none of one."""
    return every(
        practice=practices("Purbeck", "Purbeck", "Purbeck", "Poole Bay"),
        list_size=rows("list_size", *lists(6_000, 2_000, 4_000, 5_000)),
        practice_profile=rows(
            "practice_profile",
            profile(1, "special_measures"),
            profile(2, "vulnerable"),
            profile(3, "surviving"),
            profile(4, "succeeding"),
            profile(4, "special_measures", month="2018-02"),
        ),
    )


def test_the_patients_of_practices_at_risk_would_go_to_their_neighbours():
    [purbeck] = practice_bands.neighbours(strained(), **US).to_dict("records")
    assert purbeck["locality"] == "Purbeck"
    assert (purbeck["practices"], purbeck["practices_at_risk"]) == (3, 2)
    assert purbeck["share_at_risk_percent"] == pytest.approx(8 / 12 * 100)
    assert purbeck["added_to_others_percent"] == pytest.approx(200)
    assert purbeck["warned"] == "yes"


def test_where_no_practice_of_a_locality_is_left_nothing_is_added_to_the_others():
    made = strained() | {
        "practice_profile": rows("practice_profile", profile(4, "special_measures"))
    }
    [bay] = practice_bands.neighbours(made, **US).to_dict("records")
    assert bay["share_at_risk_percent"] == 100
    assert pd.isna(bay["added_to_others_percent"])


def test_the_public_is_not_told_of_neighbours_for_published_lists_name_them():
    measures = table(practice_bands.figures(strained(), CYCLE))
    warned = practice_bands.warned_localities(measures)
    assert say_practices.neighbours(measures, warned) == (
        "One locality has a practice in the two lowest bands. Neighbours would be put under "
        "strain in Purbeck (67% of patients; 200% more for each of the others)."
    )
    public = public_edition.public_measures(measures, restricted={"practice_profile.csv"})
    assert practice_bands.warned_localities(public).empty
    assert say_practices.neighbours(public, warned) is None


def test_frames_that_name_practices_are_for_the_committee_only():
    nobody = SimpleNamespace(named_in=lambda text: set())  # nothing but the level withholds them
    rated = {"practice_code": code(1), "question": "overall", "rating": "Inadequate"}
    made = strained() | {"cqc_rating": rows("cqc_rating", rated | {"published_on": "2017-08-31"})}
    far = practice_variation.outside_limits(spread_of(*[10.0] * 11, 21.0))
    for frame in (
        practice_bands.neighbours(made, **US),
        support_offers.practices_at_risk(made, day=DAY),
        contract_events.waiting(asked_for(), day=DAY),
        cqc_ratings.inadequate(made, **US),
        far,
    ):
        assert len(frame)
        assert disclosure.is_withheld(frame, names=nobody)


def spread_of(*values: float) -> pd.DataFrame:
    """One indicator of as many practices, with the limits of their size."""
    found = special_cause.funnel(rates(*values), size="size", value="value")
    names = [code(n) for n in range(len(found))]
    about = {"indicator": "qof_points", "unit": "percent", "practice_name": names}
    return found.assign(**about, practice_code=names)


def rates(*values: float, size: float = 100.0) -> pd.DataFrame:
    return pd.DataFrame({"value": values, "size": size})


def test_a_place_far_from_all_the_others_lies_outside_and_the_rest_inside():
    # mean 11; squares: ten of 1 and one of 100 make 110 over 10, so 3.32 for a place of this size
    found = special_cause.funnel(rates(*[10.0] * 10, 21.0), size="size", value="value")
    assert found["limits"].tolist() == ["inside"] * 10 + ["outside 95%"]
    assert found["high_95"].iloc[0] == pytest.approx(11 + 1.96 * 11**0.5)


def test_limits_narrow_with_the_root_of_the_size_and_stop_at_what_a_share_can_be():
    found = special_cause.funnel(
        pd.DataFrame({"value": [90.0, 98.0] * 6, "size": [25.0, 25.0] * 3 + [100.0, 100.0] * 3}),
        size="size",
        value="value",
        most=100.0,
    )
    half = found["expected"] - found["low_95"]
    assert half.iloc[0] == pytest.approx(2 * half.iloc[-1])
    assert found["high_998"].max() == 100


def test_fewer_than_ten_places_have_no_limits():
    assert special_cause.funnel(rates(*range(9)), size="size", value="value").empty


def test_the_line_of_a_limit_passes_through_each_places_own():
    found = special_cause.funnel(
        pd.DataFrame({"value": [*range(10), 30.0], "size": [float(n) for n in range(10, 21)]}),
        size="size",
        value="value",
    )
    drawn = special_cause.funnel_lines(found, size="size", steps=10)
    assert drawn["size"].tolist() == pytest.approx(found["size"].tolist())
    for column in ("low_95", "high_95", "low_998", "high_998"):
        assert drawn[column].tolist() == pytest.approx(found[column].tolist())


def grown() -> dict[str, pd.DataFrame]:
    """Twelve practices grow by a tenth; the first takes over the list of a thirteenth."""
    then, now = [1_000.0] * 13, [2_100.0] + [1_100.0] * 11
    known = practices(*["Purbeck"] * 13)
    last = known["practice_code"] == code(13)
    known = known.assign(
        closed_on=known["closed_on"].mask(last, "2017-07-01"),
        successor_code=known["successor_code"].mask(last, code(1)),
    )
    return every(
        practice=known,
        list_size=rows("list_size", *lists(*then, day="2017-01-01"), *lists(*now)),
    )


def test_who_took_over_a_list_is_left_out_of_its_growth():
    spread = practice_variation.spreads(grown(), CYCLE)
    assert set(spread["indicator"]) == {"list_growth"}
    assert code(1) not in set(spread["practice_code"])
    assert spread["value"].tolist() == pytest.approx([10.0] * 11)
    assert set(spread["limits"]) == {"inside"}
    assert spread["period"].iloc[0] == "2017-01-01 to 2018-01-01"


def test_no_return_gives_no_spread_no_figure_and_no_sentence():
    spread = practice_variation.spreads(every(), CYCLE)
    assert spread.empty
    assert practice_variation.figures(every(), CYCLE) == []
    assert practice_variation.lines(spread).empty
    assert practice_variation.outside_limits(spread).empty
    assert say_practices.variation(table([])) is None


def scheme(number: int, stage: str, **other) -> dict:
    return {"scheme_id": f"T{number}", "scheme": f"Hub {number}", "stage": stage} | other


def test_a_scheme_that_has_ended_is_last_and_owes_no_step():
    found = estate_schemes.schemes(
        rows(
            "estate_scheme",
            scheme(1, "done", next_due="2017-12", recommended_on="2016-06-30"),
            scheme(2, "recommended", next_due="2017-12", recommended_on="2016-06-30"),
            scheme(3, "under_way", next_due="2018-02"),
        ),
        day=DAY,
    )
    assert found["scheme"].tolist() == ["Hub 3", "Hub 2", "Hub 1"]
    assert found["overdue"].tolist() == ["no", "yes", "no"]
    assert found["since_recommended_days"].iloc[1] == 587
    assert found["since_recommended_days"].isna().tolist() == [True, False, True]
    assert estate.schemes(found) == (
        "Of three schemes for estate and technology 1 done, 1 under way and 1 recommended; "
        "overdue: hub 2. No scheme states its cost."
    )


def test_an_option_is_scored_over_the_tests_it_was_put_to():
    found = estate_schemes.options(
        rows(
            "estate_option",
            {"locality": "Purbeck", "option": "One site", "score_quality": 4.0},
            {
                "locality": "Purbeck",
                "option": "Stay",
                "score_quality": 5.0,
                "score_access": 4.0,
                "preferred": "yes",
            },
        )
    )
    assert found.set_index("option")["score_percent"].to_dict() == {"Stay": 90, "One site": 80}
    assert estate.options(found) == "Preferred: Purbeck, stay (the best scored)."


def owed(**other) -> dict:
    said = {"report": "Progress", "cadence": "monthly", "period": "2018-01", "due_on": "2018-01-31"}
    return said | other


@pytest.mark.parametrize(
    ("sent", "standing"),
    [
        ("2018-01-31", "sent on time"),
        ("2018-02-01", "sent late"),
        ("2018-02-08", "overdue"),
        (None, "overdue"),
    ],
)
def test_a_report_stands_as_it_stood_on_the_day(sent, standing):
    [row] = reporting.owed(rows("reporting", owed(sent_on=sent)), day=DAY).to_dict("records")
    assert row["standing"] == standing


def test_a_report_due_on_the_day_itself_is_still_to_come():
    [row] = reporting.owed(rows("reporting", owed(due_on=DAY)), day=DAY).to_dict("records")
    assert row["standing"] == "to come"


def monthly(*known: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "measure": "extended_access_coverage",
                "area_type": "commissioner",
                "area": "11J",
                "category": "",
                "period": month,
                "basis": "actual",
                "value": value,
                "unit": "percent",
            }
            for month, value in known
        ]
    )


def test_the_quarter_and_the_year_show_the_figure_of_their_last_month():
    figures = monthly(("2017-03", 5.0), ("2017-12", 20.0), ("2018-01", 30.0))
    [row] = reporting.month_quarter_year(
        figures, commissioner="11J", names=("extended_access_coverage",)
    ).to_dict("records")
    assert (row["month"], row["month_value"]) == ("2018-01", 30)
    assert (row["quarter"], row["quarter_value"]) == ("2017-12", 20)
    assert (row["year"], row["year_value"]) == ("2016/17", 5)


def test_a_year_without_its_march_shows_nothing():
    found = reporting.month_quarter_year(
        monthly(("2017-12", 20.0)), commissioner="11J", names=("extended_access_coverage",)
    )
    assert found["year_value"].isna().all()
    shown = calendar.month_quarter_year(found, pd.Series(dtype="str"))
    assert shown["yearly"].tolist() == ["none yet"]


def test_no_return_gives_no_scheme_no_option_and_nothing_owed():
    assert estate_schemes.figures(every(), CYCLE) == reporting.figures(every(), CYCLE) == []
    assert estate.schemes(estate_schemes.schemes(every()["estate_scheme"], day=DAY)) is None
    assert estate.options(estate_schemes.options(every()["estate_option"])) is None
    nothing = reporting.owed(every()["reporting"], day=DAY)
    assert calendar.owed(nothing) is None
    assert calendar.owed_in_words(nothing).empty
    assert estate.schemes_in_words(estate_schemes.schemes(every()["estate_scheme"], day=DAY)).empty
    assert estate_schemes.options(every()["estate_option"]).empty
    assert practice_bands.neighbours(every(), **US).empty
    assert contract_events.waiting(every(), day=DAY).empty


def sections(name: str) -> set[str]:
    """The headings of a notebook's sections, as the table of needs writes them."""
    notebook = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    words_of = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"]
    return {
        line.removeprefix("## ").lower()
        for words_in in words_of
        for line in words_in.splitlines()
        if line.startswith("## ")
    }


def test_every_need_leads_to_a_section_that_is_there():
    headings = {
        "Finance": sections("finance"),
        "Workforce": sections("workforce"),
        "Access": sections("access"),
        "Paper": sections("committee_pack"),
        "Annex": sections("committee_annex"),
        "Assurance": sections("assurance"),
    }
    asked = needs.needs_and_returns(set())["section"]
    parts = [section.split(": ") for section in asked if section != "Locality profiles"]
    assert [part for part in parts if part[1] not in headings[part[0]]] == []


def test_every_return_of_ours_answers_a_need_and_the_packs_own_are_missed_where_not_supplied():
    asked = ", ".join(needs.needs_and_returns(set())["return"])
    ours = [table for table in TABLES.values() if table.local]
    assert [table.name for table in ours if table.title not in asked] == []
    the_packs = {table.name for table in ours if table.reports == ("committee_pack",)}
    assert the_packs - set(RETURNS) == set()
